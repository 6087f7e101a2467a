"""Which rows of a batch count, what do they say, and how is an account of it kept?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import (
    Account,
    AttributeAccount,
    Dropped,
    ItemAccount,
    Kind,
    Unmatched,
    Why,
)
from collabcheck.core.responses.cells import (
    UNKNOWN,
    Answers,
    Days,
    Missed,
    Texts,
    attribute_readers,
)
from collabcheck.core.responses.columns import Batch, Coded, Column, Grid, kept
from collabcheck.core.responses.dates import is_day_missing
from collabcheck.core.responses.fields import previews
from collabcheck.core.responses.labels import normal, vocabulary
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.noted import Nameless, Numbers, shift_in
from collabcheck.core.responses.offers import offer_answer, offer_option
from collabcheck.core.responses.places import Places
from collabcheck.core.responses.refusals import rows as named_rows
from collabcheck.core.responses.table import Table, categories

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Sifted:
    """The rows of a batch that hold answers: numbers, cells by the column's number, categories.

    answers: int8, respondents x items, with `UNKNOWN` for a text without a meaning.
    """

    rows: NDArray[np.int64]
    cells: dict[int, Sequence[str]]
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


class Ledger:
    """Reads batches in turn and keeps the account of them."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        mapping: Mapping,
        grid: Grid,
        places: Places,
        wave: str | None,
    ) -> None:
        """Begin an account of `grid`, read as `mapping` says."""
        self._questionnaire, self._mapping, self._grid = questionnaire, mapping, grid
        self._places, self._wave = places, wave
        self._kinds = categories(questionnaire.scale)
        at = {item.id: position for position, item in enumerate(questionnaire.items)}
        self.positions = tuple((at[item], column) for item, column in places.items.items())
        """For each item with a column, in the file's order, its position and its column."""
        self._answers = Answers(vocabulary(questionnaire.scale, mapping.answers))
        self._keep = [{normal(text) for text in keep.texts} for keep in mapping.keep]
        self._attributes = dict(attribute_readers(questionnaire, mapping))
        self._days = Days(mapping.date.order) if mapping.date else None
        self._counts = np.zeros((len(at), self._kinds.total), dtype=np.int64)
        self._chosen: dict[str, Counter[str | None]] = defaultdict(Counter)
        self._missed: dict[tuple[Kind, str, int], Missed] = defaultdict(Missed)
        self._dropped: Counter[tuple[Why, Column | None]] = Counter()
        self._waves: Counter[str] = Counter()
        self._wave_names: dict[str, str] = {}
        self._period: tuple[str, str] | None = None
        self._rows = self._kept = self._clashes = 0
        self._last_item = max((column.number for _, column in self.positions), default=0)
        self._padded, self._earlier, self._nameless = Numbers(), Numbers(), Nameless()
        flagged = ("repeated", "straight", "contradictory", "short")
        self._flagged = {name: Numbers() for name in flagged}

    def sift(self, batch: Batch) -> Sifted:
        """Leave out the rows that are not to be kept, of another wave, or without an answer."""
        self._rows += len(batch.rows) + batch.blank + batch.repeated
        self._dropped["blank", None] += batch.blank
        self._dropped["header", None] += batch.repeated
        rows = np.asarray(batch.numbers, dtype=np.int64)
        columns = batch.cells
        cells = {n: columns[n - 1] for n in self._places.used} if columns else {}
        for why, column, texts in self._filters():
            if not len(rows):
                break
            keep = self._stays(why, cells[column.number], texts)
            if not keep.all():
                self._drop(why, column, kept(cells[column.number], ~keep))
                rows, cells = rows[keep], {n: kept(c, keep) for n, c in cells.items()}
        sifted = Sifted(rows, cells, self._read(rows, cells))
        empty = (sifted.answers == self._kinds.blank).all(axis=1)
        self._dropped["no-answer", None] += int(empty.sum())
        sifted = sifted.without(empty)
        if batch.padded:
            self._note_short(dict(batch.padded), sifted.rows)
        return sifted

    def repeats(self, rows: NDArray[np.int64], before: NDArray[np.int64]) -> None:
        """Note rows by a respondent who answered before, or after, as the mapping drops."""
        self._flagged["repeated"].add(rows)
        if self._mapping.duplicates != "last":
            self._earlier.add(before)
        if self._mapping.duplicates != "refuse":
            self._dropped["duplicate", self._places.respondent] += len(rows)

    def flag(self, sifted: Sifted, lines: Flags, against: Flags) -> None:
        """Note rows whose answers look careless."""
        self._flagged["straight"].add(sifted.rows[lines])
        self._flagged["contradictory"].add(sifted.rows[against])

    def enter(self, sifted: Sifted) -> Table:
        """Enter rows into the account and give their table; what has no meaning is blank there."""
        self._kept += len(sifted.rows)
        who = (self._places.respondent, self._places.date, *self._places.attributes.values())
        self._nameless.add(sifted.rows, [sifted.column(column) for column in who if column])
        if self._answers.clashes:
            self._clashes += sum(
                cell in self._answers.clashes
                for _, column in self.positions
                for cell in sifted.column(column)
            )
        answers = counted = sifted.answers
        unknown = answers == UNKNOWN
        if unknown.any():
            counted = np.where(unknown, np.int8(self._kinds.set_aside), answers)
            answers = np.where(unknown, np.int8(self._kinds.blank), answers)
            for position, column in self.positions:
                item = self._questionnaire.items[position].id
                self._miss("answer", item, column, sifted, unknown[:, position])
        for kind in range(self._kinds.total):
            self._counts[:, kind] += [np.count_nonzero(item == kind) for item in counted.T]
        return Table(
            answers=answers,
            attributes={name: self._choices(name, sifted) for name in self._attributes},
            period=self._days_of(sifted),
        )

    def _note_short(self, sizes: dict[int, int], rows: NDArray[np.int64]) -> None:
        """Note rows that were filled up: those that lack items, and those that lack no more."""
        cells = np.array([sizes.get(row, 0) for row in rows.tolist()], dtype=np.int64)
        self._flagged["short"].add(rows[(cells > 0) & (cells < self._last_item)])
        self._padded.add(rows[cells >= max(1, self._last_item)])

    def _filters(self) -> Iterator[tuple[Why, Column, set[str]]]:
        for column, texts in zip(self._places.keep, self._keep, strict=True):
            yield "not-kept", column, texts
        if self._places.wave:
            wanted = set() if self._wave is None else {normal(self._wave)}
            yield "other-wave", self._places.wave, wanted

    def _stays(self, why: Why, cells: Sequence[str], texts: set[str]) -> Flags:
        if why == "other-wave":
            for cell, times in Counter(cells).items():
                name = self._wave_names.setdefault(normal(cell), " ".join(cell.split()))
                self._waves[name] += times
            if self._wave is None:
                return np.ones(len(cells), dtype=bool)
        known = {
            cell: normal(cell) in texts if texts else not is_day_missing(cell)
            for cell in set(cells)
        }
        return np.fromiter(map(known.__getitem__, cells), dtype=bool, count=len(cells))

    def _drop(self, why: Why, column: Column, cells: Sequence[str]) -> None:
        """Note rows that were left out for what stands in this column."""
        trials = previews(column, self._grid.tool) if why == "not-kept" else ()
        tried = sum(normal(cell) in trials for cell in cells) if trials else 0
        self._dropped["preview", column] += tried
        self._dropped[why, column] += len(cells) - tried

    def _read(self, rows: NDArray[np.int64], cells: dict[int, Sequence[str]]) -> NDArray[np.int8]:
        blank = self._kinds.blank
        found = np.full((len(self._questionnaire.items), len(rows)), blank, dtype=np.int8)
        if len(rows):
            look_up = self._answers.__getitem__
            for position, column in self.positions:
                texts = cells[column.number]
                if isinstance(texts, Coded):
                    meant = np.fromiter(map(look_up, texts.texts), np.int8)
                    meant.take(texts.codes, out=found[position])
                else:
                    found[position] = np.frombuffer(bytes(map(look_up, texts)), np.int8)
        return found.T

    def _miss(self, kind: Kind, part: str, column: Column, sifted: Sifted, where: Flags) -> None:
        if where.any():
            cells = compress(sifted.column(column), where)
            self._missed[kind, part, column.number].add(cells, sifted.rows[where].tolist())

    def _choices(self, name: str, sifted: Sifted) -> tuple[str | None, ...]:
        options = self._attributes[name]
        column = self._places.attributes.get(name)
        if column is None or not isinstance(options, dict):
            always = options if isinstance(options, str) else None
            self._chosen[name][always] += len(sifted.rows)
            return (always,) * len(sifted.rows)
        cells = sifted.column(column)
        if isinstance(cells, Coded):
            found = np.array([options[text] for text in cells.texts], dtype=object)
            chosen = tuple(found[cells.codes].tolist())
        else:
            chosen = tuple(map(options.__getitem__, cells))
        if "" in chosen:
            unknown = np.fromiter((option == "" for option in chosen), bool, len(chosen))
            self._miss("attribute", name, column, sifted, unknown)
            chosen = tuple(option or None for option in chosen)
        self._chosen[name].update(chosen)
        return chosen

    def _days_of(self, sifted: Sifted) -> tuple[str, str] | None:
        column = self._places.date
        if column is None or self._days is None or not len(sifted.rows):
            return None
        cells = sifted.column(column)
        # The front of a cell holds the day; the times behind would make all cells differ.
        fronts = {cell[:12] for cell in cells}
        found = {self._days[front] for front in fronts}
        if "" in found:
            days = [self._days[cell] for cell in cells]
            found = set(days)
            wrong = np.fromiter(
                (not (d or is_day_missing(c)) for d, c in zip(days, cells, strict=True)),
                bool,
                len(days),
            )
            self._miss("date", "date", column, sifted, wrong)
        found.discard("")
        if not found:
            return None
        first, last = min(found), max(found)
        before = self._period or (first, last)
        self._period = (min(first, before[0]), max(last, before[1]))
        return first, last

    def account(self) -> Account:
        """Give the account of all that was read so far."""
        columns = {column.number: column for column in self._grid.columns}
        crowded = {number for (_, _, number), missed in self._missed.items() if missed.crowded}
        crowded |= {
            self._places.attributes[name].number
            for name, options in self._attributes.items()
            if isinstance(options, Texts) and options.crowded
        }
        padded = self._padded.rows()
        filled = f"filled up with blanks, as shorter than the header: {named_rows(padded)}"
        points = self._counts[:, : len(self._questionnaire.scale.points)].sum(axis=0)
        return Account(
            where=self._grid.where,
            tool=self._grid.tool,
            notes=(*self._grid.notes, *([filled] if padded.count else [])),
            questionnaire=self._questionnaire.id,
            rows=self._rows,
            kept=self._kept,
            dropped=tuple(
                Dropped(why, n, column) for (why, column), n in self._dropped.items() if n
            ),
            items=tuple(
                ItemAccount(item.id, self._places.items.get(item.id), tuple(counts[:-1].tolist()))
                for item, counts in zip(self._questionnaire.items, self._counts, strict=True)
            ),
            attributes=tuple(self._attribute(name) for name in self._attributes),
            waves=tuple(sorted(self._waves.items())),
            wave=self._wave,
            period=self._period,
            unread=tuple(c for n, c in columns.items() if n not in self._places.used),
            unmatched=tuple(self._unmatched(columns)),
            crowded=tuple(columns[number] for number in sorted(crowded)),
            clashes=self._clashes,
            codes=tuple(sorted(self._answers.codes)),
            nameless=self._nameless.row,
            shift=None if self._answers.worded else shift_in(self._questionnaire.scale, points),
            earlier=self._earlier.rows().first,
            **{name: numbers.rows() for name, numbers in self._flagged.items()},
        )

    def _attribute(self, name: str) -> AttributeAccount:
        counts = self._chosen[name]
        return AttributeAccount(
            name,
            self._places.attributes.get(name),
            tuple(sorted((option, n) for option, n in counts.items() if option is not None)),
            counts[None],
        )

    def _unmatched(self, columns: dict[int, Column]) -> Iterator[Unmatched]:
        asked = {attribute.id: attribute for attribute in self._questionnaire.attributes}
        for (kind, part, number), missed in self._missed.items():
            for text, count in missed.counts.items():
                found = Unmatched(kind, part, text, columns[number], count, missed.rows[text])
                if kind == "answer":
                    offer, note = offer_answer(self._questionnaire.scale, text)
                    found = replace(found, offer=offer, note=note)
                elif kind == "attribute":
                    found = replace(found, offer=offer_option(asked[part], text))
                yield found
