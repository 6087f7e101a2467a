"""Where do the cells of a large text stand, a piece of it at a time?

In a text whose quotes stand around cells alone, all ends of a piece's cells can be found at once, many
times faster than one by one. Whatever else is met goes to `csv.reader`, and what is read is always
what `csv.reader` reads.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, overload

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Batch, ByColumn, Coded
from collabcheck.readers.delimited import Delimited, records
from collabcheck.readers.headers import Heading
from collabcheck.readers.rows import batches_of
from collabcheck.readers.source import opened

Positions = NDArray[np.integer[Any]]
Letters = NDArray[np.uint8]

PIECE = 1 << 21
"""Bytes read at a time. A text that is no longer is not worth it."""
LONGEST = 128
"""Bytes of a text that is looked for in other rows."""
KEYS = 1 << 13
MIXERS = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)))
LF, CR, QUOTE = b'\n\r"'
MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
"""By a count of bytes, the mask that keeps so many of eight."""
MAY_BE_SPACE = np.array([n >= 0x80 or n == QUOTE or chr(n).isspace() for n in range(256)])
"""Bytes that a cell of nothing but space may begin with."""


def plain_batches(of: Delimited, heading: Heading) -> Iterator[Batch] | None:
    """Read the rows of answers, a piece a batch; None for a text that is better read otherwise.

    From a piece on that cannot be cut, the rest is read by `csv.reader`. Raises `BadExport` as
    `rows.batches_of` and `delimited.records` do.
    """
    if of.text.codec not in {"utf-8", "utf-8-sig"} or of.text.marks or len(heading.columns) < 2:
        return None
    with opened(of.source) as file:
        if file.seek(0, io.SEEK_END) <= PIECE:
            return None
        file.seek(0)
        start = _after_head(of, heading.after, file)
    return None if start is None else _batches(of, heading, start)


def _batches(of: Delimited, heading: Heading, offset: int) -> Iterator[Batch]:
    number, where = heading.after + 1, of.source.name
    with opened(of.source) as file:
        file.seek(offset)
        for piece in pieces(file, of.delimiter):
            data = piece.data
            offset += len(data)
            rows = _rows(piece, heading)
            if rows is None:
                lines = io.StringIO(data.decode(), newline="")
                found = list(csv.reader(lines, delimiter=of.delimiter, strict=True))
                yield from batches_of(iter(found), number, heading.raw, where)
                number += len(found)
            else:
                yield Batch(range(number, number + len(rows)), rows)
                number += len(rows)
    with records(of, offset) as rest:
        yield from batches_of(rest, number, heading.raw, where)


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


@dataclass(frozen=True, eq=False)
class Piece:
    """Some whole records: their bytes, where each cell ends, and which of the ends end a record."""

    data: bytes
    ends: Positions
    records: Positions


def pieces(file: BinaryIO, delimiter: str) -> Iterator[Piece]:
    """Cut a file, from where it stands, into pieces of whole records.

    Stops before a piece that cannot be cut.
    """
    rest = b""
    while data := file.read(PIECE):
        rest += data
        found = piece_of(rest, delimiter)
        if found is None:
            return
        yield found
        rest = rest[len(found.data) :]


def piece_of(data: bytes, delimiter: str) -> Piece | None:
    """Find where cells end, up to the last end of a record.

    An end is a delimiter or a line feed that does not stand in quotes. None where a quote stands
    elsewhere than at both sides of a cell, or doubled inside, where a carriage return alone ends a
    record, where a record is so long that `csv.reader` may refuse it, and where none ends.
    """
    letters = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero((letters == ord(delimiter)) | (letters == LF))
    quotes = np.flatnonzero(letters == QUOTE) if b'"' in data else ends[:0]
    inside = None
    if len(quotes):
        inside = (np.cumsum(letters == QUOTE, dtype=np.uint8) & 1).astype(bool)
        ends = ends[~inside[ends]]
    records = np.flatnonzero(letters[ends] == LF)
    if not len(records):
        return None
    ends = ends[: records[-1] + 1]
    size = int(ends[-1]) + 1
    if np.diff(ends[records], prepend=0).max() >= csv.field_size_limit():
        return None
    if b"\r" in data:
        returns = np.flatnonzero(letters[:size] == CR)
        if inside is not None:
            returns = returns[~inside[returns]]
        if (letters[returns + 1] != LF).any():
            return None
    if _is_odd(letters, quotes[quotes < size], ends):
        return None
    return Piece(data[:size], ends, records)


def _is_odd(letters: Letters, quotes: Positions, ends: Positions) -> bool:
    """Tell whether a quote stands where `csv.reader` does not take it for one around a cell."""
    if not len(quotes):
        return False
    begins = np.zeros(len(letters) + 3, dtype=bool)
    begins[ends + 1] = True
    begins[0] = True
    opening, closing = quotes[0::2], quotes[1::2]
    follows = letters[closing + 1]
    opens = begins[opening] | (letters[opening - 1] == QUOTE)
    closes = begins[closing + 2] | (follows == QUOTE) | ((follows == CR) & begins[closing + 3])
    return not (opens.all() and closes.all())


def _rows(piece: Piece, heading: Heading) -> ByColumn | None:
    """Give the rows of a piece; None where they must be looked at one by one.

    That is where one is longer or shorter than the header, may be blank, or may be a header.
    """
    width, size = len(heading.columns), len(piece.records)
    if not np.array_equal(piece.records, np.arange(width - 1, width * size, width)):
        return None
    cells = Cells(piece, width)
    if cells.may_be_blank():
        return None
    for header in heading.raw:
        longest = max(header, key=len)
        part = max(longest.split('"'), key=len)
        if part.encode() in piece.data and longest in cells[header.index(longest)]:
            return None
    return ByColumn(cells, size)


class Cells(Sequence[Sequence[str]]):
    """The columns of a piece, each made when it is asked for."""

    def __init__(self, piece: Piece, width: int) -> None:
        """Find where all cells start, how long they are, and what those of one byte hold."""
        self._data, self._width = piece.data, width
        # Eight more, so that eight can be taken at once everywhere.
        self._letters = np.frombuffer(piece.data + bytes(8), dtype=np.uint8)
        self._starts = np.empty_like(piece.ends)
        self._starts[0] = 0
        np.add(piece.ends[:-1], 1, out=self._starts[1:])
        self._sizes = piece.ends - self._starts
        last = slice(width - 1, None, width)
        self._sizes[last] -= self._letters[piece.ends[last] - 1] == CR
        firsts = self._letters[self._starts]
        self._single = (firsts * (self._sizes == 1)).reshape(-1, width).T
        self._longer = (self._sizes > 1).reshape(-1, width).T
        self._found: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        """Count the columns."""
        return self._width

    @overload
    def __getitem__(self, n: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, n: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """Give a column."""
        if isinstance(n, slice):
            return [self[at] for at in range(self._width)[n]]
        at = range(self._width)[n]
        if at not in self._found:
            self._found[at] = self._column(at)
        return self._found[at]

    def may_be_blank(self) -> bool:
        """Tell whether any row may hold nothing but space."""
        first = np.arange(0, len(self._starts), self._width)
        for n in range(self._width):
            at = first + n
            blank = (self._sizes[at] == 0) | MAY_BE_SPACE[self._letters[self._starts[at]]]
            first = first[blank]
            if not len(first):
                return False
        return True

    def _column(self, n: int) -> Sequence[str]:
        """Give the cells of a column: coded, where many respondents have few and short texts."""
        starts, sizes = self._starts[n :: self._width], self._sizes[n :: self._width]
        keys: NDArray[Any] = np.ascontiguousarray(self._single[n])
        longer = np.flatnonzero(self._longer[n])
        if len(longer):
            numbers = _numbers(self._letters, starts[longer], sizes[longer])
            if numbers is None:
                return [
                    _text(self._data[start : start + size])
                    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
                ]
            keys = keys.astype(np.uint16)
            keys[longer] = numbers
        first = np.full(KEYS if len(longer) else 256, len(keys), dtype=np.int32)
        first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1, dtype=np.int32)
        rows = np.sort(first[first < len(keys)])
        codes = np.zeros(len(first), dtype=np.uint8 if len(rows) < 256 else np.uint16)
        codes[keys[rows]] = np.arange(len(rows))
        texts = (_text(self._data[starts[row] : starts[row] + sizes[row]]) for row in rows)
        return Coded(tuple(texts), codes[keys])


def _text(cell: bytes) -> str:
    return (cell[1:-1].replace(b'""', b'"') if cell.startswith(b'"') else cell).decode()


def _numbers(
    letters: Letters, starts: Positions, sizes: Positions
) -> NDArray[np.uint64] | None:
    """Number cells from 256 on, the same text alike and no other; None where it cannot be done."""
    if sizes.max() > LONGEST:
        return None
    words = _words(letters, starts, sizes)
    like, each = np.zeros(KEYS, dtype=np.int32), np.arange(len(starts), dtype=np.int32)
    for mixer in MIXERS:
        mixed = words[0] * mixer
        for word in words[1:]:
            mixed = ((mixed >> np.uint64(29)) ^ mixed ^ word) * mixer
        numbers = 256 + (mixed >> np.uint64(32)) % np.uint64(KEYS - 256)
        like[numbers] = each
        same = like[numbers]
        if all((word[same] == word).all() for word in words):
            return numbers
    return None


def _words(letters: Letters, starts: Positions, sizes: Positions) -> list[NDArray[np.uint64]]:
    """Give the bytes of cells, eight at a time."""
    eights = np.ndarray(len(letters) - 7, dtype="<u8", buffer=letters, strides=(1,))
    return [
        eights[np.minimum(starts + n, len(eights) - 1)] & MASKS[np.clip(sizes - n, 0, 8)]
        for n in range(0, sizes.max(), 8)
    ]
