"""Does the plan before fieldwork promise what the report then shows?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import questionnaire, table

from collabcheck.core.findings.fieldwork import Fieldwork, plan_fieldwork
from collabcheck.core.responses.roster import Roster
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally

GROUPS = ("health", "police", "school", "council", "charity", "housing")


def plan(turnout: float, **invited: int) -> Fieldwork:
    roster = Roster("agency", tuple(invited.items()))
    return plan_fieldwork(roster, turnout, questionnaire().thresholds)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(1, 100))
def test_what_the_plan_shows_the_report_shows(sizes: list[int], per_cent: int) -> None:
    invited = dict(zip(GROUPS, sizes, strict=False))
    found = plan(per_cent / 100, **invited)
    if found.expected < 5:
        assert not any(group.shown or group.together for group in found.groups)
        return
    of = questionnaire()
    rows = [f"{g.id}*{g.expected} {g.id} 4 2 4 4 2 4" for g in found.groups if g.expected]
    answers = tally(of, table(of, "respondent agency t1 t2 t3 p1 p2 m1\n" + "\n".join(rows)))
    scores = score(of, answers, roster=Roster("agency", tuple(invited.items())))
    told = {g.id for g in scores.groups if not isinstance(g.respondents, Missing) and not g.parts}
    together = {name for g in scores.groups for name in g.parts}
    assert {g.id for g in found.groups if g.shown} == told
    assert {g.id for g in found.groups if g.together} == together


def test_a_turnout_that_gives_a_size_away_is_not_promised() -> None:
    """Where all of two groups of four answer, the two together tell the size of each."""
    small = plan(1.0, health=30, police=30, school=4, charity=4)
    assert [group.shown for group in small.groups] == [False] * 4
    assert [(g.needed, g.until) for g in small.groups[:2]] == [(0.63, 0.87)] * 2


@pytest.mark.parametrize("turnout", [0.3, 0.6, 1.0])
def test_one_group_too_small_hides_the_only_other_one(turnout: float) -> None:
    pair = plan(turnout, school=20, charity=4)
    assert [(g.shown, g.together, g.needed) for g in pair.groups] == [(False, False, None)] * 2
