"""How is a large text read, a piece of it at a time?

In a text whose quotes stand around cells alone, all ends of a piece's cells can be found at once,
many times faster than one by one. Whatever else is met goes to `csv.reader`, and what is read is
always what `csv.reader` reads.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from typing import BinaryIO

import numpy as np

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch, ByColumn
from collabcheck.readers.delimited import Delimited, records
from collabcheck.readers.headers import Heading
from collabcheck.readers.pieces import LF, Cells, cell_ends, in_quotes
from collabcheck.readers.rows import batches_of
from collabcheck.readers.side_by_side import in_order, one_by_one
from collabcheck.readers.source import opened

Rows = ByColumn | list[list[str]] | None
Work = Callable[[Iterable[bytes]], Generator[Rows, None, None]]

PIECE = 1 << 21
"""Bytes read at a time. A text that is no longer is not worth it."""


def plain_batches(
    of: Delimited, heading: Heading, jobs: int = 1, used: frozenset[int] | None = None
) -> Iterator[Batch] | None:
    """Read the rows of answers, a piece a batch; None for a text that is better read otherwise.

    From a piece on that cannot be cut, the rest is read by `csv.reader`. With several `jobs`, only
    the columns `used` are there. Raises `BadExport` as `rows.batches_of` and `delimited.records`
    do.
    """
    if of.text.codec not in {"utf-8", "utf-8-sig"} or of.text.marks or len(heading.columns) < 2:
        return None
    with opened(of.source) as file:
        if file.seek(0, io.SEEK_END) <= PIECE:
            return None
        file.seek(0)
        start = _after_head(of, heading.after, file)
    if start is None:
        return None
    work = partial(rows_of, delimiter=of.delimiter, heading=heading, used=used)
    if jobs > 1 and used is not None:
        made = partial(_made, work=work, used=used)
        return _batches(of, heading, start, partial(in_order, made, jobs=jobs))
    return _batches(of, heading, start, partial(one_by_one, work))


def _batches(of: Delimited, heading: Heading, offset: int, work: Work) -> Iterator[Batch]:
    number, where, sizes = heading.after + 1, of.source.name, deque[int]()
    try:
        with opened(of.source) as file, closing(work(_pieces(file, offset, sizes))) as found:
            for rows in found:
                if rows is None:
                    break
                offset += sizes.popleft()
                if isinstance(rows, ByColumn):
                    yield Batch(range(number, number + len(rows)), rows)
                else:
                    yield from batches_of(iter(rows), number, heading.raw, where)
                number += len(rows)
    except UnicodeError:
        raise BadExport("the file was changed while it was read", where=where) from None
    with records(of, offset) as rest:
        yield from batches_of(rest, number, heading.raw, where)


def _pieces(file: BinaryIO, offset: int, sizes: deque[int]) -> Iterator[bytes]:
    """Cut a file into pieces of whole records, and note their sizes."""
    file.seek(offset)
    rest = b""
    while data := file.read(PIECE):
        rest += data
        size = _whole(rest)
        if not size:  # a record this long is none that a person wrote
            return
        sizes.append(size)
        yield rest[:size]
        rest = rest[size:]


def _whole(data: bytes) -> int:
    """Count the bytes up to the last line feed that does not stand in quotes."""
    if b'"' not in data:
        return data.rfind(b"\n") + 1
    letters = np.frombuffer(data, dtype=np.uint8)
    feeds = np.flatnonzero(letters == LF)
    outside = feeds[~in_quotes(letters)[feeds]]
    return int(outside[-1]) + 1 if len(outside) else 0


def _made(data: bytes, work: Callable[[bytes], Rows], used: frozenset[int]) -> Rows:
    """Find the rows of a piece with all columns made that are used."""
    rows = work(data)
    if not isinstance(rows, ByColumn):
        return rows
    numbers = range(1, len(rows.columns) + 1)
    columns = tuple(rows.columns[n - 1] if n in used else () for n in numbers)
    return ByColumn(columns, len(rows))


def _after_head(of: Delimited, count: int, file: BinaryIO) -> int | None:
    """Count the bytes of the first `count` records; None where a line ends as old Macs wrote it."""
    lines: list[bytes] = []

    def decoded() -> Iterator[str]:
        for line in file:
            lines.append(line)
            yield line.decode(of.text.codec)

    found = decoded()
    if of.announced:
        next(found)
    with suppress(csv.Error):  # a carriage return inside a line
        for _ in islice(csv.reader(found, delimiter=of.delimiter), count):
            pass
    if any(b"\r" in line.removesuffix(b"\r\n") for line in lines):
        return None
    return sum(map(len, lines))


def rows_of(
    data: bytes, delimiter: str, heading: Heading, used: frozenset[int] | None = None
) -> Rows:
    """Give the rows of a piece, one by one where they may be odd; None where it cannot be cut.

    A row may be odd that is longer or shorter than the header, may be blank, or may be a header.
    """
    ends = cell_ends(data, delimiter)
    if ends is None:
        return None
    cells = Cells(data, ends, len(heading.columns), used)
    if cells.longest >= csv.field_size_limit():  # `csv.reader` refuses it
        return None
    if cells.are_regular() and not cells.may_be_blank() and not _may_be_header(cells, heading):
        return ByColumn(cells, cells.size)
    lines = io.StringIO(data.decode(), newline="")
    return list(csv.reader(lines, delimiter=delimiter, strict=True))


def _may_be_header(cells: Cells, heading: Heading) -> bool:
    for header in heading.raw:
        longest = max(header, key=len)
        part = max(longest.split('"'), key=len)
        if part.encode() in cells.data and longest in cells[header.index(longest)]:
            return True
    return False
