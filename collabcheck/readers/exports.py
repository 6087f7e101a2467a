"""How does any survey tool's file become a grid of cells?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch, Grid
from collabcheck.core.responses.mapping import FileLayout
from collabcheck.readers.delimited import Delimited, delimited, records
from collabcheck.readers.encoding import text_of
from collabcheck.readers.headers import HEAD_RECORDS, Heading, heading_of, refuse_layout
from collabcheck.readers.rows import batches_of
from collabcheck.readers.source import Source, opened, source_of

TEXTS = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
PARQUET = ".parquet"

WORKBOOK_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
HTML = re.compile(
    rb"[\s\xef\xbb\xbf\xff\xfe]*<(!doctype|html|head|meta|style|table|div|\?xml)\b", re.IGNORECASE
)
START = 1024
"""Bytes in which a file shows what it is."""
OURS = re.compile(rb'"format"\s*:\s*"collabcheck-(response|tally|observation)"')
"""Stands at the start of a file that this program wrote."""
OTHERS = {b"%PDF": "a PDF", b"\x1f\x8b": "a gzip archive", b"$FL": "an SPSS file"}


def is_export(name: str) -> bool:
    """Tell by its ending whether a file is one that a survey tool may have written."""
    return Path(name).suffix.lower() in TEXTS | WORKBOOKS | {PARQUET}


AS_FOUND = FileLayout()
"""Nothing is said of the layout: all is found out."""


def open_export(
    given: str | Source,
    layout: FileLayout = AS_FOUND,
    stdin: BinaryIO | None = None,
    jobs: int = 1,
) -> Grid:
    """Read the head of an export, `-` for standard input, and promise its rows.

    The rows of a large text are read by `jobs` processes side by side.

    What the file is shows in its first bytes; its ending is not trusted. The rows are read again
    from the disk each time that `batches()` is called, some at a time. Raises `BadExport`,
    here or while the rows are gone through, naming file, row or line, and the mend.
    """
    source = source_of(given, stdin)
    with opened(source) as file:
        start = file.read(START)
    if not start:
        raise BadExport("the file is empty", where=source.name)
    _refuse_others(start, source.name)
    ending = Path(source.name).suffix.lower()
    if start.startswith(WORKBOOK_STARTS):
        from collabcheck.readers.workbook import open_workbook

        grid = open_workbook(source, layout)
        return _noted(grid, f"named {ending}, but is a workbook") if ending in TEXTS else grid
    if start.startswith(b"PAR1"):
        from collabcheck.readers.parquet import open_parquet

        parts = ("sheet", "header_rows", "encoding", "delimiter")
        refuse_layout(layout, parts, "a Parquet file", source.name)
        return open_parquet(source)
    grid = _open_text(source, layout, jobs)
    return _noted(grid, f"named {ending}, but is delimited text") if ending in WORKBOOKS else grid


def _refuse_others(start: bytes, name: str) -> None:
    if found := OURS.search(start):
        kind = found[1].decode()
        where = "triangulate" if kind == "observation" else "score"
        raise BadExport(
            f"this is a file of kind {kind}, not an export of a survey tool",
            where=name,
            mend=f"'collabcheck {where}' reads it",
        )
    if HTML.match(start.replace(b"\0", b"")):
        raise BadExport(
            "this is a web page, whatever its name says",
            where=name,
            mend="open it in a spreadsheet and save it as XLSX or CSV, or export it again",
        )
    for mark, what in OTHERS.items():
        if start.startswith(mark):
            raise BadExport(f"this is {what}", where=name, mend="export the answers as CSV or XLSX")


def _noted(grid: Grid, note: str) -> Grid:
    return replace(grid, notes=(note, *grid.notes))


def _open_text(source: Source, layout: FileLayout, jobs: int) -> Grid:
    refuse_layout(layout, ("sheet",), "delimited text", source.name)
    text = text_of(source, layout.encoding)
    file = delimited(source, text, layout.delimiter)
    with records(file) as found:
        heading = heading_of(list(islice(found, HEAD_RECORDS)), source.name, layout.header_rows)
    return Grid(
        where=source.name,
        tool=heading.tool,
        columns=heading.columns,
        notes=(*text.notes, *heading.notes),
        batches=partial(_batches, file, heading, jobs),
        size=text.lines,
    )


def _batches(
    file: Delimited, heading: Heading, jobs: int, used: frozenset[int] | None = None
) -> Iterator[Batch]:
    from collabcheck.readers.plain import plain_batches

    if (plain := plain_batches(file, heading, jobs, used)) is not None:
        yield from plain
        return
    with records(file) as found:
        for _ in islice(found, heading.after):
            pass
        yield from batches_of(found, heading.after + 1, heading.raw, file.source.name)
