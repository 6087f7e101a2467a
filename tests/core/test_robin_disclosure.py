"""Can what few people said about a group be worked out from who rates whom?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from attacker import attack, people_of
from hypothesis import given, settings
from hypothesis import strategies as st
from robin import ROBIN
from support import formats, item, rendered, report, scores
from support import table as table_of

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Scores
from collabcheck.core.scoring.tally import tally

HIDDEN = Missing(Why.HIDDEN, needed=5)
AGENCIES = ["health", "health", "health", "police", "police", "school", "charity", None]
ANSWERS = [0, 1, 2, 3, 4] * 4 + [5, 6, 6, 7]
DONT_KNOW, NOT_APPLICABLE = 5, 6
NOW, BEFORE = 0, 1


@st.composite
def tables(draw: st.DrawFn, least: int = 5, most: int = 30) -> Table:
    """Draw answers of agencies large and small, with gaps here and there or by rater and rated."""
    n, width = draw(st.integers(least, most)), len(ROBIN.items)
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    labels = dice.choice(np.array(AGENCIES, dtype=object), size=n)
    if draw(st.booleans()):
        answers = dice.choice(ANSWERS, size=(n, width)).astype(np.int8)
    else:
        answers = dice.integers(0, 5, size=(n, width)).astype(np.int8)
        for label in sorted(set(labels), key=str):
            for about in {i.about for i in ROBIN.items} - {None}:
                here = [p for p, i in enumerate(ROBIN.items) if i.about == about]
                gap = dice.choice([0, 0.12, 0.7, 1], p=[0.4, 0.2, 0.2, 0.2])
                none = (labels == label) & (dice.random(n) < gap)
                answers[np.ix_(none, here)] = NOT_APPLICABLE
                some = (labels == label) & (dice.random(n) < dice.choice([0, 0.2]))
                answers[some, dice.choice(here)] = DONT_KNOW
    return Table(answers, {"agency": tuple(labels)})


def published(of: Questionnaire, table: Table) -> Scores:
    return score(of, tally(of, table))


@settings(max_examples=80, deadline=None)
@given(tables())
def test_no_small_cell_can_be_worked_out_from_the_matrix(table: Table) -> None:
    """Who rates whom, each group's own view, the others' and the items together."""
    people = people_of(ROBIN, table, [frozenset({NOW})] * len(table))
    assert attack(ROBIN, people, [published(ROBIN, table)]).worked_out() == []


@settings(max_examples=60, deadline=None)
@given(tables(least=8), st.data())
def test_nor_from_the_matrices_of_two_states(table: Table, data: st.DataObject) -> None:
    late = data.draw(st.integers(1, min(12, len(table) - 5)))
    first = len(table) - late
    before = Table(table.answers[:first], {"agency": table.attributes["agency"][:first]})
    earlier = tally(ROBIN, before)
    try:
        now = score(ROBIN, tally(ROBIN, table), published=[earlier])
    except CollabcheckError as error:
        assert "differs from this by fewer than 5 people" in str(error)  # noqa: PT017
        return
    states = [frozenset({NOW, BEFORE})] * first + [frozenset({NOW})] * late
    people = people_of(ROBIN, table, states)
    assert attack(ROBIN, people, [now, score(ROBIN, earlier)]).worked_out() == []


FOUR_RATE = """
    respondent agency t1 t2 h-health h-police h-school k-health k-police k-school
    a*8        health 4  2  4        3        3        4        3        3
    b*4        police 4  2  2        5        n        2        5        n
    c*3        school 4  2  3        1        n        3        1        n
"""

FOUR_RATE_SCHOOL = """
    respondent agency t1 t2 h-health h-police h-school k-health k-police k-school
    a*4        health 4  2  4        3        3        4        3        3
    d*4        health 4  2  4        3        n        4        3        n
    b*4        police 4  2  2        5        n        2        5        n
    c*3        school 4  2  3        1        n        3        1        n
"""


def test_the_attacker_sees_a_cell_that_should_be_hidden() -> None:
    """So that the test above can fail: the police's view of themselves, made public."""
    table = table_of(ROBIN, FOUR_RATE)
    found = published(ROBIN, table)
    rated = next(r for r in found.robin if r.target == "police")
    assert isinstance(rated.everyone.n, int)
    assert rated.others == HIDDEN
    opened = replace(rated, by_group=(("police", replace(rated.everyone, id="police")),))
    people = people_of(ROBIN, table, [frozenset({NOW})] * len(table))
    leak = replace(found, robin=tuple(opened if r is rated else r for r in found.robin))
    assert "about/police, police, state 0" in attack(ROBIN, people, [leak]).worked_out()


def test_a_group_that_may_not_be_shown_has_no_view_of_itself_nor_have_the_others_of_it() -> None:
    """All less the others would be the four."""
    found = scores(ROBIN, FOUR_RATE)
    rated = {r.target: r for r in found.robin}
    assert dict(rated["police"].by_group).keys() == {"health", "together(police, school)"}
    assert rated["police"].own is None
    assert rated["police"].others == rated["police"].gap == HIDDEN
    assert rated["health"].others != HIDDEN


def test_what_few_say_of_a_group_is_hidden_with_its_items() -> None:
    """Of school only four of the health people say something."""
    found = scores(ROBIN, FOUR_RATE_SCHOOL)
    rated = next(r for r in found.robin if r.target == "school")
    assert {rated.everyone.n, rated.everyone.mean, rated.everyone.sd} == {HIDDEN}
    assert {cell.n for _, cell in rated.by_group} <= {HIDDEN, Missing(Why.TOO_FEW_ANSWERED)}
    assert {item(found, name).n for name in ("h-school", "k-school")} == {HIDDEN}


@pytest.mark.parametrize("format", formats())
def test_a_comment_about_a_group_that_few_rated_is_hidden(format: str) -> None:
    found = report(
        ROBIN, FOUR_RATE_SCHOOL, ("h-school", "Nobody rings."), ("h-health", "They ring.")
    )
    assert "Nobody rings" not in rendered(found, format)


@pytest.mark.parametrize("format", formats())
@pytest.mark.parametrize("people", [2, 4])
def test_of_two_to_four_people_no_view_is_shown(format: str, people: int) -> None:
    head = "respondent agency t1 t2 h-health h-police h-school k-health k-police k-school\n"
    low = report(ROBIN, f"{head} a*{people} police 1 5 1 1 1 1 1 1")
    high = report(ROBIN, f"{head} a*{people} health 5 1 5 5 5 5 5 n")
    assert rendered(low, format) == rendered(high, format)


def test_what_is_hidden_of_a_round_robin_stands_in_the_log() -> None:
    found = report(ROBIN, FOUR_RATE)
    kinds = {(part.kind, part.ids, part.group) for part in found.hidden}
    assert ("rated-by-others", ("police", "school"), None) in kinds
    assert ("group", ("police", "school"), None) in kinds
