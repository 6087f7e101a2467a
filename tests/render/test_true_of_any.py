"""Is each sentence of a report true of any scale, of ties, and of groups that take no part?"""

from __future__ import annotations

import html
import re

import pytest
from grouped import ANSWERS, of_groups
from support import (
    HEAD,
    ITEMS,
    items_on_one_axis,
    questionnaire,
    rendered,
    report,
    table,
    templates,
)

from collabcheck.core.findings.explain import explain
from collabcheck.core.report import Report, find
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.render.look import Look
from collabcheck.render.terminal import to_screen

TEXTS = ("markdown", "terminal", "html")
OFTEN = """\
scale:
  points:
    - {code: 0, label: Never}
    - {code: 1, label: Rarely}
    - {code: 2, label: Sometimes}
    - {code: 3, label: Often}
    - {code: 4, label: Always}
  dont_know: No idea
  not_applicable: Not my work
  favourable: 3
  unfavourable: 0
  bands: [{id: low, name: Low, reading: Low.}, {id: high, name: High, reading: High., from: 2}]
"""


def words_of(found: Report, format: str) -> str:
    """Give a format's text in one line, without the tags of a page."""
    text = rendered(found, format)
    if format == "html":
        text = html.unescape(re.sub(r"<[^>]*>", "", text[text.index("<main") :]))
    return " ".join(text.split())


def in_short(found: Report) -> str:
    """Give the part for who has one minute."""
    text = rendered(found, "markdown")
    return text[text.index("## In short") : text.index("## Who answered")]


@pytest.mark.parametrize("format", TEXTS)
def test_a_scale_of_how_often_is_told_in_its_own_words(format: str) -> None:
    of = questionnaire(HEAD.replace("scale: agreement-5\n", OFTEN) + ITEMS)
    rows = "respondent agency t1 t2 t3 p1 p2 m1\na*5 police 4 0 4 0 0 0\nb*5 police 0 4 4 4 4 4"
    text = words_of(report(of, rows), format)
    assert '"We hear in time." 50% answered "Often" or "Always", and 50% "Never".' in text
    assert '"Letters come late." 50% answered "Never" or "Rarely", and 50% "Always".' in text
    assert "Always" in text[text.index("means worse collaboration") - 20 :]
    assert not re.search(r"\b(dis)?agree(d|ing)?\b", text.replace("they agree", ""))


@pytest.mark.parametrize("format", [*TEXTS, "guide"])
def test_what_was_answered_to_a_turned_item_is_told_as_it_was_answered(format: str) -> None:
    rows = "respondent t2 t3\na*5 2 4\nb*5 5 4"
    text = words_of(report(questionnaire(), rows, by=None), format)
    assert (
        '"Letters come late." 50% answered "Strongly disagree" or "Disagree", and 50% '
        '"Agree" or "Strongly agree".'
    ) in text


def test_axes_with_one_mean_are_named_together() -> None:
    rows = "respondent t1 t2 t3 p1 p2 m1\na*6 4 2 4 4 2 2\nb*6 5 1 5 5 1 1"
    text = in_short(report(questionnaire(), rows, by=None))
    assert "- **Highest:** Trust and Plans, 4.50 of 5 each: strength." in text
    assert "- **Lowest:** Money, 1.50 of 5: concern." in text


def test_an_axis_too_near_to_another_is_not_said_to_lead() -> None:
    rows = "respondent t1 t2 t3 p1 p2 m1\na*6 4 2 4 4 2 2\nb*6 5 1 5 4 1 1"
    assert "4.50 of 5: strength; one other lies too near to tell apart." in in_short(
        report(questionnaire(), rows, by=None)
    )


def test_where_all_intervals_overlap_no_axis_stands_out() -> None:
    rows = "respondent t1 t2 t3 p1 p2 m1\na*6 2 4 2 2 4 2\nb*6 4 2 4 5 2 4\nc*6 3 3 3 3 3 3"
    text = in_short(report(questionnaire(), rows, by=None))
    assert (
        "- **No axis stands out:** all three axes lie from 3.00 (Trust and Money) to 3.17 (Plans) "
        "of 5, and their intervals overlap, so their order says little. Band: mixed."
    ) in text
    assert "Highest" not in text


def test_one_axis_is_neither_highest_nor_lowest() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward"))
    text = in_short(report(of, "respondent i1 i2\na*6 4 4\nb*6 5 5", by=None))
    assert "- **The one axis:** Trust, 4.50 of 5: strength." in text
    assert "Highest" not in text


@pytest.mark.parametrize("format", [*TEXTS, "guide"])
def test_what_is_said_of_groups_is_said_of_those_compared(format: str) -> None:
    """Two groups are shown only together: 'every group' would count them in."""
    text = words_of(of_groups(), format)
    for loose in ("every group reports", "of each group", "widest gap is", "in every group shown"):
        assert loose not in text
    if format in TEXTS:
        assert "of each of the three groups compared" in text
    if format == "html":
        assert "The three agencies compared, each counted once: 3.33" in text


DIVIDED = ANSWERS.replace("a*4        police  5  1", "a*4        police  1  5")


def test_where_a_group_is_divided_each_statement_has_a_line() -> None:
    found = report(questionnaire(), DIVIDED)
    split = next(g for g in found.groups if g.id == "police").result.splits
    assert len(split) > 1
    lines = rendered(found, "markdown").splitlines()
    start = lines.index("- Police:")
    assert [line[:5] for line in lines[start + 1 : start + 1 + len(split)]] == ['  - "'] * len(
        split
    )
    page = rendered(found, "html")
    assert re.search(r"<details class=\"fold\">\s*<summary>Police: \w+ statements</summary>", page)


def test_a_long_list_ends_on_the_terminal_with_how_many_are_left_out() -> None:
    of = questionnaire(HEAD + items_on_one_axis(*["forward"] * 14))
    ids = [f"i{n}" for n in range(1, 15)]
    wide = [" ".join("1" if n else "3" for n in range(14)), " ".join(["5"] * 14)]
    rows = f"respondent {' '.join(ids)}\na*6 {wide[0]}\nb*6 {wide[1]}\nc 3 {' '.join(['3'] * 13)}"
    found = report(of, rows, by=None)
    assert len(found.splits) == 13
    text = rendered(found, "terminal")
    part = text[text.index("answered each way") :]
    part = part[: part.index("Not heard")]
    assert part.count("\u2022") == 10
    assert "  and 3 more: in the other formats\n" in part
    assert rendered(found, "markdown").count('% answered "') == 13


def test_items_that_divide_most_evenly_come_first() -> None:
    rows = "respondent t1 t2 t3\na*4 1 4 1\nb*2 1 2 5\nc*6 5 2 5"
    found = report(questionnaire(), rows, by=None)
    assert found.splits == ("t1", "t2", "t3")
    rows = "respondent t1 t2 t3\na*4 1 2 1\nb*2 5 2 1\nc*6 5 4 5"
    assert report(questionnaire(), rows, by=None).splits == ("t2", "t3", "t1")


def test_explain_shows_the_groups_that_may_be_shown() -> None:
    of = questionnaire()
    counts = tally(of, table(of, ANSWERS), "agency")
    numbers = score(of, counts)
    for name, said in (
        ("trust", "  Police: mean 4.67 of 8 people\n"),
        ("cuts", "  Police: 8 of 8 (100%)\n"),
    ):
        text = to_screen(
            "explain.txt.j2",
            find(of, numbers),
            templates(),
            Look(),
            explained=explain(of, counts, numbers, name),
        )
        assert said in text
        assert "  Charity and Housing together: " in text
        assert "Charity and Housing are shown only together" in text
