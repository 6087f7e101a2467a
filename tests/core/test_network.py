"""Which axes go together, and what does it tell of few people?"""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr
from support import HEAD, items_on_one_axis, questionnaire

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import find
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.network import fisher_interval, least_spread, pearson
from collabcheck.core.scoring.pairs import NO_SCORE, pairs_of
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Edge, Network
from collabcheck.core.scoring.tally import tally

DONT_KNOW = 5
OF = questionnaire()
AXES = {"trust": [0, 1, 2], "plans": [3, 4], "money": [5]}


def people(n: int, seed: int = 0, noise: float = 0.8) -> np.ndarray:
    """Make answers to the town's questionnaire that lean one way, respondents x items."""
    dice = np.random.default_rng(seed)
    keyed = np.clip(np.rint(dice.normal(2, 0.8, (n, 1)) + dice.normal(0, noise, (n, 6))), 0, 4)
    return as_given(keyed.astype(np.int8))


def as_given(keyed: np.ndarray) -> np.ndarray:
    """Turn the items round that are reverse-keyed."""
    reverse = np.array([item.keying == "reverse" for item in OF.items])
    return np.where(reverse & (keyed < DONT_KNOW), 4 - keyed, keyed).astype(np.int8)


def network(answers: np.ndarray, of: Questionnaire = OF, **more: object) -> Network:
    found = score(of, tally(of, Table(answers, {}), None), **more).network  # type: ignore[arg-type]
    assert isinstance(found, Network)
    return found


def means(answers: np.ndarray) -> dict[str, np.ndarray]:
    """Work out the axis scores without the program; NaN where there is none."""
    codes = as_given(answers).astype(float) + 1
    codes[answers >= DONT_KNOW] = np.nan
    found = {}
    for axis, items in AXES.items():
        answered = (~np.isnan(codes[:, items])).sum(axis=1)
        enough = answered >= max(-(-len(items) // 2), min(2, len(items)))
        with np.errstate(invalid="ignore"):
            mean = np.nansum(codes[:, items], axis=1) / answered
        found[axis] = np.where(enough, mean, np.nan)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_r_and_its_interval_are_those_of_scipy_to_eight_digits(seed: int) -> None:
    answers = people(30 + 7 * seed, seed)
    found = {(e.first, e.second): e for e in network(answers).edges}
    for (one, x), (other, y) in combinations(means(answers).items(), 2):
        expected = pearsonr(x, y)
        low, high = expected.confidence_interval(0.95)
        assert ((one, other) in found) == (low > 0 or high < 0)
        if edge := found.get((one, other)):
            assert edge.r == pytest.approx(expected.statistic, abs=1e-8)
            assert (edge.interval.low, edge.interval.high) == pytest.approx((low, high), abs=1e-8)


def test_r_is_over_those_with_a_score_on_both_and_its_interval_is_that_of_as_many_as_must() -> None:
    answers = people(80, 1)
    answers[:8, 5] = DONT_KNOW
    answers[5:15, 3] = DONT_KNOW
    scores = means(answers)
    there = ~np.isnan(scores["plans"]) & ~np.isnan(scores["money"])
    r = pearsonr(scores["plans"][there], scores["money"][there]).statistic
    edge = next(e for e in network(answers).edges if (e.first, e.second) == ("plans", "money"))
    assert edge.r == pytest.approx(r, abs=1e-8)
    assert there.sum() == 65
    assert edge.interval == fisher_interval(edge.r, 70 + 72 - 80)


@pytest.mark.parametrize("n", [2, 4, 5, 29])
def test_fewer_than_thirty_are_told_how_many_it_needs(n: int) -> None:
    found = score(OF, tally(OF, Table(people(n), {}), None)).network
    assert found == (
        Missing(Why.HIDDEN, needed=5)
        if n < 5
        else Missing(Why.TOO_FEW_PEOPLE, needed=30, have=n)
    )  # fmt: skip


def test_thirty_are_enough() -> None:
    assert network(people(30)).compared == 3


def test_one_person_has_no_network() -> None:
    found = score(OF, tally(OF, Table(people(1), {}), None)).network
    assert found == Missing(Why.TOO_FEW_PEOPLE, needed=30, have=1)


def test_an_axis_on_which_all_answered_alike_is_left_out_and_it_is_said_why() -> None:
    answers = people(40)
    answers[:, 5] = 3
    found = network(answers)
    assert [(out.axis, out.why) for out in found.left_out] == [("money", Missing(Why.NO_VARIANCE))]
    assert found.compared == 1


def test_an_axis_with_fewer_than_thirty_scores_is_left_out() -> None:
    answers = people(40)
    answers[:11, 5] = DONT_KNOW
    found = network(answers)
    assert [(out.axis, out.why.needed) for out in found.left_out] == [("money", 30)]
    assert found.left_out[0].why.have is None


def test_which_pairs_are_compared_follows_from_what_is_published() -> None:
    """35 of 40 have one, 34 the other: 29 have both at least, whether they do or more do."""
    for gap in (slice(0, 6), slice(5, 11)):
        answers = people(40)
        answers[:5, 5] = DONT_KNOW
        answers[gap, 3] = DONT_KNOW
        assert network(answers).compared == 2


def test_the_strongest_come_first_and_negative_ones_count_by_their_size() -> None:
    dice = np.random.default_rng(3)
    keyed = dice.integers(0, 5, (90, 6))
    keyed[:, 5] = 4 - keyed[:, 3]
    keyed[:, 4] = keyed[:, 3]
    keyed[:, 1] = np.where(dice.random(90) < 0.6, keyed[:, 3], keyed[:, 1])
    found = network(as_given(keyed))
    assert (found.edges[0].first, found.edges[0].second, found.edges[0].r) == ("plans", "money", -1)
    assert [abs(e.r) for e in found.edges] == sorted((abs(e.r) for e in found.edges), reverse=True)


def test_chance_alone_draws_one_line_in_twenty() -> None:
    """Where nothing goes together, about 5 in 100 pairs look as if they did: the report says so."""
    dice = np.random.default_rng(5)
    drawn = [network(dice.integers(0, 5, (60, 6)).astype(np.int8)) for _ in range(250)]
    assert sum(of.compared for of in drawn) == 750
    assert 0.03 < sum(len(of.edges) for of in drawn) / 750 < 0.07


def test_two_decimals_leave_and_no_number_of_people() -> None:
    counts = tally(OF, Table(people(47, 2), {}), None)
    found = find(OF, score(OF, counts)).network
    assert isinstance(found, Network)
    assert found.edges
    for edge in found.edges:
        numbers = (edge.r, edge.interval.low, edge.interval.high)
        assert all(round(number, 2) == number for number in numbers)
    assert {f.name for f in fields(Edge)} == {"first", "second", "r", "interval"}


def apart(few: int, many: int) -> np.ndarray:
    """Let so few alone answer 1 on money, where all others answer 4."""
    answers = people(few + many, 4)
    answers[:, 5] = 3
    answers[:few] = as_given(np.zeros((few, 6), dtype=np.int8))
    return answers


def test_what_two_people_scored_could_be_worked_out_from_r() -> None:
    """Why no line may rest on so few: to two decimals, r, means and SDs tell their mean."""
    answers = apart(2, 40)
    x, y = means(answers)["money"], means(answers)["plans"]
    r, mean_x, mean_y, sd_x, sd_y = (
        round(float(value), 2)
        for value in (pearsonr(x, y).statistic, x.mean(), y.mean(), x.std(ddof=1), y.std(ddof=1))
    )
    products = r * sd_x * sd_y * 41 + 42 * mean_x * mean_y
    theirs = (4 * 42 * mean_y - products) / (4 - 1) / 2
    assert theirs == pytest.approx(y[:2].mean(), abs=0.15)
    assert not [e for e in network(answers).edges if "money" in (e.first, e.second)]


@pytest.mark.parametrize(("few", "drawn"), [(4, False), (5, True)])
def test_a_line_that_rests_on_fewer_than_the_smallest_cell_is_not_drawn(
    few: int, drawn: bool
) -> None:
    lines = network(apart(few, 40)).edges
    assert bool([e for e in lines if "money" in (e.first, e.second)]) is drawn


def test_published_further_the_smallest_cell_is_larger() -> None:
    lines = network(apart(9, 40), OF.for_publication()).edges
    assert not [e for e in lines if "money" in (e.first, e.second)]


def test_a_hidden_axis_is_left_out() -> None:
    answers = people(40)
    answers[:, 5] = np.where(np.arange(40) < 37, DONT_KNOW, 3)
    found = network(answers)
    assert [(out.axis, out.why) for out in found.left_out] == [
        ("money", Missing(Why.HIDDEN, needed=5))
    ]


def test_where_one_person_more_has_both_scores_than_before_the_line_is_not_drawn_again() -> None:
    """Each axis has five more scores, but nearly none of these people has both."""
    now = people(60, 6)
    now[50:56, 3] = DONT_KNOW
    now[55:, 5] = DONT_KNOW
    now[55, 3] = DONT_KNOW
    now[56, 5] = 3
    before = tally(OF, Table(now[:50], {}), None)
    lines = network(now, published=[before]).edges
    assert ("plans", "money") in {(e.first, e.second) for e in network(now).edges}
    assert ("plans", "money") not in {(e.first, e.second) for e in lines}


def test_the_same_state_again_shows_the_same_lines() -> None:
    counts = tally(OF, Table(people(50), {}), None)
    assert score(OF, counts, published=[counts]).network == score(OF, counts).network


values = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 4)),
    min_size=1,
    max_size=5,
    unique_by=lambda value: value[0],
)


@given(values, st.data())
def test_the_least_spread_is_that_of_the_closest_people(
    scores: list[tuple[int, int]], data: st.DataObject
) -> None:
    each = [value for value, n in sorted(scores) for _ in range(n)]
    k = data.draw(st.integers(1, len(each)))
    every = (k * sum(v * v for v in chosen) - sum(chosen) ** 2 for chosen in combinations(each, k))
    assert least_spread(sorted(scores), k) == min(every)


@pytest.mark.parametrize(("y", "r"), [([2, 4, 6, 8], 1.0), ([8, 6, 4, 2], -1.0)])
def test_a_perfect_correlation_has_no_width(y: list[int], r: float) -> None:
    pair = pairs_of(["a", "b"], np.array([[1, 2, 3, 4], y], dtype=np.int32))[0]
    assert pearson(pair) == r
    assert fisher_interval(r, 4).low == fisher_interval(r, 4).high == r


def test_a_constant_side_gives_no_correlation() -> None:
    pair = pairs_of(["a", "b"], np.array([[1, 2, NO_SCORE], [3, 3, 4]], dtype=np.int32))[0]
    assert pearson(pair) == Missing(Why.NO_VARIANCE)


def test_a_questionnaire_with_one_axis_has_no_pairs() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward"))
    answers = np.random.default_rng(0).integers(0, 5, (40, 2)).astype(np.int8)
    assert score(of, tally(of, Table(answers, {}), None)).network == Missing(Why.NOT_ASKED)


def test_a_threshold_that_lets_few_be_seen_is_refused() -> None:
    with pytest.raises(CollabcheckError, match="network_people"):
        questionnaire(HEAD + "thresholds: {network_people: 9}\n" + items_on_one_axis("forward"))


def test_groups_change_no_line() -> None:
    answers = people(60)
    labels = ("health",) * 20 + ("police",) * 20 + ("school",) * 20
    grouped = score(OF, tally(OF, Table(answers, {"agency": labels})))
    assert grouped.network == network(answers)
