"""How is a mapping agreed on with the person who knows the survey?

Every question takes a line. No column that is in doubt, and no text without a meaning, is taken
without a yes; what is certain is shown, and taken with one yes or with one for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from functools import reduce
from typing import Any

from collabcheck.ask.placing import described, place_the_rest
from collabcheck.ask.talk import Talk
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account, Offer, Unmatched
from collabcheck.core.responses.columns import Grid
from collabcheck.core.responses.intake import read_through
from collabcheck.core.responses.labels import normal
from collabcheck.core.responses.mapping import DateColumn, Keep, Mapping, OptionWord, Word
from collabcheck.core.responses.places import column_of, places, short
from collabcheck.core.responses.proposal import Proposal, added, reference
from collabcheck.core.responses.refusals import distrusted, twice, unknown


@dataclass(frozen=True)
class Entry:
    """Some of a mapping that can be taken or left: its words, and what is added."""

    words: str
    adds: Dict[str, Any]


def agree(
    questionnaire: Questionnaire, grid: Grid, start: Mapping, proposal: Proposal, talk: Talk
) -> Mapping:
    """Go through a proposal with its user: what is certain, what is in doubt, unknown texts.

    Gives `start` with all that was agreed to, and leaves the rest: a no stays one.
    """
    talk.say("Type q at any question to leave; nothing is written then.")
    mapping = _certain(grid, start, proposal, talk)
    mapping = _finished(grid, proposal, mapping, talk)
    mapping = _days(grid, proposal, mapping, talk)
    mapping = place_the_rest(questionnaire, grid, proposal, mapping, talk)
    mapping = added(mapping, rest="leave")
    if not places(questionnaire, mapping, grid).items:
        raise CollabcheckError(
            "no item has a column, so nothing was written",
            where=grid.where,
            mend="with --no-ask, 'collabcheck map' writes all columns down, and an example of "
            "'patterns', which name many at once",
        )
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
        talk.say(part.words)
    taken = talk.choose("Take all of these, or one by one?", {"y": True, "one": False}, skip=False)
    chosen = parts if taken else [part for part in parts if talk.yes(part.words)]
    return reduce(lambda mapping, part: added(mapping, **part.adds), chosen, start)


def _parts(grid: Grid, start: Mapping, proposal: Proposal) -> Iterator[Entry]:
    """Take what a proposal adds to a mapping apart."""
    found = proposal.mapping

    def at(reference: int | str, what: str) -> str:
        return described(column_of(reference, grid.columns), proposal, f" -> {what}")

    for entry in found.items[len(start.items) :]:
        yield Entry(at(entry.column, entry.item), {"items": (entry,)})
    for attribute in found.attributes[len(start.attributes) :]:
        if attribute.column is not None:
            words = at(attribute.column, attribute.attribute)
            yield Entry(words, {"attributes": (attribute,)})
    if found.respondent is not None and start.respondent is None:
        yield Entry(at(found.respondent, "who answered"), {"respondent": found.respondent})
    if found.date and not start.date:
        words = at(found.date.column, f"the day, {found.date.order.replace('-', ' ')}")
        yield Entry(words, {"date": found.date})
    if found.wave is not None and start.wave is None:
        yield Entry(at(found.wave, "the wave"), {"wave": found.wave})
    for keep in found.keep[len(start.keep) :]:
        texts = " or ".join(f"'{text}'" if text else "a blank" for text in keep.texts) or "any text"
        yield Entry(at(keep.column, f"rows are kept that have {texts} here"), {"keep": (keep,)})


def _finished(grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask which rows count, where a column may say who finished."""
    for doubt in proposal.doubts:
        if doubt.part == "finished":
            talk.say("\nThis column may say who finished:")
            talk.say(described(doubt.column, proposal))
            column = reference(doubt.column, grid.columns)
            if not doubt.texts:
                if not talk.yes("  Count the rows that are blank here?"):
                    mapping = added(mapping, keep=(Keep(column=column),))
                continue
            kept = _counted(doubt.texts, talk)
            if len(kept) < len(doubt.texts):
                mapping = added(mapping, keep=(Keep(column=column, texts=kept),))
    return mapping


def _counted(texts: Sequence[str], talk: Talk) -> tuple[str, ...]:
    """Ask of each text whether its rows count, until some do."""
    while True:
        kept = tuple(text for text in texts if talk.yes(f"  Count the rows with {_cell(text)}?"))
        if kept:
            return kept
        talk.say("  No row would be left.")


def _cell(text: str) -> str:
    return f"'{short(text)}'" if text else "a blank here"


def _days(grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk) -> Mapping:
    """Ask how days are to be read that can be read in several ways."""
    for doubt in proposal.doubts:
        if doubt.days:
            text, ways = doubt.days
            talk.say(f"\nThe days in this column can be read in {len(ways)} ways:")
            talk.say(described(doubt.column, proposal))
            listed = ", ".join(f"{n} for {words}" for n, words in enumerate(ways.values(), 1))
            known = {str(n): order for n, order in enumerate(ways, 1)}
            if order := talk.choose(f"  {text}: {listed}.", known):
                date = DateColumn(column=reference(doubt.column, grid.columns), order=order)
                mapping = added(mapping, date=date)
    return mapping


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
    talk.say(f"  {', '.join(lines)}")
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
    said = twice(account)
    talk.say(f"\n{said[0].upper()}{said[1:]}.")
    kept = talk.choose("  Which counts: the f(irst) or the l(ast)?", {"f": "first", "l": "last"})
    return added(mapping, duplicates=kept) if kept else mapping
