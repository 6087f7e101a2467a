"""Does a report in Markdown stay the same document, whatever its texts hold?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hostile import hostile, poisoned, poisoned_report, readable
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support import SMALL_ANSWERS, questionnaire, rendered, report, templates
from syrupy.assertion import SnapshotAssertion

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.render.markdown import render_questionnaire

PLAIN = {"text", "text_special", "softbreak", "inline"}


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def structure(text: str) -> list[str]:
    """Give the kinds of all tokens that are not plain text, in their order."""
    return [t.type for token in parsed(text) for t in (token, *(token.children or []))
            if t.type not in PLAIN]  # fmt: skip


def words(text: str) -> Iterator[str]:
    """Give the plain text of each block."""
    for token in parsed(text):
        if token.type == "inline":
            yield "".join(c.content for c in token.children or [])


@cache
def structure_of_harmless(format: str) -> list[str]:
    return structure(rendered(poisoned_report("word x"), format))


@pytest.mark.parametrize("format", ["markdown", "checklist", "guide"])
@settings(max_examples=12)
@given(text=hostile)
@example(text="\u061c- x")
@example(text="|a|b\\|c ` x")
def test_a_hostile_text_changes_no_structure(format: str, text: str) -> None:
    """No tag, link, emphasis, list, heading, row or column is added or lost."""
    harmless = structure_of_harmless(format)
    got = rendered(poisoned_report(text), format)
    assert structure(got) == harmless
    assert not {"html_inline", "html_block", "link_open", "image"} & set(structure(got))


@settings(max_examples=12)
@given(hostile)
@example("\u061ca \u202eb x")
def test_a_hostile_text_reads_as_it_was_written(text: str) -> None:
    blocks = list(words(rendered(poisoned_report(text), "markdown")))
    assert blocks[0] == readable(text)
    assert any(f'"{readable(text)}"' in block for block in blocks)


@settings(max_examples=15)
@given(hostile)
def test_a_hostile_questionnaire_prints_as_one_table_an_axis(text: str) -> None:
    got = render_questionnaire(poisoned(text), templates())
    plain = render_questionnaire(poisoned("word x"), templates())
    assert structure(got) == structure(plain)
    assert got.count("\n## ") == 3


def test_every_row_of_a_table_has_the_columns_of_its_head(practitioner: Questionnaire) -> None:
    head = "respondent " + " ".join(i.id for i in practitioner.items) + "\n"
    found = report(practitioner, head + "a*8 " + "2 " * len(practitioner.items), by=None)
    columns = 0
    seen = 0
    for line in rendered(found, "markdown").splitlines():
        if not line.startswith("|"):
            columns = 0
            continue
        count = line.replace("\\|", "").count("|")
        assert count == (columns or count), line
        columns, seen = count, seen + 1
    assert seen > len(practitioner.items)


def test_the_markdown_of_a_small_report(snapshot: SnapshotAssertion) -> None:
    assert rendered(report(questionnaire(), SMALL_ANSWERS), "markdown") == snapshot


def test_the_checklist_of_a_small_report(snapshot: SnapshotAssertion) -> None:
    assert rendered(report(questionnaire(), SMALL_ANSWERS), "checklist") == snapshot


def test_one_persons_markdown(snapshot: SnapshotAssertion) -> None:
    rows = "respondent t1 t2 t3 p1 p2 m1\n anna 4 d 2 n . 1"
    assert rendered(report(questionnaire(), rows, by=None), "markdown") == snapshot


def test_a_mean_that_is_no_strength_is_not_called_one() -> None:
    """3.996 prints as 4.00, and stands beside the band of the unrounded mean."""
    rows = "respondent t1 t2 t3 p1 p2 m1\n a*249 4 2 4 4 2 4\n b 4 2 4 4 2 3"
    line = next(
        li
        for li in rendered(report(questionnaire(), rows, by=None), "markdown").splitlines()
        if li.startswith("| Money |")
    )
    assert "Mixed" in line


def test_the_mean_that_counts_each_group_once_is_there_where_there_are_groups() -> None:
    for by, cells in (("agency", 8), (None, 7)):
        text = rendered(report(questionnaire(), SMALL_ANSWERS, by=by), "markdown")
        lines = text[text.index("## Agreement") :].splitlines()[2:6]
        assert [line.count("|") for line in lines] == [cells + 1] * 4


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_agreement_that_is_hidden_is_not_called_too_few_to_judge(format: str) -> None:
    """Of nine people four have a score on plans."""
    head = "respondent t1 t2 t3 p1 p2 m1\n"
    found = report(questionnaire(), f"{head} a*5 4 2 4 d d 3\n b*4 4 2 4 2 2 3", by=None)
    text = rendered(found, format)
    assert "too few to judge" not in text[text.index("Agreement and reliability") :]


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_one_person_is_told_of_no_share_of_those_who_answered(format: str) -> None:
    found = report(questionnaire(), "respondent t1 t2 t3 p1 p2 m1\n anna 2 4 2 2 4 2")
    text = " ".join(rendered(found, format).split())
    assert "fully in place, going by your answers" in text
    assert "of those who answered" not in text
