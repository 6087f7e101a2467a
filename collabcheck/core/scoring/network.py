"""Which axes go together?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import accumulate, combinations
from math import atanh, sqrt, tanh

from collabcheck.core.scoring.itemsets import item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.pairs import Pair, in_units
from collabcheck.core.scoring.people import People
from collabcheck.core.scoring.scores import Edge, LeftOut, Network
from collabcheck.core.scoring.statistics import CONFIDENCE, Interval, has_score
from collabcheck.core.scoring.tally import Counts

Distribution = list[tuple[int, int]]
"""(score in parts of a point, people), rising."""


def find_network(
    whole: People, visible: Container[str], published: Sequence[Counts] = ()
) -> Maybe[Network]:
    """Find the pairs of `visible` axes whose correlation differs from 0.

    Which pairs are compared follows from published numbers alone: how many have a score on each
    axis, of how many. `published` are earlier states of the same wave, everybody of each.
    """
    least = whole.questionnaire.thresholds.network_people
    if whole.n < whole.smallest:
        return whole.held_back
    if whole.n < least:
        return Missing(Why.TOO_FEW_PEOPLE, needed=least, have=whole.n)
    if not whole.counts.pairs:
        return Missing(Why.NOT_ASKED)
    scores = distributions(whole)
    people = {axis: sum(n for _, n in of) for axis, of in scores.items()}
    varying = [axis for axis, of in scores.items() if axis in visible and len(of) > 1]
    # So many have both scores at least. How many do would tell how many have but one.
    sure = {pair: sum(people[axis] for axis in pair) - whole.n for pair in combinations(varying, 2)}
    compared = {pair: n for pair, n in sure.items() if n >= least}
    states = [{(p.first, p.second): p for p in state.pairs} for state in published]
    edges = []
    for pair in whole.counts.pairs:
        place = (pair.first, pair.second)
        if place in compared and not (
            rests_on_few(pair, scores[pair.first], scores[pair.second], whole.smallest)
            or any(changed_little(pair, state[place], whole.smallest) for state in states)
        ):
            edges += _edge(pair, compared[place])
    joined = {axis for pair in compared for axis in pair}
    return Network(
        edges=tuple(sorted(edges, key=lambda edge: -abs(edge.r))),
        compared=len(compared),
        left_out=tuple(
            LeftOut(axis, _why_alone(whole, axis, visible, of))
            for axis, of in scores.items()
            if axis not in joined
        ),
    )


def _edge(pair: Pair, people: int) -> list[Edge]:
    r = pearson(pair)
    if isinstance(r, Missing):
        return []
    interval = fisher_interval(r, people)
    differs = interval.low > 0 or interval.high < 0
    return [Edge(pair.first, pair.second, r, interval)] if differs else []


def _why_alone(whole: People, axis: str, visible: Container[str], scores: Distribution) -> Missing:
    if axis not in visible:
        return whole.held_back
    if len(scores) == 1:
        return Missing(Why.NO_VARIANCE)
    return Missing(Why.TOO_FEW_PEOPLE, needed=whole.questionnaire.thresholds.network_people)


def pearson(pair: Pair) -> Maybe[float]:
    """Give Pearson's correlation, from exact sums rounded once; none where one side is constant."""
    one, other = _spreads(pair)
    if not one or not other:
        return Missing(Why.NO_VARIANCE)
    r = (pair.n * pair.xy - pair.x * pair.y) / sqrt(one) / sqrt(other)
    return max(-1.0, min(1.0, r))


def fisher_interval(r: float, people: int) -> Interval:
    """Give Fisher's (1921) interval of a correlation of four or more people."""
    from scipy.special import ndtri

    if abs(r) == 1:
        return Interval(r, r)
    half = float(ndtri((1 + CONFIDENCE) / 2)) / sqrt(people - 3)
    return Interval(tanh(atanh(r) - half), tanh(atanh(r) + half))


def distributions(whole: People) -> dict[str, Distribution]:
    """Give the scores on each axis."""
    found: dict[str, Distribution] = {}
    for axis in item_sets(whole.questionnaire).axes:
        people: dict[int, int] = {}
        for cell, n in whole.counts.cells[axis.id]:
            if has_score(cell, len(axis.items)):
                score = int(in_units(*cell[1:]))
                people[score] = people.get(score, 0) + n
        found[axis.id] = sorted(people.items())
    return found


def rests_on_few(pair: Pair, first: Distribution, second: Distribution, smallest: int) -> bool:
    """Tell whether a correlation could tell what fewer than `smallest` people scored on one axis.

    With the means and SDs, r gives the sum of products. Where two people stand apart on one axis
    and all others score alike, that tells what these two scored on the other. Else it is hidden in
    how the others vary. So whoever of up to one fewer than `smallest` is taken out, the others must
    keep a share of the spread of each axis: one in `smallest`, which they have where that many
    people stand apart. first, second: the scores of all who have one, on each.
    """
    left = pair.n - smallest + 1
    return left < 1 or any(
        least_spread(scores, left) * pair.n * smallest < spread * left
        for scores, spread in zip((first, second), _spreads(pair), strict=True)
    )


def least_spread(scores: Distribution, people: int) -> int:
    """Give the least spread that so many of these people can have, `people` times the squares.

    They are neighbours in the order of scores. As their range moves along, leaving one score and
    entering one, the spread is a concave function of its place: least where a score ends.
    """
    ends = [0, *accumulate(n for _, n in scores)]
    sums = [0, *accumulate(n * score for score, n in scores)]
    squares = [0, *accumulate(n * score * score for score, n in scores)]

    def up_to(place: int) -> tuple[int, int]:
        at = bisect_left(ends, place)
        over, score = ends[at] - place, scores[max(at - 1, 0)][0]
        return sums[at] - over * score, squares[at] - over * score * score

    def spread(start: int) -> int:
        (total, square), (to_total, to_square) = up_to(start), up_to(start + people)
        return people * (to_square - square) - (to_total - total) ** 2

    starts = {start for end in ends for start in (end, end - people)}
    return min(spread(start) for start in starts if 0 <= start <= ends[-1] - people)


def changed_little(now: Pair, before: Pair, smallest: int) -> bool:
    """Tell whether the people behind two states of a pair may differ by few, but some.

    As many may have come as went, so that only their number shows that there were enough.
    """
    return now != before and abs(now.n - before.n) < smallest


def _spreads(pair: Pair) -> tuple[int, int]:
    """Give the spread of the scores on each axis: `n` times the sum of squared deviations."""
    return pair.n * pair.xx - pair.x**2, pair.n * pair.yy - pair.y**2
