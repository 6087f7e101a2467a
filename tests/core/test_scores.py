"""How are a group's numbers read: bands, firmness, splits, each agency once?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, axis, item, items_on_one_axis, number, questionnaire, report, scores

from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import Weighted
from collabcheck.core.scoring.statistics import Interval

ONE = questionnaire(HEAD + items_on_one_axis("forward"))


def of_one_item(rows: str) -> object:
    return axis(scores(ONE, "respondent i1\n" + rows), "trust").score.band


@pytest.mark.parametrize(
    ("rows", "band"),
    [
        ("a*5 4", "strength"),
        ("a*5 3", "mixed"),
        ("a*499 4\n b 3", "mixed"),  # 3.998
        ("a*249 4\n b 3", "mixed"),  # 3.996 prints as 4.00 and is no strength
        ("a*249 3\n b 2", "concern"),  # 2.996
        ("a*250 3\n b 4\n c 2", "mixed"),  # 3 exactly
        ("a*5 1", "concern"),
        ("a*5 5", "strength"),
    ],
)
def test_a_band_is_read_off_the_unrounded_mean(rows: str, band: str) -> None:
    assert of_one_item(rows) == band


def test_a_mean_that_prints_as_the_cut_off_keeps_its_own_band_in_the_report() -> None:
    found = report(ONE, "respondent i1\n a*249 4\n b 3")
    assert found.axes[0].result.score.mean == 4.0  # 3.996, with two decimals
    assert found.axes[0].result.score.band == "mixed"


def test_a_band_is_firm_where_the_whole_interval_lies_in_it() -> None:
    score = axis(scores(ONE, "respondent i1\n a*20 5\n b*4 4"), "trust").score
    assert isinstance(score.interval, Interval)
    assert score.interval.low >= 4
    assert score.firm
    assert score.could_be == ("strength",)


def test_else_it_could_be_any_band_that_the_interval_reaches() -> None:
    score = axis(scores(ONE, "respondent i1\n a*3 5\n b*3 2"), "trust").score
    assert score.band == "mixed"
    assert not score.firm
    assert score.could_be == ("concern", "mixed", "strength")


@given(st.lists(st.integers(1, 5), min_size=5, max_size=25))
def test_the_interval_holds_the_mean_and_stays_on_the_scale(codes: list[int]) -> None:
    rows = "\n".join(f"r{n:02} {code}" for n, code in enumerate(codes))
    score = axis(scores(ONE, "respondent i1\n" + rows), "trust").score
    if len(set(codes)) == 1:  # no spread is no proof of certainty
        assert score.interval == Missing(Why.NO_VARIANCE)
        assert not score.firm
        return
    assert isinstance(score.interval, Interval)
    assert 1 <= score.interval.low <= number(score.mean) <= score.interval.high <= 5
    assert isinstance(score.could_be, tuple)
    assert score.band in score.could_be


def test_one_person_has_a_score_and_no_interval() -> None:
    score = axis(scores(ONE, "respondent i1\n a 4"), "trust").score
    assert (score.n, score.mean, score.band) == (1, 4.0, "strength")
    assert isinstance(score.sd, Missing)
    assert isinstance(score.interval, Missing)
    assert not score.firm


@pytest.mark.parametrize(
    ("rows", "split"),
    [
        ("a*2 5\n b*2 1\n c*4 3", True),  # 25 % on each side
        ("a*2 4\n b*2 2\n c*4 3", True),
        ("a*2 5\n b*1 1\n c*4 3", False),
        ("a*2 5\n b*2 1\n c*5 3", False),  # 2 of 9
        ("a*6 3", False),
        ("a*3 5\n b*3 1\n c*9 d", True),  # of those who answered
    ],
)
def test_a_split_needs_a_quarter_on_each_side(rows: str, *, split: bool) -> None:
    assert item(scores(ONE, "respondent i1\n" + rows), "i1").split is split


def test_favourable_and_unfavourable_are_counted_after_keying() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "reverse"))
    found = scores(of, "respondent i1 i2\n a*8 5 5\n b*2 2 3")
    shares = [i.shares for i in found.items]
    assert not any(isinstance(s, Missing) for s in shares)
    assert [(s.favourable, s.unfavourable) for s in shares if not isinstance(s, Missing)] == [
        (0.8, 0.2),
        (0.0, 0.8),
    ]


def test_each_agency_counts_once_in_the_weighted_mean() -> None:
    found = scores(ONE, "respondent agency i1\n a*20 police 5\n b*5 health 2\n c*5 school 2")
    got = axis(found, "trust")
    assert got.score.mean == 4.0
    assert got.weighted == Weighted(mean=3.0, counted=3, groups=3)


def test_the_weighted_mean_leaves_out_agencies_that_are_hidden() -> None:
    found = scores(
        ONE,
        "respondent agency i1\n a*9 police 5\n b*8 health 2\n c*3 school 1\n d*3 council 1",
    )
    assert axis(found, "trust").weighted == Weighted(mean=3.5, counted=2, groups=4)


def test_the_weighted_mean_needs_two_agencies_that_can_be_shown() -> None:
    found = scores(ONE, "respondent agency i1\n a*9 police 5\n b*3 health 2\n c*2 school 2")
    assert axis(found, "trust").weighted == Missing(Why.TOO_FEW_GROUPS, needed=2)


def test_an_item_counts_also_the_answer_that_nobody_chose() -> None:
    assert item(scores(ONE, "respondent i1\n a*6 5\n b*2 2"), "i1").counts == (0, 2, 0, 0, 6)
