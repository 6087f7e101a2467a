"""What does a report about several groups look like?"""

from __future__ import annotations

from functools import cache

from support import questionnaire, table

from collabcheck.core.report import Report, find
from collabcheck.core.responses.roster import Roster
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally

ANSWERS = """
    respondent agency  t1 t2 t3 p1 p2 m1
    a*4        police  5  1  5  4  3  2
    b*4        police  4  1  4  2  3  1
    c*4        school  2  4  1  4  3  2
    d*4        school  1  4  2  2  3  2
    e*4        health  4  2  3  4  3  2
    f*4        health  4  2  3  2  3  3
    g*3        housing 2  4  2  4  3  2
    h*3        charity 2  4  2  2  3  2
"""
"""Three groups of eight that may be shown, and two of three that may only be shown together."""

ROSTER = Roster(
    "agency",
    (("police", 10), ("school", 16), ("health", 8), ("housing", 4), ("charity", 5), ("council", 7)),
)


@cache
def of_groups(roster: Roster | None = None) -> Report:
    """Report on the answers, with or without how many were invited."""
    of = questionnaire()
    return find(of, score(of, tally(of, table(of, ANSWERS), "agency"), roster=roster))
