"""Which rows of an export are worth naming in its account?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.instrument.questionnaire import Scale
from collabcheck.core.responses.account import MOST_ROWS, Rows, Shift
from collabcheck.core.responses.columns import Coded

MANY_ANSWERS = 100
"""Of fewer answers, it says little that none is at one end of the scale."""


class Numbers:
    """Counts rows and keeps the numbers of the first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._count, self._first = 0, list[int]()

    def add(self, rows: NDArray[np.int64]) -> None:
        """Note rows by their numbers."""
        self._count += len(rows)
        self._first += rows[: MOST_ROWS - len(self._first)].tolist()

    def rows(self) -> Rows:
        """Give what was noted."""
        return Rows(self._count, tuple(self._first))


class Nameless:
    """Finds a last row that alone says nothing of who answered, as a row of totals does not."""

    def __init__(self) -> None:
        """Begin with no row."""
        self._rows = self._count = 0
        self._last: int | None = None

    def add(self, rows: NDArray[np.int64], columns: Sequence[Sequence[str]]) -> None:
        """Note rows by their numbers; `columns` tell who and when, and of which group."""
        if not columns or not len(rows):
            return
        nameless = all_blank(columns, len(rows))
        self._rows += len(rows)
        self._count += int(nameless.sum())
        self._last = int(rows[-1]) if nameless[-1] else None

    @property
    def row(self) -> int | None:
        """The row's number; None if there is none such."""
        return self._last if self._count == 1 < self._rows else None


def shift_in(scale: Scale, counts: NDArray[np.int64]) -> Shift | None:
    """Tell numbers of a tool that may count from elsewhere: none is at one end of the scale.

    counts: how often each code stands, from the lowest up, in answers that are numbers alone.
    """
    low, high = not counts[0], not counts[-1]
    if counts.sum() < MANY_ANSWERS or low == high or (high and scale.lo == 0):
        return None
    return Shift(scale.hi, scale.lo - 1) if high else Shift(scale.lo, scale.lo + 1)


def all_blank(columns: Sequence[Sequence[str]], size: int) -> NDArray[np.bool_]:
    """Tell which of `size` rows are blank in all these columns."""
    blank = np.ones(size, dtype=bool)
    for cells in columns:
        if not blank.any():
            break
        blank &= _blanks(cells)
    return blank


def _blanks(cells: Sequence[str]) -> NDArray[np.bool_]:
    if isinstance(cells, Coded):
        blank = np.array([not text.strip() for text in cells.texts], dtype=bool)
        return np.asarray(blank[cells.codes])
    return np.fromiter((not text.strip() for text in cells), bool, len(cells))
