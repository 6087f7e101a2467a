"""How do answers become counts that add up?

The tally is the only way from answers to scores, for one respondent and for a million. Tallies of
the same questionnaire add: the tally of parts equals the tally of the whole, in any order and
split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.responses.table import Table, categories
from collabcheck.core.scoring.itemsets import ItemSets, item_sets
from collabcheck.core.scoring.pairs import NO_SCORE, Pair, add_pairs, in_units, pairs_of

DEFAULT_BY = "agency"
SMALL = 1 << 16
"""So many kinds of cells are counted each in its own place."""
Cell = tuple[int, int, int]
"""(applicable, answered, total): items that applied, items answered, sum of the keyed codes."""


@dataclass(frozen=True)
class Moments:
    """Sums over the respondents who answered every item of an axis.

    sums: one an item, of keyed codes. products: items x items, sums of products of keyed codes.
    """

    n: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Reports:
    """How many answered any item of a barrier or enabler, and how many of them spoke for it."""

    answered: int
    reported: int


@dataclass(frozen=True)
class Part:
    """Counts of answers. answers: items x categories, as given (not keyed); barriers, enablers."""

    answers: tuple[tuple[int, ...], ...]
    barriers: dict[str, Reports]
    enablers: dict[str, Reports]


@dataclass(frozen=True)
class Counts:
    """All that is kept of the answers of one group.

    scored: the answers, but one by somebody without a score on its axis is set aside, so that all
    numbers on an axis are about the same people: else what the items hold more than the axis would
    tell what those few answered. own: all answers, of one respondent alone.
    cells: for each axis, and each target of a round robin, how many respondents have each `Cell`.
    moments: for each axis. pairs: of every two axes, in their order.
    """

    respondents: int
    scored: Part
    own: Part | None
    cells: dict[str, tuple[tuple[Cell, int], ...]]
    moments: dict[str, Moments]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Tally:
    """Counts by the options of one attribute (`by`), or of all together (`by` is None).

    rules: what the answers were counted for (see `Questionnaire.rules`). period: the first and the
    last day, or month, of the responses.
    """

    questionnaire: QuestionnaireKey
    rules: str
    by: str | None
    groups: tuple[tuple[str, Counts], ...]
    period: tuple[str, str] | None = None

    @cached_property
    def whole(self) -> Counts:
        """The counts of all groups together."""
        return reduce(add_counts, (counts for _, counts in self.groups))


def tally(questionnaire: Questionnaire, table: Table, by: str | None = DEFAULT_BY) -> Tally:
    """Count the answers of a table, in groups by an attribute where the questionnaire asks it.

    Respondents who left the attribute out form a group named "". Raises `CollabcheckError` for an
    empty table.
    """
    if not len(table):
        raise CollabcheckError("there are no responses to score", mend="give at least one")
    if by and by != DEFAULT_BY and by not in table.attributes:
        raise UnknownName(f"nobody was asked for '{by}'", mend=near_miss(by, table.attributes))
    labels = table.attributes.get(by or "")
    if labels is None:
        by, labels = None, ("",) * len(table)
    names = sorted({label or "" for label in labels})
    positions: dict[str | None, int] = {name: at for at, name in enumerate(names)}
    positions[None] = 0  # "" comes first
    named = np.fromiter(map(positions.__getitem__, labels), dtype=np.intp, count=len(table))
    groups = tuple(
        (name, count(questionnaire, table.answers.T[:, named == at].T))
        for at, name in enumerate(names)
    )
    return Tally(key_of(questionnaire), questionnaire.rules, by, groups, table.period)


def add(first: Tally, second: Tally) -> Tally:
    """Add two tallies of the same questionnaire, group by group.

    Raises `CollabcheckError` where the questionnaires or the groupings differ.
    """
    if (first.questionnaire, first.rules, first.by) != (
        second.questionnaire,
        second.rules,
        second.by,
    ):
        raise CollabcheckError(
            "these tallies are of different questionnaires, versions or groupings",
            mend="add only tallies of the same questionnaire and version",
        )
    groups: dict[str, Counts] = dict(first.groups)
    for label, counts in second.groups:
        groups[label] = add_counts(groups[label], counts) if label in groups else counts
    days = [day for each in (first, second) for day in each.period or ()]
    return replace(
        first,
        groups=tuple(sorted(groups.items())),
        period=(min(days), max(days)) if days else None,
    )


def count(questionnaire: Questionnaire, answers: NDArray[np.int8]) -> Counts:
    """Count the answers (respondents x items, categories as in `Table`) of one group."""
    scale, sets = questionnaire.scale, item_sets(questionnaire)
    kinds = categories(scale)
    given = np.ascontiguousarray(answers.T)  # items x respondents: an item's answers side by side
    valid, keyed = _keyed(questionnaire, given)
    cells, moments, scored = {}, {}, given.copy()
    scores = np.full((len(sets.scored), len(answers)), NO_SCORE, dtype=np.int32)
    for axis, score in zip(sets.scored, scores, strict=True):
        of = np.array(axis.items)
        codes, on_scale = keyed[of], valid[of]
        applicable, answered = _total(given[of] != kinds.not_applicable), _total(on_scale)
        total = _total(codes)
        cells[axis.id] = _cells(applicable, answered, total, len(of) * scale.hi)
        if axis in sets.axes:
            moments[axis.id] = _moments(codes[:, answered == len(of)])
        needed = np.array([least_answered(n, len(of)) for n in range(len(of) + 1)])
        enough = answered >= needed[applicable]
        without = np.flatnonzero(~enough)
        score[enough] = in_units(answered, total)[enough]
        aside = np.where(on_scale[:, without], kinds.set_aside, given[of][:, without])
        scored[np.ix_(of, without)] = aside
    return Counts(
        respondents=len(answers),
        scored=_part(questionnaire, sets, scored),
        own=_part(questionnaire, sets, given) if len(answers) == 1 else None,
        cells=cells,
        moments=moments,
        pairs=pairs_of([axis.id for axis in sets.axes], scores[: len(sets.axes)]),
    )


def least_answered(applicable: int, items: int) -> int:
    """How many items must be answered for an axis score.

    Half of the applicable ones, rounded up, and at least 2 (1 on a one-item axis).
    """
    return max(ceil(applicable / 2), min(2, items))


def add_counts(first: Counts, second: Counts) -> Counts:
    """Add the counts of two groups that answered the same questionnaire."""
    return Counts(
        respondents=first.respondents + second.respondents,
        scored=_add_parts(first.scored, second.scored),
        own=None,
        cells={
            name: tuple(sorted((Counter(dict(cells)) + Counter(dict(second.cells[name]))).items()))
            for name, cells in first.cells.items()
        },
        moments={
            name: Moments(
                m.n + second.moments[name].n,
                tuple(a + b for a, b in zip(m.sums, second.moments[name].sums, strict=True)),
                _add_rows(m.products, second.moments[name].products),
            )
            for name, m in first.moments.items()
        },
        pairs=tuple(map(add_pairs, first.pairs, second.pairs)),
    )


def _keyed(
    questionnaire: Questionnaire, given: NDArray[np.int8]
) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """Tell which answers are on the scale, and give their codes after keying (0 for the others).

    All three are items x respondents; codes and categories are far below 127.
    """
    points, lo = categories(questionnaire.scale).points, questionnaire.scale.lo
    valid = given < points
    keyed = np.empty_like(given)
    for row, item in enumerate(questionnaire.items):
        if item.keying == "reverse":
            np.subtract(lo + points - 1, given[row], out=keyed[row])
        else:
            np.add(given[row], lo, out=keyed[row])
    keyed *= valid
    return valid, keyed


def _part(questionnaire: Questionnaire, sets: ItemSets, given: NDArray[np.int8]) -> Part:
    scale = questionnaire.scale
    valid, keyed = _keyed(questionnaire, given)
    low, high = valid & (keyed <= scale.unfavourable), ~valid | (keyed >= scale.favourable)
    kinds = range(categories(scale).total)
    return Part(
        answers=tuple(tuple(int(np.count_nonzero(row == k)) for k in kinds) for row in given),
        barriers={s.id: _reports(valid, low, s.items, np.any) for s in sets.barriers},
        enablers={s.id: _reports(valid, high, s.items, np.all) for s in sets.enablers},
    )


def _add_parts(first: Part, second: Part) -> Part:
    return Part(
        _add_rows(first.answers, second.answers),
        _add_reports(first.barriers, second.barriers),
        _add_reports(first.enablers, second.enablers),
    )


def _total(rows: NDArray[Any]) -> NDArray[np.int16]:
    """Add an axis's items up: at most 1000 of them, of 11 points each."""
    return np.asarray(rows.sum(axis=0, dtype=np.int16))


def _cells(
    applicable: NDArray[np.int16], answered: NDArray[np.int16], total: NDArray[np.int16], most: int
) -> tuple[tuple[Cell, int], ...]:
    """Count the cells, in their order; no total is above `most`."""
    n, m = int(applicable.max(initial=0)) + 1, most + 1
    keys = (applicable * np.int64(n) + answered) * m + total
    if n * n * m < SMALL:
        counts = np.bincount(keys)
        found = np.flatnonzero(counts)
        counts = counts[found]
    else:
        found, counts = np.unique(keys, return_counts=True)
    return tuple(
        ((key // m // n, key // m % n, key % m), times)
        for key, times in zip(found.tolist(), counts.tolist(), strict=True)
    )


def _moments(complete: NDArray[np.int8]) -> Moments:
    # Whole numbers as floats are exact up to 2**53, and their products fast.
    codes = complete.astype(np.float64)
    return Moments(
        complete.shape[1],
        tuple(complete.sum(axis=1, dtype=np.int64).tolist()),
        tuple(tuple(map(int, row)) for row in (codes @ codes.T).tolist()),
    )


def _reports(
    valid: NDArray[np.bool_],
    speaks: NDArray[np.bool_],
    items: tuple[int, ...],
    over_items: Callable[..., Any],
) -> Reports:
    answered = valid[list(items)].any(axis=0)
    spoken = answered & over_items(speaks[list(items)], axis=0)
    return Reports(int(np.count_nonzero(answered)), int(np.count_nonzero(spoken)))


def _add_rows(
    first: tuple[tuple[int, ...], ...], second: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(a + b for a, b in zip(x, y, strict=True)) for x, y in zip(first, second, strict=True)
    )


def _add_reports(first: dict[str, Reports], second: dict[str, Reports]) -> dict[str, Reports]:
    return {
        name: Reports(r.answered + second[name].answered, r.reported + second[name].reported)
        for name, r in first.items()
    }
