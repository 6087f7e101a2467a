"""How many people were invited to answer?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Attribute, Questionnaire
from collabcheck.core.responses.columns import Grid

MOST_GROUPS = 1000


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


def roster_of(questionnaire: Questionnaire | None, grid: Grid) -> Roster:
    """Read a roster: the first column names the groups, the second how many were invited.

    The first column's header is the attribute, such as `agency`; its cells are options of it, by id
    or name, where the questionnaire asks it. Raises `CollabcheckError` naming the row.
    """
    if len(grid.columns) < 2:
        raise CollabcheckError(
            "a roster has two columns: the group, and how many were invited",
            where=grid.where,
            mend="write a first line such as: agency,invited",
        )
    by = grid.columns[0].name.strip().casefold()
    asked = [a for a in questionnaire.attributes if a.id == by] if questionnaire else []
    if questionnaire and questionnaire.attributes and not asked:
        raise CollabcheckError(
            f"the questionnaire does not ask for '{by}'",
            where=f"{grid.where}, row 1",
            mend=near_miss(by, [a.id for a in questionnaire.attributes]),
        )
    invited: dict[str, int] = {}
    for batch in grid.batches():
        for number, row in zip(batch.numbers, batch.rows, strict=True):
            where = f"{grid.where}, row {number}"
            group, people = _row(row, asked[0] if asked else None, where)
            if group in invited:
                raise CollabcheckError(f"'{group}' stands in it twice", where=where)
            invited[group] = people
    if not invited:
        raise CollabcheckError("names no group", where=grid.where, mend="give a line to each")
    if len(invited) > MOST_GROUPS:
        raise CollabcheckError("names more than 1000 groups", where=grid.where)
    return Roster(by, tuple(invited.items()))


def _row(row: Sequence[str], asked: Attribute | None, where: str) -> tuple[str, int]:
    name, number = row[0].strip(), row[1].strip()
    if not number.isdecimal() or not 0 < int(number) <= 10**7:
        raise CollabcheckError(
            f"'{number}' is not a number of people",
            where=where,
            mend="write how many were invited, 1 or more, in the second column",
        )
    if not name:
        raise CollabcheckError("the group has no name", where=where)
    if asked is None:
        return name, int(number)
    for option in asked.options:
        if name.casefold() in (option.id, option.name.casefold()):
            return option.id, int(number)
    raise CollabcheckError(
        f"there is no {asked.id} '{name}'",
        where=where,
        mend=near_miss(name, [option.id for option in asked.options]),
    )
