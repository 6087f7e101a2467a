"""How does a sheet of a workbook become records of text?"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch, Grid
from collabcheck.core.responses.mapping import FileLayout
from collabcheck.readers.encoding import MARKS
from collabcheck.readers.headers import HEAD_RECORDS, Heading, heading_of, refuse_layout
from collabcheck.readers.package import check_package, locked
from collabcheck.readers.rows import batches_of
from collabcheck.readers.sheets import chosen
from collabcheck.readers.source import Source, opened

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Merged = tuple[int, int, int]
"""A merged cell: its first row, its last, and its first column, counted from 0."""
EXPORT_AGAIN = "export it again, or save it as CSV"


def open_workbook(source: Source, layout: FileLayout) -> Grid:
    """Read the one sheet of a workbook that holds answers: XLSX, XLSM, XLS or ODS.

    The sheet stays in memory. Raises `BadExport` for a workbook that is damaged, protected by a
    password, empty, unpacks to more than memory should hold, or has several sheets of answers, and
    for a layout that is not a workbook's.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    refuse_layout(layout, ("encoding", "delimiter"), "a workbook", source.name)
    notes = check_package(source)
    try:
        with opened(source) as file, CalamineWorkbook.from_filelike(file) as book:
            sheet, passed_over = chosen(book, layout.sheet, source.name, _records)
    except PasswordError:
        raise locked(source.name) from None
    except CalamineError as error:
        raise BadExport(
            f"this workbook is damaged, or is none: {error}", where=source.name, mend=EXPORT_AGAIN
        ) from None
    where = f"{source.name}, sheet '{sheet.name}'"
    head = list(islice(_records(sheet), HEAD_RECORDS))
    heading = heading_of(head, where, layout.header_rows, _merged(sheet))
    carried = _carried(sheet, heading.after)
    merged = f"cells merged over several rows, whose text now stands in each: {len(carried)}"
    return Grid(
        where=where,
        tool=heading.tool,
        columns=heading.columns,
        notes=(*notes, *passed_over, *heading.notes, *([merged] if carried else [])),
        batches=partial(_batches, sheet, heading, where, carried),
    )


def _batches(
    sheet: CalamineSheet,
    heading: Heading,
    where: str,
    carried: Sequence[Merged],
    used: frozenset[int] | None = None,
) -> Iterator[Batch]:
    del used  # a row is read whole
    records = _filled(_records(sheet), carried) if carried else _records(sheet)
    for _ in islice(records, heading.after):
        pass
    yield from batches_of(records, heading.after + 1, heading.raw, where)


def _records(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Give all rows from the sheet's first, and all columns from its first, as texts."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        texts = left + [cell if type(cell) is str else cell_text(cell) for cell in row]
        yield [MARKS.sub("", text) for text in texts] if MARKS.search("\0".join(texts)) else texts


def cell_text(cell: Any) -> str:
    """Write a cell as CSV would have it: 4, 4.5, True, 2026-01-31, 2026-01-31 10:22:05, 10:22:05.

    A number has the 15 digits that a spreadsheet keeps.
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        if cell.time() == dt.time():
            return cell.date().isoformat()
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def _carried(sheet: CalamineSheet, first: int) -> list[Merged]:
    """Find the cells merged over several rows, from row `first` (counted from 0) on."""
    ranges = sheet.merged_cell_ranges or []
    return sorted(
        (top, bottom, left) for (top, left), (bottom, _) in ranges if bottom > top >= first
    )


def _filled(records: Iterator[list[str]], carried: Sequence[Merged]) -> Iterator[list[str]]:
    """Carry the text of merged cells down."""
    waiting, open_ = deque(carried), dict[int, tuple[int, str]]()
    for n, row in enumerate(records):
        for column, (bottom, text) in list(open_.items()):
            if n > bottom:
                del open_[column]
            elif column < len(row):
                row[column] = text
        while waiting and waiting[0][0] == n:
            _, bottom, column = waiting.popleft()
            if column < len(row):
                open_[column] = bottom, row[column]
        yield row


def _merged(sheet: CalamineSheet) -> Mapping[int, Mapping[int, int]]:
    """Say of the cells merged across columns in the first rows where their text stands."""
    found: dict[int, dict[int, int]] = {}
    for (top, left), (_, right) in sheet.merged_cell_ranges or []:
        if top < HEAD_RECORDS:
            found.setdefault(top, {}).update(dict.fromkeys(range(left + 1, right + 1), left))
    return found
