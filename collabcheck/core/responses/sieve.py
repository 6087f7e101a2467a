"""Which rows of an export count?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Why
from collabcheck.core.responses.cells import Answers
from collabcheck.core.responses.columns import Batch, Coded, Column, Grid, kept
from collabcheck.core.responses.dates import is_day_missing
from collabcheck.core.responses.fields import previews
from collabcheck.core.responses.labels import normal, vocabulary
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.noted import Numbers, all_blank
from collabcheck.core.responses.places import Places
from collabcheck.core.responses.table import categories

Flags = NDArray[np.bool_]
ByNumber = dict[int, Sequence[str]]
"""The cells of a batch, by the column's number."""


@dataclass(frozen=True, eq=False)
class Sifted:
    """The rows of a batch that hold answers: numbers, cells by the column's number, categories.

    answers: int8, respondents x items, with `UNKNOWN` for a text without a meaning.
    """

    rows: NDArray[np.int64]
    cells: ByNumber
    answers: NDArray[np.int8]

    def column(self, column: Column) -> Sequence[str]:
        """Give the cells of a column."""
        return self.cells[column.number] if len(self.rows) else ()

    def without(self, drop: Flags) -> Sifted:
        """Leave rows out."""
        if not drop.any():
            return self
        keep = ~drop
        cells = {number: kept(column, keep) for number, column in self.cells.items()}
        return Sifted(self.rows[keep], cells, self.answers.T[:, keep].T)


class Sieve:
    """Sifts batches in turn and counts what it leaves out.

    positions: for each item with a column, in the file's order, its position and its column.
    answers: what the cells of items mean. rows: how many rows came, those that are left out among
    them. dropped: how many were left out, by why and by which column. waves: of the rows that
    nothing else leaves out. short: rows that lack the cells of items; padded: those that were
    shorter than the header too, and lack none.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        mapping: Mapping,
        grid: Grid,
        places: Places,
        wave: str | None,
    ) -> None:
        """Begin with the first row of `grid`, read as `mapping` says."""
        self._places, self._wave, self._tool = places, wave, grid.tool
        self._items, self._blank = len(questionnaire.items), categories(questionnaire.scale).blank
        at = {item.id: position for position, item in enumerate(questionnaire.items)}
        self.positions = tuple((at[item], column) for item, column in places.items.items())
        self.answers = Answers(vocabulary(questionnaire.scale, mapping.answers))
        self._keep = [{normal(text) for text in keep.texts} for keep in mapping.keep]
        self.rows = 0
        self.dropped: Counter[tuple[Why, Column | None]] = Counter()
        self._waves: Counter[str] = Counter()
        self._wave_names: dict[str, str] = {}
        self._last_item = max((column.number for _, column in self.positions), default=0)
        self.padded, self.short = Numbers(), Numbers()

    @property
    def waves(self) -> tuple[tuple[str, int], ...]:
        """The waves by name, with their numbers of rows."""
        return tuple(sorted(self._waves.items()))

    def sift(self, batch: Batch) -> Sifted:
        """Leave out the rows that are not to be kept, of another wave, or without an answer."""
        self.rows += len(batch.rows) + batch.blank + batch.repeated
        self.dropped["blank", None] += batch.blank
        self.dropped["header", None] += batch.repeated
        rows = np.asarray(batch.numbers, dtype=np.int64)
        columns = batch.cells
        cells = {n: columns[n - 1] for n in self._places.used} if columns else {}
        for why, column, texts in self._filters():
            if not len(rows):
                break
            if why == "other-wave":
                self._count_waves(column, cells)
            keep = self._stays(cells[column.number], texts)
            if not keep.all():
                self._drop(why, column, kept(cells[column.number], ~keep))
                rows, cells = rows[keep], {n: kept(c, keep) for n, c in cells.items()}
        sifted = Sifted(rows, cells, self._read(rows, cells))
        empty = (sifted.answers == self._blank).all(axis=1)
        self.dropped["no-answer", None] += int(empty.sum())
        sifted = sifted.without(empty)
        if batch.padded:
            self._note_short(dict(batch.padded), sifted.rows)
        return sifted

    def _note_short(self, sizes: dict[int, int], rows: NDArray[np.int64]) -> None:
        """Note rows that were filled up: those that lack items, and those that lack no more."""
        cells = np.array([sizes.get(row, 0) for row in rows.tolist()], dtype=np.int64)
        self.short.add(rows[(cells > 0) & (cells < self._last_item)])
        self.padded.add(rows[cells >= max(1, self._last_item)])

    def _filters(self) -> Iterator[tuple[Why, Column, set[str] | None]]:
        """Give the columns by which rows are left out, and the texts whose rows stay; None: any."""
        for column, texts in zip(self._places.keep, self._keep, strict=True):
            yield "not-kept", column, texts
        if self._places.wave:
            wanted = None if self._wave is None else {normal(self._wave)}
            yield "other-wave", self._places.wave, wanted

    def _stays(self, cells: Sequence[str], texts: set[str] | None) -> Flags:
        if texts is None:
            return np.ones(len(cells), dtype=bool)
        known = {
            cell: normal(cell) in texts if texts else not is_day_missing(cell)
            for cell in set(cells)
        }
        return np.fromiter(map(known.__getitem__, cells), dtype=bool, count=len(cells))

    def _count_waves(self, column: Column, cells: ByNumber) -> None:
        """Count the waves of rows with anything in an item's column; a remark alone has none."""
        told = cells[column.number]
        empty = all_blank([cells[item.number] for _, item in self.positions], len(told))
        for cell, times in Counter(kept(told, ~empty)).items():
            name = self._wave_names.setdefault(normal(cell), " ".join(cell.split()))
            self._waves[name] += times

    def _drop(self, why: Why, column: Column, cells: Sequence[str]) -> None:
        """Note rows that were left out for what stands in this column."""
        trials = previews(column, self._tool) if why == "not-kept" else ()
        tried = sum(normal(cell) in trials for cell in cells) if trials else 0
        self.dropped["preview", column] += tried
        self.dropped[why, column] += len(cells) - tried

    def _read(self, rows: NDArray[np.int64], cells: ByNumber) -> NDArray[np.int8]:
        found = np.full((self._items, len(rows)), self._blank, dtype=np.int8)
        if len(rows):
            look_up = self.answers.__getitem__
            for position, column in self.positions:
                texts = cells[column.number]
                if isinstance(texts, Coded):
                    meant = np.fromiter(map(look_up, texts.texts), np.int8)
                    meant.take(texts.codes, out=found[position])
                else:
                    found[position] = np.frombuffer(bytes(map(look_up, texts)), np.int8)
        return found.T
