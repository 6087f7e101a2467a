"""Do alpha, Feldt's interval and omega agree with other people's software?

`ATTITUDE` is R's data set of that name (Chatterjee & Price 1977), `PINGOUIN` the example of
Pingouin's `cronbach_alpha`. Where a number was made by other software, the comment names it.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from reference_data import ATTITUDE, LOCAL_OPTIMUM, PINGOUIN
from scipy import optimize, stats
from support import HEAD, axis, items_on_one_axis, questionnaire, scores

from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.reliability import (
    Alpha,
    Omega,
    cronbach_alpha,
    omega_total,
    refusal,
)
from collabcheck.core.scoring.tally import Moments

Matrix = np.ndarray[Any, np.dtype[np.int64]]


def moments(x: Matrix) -> Moments:
    products = tuple(tuple(int(v) for v in row) for row in x.T @ x)
    return Moments(len(x), tuple(int(v) for v in x.sum(axis=0)), products)


def likert(seed: int, people: int, items: int) -> Matrix:
    """Draw answers on 1 to 5 that share one factor."""
    dice = np.random.default_rng(seed)
    factor = dice.normal(size=(people, 1))
    x = 3 + 0.8 * factor + 0.8 * dice.normal(size=(people, items))
    return np.clip(np.round(x), 1, 5).astype(np.int64)


@pytest.mark.parametrize(
    ("data", "alpha", "low", "high"),
    [
        # psych::alpha(attitude) prints raw_alpha 0.84; the digits are Pingouin 0.7.0's, whose
        # interval is Feldt's.
        (ATTITUDE, 0.8431427695647599, 0.7393756856431071, 0.9157730721599817),
        # pingouin.cronbach_alpha documents (0.5917188485995826, [0.195, 0.84]).
        (PINGOUIN, 0.5917188485995826, 0.1949213906631217, 0.8398208146275432),
    ],
)
def test_alpha_and_its_interval_match_published_figures(
    data: Matrix, alpha: float, low: float, high: float
) -> None:
    got = cronbach_alpha(moments(data))
    assert isinstance(got, Alpha)
    assert got.value == pytest.approx(alpha, abs=1e-8)
    assert got.interval.low == pytest.approx(low, abs=1e-8)
    assert got.interval.high == pytest.approx(high, abs=1e-8)
    assert got.n == len(data)


@pytest.mark.parametrize("seed", range(8))
def test_alpha_matches_a_reckoning_on_the_answers(seed: int) -> None:
    x = likert(seed, 30 + seed, 3 + seed % 5)
    n, k = x.shape
    alpha = k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))
    got = cronbach_alpha(moments(x))
    assert isinstance(got, Alpha)
    assert got.value == pytest.approx(alpha, abs=1e-9)
    f = stats.f(n - 1, (n - 1) * (k - 1))
    assert got.interval.low == pytest.approx(1 - (1 - alpha) * f.ppf(0.975), abs=1e-9)
    assert got.interval.high == pytest.approx(1 - (1 - alpha) * f.ppf(0.025), abs=1e-9)


def test_items_that_pull_apart_give_a_negative_alpha_and_it_is_printed_so() -> None:
    x = np.array([[1, 5, 3], [5, 1, 3], [2, 4, 3], [4, 2, 2], [1, 4, 4], [5, 2, 3]] * 6)
    got = cronbach_alpha(moments(x))
    assert isinstance(got, Alpha)
    expected = 3 / 2 * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))
    assert got.value == pytest.approx(expected, rel=1e-9)
    assert got.value < 0
    assert got.interval.low < got.value < got.interval.high


def test_alpha_is_refused_where_all_sums_are_the_same() -> None:
    """Each respondent's answers add up to 9: the variance of the sum is 0, and alpha -infinity."""
    rows = [(1, 3, 5), (3, 5, 1), (5, 1, 3), (5, 3, 1), (2, 4, 3), (3, 2, 4)] * 6
    assert cronbach_alpha(moments(np.array(rows))) == Missing(Why.NO_VARIANCE)


def full_ml(x: Matrix, starts: int = 12) -> float:
    """Fit one factor by minimising the whole ML discrepancy over loadings and uniquenesses."""
    covariance = np.cov(x.T)
    p = len(covariance)
    scale = np.sqrt(np.diag(covariance))
    r = covariance / np.outer(scale, scale)

    def discrepancy(theta: np.ndarray[Any, np.dtype[np.float64]]) -> float:
        loadings, unique = theta[:p], np.exp(theta[p:])
        model = np.outer(loadings, loadings) + np.diag(unique)
        logs = np.linalg.slogdet(model)[1] - np.linalg.slogdet(r)[1]
        return float(logs + np.trace(np.linalg.solve(model, r)) - p)

    dice = np.random.default_rng(5)
    fits = [
        optimize.minimize(
            discrepancy,
            np.concatenate([dice.uniform(0.2, 0.9, p), np.log(dice.uniform(0.2, 0.9, p))]),
            method="BFGS",
            options={"gtol": 1e-9, "maxiter": 2000},
        )
        for _ in range(starts)
    ]
    best = min(fits, key=lambda fit: float(fit.fun))
    loadings, unique = best.x[:p] * scale, np.exp(best.x[p:]) * scale**2
    common = float(loadings.sum()) ** 2
    return common / (common + float(unique.sum()))


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        # 0.85632679 by 20 BFGS fits of the full discrepancy; statsmodels 0.15 (EM, Factor(...,
        # method="ml")) gives 0.85632680 and factor_analyzer 0.5.1 (method="ml") 0.85632681.
        (ATTITUDE, 0.85632679),
        # 0.78122780 likewise; statsmodels gives 0.78122781.
        (likert(7, 60, 5), None),
        (likert(11, 45, 4), None),
        (likert(12, 90, 7), None),
    ],
)
def test_omega_is_at_the_maximum_of_the_likelihood(x: Matrix, expected: float | None) -> None:
    got = omega_total(moments(x))
    assert isinstance(got, Omega)
    assert got.value == pytest.approx(expected or full_ml(x), abs=1e-8 if expected else 1e-7)


def test_omega_of_three_items_has_a_closed_form() -> None:
    """One factor on three items is just identified: loading 1 squared = s12 s13 / s23."""
    x = likert(3, 50, 3)
    s = np.cov(x.T)
    loadings = np.sqrt([s[0, 1] * s[0, 2] / s[1, 2], s[0, 1] * s[1, 2] / s[0, 2],
                        s[0, 2] * s[1, 2] / s[0, 1]])  # fmt: skip
    unique = np.diag(s) - loadings**2
    assert (unique > 0).all()
    common = float(loadings.sum()) ** 2
    got = omega_total(moments(x))
    assert isinstance(got, Omega)
    assert got.value == pytest.approx(common / (common + float(unique.sum())), abs=1e-8)


def test_omega_does_not_care_in_which_order_the_items_stand() -> None:
    x = likert(21, 80, 5)
    turned = omega_total(moments(x[:, ::-1]))
    straight = omega_total(moments(x))
    assert isinstance(straight, Omega)
    assert isinstance(turned, Omega)
    assert turned.value == pytest.approx(straight.value, abs=1e-7)


def test_a_heywood_case_is_refused() -> None:
    """r12 = r13 = .7 and r23 near 0 would need a loading above 1."""
    dice = np.random.default_rng(1)
    u, w = dice.normal(size=(2, 200))
    columns = [3 + u + w, 3 + 1.2 * u, 3 + 1.2 * w]
    x = np.stack([np.clip(np.round(c), 1, 5).astype(np.int64) for c in columns], axis=1)
    s = np.corrcoef(x.T)
    assert s[0, 1] * s[0, 2] / s[1, 2] > 1
    assert omega_total(moments(x)) == Missing(Why.IMPROPER)


def test_a_lesser_optimum_is_not_taken_for_the_best() -> None:
    """From most starts these answers lead to a Heywood case, which fits better: refused."""
    assert isinstance(omega_total(moments(LOCAL_OPTIMUM)), Missing)


ALIKE = [(1, 1), (1, 2), (2, 1), (2, 2), (4, 4), (5, 5), (4, 5), (5, 4), (3, 3), (1, 1), (5, 5)]
UNIDENTIFIED = {
    "two alike and one by itself": [(*b, e) for b in ALIKE for e in (2, 3, 4)],
    "two alike and two by themselves": [
        (*b, *e) for b in ALIKE for e in itertools.product((2, 4), repeat=2)
    ],
    "each by itself": list(itertools.product((1, 3, 5), repeat=4)),
}


@pytest.mark.parametrize("what", sorted(UNIDENTIFIED))
def test_a_factor_that_fewer_than_three_items_share_is_refused(what: str) -> None:
    """Their loadings could be split in any way, so any omega would be the start value's."""
    assert isinstance(omega_total(moments(np.array(UNIDENTIFIED[what]))), Missing)


def test_items_that_repeat_each_other_are_refused() -> None:
    x = likert(2, 40, 3)
    assert isinstance(omega_total(moments(np.column_stack([x, x[:, 0]]))), Missing)


@pytest.mark.parametrize(
    ("people", "items", "why"),
    [(29, 4, Why.TOO_FEW_PEOPLE), (30, 2, Why.TOO_FEW_ITEMS)],
)
def test_neither_is_given_below_30_people_or_3_items(people: int, items: int, why: Why) -> None:
    got = refusal(moments(likert(1, people, items)), 30, 3)
    assert isinstance(got, Missing)
    assert got.why is why
    assert refusal(moments(likert(1, 30, 3)), 30, 3) is None


def test_an_item_that_everybody_answers_alike_is_refused() -> None:
    x = likert(1, 40, 4)
    x[:, 2] = 4
    assert refusal(moments(x), 30, 3) == Missing(Why.NO_VARIANCE)


def test_only_those_who_answered_every_item_are_counted() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward", "reverse"))
    x = likert(4, 35, 3)
    rows = [f"r{n:02} {a} {b} {6 - c}" for n, (a, b, c) in enumerate(x)]
    rows += [f"s{n:02} 1 1 d" for n in range(9)]
    got = axis(scores(of, "respondent i1 i2 i3\n" + "\n".join(rows)), "trust")
    assert isinstance(got.alpha, Alpha)
    assert isinstance(got.omega, Omega)
    assert got.score.n == 44
    assert (got.alpha.n, got.omega.n) == (35, 35)
    alone = cronbach_alpha(moments(x))
    assert isinstance(alone, Alpha)
    assert got.alpha.value == alone.value
