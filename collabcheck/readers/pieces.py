"""Where do the cells of a piece of text stand, and which texts are in them?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.responses.columns import MadeColumns, coded

Positions = NDArray[np.integer[Any]]
Letters = NDArray[np.uint8]

LONGEST = 128
"""Bytes of a text that is looked for in other rows."""
KEYS = 1 << 13
MIXERS = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)))
LF, CR, QUOTE = b'\n\r"'
MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
"""By a count of bytes, the mask that keeps so many of eight."""
MAY_BE_SPACE = np.array([n >= 0x80 or n == QUOTE or chr(n).isspace() for n in range(256)])
"""Bytes that a cell of nothing but space may begin with."""


def cell_ends(data: bytes, delimiter: str) -> Positions | None:
    """Find where the cells of whole records end.

    An end is a delimiter or a line feed that does not stand in quotes. None where a quote stands
    elsewhere than at both sides of a cell, or doubled inside, or where a carriage return alone ends
    a record.
    """
    letters = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero((letters == ord(delimiter)) | (letters == LF))
    inside = in_quotes(letters) if b'"' in data else None
    if inside is not None:
        ends = ends[~inside[ends]]
    if b"\r" in data:
        returns = np.flatnonzero(letters == CR)
        if inside is not None:
            returns = returns[~inside[returns]]
        if (letters[returns + 1] != LF).any():
            return None
    if inside is not None and _is_odd(letters, ends):
        return None
    return ends


def _is_odd(letters: Letters, ends: Positions) -> bool:
    """Tell whether a quote stands where `csv.reader` does not take it for one around a cell."""
    begins = np.zeros(len(letters) + 3, dtype=bool)
    begins[ends + 1] = True
    begins[0] = True
    quotes = np.flatnonzero(letters == QUOTE)
    opening, closing = quotes[0::2], quotes[1::2]
    follows = letters[closing + 1]
    opens = begins[opening] | (letters[opening - 1] == QUOTE)
    closes = begins[closing + 2] | (follows == QUOTE) | ((follows == CR) & begins[closing + 3])
    return not (opens.all() and closes.all())


def in_quotes(letters: Letters) -> NDArray[np.bool_]:
    """Tell which letters stand in quotes, an opening one included."""
    return (np.cumsum(letters == QUOTE, dtype=np.uint8) & 1).astype(bool)


class Cells(MadeColumns):
    """The columns of a piece, each made when it is asked for."""

    def __init__(
        self, data: bytes, ends: Positions, width: int, used: frozenset[int] | None = None
    ) -> None:
        """Begin with the bytes, where each cell ends in them, and the columns looked at."""
        super().__init__(width)
        self.data, self._ends = data, ends
        self.size = len(ends) // width
        # Eight more, so that eight can be taken at once everywhere.
        self._letters = np.frombuffer(data + bytes(8), dtype=np.uint8)
        self._starts = np.concatenate([[0], ends[:-1] + 1])
        self._sizes = ends - self._starts
        last = slice(width - 1, None, width)
        self._sizes[last] -= self._letters[ends[last] - 1] == CR
        self._used = np.array([used is None or n in used for n in range(1, width + 1)])

    @property
    def longest(self) -> int:
        """The bytes of the longest cell."""
        return int(self._sizes.max())

    def are_regular(self) -> bool:
        """Tell whether all records have as many cells as the header."""
        records = np.flatnonzero(self._letters[self._ends] == LF)
        last = np.arange(self._width - 1, self._width * len(records), self._width)
        return len(self._ends) % self._width == 0 and np.array_equal(records, last)

    @cached_property
    def _single(self) -> Letters:
        """The cells of one byte, column by column; 0 for all others."""
        single = self._letters[self._starts] * (self._sizes == 1)
        return np.ascontiguousarray(single.reshape(-1, self._width).T)

    @cached_property
    def _keys(self) -> NDArray[np.uint16] | None:
        """The keys of all cells looked at, column by column; None where some have too many texts.

        Columns share most of their texts, and one by one takes longer.
        """
        longer = np.flatnonzero((self._sizes > 1) & np.tile(self._used, self.size))
        numbers = _numbers(self._letters, self._starts[longer], self._sizes[longer])
        if numbers is None:
            return None
        keys = self._single.astype(np.uint16)
        keys[longer % self._width, longer // self._width] = numbers
        return keys

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
        if self._keys is not None and self._used[n]:
            keys = self._keys[n]
        else:
            longer = np.flatnonzero(sizes > 1)
            keys = self._single[n].astype(np.uint16)
            numbers = _numbers(self._letters, starts[longer], sizes[longer])
            if numbers is None:
                return [
                    _text(self.data[start : start + size])
                    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
                ]
            keys[longer] = numbers
        return coded(keys, lambda n: _text(self.data[starts[n] : starts[n] + sizes[n]]))


def _text(cell: bytes) -> str:
    return (cell[1:-1].replace(b'""', b'"') if cell.startswith(b'"') else cell).decode()


def _numbers(letters: Letters, starts: Positions, sizes: Positions) -> NDArray[np.uint64] | None:
    """Give cells numbers from 256 on, alike for the same text and only then; None if it fails."""
    if not len(sizes):
        return sizes.astype(np.uint64)
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
