"""How do an export's columns and words stand for items, answers and attributes?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from collabcheck.core.errors import Fault
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.instrument.values import Id, Text, Value
from collabcheck.core.responses.dates import Order
from collabcheck.core.responses.labels import normal

Path = tuple[str | int, ...]
ENDLESS = re.compile(r"\((?:[^()\\]|\\.)*[+*}|](?:[^()\\]|\\.)*\)[+*{]")
"""A repeated group with repeats or choices in it, on which matching may not end."""


def _column(given: object) -> object:
    """Let a number from 1 or a text pass, with one plain message for all else."""
    if (isinstance(given, str) and given.strip()) or (type(given) is int and given > 0):
        return given.strip() if isinstance(given, str) else given
    raise PydanticCustomError(
        "column", "a column is a number from 1, or its header as a text in quotes"
    )


def _answer(given: object) -> object:
    """Let a code or one of the three words pass, with one plain message for all else."""
    if given in ("dont_know", "not_applicable", "blank") or (
        type(given) is int and 0 <= given <= 11
    ):
        return given
    raise PydanticCustomError(
        "answer", "an answer is a code of the scale, dont_know, not_applicable or blank"
    )


ColumnRef = Annotated[Annotated[int, Field(ge=1)] | Text, BeforeValidator(_column)]
"""A column by its number, counted from 1, or by its header: one header cell, or the joined name."""
Answer = Annotated[
    Annotated[int, Field(ge=0, le=11)] | Literal["dont_know", "not_applicable", "blank"],
    BeforeValidator(_answer),
]


class ItemColumn(Value):
    """The column that an item's answers stand in.

    header: what must stand above it, so that a column named by its number is known to be the same
    in the next wave.
    """

    item: Id
    column: ColumnRef
    header: Text | None = None


class Pattern(Value):
    r"""Columns whose header matches a regular expression; `items` may use its groups: `rip-\1`."""

    columns: Text
    items: Text


class Word(Value):
    """A cell's text, in any case and spacing, and the answer that it stands for."""

    text: str
    answer: Answer


class OptionWord(Value):
    """A cell's text and the option of the attribute that it stands for; none leaves it out."""

    text: Text
    option: Text | None


class AttributeColumn(Value):
    """Where an attribute stands: in a column, or (`always`) the same for the whole file.

    An attribute that the questionnaire does not ask takes the texts of its column as they are.
    """

    attribute: Id
    column: ColumnRef | None = None
    always: Text | None = None
    options: tuple[OptionWord, ...] = ()


class DateColumn(Value):
    """Where the day of the response stands, and in which order its numbers are written."""

    column: ColumnRef
    order: Order


class Keep(Value):
    """Rows are kept where this column holds one of these texts; none given, any but a blank.

    An empty text stands for a blank.
    """

    column: ColumnRef
    texts: tuple[str, ...] = ()


class FileLayout(Value):
    """How the file is to be read, where that cannot be told from the file alone."""

    sheet: Text | None = None
    header_rows: Annotated[int | None, Field(ge=1, le=5)] = None
    encoding: Text | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None


class Mapping(Value):
    """How one kind of export is read; saved, it reads the next wave too.

    questionnaire: a shipped name, or the path of a file from the folder that the mapping lies in.
    duplicates: what happens where one respondent answered twice. rest: whether what the mapping
    does not name is found as if there were no mapping, and doubts about it are to be settled; or is
    left, so that nothing else is read (see `proposal.settled`).
    """

    kind: Literal["mapping"]
    questionnaire: Text
    layout: FileLayout = FileLayout()
    respondent: ColumnRef | None = None
    date: DateColumn | None = None
    wave: ColumnRef | None = None
    attributes: tuple[AttributeColumn, ...] = ()
    items: tuple[ItemColumn, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    answers: tuple[Word, ...] = ()
    keep: tuple[Keep, ...] = ()
    duplicates: Literal["refuse", "first", "last"] = "refuse"
    rest: Literal["find", "leave"] = "find"


def mapping_faults(questionnaire: Questionnaire, mapping: Mapping) -> tuple[Fault, ...]:
    """Find all in a mapping that does not fit its questionnaire, or itself."""
    return tuple(_faults(questionnaire, mapping))


def _faults(questionnaire: Questionnaire, mapping: Mapping) -> Iterator[Fault]:
    items = [item.id for item in questionnaire.items]
    for i, entry in enumerate(mapping.items):
        if entry.item not in items:
            yield Fault(
                ("items", i, "item"),
                f"there is no item '{entry.item}'",
                near_miss(entry.item, items),
            )
    for i, pattern in enumerate(mapping.patterns):
        if ENDLESS.search(pattern.columns):
            yield Fault(
                ("patterns", i, "columns"),
                "a repeated group that holds repeats or choices can take for ever",
                "say what is repeated once, such as \\d+ in place of (\\d+)+",
            )
            continue
        try:
            re.compile(pattern.columns)
            # With an empty choice it matches, and shows whether the groups in `items` are there.
            empty = re.fullmatch(f"{pattern.columns}|", "")
            _ = empty and empty.expand(pattern.items)
        except (re.error, IndexError, OverflowError, RecursionError) as error:
            yield Fault(
                ("patterns", i, "columns"),
                f"this is no regular expression: {error}",
                "put a backslash before signs that stand for themselves, such as \\( or \\[",
            )
    yield from _word_faults(questionnaire, mapping)
    yield from _attribute_faults(questionnaire, mapping)


def _word_faults(questionnaire: Questionnaire, mapping: Mapping) -> Iterator[Fault]:
    codes = [point.code for point in questionnaire.scale.points]
    seen: dict[str, object] = {}
    for i, word in enumerate(mapping.answers):
        if isinstance(word.answer, int) and word.answer not in codes:
            yield Fault(
                ("answers", i, "answer"),
                f"{word.answer} is not on the scale",
                f"codes run from {codes[0]} to {codes[-1]}",
            )
        if seen.setdefault(normal(word.text), word.answer) != word.answer:
            yield Fault(
                ("answers", i, "text"), f"'{word.text}' has two meanings", "keep one of the two"
            )


def _attribute_faults(questionnaire: Questionnaire, mapping: Mapping) -> Iterator[Fault]:
    asked = {attribute.id: attribute for attribute in questionnaire.attributes}
    seen: set[str] = set()
    for i, entry in enumerate(mapping.attributes):
        here = ("attributes", i)
        if entry.attribute == "none":
            yield Fault((*here, "attribute"), "'none' means no groups", "give it another name")
        if entry.attribute in seen:
            yield Fault((*here, "attribute"), f"{entry.attribute} is given twice", "keep one")
        seen.add(entry.attribute)
        if (entry.column is None) == (entry.always is None):
            yield Fault(
                (*here, "attribute"),
                f"{entry.attribute} needs a column, or one option for all ('always')",
                "write one of the two",
            )
        if entry.attribute not in asked:
            continue
        options = asked[entry.attribute].options
        known = {normal(text) for option in options for text in (option.id, option.name)}
        named: list[tuple[Path, str | None]] = [((*here, "always"), entry.always)]
        named += [((*here, "options", j, "option"), w.option) for j, w in enumerate(entry.options)]
        for path, option in named:
            if option is not None and normal(option) not in known:
                yield Fault(
                    path,
                    f"there is no {entry.attribute} '{option}'",
                    near_miss(option, [option.id for option in options]),
                )
