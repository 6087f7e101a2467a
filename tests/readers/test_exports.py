"""Does the file of each survey tool open as what stands in it?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from opening import names, numbers, opened, refused, rows, workbook

from collabcheck.core.errors import BadExport
from collabcheck.readers.exports import is_export, open_export

EXPORTS = Path(__file__).parent / "exports"
STEM = "How far do you agree?"
HEAR, PLAN = "We hear about changes in time.", "Our meetings end with a plan."

# file: the tool, columns, rows, the number of the first row, and the names of some columns
SHAPES: dict[str, tuple[str, int, int, int, dict[int, str]]] = {
    "plain": ("plain", 9, 3, 2, {1: "respondent", 4: "w1"}),
    "google_forms": ("Google Forms", 9, 3, 2, {1: "Timestamp", 3: f"{STEM} [{HEAR}]"}),
    "surveymonkey": (
        "SurveyMonkey", 18, 3, 3,
        {1: "Respondent ID", 9: "Custom Data 1", 10: f"{STEM} > {HEAR}", 11: f"{STEM} > {PLAN}",
         16: "Where do you work? > Response", 17: "Where do you work? > Other (please specify)",
         18: "Anything else? > Open-Ended Response"},
    ),
    "qualtrics": (
        "Qualtrics", 17, 3, 4,
        {8: 'ResponseId > Response ID > {"ImportId":"_recordId"}',
         12: f'Q2_1 > Think of the last month. {STEM} - {HEAR} > {{"ImportId":"QID2_1"}}'},
    ),
    "qualtrics_legacy": ("Qualtrics", 13, 2, 3, {1: "V1 > ResponseID", 8: f"Q2_1 > {STEM}-{HEAR}"}),
    "limesurvey_codes": ("LimeSurvey", 12, 3, 2, {2: "submitdate", 7: "team[SQ001]"}),
    "limesurvey_text": ("LimeSurvey", 12, 3, 2, {2: "Date submitted", 7: f"{STEM} [{HEAR}]"}),
    "redcap_raw": ("REDCap", 12, 3, 2, {1: "record_id", 6: "hear", 12: "teamwork_complete"}),
    "redcap_labels": ("REDCap", 12, 2, 2, {6: HEAR, 12: "Complete?"}),
    "kobo": ("KoboToolbox", 19, 2, 2, {4: HEAR, 10: "_id", 11: "_uuid"}),
    "odk": ("ODK", 21, 2, 2, {5: "team-hear", 12: "KEY"}),
    "typeform": ("Typeform", 15, 2, 2, {1: "#", 3: HEAR, 12: "Submit Date (UTC)"}),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_tools_export_opens_with_its_columns_named_and_its_rows_counted(shape: str) -> None:
    tool, width, count, first, some = SHAPES[shape]
    grid = open_export(str(EXPORTS / f"{shape}.csv"))
    assert (grid.tool, len(grid.columns), grid.notes) == (tool, width, ())
    assert {n: names(grid)[n - 1] for n in some} == some
    assert numbers(grid) == list(range(first, first + count))
    assert {len(row) for row in rows(grid)} == {width}


def test_every_fixture_is_tested() -> None:
    assert {path.stem for path in EXPORTS.iterdir()} == set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_tools_export_saved_as_a_workbook_opens_as_its_csv_does(
    shape: str, tmp_path: Path
) -> None:
    """What a team does that opens the CSV in a spreadsheet, and saves it as it closes."""
    text = (EXPORTS / f"{shape}.csv").read_text(encoding="utf-8")
    cells = list(csv.reader(io.StringIO(text), delimiter=";" if text.startswith('"') else ","))
    if shape == "redcap_labels":
        cells = list(csv.reader(io.StringIO(text)))
    one = open_export(str(EXPORTS / f"{shape}.csv"))
    two = open_export(str(workbook(tmp_path, Answers=[[c or None for c in row] for row in cells])))
    assert (two.tool, two.columns) == (one.tool, one.columns)
    assert (rows(two), numbers(two)) == (rows(one), numbers(one))


def test_microsoft_forms_writes_a_workbook(tmp_path: Path) -> None:
    start, end = map(dt.datetime.fromisoformat, ("2026-01-12T09:10:11", "2026-01-12T09:14:22"))
    path = workbook(
        tmp_path,
        Sheet1=[
            ["ID", "Start time", "Completion time", "Email", "Name", "Where do you work?", HEAR],
            [1, start, end, "anonymous", None, "Health", "Agree"],
            [2, start, end, "anonymous", None, "Police", "Disagree"],
        ],
    )
    grid = open_export(str(path))
    assert grid.tool == "Microsoft Forms"
    assert rows(grid)[0] == [
        "1", "2026-01-12 09:10:11", "2026-01-12 09:14:22", "anonymous", "", "Health", "Agree",
    ]  # fmt: skip


def test_a_cell_keeps_its_line_ends_quotes_and_commas() -> None:
    grid = open_export(str(EXPORTS / "google_forms.csv"))
    assert [row[-1] for row in rows(grid)] == [
        "", "The rota, again.\nIt changes weekly.", 'She said "ring me"',
    ]  # fmt: skip


def test_rows_can_be_gone_through_again_and_by_two_at_once() -> None:
    grid = open_export(str(EXPORTS / "plain.csv"))
    assert rows(grid) == rows(grid)
    for one, two in zip(grid.batches(), grid.batches(), strict=True):
        assert one == two


def test_standard_input_is_read_like_a_file_and_as_often(tmp_path: Path) -> None:
    for path in (EXPORTS / "plain.csv", workbook(tmp_path, A=[["w1", "w2"], [4, 5]])):
        grid = open_export("-", stdin=io.BytesIO(path.read_bytes()))
        assert grid.where.startswith("standard input")
        assert rows(grid) == rows(grid) == rows(open_export(str(path)))


def test_standard_input_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    grid = open_export("-", stdin=io.BytesIO(b"a,b\n1,2\n"))
    assert len(list(tmp_path.iterdir())) == 1
    del grid
    assert not list(tmp_path.iterdir())


def test_a_header_without_rows_is_a_grid_without_rows(tmp_path: Path) -> None:
    grid = opened(tmp_path, "respondent,w1,w2\n")
    assert (names(grid), rows(grid)) == (["respondent", "w1", "w2"], [])


@pytest.mark.parametrize(
    "data", [b"", b"\n\n \n", b",,\r\n,,\r\n", b"sep=;\n", b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_an_empty_file_is_refused(data: bytes, tmp_path: Path) -> None:
    assert "empty" in refused(tmp_path, data)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadExport, match=r"gone\.csv: there is no such file"):
        open_export(str(tmp_path / "gone.csv"))
    with pytest.raises(BadExport, match="this is a folder"):
        open_export(str(tmp_path))
    with pytest.raises(BadExport, match="no file can have"):
        open_export("a\0b.csv")


def test_a_closed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(BadExport, match=r"answers\.csv: cannot be read: Permission denied"):
        open_export(str(tmp_path / "answers.csv"))


def test_a_file_that_vanishes_before_its_rows_are_read_is_said(tmp_path: Path) -> None:
    grid = opened(tmp_path, "a,b\n1,2\n")
    (tmp_path / "answers.csv").unlink()
    with pytest.raises(BadExport, match="there is no such file"):
        rows(grid)


OTHERS = {
    "a table for browsers": (b"<html><table><tr><td>4</td></tr></table>", "web page"),
    "one in UTF-16": ("\ufeff<!DOCTYPE html>".encode("utf-16-le"), "web page"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "web page"),
    "a PDF": (b"%PDF-1.7 x", "a PDF"),
    "SPSS": (b"$FL2@(#) SPSS", "SPSS"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_table_is_named_whatever_its_ending(what: str, tmp_path: Path) -> None:
    data, said = OTHERS[what]
    assert said in refused(tmp_path, data, "answers.xls")


def test_a_file_is_read_as_what_it_is_and_a_wrong_ending_is_said(tmp_path: Path) -> None:
    grid = opened(tmp_path, "a,b\n1,2\n", "answers.xlsx")
    assert rows(grid) == [["1", "2"]]
    assert grid.notes == ("named .xlsx, but is delimited text",)
    book = workbook(tmp_path, A=[["a", "b"], [1, 2]]).read_bytes()
    grid = opened(tmp_path, book, "answers.csv")
    assert rows(grid) == [["1", "2"]]
    assert grid.notes == ("named .csv, but is a workbook",)


def test_an_export_is_known_by_its_ending_in_any_case() -> None:
    assert all(map(is_export, ["a.csv", "b/a.TSV", "a.txt", "a.xlsx", "a.XLSM", "a.xls", "a.ods"]))
    assert not any(map(is_export, ["a.json", "csv", "a.csv.bak", ".csv", "-"]))
