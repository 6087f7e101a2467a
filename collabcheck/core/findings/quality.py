"""How far can the answers of an export be relied on?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.findings.precision import DIGITS
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.intake import Intake, Portion
from collabcheck.core.responses.table import WORTH_COUNTING
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.statistics import distribution, spread
from collabcheck.core.scoring.tally import Counts, add_counts, count


@dataclass(frozen=True)
class BothWays:
    """An axis's mean over all, and over those whose answers are not flagged, to two decimals."""

    axis: str
    name: str
    mean: Maybe[float]
    without: Maybe[float]


@dataclass(frozen=True)
class Options:
    """How many respondents chose each option of an attribute, "" for none."""

    attribute: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Quality:
    """What was read from an export, what must be mended, and whether flagged answers matter.

    It is for whoever holds the export, so nothing is hidden. flagged: rows flagged in any way.
    axes: none where no row is.
    """

    account: Account
    faults: tuple[CollabcheckError, ...]
    options: tuple[Options, ...]
    flagged: int
    axes: tuple[BothWays, ...]


def quality(reading: Intake) -> Quality:
    """Go through an export and say what it holds; what must be mended is said, not raised."""
    of = reading.questionnaire
    everybody: Counts | None = None
    others: Counts | None = None
    flagged = 0
    for answers, flags in _stacked(reading.portions()):
        flagged += int(flags.sum())
        everybody = _added(everybody, count(of, answers))
        others = _added(others, count(of, answers[~flags]))
    return Quality(
        account=reading.account,
        faults=reading.faults,
        options=tuple(
            Options(a.attribute, tuple((o, n) for o, n in (*a.counts, ("", a.without)) if n))
            for a in reading.account.attributes
        ),
        flagged=flagged,
        axes=tuple(_both_ways(of, everybody, others)) if flagged and everybody and others else (),
    )


def _stacked(portions: Iterator[Portion]) -> Iterator[tuple[NDArray[np.int8], NDArray[np.bool_]]]:
    """Give answers and flags, so many respondents at a time as are worth counting at once."""
    answers, flags = list[NDArray[np.int8]](), list[NDArray[np.bool_]]()
    for portion in portions:
        answers.append(portion.table.answers)
        flags.append(portion.flagged)
        if sum(map(len, flags)) >= WORTH_COUNTING:
            yield np.concatenate(answers), np.concatenate(flags)
            answers, flags = [], []
    if flags:
        yield np.concatenate(answers), np.concatenate(flags)


def _added(first: Counts | None, second: Counts) -> Counts:
    return add_counts(first, second) if first else second


def _both_ways(of: Questionnaire, everybody: Counts, others: Counts) -> list[BothWays]:
    """Give each axis's mean both ways."""
    return [
        BothWays(axis.id, axis.name, _mean(everybody, items), _mean(others, items))
        for axis in of.axes
        for items in item_sets(of).axes
        if items.id == axis.id
    ]


def _mean(counts: Counts, axis: ItemSet) -> Maybe[float]:
    found = spread(distribution(counts.cells[axis.id], len(axis.items)))
    # Sixteen digits of a mean of few could be taken apart, also where the account is passed on.
    return round(float(found.mean), DIGITS) if found else Missing(Why.NOBODY_ANSWERED)
