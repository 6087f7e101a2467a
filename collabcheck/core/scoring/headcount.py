"""How many people stand behind a number, and how many of them changed since it was published?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Literal

from collabcheck.core.scoring.itemsets import ItemSet, ItemSets
from collabcheck.core.scoring.statistics import has_score
from collabcheck.core.scoring.tally import Cell, Counts, Reports, add_counts

Changed = tuple[int, int]
"""How many people came, and how many went."""
Kind = Literal["barriers", "enablers"]


def people_changed(now: Counts | None, before: Counts | None) -> Changed:
    """Count how many came or went, as far as that shows: each is in one category of each item."""
    if now is None or before is None:
        return (now.respondents if now else 0, before.respondents if before else 0)
    rows = zip(now.scored.answers, before.scored.answers, strict=True)
    changes = [moved(one, other) for one, other in rows]
    return max(came for came, _ in changes), max(went for _, went in changes)


def scored(axis: ItemSet, counts: Counts) -> int:
    """Count those who have a score on an axis."""
    return sum(n for cell, n in counts.cells[axis.id] if has_score(cell, len(axis.items)))


def answered(kind: Kind, of: ItemSet, counts: Counts) -> int:
    """Count those who answered any item of a barrier or enabler."""
    return _reports(kind, of, counts).answered


def told_of(sets: ItemSets) -> list[tuple[Kind, ItemSet]]:
    """List all of which it is told how many spoke for it."""
    of_kind: dict[Kind, Sequence[ItemSet]] = {"barriers": sets.barriers, "enablers": sets.enablers}
    return [(kind, s) for kind, every in of_kind.items() for s in every]


def left_out(
    kind: Kind, of: ItemSet, every: Sequence[tuple[Kind, ItemSet]], counts: Counts, points: int
) -> list[int]:
    """Count those who answered some of a barrier's or enabler's items, but none of a part of them.

    The parts are each item by itself, and those of `every` other barrier and enabler among them. A
    barrier is reported by whoever is unfavourable on any item, an enabler missed by whoever is not
    favourable on any: beside what is told of a part, either tells of those who left that part out.
    """
    people = answered(kind, of, counts)
    of_items = [sum(counts.scored.answers[p][:points]) for p in of.items]
    of_sets = [
        answered(other, s, counts)
        for other, s in every
        if len(s.items) < len(of.items) and set(s.items) < set(of.items)
    ]
    return [people - n for n in of_items + of_sets]


def cells(axis: ItemSet, counts: Counts | None) -> Counter[Cell]:
    """Count those with a score on an axis by what they answered of it."""
    cells = counts.cells[axis.id] if counts else ()
    return Counter({cell: n for cell, n in cells if has_score(cell, len(axis.items))})


def mixed(
    axis: ItemSet, parts: Sequence[Counts | None], before: Sequence[Counts | None] = ()
) -> tuple[int, int]:
    """Count those who left gaps, and those who left none, where a part holds both.

    Of each part the mean is known, and of the whole the items. As somebody's items add up to their
    score but for a factor that a gap changes, that tells the mean of all those with gaps in the
    parts that hold both, and no more. With `before`, parts are what changed since.
    """
    gaps = full = 0
    for place, part in enumerate(parts):
        now, was = cells(axis, part), cells(axis, before[place] if before else None)
        people = (now - was) + (was - now)
        whole = sum(n for (_, answered, _), n in people.items() if answered == len(axis.items))
        if 0 < whole < people.total():
            gaps, full = gaps + people.total() - whole, full + whole
    return gaps, full


def apart(groups: Mapping[str, Counts], told: frozenset[str]) -> list[Counts | None]:
    """Give the parts that are known apart: each group told of, by name, and all others together."""
    others = [counts for name, counts in groups.items() if name not in told]
    each: list[Counts | None] = [groups.get(name) for name in sorted(told)]
    return [*each, reduce(add_counts, others) if others else None]


def cells_changed(axis: ItemSet, now: Counts | None, before: Counts | None) -> Changed:
    """Count how many with a score on an axis came or went."""
    one, other = cells(axis, now), cells(axis, before)
    return (one - other).total(), (other - one).total()


def told_changed(kind: Kind, of: ItemSet, now: Counts | None, before: Counts | None) -> Changed:
    """Count how many of those who answered a barrier's or an enabler's items came or went."""
    one, other = (_reports(kind, of, c) if c else Reports(0, 0) for c in (now, before))
    silent = (one.answered - one.reported, other.answered - other.reported)
    return moved((one.reported, silent[0]), (other.reported, silent[1]))


def moved(one: Sequence[int], other: Sequence[int]) -> Changed:
    """Count by how many a row of counts grew, and by how many it shrank."""
    pairs = list(zip(one, other, strict=True))
    return sum(max(0, a - b) for a, b in pairs), sum(max(0, b - a) for a, b in pairs)


def _reports(kind: Kind, of: ItemSet, counts: Counts) -> Reports:
    part = counts.scored
    return (part.barriers if kind == "barriers" else part.enablers)[of.id]
