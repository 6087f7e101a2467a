"""What stands at the top of an export's columns, and in its rows?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


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


@dataclass(frozen=True)
class Batch:
    """Some rows of an export: `rows` of one text a column; `numbers` as the file counts its rows.

    A row number is the one that a spreadsheet shows. A cell is as the file has it, less byte-order
    marks: stray space is left for who reads it. Rows of no answers are left out: `blank` says how
    many, `repeated` how many header rows stood among them again, and `padded` how many rows were
    shorter than the header and were filled up. Where all were left out, `rows` is empty.
    """

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    blank: int = 0
    repeated: int = 0
    padded: int = 0


@dataclass(frozen=True)
class Grid:
    """An export as cells of text, whatever file it came in.

    where: the source as its user would name it, with the sheet of a workbook. tool: the survey tool
    whose export this looks like, "plain" if none. columns: column `n` stands at `n - 1`, in a row
    too. notes: what was noticed and put right in reading (encoding, marks inside cells, sheets
    passed over). batches: goes through the data rows from the first, each time it is called.
    """

    where: str
    tool: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
