"""What can be told of an export without asking, and what must be asked?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from collabcheck.core.errors import CollabcheckError, FaultyFile, UnknownName
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses import fields
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.mapping import (
    AttributeColumn,
    ColumnRef,
    DateColumn,
    ItemColumn,
    Keep,
    Mapping,
)
from collabcheck.core.responses.matching import Match, match_items, stands_for
from collabcheck.core.responses.places import places, short

LOOKED_AT = 2000
"""How many rows are looked at to tell what a column holds."""
MEND = "make a mapping: collabcheck map EXPORT"


@dataclass(frozen=True)
class Doubt:
    """A column that may hold an item, an attribute or the date, with a confidence of 0 to 1.

    name: the item's or attribute's id. Several for one name exclude each other.
    """

    part: Literal["item", "attribute", "date"]
    name: str
    column: Column
    confidence: float
    why: str


@dataclass(frozen=True)
class Proposal:
    """A mapping of what is certain, how each item was matched, and what is in doubt.

    samples: for each column number up to two different texts of its cells, cut to 40 characters;
    none for columns that name respondents.
    """

    mapping: Mapping
    matches: tuple[Match, ...]
    doubts: tuple[Doubt, ...]
    samples: dict[int, tuple[str, ...]]


def propose(questionnaire: Questionnaire, grid: Grid, start: Mapping | None = None) -> Proposal:
    """Propose how an export is to be read, from its headers and first rows.

    What a mapping to `start` from says stands; the rest is added to it.
    """
    start = start or Mapping(kind="mapping", questionnaire=questionnaire.id)
    placed = places(questionnaire, start, grid, partial=True)
    cells = _cells(grid)
    rest = [column for column in grid.columns if column.number not in placed.used]
    items = [item for item in questionnaire.items if item.id not in placed.items]
    matches = match_items(items, rest)
    taken = {match.column.number for match in (*matches.certain, *matches.conflicts)}
    rest = [column for column in rest if column.number not in taken]
    mapping = _with_fields(start, grid, rest, cells)
    doubts = [
        *(_doubt(m, "more than one column or item fits") for m in matches.conflicts),
        *(_doubt(m, "the wording differs") for m in matches.doubtful),
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
    dated = None if start.date else fields.date(rest, cells)
    if dated and len(dated[1]) > 1:
        doubts.append(Doubt("date", "date", dated[0], 0.5, f"it may be {' or '.join(dated[1])}"))
    entries = (
        ItemColumn(item=m.item, column=reference(m.column, grid.columns)) for m in matches.certain
    )
    people = {column.number for column in fields.people(grid.columns)}
    samples = {
        number: tuple(short(text) for text in list(dict.fromkeys(texts))[:2])
        for number, texts in cells.items()
        if number not in people
    }
    return Proposal(added(mapping, items=tuple(entries)), matches.certain, tuple(doubts), samples)


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

    Without one of the user's, all that is certain is taken; where something is in doubt, raises
    `FaultyFile` with each doubt. A mapping of the user's is completed with items and attributes
    that it does not name and whose columns are certain; all else is as it says.
    """
    proposal = propose(questionnaire, grid, mapping)
    if mapping is None:
        if proposal.doubts:
            raise FaultyFile(grid.where, tuple(_refused(grid.where, proposal.doubts)))
        return proposal.mapping
    whole = proposal.mapping
    return mapping.model_copy(update={"items": whole.items, "attributes": whole.attributes})


def detect(questionnaires: Iterable[Questionnaire], grid: Grid) -> Questionnaire:
    """Find the questionnaire all of whose items stand in an export, by id or text.

    Of several, the one that holds all the others' items. Raises `UnknownName` if there is none.
    """
    found = [q for q in questionnaires if stands_for(q, grid.columns)]
    items = {q.id: {item.id for item in q.items} for q in found}
    for questionnaire in found:
        others = [ids for name, ids in items.items() if name != questionnaire.id]
        if all(ids < items[questionnaire.id] for ids in others):
            return questionnaire
    raise UnknownName(
        "which questionnaire this answers cannot be told from its columns",
        where=grid.where,
        mend="name it with --questionnaire",
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


def _with_fields(
    start: Mapping, grid: Grid, columns: Sequence[Column], cells: fields.Cells
) -> Mapping:
    """Add to a mapping who answered, when, in which wave, and which rows are finished."""
    found: dict[str, Any] = {}
    person, wave = fields.respondent(columns, cells), fields.wave(columns, cells)
    dated = fields.date(columns, cells)
    if start.respondent is None and person:
        found["respondent"] = reference(person, grid.columns)
    if start.wave is None and wave:
        found["wave"] = reference(wave, grid.columns)
    if start.date is None and dated and len(dated[1]) == 1:
        column = reference(dated[0], grid.columns)
        found["date"] = DateColumn(column=column, order=dated[1][0])
    if not start.keep:
        found["keep"] = tuple(
            Keep(column=reference(column, grid.columns), texts=texts)
            for column, texts in fields.finished(columns, cells, grid.tool)
        )
    return added(start, **found)


def _times(wanted: str, columns: Iterable[Column]) -> int:
    return sum(
        wanted == normal(column.name) or wanted in map(normal, column.headers) for column in columns
    )


def _cells(grid: Grid) -> dict[int, list[str]]:
    """Gather the first rows' cells that are not blank, by column number."""
    found: dict[int, list[str]] = {column.number: [] for column in grid.columns}
    left = LOOKED_AT
    for batch in grid.batches():
        for row in batch.rows[:left]:
            for number, text in enumerate(row, 1):
                if text and (said := text.strip()):
                    found[number].append(said)
        left -= len(batch.rows)
        if left <= 0:
            break
    return found


def _doubt(match: Match, why: str) -> Doubt:
    return Doubt("item", match.item, match.column, match.confidence, why)


def _refused(where: str, doubts: Iterable[Doubt]) -> Iterator[CollabcheckError]:
    for doubt in doubts:
        what = f"may be {doubt.part} {doubt.name}: {doubt.why}"
        if doubt.part == "date":
            what = f"its days can be read in two ways: {doubt.why}"
        place = f"{where}, column {doubt.column.number} ({short(doubt.column.name)})"
        yield CollabcheckError(what, where=place, mend=MEND)
