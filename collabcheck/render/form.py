"""How does a questionnaire become a form on paper, easy to read and to fill in by hand?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import Heading, Questionnaire, paragraphs
from collabcheck.render.escape import escaped, one_line
from collabcheck.render.words import environment, fill_values

Block = tuple[str, ...]
"""One paragraph, sentence by sentence: on the form each stands on a line of its own."""


@dataclass(frozen=True)
class Line:
    """A statement as the form shows it: its number, counted from 1, and its wording."""

    number: int
    item: Item
    text: str


@dataclass(frozen=True)
class Section:
    """The statements under one heading, which is left out for people whom the work is about."""

    heading: Heading | None
    lines: tuple[Line, ...]


def render_form(
    questionnaire: Questionnaire, templates: Mapping[str, str], role: str | None = None
) -> str:
    """Write a form as one self-contained page for A4: no script, no request to anywhere.

    With a `role` it has that role's wording and does not ask for the role; without one it has the
    general wording. Consent, who asks and who can help stand on a sheet to keep, before the form.
    """
    clean = escaped(questionnaire, one_line)
    values = {
        "questionnaire": clean,
        "role": role and clean.option_name("role", role),
        "role_id": role,
        "consent": _blocks(questionnaire.consent),
        "intro": _blocks(questionnaire.intro),
        "notice": _blocks(questionnaire.notice),
        "thanks": _blocks(questionnaire.thanks),
        "support": _blocks(questionnaire.support),
        "attributes": [a for a in clean.attributes if role is None or a.id != "role"],
        "sections": sections(clean, role),
        "pictured": any(point.picture for point in clean.scale.points),
    }
    return fill_values(environment(templates, html=True), "form.html.j2", values)


def sections(questionnaire: Questionnaire, role: str | None) -> tuple[Section, ...]:
    """Part the statements, in the order in which they are asked, where the heading changes."""
    lines = [
        Line(number, item, item.wording(role)) for number, item in enumerate(questionnaire.items, 1)
    ]
    if questionnaire.lay:
        return (Section(None, tuple(lines)),)
    runs = groupby(lines, key=lambda line: questionnaire.heading(line.item))
    return tuple(Section(heading, tuple(run)) for heading, run in runs)


def sentences(text: str) -> Block:
    """Part a text after each full stop, question mark or exclamation mark that a space follows."""
    return tuple(re.split(r"(?<=[.!?])\s+", one_line(text)))


def _blocks(text: str | None) -> tuple[Block, ...]:
    return tuple(sentences(part) for part in paragraphs(text))
