"""How does a test say what an observer saw?"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from support import FRAMEWORK, TOWN, questionnaire, table

from collabcheck.core.instrument.observation import LevelCode, Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.observed import Judgement, Note, Observation, schedule_key
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.core.scoring.voices import Asked
from collabcheck.library.schedules import load_schedule

SCHEDULE = """\
kind: observation
id: town/meetings
framework: town
version: "1.0.0"
title: What a meeting shows
audience: Whoever watches.
intro: Watch.
notice: Write no names.
limits: One meeting is one meeting.
levels:
  - {code: clear, label: Clear, meaning: Seen plainly.}
  - {code: some, label: Some, meaning: Seen at times.}
  - {code: none-seen, label: None seen, meaning: It did not show.}
  - {code: seen-to-be-absent, label: Seen to be absent, meaning: The opposite happened.}
  - {code: not-observable, label: Not observable, meaning: No chance to see it.}
lines:
  - {id: news, name: News comes in time, look_for: [Somebody tells first.],
     absent_if: News is held back., axes: [trust], strands: [talk], barriers: [late],
     enablers: [calls]}
  - {id: say, name: Everybody has a say, look_for: [The quiet are asked.],
     absent_if: One person talks., axes: [trust], barriers: [rank]}
  - {id: cuts, name: Cuts bear on the meeting, meaning: barrier, look_for: [A service has ended.],
     absent_if: Help can be had., axes: [money], barriers: [cuts]}
"""


@cache
def schedule(text: str = SCHEDULE) -> Schedule:
    """Load a schedule and the framework beside it from their YAML."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        path = Path(folder, "schedule.yaml")
        path.write_text(text, encoding="utf-8")
        return load_schedule(str(path))


def record(
    *levels: LevelCode | None,
    meeting: str = "core group 1",
    note: str | None = None,
    observer: str = "somebody",
    of: Schedule | None = None,
) -> Observation:
    """Write a finished record: a level a line, with a note on the first if there is one."""
    seen = of or schedule()
    notes = (Note(time="10:04", text=note),) if note else ()
    return Observation(
        observer=observer,
        date="2026-01-02",
        meeting=meeting,
        state="complete",
        schedule=schedule_key(seen),
        judgements=tuple(
            Judgement(line=line.id, level=level, notes=() if place else notes)
            for place, (line, level) in enumerate(zip(seen.lines, levels, strict=True))
        ),
    )


def asked(of: str | Questionnaire = TOWN, answers: str = "", by: str | None = None) -> Asked:
    """Score a table of answers to a questionnaire, or to the YAML of one."""
    known = questionnaire(of) if isinstance(of, str) else of
    counted = tally(known, table(known, answers), by)
    return Asked(known, counted, score(known, counted))
