"""Does delimited text become the cells that were meant, with rows counted as a spreadsheet does?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from opening import names, numbers, opened, refused, rows

from collabcheck.readers.delimited import DELIMITERS, SAMPLE
from collabcheck.readers.rows import ROWS

WIDE = [["respondent", "where", "w1"], ["r1", "health, mostly", "4"], ["r2", "a; b|c", "5"]]


def written(cells: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(cells)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(delimiter: str, end: str, tmp_path: Path) -> None:
    grid = opened(tmp_path, written(WIDE, delimiter, end))
    assert [names(grid), *rows(grid)] == WIDE
    assert grid.notes == ()


CELLS = st.text(
    st.sampled_from([*"ab1,;|\t\"'\n\r é’.-=:", "\u2028", "\u00a0", "\x1c", "\x85"]), max_size=8
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5),
    st.sampled_from(sorted(DELIMITERS)),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@example([["a\r\nb", '"', "c"]], ";", "\r\n", "utf-16")
def test_what_a_spreadsheet_writes_is_read_as_it_was(
    tmp_path: Path, cells: list[list[str]], delimiter: str, end: str, codec: str
) -> None:
    assume(all(any(cell.strip() for cell in row) for row in cells))
    head = ["respondent", "where", "w1"]
    text = written([head, *cells], delimiter, end)
    grid = opened(tmp_path, text.encode(codec), delimiter=delimiter)
    assert [names(grid), *rows(grid)] == [head, *cells]


def test_quotes_tell_what_counting_cannot(tmp_path: Path) -> None:
    """Every row has two commas and one semicolon; the commas stand inside quotes."""
    text = 'a;"b, c, d"\n1;"x, y, z"\n2;"x, y, z"\n'
    assert rows(opened(tmp_path, text)) == [["1", "x, y, z"], ["2", "x, y, z"]]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, "a;b\n1,5;2,5\n3,5;4,0\n")) == [["1,5", "2,5"], ["3,5", "4,0"]]


def test_two_equally_good_delimiters_are_not_guessed_between(tmp_path: Path) -> None:
    said = refused(tmp_path, "a,b;c\n1,2;3\n")
    assert "semicolons and commas could both stand between the cells" in said
    assert "layout: delimiter" in said
    assert rows(opened(tmp_path, "a,b;c\n1,2;3\n", delimiter=";")) == [["1,2", "3"]]


def test_one_column_is_a_file_too(tmp_path: Path) -> None:
    grid = opened(tmp_path, "w1\n4\n5\n")
    assert (names(grid), rows(grid)) == (["w1"], [["4"], ["5"]])


def test_excels_first_line_names_the_delimiter_and_is_no_row(tmp_path: Path) -> None:
    grid = opened(tmp_path, "sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert (names(grid), rows(grid), numbers(grid)) == (["a,b", "c"], [["1,2", "3"]], [2])
    assert "line 3" in refused(tmp_path, 'sep=;\na;b\n1;"2\n')


def test_a_row_is_numbered_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    """A cell of three lines is in one row; a blank line is a row, and is left out."""
    grid = opened(tmp_path, 'a,b\n1,"x\ny\nz"\n\n , \n2,x\n')
    assert numbers(grid) == [2, 5]
    (batch,) = grid.batches()
    assert (batch.blank, batch.repeated, batch.padded) == (2, 0, ())


def test_two_exports_one_after_the_other_are_one(tmp_path: Path) -> None:
    """The second brings its header row, and its byte-order mark."""
    grid = opened(tmp_path, "\ufeffa,b\n1,2\n\ufeffa,b\n3,4\n")
    assert (rows(grid), numbers(grid)) == ([["1", "2"], ["3", "4"]], [2, 4])
    assert [batch.repeated for batch in grid.batches()] == [1]


def test_both_header_rows_of_a_question_are_left_out_where_they_come_again(tmp_path: Path) -> None:
    head = "Respondent ID,Collector ID,How far?,\n,,We meet.,We talk.\n"
    grid = opened(tmp_path, f"{head}1,9,Agree,Disagree\n{head}2,9,Agree,Agree\n")
    assert numbers(grid) == [3, 6]


def test_a_short_row_is_filled_up_and_named_with_the_cells_it_had(tmp_path: Path) -> None:
    grid = opened(tmp_path, "a,b,c\n1,2\n1,2,3\n1\n")
    assert rows(grid) == [["1", "2", ""], ["1", "2", "3"], ["1", "", ""]]
    assert [batch.padded for batch in grid.batches()] == [((2, 2), (4, 1))]


def test_blanks_beyond_the_header_are_nothing(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, "a,b\n1,2,, \n")) == [["1", "2"]]


def test_text_beyond_the_header_is_refused_at_its_row(tmp_path: Path) -> None:
    said = refused(tmp_path, 'a,b\n1,"x\ny"\n2,x, and y\n')
    assert "answers.csv, row 3: this row has 3 cells, and the header 2" in said


WRONG_QUOTES = {
    "never closed": ('a,b\n1,x\n2,"y\n3,z\n', 3),
    "closed by the next quote": ('a,b\n1,x\n2,"y\n3,"z"\n', 3),
    "not doubled": ('a,b\n1,x\n2,"say "hi" now"\n', 3),
    "swallowing megabytes": ('a,b\n1,x\n2,"y\n' + "3,z\n" * 200_000, 3),
    "in the header": ('a,"b\n1,x\n', 1),
    "far down": ("a,b\n" + "1,x\n" * SAMPLE + '2,"y\n3,z\n', SAMPLE + 2),
}


@pytest.mark.parametrize("what", WRONG_QUOTES)
def test_a_wrong_quote_is_refused_at_the_line_of_its_row(what: str, tmp_path: Path) -> None:
    text, line = WRONG_QUOTES[what]
    said = refused(tmp_path, text, delimiter=",")
    assert f"answers.csv, line {line}: a quote that opens in this row is not closed" in said


def test_a_cell_too_long_to_be_one_is_called_so(tmp_path: Path) -> None:
    said = refused(tmp_path, f"a,b\n1,x\n2,{'y' * 140_000}\n")
    assert "line 3: a quote that opens in this row is not closed, or a cell has more" in said
    assert "than 131,072 characters; close the quote; or shorten the cell, or take its" in said


def test_hundreds_of_columns_and_several_batches(tmp_path: Path) -> None:
    head = [f"c{n}" for n in range(400)]
    cells = [head, *([str(n % 5)] * 400 for n in range(ROWS + 10))]
    grid = opened(tmp_path, written(cells))
    assert len(list(grid.batches())) > 1
    assert numbers(grid) == list(range(2, ROWS + 12))
    assert rows(grid) == cells[1:]


def test_a_mistake_far_down_is_refused_at_its_row(tmp_path: Path) -> None:
    text = "a,b\n" + "1,2\n" * (ROWS + 3) + "1,2,3\n"
    assert f"row {ROWS + 5}" in refused(tmp_path, text)


def test_a_sheet_cannot_be_named_in_delimited_text(tmp_path: Path) -> None:
    said = refused(tmp_path, "a,b\n1,2\n", sheet="Answers")
    assert "the mapping's layout says sheet, but this is delimited text" in said
