"""How does a test observe a meeting: by keys of a view, or at a real terminal?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sitting import Place, Sitting
from support import FRAMEWORK

from collabcheck.ask.observing import session as step
from collabcheck.ask.observing.press import View, opened, press
from collabcheck.core.instrument.observation import Schedule
from collabcheck.library.schedules import load_schedule

NOW = "10:42"
SCHEDULE = """\
kind: observation
id: town/meeting
framework: town
version: "1.0.0"
title: What a meeting shows
audience: Somebody who watches.
intro: Sit at the side.
notice: Write no names.
limits: One meeting is one meeting.
levels:
  - {code: clear, label: Clear, meaning: Seen plainly.}
  - {code: some, label: Some, meaning: Seen at times.}
  - {code: none-seen, label: None seen, meaning: There was room for it.}
  - {code: seen-to-be-absent, label: Absent, meaning: The opposite.}
  - {code: not-observable, label: Cannot tell, meaning: No chance.}
reflexivity:
  - {id: own-work, prompt: What do you expect?, code: L-1}
  - {id: own-side, prompt: With whom do you side?}
lines:
  - {id: in-time, name: News in time, code: L-1, look_for: [Papers are there.],
     absent_if: Papers come after., axes: [trust], strands: [talk], barriers: [late]}
  - {id: all-speak, name: All speak, look_for: [Juniors speak., Rounds are made.],
     absent_if: One speaks., axes: [trust], strands: [roles], barriers: [rank]}
  - {id: one-plan, name: One plan, meaning: barrier, look_for: [Two dates are named.],
     absent_if: One date is named., axes: [plans], barriers: [gaps]}
"""


def schedule_in(folder: Path, text: str = SCHEDULE) -> Path:
    """Write a schedule and its framework."""
    (folder / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    path = folder / "meeting.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def begun(of: Schedule, keys: str = "") -> View:
    """Stand in a meeting that has a name, all prompts passed over, and press keys."""
    session = step.start(of, observer="abcd1234", date="2026-01-02", meeting="core group 3")
    while session.phase != "lines":
        session = step.onward(session, "10:00")
    return pressed(opened(session), keys)


def pressed(view: View, keys: str | list[str], now: str = NOW) -> View:
    """Press keys one after the other; a line break is Enter."""
    for key in keys:
        view = press(view, "enter" if key == "\n" else key, now)
    return view


def told(view: View) -> dict[str, tuple[str | None, list[str]]]:
    """Give what is on record of each line: its level, and its notes with their times."""
    return {
        j.line: (j.level, [f"{n.time} {n.text}" for n in j.notes]) for j in view.record.judgements
    }


def shipped() -> Schedule:
    """The schedule that ships."""
    return load_schedule("safeguarding/observation")


class Meeting(Place):
    """A computer of an observer's own: a folder, a schedule, kept records."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.questionnaire = schedule_in(folder)
        self.sessions = folder / "state" / "collabcheck" / "observations"


class Watch(Sitting):
    """One run of `collabcheck observe` at a terminal of its own."""

    command = "observe"


def judgements(record: dict[str, Any]) -> dict[str, tuple[str | None, list[str]]]:
    """Give what a file has on record of each line: its level and the texts of its notes."""
    return {j["line"]: (j["level"], [n["text"] for n in j["notes"]]) for j in record["judgements"]}


def read(path: Path) -> dict[str, Any]:
    """Read a record's file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))
