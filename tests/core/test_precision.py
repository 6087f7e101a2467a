"""Do the numbers of few people leave with so few digits that they cannot be taken apart?"""

from __future__ import annotations

import itertools
import json
from fractions import Fraction

import pytest
from support import HEAD, items_on_one_axis, questionnaire, rendered, report

LONG = questionnaire(HEAD + items_on_one_axis(*["forward"] * 11))
ITEMS = " ".join(f"i{n}" for n in range(1, 12))


def answers(*rows: str) -> str:
    lines = [f"r{n} {' '.join(row)}" for n, row in enumerate(rows)]
    return f"respondent {ITEMS}\n" + "\n".join(lines)


TEN = answers(
    "45342543434", "34543434345", "54434554344", "44344434344", "3343443d343",
    "45454544454", "24343434334", "43434344434", "55554545454", "34343434343",
)  # fmt: skip


def test_the_score_of_one_who_left_a_gap_cannot_be_found_by_trying() -> None:
    """Ten scores over 11 items and one over 10: with all digits, one score alone would fit."""
    mean = report(LONG, TEN, by=None).axes[0].result.score.mean
    assert isinstance(mean, float)
    fitting = {
        own
        for own in (Fraction(total, 10) for total in range(10, 51))
        for others in range(99, 496)
        if abs(float((own + Fraction(others, 11)) / 10) - mean) <= 0.005
    }
    assert len(fitting) == 41, "every score that the one could have"


@pytest.mark.parametrize("format", ["json", "csv", "html", "markdown", "terminal"])
def test_no_format_gives_more_digits_of_a_mean(format: str) -> None:
    found = rendered(report(LONG, TEN, by=None), format)
    exact = sum(
        Fraction(sum(int(c) for c in row if c != "d"), 11 - row.count("d"))
        for row in ("".join(line.split()[1:]) for line in TEN.splitlines()[1:])
    ) / Fraction(10)
    for digits in range(3, 17):
        assert f"{float(exact):.{digits}f}".rstrip("0") not in found or digits < 3


def test_one_persons_own_numbers_are_not_rounded() -> None:
    text = rendered(report(LONG, answers("45342543432"), by=None), "json")
    assert json.loads(text)["axes"][0]["result"]["score"]["mean"] == 39 / 11


def test_the_same_band_is_read_off_the_unrounded_mean() -> None:
    """Means of 3.9955 print as 4.00; the band does not jump."""
    rows = ["4" * 11] * 9 + ["44444444443"]
    found = report(LONG, answers(*itertools.chain(rows)), by=None).axes[0].result.score
    assert (found.mean, found.band) == (3.99, "mixed")
