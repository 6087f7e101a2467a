"""Do the members of a group see it alike?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.statistics import Spread, spread

Distribution = Sequence[tuple[int, int]]
"""(keyed code, respondents) for every point of an item's scale."""


def rwg_j(items: Sequence[Distribution]) -> Maybe[float]:
    """Within-group agreement r_wg(j) against a uniform null (James, Demaree & Wolf 1984).

    `J(1-q) / (J(1-q) + q)`, q the mean item variance (n-1) over the variance of a uniform answer,
    `(A^2 - 1) / 12` for A points; floored at 0. It rises with the number of items, so read it
    beside `ad_j`. Needs 2 answers on every item.
    """
    found = _spreads(items)
    if isinstance(found, Missing):
        return found
    points = len(items[0])
    variance = sum((of.variance or Fraction(0) for of in found), Fraction(0)) / len(found)
    q = variance / Fraction(points * points - 1, 12)
    if q >= 1:
        return 0.0
    return float(len(items) * (1 - q) / (len(items) * (1 - q) + q))


def ad_j(items: Sequence[Distribution]) -> Maybe[float]:
    """Average deviation from the item means, AD_M(j), in points of the scale (Burke & Dunlap 2002).

    Lower is closer agreement; A/6 is the practical cut-off for A points.
    """
    found = _spreads(items)
    if isinstance(found, Missing):
        return found
    deviations = [
        sum((abs(code - of.mean) * n for code, n in item), Fraction(0)) / of.n
        for item, of in zip(items, found, strict=True)
    ]
    return float(sum(deviations, Fraction(0)) / len(deviations))


def ad_cutoff(points: int) -> float:
    """Give the largest AD that is conventionally read as agreement: A/6."""
    return points / 6


def _spreads(items: Sequence[Distribution]) -> list[Spread] | Missing:
    """Summarise each item, where each has 2 answers."""
    found = [of for item in items if (of := spread(item)) and of.n > 1]
    return found if len(found) == len(items) else Missing(Why.TOO_FEW_PEOPLE, needed=2)
