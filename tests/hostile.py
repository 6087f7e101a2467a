"""Which texts would act as markup, formulas or control codes if they could?"""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import strategies as st
from support import questionnaire, report

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report

PROSE = {
    "title", "base", "caution", "audience", "intro", "notice", "name", "about", "links", "practice",
    "step", "text", "label", "reading", "question", "help", "dont_know", "not_applicable",
}  # fmt: skip
"""The fields of a questionnaire and its framework that hold text for people."""

TOKENS = [
    "<script>alert(1)</script>", "<b>", "</td>", "<!--", "<img src=x onerror=y>", "&lt;", "&amp",
    "|", "||", "`", "```", "~~~", "*", "**", "_", "__", "[a](http://b.example)", "![a](b)", "[x]:",
    "[ ]", "[bold]", "[/bold]", "[/]", "[red]", "\\", "\\[bold]", "\\\\", "{{7*7}}", "{% raw %}",
    "#", "##", "=", "+", "-", "@", "=1+1", "-1", "+1", "1.", "1)", ">", "---", "===", ":", "$x$",
    "\t", "\n", "\r", "\r\n", "\n\n", "    ", "\x00", "\x07", "\x1b[31m", "\x1b]8;;http://b\x07",
    "\x9b31m", "\u200e", "\u200f", "\u061c", "\u202e", "\u2066", "\u2028", "\x85", "a", "word",
    "Zürich", "日本", "'", '"', ",", ";", "%s", "{0}",
]  # fmt: skip

texts = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=6).map(lambda t: " ".join(t) + " x")
tight = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=6).map(lambda t: "".join(t) + "x")
hostile = texts | tight

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""All characters with the Unicode property Bidi_Control."""


def readable(text: str) -> str:
    """Give what a reader is meant to see: one line, without control codes and bidi marks."""
    kept = (
        " " if c == "\t" else c
        for c in text
        if c in "\t\n" or (unicodedata.category(c) != "Cc" and c not in BIDI)
    )
    return " ".join("".join(kept).split())


def poisoned(text: str, of: Questionnaire | None = None) -> Questionnaire:
    """Give the town's questionnaire with every text for people replaced."""

    def walk(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                key: text if key in PROSE and isinstance(value, str) else walk(value)
                for key, value in part.items()
            }
        return tuple(map(walk, part)) if isinstance(part, tuple) else part

    data = walk((of or questionnaire()).model_dump(by_alias=True))
    return Questionnaire.model_validate(data)


ANSWERS = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6        police 5  1  2  2  5  2
    b*5        health 4  d  1  2  4  n
    c*2        school 1  5  1  1  5  1
"""


def poisoned_report(text: str, rows: str = ANSWERS) -> Report:
    """Report on answers to it, with a comment of the same text."""
    return report(poisoned(text), rows, ("t1", text))
