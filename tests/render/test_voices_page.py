"""How does it read what all who were asked say?"""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from lantern import lantern_bay
from meetings import asked
from pages import Page
from support import TOWN, formats, rendered
from town import FAMILIES, of_everybody

from collabcheck.core.report import Report, find, with_voices
from collabcheck.core.scoring.voices import Asked

TEXTS = ["html", "markdown", "terminal"]
ASKED_DEMO = "24 professionals, 16 parents and carers and 9 young people"


def flat(of: Report, format: str) -> str:
    """Give what a format says, without markup and line ends."""
    page = rendered(of, format, color=False)
    words = Page(page).words if format == "html" else page
    return re.sub(r"\s+", " ", words.replace("**", "").replace("\\", ""))


@pytest.mark.parametrize("format", formats())
def test_the_demo_with_all_who_were_asked_is_written_in_every_format(format: str) -> None:
    """Its questionnaire has no round robin, and its report all else."""
    assert lantern_bay().round_robin is None
    assert rendered(lantern_bay(), format)


@pytest.mark.parametrize("format", [*TEXTS, "guide", "checklist"])
def test_it_opens_with_all_who_answered(format: str) -> None:
    said = flat(lantern_bay(), format)
    assert ASKED_DEMO in said
    assert "Families must be asked themselves" not in said
    assert "What parents and carers and young people answered stands under Every" in said


def test_where_a_questionnaire_does_not_say_who_is_asked_they_are_people() -> None:
    assert "Answered by 12 people, 14 families and 8 young people" in flat(
        of_everybody(), "markdown"
    )


@pytest.mark.parametrize("format", TEXTS)
def test_what_others_wrote_is_printed_by_item_if_asked_for(format: str) -> None:
    said = flat(of_everybody(comments=True), format)
    assert "In their own words: families" in said
    assert re.search(r"We hear in time\..{1,20}Nobody .{1,20}Then it was over", said)
    assert "<rang>" not in rendered(of_everybody(comments=True), "html")
    assert "not printed" not in said


@pytest.mark.parametrize("format", TEXTS)
def test_else_it_says_how_many_are_not_printed(format: str) -> None:
    said = flat(of_everybody(), format)
    assert "Families wrote two comments that are not printed here" in said
    assert "Then it was over" not in said


@pytest.mark.parametrize("format", [*TEXTS, "checklist"])
def test_what_others_alone_report_has_steps_with_an_owner_and_a_day(format: str) -> None:
    said = flat(lantern_bay(), format)
    assert "What parents and carers report, and professionals do not" in said
    plan = said[said.index("What parents and carers report, and professionals do not") :]
    assert re.search(
        r"Questioning feels risky \(parents and carers \d+ of \d+, professionals 0 of 22\)", plan
    )
    assert "weeks" in plan


@pytest.mark.parametrize("format", TEXTS)
def test_what_seems_to_work_says_who_sees_it_otherwise(format: str) -> None:
    said = flat(lantern_bay(), format)
    assert re.search(
        r"Our meetings stay focused on what the child needs.*?Parents and carers see it otherwise: "
        r"\d+ of \d+ report .The child slips from view.\. Ask them before you build on this"
        if format != "terminal"
        else r"Meetings stay with the child.*?Parents and carers see it otherwise",
        said,
    )


def test_the_guide_asks_about_what_others_told_and_says_that_they_have_been_asked() -> None:
    said = flat(lantern_bay(), "guide")
    assert "What parents and carers told us (15 minutes)" in said
    assert re.search(r"The child slips from view\. Reported by \d+ of \d+ parents and carers; of "
                     r"professionals, 1 of 23", said)  # fmt: skip
    assert "They have been asked: see what they answered" in said
    assert "Agree who will ask them" not in said
    minutes = [int(n) for n in re.findall(r"\| (\d+) \|", rendered(lantern_bay(), "guide"))]
    assert sum(minutes) <= 90


@pytest.mark.parametrize("format", TEXTS)
def test_the_summary_says_which_way_they_part(format: str) -> None:
    said = flat(lantern_bay(), format)
    short = said[said.lower().index("in short") :][:4000]
    assert re.search(
        r"Met differently: .*score lower than professionals on .*\(\d\.\d\d.* against 4\.24\)",
        short,
    )
    assert re.search(
        r"Only parents and carers report: .*Questioning feels risky \(\d+ of 16\)", short
    )
    assert re.search(r"Seen, and said: seen to work (better|worse) than", short)


def test_what_is_in_doubt_is_nothing_to_build_on() -> None:
    lines = rendered(lantern_bay(), "markdown").splitlines()
    build = next(line for line in lines if line.startswith("- **To build on"))
    assert "Meetings stay with the child" not in build


@pytest.mark.parametrize("format", TEXTS)
def test_a_gap_tells_how_many_lines_each_was_asked(format: str) -> None:
    assert "Lines asked: Professionals 11, parents and carers 3." in flat(lantern_bay(), format)


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_lines_that_ask_alike_stand_under_an_axis_with_their_means_and_scales(format: str) -> None:
    said = flat(lantern_bay(), format)
    assert "Asked alike" in said
    for line in (
        "Professionals: .The lead social worker and I can reach each other.{1,30} 4.23 on 1 to 5",
        "Parents and carers: .I can reach my child's social worker when.{1,30} [0-9.]+ on 1 to 5",
        "Young people: .I can get hold of my social worker when I want to.. [0-9.]+ on 1 to 3",
    ):
        assert re.search(line, said[said.index("Asked alike") :])


FATHERS = """
    respondent role   t1 t2 t3 p1 p2 m1
    a*4        mother 2  4  5  3  3  d
    b*6        mother 5  1  5  3  3  d
    f*6        father 1  5  3  2  4  d
"""
"""Of ten mothers four report late news, of six fathers all: together ten of 16."""


def of_fathers(families: str = FAMILIES) -> Report:
    of: list[Asked] = [
        asked(TOWN, "respondent agency t1 t2 t3 p1 p2 m1\na*12 police 4 2 4 3 4 2"),
        asked(families, FATHERS, "role"),
    ]
    return with_voices(find(of[0].questionnaire, of[0].scores), of)


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_of_groups_within_others_no_count_is_told(format: str) -> None:
    said = flat(of_fathers(), format)
    assert "10 of 16" in said
    assert "is not told" in said
    assert not re.search(r"\b4 of 10\b|\b6 of 6\b", said)


def test_neither_is_it_in_data() -> None:
    voices = json.loads(rendered(of_fathers(), "json"))["every_voice"]["voices"]
    assert [v["result"]["barriers"] for v in voices if v["result"]["group"]] == [[], []]
    rows = {
        row["group"]: row
        for row in csv.DictReader(io.StringIO(rendered(of_fathers(), "csv")))
        if (row["kind"], row["id"], row["statistic"]) == ("barrier", "late", "share")
    }
    assert rows["town/families"]["n"] == "16"
    assert not any("#" in group for group in rows)


def test_each_column_says_how_many_and_each_cell_its_band() -> None:
    page = rendered(lantern_bay(), "html")
    every = page[page.index('id="every"') : page.index('id="seen"')]
    assert 'Professionals<span class="sub">(24)</span>' in every
    grid = every[: every.index("<h3>")]
    cells = re.findall(r'<td role="cell" class="num.*?</td>', grid)
    assert cells
    assert all(re.search(r"<small>(Strength|Mixed|Concern)\??</small>", cell) for cell in cells)
    assert grid.index("Mother or stepmother") < grid.index("Father or stepfather")
    assert "hyphens: manual" in page[page.index(".voices th") :][:60]


def test_on_paper_a_long_name_is_cut_at_its_comma_where_that_tells_it_apart() -> None:
    names = {"Mother": "Mother, step ones too", "Father": "Father, step ones too"}
    text = FAMILIES
    for name, long in names.items():
        text = text.replace(f"name: {name}}}", f'name: "{long}"}}')
    page = rendered(of_fathers(text), "html")
    assert '<span class="short-name">Father</span>' in page
    alike = text.replace("Mother, step", "Carer, step").replace("Father, step", "Carer, no step")
    assert 'class="short-name"' not in rendered(of_fathers(alike), "html")
