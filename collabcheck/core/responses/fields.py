"""Which columns say who answered, when, in which wave, and whether to the end?

Survey tools name these columns always alike. What a tool may mean otherwise is not guessed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from collabcheck.core.instrument.questionnaire import Attribute
from collabcheck.core.responses.cells import MOST_TEXTS, Options
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.dates import Order, orders
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
COMPLETE = (("Complete", "2"), {"complete", "incomplete", "unverified", "0", "1", "2"})

Cells = Mapping[int, Sequence[str]]
"""For each column number some of its cells that are not blank."""


def respondent(columns: Iterable[Column], cells: Cells) -> Column | None:
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


def date(columns: Iterable[Column], cells: Cells) -> tuple[Column, tuple[Order, ...]] | None:
    """Find the day of the response, with the orders that its cells can be read in."""
    for column in _named(columns, DATE):
        texts = cells[column.number]
        if texts and (possible := orders(texts)):
            return column, possible
    return None


def wave(columns: Iterable[Column], cells: Cells) -> Column | None:
    """Find the wave's column."""
    for column in _named(columns, WAVE):
        if 0 < len(set(cells[column.number])) <= MOST_TEXTS:
            return column
    return None


def finished(
    columns: Sequence[Column], cells: Cells, tool: str
) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """Find columns that tell finished responses, and their texts that are kept (none: any)."""
    ends = []
    for column in columns:
        names = [normal(text).split(".")[0] for text in column.headers]
        found = {normal(text) for text in cells[column.number]}
        if tool == "Qualtrics" and (name := next(filter(FINISHED.get, names), "")):
            texts, possible = FINISHED[name]
            if found <= possible:
                yield column, texts
        elif tool == "LimeSurvey" and {"submitdate", "date submitted"} & set(names):
            yield column, ()
        elif tool == "REDCap" and found <= COMPLETE[1]:
            ends += [column] if any(_ends(name) for name in names) else []
    if len(ends) == 1:
        yield ends[0], COMPLETE[0]


def _ends(name: str) -> bool:
    """Tell whether a REDCap column says how far a form was filled in."""
    return name.endswith("_complete") or name == "complete?"


def attribute(
    asked: Attribute, columns: Sequence[Column], cells: Cells
) -> tuple[tuple[Column, ...], bool]:
    """Find the columns that may hold an attribute, and whether it is certain.

    Certain is one column alone with the attribute's id or question above it. Else those whose
    cells are all options of it are in doubt.
    """
    names = {normal(asked.id), normal(asked.question)}
    named = [c for c in columns if any(names & set(phrases(header)) for header in c.headers)]
    if named:
        return tuple(named), len(named) == 1
    options = Options(asked, ())
    fitting = [
        column
        for column in columns
        if (texts := set(cells[column.number])) and all(options[text] != "" for text in texts)
    ]
    return tuple(fitting), False


def _named(columns: Iterable[Column], names: Sequence[str]) -> list[Column]:
    """Find columns with one of these names in a header cell, in the order of the names."""
    ranks = {name: rank for rank, name in enumerate(names)}
    found = []
    for column in columns:
        rank = min((ranks.get(normal(text), len(names)) for text in column.headers), default=999)
        if rank < len(names):
            found.append((rank, column.number, column))
    return [column for *_, column in sorted(found, key=lambda f: f[:2])]
