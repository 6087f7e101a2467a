"""Can a text from outside act as anything but text?"""

from __future__ import annotations

import pytest
from hostile import BIDI, hostile, poisoned, readable
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support import questionnaire, report

from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.render.escape import escaped, for_markdown, for_spreadsheet, one_line

any_text = hostile | st.text(max_size=30)


@given(any_text)
def test_one_line_has_no_line_break_control_code_or_bidi_mark(text: str) -> None:
    clean = one_line(text)
    assert clean == clean.strip()
    assert len(clean.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in clean)
    assert not set(clean) & set(BIDI)


@given(any_text)
def test_one_line_keeps_every_word(text: str) -> None:
    assert one_line(text) == readable(text)


@given(any_text)
def test_one_line_twice_is_one_line_once(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@given(any_text)
def test_markdown_gives_the_text_back_in_one_plain_paragraph(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(for_markdown(text))
    if not readable(text):
        assert tokens == []
        return
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {c.type for c in children} <= {"text", "text_special"}
    assert "".join(c.content for c in children) == readable(text)


@pytest.mark.parametrize("address", ["https://b.example/x", "http://b.example", "www.b.example"])
def test_no_bare_address_becomes_a_link_on_github(address: str) -> None:
    """GitHub-flavoured Markdown links `http://`, `https://` and `www.` where they stand bare."""
    assert address not in for_markdown(f"Look at {address} now")


@given(any_text)
def test_no_spreadsheet_takes_a_text_for_a_formula(text: str) -> None:
    cell = for_spreadsheet(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
@pytest.mark.parametrize("before", ["", "\x00", "\u200e", "\x1b", "\u202e"])
def test_a_formula_is_neutralised_also_behind_what_cannot_be_seen(sign: str, before: str) -> None:
    assert for_spreadsheet(before + sign).startswith("'")


def test_a_harmless_text_is_left_as_it_is() -> None:
    for text in ("We hear in time.", "1 of 2", "a-b", "x = y", "Zürich"):
        assert for_spreadsheet(text) == text
        assert one_line(text) == text


@pytest.mark.parametrize(
    "text", ["1.0.0", "2026-01-02", "We hear in time.", "5 people, 3 agencies"]
)
def test_raw_markdown_reads_as_it_was_written(text: str) -> None:
    """A version, a date or a plain sentence needs no backslash."""
    assert for_markdown(text) == text


def test_every_text_of_a_report_is_escaped_and_nothing_else() -> None:
    found = report(poisoned("SECRET"), "respondent t1 t2\n a*6 2 4\n b 1 d", ("t1", "SECRET"))
    assert "SECRET" in repr(found)
    clean = escaped(found, lambda text: text.replace("SECRET", "-"))
    assert "SECRET" not in repr(clean)
    assert clean.respondents == 7
    assert clean.axes[0].result.score.mean == found.axes[0].result.score.mean


def test_the_reason_of_a_missing_number_stays_a_reason() -> None:
    assert escaped(Missing(Why.HIDDEN, 5), str.upper) == Missing(Why.HIDDEN, 5)


def test_escaping_leaves_the_questionnaire_itself_alone() -> None:
    of = questionnaire()
    escaped(of, str.upper)
    assert of.title == "Our town"
