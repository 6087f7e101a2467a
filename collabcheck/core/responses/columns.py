"""What stands at the top of an export's columns, and in its rows?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Protocol, overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Column:
    """A column of an export.

    number: counted from 1, as a spreadsheet's user counts. headers: the header cells from the top
    down, one a header row, cleaned of byte-order marks and stray space; a question that spans
    several columns stands in each of them.
    """

    number: int
    headers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The header cells that say something, each once, joined: `Question > Row`."""
        return " > ".join(dict.fromkeys(text for text in self.headers if text))

    @property
    def title(self) -> str:
        """The name as people know it, without what a tool writes there for itself."""
        told = [text for text in self.headers if text and not text.startswith("{")]
        return " > ".join(dict.fromkeys(told)) or self.name


@dataclass(frozen=True, eq=False)
class Coded(Sequence[str]):
    """A column's cells, each different text once: cell `n` is `texts[codes[n]]`.

    The texts are in the order in which they first stand in the column, and each stands there.
    """

    texts: tuple[str, ...]
    codes: NDArray[np.integer[Any]]

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.codes)

    @overload
    def __getitem__(self, n: int) -> str: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[str]: ...
    def __getitem__(self, n: int | slice) -> str | Sequence[str]:
        """Give a cell, or some."""
        if isinstance(n, slice):
            return [self.texts[code] for code in self.codes[n].tolist()]
        return self.texts[int(self.codes[n])]

    def __iter__(self) -> Iterator[str]:
        """Go through the cells."""
        return map(self.texts.__getitem__, self.codes.tolist())

    def kept(self, keep: NDArray[np.bool_]) -> Coded:
        """Give the cells that `keep` marks."""
        codes = self.codes[keep]
        return coded(codes, lambda n: self.texts[int(codes[n])])


def coded(keys: NDArray[np.integer[Any]], text: Callable[[int], str]) -> Coded:
    """Code a column by one key a cell, a small whole number, alike for the same text and only then.

    `text` gives the text of cell `n`.
    """
    many = len(keys)
    first = np.full(int(keys.max(initial=0)) + 1, many, dtype=np.int32)
    first[keys[::-1]] = np.arange(many - 1, -1, -1, dtype=np.int32)
    cells = np.sort(first[first < many])
    codes = np.zeros(len(first), dtype=np.min_scalar_type(len(cells)))
    codes[keys[cells]] = np.arange(len(cells))
    return Coded(tuple(map(text, cells.tolist())), codes[keys])


def kept(cells: Sequence[str], keep: NDArray[np.bool_]) -> Sequence[str]:
    """Give the cells of a column that `keep` marks."""
    return cells.kept(keep) if isinstance(cells, Coded) else tuple(compress(cells, keep))


class MadeColumns(Sequence[Sequence[str]], ABC):
    """Columns of cells, each made when it is first asked for."""

    def __init__(self, width: int) -> None:
        """Begin with none of `width` columns made."""
        self._width = width
        self._made: dict[int, Sequence[str]] = {}

    @abstractmethod
    def _column(self, n: int) -> Sequence[str]:
        """Make a column."""

    def __len__(self) -> int:
        """Count the columns."""
        return self._width

    @overload
    def __getitem__(self, n: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, n: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """Give a column, or some."""
        if isinstance(n, slice):
            return [self[at] for at in range(self._width)[n]]
        at = range(self._width)[n]
        if at not in self._made:
            self._made[at] = self._column(at)
        return self._made[at]


@dataclass(frozen=True, eq=False)
class ByColumn(Sequence[Sequence[str]]):
    """Rows that are held column by column: `size` of them."""

    columns: Sequence[Sequence[str]]
    size: int

    def __len__(self) -> int:
        """Count the rows."""
        return self.size

    @overload
    def __getitem__(self, n: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, n: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """Give a row, or some."""
        if isinstance(n, slice):
            return list(zip(*(column[n] for column in self.columns), strict=True))
        return tuple(column[n] for column in self.columns)

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Go through the rows."""
        return zip(*self.columns, strict=True)


@dataclass(frozen=True)
class Batch:
    """Some rows of an export: `rows` of one text a column; `numbers` as the file counts its rows.

    A row number is the one that a spreadsheet shows. A cell is as the file has it, less byte-order
    marks: stray space is left for who reads it. Rows of no answers are left out: `blank` says how
    many, `repeated` how many header rows stood among them again. Rows that were shorter than the
    header were filled up: `padded` has the number of each, and how many cells it had. Where all
    were left out, `rows` is empty.
    """

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    blank: int = 0
    repeated: int = 0
    padded: Sequence[tuple[int, int]] = ()

    @property
    def cells(self) -> Sequence[Sequence[str]]:
        """The columns, each with its cells; none where no row is."""
        if isinstance(self.rows, ByColumn):
            return self.rows.columns
        return list(zip(*self.rows, strict=True))


class Batches(Protocol):
    """Goes through the data rows of an export from the first, each time it is called."""

    def __call__(self, used: frozenset[int] | None = None) -> Iterator[Batch]:
        """Give the rows; `used` are the numbers of all columns that will be looked at."""


@dataclass(frozen=True)
class Grid:
    """An export as cells of text, whatever file it came in.

    where: the source as its user would name it, with the sheet of a workbook. tool: the survey tool
    whose export this looks like, "plain" if none. columns: column `n` stands at `n - 1`, in a row
    too. notes: what was noticed and put right in reading (encoding, marks inside cells, sheets
    passed over). size: about how many rows there are, None if that is not known.
    """

    where: str
    tool: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    batches: Batches
    size: int | None = None
