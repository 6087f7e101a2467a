"""How does it read who sees whom how?"""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from pages import Page
from robin import ROBIN
from support import formats, questionnaire, rendered, report, templates

from collabcheck.core.report import Report
from collabcheck.render.form import render_form
from collabcheck.render.markdown import render_questionnaire

HEAD = "respondent agency t1 t2 h-health k-health h-police k-police h-school k-school\n"
ROWS = """
    a*4        health  4  2  5        4        2        3        4        4
    b*4        health  4  2  4        4        3        3        4        3
    c*3        police  4  2  2        2        5        5        3        3
    d*3        police  2  4  3        3        4        4        n        n
    e*6        school  3  3  3        4        3        1        5        4
    f*4        charity 3  3  3        4        3        1        5        4
    g*3        housing 3  3  3        4        3        1        5        4
"""
GAP = "Police. The others say 2.29, they themselves 4.50: a gap of 2.21 points (95% interval"


def of_groups(rows: str = ROWS, by: str | None = "agency") -> Report:
    return report(ROBIN, HEAD + rows, by=by)


def text(page: str) -> str:
    return " ".join(Page(page).words.split())


def flat(format: str, of: Report) -> str:
    """Give what a format says, without markup and line ends."""
    page = rendered(of, format, color=False)
    words = text(page) if format == "html" else page
    return re.sub(r"\s+", " ", words.replace("**", "").replace("\\", ""))


@pytest.mark.parametrize("format", ["html", "markdown", "terminal"])
def test_a_gap_is_a_sentence_to_be_read_out(format: str) -> None:
    said = flat(format, of_groups())
    assert GAP in said
    assert "how we see each other" in said.lower()
    assert "Three agencies are compared; the intervals are not adjusted for that." in said


@pytest.mark.parametrize("format", ["html", "markdown", "terminal"])
def test_a_low_view_is_about_the_work_between_and_not_the_people(format: str) -> None:
    said = flat(format, of_groups())
    assert "about the work between two sides, not about the people on either" in said
    assert not re.search(r"\b(worst|best|rank\w*|blame|fail\w*)\b", part_of(said, format))


def part_of(said: str, format: str) -> str:
    start = said.rindex("Each agency was rated")
    end = said.index("WHAT WORKS" if format == "terminal" else "What works", start)
    return said[start:end]


def test_rows_rate_columns_are_rated_and_the_own_view_is_marked_in_words() -> None:
    markdown = rendered(of_groups(), "markdown")
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    start = next(n for n, row in enumerate(rows) if row.startswith("| Agency that rates |"))
    table = [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows[start : start + 8]]
    assert table[0] == ["Agency that rates", "Health", "Police", "School"]
    assert [row[0] for row in table[2:]] == [
        "Health",
        "Police",
        "School",
        "Charity and Housing together",
        "**All but their own people**",
        "**Everyone**",
    ]
    assert [[bool("own" in cell) for cell in row[1:]] for row in table[2:6]] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]
    assert table[2][2].startswith("2.75 concern")


def test_the_page_says_it_with_shape_and_words_beside_colour() -> None:
    page = rendered(of_groups(), "html")
    cells = re.findall(r'<td role="cell" class="[^"]* own">.*?</td>', page)
    assert len(cells) == 3
    for cell in cells:
        assert "own view" in cell
        assert "<small>" in cell


def test_hidden_cells_say_so_and_stand_in_the_log() -> None:
    rows = ROWS.replace(
        "g*3        housing 3  3  3        4        3        1        5        4", ""
    )
    few = rows.replace("5        4        2        3 ", "5        4        n        n ")
    of = of_groups(few)
    assert "rated" in {part.kind for part in of.hidden}
    for format in ("html", "markdown"):
        said = flat(format, of)
        assert "Rating of" in said
        assert "hidden" in part_of(said, format)


@pytest.mark.parametrize("by", [None, "agency"])
@pytest.mark.parametrize("format", formats())
def test_every_format_can_be_written_of_one_person_and_of_all(format: str, by: str | None) -> None:
    one = report(ROBIN, f"{HEAD} anna police 4 2 5 4 2 3 n n", by=by)
    for of in (one, of_groups(by=by)):
        assert rendered(of, format)


def test_one_person_reads_how_they_see_each() -> None:
    said = flat("markdown", report(ROBIN, f"{HEAD} anna police 4 2 5 4 2 3 n n"))
    assert "This is how you see each agency" in said
    assert "| Health | 4.50 | Strength |" in said
    assert "| School | too few items answered |" in said


def test_ungrouped_it_says_where_who_rates_whom_is_to_be_had() -> None:
    said = flat("markdown", of_groups(by=None))
    assert "Who sees whom how is shown where the answers are grouped by agency." in said
    assert "| Police |" in said


def test_the_table_of_numbers_has_a_row_for_each_view() -> None:
    found = list(csv.DictReader(io.StringIO(rendered(of_groups(), "csv"))))
    views = {
        (row["id"], row["group"]): row["value"]
        for row in found
        if row["kind"] == "rated" and row["statistic"] == "mean"
    }
    assert views["police", "health"] == "2.75"
    assert views["police", "police"] == "4.5"
    assert views["police", "all but their own"] == "2.29"
    gaps = [row for row in found if row["statistic"] == "difference" and row["kind"] == "rated"]
    assert [row["id"] for row in gaps] == ["health", "police", "school"]
    assert {row["id"] for row in found if row["kind"] == "item"} == {i.id for i in ROBIN.items}


def test_the_json_holds_the_matrix_and_whom_an_item_is_about() -> None:
    found = json.loads(rendered(of_groups(), "json"))
    police = found["round_robin"]["rated"][1]["result"]
    assert {name: score["mean"] for name, score in police["by_group"]}["health"] == 2.75
    assert [(i["axis"], i["about"]) for i in found["items"][2:4]] == [(None, "health")] * 2


def test_every_item_of_it_is_listed_with_its_comments() -> None:
    of = report(ROBIN, HEAD + ROWS, ("h-police", "They ring back."))
    for format in ("html", "markdown"):
        said = flat(format, of)
        assert "How we see each other: Police" in said
        assert "We hear from the police in time." in said
        assert "They ring back." in said


def test_a_report_without_one_says_nothing_of_it() -> None:
    rows = "respondent agency t1 t2 t3 p1 p2 m1\n a*6 police 1 2 3 4 5 d"
    for format in ("html", "markdown", "terminal", "csv"):
        page = rendered(report(questionnaire(), rows), format)
        assert "robin" not in re.sub(r"\.robin \.sum", "", page)


def test_on_paper_each_group_has_a_heading_of_its_own() -> None:
    form = text(render_form(ROBIN, templates()))
    shown = render_questionnaire(ROBIN, templates())
    for page in (form, shown):
        assert page.index("Letters come late.") < page.index("How we see each other")
        assert page.index("We hear from Health in time.") < page.index("We hear from the police")
    assert "How we see each other: Police" in form
