"""How do many people's answers stand in one table?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import Given, Response

WORTH_COUNTING = 100_000
"""Respondents in one table that are worth counting at once."""


@dataclass(frozen=True, eq=False)
class Table:
    """Answers of many respondents to one questionnaire.

    answers: int8, respondents x items, each a *category*: 0 up to the number of points less one
        for the points of the scale from the lowest code up, then one each for don't know,
        not applicable and blank (see `categories`).
    attributes: for each attribute asked, one option id (or None) a respondent.
    comments: (item id, text), in the order of the text, so that it says nothing of who wrote it.
    period: the first and the last day of the responses, YYYY-MM-DD.
    """

    answers: NDArray[np.int8]
    attributes: dict[str, tuple[str | None, ...]]
    comments: tuple[tuple[str, str], ...] = ()
    period: tuple[str, str] | None = None

    def __len__(self) -> int:
        """Count the respondents."""
        return len(self.answers)

    @property
    def own_role(self) -> str | None:
        """The role of one respondent alone; None for a group."""
        return self.attributes.get("role", (None,))[0] if len(self) == 1 else None


@dataclass(frozen=True)
class Categories:
    """The positions of the ways to answer, for a scale of `points` points."""

    points: int

    @property
    def dont_know(self) -> int:
        """The category of "don't know"."""
        return self.points

    @property
    def not_applicable(self) -> int:
        """The category of "not applicable"."""
        return self.points + 1

    @property
    def blank(self) -> int:
        """The category of an item passed over."""
        return self.points + 2

    @property
    def set_aside(self) -> int:
        """The category of an answer that does not count (see `tally.Counts`); in no table."""
        return self.points + 3

    @property
    def total(self) -> int:
        """How many categories there are."""
        return self.points + 4


def categories(scale: Scale) -> Categories:
    """Give the categories of a scale."""
    return Categories(len(scale.points))


def table_of(questionnaire: Questionnaire, responses: Sequence[tuple[str, Response]]) -> Table:
    """Put responses, each with the place it came from, into one table.

    Raises `BadResponse` where two come from the same respondent or one is unfinished. The responses
    are taken to belong to the questionnaire (see `check_response`).
    """
    places: dict[str, str] = {}
    for where, response in responses:
        if response.respondent in places:
            raise BadResponse(
                f"the same respondent as in {places[response.respondent]}",
                where=where,
                mend="give each response once",
            )
        if response.state == "unfinished":
            raise BadResponse(
                "this response is unfinished",
                where=where,
                mend="finish it with 'collabcheck assess --resume'",
            )
        places[response.respondent] = where
    days = [response.date for _, response in responses]
    column = {item.id: position for position, item in enumerate(questionnaire.items)}
    kinds = categories(questionnaire.scale)
    answers = np.full((len(responses), len(column)), kinds.blank, dtype=np.int8)
    for row, (_, response) in enumerate(responses):
        for answer in response.answers:
            answers[row, column[answer.item]] = _category(answer.answer, questionnaire.scale)
    return Table(
        answers=answers,
        attributes={
            attribute.id: tuple(response.choice(attribute.id) for _, response in responses)
            for attribute in questionnaire.attributes
        },
        comments=tuple(
            sorted(
                (answer.item, answer.comment)
                for _, response in responses
                for answer in response.answers
                if answer.comment
            )
        ),
        period=(min(days), max(days)) if days else None,
    )


def joined(tables: Sequence[Table]) -> Table:
    """Put tables of the same questionnaire one below the other; one attribute's gaps are None."""
    if len(tables) == 1:
        return tables[0]
    names = dict.fromkeys(name for table in tables for name in table.attributes)
    days = [day for table in tables for day in table.period or ()]
    return Table(
        answers=np.concatenate([table.answers for table in tables]),
        attributes={
            name: tuple(
                chain.from_iterable(t.attributes.get(name, (None,) * len(t)) for t in tables)
            )
            for name in names
        },
        comments=tuple(sorted(comment for table in tables for comment in table.comments)),
        period=(min(days), max(days)) if days else None,
    )


def stacked(tables: Iterable[Table]) -> Iterator[Table]:
    """Join tables of one questionnaire until each but the last has `WORTH_COUNTING` respondents."""
    waiting: list[Table] = []
    for table in tables:
        waiting.append(table)
        if sum(map(len, waiting)) >= WORTH_COUNTING:
            yield joined(waiting)
            waiting = []
    if waiting:
        yield joined(waiting)


def _category(given: Given, scale: Scale) -> int:
    kinds = categories(scale)
    if given is None:
        return kinds.blank
    if isinstance(given, int):
        return given - scale.lo
    return kinds.dont_know if given == "dont_know" else kinds.not_applicable
