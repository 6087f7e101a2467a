"""How far do groups see the same thing differently?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import sqrt

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.scores import BarrierGap, Gap, Icc, KruskalWallis
from collabcheck.core.scoring.statistics import CONFIDENCE, Interval, Spread, share_interval, spread

FEWEST_EXPECTED = 5
Distribution = Sequence[tuple[Fraction, int]]
"""(score, respondents), exact, lowest score first."""


def icc(groups: Sequence[Spread]) -> Maybe[Icc]:
    """ICC(1) and ICC(2) of one-way ANOVA with unequal groups (Bliese 2000).

    `(MSB - MSW) / (MSB + (k-1) MSW)` and `(MSB - MSW) / MSB`, with `k = (N - sum n_g^2 / N)/(G-1)`,
    which is the `k` of Bliese's `multilevel` only where groups are of one size (he takes the mean
    size). Either may be negative. Give at least 2 groups, with somebody beyond one in each.
    """
    total = sum(of.n for of in groups)
    mean = sum((of.mean * of.n for of in groups), Fraction(0)) / total
    between = sum((of.n * (of.mean - mean) ** 2 for of in groups), Fraction(0)) / (len(groups) - 1)
    within = sum(((of.n - 1) * (of.variance or 0) for of in groups), Fraction(0)) / (
        total - len(groups)
    )
    size = (total - Fraction(sum(of.n**2 for of in groups), total)) / (len(groups) - 1)
    if not between + (size - 1) * within:
        return Missing(Why.NO_VARIANCE)
    one = (between - within) / (between + (size - 1) * within)
    two = float((between - within) / between) if between else Missing(Why.NO_VARIANCE)
    return Icc(float(one), two, len(groups))


def kruskal_wallis(groups: Sequence[Distribution]) -> Maybe[KruskalWallis]:
    """Kruskal and Wallis's (1952) H, corrected for ties, with its chi-square p; not yet adjusted.

    Exact scores are ranked, so that ties are ties and no rounding makes or breaks one.
    """
    if len(groups) < 2:
        return Missing(Why.TOO_FEW_GROUPS, needed=2)
    pooled: dict[Fraction, int] = {}
    for group in groups:
        for score, people in group:
            pooled[score] = pooled.get(score, 0) + people
    total, rank, below = sum(pooled.values()), {}, 0
    for score in sorted(pooled):
        rank[score] = below + Fraction(pooled[score] + 1, 2)
        below += pooled[score]
    ties = 1 - Fraction(sum(n**3 - n for n in pooled.values()), total**3 - total)
    if not ties:
        return Missing(Why.NO_VARIANCE)
    squares = Fraction(0)
    for group in groups:
        ranks = sum((rank[score] * people for score, people in group), Fraction(0))
        squares += ranks**2 / sum(people for _, people in group)
    h = float((Fraction(12, total * (total + 1)) * squares - 3 * (total + 1)) / ties)
    from scipy.special import chdtrc

    p = float(chdtrc(len(groups) - 1, h))
    return KruskalWallis(h, len(groups) - 1, p, p)


def share_test(shares: Sequence[tuple[int, int]]) -> float:
    """Give the p that shares (count, n) are all one: who spoke scores 1, who did not 0.

    Where each group can expect 5 of both (Cochran 1954), that of `kruskal_wallis`. Else the least
    of Fisher's exact tests of every two groups, times their number (Bonferroni).
    """
    total, spoke = sum(n for _, n in shares), sum(count for count, _ in shares)
    least = min(n for _, n in shares) * min(spoke, total - spoke) / total
    if least >= FEWEST_EXPECTED:
        test = kruskal_wallis([[(Fraction(0), n - k), (Fraction(1), k)] for k, n in shares])
        return 1.0 if isinstance(test, Missing) else test.p
    pairs = list(combinations(shares, 2))
    return min(1.0, len(pairs) * min(fisher_exact(one, other) for one, other in pairs))


def fisher_exact(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Fisher's (1935) exact test, two-sided, of two shares (count, n): all tables as unlikely."""
    import numpy as np
    from scipy.special import gammaln

    (a, n), (b, m) = one, other
    spoke = a + b
    k = np.arange(max(0, spoke - m), min(n, spoke) + 1)
    ways = -(gammaln(k + 1) + gammaln(n - k + 1) + gammaln(spoke - k + 1))
    ways -= gammaln(m - spoke + k + 1)
    likely = np.exp(ways - ways.max())
    return float(likely[likely <= likely[a - k[0]] * (1 + 1e-9)].sum() / likely.sum())


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjust p values for their number, step-down (Holm 1979)."""
    adjusted: dict[str, float] = {}
    least = 0.0
    for position, (name, p) in enumerate(sorted(p_values.items(), key=lambda pair: pair[1])):
        least = max(least, min(1.0, (len(p_values) - position) * p))
        adjusted[name] = least
    return adjusted


def gaps(groups: Mapping[str, Spread]) -> tuple[Gap, ...]:
    """Compare every two groups, widest gap first; ties by name."""
    found = []
    for one, other in combinations(sorted(groups), 2):
        low, high = sorted((one, other), key=lambda name: groups[name].mean)
        found.append(gap(low, groups[low], high, groups[high]))
    return tuple(sorted(found, key=lambda g: (-g.difference, g.low, g.high)))


def gap(low: str, lower: Spread, high: str, higher: Spread) -> Gap:
    """Measure the gap between two groups: difference of means with Welch's interval, Hedges' g.

    g is the difference over the pooled SD, times `1 - 3 / (4 (n1+n2) - 9)` (Hedges 1981, the usual
    approximation of the exact factor); its interval is g plus or minus Student's t times
    `sqrt((n1+n2) / (n1 n2) + g^2 / (2 (n1+n2)))` (Hedges and Olkin 1985). Give groups of at least
    two people each.
    """
    from scipy.special import stdtrit

    difference = float(higher.mean - lower.mean)
    people = lower.n + higher.n
    variances = [of.variance or Fraction(0) for of in (lower, higher)]
    errors = [variances[0] / lower.n, variances[1] / higher.n]
    if not any(errors):
        why = Missing(Why.NO_VARIANCE)
        return Gap(low, high, difference, why, why, why)
    degrees = sum(errors) ** 2 / sum(
        error**2 / (of.n - 1) for error, of in zip(errors, (lower, higher), strict=True)
    )
    half = float(stdtrit(float(degrees), (1 + CONFIDENCE) / 2)) * sqrt(sum(errors))
    pooled = ((lower.n - 1) * variances[0] + (higher.n - 1) * variances[1]) / (people - 2)
    g = difference / sqrt(pooled) * (1 - 3 / (4 * people - 9))
    error = sqrt(people / (lower.n * higher.n) + g * g / (2 * people))
    spread_of_g = float(stdtrit(people - 2, (1 + CONFIDENCE) / 2)) * error
    return Gap(
        low,
        high,
        difference,
        Interval(difference - half, difference + half),
        g,
        Interval(g - spread_of_g, g + spread_of_g),
    )


def barrier_gap(name: str, shares: Mapping[str, tuple[int, int]], adjusted: float) -> BarrierGap:
    """Compare the groups that report a barrier least and most often: each share is (count, n)."""
    rising = sorted(shares, key=lambda group: (Fraction(*shares[group]), group))
    low, high = rising[0], rising[-1]
    one, other = (shares[group][0] / shares[group][1] for group in (low, high))
    interval = share_difference(shares[low], shares[high])
    return BarrierGap(name, low, high, one, other, other - one, interval, adjusted)


def share_difference(low: tuple[int, int], high: tuple[int, int]) -> Interval:
    """Give Newcombe's (1998, method 10) interval of the difference of two shares, high less low.

    Each share is (count, n). It joins the two Wilson intervals.
    """
    one, other = share_interval(*low), share_interval(*high)
    p, q = low[0] / low[1], high[0] / high[1]
    return Interval(
        q - p - sqrt((q - other.low) ** 2 + (one.high - p) ** 2),
        q - p + sqrt((other.high - q) ** 2 + (p - one.low) ** 2),
    )


def spreads(groups: Mapping[str, Distribution]) -> dict[str, Spread]:
    """Summarise the groups that have anybody in them."""
    return {name: of for name, group in groups.items() if (of := spread(group))}
