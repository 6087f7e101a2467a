"""What can be told of an export without asking, and what must be asked?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from collabcheck.core.errors import CollabcheckError, FaultyFile, UnknownName
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses import fields
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.doubts import Doubt, dated, may_be, refused, unfinished
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.mapping import (
    AttributeColumn,
    ColumnRef,
    DateColumn,
    ItemColumn,
    Keep,
    Mapping,
)
from collabcheck.core.responses.matching import Match, fitting, match_items, titles
from collabcheck.core.responses.misfits import misfits
from collabcheck.core.responses.places import places, short

FIRST_ROWS = 2000
"""How many rows are looked at to tell what a column holds."""
Part = Literal["item", "attribute"]
_WHY = {"code": "the id is written otherwise"}


@dataclass(frozen=True)
class Proposal:
    """A mapping of what is certain, how each item was matched, and what is in doubt.

    missing: the items and attributes that no column was found for, not even a doubtful one. unread:
    the columns that the mapping does not use. titles: for each column number what tells the column
    from the others. samples: for each column number up to two different texts of its cells, cut to
    40 characters; none for columns that name respondents. cells: those of the first rows.
    """

    mapping: Mapping
    matches: tuple[Match, ...]
    doubts: tuple[Doubt, ...]
    missing: tuple[tuple[Part, str], ...]
    unread: tuple[Column, ...]
    titles: dict[int, str]
    samples: dict[int, tuple[str, ...]]
    cells: fields.FirstCells


def propose(questionnaire: Questionnaire, grid: Grid, start: Mapping | None = None) -> Proposal:
    """Propose how an export is to be read, from its headers and first rows.

    What a mapping to `start` from says stands; the rest is found and added to it.
    """
    start = start or Mapping(kind="mapping", questionnaire=questionnaire.id)
    start = added(start, rest="find")
    placed = places(questionnaire, start, grid)
    rest = [column for column in grid.columns if column.number not in placed.used]
    items = [item for item in questionnaire.items if item.id not in placed.items]
    matches = match_items(items, rest)
    likely = (*matches.certain, *matches.conflicts, *matches.doubtful)
    asking = {match.column.number for match in likely}
    cells = _cells(grid, asking | {column.number for column in placed.items.values()})
    taken = {match.column.number for match in (*matches.certain, *matches.conflicts)}
    rest = [column for column in rest if column.number not in taken]
    numbers = {*taken, *(column.number for column in placed.items.values())}
    ended = [] if start.keep else list(fields.finished(rest, cells, grid.tool, numbers))
    mapping = _with_fields(start, grid, rest, cells)
    mapping = added(
        mapping,
        keep=tuple(
            Keep(column=reference(column, grid.columns), texts=texts)
            for column, texts in ended
            if texts is not None
        ),
    )
    doubts = [
        *(may_be(m, "more than one column or item fits") for m in matches.conflicts),
        *(may_be(m, _WHY.get(m.how, "the wording differs")) for m in matches.doubtful),
        *(unfinished(column, cells) for column, texts in ended if texts is None),
    ]
    said = {entry.attribute for entry in start.attributes}
    looked = [
        (asked.id, *fields.attribute(asked, rest, cells))
        for asked in questionnaire.attributes
        if asked.id not in said
    ]
    # A column that is certainly one attribute is no other, whatever its cells.
    placed_columns = {found[0].number for _, found, certain in looked if certain}
    for name, found, certain in looked:
        if certain:
            entry = AttributeColumn(attribute=name, column=reference(found[0], grid.columns))
            mapping = added(mapping, attributes=(entry,))
        else:
            doubts += [
                Doubt("attribute", name, column, 0.5, "its cells are options of it")
                for column in found
                if column.number not in placed_columns
            ]
    days = None if start.date else fields.date(rest, cells)
    if days and len(days[1]) > 1:
        doubts.append(dated(*days, cells))
    mapping = added(
        mapping, items=tuple(item_column(m.item, m.column, grid.columns) for m in matches.certain)
    )
    placed = places(questionnaire, mapping, grid)
    doubted = {(doubt.part, doubt.name) for doubt in doubts}
    return Proposal(
        mapping,
        matches.certain,
        tuple(doubts),
        tuple(part for part in unplaced(questionnaire, mapping, grid) if part not in doubted),
        tuple(column for column in grid.columns if column.number not in placed.used),
        titles(grid.columns),
        _samples(grid, cells),
        cells,
    )


def unplaced(questionnaire: Questionnaire, mapping: Mapping, grid: Grid) -> list[tuple[Part, str]]:
    """List the attributes, and then the items, that a mapping finds nowhere in an export."""
    found = places(questionnaire, mapping, grid).items
    said = {entry.attribute for entry in mapping.attributes}
    attributes: list[tuple[Part, str]] = [
        ("attribute", a.id) for a in questionnaire.attributes if a.id not in said
    ]
    return [
        *attributes,
        *(("item", item.id) for item in questionnaire.items if item.id not in found),
    ]


def added(mapping: Mapping, **parts: Any) -> Mapping:
    """Give a mapping with more entries in its lists, and other parts as given."""
    return mapping.model_copy(
        update={
            name: (*getattr(mapping, name), *part) if isinstance(part, tuple) else part
            for name, part in parts.items()
        }
    )


def resolve(questionnaire: Questionnaire, grid: Grid, mapping: Mapping | None = None) -> Mapping:
    """Give the mapping that an export is read with.

    As `settled` gives it; where something is in doubt, raises `FaultyFile` with each doubt.
    """
    found, doubts = settled(questionnaire, grid, mapping)
    if doubts:
        raise FaultyFile(grid.where, doubts)
    return found


def settled(
    questionnaire: Questionnaire, grid: Grid, mapping: Mapping | None = None
) -> tuple[Mapping, tuple[CollabcheckError, ...]]:
    """Give the mapping that an export is read with as far as that is certain, and what forbids it.

    That is each doubt, and what the file shows to be wrong (see `misfits`). What a mapping says
    stands; what it does not name is found, and is in doubt, as if there were no mapping. One that
    leaves the rest is all that is read, and nothing is in doubt then.
    """
    proposal = propose(questionnaire, grid, mapping)
    if mapping and mapping.rest == "leave":
        return mapping, misfits(questionnaire, mapping, grid, proposal.cells)
    doubts = refused(questionnaire, grid.where, proposal.doubts, proposal.titles)
    return proposal.mapping, (
        *doubts,
        *misfits(questionnaire, proposal.mapping, grid, proposal.cells),
    )


def detect(questionnaires: Iterable[Questionnaire], grid: Grid) -> Questionnaire:
    """Find the questionnaire all of whose items stand in an export, by id or text.

    Of several, the one that holds all the others' items. Raises `UnknownName` with those that fit
    best if there is none.
    """
    known = list(questionnaires)
    fits = {q.id: fitting(q, grid.columns) for q in known}
    found = [q for q in known if fits[q.id] == len(q.items)]
    items = {q.id: {item.id for item in q.items} for q in found}
    for questionnaire in found:
        others = [ids for name, ids in items.items() if name != questionnaire.id]
        if all(ids < items[questionnaire.id] for ids in others):
            return questionnaire
    likely = [q for q in known if fits[q.id]]
    likely = sorted(likely, key=lambda q: fits[q.id] / len(q.items), reverse=True)[:3]
    names = " and ".join(f"{q.id} ({fits[q.id]} of {len(q.items)} items)" for q in likely)
    if likely:
        mend = f"say which: -q {likely[0].id}"
        raise UnknownName(f"these columns fit {names}", where=grid.where, mend=mend)
    raise UnknownName(
        "no item of a questionnaire that ships stands in these columns",
        where=grid.where,
        mend=f"say which it answers, by name or file, such as: -q {known[0].id}",
    )


def reference(column: Column, columns: Sequence[Column]) -> ColumnRef:
    """Name a column so that the next wave's export is read with the same mapping.

    By the first of its header cells that no other column has, by all of them, else by its number.
    """
    for text in (*column.headers, column.name):
        wanted = normal(text)
        if wanted and wanted[0] != "{" and _times(wanted, columns) == 1:
            return text
    return column.number


def item_column(item: str, column: Column, columns: Sequence[Column]) -> ItemColumn:
    """Place an item; a column that only its number tells is written with its header beside it."""
    at = reference(column, columns)
    return ItemColumn(
        item=item, column=at, header=column.name or None if isinstance(at, int) else None
    )


def _with_fields(
    start: Mapping, grid: Grid, columns: Sequence[Column], cells: fields.FirstCells
) -> Mapping:
    """Add to a mapping who answered, when and in which wave."""
    found: dict[str, Any] = {}
    person, wave = fields.respondent(columns, cells), fields.wave(columns, cells)
    days = fields.date(columns, cells)
    if start.respondent is None and person:
        found["respondent"] = reference(person, grid.columns)
    if start.wave is None and wave:
        found["wave"] = reference(wave, grid.columns)
    if start.date is None and days and len(days[1]) == 1:
        column = reference(days[0], grid.columns)
        found["date"] = DateColumn(column=column, order=days[1][0])
    return added(start, **found)


def _times(wanted: str, columns: Iterable[Column]) -> int:
    return sum(
        wanted == normal(column.name) or wanted in map(normal, column.headers) for column in columns
    )


def _cells(grid: Grid, items: Collection[int]) -> dict[int, list[str]]:
    """Gather the first rows' cells that are not blank, by column number.

    A row that is blank in all columns that may hold `items`, if there are any, cannot be kept and
    is passed over, as a row of totals is.
    """
    found: dict[int, list[str]] = {column.number: [] for column in grid.columns}
    asked = [number - 1 for number in items]
    left = FIRST_ROWS
    for batch in grid.batches():
        for row in batch.rows[:left]:
            if asked and not any(row[n] and not row[n].isspace() for n in asked):
                continue
            for number, text in enumerate(row, 1):
                if text and (said := text.strip()):
                    found[number].append(said)
        left -= len(batch.rows)
        if left <= 0:
            break
    return found


def _samples(grid: Grid, cells: fields.FirstCells) -> dict[int, tuple[str, ...]]:
    people = {column.number for column in fields.people(grid.columns)}
    return {
        number: tuple(short(text) for text in list(dict.fromkeys(texts))[:2])
        for number, texts in cells.items()
        if number not in people
    }
