"""What do the rows that count say, and how is an account of it kept?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
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
)
from collabcheck.core.responses.cells import (
    UNKNOWN,
    Days,
    Missed,
    Texts,
    attribute_readers,
)
from collabcheck.core.responses.columns import Coded, Column, Grid
from collabcheck.core.responses.dates import is_day_missing
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.noted import Nameless, Numbers, shift_in
from collabcheck.core.responses.offers import offer_answer, offer_option
from collabcheck.core.responses.places import Places
from collabcheck.core.responses.refusals import rows as named_rows
from collabcheck.core.responses.sieve import Flags, Sieve, Sifted
from collabcheck.core.responses.table import Table, categories

WORDED = re.compile(r"\s|[\d\W]{,4}[^\W\d]")
"""The start of a day with its month in words, or set in; its front may be of any length."""


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
        self.sieve = Sieve(questionnaire, mapping, grid, places, wave)
        self._kinds = categories(questionnaire.scale)
        self._attributes = dict(attribute_readers(questionnaire, mapping))
        self._days = Days(mapping.date.order) if mapping.date else None
        self._counts = np.zeros((len(questionnaire.items), self._kinds.total), dtype=np.int64)
        self._chosen: dict[str, Counter[str | None]] = defaultdict(Counter)
        self._missed: dict[tuple[Kind, str, int], Missed] = defaultdict(Missed)
        self._period: tuple[str, str] | None = None
        self._kept = self._clashes = 0
        self._earlier, self._nameless = Numbers(), Nameless()
        self._flagged = {name: Numbers() for name in ("repeated", "straight", "contradictory")}

    def repeats(self, rows: NDArray[np.int64], before: NDArray[np.int64]) -> None:
        """Note rows by a respondent who answered before, or after, as the mapping drops."""
        self._flagged["repeated"].add(rows)
        if self._mapping.duplicates != "last":
            self._earlier.add(before)
        if self._mapping.duplicates != "refuse":
            self.sieve.dropped["duplicate", self._places.respondent] += len(rows)

    def flag(self, sifted: Sifted, lines: Flags, against: Flags) -> None:
        """Note rows whose answers look careless."""
        self._flagged["straight"].add(sifted.rows[lines])
        self._flagged["contradictory"].add(sifted.rows[against])

    def enter(self, sifted: Sifted) -> Table:
        """Enter rows into the account and give their table; what has no meaning is blank there."""
        self._kept += len(sifted.rows)
        who = (self._places.respondent, self._places.date, *self._places.attributes.values())
        self._nameless.add(sifted.rows, [sifted.column(column) for column in who if column])
        if clashes := self.sieve.answers.clashes:
            self._clashes += sum(
                cell in clashes
                for _, column in self.sieve.positions
                for cell in sifted.column(column)
            )
        answers = counted = sifted.answers
        unknown = answers == UNKNOWN
        if unknown.any():
            counted = np.where(unknown, np.int8(self._kinds.set_aside), answers)
            answers = np.where(unknown, np.int8(self._kinds.blank), answers)
            for position, column in self.sieve.positions:
                item = self._questionnaire.items[position].id
                self._miss("answer", item, column, sifted, unknown[:, position])
        for kind in range(self._kinds.total):
            self._counts[:, kind] += [np.count_nonzero(item == kind) for item in counted.T]
        return Table(
            answers=answers,
            attributes={name: self._choices(name, sifted) for name in self._attributes},
            period=self._days_of(sifted),
        )

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
        fronts = {cell if WORDED.match(cell) else cell[:12] for cell in cells}
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
        sieve, padded = self.sieve, self.sieve.padded.rows()
        filled = f"filled up with blanks, as shorter than the header: {named_rows(padded)}"
        points = self._counts[:, : len(self._questionnaire.scale.points)].sum(axis=0)
        return Account(
            where=self._grid.where,
            tool=self._grid.tool,
            notes=(*self._grid.notes, *([filled] if padded.count else [])),
            questionnaire=self._questionnaire.id,
            rows=sieve.rows,
            kept=self._kept,
            dropped=tuple(
                Dropped(why, n, column) for (why, column), n in sieve.dropped.items() if n
            ),
            items=tuple(
                ItemAccount(item.id, self._places.items.get(item.id), tuple(counts[:-1].tolist()))
                for item, counts in zip(self._questionnaire.items, self._counts, strict=True)
            ),
            attributes=tuple(self._attribute(name) for name in self._attributes),
            waves=sieve.waves,
            wave=self._wave,
            period=self._period,
            unread=tuple(c for n, c in columns.items() if n not in self._places.used),
            unmatched=tuple(self._unmatched(columns)),
            crowded=tuple(columns[number] for number in sorted(crowded)),
            clashes=self._clashes,
            codes=tuple(sorted(sieve.answers.codes)),
            nameless=self._nameless.row,
            shift=None if sieve.answers.worded else shift_in(self._questionnaire.scale, points),
            earlier=self._earlier.rows().first,
            short=sieve.short.rows(),
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
