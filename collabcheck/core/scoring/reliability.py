"""Do the items of an axis hang together well enough to be read as one score?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.statistics import CONFIDENCE, Interval
from collabcheck.core.scoring.tally import Moments

LEAST_UNIQUENESS = 0.005
"""The lower bound of a uniqueness in the fit; a solution that rests on it is improper."""
SMALLEST_LOADING = 1e-3
"""A standardised loading below this is none."""


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha with Feldt's 95 % interval, from `n` complete cases."""

    value: float
    interval: Interval
    n: int


@dataclass(frozen=True)
class Omega:
    """McDonald's omega total, from `n` complete cases."""

    value: float
    n: int


def covariance(moments: Moments) -> NDArray[np.float64]:
    """Give the items' covariance matrix (n-1), items x items, exact sums divided once."""
    sums, n = moments.sums, moments.n
    return np.array(
        [
            [(n * p - sums[i] * sums[j]) / (n * (n - 1)) for j, p in enumerate(row)]
            for i, row in enumerate(moments.products)
        ]
    )


def refusal(moments: Moments, people: int, items: int) -> Missing | None:
    """Say why no coefficient can be given: too few complete cases, items, or no variance."""
    if moments.n < people:
        return Missing(Why.TOO_FEW_PEOPLE, needed=people, have=moments.n)
    if len(moments.sums) < items:
        return Missing(Why.TOO_FEW_ITEMS, needed=items, have=len(moments.sums))
    if not np.all(np.diag(covariance(moments)) > 0):
        return Missing(Why.NO_VARIANCE)
    return None


def cronbach_alpha(moments: Moments) -> Maybe[Alpha]:
    """Raw alpha (Cronbach 1951) on complete cases, with Feldt's (1965) interval.

    Raw: from covariances, not from correlations. Ask `refusal` first.
    """
    from scipy.special import fdtri

    sums, products, n, k = moments.sums, moments.products, moments.n, len(moments.sums)
    # The variance of the totals and the sum of the items' variances, each n (n-1) times, exact.
    total = n * sum(map(sum, products)) - sum(sums) ** 2
    items = sum(n * row[i] - sums[i] ** 2 for i, row in enumerate(products))
    if total <= 0:
        return Missing(Why.NO_VARIANCE)
    alpha = k / (k - 1) * (1 - items / total)
    low, high = (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2
    degrees = (n - 1, (n - 1) * (k - 1))
    return Alpha(
        alpha,
        Interval(
            1 - (1 - alpha) * float(fdtri(*degrees, high)),
            1 - (1 - alpha) * float(fdtri(*degrees, low)),
        ),
        n,
    )


def omega_total(moments: Moments) -> Maybe[Omega]:
    """Omega total (McDonald 1999): one factor, maximum likelihood, on the covariance matrix.

    `(sum of loadings)^2 / ((sum of loadings)^2 + sum of uniquenesses)`. Refused, with the reason,
    for two items, where the fit does not converge, and where it is improper (a uniqueness at its
    lower bound, a Heywood case, or fewer than three items with a loading: not identified). Ask
    `refusal` first.
    """
    if len(moments.sums) < 3:
        return Missing(Why.TOO_FEW_ITEMS, needed=3, have=len(moments.sums))
    matrix = covariance(moments)
    deviations = np.sqrt(np.diag(matrix))
    fit = _one_factor(matrix / np.outer(deviations, deviations))
    if isinstance(fit, Missing):
        return fit
    loadings, uniquenesses = fit
    common = float((loadings * deviations).sum()) ** 2
    return Omega(common / (common + float((uniquenesses * deviations**2).sum())), moments.n)


def _one_factor(
    correlations: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | Missing:
    """Fit one factor by maximum likelihood, concentrated on the uniquenesses (Joreskog 1967)."""
    from scipy.optimize import minimize

    def loadings(psi: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        scaled = correlations / np.sqrt(np.outer(psi, psi))
        values, vectors = np.linalg.eigh(scaled)
        return np.sqrt(psi) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0)), values

    def discrepancy(psi: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Give the discrepancy at these uniquenesses, and its slope."""
        lambdas, values = loadings(psi)
        rest = values[:-1]
        residual = np.outer(lambdas, lambdas) + np.diag(psi) - correlations
        return float((rest - np.log(rest)).sum()) - len(rest), np.diag(residual) / psi**2

    if np.linalg.eigvalsh(correlations)[0] <= 1e-10:
        return Missing(Why.IMPROPER)
    size = len(correlations)
    # The discrepancy can have several minima: start from the usual place, and from each item in
    # turn as the one that is nearly all common variance.
    usual = (1 - 0.5 / size) / np.diag(np.linalg.inv(correlations))
    starts = [usual, *(np.where(np.arange(size) == i, 0.05, 0.8) for i in range(size))]
    fits: list[Any] = [
        minimize(
            discrepancy,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[(LEAST_UNIQUENESS, 1.0)] * size,
            options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
        )
        for start in starts
    ]
    fit = min(fits, key=lambda each: float(each.fun))
    if not fit.success and float(np.abs(fit.jac).max()) > 1e-5:
        return Missing(Why.NOT_CONVERGED)
    found = loadings(fit.x)[0]
    # One factor is identified by three items that load on it, no fewer.
    if (
        float(fit.x.min()) <= LEAST_UNIQUENESS * 1.001
        or (np.abs(found) > SMALLEST_LOADING).sum() < 3
    ):
        return Missing(Why.IMPROPER)
    return (found if found.sum() >= 0 else -found), fit.x
