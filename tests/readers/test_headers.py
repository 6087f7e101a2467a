"""Are the rows that name the columns told from the answers?"""

from __future__ import annotations

from pathlib import Path

import pytest
from opening import names, numbers, opened, refused, rows

from collabcheck.readers.tools import tool_of


def test_header_cells_are_cleaned_of_stray_space_and_line_ends(tmp_path: Path) -> None:
    grid = opened(tmp_path, '" We\u00a0meet.\n", w1 \n4,5\n')
    assert names(grid) == ["We meet.", "w1"]


def test_columns_of_the_same_name_are_told_apart_by_number(tmp_path: Path) -> None:
    grid = opened(tmp_path, "a,w1,w1\nx,4,5\n")
    assert [(c.number, c.name) for c in grid.columns] == [(1, "a"), (2, "w1"), (3, "w1")]


def test_columns_without_a_name_are_columns(tmp_path: Path) -> None:
    """A row number in front, as statistics packages write it, and blanks at the end."""
    grid = opened(tmp_path, ",w1,w2,,\n0,4,5,,\n1,2,3,,\n")
    assert names(grid) == ["", "w1", "w2", "", ""]
    assert numbers(grid) == [2, 3]


def test_a_gap_over_numbers_is_a_column_without_a_name(tmp_path: Path) -> None:
    grid = opened(tmp_path, "id,w1,,w2\n1,4,5,3\n2,4,4,3\n")
    assert names(grid) == ["id", "w1", "", "w2"]
    assert numbers(grid) == [2, 3]


SPAN = "Where do you meet?,,How often?\n"


def test_a_question_over_several_columns_stands_in_each_of_them(tmp_path: Path) -> None:
    grid = opened(tmp_path, SPAN + "At school,At home,Response\nYes,No,Weekly\nNo,No,Daily\n")
    assert names(grid) == [
        "Where do you meet? > At school", "Where do you meet? > At home", "How often? > Response",
    ]  # fmt: skip
    assert grid.tool == "plain"


def test_a_second_row_that_may_be_answers_is_not_guessed(tmp_path: Path) -> None:
    text = SPAN + "Yes,Yes,Weekly\nNo,Yes,Daily\n"
    said = refused(tmp_path, text)
    assert "columns 2 have no name in row 1, and row 2 may be a second header row" in said
    assert "layout: header_rows" in said
    assert numbers(opened(tmp_path, text, header_rows=1)) == [2, 3]
    assert numbers(opened(tmp_path, text, header_rows=2)) == [3]


@pytest.mark.parametrize("second", ["Twice,Twice,Weekly", "Yes,No,Weekly"])
def test_texts_that_are_alike_or_come_again_below_may_be_answers(
    second: str, tmp_path: Path
) -> None:
    text = f"{SPAN}{second}\nNo,No,Daily\n"
    assert "may be a second header row" in refused(tmp_path, text)


def test_one_remark_beside_the_last_column_does_not_make_a_header_of_the_first_answers(
    tmp_path: Path,
) -> None:
    text = "agency,w1,w2,w3,\nPolice,4,5,2,rang back\nHealth,1,2,3,\n"
    words = text.replace("4,5,2", "Agree,Never,Often")
    for each in (text, words, text.replace("Police,4,5", ",,5")):
        assert "may be a second header row" in refused(tmp_path, each)
        assert numbers(opened(tmp_path, each, header_rows=1)) == [2, 3]


def test_the_mapping_says_how_many_rows_are_headers(tmp_path: Path) -> None:
    grid = opened(tmp_path, "w1,w2\nWe meet.,We talk.\n4,5\n", header_rows=2)
    assert names(grid) == ["w1 > We meet.", "w2 > We talk."]
    assert "there are not 5 header rows" in refused(tmp_path, "a,b\n1,2\n", header_rows=5)


def test_a_question_with_one_option_in_each_column_is_not_carried_over_a_blank(
    tmp_path: Path,
) -> None:
    """Nothing stands above or below the fourth column: it belongs to no question."""
    text = (
        "Respondent ID,Collector ID,How far?,,,When?\n,,We meet.,We talk.,,Response\n1,9,a,b,,c\n"
    )
    assert names(opened(tmp_path, text))[2:] == [
        "How far? > We meet.", "How far? > We talk.", "", "When? > Response",
    ]  # fmt: skip


def test_qualtrics_without_its_third_row_is_still_known(tmp_path: Path) -> None:
    text = "StartDate,EndDate,ResponseId,Q1\nStart Date,End Date,Response ID,We meet.\n1,2,R_1,4\n"
    grid = opened(tmp_path, text)
    assert (grid.tool, rows(grid)) == ("Qualtrics", [["1", "2", "R_1", "4"]])
    one = opened(tmp_path, text.replace("Start Date,End Date,Response ID,We meet.\n", ""))
    assert (one.tool, numbers(one)) == ("Qualtrics", [2])


def test_a_code_of_qualtrics_is_that_of_its_own_column_only(tmp_path: Path) -> None:
    text = "StartDate,EndDate,ResponseId,Q1,\nStart Date,End Date,Response ID,We meet.,We talk.\n"
    assert names(opened(tmp_path, text + "1,2,R_1,4,5\n"))[3:] == ["Q1 > We meet.", "We talk."]


def test_titles_above_the_header_are_passed_over_and_said(tmp_path: Path) -> None:
    grid = opened(tmp_path, "Team survey,,\n\nrespondent,w1,w2\nr1,4,5\n")
    assert (names(grid), numbers(grid)) == (["respondent", "w1", "w2"], [4])
    assert grid.notes == ("passed over above the header row (3): 'Team survey'",)


def test_blank_rows_above_the_header_count_as_rows(tmp_path: Path) -> None:
    assert numbers(opened(tmp_path, "\n\na,b\n1,2\n")) == [4]


@pytest.mark.parametrize(
    ("header", "tool"),
    [
        (["id", "start", "w1"], "plain"),
        (["record_id", "w1"], "plain"),
        (["ID", "Start time", "Completion time", "Email", "Name"], "Microsoft Forms"),
        (["ID", "Start time", "Completion time", "w1"], "Microsoft Forms"),
        (["_uuid", "_submission_time"], "KoboToolbox"),
    ],
)
def test_a_tool_is_known_by_its_own_columns_only(header: list[str], tool: str) -> None:
    assert tool_of([header, ["1"] * len(header)]) == tool
