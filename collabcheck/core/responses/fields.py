"""Which columns say who answered, when, in which wave, and whether to the end?

Survey tools name these columns always alike. What a tool may mean otherwise is not guessed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from collabcheck.core.instrument.item import Attribute
from collabcheck.core.responses.cells import MOST_TEXTS, Options
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.dates import Order, is_day_missing, orders
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.matching import phrases

RESPONDENT = (
    "respondent", "participant", "participant id", "email address", "email", "username", "token",
    "respondent id", "respondentid", "response id", "responseid", "record_id", "record id",
    "_uuid", "meta-instanceid", "instanceid", "key", "#", "id",
)  # fmt: skip
NAMES = (
    "name",
    "first name",
    "last name",
    "recipientfirstname",
    "recipientlastname",
    "recipientemail",
    "ip address",
    "ipaddress",
    "network id",
    "custom data 1",
)
DATE = (
    "date", "submitdate", "date submitted", "submit date (utc)", "submit date", "submitted at",
    "completion time", "end date", "enddate", "recordeddate", "recorded date", "timestamp",
    "_submission_time", "submissiondate", "end", "start date", "startdate", "start time", "start",
)  # fmt: skip
WAVE = ("wave", "redcap_event_name", "event name")
FINISHED = {
    "finished": (("True", "1", "Yes"), {"true", "false", "1", "0", "yes", "no"}),
    # Previews and spam are no answers; Qualtrics writes words or numbers.
    "status": (
        ("IP Address", "0", "Imported", "4", "Offline", "16"),
        {
            "ip address", "survey preview", "survey test", "imported", "spam", "offline",
            "survey preview spam", "imported spam", "offline spam", "0", "1", "2", "4", "8", "9",
            "12", "16", "48",
        },
    ),
}  # fmt: skip
"""Qualtrics columns by header: the texts that are kept, and all that can stand there."""
PREVIEWS = frozenset({"survey preview", "survey preview spam", "survey test", "1", "2", "9", "17"})
"""What Qualtrics says there of answers that the survey's authors gave to try it."""
COMPLETE = (("Complete", "2"), {"complete", "incomplete", "unverified", "0", "1", "2"})
STATUS = frozenset({
    "finished", "completed", "complete", "status", "response status", "response type",
    "completion status", "_validation_status",
})  # fmt: skip
DONE = ("Complete", "Completed", "Finished", "True", "Yes")
NOT_DONE = frozenset({"incomplete", "partial", "partially completed", "unfinished", "started",
                      "in progress", "disqualified", "false", "no"})  # fmt: skip
LIMESURVEY = frozenset({"submitdate", "date submitted"})
SUBMITTED = LIMESURVEY | frozenset({
    "submit date", "submit date (utc)", "submitted at",
    "submission date", "completion time", "completed at", "end date", "enddate",
})  # fmt: skip
MOST_STATES = 8
"""A column with more different texts does not say who finished."""

FirstCells = Mapping[int, Sequence[str]]
"""For each column number the cells of the first rows that are not blank."""


def respondent(columns: Iterable[Column], cells: FirstCells) -> Column | None:
    """Find the column that tells respondents apart, if its name says so and its cells differ."""
    for column in _named(columns, RESPONDENT):
        texts = cells[column.number]
        # Where nobody signs in, a tool writes "anonymous" for all.
        if texts and 2 * Counter(texts).most_common(1)[0][1] <= max(2, len(texts)):
            return column
    return None


def people(columns: Iterable[Column]) -> list[Column]:
    """Find all columns whose name says that they tell who answered."""
    return _named(columns, (*RESPONDENT, *NAMES))


def date(columns: Sequence[Column], cells: FirstCells) -> tuple[Column, tuple[Order, ...]] | None:
    """Find the day of the response, with the orders that its cells can be read in.

    After the names that all tools use, REDCap's `<form>_timestamp`, if there is one alone.
    """
    stamps = [column for column in columns if any(map(_stamps, _heads(column)))]
    for column in (*_named(columns, DATE), *(stamps if len(stamps) == 1 else ())):
        texts = days_in(column, cells)
        if texts and (possible := orders(texts)):
            return column, possible
    return None


def days_in(column: Column, cells: FirstCells) -> list[str]:
    """Give the cells of a column of days that hold one."""
    return [text for text in cells[column.number] if not is_day_missing(text)]


def wave(columns: Iterable[Column], cells: FirstCells) -> Column | None:
    """Find the wave's column."""
    for column in _named(columns, WAVE):
        if 0 < len(set(cells[column.number])) <= MOST_TEXTS:
            return column
    return None


def finished(
    columns: Sequence[Column], cells: FirstCells, tool: str, items: Collection[int] = ()
) -> Iterator[tuple[Column, tuple[str, ...] | None]]:
    """Find columns that tell finished responses, and their texts that are kept (none: any).

    None in place of the texts: the column may tell that, and what it tells cannot be known. `items`
    are the numbers of the items' columns.
    """
    heads = {column.number: _heads(column) for column in columns}
    ends = [column for column in columns if any(map(_ends, heads[column.number]))]
    own = _own_end(ends, items)
    states = 0
    for column in columns:
        stated = STATUS & heads[column.number] or (column in ends and own in (None, column))
        if not stated and not LIMESURVEY & heads[column.number]:
            continue
        kept = _kept(column, cells, tool, certain_end=column == own)
        if kept is not None or (stated and len(states_in(column, cells)) > 1):
            states += 1
            yield column, kept
    rows = max(map(len, cells.values()), default=0)
    for column in columns if not states else ():
        # A date in every row tells nobody apart.
        if len(days_in(column, cells)) < rows and _may_be_submitted(column, cells, items):
            yield column, None


def previews(column: Column, tool: str) -> frozenset[str]:
    """Give the normal texts of a column that tell a survey's preview, which is no response."""
    return PREVIEWS if tool == "Qualtrics" and "status" in _heads(column) else frozenset()


def states_in(column: Column, cells: FirstCells) -> tuple[str, ...]:
    """Give the different texts of a column, "" for a blank; none if there are too many."""
    spelt = {normal(text): " ".join(text.split()) for text in reversed(cells[column.number])}
    found = sorted(spelt.values()) + [""] * _has_gaps(column, cells)
    return tuple(found) if len(spelt) <= MOST_STATES else ()


def _kept(
    column: Column, cells: FirstCells, tool: str, *, certain_end: bool
) -> tuple[str, ...] | None:
    """Give the texts of finished responses, where that is certain."""
    heads = _heads(column)
    found = {normal(text) for text in cells[column.number]}
    if tool == "LimeSurvey" and LIMESURVEY & heads:
        return ()
    for name in heads & FINISHED.keys() if tool == "Qualtrics" else ():
        texts, possible = FINISHED[name]
        if found <= possible:
            return texts
    if tool == "REDCap" and certain_end and found <= COMPLETE[1]:
        return COMPLETE[0]
    said = found <= NOT_DONE | set(map(normal, DONE))
    if STATUS & heads and found and said and not _has_gaps(column, cells):
        return DONE
    return None


def _own_end(ends: Sequence[Column], items: Collection[int]) -> Column | None:
    """Find the `_complete` column of the form that the items are in: the next one behind them.

    None where it is not certain: items on both sides of one, or two side by side behind them.
    """
    if len(ends) < 2 or not items:
        return ends[0] if len(ends) == 1 else None
    numbers = {column.number for column in ends}
    behind = [column for column in ends if column.number > max(items)]
    if not behind or any(min(items) < number < max(items) for number in numbers):
        return None
    return None if behind[0].number + 1 in numbers else behind[0]


def _may_be_submitted(column: Column, cells: FirstCells, items: Collection[int]) -> bool:
    """Tell whether a column may hold the day of submission.

    By its name; or, in any language, a column of days in front of the items.
    """
    heads, texts = _heads(column), days_in(column, cells)
    in_front = column.number < min(items, default=0) and not heads & set(DATE)
    named = bool(SUBMITTED & heads) or any(map(_stamps, heads))
    likely = bool(texts) and (in_front or named)
    return likely and bool(orders(texts[:1])) and bool(orders(texts))


def _heads(column: Column) -> set[str]:
    """Give a column's header cells, without the number that a tool puts behind a second one."""
    return {normal(text).split(".")[0] for text in column.headers}


def _has_gaps(column: Column, cells: FirstCells) -> bool:
    """Tell whether a column is blank in a row where another is not."""
    return len(cells[column.number]) < max(map(len, cells.values()))


def _ends(name: str) -> bool:
    """Tell whether a REDCap column says how far a form was filled in."""
    return name.endswith("_complete") or name == "complete?"


def _stamps(name: str) -> bool:
    """Tell whether a REDCap column says when a form was completed."""
    return name.endswith("_timestamp") or name == "survey timestamp"


def attribute(
    asked: Attribute, columns: Sequence[Column], cells: FirstCells
) -> tuple[tuple[Column, ...], bool]:
    """Find the columns that may hold an attribute, and whether it is certain.

    Certain is one column alone with the attribute's id or question above it. Else those whose
    cells are all options of it are in doubt.
    """
    if found := named(asked, columns):
        return found, len(found) == 1
    options = Options(asked, ())
    fitting = [
        column
        for column in columns
        if (texts := set(cells[column.number])) and all(options[text] != "" for text in texts)
    ]
    return tuple(fitting), False


def named(asked: Attribute, columns: Sequence[Column]) -> tuple[Column, ...]:
    """Find the columns with an attribute's id or question above them."""
    names = {normal(asked.id), normal(asked.question)}
    return tuple(c for c in columns if any(names & set(phrases(header)) for header in c.headers))


def _named(columns: Iterable[Column], names: Sequence[str]) -> list[Column]:
    """Find columns with one of these names in a header cell, in the order of the names."""
    ranks = {name: rank for rank, name in enumerate(names)}
    found = []
    for column in columns:
        rank = min((ranks.get(normal(text), len(names)) for text in column.headers), default=999)
        if rank < len(names):
            found.append((rank, column.number, column))
    return [column for *_, column in sorted(found, key=lambda f: f[:2])]
