"""Do r_wg(j) and AD(j) agree with their papers?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, axis, items_on_one_axis, number, questionnaire, scores

from collabcheck.core.scoring.agreement import Distribution, ad_cutoff, ad_j, rwg_j
from collabcheck.core.scoring.missing import Missing, Why

RANDOM_ONE = [(1, 1), (2, 0), (3, 4), (4, 0), (5, 1)]
"""1 3 3 3 3 5: variance 1.6, four fifths of the 2.0 of a uniform answer on five points."""


def distribution(answers: list[int], points: int = 5) -> Distribution:
    return [(code, answers.count(code)) for code in range(1, points + 1)]


@pytest.mark.parametrize(("items", "expected"), [(1, 0.2), (2, 1 / 3), (8, 2 / 3)])
def test_rwg_rises_with_the_number_of_items(items: int, expected: float) -> None:
    """James, Demaree & Wolf 1984, equation 2: what is .20 for one item is .67 for eight."""
    assert rwg_j([RANDOM_ONE] * items) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("points", "uniform"), [(3, 2 / 3), (5, 2.0), (7, 4.0), (11, 10.0)])
def test_rwg_measures_against_the_variance_of_a_uniform_answer(points: int, uniform: float) -> None:
    """(A^2 - 1) / 12: 2 for five points and 4 for seven (James, Demaree & Wolf 1984, table 1)."""
    answers = [1, 1, 2, 2, 2, 1, 1, 2]
    expected = 1 - np.var(answers, ddof=1) / uniform
    assert rwg_j([distribution(answers, points)]) == pytest.approx(float(expected), abs=1e-12)


def test_all_alike_is_perfect_agreement() -> None:
    same = distribution([4, 4, 4, 4])
    assert rwg_j([same, same]) == 1.0
    assert ad_j([same, same]) == 0.0


def test_opposite_camps_floor_rwg_at_0() -> None:
    camps = distribution([1, 1, 1, 5, 5, 5])
    assert rwg_j([camps] * 4) == 0.0
    assert ad_j([camps]) == 2.0


@given(
    st.integers(1, 8).flatmap(
        lambda k: st.lists(
            st.lists(st.integers(1, 5), min_size=k, max_size=k), min_size=2, max_size=20
        )
    )
)
def test_both_match_a_reckoning_on_the_matrix_of_answers(rows: list[list[int]]) -> None:
    x = np.array(rows, dtype=float)
    q = float(x.var(axis=0, ddof=1).mean()) / 2.0
    j = x.shape[1]
    expected = 0.0 if q >= 1 else j * (1 - q) / (j * (1 - q) + q)
    items = [distribution([int(v) for v in column]) for column in x.T]
    assert rwg_j(items) == pytest.approx(expected, abs=1e-9)
    ad = np.abs(x - x.mean(axis=0)).mean()
    assert ad_j(items) == pytest.approx(float(ad), abs=1e-9)


def test_one_answer_to_an_item_is_too_few_for_either() -> None:
    one = distribution([3])
    assert rwg_j([one]) == ad_j([one]) == Missing(Why.TOO_FEW_PEOPLE, needed=2)


def test_the_cut_off_of_ad_is_a_sixth_of_the_points() -> None:
    """Burke & Dunlap 2002: 0.83 for five points, 1.17 for seven."""
    assert round(ad_cutoff(5), 2) == 0.83
    assert round(ad_cutoff(7), 2) == 1.17


@pytest.mark.parametrize(("people", "judged"), [(7, False), (8, True)])
def test_below_eight_people_agreement_is_given_but_not_judged(people: int, *, judged: bool) -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "reverse"))
    got = axis(scores(of, f"respondent i1 i2\n a*{people - 1} 4 2\n b 4 1"), "trust")
    assert number(got.rwg) > 0.9
    assert number(got.ad) < 0.3
    if judged:
        assert got.agreed is True
    else:
        assert got.agreed == Missing(Why.TOO_FEW_PEOPLE, needed=8, have=people)


def test_agreement_is_judged_on_as_many_people_as_answered_each_item_of_it() -> None:
    """Ten have a score, but the deviation of each item is that of five."""
    of = questionnaire(HEAD + items_on_one_axis(*["forward"] * 4))
    got = axis(scores(of, "respondent i1 i2 i3 i4\n a*5 4 3 d d\n b*5 d d 3 4", by=None), "trust")
    assert got.score.n == 10
    assert got.ad == 0
    assert got.agreed == Missing(Why.TOO_FEW_PEOPLE, needed=8)


def test_two_camps_are_judged_as_no_agreement() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "reverse"))
    got = axis(scores(of, "respondent i1 i2\n a*6 5 1\n b*6 1 5"), "trust")
    assert (got.rwg, got.ad, got.agreed) == (0.0, 2.0, False)


def test_no_count_is_claimed_of_people_whose_scores_are_hidden() -> None:
    """Six answered each item but nobody both, so nobody has a score and none may be counted."""
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward"))
    got = axis(scores(of, "respondent i1 i2\n a*6 4 d\n b*6 d 4\n c*3 4 4"), "trust")
    assert got.score.n == Missing(Why.HIDDEN, needed=5)
    assert not isinstance(got.agreed, Missing) or got.agreed.have is None
