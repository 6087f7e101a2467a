"""Does what is told of small groups' counts leave open what all in one of them answered?"""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.roughly import told_roughly
from collabcheck.core.scoring.scores import SharedBy
from collabcheck.core.scoring.statistics import share_interval

HIDDEN = Missing(Why.HIDDEN, needed=5)
MOST, FEW = Missing(Why.ALL_OR_NEARLY), Missing(Why.NONE_OR_FEW)


def of(reported: int, answered: int) -> SharedBy:
    share = reported / answered
    return SharedBy("late", answered, reported, share, share_interval(reported, answered), 0.5)


def told(counts: list[tuple[int, int]], rest: tuple[int, int] = (0, 0)) -> list[Maybe[int]]:
    """Tell `(reported, answered)` of each group; `rest` are people under no group shown."""
    whole = of(sum(n for n, _ in counts) + rest[0], sum(n for _, n in counts) + rest[1])
    return [each.reported for each in told_roughly(whole, [of(*pair) for pair in counts], 5)]


def test_counts_away_from_both_ends_stand_as_they_are() -> None:
    assert told([(4, 10), (3, 6)]) == [4, 3]


@pytest.mark.parametrize("fathers", [5, 6])
def test_all_of_a_group_or_all_but_one_are_all_or_nearly_all_and_no_other_count_stands(
    fathers: int,
) -> None:
    assert told([(10 - fathers, 10), (fathers, 6)]) == [HIDDEN, MOST]


@pytest.mark.parametrize("fathers", [0, 1])
def test_none_of_a_group_or_one_are_none_or_few(fathers: int) -> None:
    assert told([(6 - fathers, 10), (fathers, 6)]) == [HIDDEN, FEW]


def test_words_that_would_settle_a_count_are_held_back() -> None:
    """Of 7 among 10 and 6, "none or few" beside "all or nearly all" can only be 1 and 6."""
    assert told([(1, 10), (6, 6)]) == [HIDDEN, HIDDEN]
    assert told([(2, 10), (5, 6)]) == [HIDDEN, HIDDEN]


def test_nothing_but_the_word_is_left() -> None:
    whole = of(10, 16)
    group = told_roughly(whole, [of(4, 10), of(6, 6)], 5)[1]
    assert (group.answered, group.share, group.interval, group.severity) == (MOST,) * 4


def test_those_under_no_group_shown_are_not_told_by_subtraction() -> None:
    """All 6 of the rest: 16 less 5 and 5."""
    assert told([(5, 10), (5, 10)], (6, 6)) == [HIDDEN, HIDDEN]


@settings(max_examples=20)
@given(
    st.lists(st.integers(5, 8), min_size=1, max_size=3),
    st.sampled_from([0, 5, 7]),
)
def test_whoever_knows_all_that_is_told_knows_of_no_group_that_all_or_none_report(
    sizes: list[int], rest: int
) -> None:
    """Goes through every way in which people can have answered, as an attacker would."""
    everybody = [*sizes, rest] if rest else sizes
    alike: dict[tuple[int, object], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(*(range(n + 1) for n in everybody)):
        pairs = list(zip(counts, everybody, strict=True))
        said = told(pairs[:-1], pairs[-1]) if rest else told(pairs)
        alike[sum(counts), tuple(said)].append(counts)
    for (total, _), ways in alike.items():
        if total in (0, sum(everybody)) or len(everybody) == 1:
            continue
        for place, size in enumerate(everybody):
            assert not {way[place] for way in ways} <= {0}, (everybody, ways)
            assert not {way[place] for way in ways} <= {size}, (everybody, ways)
