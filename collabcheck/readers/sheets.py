"""Which sheet of a workbook holds the answers?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from collabcheck.core.errors import BadExport
from collabcheck.core.instrument.checks import near_miss
from collabcheck.readers.headers import first_header
from collabcheck.readers.rows import is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Records = Callable[["CalamineSheet"], Iterator[list[str]]]
NAME_ONE = "name one in the mapping's layout: sheet"
FEWEST_COLUMNS = 3
_NUMBER = re.compile(r"-?[\d.,]+")
SHEET_ROWS = 2000
"""Rows of a sheet that are looked at to tell a codebook."""


@dataclass(frozen=True)
class _Candidate:
    """A sheet, how many columns have a header, which, and the texts of each of its columns."""

    sheet: CalamineSheet
    width: int
    headers: frozenset[str]
    columns: tuple[frozenset[str], ...]
    rows: int


def chosen(
    book: CalamineWorkbook, name: str | None, where: str, records: Records
) -> tuple[CalamineSheet, tuple[str, ...]]:
    """Give the sheet of answers, and what to say of the choice; `name` is taken at its word.

    A sheet of answers has a header row of three columns or more and a row below. One that lists a
    wider one's headers down a column is its codebook. Hidden sheets are passed over, which is said.
    Raises `BadExport` where no sheet or several are left, with their sizes.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if name is not None:
        return _named(book, name, where), ()
    sheets = [
        sheet
        for about in book.sheets_metadata
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        for sheet in [book.get_sheet_by_name(about.name)]
        if sheet.start is not None
    ]
    if not sheets:
        raise BadExport("the workbook is empty", where=where)
    hidden = _hidden(book)
    if len(sheets) == 1:
        return sheets[0], hidden
    candidates = [_candidate(sheet, records) for sheet in sheets]
    likely = [one for one in candidates if one.width >= FEWEST_COLUMNS and one.rows > 1]
    several = len(likely) > 1
    likely = [one for one in likely if not any(_is_codebook(one, other) for other in likely)]
    if len(likely) != 1:
        listed = ", ".join(_size(sheet) for sheet in sheets)
        many = "several sheets look" if several else "no sheet looks"
        raise BadExport(f"{many} like answers: {listed}", where=where, mend=NAME_ONE)
    sheet = likely[0].sheet
    others = [f"'{one.name}'" for one in sheets if one is not sheet]
    hold = "holds" if len(others) == 1 else "hold"
    note = f"took the sheet '{sheet.name}'; {', '.join(others)} {hold} no answers"
    return sheet, (note, *hidden)


def _hidden(book: CalamineWorkbook) -> tuple[str, ...]:
    """Say which sheets with cells are hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    names = [
        f"'{about.name}'"
        for about in book.sheets_metadata
        if about.typ == SheetTypeEnum.WorkSheet
        and about.visible != SheetVisibleEnum.Visible
        and book.get_sheet_by_name(about.name).start is not None
    ]
    return (f"passed over, as hidden in the workbook: {', '.join(names)}",) if names else ()


def _named(book: CalamineWorkbook, name: str, where: str) -> CalamineSheet:
    if name not in book.sheet_names:
        listed = ", ".join(f"'{one}'" for one in book.sheet_names)
        raise BadExport(
            f"there is no sheet '{name}'; there are {listed}",
            where=where,
            mend=near_miss(name, book.sheet_names) or NAME_ONE,
        )
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        raise BadExport(f"the sheet '{name}' is empty", where=where)
    return sheet


def _candidate(sheet: CalamineSheet, records: Records) -> _Candidate:
    rows = list(islice(records(sheet), SHEET_ROWS))
    rows = rows[first_header(rows) :]
    filled = sum(not is_blank(row) for row in rows)
    return _Candidate(
        sheet,
        sum(bool(cell.strip()) for cell in rows[0]),
        frozenset(filter(None, map(str.strip, rows[0]))),
        tuple(frozenset(map(str.strip, column)) for column in zip(*rows[1:], strict=True)),
        filled,
    )


def _is_codebook(one: _Candidate, other: _Candidate) -> bool:
    """Tell whether one sheet lists half of a wider one's headers, or more, down a column.

    Numbers, and what stands in several of its columns, are no headers but answers.
    """
    if one.width >= other.width:
        return False
    times = Counter(text for column in one.columns for text in column)
    names = {text for text in other.headers if times[text] == 1 and not _NUMBER.fullmatch(text)}
    return any(2 * len(names & column) >= len(other.headers) for column in one.columns)


def _size(sheet: CalamineSheet) -> str:
    end = sheet.end or (0, 0)
    return f"'{sheet.name}' ({end[0] + 1} rows x {end[1] + 1} columns)"
