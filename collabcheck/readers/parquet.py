"""How does a Parquet file become a grid of cells?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch, ByColumn, Coded, Grid, MadeColumns, coded
from collabcheck.readers.headers import Heading, heading_of
from collabcheck.readers.rows import batches_of, is_blank
from collabcheck.readers.source import Source, opened
from collabcheck.readers.workbook import cell_text

if TYPE_CHECKING:
    from polars import DataFrame, LazyFrame

ROWS = 50_000


def open_parquet(source: Source) -> Grid:
    """Read a Parquet file, whose column names are the one header row.

    A value reads as it would in a CSV file: `4`, `True`, `2026-01-31`; none is a blank. Raises
    `BadExport` for a damaged file, and where polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise BadExport(
            "Parquet files are read by polars, which is not installed",
            where=source.name,
            mend="install collabcheck[scale]; or export the answers as CSV",
        ) from None
    with opened(source) as file:
        frame = pl.scan_parquet(file.name, glob=False)
    try:
        names = frame.collect_schema().names()
        size = int(frame.select(pl.len()).collect().item())
    except pl.exceptions.PolarsError as error:
        raise _damaged(source, error) from None
    heading = heading_of([names], source.name, 1)
    return Grid(
        where=source.name,
        tool=heading.tool,
        columns=heading.columns,
        notes=heading.notes,
        batches=partial(_batches, source, frame, heading, size),
        size=size,
    )


def _batches(
    source: Source,
    frame: LazyFrame,
    heading: Heading,
    size: int,
    used: frozenset[int] | None = None,
) -> Iterator[Batch]:
    import polars as pl

    del used  # whether a row is blank shows in all its cells
    number = heading.after + 1
    for start in range(0, size, ROWS):
        try:
            columns = Columns(frame.slice(start, ROWS).collect())
        except pl.exceptions.PolarsError as error:
            raise _damaged(source, error) from None
        rows = ByColumn(columns, min(ROWS, size - start))
        if _may_be_odd(columns, heading):
            yield from batches_of(map(list, rows), number, heading.raw, source.name)
        else:
            yield Batch(range(number, number + len(rows)), rows)
        number += len(rows)


def _may_be_odd(columns: Columns, heading: Heading) -> bool:
    """Tell whether a row may be blank, or may be the header again."""
    if any(row[0] in columns[0] for row in heading.raw):
        return True
    rows = np.ones(len(columns[0]), dtype=bool)
    for column in columns:
        if isinstance(column, Coded):
            rows &= np.array([is_blank([text]) for text in column.texts], dtype=bool)[column.codes]
        if not rows.any():
            return False
    return True


def _damaged(source: Source, error: Exception) -> BadExport:
    return BadExport(
        f"this Parquet file cannot be read: {str(error).splitlines()[0]}",
        where=source.name,
        mend="export it again, or save it as CSV",
    )


class Columns(MadeColumns):
    """The columns of a frame as texts."""

    def __init__(self, frame: DataFrame) -> None:
        """Begin with no column made."""
        super().__init__(frame.width)
        self._frame = frame

    def _column(self, n: int) -> Sequence[str]:
        import polars as pl

        cells = self._frame.to_series(n)
        try:
            alike = cells.cast(pl.String).fill_null("").cast(pl.Categorical)
        except pl.exceptions.PolarsError:  # lists and the like
            return [_text(value) for value in cells.to_list()]
        return coded(alike.to_physical().to_numpy(), lambda row: _text(cells[row]))


def _text(value: object) -> str:
    return "" if value is None else cell_text(value)
