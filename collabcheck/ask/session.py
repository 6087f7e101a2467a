"""Where does a respondent stand, and where does each step lead?

A session is a value and a step is a pure function from one session to the next. No screen, file or
clock is known here, so that a terminal, a line of a script and a test all walk the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from collabcheck.ask.text import clean
from collabcheck.core.instrument.item import Attribute, Item
from collabcheck.core.instrument.questionnaire import Heading, Questionnaire
from collabcheck.core.responses.response import (
    LONGEST_COMMENT,
    Answer,
    Choice,
    Given,
    Response,
    key_of,
)

Phase = Literal["consent", "notice", "attributes", "items", "review", "done"]


@dataclass(frozen=True)
class Session:
    """One respondent on the way through one questionnaire.

    position: which attribute or item is being asked, counted from 0.
    changing: whether it was opened from the review, which an answer then leads back to.
    given: attributes that were settled before the session and are not asked.
    """

    questionnaire: Questionnaire
    response: Response
    phase: Phase
    position: int = 0
    changing: bool = False
    given: frozenset[str] = frozenset()

    @property
    def item(self) -> Item:
        """The item being asked."""
        return self.questionnaire.items[self.position]

    @property
    def attribute(self) -> Attribute:
        """The attribute being asked."""
        return self.questionnaire.attributes[self.position]

    @property
    def heading(self) -> Heading:
        """What stands above the item being asked."""
        return self.questionnaire.heading(self.item)

    @property
    def total(self) -> int:
        """How many items the questionnaire has."""
        return len(self.questionnaire.items)

    @property
    def answered(self) -> int:
        """How many items have an answer; one that was skipped has none."""
        return sum(answer.answer is not None for answer in self.response.answers)

    @property
    def anything(self) -> bool:
        """Whether there is something to keep.

        Of whoever is asked for consent that is only what they gave themselves.
        """
        chosen = {choice.attribute for choice in self.response.attributes}
        own = chosen - self.given if self.questionnaire.consent else chosen
        return bool(self.response.answers or own)

    def wording(self, item: Item) -> str:
        """Give an item as this respondent sees it, safe to print."""
        return clean(item.wording(self.response.choice("role")))

    def recorded(self, item: Item) -> Answer | None:
        """Give what is recorded for an item: None if the respondent has not come to it yet."""
        return next((a for a in self.response.answers if a.item == item.id), None)

    def remaining(self) -> tuple[Item, ...]:
        """Give the items that nothing is recorded for."""
        recorded = {answer.item for answer in self.response.answers}
        return tuple(item for item in self.questionnaire.items if item.id not in recorded)


def start(
    questionnaire: Questionnaire, *, respondent: str, date: str, choices: Mapping[str, str]
) -> Session:
    """Open a session at its consent, or at the notice of a questionnaire that asks for none.

    `choices` are options already chosen, by attribute.
    """
    response = Response(
        respondent=respondent, date=date, state="unfinished", questionnaire=key_of(questionnaire)
    )
    phase: Phase = "consent" if questionnaire.consent else "notice"
    return _settled(Session(questionnaire, response, phase), choices)


def resume(questionnaire: Questionnaire, response: Response, choices: Mapping[str, str]) -> Session:
    """Open a kept response where it stopped; nothing is kept before there is consent."""
    session = _settled(Session(questionnaire, response, "notice"), choices)
    if not session.response.answers:
        chosen = {choice.attribute for choice in session.response.attributes}
        return _ask(session, [a.id not in chosen for a in questionnaire.attributes])
    if not session.remaining() and not _only_commented(session, session.total - 1):
        return replace(session, phase="review")
    rest = session.remaining()
    position = questionnaire.items.index(rest[0]) if rest else session.total
    # A comment may be written before its answer. If the session ended in between, the item is
    # recorded without an answer, just as a skipped one is: ask it again rather than guess.
    if position and _only_commented(session, position - 1):
        position -= 1
    return replace(session, phase="items", position=position)


def agree(session: Session) -> Session:
    """Leave the consent, which was given, for the notice."""
    return replace(session, phase="notice", position=0)


def begin(session: Session) -> Session:
    """Leave the notice for the first question."""
    return _ask(session, [a.id not in session.given for a in session.questionnaire.attributes])


def choose(session: Session, option: str | None) -> Session:
    """Choose an option for the attribute asked, or none, and go on."""
    return _onward(_choosing(session, session.attribute.id, option))


def answer(session: Session, given: Given) -> Session:
    """Answer the item asked (None leaves it unanswered) and go on."""
    before = session.recorded(session.item)
    comment = before.comment if before else None
    return _onward(_recording(session, Answer(item=session.item.id, answer=given, comment=comment)))


def comment(session: Session, text: str) -> Session:
    """Put a comment beside the item asked, or take it away with an empty text, and stay there."""
    before = session.recorded(session.item)
    kept = tidy_comment(text) or None
    if before is None and kept is None:
        return session
    given = before.answer if before else None
    return _recording(session, Answer(item=session.item.id, answer=given, comment=kept))


def tidy_comment(text: str) -> str:
    """Free a comment of control characters, and cut it at the longest that a response holds."""
    return clean(text)[:LONGEST_COMMENT].strip()


def settled(session: Session) -> bool:
    """Tell whether the question asked already has an answer that can be kept."""
    if session.phase == "attributes":
        return session.response.choice(session.attribute.id) is not None
    recorded = session.recorded(session.item)
    return recorded is not None and recorded.answer is not None


def keep(session: Session) -> Session:
    """Go on with the answer given before, if there is one."""
    return _onward(session) if settled(session) else session


def back(session: Session) -> Session:
    """Go to the question before, or back to the review that this one was opened from."""
    if session.changing:
        return replace(session, phase="review", position=0, changing=False)
    if session.phase == "items" and session.position > 0:
        return replace(session, position=session.position - 1)
    if session.phase in ("items", "attributes"):
        end = session.position if session.phase == "attributes" else None
        asked = [
            place
            for place, attribute in enumerate(session.questionnaire.attributes[:end])
            if attribute.id not in session.given
        ]
        if asked:
            return replace(session, phase="attributes", position=asked[-1])
        return replace(session, phase="notice", position=0)
    if session.phase == "review":
        return replace(session, phase="items", position=session.total - 1)
    return session


def change(session: Session, phase: Literal["attributes", "items"], position: int) -> Session:
    """Open an attribute or an item from the review."""
    return replace(session, phase=phase, position=position, changing=True)


def finish(session: Session) -> Session:
    """Declare the response complete."""
    complete = session.response.model_copy(update={"state": "complete"})
    return replace(session, response=complete, phase="done")


def _settled(session: Session, choices: Mapping[str, str]) -> Session:
    for attribute, option in choices.items():
        session = _choosing(session, attribute, option)
    return replace(session, given=frozenset(choices))


def _choosing(session: Session, attribute: str, option: str | None) -> Session:
    chosen = {choice.attribute: choice.option for choice in session.response.attributes}
    chosen.pop(attribute, None)
    if option is not None:
        chosen[attribute] = option
    choices = tuple(
        Choice(attribute=asked.id, option=chosen[asked.id])
        for asked in session.questionnaire.attributes
        if asked.id in chosen
    )
    response = session.response.model_copy(update={"attributes": choices})
    return replace(session, response=response)


def _recording(session: Session, new: Answer) -> Session:
    answers = {old.item: old for old in session.response.answers} | {new.item: new}
    order = tuple(answers[i.id] for i in session.questionnaire.items if i.id in answers)
    return replace(session, response=session.response.model_copy(update={"answers": order}))


def _onward(session: Session) -> Session:
    if session.changing:
        return replace(session, phase="review", position=0, changing=False)
    if session.phase == "attributes":
        attributes = session.questionnaire.attributes
        ask = [
            place > session.position and attribute.id not in session.given
            for place, attribute in enumerate(attributes)
        ]
        return _ask(session, ask)
    if session.position + 1 == session.total:
        return replace(session, phase="review", position=0)
    return replace(session, position=session.position + 1)


def _ask(session: Session, ask: list[bool]) -> Session:
    """Go to the first attribute that is to be asked, or to the items if there is none."""
    if True in ask:
        return replace(session, phase="attributes", position=ask.index(True))
    return replace(session, phase="items", position=0)


def _only_commented(session: Session, position: int) -> bool:
    recorded = session.recorded(session.questionnaire.items[position])
    return recorded is not None and recorded.answer is None and recorded.comment is not None
