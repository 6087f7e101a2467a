"""Can a cell smaller than the smallest be worked out from all that is published?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from attacker import attack, attack_network, attack_shares, people_of
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TOWN, questionnaire, scores
from support import table as table_of

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.disclosure import disclose
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Edge, Network, Scores, SharedBy
from collabcheck.core.scoring.statistics import Interval
from collabcheck.core.scoring.suppression import shown
from collabcheck.core.scoring.tally import Tally, tally

AGENCIES = ["health", "health", "health", "police", "police", "school", "council", None]
ANSWERS = [0, 1, 2, 3, 4] * 5 + [5, 6, 7]
NOW, BEFORE = 0, 1
DONT_KNOW = 5


@st.composite
def tables(draw: st.DrawFn, least: int = 5, most: int = 30) -> Table:
    """Draw answers of agencies large and small, with gaps here and there or by group.

    Gaps by group are the harder case: where all or none of a group left out the same item, the
    attacker knows more.
    """
    n = draw(st.integers(least, most))
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    labels = dice.choice(np.array(AGENCIES, dtype=object), size=n)
    if draw(st.booleans()):
        answers = dice.choice(ANSWERS, size=(n, 6)).astype(np.int8)
    else:
        answers = dice.integers(0, 5, size=(n, 6)).astype(np.int8)
        for label in sorted(set(labels), key=str):
            for late in (False, True):
                rate = dice.choice([0, 0.12, 1], p=[0.5, 0.3, 0.2])
                there = (labels == label) & (
                    np.arange(n) >= n - 6 if late else np.arange(n) < n - 6
                )
                answers[there & (dice.random(n) < rate), dice.integers(0, 3)] = DONT_KNOW
    return Table(answers, {"agency": tuple(labels)})


def published(of: Questionnaire, table: Table) -> Scores:
    return score(of, tally(of, table))


@settings(max_examples=80, deadline=None)
@given(tables())
def test_no_small_cell_can_be_worked_out_by_adding_and_subtracting(table: Table) -> None:
    """Totals, groups, items, barriers and strands together determine nothing about so few."""
    of = questionnaire()
    people = people_of(of, table, [frozenset({NOW})] * len(table))
    assert attack(of, people, [published(of, table)]).worked_out() == []


TWO_EACH = questionnaire(
    TOWN.replace("roles, barriers: [rank]", "roles, barriers: [rank], enablers: [calls]")
)
"""The barrier `late` rests on t1 and t2, the enabler `calls` on t1 and t3."""


@settings(max_examples=80, deadline=None)
@given(tables())
def test_nor_from_shares_over_two_items_of_which_few_left_one_out(table: Table) -> None:
    assert attack_shares(TWO_EACH, published(TWO_EACH, table)) == []


SIX_OF_EACH = """
    respondent t1 t2 t3 p1 p2 m1
    a*6        5  3  4  3  3  3
    b*5        3  d  3  3  3  3
    c          d  3  4  3  3  3
"""


def test_an_enabler_does_not_tell_what_the_one_who_left_an_item_out_said_to_the_other() -> None:
    """Six spoke for t1, seven of twelve for the enabler: the seventh must be who left t1 out."""
    found = scores(TWO_EACH, SIX_OF_EACH, by=None)
    assert [i.n for i in found.items if i.id in ("t1", "t3")] == [11, 12]
    assert isinstance(found.enablers[0].share, Missing)
    opened = SharedBy("calls", 12, 7, 7 / 12, Interval(0, 1), Missing(Why.NOT_ASKED))
    assert attack_shares(TWO_EACH, replace(found, enablers=(opened,))) == ["calls"]


def test_an_enabler_that_everybody_answered_or_five_left_an_item_of_is_told() -> None:
    for few in ("c*5       d", "c*5       1"):
        found = scores(TWO_EACH, SIX_OF_EACH.replace("c          d", few), by=None)
        assert found.enablers[0].answered == 16


def test_an_enabler_does_not_tell_of_the_one_who_left_an_item_out_since_it_was_published() -> None:
    of = questionnaire(TOWN.replace("barriers: [cuts]", "barriers: [cuts], enablers: [calls]"))
    before = "respondent t1 t2 t3 p1 p2 m1\n a*6 5 3 3 3 3 4\n b*5 4 3 3 3 3 d"
    for new, told in (("c*5 5 3 3 3 3 3\n d 5 3 3 3 3 d", False), ("c*6 5 3 3 3 3 3", True)):
        now = tally(of, table_of(of, f"{before}\n {new}"), None)
        found = score(of, now, published=[tally(of, table_of(of, before), None)])
        assert [i.id for i in found.items if isinstance(i.n, Missing)] == []
        assert isinstance(found.enablers[0].share, float) is told


def test_a_barrier_whose_items_stand_in_another_tells_who_answered_the_rest_of_that_alone() -> None:
    """Everybody but one answered t1 or p1: with m1 one more reports, who must be that one."""
    of = questionnaire(
        TOWN.replace("[late], enablers: [calls]", "[late, rank]")
        .replace("roles, barriers: [rank]", "roles")
        .replace("talk, keying: reverse, barriers: [late]", "talk, keying: reverse")
        .replace("barriers: [gaps]", "barriers: [late, rank]")
        .replace("barriers: [cuts]", "barriers: [rank]")
    )
    answers = "respondent t1 t2 t3 p1 p2 m1\n a*6 3 3 3 d d 3\n b*6 d 3 3 3 3 3\n"
    one, five = (scores(of, f"{answers} c{n} d 3 3 d d 1", by=None).barriers for n in ("", "*5"))
    assert [isinstance(b.share, Missing) for b in one[:2]] == [False, True]
    assert [(b.answered, b.reported) for b in five[:2]] == [(12, 0), (17, 5)]


@settings(max_examples=150, deadline=None)
@given(tables(least=6), st.data())
def test_nor_from_two_states_of_one_wave(table: Table, data: st.DataObject) -> None:
    """Some answered later, and one may have been taken out."""
    of = questionnaire()
    late = data.draw(st.integers(1, min(12, len(table) - 5)))
    gone = data.draw(st.integers(0, 1))
    states = [frozenset({NOW, BEFORE})] * (len(table) - late - gone)
    states += [frozenset({NOW})] * late + [frozenset({BEFORE})] * gone
    both = {s: [i for i, where in enumerate(states) if s in where] for s in (NOW, BEFORE)}
    now, before = (part(table, both[s]) for s in (NOW, BEFORE))
    earlier = tally(of, before)
    try:
        scores = score(of, tally(of, now), published=[earlier])
    except CollabcheckError as error:
        assert "differs from this by fewer than 5 people" in str(error)  # noqa: PT017
        return
    people = people_of(of, table, states)
    assert attack(of, people, [scores, score(of, earlier)]).worked_out() == []


def part(table: Table, rows: list[int]) -> Table:
    labels = table.attributes["agency"]
    return Table(table.answers[rows], {"agency": tuple(labels[i] for i in rows)})


def test_the_attacker_finds_what_was_left_open() -> None:
    """Else these tests could not fail: shown everything, the attacker finds the two of a group."""
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 2], dtype=np.int8), (14, 1))
    labels = ("health",) * 7 + ("police",) * 5 + ("school",) * 2
    table = Table(answers, {"agency": labels})
    loose = of.model_copy(
        update={"thresholds": of.thresholds.model_copy(update={"smallest_cell": 2})}
    )
    found = attack(of, people_of(of, table, [frozenset({NOW})] * 14), [published(loose, table)])
    assert "trust, school, state 0" in found.worked_out()


def test_the_attacker_finds_the_mean_of_one_who_left_a_gap() -> None:
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 2], dtype=np.int8), (9, 1))
    answers[0, 1] = 5
    table = Table(answers, {"agency": ("health",) * 9})
    scores = published(of, table)
    people = people_of(of, table, [frozenset({NOW})] * 9)
    assert attack(of, people, [scores]).worked_out() == []
    told = scores.items[2]
    opened = replace(scores, items=tuple(replace(i, counts=told.counts) for i in scores.items))
    assert "gap trust, None, state 0" in attack(of, people, [opened]).worked_out()


@st.composite
def tables_with_few_apart(draw: st.DrawFn) -> Table:
    """Draw answers of enough people for lines between axes, where few stand apart on each axis."""
    n = draw(st.integers(30, 60))
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    answers = np.tile(dice.integers(0, 5, 6), (n, 1)).astype(np.int8)
    for item in range(6):
        for _ in range(draw(st.integers(1, 2))):
            answers[dice.choice(n, draw(st.integers(1, 12)), replace=False), item] = dice.integers(
                5
            )
    answers[dice.choice(n, draw(st.integers(0, 3)), replace=False), dice.integers(6)] = DONT_KNOW
    return Table(answers, {"agency": ("health",) * n})


@settings(max_examples=150, deadline=None)
@given(tables_with_few_apart())
def test_nor_from_the_lines_between_axes(table: Table) -> None:
    of = questionnaire()
    people = people_of(of, table, [frozenset({NOW})] * len(table))
    assert attack_network(of, people, published(of, table)).worked_out() == []


def test_the_attacker_finds_what_two_people_apart_scored_if_a_line_is_drawn() -> None:
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 3], dtype=np.int8), (40, 1))
    answers[:20, 3] = 3
    answers[:2, 5] = 0
    table = Table(answers, {"agency": ("health",) * 40})
    people = people_of(of, table, [frozenset({NOW})] * 40)
    scores = published(of, table)
    line = Network((Edge("plans", "money", -0.2, Interval(-0.3, -0.1)),), 3, ())
    assert attack_network(of, people, scores).worked_out() == []
    found = attack_network(of, people, replace(scores, network=line)).worked_out()
    assert found == ["plans of those with 1 on money"]


def test_a_state_that_differs_by_too_few_is_refused() -> None:
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 2], dtype=np.int8), (14, 1))
    table = Table(answers, {"agency": ("health",) * 14})
    before = tally(of, part(table, list(range(11))))
    with pytest.raises(CollabcheckError, match="differs from this by fewer than 5 people"):
        score(of, tally(of, table), published=[before])


def test_a_hidden_part_does_not_change_by_too_few_either() -> None:
    """Police is open in both states: then what is new beside it is one person of a hidden group."""
    counts = {"health": 8, "police": 11, "school": 3, "council": 4}
    changes = {"health": (0, 0), "police": (5, 0), "school": (1, 0), "council": (0, 0)}
    assert shown(counts, 5) == {"health", "police"}
    assert shown(counts, 5, changes) == frozenset()
    assert shown(counts, 5, changes | {"council": (4, 0)}) == {"health", "police"}


def test_three_people_who_answer_anew_are_too_few() -> None:
    """As many go as come, so the numbers of people tell nothing: the counts do."""
    of = questionnaire()
    answers = np.tile(np.array([0, 0, 0, 0, 0, 0], dtype=np.int8), (20, 1))
    before = tally(of, Table(answers.copy(), {"agency": ("health",) * 20}))
    answers[:3] = 4
    with pytest.raises(CollabcheckError, match="fewer than 5 people"):
        score(of, tally(of, Table(answers, {"agency": ("health",) * 20})), published=[before])


def test_every_state_that_went_out_can_be_given() -> None:
    """Two join a group, then others another: the last state alone does not tell of the two."""
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 2], dtype=np.int8), (30, 1))
    answers[6:8] = 0

    def state(health: int, police: int) -> Table:
        rows = [*range(health), *range(10, 10 + police)]
        labels = ("health",) * health + ("police",) * police
        return Table(answers[rows], {"agency": labels})

    first, second, third = (tally(of, state(*sizes)) for sizes in ((6, 8), (8, 13), (8, 18)))
    names = [
        {group.id for group in score(of, third, published=given).groups if group.axes}
        for given in ([second], [first, second])
    ]
    assert "health" in names[0]
    assert "health" not in names[1]


def test_the_same_answers_in_another_grouping_are_refused() -> None:
    of = questionnaire()
    answers = np.tile(np.array([3, 1, 3, 1, 3, 2], dtype=np.int8), (12, 1))
    table = Table(answers, {"agency": ("health",) * 6 + ("police",) * 6})
    for one, other in ((None, "agency"), ("agency", None)):
        with pytest.raises(CollabcheckError, match="group as before"):
            score(of, tally(of, table, one), published=[tally(of, table, other)])


def test_groups_on_a_roster_do_not_all_answer_in_the_hidden_part() -> None:
    """Six of six invited, in two groups of which two and four are known, are no open sizes."""
    counts = {"health": 9, "police": 2, "school": 4}
    assert shown(counts, 5) == {"health"}
    assert shown(counts, 5, most={"health": 20, "police": 2, "school": 4}) == frozenset()


def test_what_a_roster_hid_before_stays_hidden() -> None:
    """School was hidden beside health and police, who had all answered.

    Two groups more are hidden now, so that school could be shown: that would tell of the two alone.
    """
    of = questionnaire()
    sizes = {"health": 3, "police": 4, "school": 10, "council": 25}
    invited = {"health": 3, "police": 4, "school": 30, "council": 40, "charity": 10, "housing": 10}

    def state(of_each: dict[str, int]) -> Tally:
        rows = [f"{a}*{n} {a} 4 2 4 4 2 4" for a, n in of_each.items()]
        return tally(of, table_of(of, "respondent agency t1 t2 t3 p1 p2 m1\n" + "\n".join(rows)))

    before, now = state(sizes), state(sizes | {"charity": 3, "housing": 3})
    assert "school" not in disclose(of, before, (), invited).groups
    assert "school" in disclose(of, now, (), invited).groups
    assert "school" not in disclose(of, now, [before], invited).groups
