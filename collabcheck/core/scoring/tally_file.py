"""How does a tally travel from an agency to the partnership?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import check_key, key_of
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.pairs import Pair, in_units
from collabcheck.core.scoring.statistics import has_score, item_distribution
from collabcheck.core.scoring.suppression import shown
from collabcheck.core.scoring.tally import Counts, Tally, add, add_counts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT: Literal["collabcheck-tally"] = "collabcheck-tally"
MONTH = re.compile(r"\d{4}-\d{2}")
MOST = 10**9
"""More respondents there are not; far more would not fit into a float."""
MEND = "use the file as 'collabcheck tally' wrote it"


@dataclass(frozen=True)
class TallyFile:
    """A tally as it stands in a file, with months in place of days."""

    format: Literal["collabcheck-tally"]
    schema_version: Literal["1.0"]
    tally: Tally


def tally_to_json(questionnaire: Questionnaire, tally: Tally) -> str:
    """Write a tally as the text of a file that may leave the agency.

    The groups that are `nameless` leave as one, with those who named none. Raises
    `CollabcheckError` where all are fewer than the smallest cell: so few people's answers could be
    read off it.
    """
    smallest = questionnaire.thresholds.smallest_cell
    if tally.whole.respondents < smallest:
        raise CollabcheckError(
            f"fewer than {smallest} people: their answers could be read off the tally",
            mend=f"wait until {smallest} have answered, or join with another agency",
        )
    months = tally.period and (tally.period[0][:7], tally.period[1][:7])
    leaves = replace(tally, groups=_joined(tally, nameless(questionnaire, tally)), period=months)
    return _adapter().dump_json(TallyFile(FORMAT, "1.0", leaves)).decode() + "\n"


def nameless(questionnaire: Questionnaire, tally: Tally) -> tuple[str, ...]:
    """Name the groups that must not leave by themselves; "" are those who named none.

    The rule is that of a report: groups under the smallest cell, and as many others as it takes
    until together they are large enough.
    """
    counts = {name: of.respondents for name, of in tally.groups}
    apart = shown(counts, questionnaire.thresholds.smallest_cell)
    return tuple(name for name in counts if name not in apart)


def _joined(tally: Tally, names: Sequence[str]) -> tuple[tuple[str, Counts], ...]:
    """Put groups together with those who named none, who count in the whole and in no group."""
    if not names:
        return tally.groups
    groups = dict(tally.groups)
    together = [groups.pop(name) for name in dict.fromkeys([*names, ""]) if name in groups]
    return tuple(sorted({**groups, "": reduce(add_counts, together)}.items()))


def tally_from_json(text: str | bytes, where: str) -> Tally:
    """Read the text of a tally file; `where` names it in errors. Raises `CollabcheckError`."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(text, strict=True).tally
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise CollabcheckError(
            f"this is not a tally: {place + ': ' if place else ''}{first['msg']}",
            where=where,
            mend=MEND,
        ) from None


def tally_schema() -> dict[str, Any]:
    """Give the JSON Schema of a tally file."""
    return _adapter().json_schema(mode="serialization")


def check_tally(questionnaire: Questionnaire, tally: Tally, where: str) -> None:
    """Hold a tally against its questionnaire, and its counts against each other.

    Raises `CollabcheckError` naming what does not fit.
    """
    mend = "tally the answers again with the same version as the others"
    check_key(key_of(questionnaire), tally.questionnaire, "a tally of questionnaire", where, mend)
    if tally.rules != questionnaire.rules:
        raise CollabcheckError(
            "counted for other barriers or cut-offs than this questionnaire's",
            where=where,
            mend=mend,
        )
    names = [name for name, _ in tally.groups]
    if not names or len(set(names)) < len(names):
        raise CollabcheckError("its groups are missing or repeated", where=where, mend=MEND)
    options = {o.id for a in questionnaire.attributes if a.id == tally.by for o in a.options}
    if odd := [name for name in names if name and options and name not in options]:
        raise CollabcheckError(
            f"there is no {tally.by} '{odd[0]}'", where=where, mend=near_miss(odd[0], options)
        )
    if tally.period and not all(MONTH.fullmatch(month) for month in tally.period):
        raise CollabcheckError("its period is not in months", where=where, mend=MEND)
    for name, counts in tally.groups:
        for fault in _faults(questionnaire, counts):
            group = f" of group '{name}'" if name else ""
            raise CollabcheckError(f"the {fault}{group} do not add up", where=where, mend=MEND)


def pooled(tallies: Sequence[tuple[str, Tally]]) -> Tally:
    """Add tallies, each with the place it came from, to one.

    Raises `CollabcheckError` where the same comes twice, or groupings differ.
    """
    places: list[tuple[str, Tally]] = []
    for where, tally in ((where, _sorted(tally)) for where, tally in tallies):
        for other, same in places:
            if same == tally:
                raise CollabcheckError(
                    f"the same tally as {other}", where=where, mend="give it once"
                )
            if same.by != tally.by:
                raise CollabcheckError(
                    f"grouped by {tally.by or 'nothing'}, but {other} by {same.by or 'nothing'}",
                    where=where,
                    mend="tally all with the same --by",
                )
        places.append((where, tally))
    return reduce(add, (tally for _, tally in tallies))


def _sorted(tally: Tally) -> Tally:
    """Put groups and cells in order, so that the same counts are the same tally.

    A file has months where answers have days, so when it was does not tell two tallies apart.
    """
    groups = tuple(
        (name, replace(c, cells={axis: tuple(sorted(cells)) for axis, cells in c.cells.items()}))
        for name, c in sorted(tally.groups)
    )
    return replace(tally, groups=groups, period=None)


def _faults(questionnaire: Questionnaire, counts: Counts) -> Iterator[str]:
    """Name the parts of a group's counts that do not fit the questionnaire or each other."""
    sets, n = item_sets(questionnaire), counts.respondents
    rows, total = counts.scored.answers, categories(questionnaire.scale).total
    if not 1 <= n <= MOST or counts.own is not None:
        yield "respondents"
    if len(rows) != len(questionnaire.items) or any(
        len(row) != total or sum(row) != n or min(row) < 0 for row in rows
    ):
        yield "answers"
    for kind, of, reports in (
        ("barriers", sets.barriers, counts.scored.barriers),
        ("enablers", sets.enablers, counts.scored.enablers),
    ):
        if set(reports) != {s.id for s in of} or any(
            not 0 <= r.reported <= r.answered <= n for r in reports.values()
        ):
            yield kind
    if (set(counts.cells), set(counts.moments)) != (
        {s.id for s in sets.scored},
        {s.id for s in sets.axes},
    ):
        yield "axes"
        return
    for axis in sets.scored:
        if not _cells_fit(questionnaire, axis, counts):
            yield f"scores on {axis.id}"
        elif axis in sets.axes and not _sums_fit(questionnaire.scale, axis, counts):
            yield f"sums on {axis.id}"
    yield from _odd_pairs(sets.axes, counts)


def _cells_fit(questionnaire: Questionnaire, axis: ItemSet, counts: Counts) -> bool:
    """Hold an axis's scores against themselves, and against the answers to its items."""
    scale, size, cells = questionnaire.scale, len(axis.items), counts.cells[axis.id]
    if (
        sum(count for _, count in cells) != counts.respondents
        or len({cell for cell, _ in cells}) < len(cells)
        or any(
            count < 1
            or not 0 <= answered <= applicable <= size
            or not answered * scale.lo <= points <= answered * scale.hi
            for (applicable, answered, points), count in cells
        )
    ):
        return False
    with_score = [(cell, count) for cell, count in cells if has_score(cell, size)]
    given = [
        pair
        for p in axis.items
        for pair in item_distribution(
            counts.scored.answers[p],
            scale.lo,
            len(scale.points),
            reverse=questionnaire.items[p].keying == "reverse",
        )
    ]
    return sum(answered * n for (_, answered, _), n in with_score) == sum(
        n for _, n in given
    ) and sum(points * n for (_, _, points), n in with_score) == sum(c * n for c, n in given)


def _sums_fit(scale: Scale, axis: ItemSet, counts: Counts) -> bool:
    """Hold the sums over those who answered all of an axis against their scores."""
    size, moments = len(axis.items), counts.moments[axis.id]
    whole = [(points, n) for (_, answered, points), n in counts.cells[axis.id] if answered == size]
    shape = {len(moments.sums), len(moments.products), *(len(row) for row in moments.products)}
    return (
        moments.n == sum(n for _, n in whole)
        and shape == {size}
        and sum(moments.sums) == sum(points * n for points, n in whole)
        and sum(map(sum, moments.products)) == sum(points * points * n for points, n in whole)
        and all(moments.n * scale.lo <= of <= moments.n * scale.hi for of in moments.sums)
        and all(
            row[i] == moments.products[i][k] and row[i] >= moments.n * scale.lo**2
            for k, row in enumerate(moments.products)
            for i in range(size)
        )
    )


def _odd_pairs(axes: Sequence[ItemSet], counts: Counts) -> Iterator[str]:
    """Hold the sums of two axes against the scores on each."""
    wanted = [(a.id, b.id) for a, b in combinations(axes, 2)]
    if [(pair.first, pair.second) for pair in counts.pairs] != wanted:
        yield "pairs of axes"
        return
    scores = {
        axis.id: sorted(
            (int(in_units(answered, points)), n)
            for (applicable, answered, points), n in counts.cells[axis.id]
            if has_score((applicable, answered, points), len(axis.items))
        )
        for axis in axes
    }
    for pair in counts.pairs:
        if not _pair_fits(pair, scores[pair.first], scores[pair.second], counts.respondents):
            yield f"sums on {pair.first} and {pair.second}"


def _pair_fits(
    pair: Pair, first: list[tuple[int, int]], second: list[tuple[int, int]], respondents: int
) -> bool:
    """Tell whether so many of those with these scores, (score, people), can have these sums."""
    one, other = sum(n for _, n in first), sum(n for _, n in second)
    if not max(0, one + other - respondents) <= pair.n <= min(one, other):
        return False
    sums = ((first, pair.x, pair.xx), (second, pair.y, pair.yy))
    within = all(
        _sum_of(scores, pair.n, power) <= total <= _sum_of(scores[::-1], pair.n, power)
        for scores, *totals in sums
        for power, total in enumerate(totals, 1)
    )
    spreads = [pair.n * squares - total * total for _, total, squares in sums]
    together = pair.n * pair.xy - pair.x * pair.y
    return within and min(spreads) >= 0 and together * together <= spreads[0] * spreads[1]


def _sum_of(scores: list[tuple[int, int]], people: int, power: int) -> int:
    """Add up the scores, or their squares, of the first so many people."""
    total = 0
    for score, n in scores:
        taken = min(n, people)
        total, people = total + taken * score**power, people - taken
    return total


@cache
def _adapter() -> TypeAdapter[TallyFile]:
    from pydantic import TypeAdapter

    return TypeAdapter(TallyFile)
