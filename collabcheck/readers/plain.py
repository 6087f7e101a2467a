"""Where do the cells of a large text stand, a piece of it at a time?

In a text whose quotes stand around cells alone, all ends of a piece's cells can be found at once, many
times faster than one by one. Whatever else is met goes to `csv.reader`, and what is read is always
what `csv.reader` reads.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
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
        start = _after_head(of, heading.after, file)
        size = file.seek(0, io.SEEK_END)
    return None if start is None or size <= PIECE else _batches(of, heading, start)


def _batches(of: Delimited, heading: Heading, offset: int) -> Iterator[Batch]:
    number, where = heading.after + 1, of.source.name
    with opened(of.source) as file:
        file.seek(offset)
        for data, ends in pieces(file, of.delimiter):
            offset += len(data)
            rows = _rows(data, ends, heading)
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
    for _ in islice(csv.reader(found, delimiter=of.delimiter), count):
        pass
    if any(b"\r" in line.removesuffix(b"\r\n") for line in lines):
        return None
    return sum(map(len, lines))


def pieces(file: BinaryIO, delimiter: str) -> Iterator[tuple[bytes, Positions]]:
    """Cut a file, from where it stands, into pieces of whole records, each with its cells' ends.

    Stops before a piece that cannot be cut.
    """
    rest = b""
    while data := file.read(PIECE):
        rest += data
        ends = cell_ends(rest, delimiter)
        if ends is None or not len(ends):
            return
        cut = int(ends[-1]) + 1
        yield rest[:cut], ends
        rest = rest[cut:]


def cell_ends(data: bytes, delimiter: str) -> Positions | None:
    """Find where cells end, up to the last end of a record.

    An end is a delimiter or a line feed that does not stand in quotes. None where a quote stands
    elsewhere than at both sides of a cell, or doubled inside, where a carriage return alone ends a
    record, or where a record is so long that `csv.reader` may refuse it.
    """
    letters = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero((letters == ord(delimiter)) | (letters == LF))
    quotes = np.flatnonzero(letters == QUOTE) if b'"' in data else ends[:0]
    inside = None
    if len(quotes):
        inside = (np.cumsum(letters == QUOTE, dtype=np.uint8) & 1).astype(bool)
        ends = ends[~inside[ends]]
    last = np.flatnonzero(letters[ends] == LF)
    ends = ends[: last[-1] + 1 if len(last) else 0]
    if not len(ends):
        return ends
    size = int(ends[-1]) + 1
    if np.diff(ends[last], prepend=0).max() >= csv.field_size_limit():
        return None
    if b"\r" in data:
        returns = np.flatnonzero(letters[:size] == CR)
        if inside is not None:
            returns = returns[~inside[returns]]
        if (letters[returns + 1] != LF).any():
            return None
    return None if _is_odd(letters, quotes[quotes < size], ends) else ends


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


def _rows(data: bytes, ends: Positions, heading: Heading) -> ByColumn | None:
    """Give the cells of a piece; None where its rows must be looked at one by one.

    That is where one is longer or shorter than the header, may be blank, or may be a header.
    """
    width = len(heading.columns)
    if len(ends) % width:
        return None
    cells = Cells(data, ends.reshape(-1, width).T.astype(np.int32, order="C"))
    if not cells.is_regular() or cells.may_be_blank():
        return None
    for header in heading.raw:
        longest = max(header, key=len)
        part = max(longest.split('"'), key=len)
        if part.encode() in data and longest in cells[header.index(longest)]:
            return None
    return ByColumn(cells, cells.ends.shape[1])


class Cells(Sequence[Sequence[str]]):
    """The columns of a piece, each found when it is asked for.

    ends: columns x records, where each cell ends in `data`.
    """

    def __init__(self, data: bytes, ends: Positions) -> None:
        """Begin with no column."""
        self.data, self.ends = data, ends
        # Eight more, so that eight can be taken at once everywhere.
        self._letters = np.frombuffer(data + bytes(8), dtype=np.uint8)
        self._found: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        """Count the columns."""
        return len(self.ends)

    @overload
    def __getitem__(self, n: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, n: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """Give a column."""
        if isinstance(n, slice):
            return [self[at] for at in range(len(self))[n]]
        at = range(len(self))[n]
        if at not in self._found:
            self._found[at] = _column(self.data, self._letters, *self._spans(at))
        return self._found[at]

    def is_regular(self) -> bool:
        """Tell whether each record has its one line feed at its end."""
        feeds = self._letters[self.ends] == LF
        return bool(feeds[-1].all() and not feeds[:-1].any())

    def may_be_blank(self) -> bool:
        """Tell whether any row may hold nothing but space."""
        rows = np.arange(self.ends.shape[1])
        for n in range(len(self)):
            starts, ends = self._spans(n)
            starts, ends = starts[rows], ends[rows]
            rows = rows[(starts == ends) | MAY_BE_SPACE[self._letters[starts]]]
            if not len(rows):
                return False
        return True

    def _spans(self, n: int) -> tuple[Positions, Positions]:
        """Give where the cells of a column start and end."""
        ends = self.ends[n]
        starts = self.ends[n - 1] + 1
        if not n:
            starts = np.concatenate([[0], starts[:-1]])
        if n == len(self) - 1:
            ends = ends - (self._letters[ends - 1] == CR)
        return starts, ends


def _column(data: bytes, letters: Letters, starts: Positions, ends: Positions) -> Sequence[str]:
    """Give the cells of a column: coded, where many respondents have few and short texts."""
    keys = _keys(letters, starts, ends - starts)
    if keys is None:
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        return [_text(data[start:end]) for start, end in spans]
    first = np.full(KEYS, len(keys), dtype=np.int32)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1, dtype=np.int32)
    rows = np.sort(first[first < len(keys)])
    codes = np.zeros(KEYS, dtype=np.uint8 if len(rows) < 256 else np.uint16)
    codes[keys[rows]] = np.arange(len(rows))
    return Coded(tuple(_text(data[starts[row] : ends[row]]) for row in rows), codes[keys])


def _text(cell: bytes) -> str:
    return (cell[1:-1].replace(b'""', b'"') if cell.startswith(b'"') else cell).decode()


def _keys(letters: Letters, starts: Positions, sizes: Positions) -> NDArray[np.uint16] | None:
    """Give each cell a number, the same for the same text and only for it; None if not possible.

    A cell of one byte has that byte as its number, an empty one 0.
    """
    short = letters[starts] * (sizes == 1)
    keys = short.astype(np.uint16)
    longer = np.flatnonzero(sizes > 1)
    if not len(longer):
        return keys
    starts, sizes = starts[longer], sizes[longer]
    if sizes.max() > LONGEST:
        return None
    words = _words(letters, starts, sizes)
    like, each = np.zeros(KEYS, dtype=np.int32), np.arange(len(longer), dtype=np.int32)
    for mixer in MIXERS:
        mixed = words[0] * mixer
        for word in words[1:]:
            mixed = ((mixed >> np.uint64(29)) ^ mixed ^ word) * mixer
        numbers = 256 + (mixed >> np.uint64(32)) % np.uint64(KEYS - 256)
        like[numbers] = each
        same = like[numbers]
        if all((word[same] == word).all() for word in words):
            keys[longer] = numbers
            return keys
    return None


def _words(letters: Letters, starts: Positions, sizes: Positions) -> list[NDArray[np.uint64]]:
    """Give the bytes of cells, eight at a time."""
    eights = np.ndarray(len(letters) - 7, dtype="<u8", buffer=letters, strides=(1,))
    return [
        eights[np.minimum(starts + n, len(eights) - 1)] & MASKS[np.clip(sizes - n, 0, 8)]
        for n in range(0, sizes.max(), 8)
    ]
