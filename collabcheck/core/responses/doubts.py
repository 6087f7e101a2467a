"""What may a column hold that is not certain, and how is that said?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from collabcheck.core.errors import Unsettled
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.dates import Order, orders, spoken
from collabcheck.core.responses.fields import FirstCells, days_in, states_in
from collabcheck.core.responses.matching import Match
from collabcheck.core.responses.places import short


@dataclass(frozen=True)
class Doubt:
    """A column that may hold an item, an attribute, the date or who finished; confidence 0 to 1.

    name: the item's or attribute's id. Several for one name exclude each other. days: for the date
    a cell that can be read in several ways, and how it reads in each order. texts: of a column that
    may tell who finished its different texts, "" for a blank; none where it holds days.
    """

    part: Literal["item", "attribute", "date", "finished"]
    name: str
    column: Column
    confidence: float
    why: str
    days: tuple[str, dict[Order, str]] | None = None
    texts: tuple[str, ...] = ()


def may_be(match: Match, why: str) -> Doubt:
    """Doubt a match with an item."""
    return Doubt("item", match.item, match.column, match.confidence, why)


def dated(column: Column, possible: Sequence[Order], cells: FirstCells) -> Doubt:
    """Say how a day can be read, by a cell that is another day in each order if there is one."""
    texts = days_in(column, cells)
    many = (t for t in texts if len({spoken(t, o).split(" (")[0] for o in possible}) > 1)
    text = next(many, texts[0])
    ways = {order: spoken(text, order) for order in possible}
    why = f"'{short(text)}' may be {' or '.join(ways.values())}"
    return Doubt("date", "date", column, 0.5, why, (short(text), ways))


def unfinished(column: Column, cells: FirstCells) -> Doubt:
    """Doubt whether a column says who finished."""
    texts = () if orders(days_in(column, cells)) else states_in(column, cells)
    listed = ", ".join(f"'{short(text)}'" if text else "blank" for text in texts)
    why = f"it may say who finished ({listed}): do all rows count?"
    if not texts:
        why = "some rows have no day here, and may be unfinished: do all rows count?"
    return Doubt("finished", "finished", column, 0.5, why, texts=texts)


def refused(
    of: Questionnaire, where: str, doubts: Sequence[Doubt], titles: dict[int, str]
) -> Iterator[Unsettled]:
    """Refuse an export for each doubt; `titles` say of each column number what tells it apart."""
    texts = wordings(of)
    for doubt in doubts:
        what = doubt.why
        if doubt.part in ("item", "attribute"):
            what = f"it may be {doubt.name} ({short(texts[doubt.name], 60)}): {doubt.why}"
        title = short(titles[doubt.column.number])
        yield Unsettled(what, where=f"{where}, column {doubt.column.number} ({title})")


def wordings(questionnaire: Questionnaire) -> dict[str, str]:
    """Give what each item and each attribute asks, by id."""
    asked = {attribute.id: attribute.question for attribute in questionnaire.attributes}
    return asked | {item.id: item.text for item in questionnaire.items}
