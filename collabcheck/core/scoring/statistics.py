"""What do the counts of one group say: mean, spread, interval, shares?

Means and variances are worked out in exact fractions and rounded once, to a float, at the end: the
same counts give the same digits, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.tally import Cell, least_answered

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A 95 % interval, in the unit of what it is about."""

    low: float
    high: float


@dataclass(frozen=True)
class Spread:
    """Mean, variance (n-1) and number of scores, exact."""

    n: int
    mean: Fraction
    variance: Fraction | None


def has_score(cell: Cell, items: int) -> bool:
    """Tell whether a respondent with this cell has a score on a set of `items` items."""
    applicable, answered, _ = cell
    return answered >= least_answered(applicable, items)


def distribution(cells: Sequence[tuple[Cell, int]], items: int) -> list[tuple[Fraction, int]]:
    """Give the distribution of respondents' scores: (mean of the answered items, respondents)."""
    found: dict[Fraction, int] = {}
    for cell, respondents in cells:
        if has_score(cell, items):
            score = Fraction(cell[2], cell[1])
            found[score] = found.get(score, 0) + respondents
    return sorted(found.items())


def spread(of: Sequence[tuple[Fraction, int]] | Sequence[tuple[int, int]]) -> Spread | None:
    """Summarise a distribution of (value, respondents); None where it is empty."""
    n = sum(respondents for _, respondents in of)
    if not n:
        return None
    total = Fraction(sum(value * people for value, people in of))
    squares = sum(value * value * people for value, people in of)
    variance = (squares - total * total / n) * Fraction(1, n - 1) if n > 1 else None
    return Spread(n, total / n, variance)


def mean_interval(of: Spread, lo: int, hi: int, invited: int | None = None) -> Maybe[Interval]:
    """Give Student's t interval of a mean, cut off at the ends of the scale `lo..hi`.

    Where all scored alike there is none: a spread of nothing is no proof of certainty. Of
    `invited` people, the more have answered the surer the mean: the half-width shrinks by
    `sqrt((N-n) / (N-1))`.
    """
    if of.variance is None:
        return Missing(Why.TOO_FEW_PEOPLE, needed=2, have=of.n)
    if not of.variance:
        return Missing(Why.NO_VARIANCE)
    from scipy.special import stdtrit

    half = float(stdtrit(of.n - 1, (1 + CONFIDENCE) / 2)) * sqrt(of.variance / of.n)
    if invited is not None:
        half *= sqrt((invited - of.n) / (invited - 1))
    mean = float(of.mean)
    return Interval(max(lo, mean - half), min(hi, mean + half))


def share_interval(count: int, n: int) -> Interval:
    """Give Wilson's (1927) score interval of a share `count / n`, n >= 1."""
    from scipy.special import ndtri

    z = float(ndtri((1 + CONFIDENCE) / 2))
    p = count / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def item_distribution(
    answers: Sequence[int], lo: int, points: int, *, reverse: bool
) -> list[tuple[int, int]]:
    """Give (keyed code, respondents) for each point of the scale, from an item's counts.

    Every point is there, also the one that nobody chose.
    """
    given = list(answers[:points])
    return [(lo + k, n) for k, n in enumerate(reversed(given) if reverse else given)]
