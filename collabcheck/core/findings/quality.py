"""How far can the answers of an export be relied on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.intake import Intake, Portion
from collabcheck.core.responses.table import ENOUGH
from collabcheck.core.scoring.itemsets import item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.statistics import scores, spread
from collabcheck.core.scoring.suppression import shown
from collabcheck.core.scoring.tally import Counts, add_counts, count


@dataclass(frozen=True)
class BothWays:
    """An axis's mean over all, and over those whose answers are not flagged."""

    axis: str
    name: str
    mean: Maybe[float]
    without: Maybe[float]


@dataclass(frozen=True)
class Options:
    """How many respondents chose each option of an attribute, as far as it may be shown."""

    attribute: str
    counts: tuple[tuple[str, Maybe[int]], ...]


@dataclass(frozen=True)
class Quality:
    """What was read from an export, what must be mended, and whether flagged answers matter.

    items: for each item its answers in each category (see `ItemAccount`), hidden where fewer than
    the smallest cell answered. flagged: rows flagged in any way. axes: none where no row is.
    """

    account: Account
    faults: tuple[CollabcheckError, ...]
    items: tuple[Maybe[tuple[int, ...]], ...]
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
    account, smallest = reading.account, of.thresholds.smallest_cell
    return Quality(
        account=account,
        faults=reading.faults,
        items=tuple(_shown(of, item.counts, smallest) for item in account.items),
        options=tuple(
            Options(a.attribute, _options(dict([*a.counts, ("", a.without)]), smallest))
            for a in account.attributes
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
        if sum(map(len, flags)) >= ENOUGH:
            yield np.concatenate(answers), np.concatenate(flags)
            answers, flags = [], []
    if flags:
        yield np.concatenate(answers), np.concatenate(flags)


def _added(first: Counts | None, second: Counts) -> Counts:
    return add_counts(first, second) if first else second


def _shown(of: Questionnaire, counts: tuple[int, ...], smallest: int) -> Maybe[tuple[int, ...]]:
    answered = sum(counts[: len(of.scale.points)])
    few = 0 < answered < smallest or 0 < sum(counts) < smallest
    return Missing(Why.HIDDEN, needed=smallest) if few else counts


def _options(counts: Mapping[str, int], smallest: int) -> tuple[tuple[str, Maybe[int]], ...]:
    visible = shown(counts, smallest)
    return tuple(
        (name, n if name in visible else Missing(Why.HIDDEN, needed=smallest))
        for name, n in counts.items()
        if n
    )


def _both_ways(of: Questionnaire, everybody: Counts, others: Counts) -> list[BothWays]:
    """Give each axis's mean both ways, where neither it nor the difference is about too few."""
    smallest = of.thresholds.smallest_cell
    hidden = Missing(Why.HIDDEN, needed=smallest)
    found = []
    names = {axis.id: axis.name for axis in of.axes}
    for axis in item_sets(of).axes:
        whole = spread(scores(everybody.cells[axis.id], len(axis.items)))
        rest = spread(scores(others.cells[axis.id], len(axis.items)))
        n, m = whole.n if whole else 0, rest.n if rest else 0
        mean: Maybe[float] = Missing(Why.NOBODY_ANSWERED) if not whole else float(whole.mean)
        without: Maybe[float] = Missing(Why.NOBODY_ANSWERED) if not rest else float(rest.mean)
        if 0 < n < smallest:
            mean = hidden
        # By subtraction, the two means tell that of the flagged.
        if 0 < n < smallest or 0 < m < smallest or 0 < n - m < smallest:
            without = hidden
        found.append(BothWays(axis.id, names[axis.id], mean, without))
    return found
