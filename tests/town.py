"""What does a town say, of which staff, families and the young were asked?"""

from __future__ import annotations

from functools import cache

from meetings import asked
from support import DATE, TOWN

from collabcheck.core.report import Report, find, with_voices
from collabcheck.core.scoring.voices import Asked

FAMILIES = (
    TOWN.replace("town/staff", "town/families")
    .replace("title: Our town", "title: Our town\nvoice: Families\nsupport: Talk to a friend.")
    .replace("id: agency\n    question: Where do you work?", "id: role\n    question: Who are you?")
    .replace("{id: health, name: Health}", "{id: mother, name: Mother}")
    .replace("{id: police, name: Police}", "{id: father, name: Father}")
)
YOUNG = """\
kind: questionnaire
id: town/young
framework: town
version: "1.0.0"
title: Our town, for the young
voice: Young people
audience: The young.
intro: Think of the last month.
notice: Name nobody.
scale:
  points: [{code: 0, label: "No"}, {code: 1, label: A bit}, {code: 2, label: "Yes"}]
  dont_know: I do not know
  not_applicable: Not about me
  favourable: 2
  unfavourable: 0
  bands:
    - {id: low, name: Low, reading: Ask first.}
    - {id: high, name: High, from: 1.5, reading: Keep it.}
items:
  - {id: y1, text: I hear in time., axis: trust, barriers: [late]}
  - {id: y2, text: I have a say., axis: trust, barriers: [rank]}
"""
STAFF_ANSWERS = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6        police 4  2  4  3  4  2
    b*6        health 5  2  5  2  5  n
"""
FAMILY_ANSWERS = """
    respondent role   t1 t2 t3 p1 p2 m1
    m*8        mother 2  4  3  3  3  d
    f*6        father 1  5  1  2  4  d
"""
YOUNG_ANSWERS = """
    respondent y1 y2
    a*4        0  2
    b*4        1  0
"""


def everybody() -> list[Asked]:
    return [
        asked(TOWN, STAFF_ANSWERS, "agency"),
        asked(FAMILIES, FAMILY_ANSWERS, "role"),
        asked(YOUNG, YOUNG_ANSWERS),
    ]


@cache
def of_everybody(*, comments: bool = False) -> Report:
    """Report on what staff answered, beside the others, with what these wrote if so."""
    of = everybody()
    made = [(), (("t1", "Nobody <rang>."), ("t1", "Then it was over.")), ()]
    staff = find(of[0].questionnaire, of[0].scores, date=DATE, period=of[0].tally.period)
    return with_voices(staff, of, made, printed=comments)
