"""What does it mean to turn an item round?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, barrier, item, items_on_one_axis, number, questionnaire, scores

from collabcheck.core.scoring.statistics import item_distribution

counts = st.lists(st.integers(0, 50), min_size=3, max_size=11)


@given(counts, st.integers(0, 1))
def test_turning_an_item_twice_gives_it_back(given_counts: list[int], lo: int) -> None:
    points = len(given_counts)
    once = [n for _, n in item_distribution(given_counts, lo, points, reverse=True)]
    twice = item_distribution(once, lo, points, reverse=True)
    assert twice == item_distribution(given_counts, lo, points, reverse=False)


@given(counts, st.integers(0, 1))
def test_a_turned_code_and_its_own_add_up_to_the_ends_of_the_scale(
    given_counts: list[int], lo: int
) -> None:
    points = len(given_counts)
    turned = dict(item_distribution(given_counts, lo, points, reverse=True))
    hi = lo + points - 1
    for k, n in enumerate(given_counts):
        assert turned[lo + hi - (lo + k)] == n


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5])
def test_a_turned_item_scores_six_less_the_code(code: int) -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "reverse"))
    found = scores(of, f"respondent i1 i2\n anna {code} {code}")
    assert item(found, "i1").mean == code
    assert item(found, "i2").mean == 6 - code


def test_the_best_answers_score_the_top_whichever_way_an_item_is_worded() -> None:
    found = scores(questionnaire(), "respondent t1 t2 t3 p1 p2 m1\n anna 5 1 5 5 1 5")
    assert [a.score.mean for a in found.axes] == [5.0, 5.0, 5.0]
    assert {number(b.severity) for b in found.barriers} == {0.0}


def test_the_worst_answers_score_the_bottom_and_report_every_barrier() -> None:
    found = scores(questionnaire(), "respondent t1 t2 t3 p1 p2 m1\n anna 1 5 1 1 5 1")
    assert [a.score.mean for a in found.axes] == [1.0, 1.0, 1.0]
    assert {(b.reported, b.severity) for b in found.barriers} == {(1, 1.0)}


@given(st.lists(st.integers(1, 5), min_size=6, max_size=6), st.integers(0, 5))
def test_a_better_answer_never_lowers_a_score_or_raises_a_severity(
    keyed: list[int], position: int
) -> None:
    """Higher is better on every axis, facet and barrier, for forward and reverse items alike."""
    of = questionnaire()
    better = [min(5, k + (n == position)) for n, k in enumerate(keyed)]

    def row(codes: list[int]) -> str:
        pairs = zip(of.items, codes, strict=True)
        return " ".join(str(6 - k if i.keying == "reverse" else k) for i, k in pairs)

    head = "respondent " + " ".join(i.id for i in of.items) + "\n x "
    before, after = scores(of, head + row(keyed)), scores(of, head + row(better))
    olds = [*(a.score.mean for a in before.axes), *(f.mean for f in before.facets)]
    news = [*(a.score.mean for a in after.axes), *(f.mean for f in after.facets)]
    for old, new in zip(olds, news, strict=True):
        if not isinstance(old, float):
            assert new == old
        else:
            assert number(new) >= old
    for name in ("late", "rank", "gaps", "unowned", "cuts"):
        assert number(barrier(after, name).severity) <= number(barrier(before, name).severity)
        assert number(barrier(after, name).reported) <= number(barrier(before, name).reported)


def test_counts_after_keying_run_from_the_worst_answer_to_the_best() -> None:
    found = scores(questionnaire(), "respondent t1 t2\n a*3 5 5\n b*2 1 4", by=None)
    assert item(found, "t1").counts == (2, 0, 0, 0, 3)
    assert item(found, "t2").counts == (3, 2, 0, 0, 0)
