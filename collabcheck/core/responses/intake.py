"""How does an export become answers, batch by batch?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import CollabcheckError, FaultyFile
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.careless import contradictory, opposites, straight
from collabcheck.core.responses.columns import Grid
from collabcheck.core.responses.ledger import Ledger
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.places import Places, places, too_few
from collabcheck.core.responses.refusals import refusals
from collabcheck.core.responses.repeats import Seen, fingerprints, people
from collabcheck.core.responses.sieve import Sifted
from collabcheck.core.responses.table import Table


@dataclass(frozen=True, eq=False)
class Portion:
    """Some respondents of an export: their answers, and who is flagged."""

    table: Table
    flagged: NDArray[np.bool_]


@dataclass
class Intake:
    """The reading of one export: go through `tables`; or `portions`, then `account` is there.

    doubts: what must be settled before the answers can be scored, known from the columns alone.
    Where it `remembers`, `people` holds 64 bits for each respondent with their answers, by which
    the same ones are known in another export (see `refuse_repeats`). It takes the memory of a batch
    of rows, and 16 bytes a respondent where the mapping names a column of respondents.
    """

    questionnaire: Questionnaire
    mapping: Mapping
    grid: Grid
    places: Places
    wave: str | None = None
    doubts: tuple[CollabcheckError, ...] = ()
    remembers: bool = False
    people: list[NDArray[np.int64]] = field(default_factory=list)
    _account: Account | None = None

    def tables(self) -> Iterator[Table]:
        """Go through the answers, a table a batch.

        At the end raises `FaultyFile` with all that must be mended, texts without a meaning
        foremost: what was given before is not to be used then. Raises it at once where there are
        `doubts`.
        """
        if self.doubts:
            raise FaultyFile(self.grid.where, self.doubts)
        ledger = self._ledger()
        for kept in self._kept(ledger):
            if self.places.respondent and self.remembers:
                # Two who answer alike throughout and bear one number need not be the same.
                told = kept.without(self._straight(ledger, kept))
                self.people.append(people(told.column(self.places.respondent), told.answers))
            yield ledger.enter(kept)
        self._account = ledger.account()
        if faults := refusals(self.questionnaire, self.mapping, self._account):
            raise FaultyFile(self.grid.where, faults)

    def portions(self) -> Iterator[Portion]:
        """Go through the answers and refuse none: a text without a meaning is left blank."""
        ledger = self._ledger()
        pairs = opposites(self.questionnaire)
        for kept in self._kept(ledger):
            lines = self._straight(ledger, kept)
            against = contradictory(self.questionnaire, kept.answers, pairs)
            ledger.flag(kept, lines, against)
            yield Portion(ledger.enter(kept), lines | against)
        self._account = ledger.account()

    def _kept(self, ledger: Ledger) -> Iterator[Sifted]:
        """Go through the rows that count, of respondents who answer twice but one."""
        last = _last_rows(self) if self.mapping.duplicates == "last" else None
        seen = Seen()
        for batch in self.grid.batches(self.places.used):
            sifted = ledger.sieve.sift(batch)
            if len(sifted.rows):
                before = self._before(sifted, seen, last)
                repeated = before > 0
                ledger.repeats(sifted.rows[repeated], before[repeated])
                drop = repeated if self.mapping.duplicates != "refuse" else np.zeros_like(repeated)
                kept = sifted.without(drop)
                if len(kept.rows):
                    yield kept

    @property
    def account(self) -> Account:
        """What was read, once `tables` or `portions` came to its end; the first flags nobody."""
        if self._account is None:
            raise RuntimeError("the export has not been read to its end")
        return self._account

    @property
    def faults(self) -> tuple[CollabcheckError, ...]:
        """What must be mended before the answers can be scored, once the account is there."""
        return (*self.doubts, *refusals(self.questionnaire, self.mapping, self.account))

    def _ledger(self) -> Ledger:
        return Ledger(self.questionnaire, self.mapping, self.grid, self.places, self.wave)

    def _straight(self, ledger: Ledger, kept: Sifted) -> NDArray[np.bool_]:
        return straight(self.questionnaire, kept.answers, [at for at, _ in ledger.sieve.positions])

    def _before(
        self, sifted: Sifted, seen: Seen, last: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Give for each row 0, or above where its respondent has another row that goes before.

        It is that row's number where it stands above; where the last counts, it is just 1.
        """
        if self.places.respondent is None:
            return np.zeros(len(sifted.rows), dtype=np.int64)
        if last is not None:
            return np.isin(sifted.rows, last).astype(np.int64)
        prints = fingerprints(sifted.column(self.places.respondent))
        return seen.before(prints, sifted.rows)


def intake(
    questionnaire: Questionnaire,
    mapping: Mapping,
    grid: Grid,
    wave: str | None = None,
    doubts: tuple[CollabcheckError, ...] = (),
) -> Intake:
    """Prepare to read an export as its mapping says; `wave` chooses the rows of one wave.

    `doubts` are those that were met on the way to the mapping; too few columns for the items are
    one more. Raises `FaultyFile` where the mapping does not fit the columns (see `places`), and
    `CollabcheckError` for a wave that no column tells. No row is read until the result is gone
    through.
    """
    placed = places(questionnaire, mapping, grid)
    if wave is not None and placed.wave is None:
        raise CollabcheckError(
            f"no column tells the wave, so '{wave}' cannot be chosen",
            where=grid.where,
            mend="name the column in the mapping: wave",
        )
    few = too_few(questionnaire, placed, grid.where)
    return Intake(questionnaire, mapping, grid, placed, wave, (*few, *doubts))


def read_through(questionnaire: Questionnaire, mapping: Mapping, grid: Grid) -> Account | None:
    """Read an export for its account alone; None where fewer than half of the items are placed."""
    placed = places(questionnaire, mapping, grid)
    if 2 * len(placed.items) < len(questionnaire.items):
        return None
    reading = Intake(questionnaire, mapping, grid, placed)
    for _ in reading.portions():
        pass
    return reading.account


def refuse_repeats(readings: Sequence[Intake]) -> tuple[str, ...]:
    """Refuse exports that hold the same people with the same answers, once they have been read.

    Raises `CollabcheckError` where they are more than half of the people of one of the two. Fewer
    may be chance, as tools number people from 1: they are said in a line, one for each two exports.
    Those who gave one answer throughout count for nothing here.
    """
    notes = list[str]()
    found = [(r.grid.where, np.concatenate(r.people)) for r in readings if r.people]
    for place, (where, these) in enumerate(found):
        for other, those in found[:place]:
            same = len(np.intersect1d(these, those))
            if 2 * same > min(len(these), len(those)):
                raise CollabcheckError(
                    f"{same} of its respondents stand with the same answers in {other}",
                    where=where,
                    mend="give each person's answers once",
                )
            if same:
                notes.append(
                    f"{where}: {same} of its respondents {'has' if same == 1 else 'have'} the "
                    f"name or number, and the answers, of one in {other}; are they the same people?"
                )
    return tuple(notes)


def _last_rows(reading: Intake) -> NDArray[np.int64]:
    """Find, in a reading of its own, the rows whose respondent has a later one."""
    column = reading.places.respondent
    if column is None:
        return np.zeros(0, dtype=np.int64)
    ledger = reading._ledger()  # noqa: SLF001 - another reading of the same
    found = [
        (fingerprints(sifted.column(column)), sifted.rows)
        for sifted in map(ledger.sieve.sift, reading.grid.batches(reading.places.used))
    ]
    if not found:
        return np.zeros(0, dtype=np.int64)
    prints = np.concatenate([part for part, _ in found])
    rows = np.concatenate([part for _, part in found])
    _, last = np.unique(prints[::-1], return_index=True)
    earlier = np.ones(len(prints), dtype=bool)
    earlier[len(prints) - 1 - last] = False
    return np.asarray(rows[earlier & (prints != 0)])
