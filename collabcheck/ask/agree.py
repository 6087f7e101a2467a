"""How is a mapping agreed on with the person who knows the survey?

Every question takes a line. Nothing that is in doubt is taken without a yes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from functools import reduce
from typing import Any

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account, Offer, Unmatched
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.dates import ORDERS
from collabcheck.core.responses.intake import read_through
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.mapping import (
    AttributeColumn,
    DateColumn,
    ItemColumn,
    Mapping,
    OptionWord,
    Word,
)
from collabcheck.core.responses.places import column_of, places, short
from collabcheck.core.responses.proposal import Doubt, Proposal, added, reference
from collabcheck.core.responses.refusals import distrusted, rows, unknown

WIDTH = 76


@dataclass(frozen=True)
class Talk:
    """Ways to ask for a line and to say one."""

    ask: Callable[[str], str]
    say: Callable[[str], None]

    def yes(self, question: str) -> bool:
        """Ask for a yes or no; an empty line is no answer."""
        return self.choose(question, {"y": True, "n": False}, skip=False) is True

    def choose(self, question: str, known: Dict[str, Any], *, skip: bool = True) -> Any:
        """Ask for one of the keys of `known` and give its value; None if it is skipped."""
        keys = "/".join([*known, *(["s(kip)"] if skip else [])])
        while True:
            said = self.ask(f"{question} [{keys}] ").strip().lower()
            if said in known:
                return known[said]
            if skip and said in ("s", "skip"):
                return None
            self.say(f"Type one of {keys}.")


@dataclass(frozen=True)
class Part:
    """A part of a mapping that can be taken or left: its words, and what is added."""

    words: str
    adds: Dict[str, Any]


def agree(
    questionnaire: Questionnaire, grid: Grid, start: Mapping, proposal: Proposal, talk: Talk
) -> Mapping:
    """Go through a proposal with its user: what is certain, what is in doubt, unknown texts.

    Gives `start` with all that was agreed to.
    """
    mapping = _certain(grid, start, proposal, talk)
    mapping = _doubts(questionnaire, grid, proposal, mapping, talk)
    mapping = _missing(questionnaire, grid, proposal, mapping, talk)
    account = read_through(questionnaire, mapping, grid)
    if account is None:
        talk.say("\nFewer than half of the items have a column: nothing can be read yet.")
        return mapping
    mapping = _numbers(questionnaire, account, mapping, talk)
    mapping = _texts(questionnaire, account, mapping, talk)
    return _duplicates(account, mapping, talk)


def _certain(grid: Grid, start: Mapping, proposal: Proposal, talk: Talk) -> Mapping:
    """Show all that is certain, and take it with one yes or with one for each."""
    parts = list(_parts(grid, start, proposal))
    if not parts:
        return start
    talk.say(f"Certain in {grid.where}:")
    for part in parts:
        talk.say(f"  {part.words}")
    taken = talk.choose("Take all of these, or one by one?", {"y": True, "one": False}, skip=False)
    chosen = parts if taken else [part for part in parts if talk.yes(part.words)]
    return reduce(lambda mapping, part: added(mapping, **part.adds), chosen, start)


def _parts(grid: Grid, start: Mapping, proposal: Proposal) -> Iterator[Part]:
    """Take what a proposal adds to a mapping apart."""
    found = proposal.mapping

    def at(reference: int | str) -> str:
        return described(column_of(reference, grid.columns), proposal)

    for entry in found.items[len(start.items) :]:
        yield Part(f"{entry.item}: {at(entry.column)}", {"items": (entry,)})
    for attribute in found.attributes[len(start.attributes) :]:
        if attribute.column is not None:
            words = f"{attribute.attribute}: {at(attribute.column)}"
            yield Part(words, {"attributes": (attribute,)})
    if found.respondent is not None and start.respondent is None:
        yield Part(f"respondent: {at(found.respondent)}", {"respondent": found.respondent})
    if found.date and not start.date:
        words = f"date, {found.date.order}: {at(found.date.column)}"
        yield Part(words, {"date": found.date})
    if found.wave is not None and start.wave is None:
        yield Part(f"wave: {at(found.wave)}", {"wave": found.wave})
    for keep in found.keep[len(start.keep) :]:
        texts = " or ".join(f"'{text}'" for text in keep.texts) or "any text"
        yield Part(f"rows kept where {at(keep.column)} has {texts}", {"keep": (keep,)})


def described(column: Column, proposal: Proposal) -> str:
    """Name a column with two of its texts, in one line."""
    samples = ", ".join(f"'{text}'" for text in proposal.samples.get(column.number, ()))
    name = short(column.name, max(20, WIDTH - 30 - len(samples)))
    return f"column {column.number} ({name})" + (f": {samples}" if samples else "")


def _doubts(
    of: Questionnaire, grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk
) -> Mapping:
    """Ask about each doubt; a yes, another column's number, or nothing is taken."""
    texts = {item.id: item.text for item in of.items}
    texts |= {attribute.id: attribute.question for attribute in of.attributes}
    groups: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in proposal.doubts:
        groups.setdefault((doubt.part, doubt.name), []).append(doubt)
    for (part, name), doubts in groups.items():
        if part == "date":
            talk.say(f"\nThe days in {described(doubts[0].column, proposal)} can be read two ways.")
            orders = {order[0]: order for order in ORDERS}
            question = "y(ear), m(onth) or d(ay) first?"
            if order := talk.choose(question, orders):
                date = DateColumn(column=reference(doubts[0].column, grid.columns), order=order)
                mapping = added(mapping, date=date)
            continue
        talk.say(f'\n{part} {name}: "{short(texts[name], 120)}"')
        for doubt in doubts:
            where = described(doubt.column, proposal)
            talk.say(f"  may be {where}\n  {doubt.why}; confidence {doubt.confidence:.2f}")
        column = _column(grid, [doubt.column for doubt in doubts], mapping, of, talk)
        mapping = _placed(mapping, part, name, column, grid)
    return mapping


def _missing(
    of: Questionnaire, grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk
) -> Mapping:
    """Ask for the columns of items that nothing was found for."""
    asked = {doubt.name for doubt in proposal.doubts}
    known = {entry.item for entry in mapping.items} | asked
    left = [i for i in of.items if i.id not in known and not mapping.patterns]
    if not left:
        return mapping
    talk.say(f"\nNo column was found for {len(left)} items.")
    if not talk.yes("Do you know their columns' numbers?"):
        return mapping
    for item in left:
        talk.say(f'item {item.id}: "{short(item.text, 120)}"')
        mapping = _placed(mapping, "item", item.id, _column(grid, [], mapping, of, talk), grid)
    return mapping


def _column(
    grid: Grid, offered: list[Column], mapping: Mapping, of: Questionnaire, talk: Talk
) -> Column | None:
    """Ask for a column: y for the one that is offered, or a number that is still free."""
    used = places(of, mapping, grid, partial=True).used
    free = {str(c.number): c for c in grid.columns if c.number not in used}
    offer = next((column for column in offered if str(column.number) in free), None)
    keys = "y(es), n(o)" if len(offered) == 1 and offer else "s(kip)"
    while True:
        said = talk.ask(f"  {keys}, or the number of its column? ").strip().lower()
        if said in ("y", "yes") and len(offered) == 1 and offer:
            return offer
        if said in ("n", "no", "s", "skip"):
            return None
        if said in free:
            return free[said]
        talk.say(f"  Type {keys}, or a number from 1 to {len(grid.columns)} that is not in use.")


def _placed(mapping: Mapping, part: str, name: str, column: Column | None, grid: Grid) -> Mapping:
    if column is None:
        return mapping
    at = reference(column, grid.columns)
    if part == "item":
        return added(mapping, items=(ItemColumn(item=name, column=at),))
    return added(mapping, attributes=(AttributeColumn(attribute=name, column=at),))


def _numbers(of: Questionnaire, account: Account, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask what each number stands for, where numbers cannot be trusted to be codes."""
    numbers = distrusted(account)
    if not numbers:
        return mapping
    talk.say("\nThe numbers in this file are not all codes of the scale. What does each mean?")
    words = [_word(of, str(number), f"  {number}:", None, talk) for number in numbers]
    return added(mapping, answers=tuple(word for word in words if word))


def _texts(of: Questionnaire, account: Account, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask what each text without a meaning stands for."""
    known = {normal(word.text) for word in mapping.answers}
    for one in unknown(account):
        first = one.first
        if first.kind == "answer" and normal(first.text) in known:
            continue
        note = f"; {first.note}" if first.note else ""
        where = f"first in row {first.row}, column {first.column.number}"
        talk.say(f"\n'{short(first.text)}', {one.times} x, {where}{note}")
        if first.kind == "answer":
            word = _word(of, first.text, "  What does it mean?", first.offer, talk)
            mapping = added(mapping, answers=(word,)) if word else mapping
        elif first.kind == "attribute":
            mapping = _option(of, first, mapping, talk)
    return mapping


def _word(
    of: Questionnaire, text: str, question: str, offer: Offer | None, talk: Talk
) -> Word | None:
    """Ask which answer a text stands for."""
    scale = of.scale
    known: dict[str, Any] = {str(point.code): point.code for point in scale.points}
    known |= {"d": "dont_know", "n": "not_applicable", "b": "blank"}
    lines = [f"{point.code} {point.label}" for point in scale.points]
    lines += [f"d {scale.dont_know}", f"n {scale.not_applicable}", "b blank"]
    if offer:
        known = {"y": offer.value, **known}
        talk.say(f"  Did you mean '{offer.words}'? y takes it.")
    talk.say(textwrap.fill(", ".join(lines), WIDTH, initial_indent="  ", subsequent_indent="  "))
    answer = talk.choose(question, known)
    return None if answer is None else Word(text=text, answer=answer)


def _option(of: Questionnaire, one: Unmatched, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask which option of an attribute a text stands for."""
    attribute = next(a for a in of.attributes if a.id == one.part)
    known: dict[str, Any] = {str(n): o.id for n, o in enumerate(attribute.options, 1)}
    for number, option in enumerate(attribute.options, 1):
        talk.say(f"  {number} {option.name}")
    if one.offer:
        known = {"y": one.offer.value, **known}
        talk.say(f"  Did you mean '{one.offer.words}'? y takes it.")
    option = talk.choose(f"  Which {attribute.id} is it? x for none of them.", {**known, "x": ""})
    if option is None:
        return mapping
    word = OptionWord(text=one.text, option=option or None)
    entries = tuple(
        a.model_copy(update={"options": (*a.options, word)}) if a.attribute == one.part else a
        for a in mapping.attributes
    )
    return mapping.model_copy(update={"attributes": entries})


def _duplicates(account: Account, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask what happens with respondents who answered twice."""
    if not account.repeated.count or mapping.duplicates != "refuse":
        return mapping
    talk.say(
        f"\n{account.repeated.count} x a respondent answers who answered before: "
        + rows(account.repeated.first, account.repeated.count)
    )
    kept = talk.choose("  Keep the f(irst) or the l(ast)?", {"f": "first", "l": "last"})
    return added(mapping, duplicates=kept) if kept else mapping
