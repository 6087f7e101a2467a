"""How many people were invited to answer?"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from collabcheck.core.errors import CollabcheckError, FaultyFile
from collabcheck.core.instrument.item import Attribute
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Grid
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.offers import offer_option
from collabcheck.core.responses.places import short

MOST_GROUPS = 1000
MOST_FAULTS = 20
_PEOPLE = re.compile(r"\d{1,8}(?:\.0*)?")


@dataclass(frozen=True)
class Roster:
    """How many people of each group were invited.

    by: the attribute that the groups are options of. invited: (option, people), each option once.
    """

    by: str
    invited: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many were invited in all."""
        return sum(n for _, n in self.invited)


def roster_of(questionnaire: Questionnaire, grid: Grid) -> Roster:
    """Read a roster: the first column names the groups, the second how many were invited.

    The first column's header is the attribute, such as `agency`, or its question; its cells are
    options of it, by id or name, where the questionnaire asks it. Raises `FaultyFile` with all rows
    that cannot be read, `CollabcheckError` for the headers or a roster of nobody.
    """
    if len(grid.columns) < 2:
        raise CollabcheckError(
            "a roster has two columns: the group, and how many were invited",
            where=grid.where,
            mend="write a first line such as: agency,invited",
        )
    header = grid.columns[0].name
    asked = _asked(questionnaire, header, grid.where)
    invited: dict[str, int] = {}
    faults: list[CollabcheckError] = []
    rows = [pair for b in grid.batches() for pair in zip(b.numbers, b.rows, strict=True)]
    _refuse_several(grid, [row for _, row in rows])
    for number, row in rows:
        try:
            group, people = _row(row, asked, invited)
        except CollabcheckError as error:
            error.where = f"{grid.where}, row {number}"
            faults.append(error)
        else:
            invited[group] = people
    if faults:
        raise FaultyFile(grid.where, tuple(faults[:MOST_FAULTS]))
    if not invited:
        raise CollabcheckError("names no group", where=grid.where, mend="give a line to each")
    if len(invited) > MOST_GROUPS:
        raise CollabcheckError("names more than 1000 groups", where=grid.where)
    return Roster(asked.id if asked else header.strip().casefold(), tuple(invited.items()))


def _refuse_several(grid: Grid, rows: Sequence[Sequence[str]]) -> None:
    """Refuse a roster with several columns of numbers, such as one a year."""
    numbered = []
    for column in grid.columns[1:]:
        cells = [cell for row in rows if (cell := row[column.number - 1].strip())]
        if cells and all(map(_PEOPLE.fullmatch, cells)):
            numbered.append(column)
    if len(numbered) > 1:
        names = ", ".join(f"{c.number} ({short(c.name)})" for c in numbered)
        raise CollabcheckError(
            f"several columns hold numbers of people: {names}",
            where=grid.where,
            mend="keep the one that says how many were invited",
        )


def _asked(questionnaire: Questionnaire, header: str, where: str) -> Attribute | None:
    """Find the attribute that a header names; None where the questionnaire asks for none."""
    attributes = questionnaire.attributes
    for attribute in attributes:
        if normal(header) in (normal(attribute.id), normal(attribute.question)):
            return attribute
    if not attributes:
        return None
    raise CollabcheckError(
        f"the questionnaire does not ask for '{short(header)}'",
        where=f"{where}, row 1",
        mend=f"head the first column {' or '.join(a.id for a in attributes)}",
    )


def _row(row: Sequence[str], asked: Attribute | None, before: Container[str]) -> tuple[str, int]:
    """Read a group and how many were invited. Raises `CollabcheckError` without a place."""
    name, number = row[0].strip(), row[1].strip()
    if not _PEOPLE.fullmatch(number) or not 0 < float(number) <= 10**7:
        raise CollabcheckError(
            f"'{short(number)}' is not a number of people",
            mend="write how many were invited, 1 or more, in the second column",
        )
    if not name:
        raise CollabcheckError("the group has no name", mend="write it in the first column")
    group = _group(name, asked) if asked else name
    if group in before:
        raise CollabcheckError(f"'{short(name)}' stands in it twice", mend="keep one of the two")
    return group, int(float(number))


def _group(name: str, asked: Attribute) -> str:
    for option in asked.options:
        if normal(name) in (normal(option.id), normal(option.name)):
            return option.id
    offer = offer_option(asked, name)
    names = ", ".join(f"'{option.name}'" for option in asked.options)
    raise CollabcheckError(
        f"there is no {asked.id} '{short(name)}'",
        mend=f"did you mean '{offer.words}'?" if offer else f"write one of {names}",
    )
