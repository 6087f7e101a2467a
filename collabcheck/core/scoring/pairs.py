"""How do the scores on two axes go together, in sums that add up?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNIT = 720720
"""An axis score is kept as a whole number of parts of a point of the scale, so many a point.

It is divided by all numbers up to 16, so that the mean of up to 16 answers is kept exactly; that of
more is rounded once, for the respondent, and still adds up.
"""
NO_SCORE = -1
CHUNK = 1 << 16
"""So many products of scores, each below 2**46, add up to less than 2**63."""


@dataclass(frozen=True)
class Pair:
    """Sums over the respondents with a score on both of two axes, in `UNIT` parts of a point.

    x, y: of the scores on the first and on the second; xx, yy, xy: of their products.
    """

    first: str
    second: str
    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int


def in_units(answered: Any, total: Any) -> Any:
    """Give axis scores in `UNIT` parts of a point, from whole numbers or arrays of them.

    answered: how many items were; 0 gives what is no score. total: of their keyed codes.
    """
    # The quotient is below 2**53 and rounded once, so that floats do: a sum of codes is exact.
    return np.floor(total * float(UNIT) / np.maximum(answered, 1) + 0.5).astype(np.int32)


def pairs_of(axes: Sequence[str], scores: NDArray[np.int32]) -> tuple[Pair, ...]:
    """Add up the scores of every two axes.

    scores: axes x respondents, in parts of a point, `NO_SCORE` where there is none.
    """
    n, x, xx, xy = (np.zeros((len(axes),) * 2, dtype=object) for _ in range(4))
    for start in range(0, scores.shape[1], CHUNK):
        part = scores[:, start : start + CHUNK]
        both = (part != NO_SCORE).astype(np.int64)
        score = part * both
        # Whole numbers of any size from here on: of a million people they pass 2**63.
        n += (both @ both.T).astype(object)
        x += (score @ both.T).astype(object)
        xx += (score * score @ both.T).astype(object)
        xy += (score @ score.T).astype(object)
    return tuple(
        Pair(axes[i], axes[k], n[i, k], x[i, k], x[k, i], xx[i, k], xx[k, i], xy[i, k])
        for i, k in combinations(range(len(axes)), 2)
    )


def add_pairs(one: Pair, other: Pair) -> Pair:
    """Add the sums of two groups over the same two axes."""
    return Pair(
        one.first,
        one.second,
        one.n + other.n,
        one.x + other.x,
        one.y + other.y,
        one.xx + other.xx,
        one.yy + other.yy,
        one.xy + other.xy,
    )
