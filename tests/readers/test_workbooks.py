"""Is the right sheet of a workbook read, as its user sees it, or the workbook refused?"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from opening import names, numbers, opened, refused, rows, workbook

from collabcheck.core.responses.mapping import FileLayout
from collabcheck.readers.exports import open_export

ANSWERS: list[list[Any]] = [
    ["respondent", "agency", "w1", "w2"],
    ["r1", "health", 4, 5],
    ["r2", "police", 2, None],
]
CELLS = [["r1", "health", "4", "5"], ["r2", "police", "2", ""]]
COVER = [["Team survey"], [], ["Made in January"]]
CODEBOOK = [["Column", "Text", "Type"], *([name, "We meet.", "x"] for name in ANSWERS[0])]


def test_a_cell_is_written_as_its_user_sees_it(tmp_path: Path) -> None:
    at = dt.datetime.fromisoformat
    cells = [
        4, 4.0, 4.5, 0.1 + 0.2, 12345678901234, 0.45, True, at("2026-01-31"),
        at("2026-01-31T10:22:05"), dt.date(2026, 1, 31), dt.time(10, 22), dt.timedelta(hours=30),
        " a\nb ", "007",
    ]  # fmt: skip
    path = workbook(tmp_path, A=[[f"c{n}" for n in range(len(cells))], cells])
    assert rows(open_export(str(path))) == [
        ["4", "4", "4.5", "0.3", "12345678901234", "0.45", "True", "2026-01-31",
         "2026-01-31 10:22:05", "2026-01-31", "10:22:00", "30:00:00", " a\nb ", "007"]
    ]  # fmt: skip


def test_one_sheet_with_cells_is_taken_without_a_word(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, Cover=[], Answers=ANSWERS, Notes=[])))
    assert rows(grid) == CELLS
    assert grid.notes == ()
    assert grid.where.endswith("answers.xlsx, sheet 'Answers'")


def test_the_sheet_of_answers_is_found_behind_a_cover_and_a_codebook(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, Cover=COVER, Codebook=CODEBOOK, Answers=ANSWERS)))
    assert rows(grid) == CELLS
    assert grid.notes == ("took the sheet 'Answers'; 'Cover', 'Codebook' hold no answers",)


def test_one_sheet_of_no_answers_is_said_in_the_singular(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, Cover=COVER, Answers=ANSWERS)))
    assert grid.notes == ("took the sheet 'Answers'; 'Cover' holds no answers",)


LABELS = ["Agree", "Disagree", "Neither"]
LABELLED: list[list[Any]] = [["agency", "w1", "w2", "w3", "w4"]] + [
    ["health", *(LABELS[(n + m) % 3] for m in range(4))] for n in range(9)
]


def test_a_table_of_counts_beside_the_answers_is_not_what_the_answers_list(tmp_path: Path) -> None:
    """It names each item, as a codebook does; the answers list its headers, as answers do."""
    counts: list[list[Any]] = [["item", *LABELS], *([item, 3, 3, 3] for item in LABELLED[0][1:])]
    grid = open_export(str(workbook(tmp_path, Answers=LABELLED, Counts=counts)))
    assert grid.where.endswith("sheet 'Answers'")
    wide = [[*row, *["x"] * 9] for row in counts]
    data = workbook(tmp_path, Answers=LABELLED, Counts=wide).read_bytes()
    assert "several sheets look like answers" in refused(tmp_path, data, "answers.xlsx")


def test_a_sheet_that_goes_on_without_a_header_is_a_sheet_of_answers(tmp_path: Path) -> None:
    numbered: list[list[Any]] = [
        ["agency", "w1", "w2"],
        *(["health", n % 5, n % 4] for n in range(9)),
    ]
    data = workbook(tmp_path, May=numbered, June=numbered[1:]).read_bytes()
    assert "several sheets look like answers" in refused(tmp_path, data, "answers.xlsx")


def test_several_sheets_of_answers_are_listed_with_their_sizes(tmp_path: Path) -> None:
    path = workbook(tmp_path, Cover=COVER, May=ANSWERS, June=ANSWERS[:2])
    data = path.read_bytes()
    # The two have the same header, and neither lists it down a column.
    said = refused(tmp_path, data, "answers.xlsx")
    assert (
        "several sheets look like answers: 'Cover' (3 rows x 1 columns), 'May' (3 rows x 4" in said
    )
    assert "layout: sheet" in said
    grid = open_export(str(path), FileLayout(sheet="June"))
    assert rows(grid) == CELLS[:1]


def test_a_workbook_of_covers_alone_is_refused(tmp_path: Path) -> None:
    data = workbook(tmp_path, One=COVER, Two=COVER).read_bytes()
    assert "no sheet looks like answers" in refused(tmp_path, data, "answers.xlsx")


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    data = workbook(tmp_path, Answers=ANSWERS, Empty=[]).read_bytes()
    said = refused(tmp_path, data, "answers.xlsx", sheet="Answer")
    assert "there is no sheet 'Answer'; there are 'Answers', 'Empty'" in said
    assert "the sheet 'Empty' is empty" in refused(tmp_path, data, "answers.xlsx", sheet="Empty")


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "empty" in refused(tmp_path, workbook(tmp_path, A=[]).read_bytes(), "answers.xlsx")


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path, Old=ANSWERS, Answers=ANSWERS[:2])
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    grid = open_export(str(path))
    assert rows(grid) == CELLS[:1]
    assert grid.notes == ("passed over, as hidden in the workbook: 'Old'",)


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path, A=ANSWERS)
    book = openpyxl.load_workbook(path)
    book["A"].row_dimensions[3].hidden = True
    book.save(path)
    grid = open_export(str(path))
    assert rows(grid) == CELLS
    assert grid.notes == ("rows hidden in the workbook, read like all others: 1",)


def test_a_cell_merged_over_several_rows_stands_in_each_of_them_and_is_said(tmp_path: Path) -> None:
    cells: list[list[Any]] = [
        ["agency", "w1"],
        ["health", 1],
        [None, 2],
        ["police", 3],
        [None, 4],
        [None, 5],
    ]
    path = workbook(tmp_path, A=cells)
    book = openpyxl.load_workbook(path)
    book["A"].merge_cells("A2:A3")
    book["A"].merge_cells("A4:A5")
    book.save(path)
    grid = open_export(str(path))
    found = ["health", "health", "police", "police", ""]
    assert [row[0] for row in rows(grid)] == found
    assert [row[0] for row in rows(grid)] == found
    assert grid.notes == ("cells merged over several rows, whose text now stands in each: 2",)


@pytest.mark.parametrize("layout", [{"encoding": "utf-8"}, {"delimiter": ";"}])
def test_an_encoding_or_a_delimiter_of_a_workbook_is_refused(
    tmp_path: Path, layout: dict[str, str]
) -> None:
    data = workbook(tmp_path, A=ANSWERS).read_bytes()
    said = refused(tmp_path, data, "answers.xlsx", **layout)
    assert f"the mapping's layout says {next(iter(layout))}, but this is a workbook" in said


def test_rows_and_columns_left_empty_keep_their_numbers(tmp_path: Path) -> None:
    shifted = [[], [], *([None, *row] for row in ANSWERS[:2]), [], [None, *ANSWERS[2]]]
    grid = open_export(str(workbook(tmp_path, A=shifted)))
    assert names(grid) == ["", *ANSWERS[0]]
    assert [c.number for c in grid.columns] == [1, 2, 3, 4, 5]
    assert numbers(grid) == [4, 6]
    assert rows(grid) == [["", *row] for row in CELLS]


def test_a_question_merged_over_its_columns_stands_in_each(tmp_path: Path) -> None:
    """Even where an answer repeats the option, as that of a box that was ticked does."""
    path = workbook(
        tmp_path, A=[["id", "Do you?", None], [None, "Meet", "Talk"], ["r1", "Meet", "Talk"]]
    )
    book = openpyxl.load_workbook(path)
    book["A"].merge_cells("B1:C1")
    book.save(path)
    assert names(open_export(str(path))) == ["id", "Do you? > Meet", "Do you? > Talk"]


def test_a_title_above_the_header_is_passed_over_and_said(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, A=[["Team survey, January"], [], *ANSWERS])))
    assert (rows(grid), numbers(grid)) == (CELLS, [4, 5])
    assert grid.notes == ("passed over above the header row (3): 'Team survey, January'",)


def test_blank_rows_below_the_answers_are_counted(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, A=[*ANSWERS, *[[" "]] * 300])))
    assert rows(grid) == CELLS
    assert sum(batch.blank for batch in grid.batches()) == 300


def test_marks_inside_cells_are_taken_out_and_said(tmp_path: Path) -> None:
    grid = open_export(str(workbook(tmp_path, A=[["\ufeffa", "b"], ["\ufeff4", "5"]])))
    assert (names(grid), rows(grid)) == (["a", "b"], [["4", "5"]])
    assert grid.notes == ("byte-order marks inside cells, taken out: 2",)


def test_cells_with_an_error_or_no_value_are_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, A=[["a", "b", "c"], [1, "#N/A", "=A1+1"]])
    grid = open_export(str(path))
    assert rows(grid) == [["1", "", ""]]
    assert grid.notes == (
        "cells with an error such as #N/A, read as blank: 1",
        "cells with a formula that was never calculated, read as blank: 1",
    )


def with_part(path: Path, part: str, text: str | None) -> bytes:
    """Give a workbook with one of its parts replaced, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if text is not None:
            new.writestr(part, text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_with_a_part_missing_is_refused(part: str, tmp_path: Path) -> None:
    """Without its styles a date would be read as a number, and nobody would notice."""
    data = with_part(workbook(tmp_path, A=ANSWERS), part, None)
    assert f"a part of this workbook is missing: {part}" in refused(tmp_path, data, "answers.xlsx")


BROKEN = [
    '<worksheet><sheetData><row r="1"><c r="A1"><v>3</v>',
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
    "<html>",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_damaged_sheet_is_refused(text: str, tmp_path: Path) -> None:
    data = with_part(workbook(tmp_path, A=ANSWERS), SHEET, text)
    said = refused(tmp_path, data, "answers.xlsx")
    assert "damaged" in said or "empty" in said


@pytest.mark.parametrize("cut", [30, 300, 2000, -30])
def test_a_workbook_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    data = workbook(tmp_path, A=ANSWERS).read_bytes()[:cut]
    assert "damaged" in refused(tmp_path, data, "answers.xlsx")


def test_a_workbook_with_a_wrong_byte_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, A=ANSWERS)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        info = package.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0xFF
    assert "damaged" in refused(tmp_path, bytes(data), "answers.xlsx")


def test_a_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = '<c r="A1"><v>3</v></c></row><row r="1048576"><c r="XFD1048576"{}'
    sheet = f'<worksheet><sheetData><row r="1">{far}</row></sheetData></worksheet>'
    path = workbook(tmp_path, A=ANSWERS)
    data = with_part(path, SHEET, sheet.format("><v>3</v></c>"))
    said = refused(tmp_path, data, "answers.xlsx")
    assert "has cells out to row 1048576, column 16384" in said
    # A cell that is only coloured holds nothing.
    assert names(opened(tmp_path, with_part(path, SHEET, sheet.format(' s="0"/>')))) == ["3"]


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collabcheck.readers.package.MOST_BYTES", 100_000)
    data = with_part(workbook(tmp_path, A=ANSWERS), SHEET, " " * 1_000_000)
    assert len(data) < 20_000
    assert "more than can be held in memory" in refused(tmp_path, data, "answers.xlsx")


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    """The directory says 10 bytes; a million come out."""
    data = with_part(workbook(tmp_path, A=ANSWERS), SHEET, " " * 1_000_000)
    lying = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    assert "damaged" in refused(tmp_path, lying, "answers.xlsx")


def test_a_password_is_asked_to_be_taken_off(tmp_path: Path) -> None:
    """A protected workbook is an old-style file that holds a package it calls encrypted."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password" in refused(tmp_path, data + bytes(512), "answers.xlsx")


def test_an_old_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert "damaged" in refused(tmp_path, data, "answers.xls")


def test_a_zip_of_an_export_is_to_be_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("Team survey.csv", "a,b\n1,2\n")
    said = refused(tmp_path, out.getvalue(), "answers.xlsx")
    assert "this is a zip archive, not a workbook, with Team survey.csv in it; unpack it" in said


def test_a_workbook_is_known_by_its_bytes_and_not_its_ending(tmp_path: Path) -> None:
    data = workbook(tmp_path, A=ANSWERS).read_bytes()
    assert rows(opened(tmp_path, data, "answers.xls")) == CELLS
