"""How does delimited text become records, and what stands between their cells?"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice

from collabcheck.core.errors import BadExport
from collabcheck.readers.encoding import MARKS, Text
from collabcheck.readers.rows import is_blank
from collabcheck.readers.source import Source, opened

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 1 << 18
SAMPLED = 50
EXCELS_FIRST_LINE = re.compile(r'"?sep=([,;\t|])"?\r?\n')


@dataclass(frozen=True)
class Delimited:
    """A delimited text: its bytes, how they are decoded, and what stands between the cells.

    `announced`: the first line is Excel's `sep=;`, which a spreadsheet does not count as a row.
    """

    source: Source
    text: Text
    delimiter: str
    announced: bool = False


def delimited(source: Source, text: Text, delimiter: str | None = None) -> Delimited:
    """Find what stands between the cells; `delimiter` is taken at its word.

    Raises `BadExport` for an empty text, and where two delimiters would do equally well.
    """
    with _lines(source, text) as lines:
        sample = _start(lines)
    if not sample.strip('"\n\r ' + "".join(DELIMITERS)):
        raise BadExport("the file is empty", where=source.name)
    announced = EXCELS_FIRST_LINE.fullmatch(sample.partition("\n")[0] + "\n")
    if announced:
        return Delimited(source, text, delimiter or announced[1], announced=True)
    return Delimited(source, text, delimiter or _sniffed(sample, source.name))


@contextmanager
def records(of: Delimited, start: int = 0) -> Iterator[Iterator[list[str]]]:
    """Give the records, each as its cells; a blank line is a record without any.

    The first is the one at byte `start`, where one must begin.

    Raises `BadExport` naming the line where a quote goes wrong, or a cell is too long.
    """
    try:
        with _lines(of.source, of.text, start) as lines:
            if of.announced and not start:
                next(lines)
            yield csv.reader(lines, delimiter=of.delimiter, strict=True)
    except csv.Error as error:
        raise _broken(of, str(error)) from None
    except UnicodeError:
        raise BadExport("the file was changed while it was read", where=of.source.name) from None


@contextmanager
def _lines(source: Source, text: Text, start: int = 0) -> Iterator[Iterator[str]]:
    with opened(source) as file, io.TextIOWrapper(file, text.codec, newline="") as lines:
        if start:
            file.seek(start)
        yield (MARKS.sub("", line) for line in lines) if text.marks else lines


def _start(lines: Iterator[str]) -> str:
    found, size = [], 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size > SAMPLE:
            break
    return "".join(found)


@dataclass(frozen=True, order=True)
class _Fit:
    """How well a delimiter fits: records of the usual width, quotes left inside cells, width."""

    records: int
    quotes: int
    width: int
    delimiter: str


def _sniffed(sample: str, name: str) -> str:
    """Take the delimiter that cuts the most of the first records into equally many cells."""
    fits = sorted((_fit(sample, delimiter) for delimiter in DELIMITERS), reverse=True)
    several = [fit for fit in fits if fit.width > 1]
    if not several:
        return fits[0].delimiter
    best, *others = several
    for other in others:
        as_good = (other.records, other.quotes) == (best.records, best.quotes)
        if as_good and 2 * other.width > best.width:
            raise BadExport(
                f"{DELIMITERS[best.delimiter]} and {DELIMITERS[other.delimiter]} could both "
                "stand between the cells",
                where=name,
                mend="name one in the mapping's layout: delimiter",
            )
    return best.delimiter


def _fit(sample: str, delimiter: str) -> _Fit:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        rows.extend(row for row in islice(reader, SAMPLED) if not is_blank(row))
    ((width, count),) = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    quotes = sum(cell.count('"') % 2 for row in rows for cell in row)
    return _Fit(count, -quotes, width, delimiter)


def _broken(of: Delimited, error: str) -> BadExport:
    """Find the line of the record that cannot be read; it costs a second pass, on failure only."""
    line = 1 + of.announced
    with _lines(of.source, of.text) as lines:
        if of.announced:
            next(lines)
        reader = csv.reader(lines, delimiter=of.delimiter, strict=True)
        with suppress(csv.Error):
            for _ in reader:
                line = reader.line_num + 1 + of.announced
    what = "a quote that opens in this row is not closed, or a quote inside a cell is not doubled"
    mend = 'write a quote inside a quoted cell twice (""), or export the file again'
    if "field limit" in error:
        what = (
            "a quote that opens in this row is not closed, or a cell has more than "
            f"{csv.field_size_limit():,} characters"
        )
        mend = "close the quote; or shorten the cell, or take its column out"
    return BadExport(what, where=f"{of.source.name}, line {line}", mend=mend)
