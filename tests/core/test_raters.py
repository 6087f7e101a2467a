"""Is the agreement of two observers what others reckon, and silent where it would mislead?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from collabcheck.core.instrument.observation import LevelCode
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.raters import Figure, agreement, kappa
from collabcheck.core.scoring.statistics import Interval

LEVELS: tuple[LevelCode, ...] = get_args(LevelCode)
Pair = tuple[LevelCode, LevelCode]


def spread_out(table: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]


def given_figure(found: Figure | Missing) -> Figure:
    assert isinstance(found, Figure)
    return found


# Two dermatologists on 88 patients, SAS/STAT User's Guide, PROC FREQ, "Agreement Study"; four
# levels in order, as ours have. The guide prints four decimals.
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]


@pytest.mark.parametrize(
    ("weighted", "value", "low", "high"),
    [(False, 0.3449, 0.2030, 0.4868), (True, 0.5082, 0.3798, 0.6366)],
)
def test_a_published_example_comes_out_as_printed(
    weighted: bool, value: float, low: float, high: float
) -> None:
    found = given_figure(kappa(spread_out(SKIN), 4, weighted=weighted))
    assert isinstance(found.interval, Interval)
    assert round(found.value, 4) == value
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (low, high)
    assert found.n == 88
    assert not found.rough


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # theirs, at a variance of nothing
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=10, max_size=60),
    st.booleans(),
)
def test_kappa_and_its_interval_are_those_of_statsmodels(
    pairs: list[tuple[int, int]], weighted: bool
) -> None:
    """To eight digits, on any pairs where it is defined."""
    assume(len({level for pair in pairs for level in pair}) > 1)
    table = np.zeros((5, 5))
    for pair in pairs:
        table[pair] += 1
    theirs = cohens_kappa(table, wt="linear" if weighted else None)
    ours = given_figure(kappa(pairs, 5, weighted=weighted))
    assert ours.value == pytest.approx(theirs.kappa, abs=1e-8)
    if isinstance(ours.interval, Interval):
        assert ours.interval.low == pytest.approx(max(-1, theirs.kappa_low), abs=1e-8)
        assert ours.interval.high == pytest.approx(min(1, theirs.kappa_upp), abs=1e-8)
    else:
        assert theirs.var_kappa == pytest.approx(0, abs=1e-12)


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), max_size=60))
def test_it_does_not_matter_who_is_first(pairs: list[Pair]) -> None:
    assert agreement(pairs) == agreement([(two, one) for one, two in pairs])


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), max_size=60))
def test_no_figure_leaves_its_bounds(pairs: list[Pair]) -> None:
    found = agreement(pairs)
    for figure, lowest in ((found.share, 0), (found.kappa, -1), (found.weighted, -1)):
        if isinstance(figure, Figure):
            assert lowest <= figure.value <= 1
            if isinstance(figure.interval, Interval):
                assert lowest <= figure.interval.low <= figure.interval.high <= 1


ONE_MEETING: list[Pair] = [
    ("clear", "clear"),
    ("clear", "clear"),
    ("clear", "clear"),
    ("clear", "clear"),
    ("clear", "clear"),
    ("some", "some"),
    ("some", "some"),
    ("some", "some"),
    ("some", "clear"),
    ("none-seen", "seen-to-be-absent"),
    ("none-seen", "none-seen"),
    ("some", "none-seen"),
    ("not-observable", "not-observable"),
    ("not-observable", "none-seen"),
]


def test_one_meeting_gives_a_count_and_kappas_that_are_marked_as_rough() -> None:
    """Lines that one of the two could not observe count in kappa, and not in the weighted one."""
    found = agreement(ONE_MEETING)
    assert (found.n, found.alike) == (14, 10)
    plain, weighted = given_figure(found.kappa), given_figure(found.weighted)
    assert (plain.n, weighted.n) == (14, 12)
    assert plain.rough
    assert weighted.rough
    assert weighted.value > plain.value


def test_neighbouring_levels_agree_better_than_distant_ones() -> None:
    apart: list[Pair] = [("clear", "clear"), ("seen-to-be-absent", "seen-to-be-absent")]

    def off_by(level: LevelCode) -> float:
        return given_figure(agreement([*apart * 8, ("clear", level)]).weighted).value

    assert off_by("some") > off_by("none-seen") > off_by("seen-to-be-absent")


def test_below_ten_pairs_there_is_a_count_and_no_kappa() -> None:
    found = agreement(ONE_MEETING[:9])
    assert (found.n, found.alike) == (9, 8)
    assert isinstance(found.share, Figure)
    assert found.kappa == Missing(Why.TOO_FEW_ITEMS, needed=10, have=9)


def test_with_one_level_throughout_kappa_has_no_meaning() -> None:
    """All alike, and all of it could be chance."""
    found = agreement(ONE_MEETING[:1] * 14)
    assert given_figure(found.share).value == 1
    assert found.kappa == found.weighted == Missing(Why.NO_VARIANCE)


def test_full_agreement_is_a_kappa_of_one_without_an_interval() -> None:
    found = given_figure(agreement([("clear", "clear"), ("some", "some")] * 7).kappa)
    assert found.value == 1
    assert found.interval == Missing(Why.NO_VARIANCE)


def test_no_pairs_are_no_agreement() -> None:
    found = agreement([])
    assert (found.n, found.alike) == (0, 0)
    assert found.share == Missing(Why.NOBODY_ANSWERED)
