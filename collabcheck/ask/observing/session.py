"""Where does an observer stand, and where does each step lead?

A session is a value and a step a pure function from one session to the next, as in `ask.session`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from collabcheck.ask.text import clean
from collabcheck.core.instrument.observation import LevelCode, Line, ReflexivityPrompt, Schedule
from collabcheck.core.responses.observed import (
    LONGEST_MEETING,
    MOST_NOTES,
    Judgement,
    Note,
    Observation,
    Reflection,
    schedule_key,
)
from collabcheck.core.responses.response import LONGEST_COMMENT

Phase = Literal["notice", "meeting", "reflexivity", "present", "lines", "done"]


@dataclass(frozen=True)
class Session:
    """One observer in one meeting.

    record: its `meeting` is empty until it is named; such a record is not kept.
    position: which prompt or line is open, counted from 0.
    named: whether the meeting was named before the session and is not asked for.
    before: the record and position before the last change of a line, which `undo` brings back.
    """

    schedule: Schedule
    record: Observation
    phase: Phase
    position: int = 0
    named: bool = False
    before: tuple[Observation, int] | None = None

    @property
    def line(self) -> Line:
        """The line that is open."""
        return self.schedule.lines[self.position]

    @property
    def prompt(self) -> ReflexivityPrompt:
        """The prompt that is open."""
        return self.schedule.reflexivity[self.position]

    @property
    def judgement(self) -> Judgement:
        """What is recorded for the line that is open."""
        return self.record.judgement(self.line.id)

    def notes(self, *, whole: bool) -> tuple[Note, ...]:
        """Give the notes on the line that is open, or on the `whole` meeting."""
        return self.record.notes if whole else self.judgement.notes

    @property
    def unjudged(self) -> tuple[Line, ...]:
        """The lines without a level."""
        lines = self.schedule.lines
        return tuple(line for line in lines if self.record.judgement(line.id).level is None)


def start(schedule: Schedule, *, observer: str, date: str, meeting: str = "") -> Session:
    """Open a session at the notice; `meeting` is its label, if it is known already."""
    record = Observation(
        observer=observer,
        date=date,
        meeting="-",
        state="unfinished",
        schedule=schedule_key(schedule),
    ).model_copy(update={"meeting": tidy(meeting, LONGEST_MEETING)})
    return Session(schedule, record, "notice", named=bool(record.meeting))


def resume(schedule: Schedule, record: Observation) -> Session:
    """Open a kept record: in the meeting if it had begun, else where the observer is asked first.

    What was written there stands in its place.
    """
    return Session(schedule, record, "lines" if record.began else "meeting")


def onward(session: Session, now: str) -> Session:
    """Go on from a page before the meeting; the last of them, on who is there, leads into it.

    `now` is the time at which it begins.
    """
    if session.phase == "notice" and not session.named:
        return replace(session, phase="meeting")
    if session.phase == "meeting" and not session.record.meeting:
        return session
    position = session.position + 1 if session.phase == "reflexivity" else 0
    if session.phase != "present" and position < len(session.schedule.reflexivity):
        return replace(session, phase="reflexivity", position=position)
    if session.phase != "present":
        return replace(session, phase="present", position=0)
    began = session.record.began or now
    record = session.record.model_copy(update={"began": began})
    return replace(session, record=record, phase="lines", position=0)


def back(session: Session) -> Session:
    """Go to the page before, if this is one before the meeting."""
    prompts = len(session.schedule.reflexivity)
    if session.phase == "present" and prompts:
        return replace(session, phase="reflexivity", position=prompts - 1)
    if session.phase == "reflexivity" and session.position:
        return replace(session, position=session.position - 1)
    if session.phase in ("reflexivity", "present") and not session.named:
        return replace(session, phase="meeting", position=0)
    if session.phase in ("meeting", "reflexivity", "present"):
        return replace(session, phase="notice", position=0)
    return session


def label(session: Session, text: str) -> Session:
    """Name the meeting."""
    meeting = tidy(text, LONGEST_MEETING)
    return replace(session, record=session.record.model_copy(update={"meeting": meeting}))


def reflect(session: Session, text: str) -> Session:
    """Answer the prompt that is open; an empty text leaves it without an answer."""
    kept = {r.prompt: r.text for r in session.record.reflections}
    kept[session.prompt.id] = tidy(text)
    answers = tuple(
        Reflection(prompt=prompt.id, text=kept[prompt.id])
        for prompt in session.schedule.reflexivity
        if kept.get(prompt.id)
    )
    return replace(session, record=session.record.model_copy(update={"reflections": answers}))


def attend(session: Session, text: str) -> Session:
    """Say which roles are in the meeting; an empty text leaves it unsaid."""
    present = tidy(text) or None
    return replace(session, record=session.record.model_copy(update={"present": present}))


def choose(session: Session, position: int) -> Session:
    """Open a line."""
    return replace(session, position=position)


def judge(session: Session, level: LevelCode | None) -> Session:
    """Set the level of the open line, or take it away."""
    return _changed(session, session.judgement.model_copy(update={"level": level}))


def note(
    session: Session, text: str, time: str, at: int | None = None, *, whole: bool = False
) -> Session:
    """Write a note on the open line or the `whole` meeting, a new one or in place of number `at`.

    An empty text takes that note away. More than `MOST_NOTES` go into the last one.
    """
    notes = list(session.notes(whole=whole))
    text = tidy(text)
    if at is None and len(notes) >= MOST_NOTES and text:
        at, time = len(notes) - 1, notes[-1].time
        text = tidy(f"{notes[-1].text} {text}")
    new = [Note(time=time, text=text)] if text else []
    end = len(notes) if at is None else at
    notes[end : end + 1] = new
    if whole:
        return _written(session, session.record.model_copy(update={"notes": tuple(notes)}))
    return _changed(session, session.judgement.model_copy(update={"notes": tuple(notes)}))


def undo(session: Session) -> Session:
    """Take the last change of a line back; once more brings it back."""
    if session.before is None:
        return session
    record, position = session.before
    now = (session.record, session.position)
    return replace(session, record=record, position=position, before=now)


def finish(session: Session) -> Session:
    """Declare the record complete; a line without a level stays not judged."""
    complete = session.record.model_copy(update={"state": "complete"})
    return replace(session, record=complete, phase="done")


def tidy(text: str, longest: int = LONGEST_COMMENT) -> str:
    """Free a text of control characters, and cut it at the longest that a record holds."""
    return clean(text)[:longest].strip()


def _changed(session: Session, new: Judgement) -> Session:
    if new == session.judgement:
        return session
    judged = {old.line: old for old in session.record.judgements} | {new.line: new}
    order = tuple(
        judged[line.id]
        for line in session.schedule.lines
        if line.id in judged and (judged[line.id].level or judged[line.id].notes)
    )
    return _written(session, session.record.model_copy(update={"judgements": order}))


def _written(session: Session, record: Observation) -> Session:
    if record == session.record:
        return session
    return replace(session, record=record, before=(session.record, session.position))
