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

    matrix = covariance(moments)
    k, n, total = len(matrix), moments.n, float(matrix.sum())
    if total <= 0:
        return Missing(Why.NO_VARIANCE)
    alpha = k / (k - 1) * (1 - float(np.trace(matrix)) / total)
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
    for two items (one factor is not identified), where the fit does not converge, and where it is
    improper (a uniqueness at its lower bound: a Heywood case). Ask `refusal` first.
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

    def discrepancy(psi: NDArray[np.float64]) -> float:
        rest = loadings(psi)[1][:-1]
        return float((rest - np.log(rest)).sum()) - len(rest)

    def gradient(psi: NDArray[np.float64]) -> NDArray[np.float64]:
        lambdas = loadings(psi)[0]
        residual = np.outer(lambdas, lambdas) + np.diag(psi) - correlations
        slope: NDArray[np.float64] = np.diag(residual) / psi**2
        return slope

    if np.linalg.eigvalsh(correlations)[0] <= 1e-10:
        return Missing(Why.IMPROPER)
    start = (1 - 0.5 / len(correlations)) / np.diag(np.linalg.inv(correlations))
    fit: Any = minimize(
        discrepancy,
        start,
        jac=gradient,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUENESS, 1.0)] * len(start),
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
    )
    if not fit.success and float(np.abs(gradient(fit.x)).max()) > 1e-5:
        return Missing(Why.NOT_CONVERGED)
    if float(fit.x.min()) <= LEAST_UNIQUENESS * 1.001:
        return Missing(Why.IMPROPER)
    found = loadings(fit.x)[0]
    return (found if found.sum() >= 0 else -found), fit.x
