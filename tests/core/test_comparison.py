"""Do the numbers that compare groups agree with independent implementations?

Pingouin and SciPy work from raw scores; nothing here is tallied but by the code under test.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import fmean

import numpy as np
import pandas as pd
import pingouin as pg
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep
from support import axis, number, questionnaire, scores

from collabcheck.core.findings.perspectives import find_perspectives
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Comparison, Gap, Icc, KruskalWallis, Weighted
from collabcheck.core.scoring.statistics import Interval, Spread, spread
from collabcheck.core.scoring.tally import tally

# Pingouin divides by nothing where a sample has no spread; SciPy warns of the same.
pytestmark = pytest.mark.filterwarnings("ignore")

DIGITS = 1e-8
few = st.lists(st.integers(2, 10), min_size=2, max_size=9)
samples = st.lists(few, min_size=2, max_size=5)


def distribution(half_points: list[int]) -> list[tuple[Fraction, int]]:
    """Count scores that are given in half points."""
    return [(Fraction(value, 2), half_points.count(value)) for value in sorted(set(half_points))]


def of(half_points: list[int]) -> Spread:
    found = spread(distribution(half_points))
    assert found
    return found


def raw(half_points: list[int]) -> list[float]:
    return [value / 2 for value in half_points]


@given(samples)
def test_kruskal_wallis_is_that_of_scipy(groups: list[list[int]]) -> None:
    got = comparison.kruskal_wallis([distribution(group) for group in groups])
    if len({value for group in groups for value in group}) == 1:
        assert got == Missing(Why.NO_VARIANCE)
        return
    h, p = stats.kruskal(*[raw(group) for group in groups])
    assert isinstance(got, KruskalWallis)
    assert got.h == pytest.approx(h, abs=DIGITS)
    assert got.p == pytest.approx(p, abs=DIGITS)
    assert got.degrees == len(groups) - 1


@given(few, few)
def test_hedges_g_and_its_interval_are_those_of_pingouin(one: list[int], other: list[int]) -> None:
    assume(len(set(one)) + len(set(other)) > 2)
    low, high = sorted((one, other), key=fmean)
    got = comparison.gap("low", of(low), "high", of(high))
    g = pg.compute_effsize(raw(high), raw(low), eftype="hedges")
    interval = pg.compute_esci(stat=g, nx=len(high), ny=len(low), eftype="hedges", decimals=12)
    assert isinstance(got.g_interval, Interval)
    assert got.g == pytest.approx(g, abs=DIGITS)
    assert (got.g_interval.low, got.g_interval.high) == pytest.approx(tuple(interval), abs=DIGITS)


@given(few, few)
def test_the_interval_of_a_difference_is_welchs(one: list[int], other: list[int]) -> None:
    assume(len(set(one)) + len(set(other)) > 2)
    low, high = sorted((one, other), key=fmean)
    got = comparison.gap("low", of(low), "high", of(high))
    expected = stats.ttest_ind(raw(high), raw(low), equal_var=False).confidence_interval()
    assert isinstance(got.interval, Interval)
    assert got.interval.low == pytest.approx(expected.low, abs=DIGITS)
    assert got.interval.high == pytest.approx(expected.high, abs=DIGITS)


@given(samples)
def test_icc_is_that_of_one_way_anova(groups: list[list[int]]) -> None:
    got = comparison.icc([of(group) for group in groups])
    table = pd.DataFrame(
        [(name, value) for name, group in enumerate(groups) for value in raw(group)],
        columns=["group", "score"],
    )
    anova = pg.anova(data=table, dv="score", between="group", detailed=True)
    between, within = anova["MS"][0], anova["MS"][1]
    n = np.array([len(group) for group in groups])
    k = (n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)
    if isinstance(got, Missing):
        assert between + (k - 1) * within == pytest.approx(0, abs=DIGITS)
        return
    assert got.one == pytest.approx((between - within) / (between + (k - 1) * within), abs=1e-7)
    if isinstance(got.two, Missing):
        assert between == pytest.approx(0, abs=DIGITS)
    else:
        assert got.two == pytest.approx((between - within) / between, rel=1e-6, abs=1e-7)


def test_icc_of_equal_groups_is_that_of_shrout_and_fleiss() -> None:
    """Their table 2: six targets, four judges each; ICC(1,1) = .17 and ICC(1,k) = .44."""
    ratings = ([9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7])
    got = comparison.icc([of([2 * value for value in target]) for target in ratings])
    assert isinstance(got, Icc)
    assert (round(got.one, 2), round(number(got.two), 2), got.groups) == (0.17, 0.44, 6)


def test_icc_may_be_negative() -> None:
    got = comparison.icc([of([2, 10]), of([2, 10]), of([2, 10])])
    assert isinstance(got, Icc)
    assert got.one < 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_holms_adjustment_is_that_of_statsmodels(p_values: list[float]) -> None:
    named = {f"axis-{place}": p for place, p in enumerate(p_values)}
    expected = multipletests(p_values, method="holm")[1]
    assert [comparison.holm(named)[name] for name in named] == pytest.approx(list(expected))


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.integers(1, 20))
def test_the_difference_of_shares_has_newcombes_interval(a: int, b: int, more: int, m: int) -> None:
    low, high = (a, a + more), (b, b + m)
    expected = confint_proportions_2indep(b, b + m, a, a + more, method="newcomb")
    got = comparison.share_difference(low, high)
    assert (got.low, got.high) == pytest.approx(expected, abs=DIGITS)


@given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 15), st.integers(0, 15))
def test_fishers_exact_test_is_that_of_scipy(a: int, b: int, c: int, d: int) -> None:
    assume(a + b and c + d)
    expected = stats.fisher_exact(np.array([[a, b], [c, d]])).pvalue
    assert comparison.fisher_exact((a, a + b), (c, c + d)) == pytest.approx(expected, abs=DIGITS)


def test_shares_of_many_are_tested_by_chi_square_and_of_few_exactly() -> None:
    many = [(10, 40), (20, 40), (30, 40)]
    groups = [[0] * (n - k) + [1] * k for k, n in many]
    assert comparison.share_test(many) == pytest.approx(stats.kruskal(*groups).pvalue, abs=DIGITS)
    few = [(4, 6), (0, 22), (3, 12)]
    p = min(stats.fisher_exact(np.array([[a, n - a], [b, m - b]])).pvalue for a, n, b, m in (
        (4, 6, 0, 22), (4, 6, 3, 12), (0, 22, 3, 12),
    ))  # fmt: skip
    assert comparison.share_test(few) == pytest.approx(3 * p, abs=DIGITS)


# ---------------------------------------------------------------------------------------------
# Groups inside a scored tally

THREE = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6 police  2 4 2 2 4 2
    b*6 health  4 2 4 3 3 3
    c*3 health  5 1 5 3 3 3
    d*6 school  4 2 3 3 3 3
    e*2 police  3 3 2 2 4 2
"""


def compared(name: str, text: str = THREE) -> Comparison:
    got = axis(scores(questionnaire(), text), name).comparison
    assert isinstance(got, Comparison)
    return got


def test_every_two_groups_are_compared_widest_first() -> None:
    gaps = compared("trust").gaps
    assert [(gap.low, gap.high) for gap in gaps] == [
        ("police", "health"),
        ("police", "school"),
        ("school", "health"),
    ]
    assert isinstance(gaps[0], Gap)
    assert gaps[0].difference == pytest.approx((6 * 4 + 3 * 5) / 9 - (6 * 2 + 2 * 8 / 3) / 8)


def test_where_all_think_alike_there_is_no_test_and_no_effect() -> None:
    alike = "respondent agency t1 t2 t3 p1 p2 m1\n a*6 police 4 2 4 4 2 4\n b*6 health 4 2 4 4 2 4"
    got = compared("trust", alike)
    assert got.kruskal_wallis == got.icc == got.gaps[0].g == Missing(Why.NO_VARIANCE)
    assert got.gaps[0].difference == 0


def test_p_values_are_adjusted_over_the_axes() -> None:
    found = scores(questionnaire(), THREE)
    tests = {
        a.score.id: a.comparison.kruskal_wallis
        for a in found.axes
        if isinstance(a.comparison, Comparison)
    }
    p = {name: test.p for name, test in tests.items() if isinstance(test, KruskalWallis)}
    adjusted = {n: test.adjusted for n, test in tests.items() if isinstance(test, KruskalWallis)}
    assert len(p) == 3
    assert adjusted == comparison.holm(p)
    assert adjusted != p


def test_hidden_groups_together_are_no_group_with_a_view() -> None:
    """They are put together for hiding alone, so nothing is compared with them."""
    found = scores(questionnaire(), THREE + "\n f*2 council 1 5 1 1 5 1\n g*3 charity 5 1 5 5 1 5")
    for each in found.axes:
        assert isinstance(each.comparison, Comparison)
        named = {name for gap in each.comparison.gaps for name in (gap.low, gap.high)}
        assert named == {"police", "health", "school"}
        assert isinstance(each.comparison.icc, Icc)
        assert each.comparison.icc.groups == 3
        assert isinstance(each.weighted, Weighted)
        assert (each.weighted.counted, each.weighted.groups) == (3, 5)
    assert {gap.low for gap in found.barrier_gaps} <= {"police", "health", "school"}


def test_what_hidden_groups_are_together_is_what_the_others_leave() -> None:
    found = scores(questionnaire(), THREE + "\n f*2 council 1 5 1 1 5 1\n g*3 charity 5 1 5 5 1 5")
    *_, rest = found.groups
    assert (rest.id, rest.parts, rest.respondents) == (
        "together(charity, council)",
        ("charity", "council"),
        5,
    )
    assert [number(a.score.mean) for a in rest.axes] == pytest.approx([3.4, 3.4, 3.4])
    late = next(b for b in rest.barriers if b.id == "late")
    assert (late.reported, late.answered) == (2, 5)


def test_where_groups_do_not_differ_none_is_named() -> None:
    """Everybody draws from one pool: at most one report in twenty may find a difference."""
    of, dice = questionnaire(), np.random.default_rng(2026)
    limits = of.thresholds.model_copy(update={"reliability_people": 1000})  # they would take long
    of = of.model_copy(update={"thresholds": limits})
    axes = barriers = 0
    for _ in range(60):
        answers = dice.choice([0, 1, 2, 3, 4], p=[0.1, 0.25, 0.2, 0.3, 0.15], size=(60, 6))
        labels = ("health",) * 22 + ("police",) * 14 + ("school",) * 12 + ("council",) * 12
        counted = tally(of, Table(answers.astype(np.int8), {"agency": labels}))
        found = find_perspectives(of, score(of, counted))
        assert found
        axes += any(view.verdict == "differ" for view in found.axes)
        barriers += bool(found.barriers)
    assert axes <= 6
    assert barriers <= 6


def test_a_barrier_that_one_group_reports_and_another_does_not_is_named() -> None:
    text = "respondent agency t1 t2 t3 p1 p2 m1\n a*9 police 1 5 4 4 2 4\n b*9 health 5 1 4 4 2 4"
    found = find_perspectives(questionnaire(), scores(questionnaire(), text))
    assert found
    assert [(gap.id, gap.low, gap.high) for gap in found.barriers] == [("late", "health", "police")]
