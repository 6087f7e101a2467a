"""Which of the first rows name the columns, and whose export is it?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.mapping import FileLayout
from collabcheck.readers.rows import is_blank
from collabcheck.readers.tools import QUALTRICS, SURVEYMONKEY, tool_of

RESPONSES = ("Response", "Open-Ended Response")
"""What stands below a question of one column, where others have a second header row."""
HEAD_RECORDS = 40
"""Records that are looked at to tell headers from answers."""


@dataclass(frozen=True)
class Heading:
    """The header rows: from record `first` (counted from 0) on, `raw` as they stand.

    `columns` are what they name; `tool` is whose export it is; `notes` say what was passed over.
    """

    first: int
    raw: tuple[list[str], ...]
    columns: tuple[Column, ...]
    tool: str
    notes: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        """How many records stand before the first row of answers."""
        return self.first + len(self.raw)


def heading_of(
    records: Sequence[list[str]],
    where: str,
    rows: int | None = None,
    spans: Mapping[int, Mapping[int, int]] | None = None,
) -> Heading:
    """Find the header rows among the first records; `rows` is taken at its word.

    `spans` says of a workbook's merged cells, by record and column, from which column a cell takes
    its text. Raises `BadExport` where there is none, or one and two are equally likely.
    """
    if not records:
        raise BadExport("the file is empty", where=where)
    if all(map(is_blank, records)):
        raise BadExport(
            f"the first {len(records)} rows are blank, and no header is there",
            where=where,
            mend="delete the blank rows at the top",
        )
    first = first_header(records)
    notes = _passed_over(records, first)
    records = records[first:]
    tool = tool_of(records)
    merged = (spans or {}).get(first, {})
    count = rows or _count(records, tool, where, first, frozenset(merged))
    raw = [list(row) for row in records[:count]]
    if len(raw) < count:
        raise BadExport(
            f"there are not {count} header rows",
            where=where,
            mend="change the mapping's layout: header_rows",
        )
    width = max(map(len, raw))
    raw = [[*row, *[""] * (width - len(row))] for row in raw]
    filled = [
        [clean(row[(spans or {}).get(first + n, {}).get(c, c)]) for c in range(width)]
        for n, row in enumerate(raw)
    ]
    if count > 1 and tool != QUALTRICS:
        filled[0] = _carried(filled[0], filled[1])
    columns = tuple(Column(n, texts) for n, texts in enumerate(zip(*filled, strict=True), 1))
    return Heading(first, tuple(raw), columns, tool, notes)


def refuse_layout(layout: FileLayout, parts: Sequence[str], what: str, where: str) -> None:
    """Refuse parts of a layout that do nothing for `what` the file is. Raises `BadExport`."""
    for part in parts:
        if getattr(layout, part) is not None:
            raise BadExport(
                f"the mapping's layout says {part}, but this is {what}, which has none to choose",
                where=where,
                mend="take it out of the layout, or name the file it is meant for",
            )


def clean(text: str) -> str:
    """Take line ends, stray and unbreakable space out of a header cell."""
    return " ".join(text.split())


def first_header(records: Sequence[list[str]]) -> int:
    """Find the first header row, counted from 0: a title stands above it alone in its row."""
    for n, row in enumerate(records):
        filled = [cell for cell in row if cell and not cell.isspace()]
        if filled and not _is_title(filled, records[n + 1 :]):
            return n
    return 0


def _is_title(filled: Sequence[str], below: Sequence[list[str]]) -> bool:
    widest = max((sum(bool(cell.strip()) for cell in row) for row in below), default=0)
    return len(filled) == 1 and widest >= 3


def _passed_over(records: Sequence[list[str]], first: int) -> tuple[str, ...]:
    titles = [clean(" ".join(row)) for row in records[:first] if not is_blank(row)]
    if not titles:
        return ()
    said = ", ".join(f"'{title[:60]}'" for title in titles)
    return (f"passed over above the header row ({first + 1}): {said}",)


def _count(
    records: Sequence[list[str]], tool: str, where: str, above: int, merged: frozenset[int]
) -> int:
    """Tell how many header rows there are."""
    for n, row in enumerate(records[:4]):
        if any(_is_import_id(cell) for cell in row):
            return n + 1
    if tool == QUALTRICS:
        return 2 if _is_qualtrics_second(records) else 1
    gaps = _gaps(records)
    if tool == SURVEYMONKEY:
        return 2 if gaps or _has_responses(records) else 1
    if not gaps:
        return 1
    below = records[1]
    if any(not below[gap].strip() or _is_number(below[gap]) for gap in gaps):
        return 1
    if merged.issuperset(gaps) or _are_options(records, gaps):
        return 2
    raise BadExport(
        f"columns {', '.join(str(gap + 1) for gap in gaps[:8])} have no name in row {above + 1}, "
        f"and row {above + 2} may be a second header row or the first answers",
        where=where,
        mend="name which in the mapping's layout: header_rows: 1, or 2",
    )


def _is_import_id(cell: str) -> bool:
    if not cell.lstrip().startswith("{"):
        return False
    try:
        return "ImportId" in json.loads(cell)
    except ValueError:
        return False


def _is_qualtrics_second(records: Sequence[list[str]]) -> bool:
    words = {"start date", "startdate", "response id", "responseid"}
    return len(records) > 1 and bool(words & {clean(cell).lower() for cell in records[1]})


def _has_responses(records: Sequence[list[str]]) -> bool:
    return len(records) > 1 and any(clean(cell) in RESPONSES for cell in records[1])


def _gaps(records: Sequence[list[str]]) -> list[int]:
    """Find the columns without a name in the first row, right of one with a name, not blank below.

    Empty where there is no second row.
    """
    if len(records) < 2:
        return []
    top, below = records[0], records[1]
    named = [n for n, cell in enumerate(top) if cell.strip()]
    return [
        n
        for n in range(named[0] + 1 if named else len(top), len(top))
        if not top[n].strip()
        and n < len(below)
        and any(n < len(row) and row[n].strip() for row in records[1:])
    ]


def _are_options(records: Sequence[list[str]], gaps: Sequence[int]) -> bool:
    """Tell whether the second row names what a question spans: all differ, and are no answers.

    Below a question of one column there is nothing then, "Response", or the question again.
    """
    top, below, answers = records[0], records[1], records[2:]
    for n in range(min(len(top), len(below))):
        alone = top[n].strip() and not {n, n + 1} & set(gaps)
        if alone and clean(below[n]) not in ("", *RESPONSES, clean(top[n])):
            return False
    span: list[int] = []
    for gap in gaps:
        span = [*span, gap] if span and span[-1] == gap - 1 else [gap - 1, gap]
        texts = [below[n].strip() for n in span]
        if len(set(texts)) < len(texts):
            return False
        if any(row[gap].strip() == below[gap].strip() for row in answers if gap < len(row)):
            return False
    return bool(answers)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _carried(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """Carry a question right over the blank cells that have an option below."""
    found: list[str] = []
    question = ""
    for text, option in zip(top, below, strict=True):
        question = text or question
        found.append(question if option else text)
    return found
