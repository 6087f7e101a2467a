"""Is the tally of parts the tally of the whole?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import FRAMEWORK, HEAD, ITEMS, TOWN, questionnaire, table

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.pairs import UNIT, in_units, pairs_of
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import Tally, add, tally
from collabcheck.core.scoring.tally_file import tally_from_json, tally_to_json

AGENCIES = ["health", "police", "school", None]


@st.composite
def tables(draw: st.DrawFn, least: int = 1, most: int = 40) -> Table:
    """Draw a table of answers to the town's questionnaire: 5 codes, don't know, n/a, blank."""
    n = draw(st.integers(least, most))
    cells = draw(st.lists(st.integers(0, 7), min_size=6 * n, max_size=6 * n))
    labels = draw(st.lists(st.sampled_from(AGENCIES), min_size=n, max_size=n))
    return Table(np.array(cells, dtype=np.int8).reshape(n, 6), {"agency": tuple(labels)})


def rows(of: Table, chosen: list[int]) -> Table:
    """Take some respondents of a table."""
    labels = of.attributes["agency"]
    return Table(of.answers[chosen], {"agency": tuple(labels[i] for i in chosen)})


@given(tables(), tables())
def test_adding_is_commutative(one: Table, two: Table) -> None:
    of = questionnaire()
    a, b = tally(of, one), tally(of, two)
    assert add(a, b) == add(b, a)


@given(tables(most=12), tables(most=12), tables(most=12))
def test_adding_is_associative(one: Table, two: Table, three: Table) -> None:
    of = questionnaire()
    a, b, c = (tally(of, part) for part in (one, two, three))
    assert add(add(a, b), c) == add(a, add(b, c))


@given(tables(least=2), st.data(), st.sampled_from(["agency", None]))
def test_a_tally_of_parts_equals_the_tally_of_the_whole(
    whole: Table, data: st.DataObject, by: str | None
) -> None:
    """Any order and any split give the same tally, and the same scores to the last bit."""
    of = questionnaire()
    order = data.draw(st.permutations(range(len(whole))))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1), max_size=4)))
    parts = [list(order[i:j]) for i, j in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    together = reduce(add, (tally(of, rows(whole, part), by) for part in parts))
    assert together == tally(of, whole, by)
    assert repr(score(of, together)) == repr(score(of, tally(of, whole, by)))


@given(tables(least=1, most=30))
def test_one_person_at_a_time_and_all_at_once_go_the_same_way(whole: Table) -> None:
    of = questionnaire()
    each: list[Tally] = [tally(of, rows(whole, [i])) for i in range(len(whole))]
    assert reduce(add, each) == tally(of, whole)


@given(tables())
def test_the_grouping_changes_no_number_about_the_whole(whole: Table) -> None:
    of = questionnaire()
    assert tally(of, whole, "agency").whole == tally(of, whole, None).whole


@given(tables())
def test_every_answer_is_counted_once_in_each_item(whole: Table) -> None:
    counts = tally(questionnaire(), whole).whole
    assert {sum(row) for part in (counts.scored, counts.own) if part for row in part.answers} == {
        len(whole)
    }
    for cells in counts.cells.values():
        assert sum(n for _, n in cells) == len(whole)


def other_questionnaires() -> dict[str, Questionnaire]:
    """Questionnaires that differ from the town's in one thing."""
    return {
        "id": questionnaire(TOWN.replace("town/staff", "town/other")),
        "version": questionnaire(TOWN.replace('version: "1.0.0"', 'version: "1.0.1"')),
        "wording": questionnaire(TOWN.replace("We hear in time.", "We hear early.")),
        "keying": questionnaire(TOWN.replace(", keying: reverse", "", 1)),
        "axis": questionnaire(
            TOWN.replace("axis: money, strand: talk", "axis: plans, strand: talk")
        ),
    }


@pytest.mark.parametrize("what", ["id", "version", "wording", "keying", "axis"])
def test_tallies_of_different_questionnaires_do_not_add(what: str) -> None:
    of, other = questionnaire(), other_questionnaires()[what]
    answers = "respondent t1 t2 t3 p1 p2 m1\n a 1 2 3 4 5 d"
    mine, theirs = tally(of, table(of, answers)), tally(other, table(other, answers))
    with pytest.raises(CollabcheckError, match="different"):
        add(mine, theirs)
    with pytest.raises(CollabcheckError, match="another questionnaire"):
        score(of, theirs)


SAME_WORDS_OTHER_COUNTS = {
    "barriers": TOWN.replace("barriers: [rank]", "barriers: [gaps]"),
    "enablers": TOWN.replace(", enablers: [calls]", ""),
    "cut-off": TOWN.replace(
        "scale: agreement-5",
        "scale: {points: [{code: 1, label: A}, {code: 2, label: B}, {code: 3, label: C},"
        " {code: 4, label: D}, {code: 5, label: E}], dont_know: X, not_applicable: Y,"
        " favourable: 4, unfavourable: 3}",
    ),
}
WRITTEN_OUT = TOWN.replace(
    "scale: agreement-5",
    "scale: {points: [{code: 1, label: A}, {code: 2, label: B}, {code: 3, label: C},"
    " {code: 4, label: D}, {code: 5, label: E}], dont_know: X, not_applicable: Y,"
    " favourable: 4, unfavourable: 2}",
)


@pytest.mark.parametrize("what", sorted(SAME_WORDS_OTHER_COUNTS))
def test_tallies_counted_by_different_rules_do_not_add(what: str) -> None:
    """The same words tied to other barriers, or with other cut-offs, are counted another way.

    Their counts mean different things, and adding them would be wrong without anybody noticing.
    """
    of = questionnaire(WRITTEN_OUT if what == "cut-off" else TOWN)
    other = questionnaire(SAME_WORDS_OTHER_COUNTS[what])
    answers = "respondent t1 t2 t3 p1 p2 m1\n a 3 3 3 3 3 3"
    mine, theirs = tally(of, table(of, answers)), tally(other, table(other, answers))
    with pytest.raises(CollabcheckError):
        add(mine, theirs)
    with pytest.raises(CollabcheckError):
        score(of, theirs)


def test_tallies_by_different_attributes_do_not_add() -> None:
    of = questionnaire()
    answers = table(of, "respondent agency t1\n a police 1")
    with pytest.raises(CollabcheckError, match="different"):
        add(tally(of, answers, "agency"), tally(of, answers, None))


def test_an_empty_table_is_refused() -> None:
    of = questionnaire(HEAD + ITEMS, FRAMEWORK)
    with pytest.raises(CollabcheckError, match="no responses"):
        tally(of, table(of, "respondent t1"))


@given(tables(most=25))
def test_the_sums_of_two_axes_are_those_of_the_exact_scores(whole: Table) -> None:
    """Checked with fractions, one person at a time."""
    of = questionnaire()
    counts = tally(of, whole, None).whole
    of_axis = {"trust": (0, 1, 2), "plans": (3, 4), "money": (5,)}
    scores: dict[str, list[Fraction | None]] = {}
    for axis, items in of_axis.items():
        scores[axis] = []
        for row in whole.answers.tolist():
            codes = [
                5 - row[p] if of.items[p].keying == "reverse" else row[p] + 1
                for p in items
                if row[p] < 5
            ]
            applicable = sum(row[p] != 6 for p in items)
            enough = len(codes) >= max(-(-applicable // 2), min(2, len(items)))
            scores[axis].append(Fraction(sum(codes), len(codes)) if enough else None)
    for pair in counts.pairs:
        both = [
            (x, y)
            for x, y in zip(scores[pair.first], scores[pair.second], strict=True)
            if x is not None and y is not None
        ]
        assert pair.n == len(both)
        assert pair.x == UNIT * sum(x for x, _ in both)
        assert pair.y == UNIT * sum(y for _, y in both)
        assert pair.xx == UNIT**2 * sum(x * x for x, _ in both)
        assert pair.yy == UNIT**2 * sum(y * y for _, y in both)
        assert pair.xy == UNIT**2 * sum(x * y for x, y in both)


def test_sums_of_a_million_people_are_exact_and_travel() -> None:
    """They pass 2**63, where whole numbers of the machine turn over."""
    high = np.full((2, 1_000_000), 11 * UNIT, dtype=np.int32)
    pair = pairs_of(["a", "b"], high)[0]
    assert pair.xx == pair.yy == pair.xy == (11 * UNIT) ** 2 * 1_000_000 > 2**65
    of = questionnaire()
    full = tally(of, Table(np.zeros((5, 6), dtype=np.int8), {}), None)
    name, counts = full.groups[0]
    large = replace(counts.pairs[0], xx=pair.xx)
    large_tally = replace(full, groups=((name, replace(counts, pairs=(large,))),))
    assert tally_from_json(tally_to_json(of, large_tally), "x") == large_tally


@given(st.integers(1, 40), st.integers(0, 440))
def test_a_score_of_up_to_16_answers_is_kept_exactly(answered: int, total: int) -> None:
    kept = Fraction(int(in_units(answered, total)), UNIT)
    assert abs(kept - Fraction(total, answered)) <= Fraction(1, 2 * UNIT)
    assert answered > 16 or kept == Fraction(total, answered)
