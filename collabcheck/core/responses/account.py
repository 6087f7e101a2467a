"""What was read from an export, and what was not?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from collabcheck.core.responses.columns import Column

Kind = Literal["answer", "attribute", "date"]
Why = Literal["blank", "header", "preview", "not-kept", "other-wave", "no-answer", "duplicate"]
MOST_ROWS = 20
"""How many row numbers are kept of what may hold for very many rows."""


@dataclass(frozen=True)
class Rows:
    """How many rows, and the numbers of the first of them, as a spreadsheet shows them."""

    count: int
    first: tuple[int, ...]


@dataclass(frozen=True)
class Dropped:
    """Rows that were left out, and why; `column` is where the reason stands, if it has a place."""

    why: Why
    count: int
    column: Column | None = None


@dataclass(frozen=True)
class Offer:
    """What a text may stand for: an answer (as a mapping writes it) or option id, and its words."""

    value: int | str
    words: str


@dataclass(frozen=True)
class Unmatched:
    """A text that means nothing here yet.

    part: the item or attribute that its column holds, or "date". offer: what it may stand for,
    never taken without a yes. note: why it cannot be read.
    """

    kind: Kind
    part: str
    text: str
    column: Column
    count: int
    row: int
    offer: Offer | None = None
    note: str = ""


@dataclass(frozen=True)
class ItemAccount:
    """What was read for one item: its column, or None, and the answers in each category.

    counts: the points of the scale from the lowest code up, then don't know, not applicable, blank.
    """

    item: str
    column: Column | None
    counts: tuple[int, ...]


@dataclass(frozen=True)
class AttributeAccount:
    """What was read for one attribute: how many respondents of each option, and without one."""

    attribute: str
    column: Column | None
    counts: tuple[tuple[str, int], ...]
    without: int


@dataclass(frozen=True)
class Shift:
    """Nobody chose `code`, an end of the scale, as if the tool counted from `start`."""

    code: int
    start: int


@dataclass(frozen=True)
class Account:
    """All that was read from one export, and all that was not.

    rows: data rows of the file. kept: those that became respondents. waves: those among
    the rows with anything in an item's column that the mapping keeps, with their numbers of rows;
    that is before one `wave` is chosen. unread: columns that nothing was read from. clashes: how
    often a label stood beside the code of another answer; the label was taken. codes: the numbers
    that were read as answers. crowded: columns with too many different texts to be what they were
    taken for. straight: rows of one answer throughout, or a long run of one. contradictory: rows
    that strongly agree with a statement and with its opposite. Both are flagged and counted, never
    left out. repeated: rows of respondents who have another row that goes before; earlier: for each
    of the first of them that other row, where it is the one above. short: rows that lack the cells
    of items. nameless: the last row's number, if it alone says nothing of who answered. shift: the
    answers are numbers alone, of which none is at one end of the scale.
    """

    where: str
    tool: str
    notes: tuple[str, ...]
    questionnaire: str
    rows: int
    kept: int
    dropped: tuple[Dropped, ...]
    items: tuple[ItemAccount, ...]
    attributes: tuple[AttributeAccount, ...]
    waves: tuple[tuple[str, int], ...]
    wave: str | None
    period: tuple[str, str] | None
    unread: tuple[Column, ...]
    unmatched: tuple[Unmatched, ...]
    crowded: tuple[Column, ...]
    clashes: int
    codes: tuple[int, ...]
    repeated: Rows
    straight: Rows
    contradictory: Rows
    short: Rows
    nameless: int | None = None
    shift: Shift | None = None
    earlier: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The items that have no column: blank for everybody."""
        return tuple(item.item for item in self.items if item.column is None)
