"""Which column does each part of a mapping name, in this export?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from collabcheck.core.errors import CollabcheckError, FaultyFile, UnknownName, Unsettled
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.mapping import ColumnRef, ItemColumn, Mapping
from collabcheck.core.responses.matching import certain_items, code_of

MEND = "name the column by its number, or as 'collabcheck map' shows it"


@dataclass(frozen=True)
class Places:
    """The columns of an export, by what stands in them. items: for each item id, in file order."""

    items: dict[str, Column]
    attributes: dict[str, Column]
    keep: tuple[Column, ...]
    respondent: Column | None = None
    date: Column | None = None
    wave: Column | None = None

    @property
    def used(self) -> frozenset[int]:
        """The numbers of all columns that are read."""
        some = [self.respondent, self.date, self.wave, *self.keep]
        return frozenset(
            column.number
            for column in (*self.items.values(), *self.attributes.values(), *some)
            if column
        )


def places(questionnaire: Questionnaire, mapping: Mapping, grid: Grid) -> Places:
    """Find the columns of a mapping in an export; any number of items may be missing.

    Raises `FaultyFile` with all that names no column or more than one, and items or columns that
    are named twice.
    """
    finder = _Finder(grid)
    items = finder.items(questionnaire, mapping)
    found = Places(
        items=dict(sorted(items.items(), key=lambda pair: pair[1].number)),
        attributes={
            a.attribute: column
            for a in mapping.attributes
            if a.column is not None and (column := finder.column(a.column, a.attribute))
        },
        keep=tuple(c for k in mapping.keep if (c := finder.column(k.column, "keep"))),
        respondent=finder.column(mapping.respondent, "respondent"),
        date=finder.column(mapping.date.column if mapping.date else None, "date"),
        wave=finder.column(mapping.wave, "wave"),
    )
    if finder.faults:
        raise FaultyFile(grid.where, tuple(finder.faults))
    return found


def too_few(questionnaire: Questionnaire, found: Places, where: str) -> tuple[Unsettled, ...]:
    """Refuse an export where fewer than half of the items have a column."""
    if 2 * len(found.items) >= len(questionnaire.items):
        return ()
    some = f"only {len(found.items)}" if found.items else "none"
    what = f"{some} of the {len(questionnaire.items)} items of {questionnaire.id}"
    mend = "name another questionnaire with -q, or the items' columns in a mapping"
    return (
        Unsettled(f"{what} {'have' if found.items else 'has'} a column", where=where, mend=mend),
    )


def column_of(reference: ColumnRef, columns: Sequence[Column]) -> Column:
    """Find a column by number, whole name or one header cell. Raises `UnknownName`."""
    if isinstance(reference, int):
        if reference > len(columns):
            raise UnknownName(
                f"there is no column {reference}", mend=f"the last one is {len(columns)}"
            )
        return columns[reference - 1]
    wanted = normal(reference)
    for names in (_whole, _cells):
        found = [column for column in columns if wanted in names(column)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownName(
                f"'{reference}' stands above {len(found)} columns: "
                + ", ".join(str(column.number) for column in found),
                mend="name one by its number",
            )
    known = [text for column in columns for text in (column.name, *column.headers) if text]
    raise UnknownName(f"there is no column '{reference}'", mend=near_miss(reference, known) or MEND)


def _whole(column: Column) -> tuple[str, ...]:
    return (normal(column.name),)


def _cells(column: Column) -> tuple[str, ...]:
    return tuple(normal(text) for text in column.headers)


class _Finder:
    """Looks columns up and gathers what is wrong."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[CollabcheckError] = []

    def fault(self, what: str, mend: str = MEND) -> None:
        self.faults.append(CollabcheckError(what, where=self.grid.where, mend=mend))

    def column(self, reference: ColumnRef | None, part: str) -> Column | None:
        if reference is None:
            return None
        try:
            return column_of(reference, self.grid.columns)
        except UnknownName as error:
            self.fault(f"{part}: {error.what}", error.mend)
        return None

    def items(self, questionnaire: Questionnaire, mapping: Mapping) -> dict[str, Column]:
        known = {item.id for item in questionnaire.items}
        found: dict[str, Column] = {}
        for item, column in (
            *self.listed(questionnaire, mapping),
            *self.by_pattern(mapping, known),
        ):
            taken = [other for other, place in found.items() if place == column and other != item]
            if item not in known:
                self.fault(f"there is no item '{item}'", near_miss(item, known))
            elif taken:
                self.fault(
                    f"column {column.number} ({short(column.title)}) is named for two items: "
                    f"{taken[0]} and {item}",
                    "keep one of the two",
                )
            elif found.setdefault(item, column) != column:
                self.fault(
                    f"item {item} is named for two columns: {found[item].number} and "
                    f"{column.number}",
                    "keep one of the two",
                )
        return found

    def listed(
        self, questionnaire: Questionnaire, mapping: Mapping
    ) -> Iterator[tuple[str, Column]]:
        named: list[tuple[ItemColumn, Column]] = []
        for entry in mapping.items:
            if column := self.column(entry.column, f"item {entry.item}"):
                named.append((entry, column))
                yield entry.item, column
        self.headed(questionnaire, named)

    def headed(
        self, questionnaire: Questionnaire, named: Sequence[tuple[ItemColumn, Column]]
    ) -> None:
        """Fault columns with another header than the mapping says, or with another item's."""
        others = certain_items(questionnaire.items, [column for _, column in named])
        for entry, column in named:
            above = {normal(text) for text in (column.name, *column.headers)}
            at = f"column {column.number} ({short(column.title)})"
            if entry.header is not None and normal(entry.header) not in above:
                self.fault(
                    f"{at} is not headed '{short(entry.header)}', as the mapping says for item "
                    f"{entry.item}: the columns may have moved",
                    "name the item's column, and its header, anew",
                )
            other = others.get(column.number, {entry.item})
            if entry.header is None and entry.item not in other:
                self.fault(
                    f"{at} is named for item {entry.item}, but is headed as {min(other)} is: the "
                    "columns may have moved",
                    f"name the item's column; if it is this one, write its header beside it: "
                    f"{{item: {entry.item}, column: {entry.column}, header: ...}}",
                )

    def by_pattern(self, mapping: Mapping, known: Collection[str]) -> Iterator[tuple[str, Column]]:
        codes = {code: item for item in known if (code := code_of(item))}
        listed = {entry.item for entry in mapping.items}
        for pattern in mapping.patterns:
            regex = re.compile(pattern.columns, re.IGNORECASE)
            hits = 0
            for column in self.grid.columns:
                for text in dict.fromkeys((column.name, *column.headers)):
                    if match := regex.fullmatch(text):
                        hits += 1
                        item = match.expand(pattern.items).casefold()
                        if item not in known and (code := code_of(item)):
                            item = codes.get(code, item)  # rip-4 is rip-04
                        if item not in listed:
                            yield item, column
                        break
            if not hits:
                self.fault(
                    f"the pattern '{pattern.columns}' fits no column",
                    "it must fit a whole header cell",
                )


def short(text: str, most: int = 40) -> str:
    """Fit a text into one line of `most` characters; what cannot be printed is left out."""
    text = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return text if len(text) <= most else text[: most - 1] + "\u2026"
