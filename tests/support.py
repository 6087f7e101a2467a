"""How does a test say a questionnaire and its answers in the words that users write?

A questionnaire is YAML; answers are a table, a line a respondent:

    respondent  agency  t1 t2 t3
    anna        police  4  d  2
    p*16        health  3  .  n

`d` is don't know, `n` not applicable, `.` a blank, `-` an attribute left out; `p*16` stands for 16
respondents who answered alike.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report, find
from collabcheck.core.responses.response import Answer, Choice, Given, Response, key_of
from collabcheck.core.responses.table import Table, table_of
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import AxisScore, FacetScore, ItemScore, Scores, SharedBy
from collabcheck.core.scoring.tally import tally
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.templates import load_templates
from collabcheck.render.formats import FORMATS, render
from collabcheck.render.look import Look

DATE = "2026-01-02"
SIGNS: dict[str, Given] = {"d": "dont_know", "n": "not_applicable", ".": None}

FRAMEWORK = """\
kind: framework
id: town
version: "1.0.0"
title: Working together in a town
base: Made up for the tests.
caution: Do not rank anybody by this.
influences:
  - id: people
    name: People
    about: How people work with each other.
    ring: 0
    axes:
      - {id: trust, name: Trust, about: Whether people rely on each other.}
      - {id: plans, name: Plans, about: Whether plans are shared.}
  - id: outside
    name: Outside
    about: What comes from elsewhere.
    ring: 1
    axes:
      - {id: money, name: Money, about: Whether there is enough.}
strands:
  - {id: talk, name: Talk, about: Who tells whom., links: One silence leads to another.}
  - {id: roles, name: Roles, about: Who does what., links: A task that nobody holds falls.}
owners:
  - {id: anyone, name: Anyone}
  - {id: chair, name: The chair}
codes:
  - {code: L-1, name: be on time}
barriers:
  - {id: late, name: News comes late, practice: A letter comes after the meeting., axis: trust,
     strand: talk, evidence: local, actions: [ring, note]}
  - {id: rank, name: Rank decides, practice: The loudest voice is written down., axis: trust,
     strand: roles, evidence: local, actions: [round]}
  - {id: gaps, name: Plans have gaps, practice: Two plans name two dates., axis: plans,
     strand: talk, evidence: local, actions: [note]}
  - {id: unowned, name: Nobody holds a task, practice: Each thinks the other did it., axis: plans,
     strand: roles, evidence: local, actions: [round, note]}
  - {id: cuts, name: Cuts are not spoken of, practice: A service ends without a word., axis: money,
     strand: talk, evidence: local, actions: [ring]}
enablers:
  - {id: calls, name: People ring each other, practice: A call settles it., axis: trust,
     strand: talk, evidence: local}
actions:
  - {id: ring, step: Ring before you write., who: [anyone], review_weeks: 1,
     recommendations: [L-1], evidence: local}
  - {id: note, step: Send one note a week., who: [anyone, chair], review_weeks: 4,
     recommendations: [L-1], evidence: local}
  - {id: round, step: Hear everybody once before deciding., who: [chair], review_weeks: 6,
     recommendations: [L-1], evidence: local}
"""

HEAD = """\
kind: questionnaire
id: town/staff
framework: town
version: "1.0.0"
title: Our town
audience: Everybody.
intro: Think of the last month.
notice: Name nobody.
scale: agreement-5
attributes:
  - id: agency
    question: Where do you work?
    options:
      - {id: health, name: Health}
      - {id: police, name: Police}
      - {id: school, name: School}
      - {id: council, name: Council}
      - {id: charity, name: Charity}
      - {id: housing, name: Housing}
"""

ITEMS = """\
items:
  - {id: t1, text: We hear in time., axis: trust, strand: talk, barriers: [late], enablers: [calls]}
  - {id: t2, text: Letters come late., axis: trust, strand: talk, keying: reverse, barriers: [late]}
  - {id: t3, text: Everybody has a say., axis: trust, strand: roles, barriers: [rank]}
  - {id: p1, text: We share one plan., axis: plans, strand: talk, barriers: [gaps]}
  - {id: p2, text: Tasks are lost., axis: plans, strand: roles, keying: reverse,
     barriers: [unowned]}
  - {id: m1, text: We speak about cuts., axis: money, strand: talk, barriers: [cuts]}
"""

TOWN = HEAD + ITEMS

SMALL_ANSWERS = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6        police 4  2  2  3  4  2
    b*5        health 5  2  d  2  5  n
    c*5        school 2  4  4  4  1  1
    d*2        -      1  5  .  4  2  d
"""
"""The answers that all snapshots show."""


def items_on_one_axis(*keyings: str) -> str:
    """Write the items of one axis, i1, i2, ..., that evidence nothing."""
    lines = [
        f"  - {{id: i{n}, text: Statement {n}., axis: trust, keying: {keying}}}"
        for n, keying in enumerate(keyings, 1)
    ]
    return "items:\n" + "\n".join(lines) + "\n"


@cache
def questionnaire(text: str = TOWN, framework: str = FRAMEWORK) -> Questionnaire:
    """Load a questionnaire and the framework beside it from their YAML."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "framework.yaml").write_text(framework, encoding="utf-8")
        path = Path(folder, "questionnaire.yaml")
        path.write_text(text, encoding="utf-8")
        return load_questionnaire(str(path))


def a_response(
    of: Questionnaire, name: str, answers: Mapping[str, Given], **choices: str
) -> Response:
    """Make one complete response."""
    return Response(
        respondent=f"{name}-{hashlib.sha256(name.encode()).hexdigest()[:8]}",
        date=DATE,
        state="complete",
        questionnaire=key_of(of),
        attributes=tuple(Choice(attribute=a, option=o) for a, o in choices.items()),
        answers=tuple(Answer(item=item, answer=given) for item, given in answers.items()),
    )


def responses(of: Questionnaire, text: str) -> list[Response]:
    """Read a table of answers."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    columns = lines[0][1:]
    asked = {attribute.id for attribute in of.attributes}
    found = []
    for name, *cells in lines[1:]:
        row = dict(zip(columns, cells, strict=True))
        choices = {c: v for c, v in row.items() if c in asked and v != "-"}
        given = {c: SIGNS[v] if v in SIGNS else int(v) for c, v in row.items() if c not in asked}
        stem, _, times = name.partition("*")
        found += [
            a_response(of, f"{stem}{number or ''}", given, **choices)
            for number in range(int(times or 1))
        ]
    return found


def table(of: Questionnaire, text: str) -> Table:
    """Put a table of answers into a `Table`."""
    return table_of(of, [(r.respondent, r) for r in responses(of, text)])


def scores(of: Questionnaire, text: str, by: str | None = "agency") -> Scores:
    """Score a table of answers."""
    return score(of, tally(of, table(of, text), by))


def report(
    of: Questionnaire, text: str, *comments: tuple[str, str], by: str | None = "agency"
) -> Report:
    """Say what a table of answers means, dated a fixed day."""
    return find(of, scores(of, text, by), date=DATE, comments=comments)


@cache
def templates() -> Mapping[str, str]:
    """Give the templates that ship."""
    return load_templates()


def formats() -> list[str]:
    """Name the formats that can be rendered."""
    return list(FORMATS)


def rendered(of: Report, format: str, **look: Any) -> str:
    """Render with the templates that ship."""
    return render(of, format, templates(), Look(**look))


def axis(of: Scores, name: str) -> AxisScore:
    """Find an axis's result."""
    return next(a for a in of.axes if a.score.id == name)


def item(of: Scores, name: str) -> ItemScore:
    """Find an item's result."""
    return next(i for i in of.items if i.id == name)


def facet(of: Scores, name: str) -> FacetScore:
    """Find a facet's result, by `axis/strand`."""
    return next(f for f in of.facets if f.id == name)


def barrier(of: Scores, name: str) -> SharedBy:
    """Find a barrier's counts."""
    return next(b for b in of.barriers if b.id == name)


def number(value: Any) -> float:
    """Take a value that must be a number here."""
    assert isinstance(value, (int, float)), value
    return float(value)


@contextmanager
def named(place: str) -> Iterator[None]:
    """Let what is inside succeed, or fail with an error for people that names the place."""
    try:
        yield
    except CollabcheckError as error:
        if place not in str(error):
            raise AssertionError(f"'{place}' is not named in: {error}") from error
