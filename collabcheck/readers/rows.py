"""Which records of an export are rows of answers?"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch

ROWS = 5_000
"""Rows in a batch: enough for work on whole columns, few enough for the processor's cache."""


def batches_of(
    records: Iterator[list[str]], first: int, headers: Sequence[list[str]], where: str
) -> Iterator[Batch]:
    """Put records, the first of them numbered `first`, into batches of rows as wide as `headers`.

    Raises `BadExport` at a row with text beyond the last column.
    """
    while rows := _next(records):
        yield _tidied(rows, first, headers, where)
        first += len(rows)


def _next(records: Iterator[list[str]]) -> list[list[str]]:
    """Take the next rows, with the garbage collector at rest.

    It would go through them again and again for cycles, which lists of text cannot have, and that
    costs as much as reading them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return list(islice(records, ROWS))
    finally:
        if collecting:
            gc.enable()


def _tidied(rows: list[list[str]], first: int, headers: Sequence[list[str]], where: str) -> Batch:
    """Leave out blank rows and repeated header rows, and make all rows of one width.

    Rows come in millions, and most batches have nothing to put right: what looks at each row
    here stays in C.
    """
    width = len(headers[0])
    batch = Batch(range(first, first + len(rows)), rows)
    if set(map(len, rows)) != {width}:
        batch = _of_one_width(batch, width, where)
    blank = [n for n, row in enumerate(batch.rows) if not row[0].strip() and is_blank(row)]
    again = []
    if any(header in batch.rows for header in headers):
        again = [n for n, row in enumerate(batch.rows) if row in headers]
    if not blank and not again:
        return batch
    left_out = {*blank, *again}
    kept = [n for n in range(len(rows)) if n not in left_out]
    return replace(
        batch,
        numbers=[batch.numbers[n] for n in kept],
        rows=[batch.rows[n] for n in kept],
        blank=len(blank),
        repeated=len(again),
    )


def is_blank(row: Sequence[str]) -> bool:
    """Tell whether a row holds nothing but space."""
    return not any(cell and not cell.isspace() for cell in row)


def _of_one_width(batch: Batch, width: int, where: str) -> Batch:
    rows, padded = [], []
    for number, row in zip(batch.numbers, batch.rows, strict=True):
        if len(row) > width and not is_blank(row[width:]):
            raise BadExport(
                f"this row has {len(row)} cells, and the header {width}",
                where=f"{where}, row {number}",
                mend="put a cell that holds the delimiter in quotes, "
                "or name the header of each column",
            )
        if len(row) < width and not is_blank(row):
            padded.append((number, len(row)))
        rows.append([*row[:width], *[""] * (width - len(row))])
    return replace(batch, rows=rows, padded=tuple(padded))
