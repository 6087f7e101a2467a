"""How does one observation run, from the notice to the finished file?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from collabcheck.ask import keep
from collabcheck.ask.observing import scripted, words
from collabcheck.ask.observing import session as step
from collabcheck.ask.observing.press import View, opened
from collabcheck.ask.observing.session import Session
from collabcheck.ask.output import check_output, output_path, write_output
from collabcheck.ask.words import resume_command
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.responses.observed import (
    Observation,
    check_observation,
    observation_to_json,
    schedule_key,
)

TICK = 10.0
"""Seconds after which the clock on the screen is looked at."""

Kept = keep.KeptSession[Observation]


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line, and what the world gives.

    name: how the schedule is named on a command line. observer: for a new record. now: the clock.
    """

    name: str
    folder: Path
    observer: str
    now: Callable[[], datetime]
    meeting: str = ""
    output: Path | None = None
    resume: bool = False
    plain: bool = False
    no_color: bool = False

    def clock(self) -> str:
        """Say the time of the day, HH:MM."""
        return self.now().strftime("%H:%M")


@dataclass(frozen=True)
class Finished:
    """The session of a complete record, and the file that it was written to."""

    session: Session
    path: Path


def observe(schedule: Schedule, wishes: Wishes) -> Finished | int:
    """Let an observer record a meeting; give the complete record, or an exit code if it was left.

    Raises `CollabcheckError` where it cannot begin, or where something cannot be kept.
    """
    return (_live if sys.stdin.isatty() else _scripted)(schedule, wishes)


def _live(schedule: Schedule, wishes: Wishes) -> Finished | int:
    path = wishes.folder / f"{wishes.observer}.json"
    if wishes.resume:
        path = keep.newest(wishes.folder, keep.OBSERVATIONS, schedule.id)
    with keep.held(path, keep.OBSERVATIONS) as kept:
        session = _resumed(schedule, kept, wishes) if wishes.resume else _new(schedule, wishes)
        target = _target(session, wishes)
        check_output(target)
        view = opened(session)
        if not wishes.resume:
            kept.name(wishes.name)
            view = replace(view, hint=_told_of_others(wishes.folder))
        outcome = _at_the_terminal(view, kept, wishes)
        if isinstance(outcome, int):
            return outcome
        try:
            write_output(target, observation_to_json(outcome.record))
        except CollabcheckError as error:
            error.mend = f"all is kept; go on with: {_command(wishes)} -o FILE"
            raise
        kept.discard()
    return Finished(outcome, target)


def _scripted(schedule: Schedule, wishes: Wishes) -> Finished:
    if wishes.resume:
        raise CollabcheckError(
            "an unfinished observation is continued at a terminal, not from a script",
            where="--resume",
            mend="run it without input from a file or a pipe",
        )
    session = _new(schedule, wishes)
    target = _target(session, wishes)
    check_output(target)
    session = scripted.run(session, sys.stdin.buffer, wishes.clock)
    write_output(target, observation_to_json(session.record))
    return Finished(session, target)


def _new(schedule: Schedule, wishes: Wishes) -> Session:
    date = wishes.now().date().isoformat()
    return step.start(schedule, observer=wishes.observer, date=date, meeting=wishes.meeting)


def _resumed(schedule: Schedule, kept: Kept, wishes: Wishes) -> Session:
    record = kept.read()
    anew = f"collabcheck observe {wishes.name}"
    keep.check_unchanged(kept.path, record.schedule, schedule_key(schedule), anew)
    check_observation(schedule, record, str(kept.path))
    session = step.resume(schedule, record)
    return step.label(session, wishes.meeting) if wishes.meeting else session


def _target(session: Session, wishes: Wishes) -> Path:
    record = session.record
    return output_path(wishes.output, record.schedule.id, record.date, record.observer)


def _told_of_others(folder: Path) -> str:
    number = len(keep.waiting(folder))
    if not number:
        return ""
    print(words.waiting(number), file=sys.stderr)
    return words.waiting(number)


def _at_the_terminal(view: View, kept: Kept, wishes: Wishes) -> Session | int:
    """Let the observer write, each change on disk before the next screen is shown."""
    from collabcheck.ask.inbox import LOST
    from collabcheck.ask.live import Live
    from collabcheck.ask.observing import plain, press, screens
    from collabcheck.ask.shown import Manner

    clock, saved = wishes.clock, view.record

    def save(view: View) -> View:
        nonlocal saved
        record = view.record
        if record == saved or not record.meeting or view.done:
            return view
        kept.save(record)
        saved = record
        return replace(view, saved=clock())

    manner = Manner(
        press=lambda view, key: press.press(view, key, clock()),
        paste=lambda view, text: press.paste(view, text, clock()),
        render=lambda view, width, height, look: screens.render(view, width, height, look, clock()),
        ask=plain.ask,
        hear=lambda view, line: plain.hear(view, line, clock()),
        spoken=press.spoken,
        tick=TICK,
    )
    view, code = Live(manner, save, plain=wishes.plain, no_color=wishes.no_color).run(view)
    if view.done:
        return view.session
    if code != LOST.code:
        kept_on = kept.path.exists()
        print(words.leaving(view.session, _command(wishes), kept=kept_on), file=sys.stderr)
    return code


def _command(wishes: Wishes) -> str:
    """Write the command that goes on with this session."""
    return resume_command(
        wishes.name,
        wishes.output,
        plain=wishes.plain,
        no_color=wishes.no_color,
        command="observe",
    )
