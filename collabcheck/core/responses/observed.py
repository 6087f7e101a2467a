"""What did one observer see in one meeting?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.observation import LevelCode, Schedule
from collabcheck.core.instrument.values import Id, Value
from collabcheck.core.responses.response import (
    Comment,
    QuestionnaireKey,
    check_key,
    day,
    record_from_json,
)

MENDED_BY = "use the file as 'collabcheck observe' wrote it"
MOST_NOTES = 200
LONGEST_MEETING = 80

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of the day, HH:MM."""


class Note(Value):
    """What was seen or heard, and when."""

    time: Clock
    text: Comment


class Judgement(Value):
    """A line, its level once there is one, and the notes it rests on."""

    line: Id
    level: LevelCode | None = None
    notes: Annotated[tuple[Note, ...], Field(max_length=MOST_NOTES)] = ()


class Reflection(Value):
    """An observer's own answer to a prompt about their position."""

    prompt: Id
    text: Comment


class Observation(Value):
    """One observer's record of one meeting, as it stands in its file.

    `observer` is a random identifier. `meeting` is what tells this meeting from others, such as
    "core group 3", and never a name; two observers of one meeting write the same. `began` is when
    the watching did. `present` says which roles were there. `notes` are on the meeting as a whole.
    """

    format: Literal["collabcheck-observation"] = "collabcheck-observation"
    schema_version: Literal["1.0"] = "1.0"
    observer: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{4,64}$")]
    date: Annotated[str, AfterValidator(day)]
    meeting: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_MEETING)]
    began: Clock | None = None
    state: Literal["complete", "unfinished"]
    schedule: QuestionnaireKey
    present: Comment | None = None
    reflections: tuple[Reflection, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: Annotated[tuple[Note, ...], Field(max_length=MOST_NOTES)] = ()

    @property
    def occasion(self) -> tuple[str, str]:
        """What tells the meeting from others: its day and its name, however that is written."""
        return self.date, " ".join(self.meeting.casefold().split())

    def judgement(self, line: str) -> Judgement:
        """Give what is recorded for a line, which may be nothing yet."""
        return next((j for j in self.judgements if j.line == line), Judgement(line=line))


def schedule_key(schedule: Schedule) -> QuestionnaireKey:
    """Name a schedule in the way a record does."""
    return QuestionnaireKey(id=schedule.id, version=schedule.version, hash=schedule.hash)


def observation_to_json(observation: Observation) -> str:
    """Write a record as the text of its file."""
    return observation.model_dump_json(indent=2) + "\n"


def observation_from_json(text: str | bytes, where: str) -> Observation:
    """Read the text of a record; `where` names it in errors. Raises `BadResponse`."""
    return record_from_json(Observation, text, where, "a record of an observation", MENDED_BY)


def check_observation(schedule: Schedule, observation: Observation, where: str) -> None:
    """Hold a record against its schedule. Raises `BadResponse` at the first mismatch."""
    check_key(
        schedule_key(schedule),
        observation.schedule,
        "observed with schedule",
        where,
        "use the schedule that the meeting was observed with",
    )
    for kind, names, known in (
        ("line", [j.line for j in observation.judgements], [line.id for line in schedule.lines]),
        (
            "prompt",
            [r.prompt for r in observation.reflections],
            [prompt.id for prompt in schedule.reflexivity],
        ),
    ):
        for name in names:
            if name not in known:
                raise BadResponse(
                    f"there is no {kind} '{name}'", where=where, mend=near_miss(name, known)
                )
            if names.count(name) > 1:
                raise BadResponse(f"{kind} {name} stands twice", where=where, mend=MENDED_BY)


def check_meetings(
    schedule: Schedule,
    observations: Sequence[tuple[str, Observation]],
    second: Sequence[tuple[str, Observation]] = (),
) -> None:
    """Hold records, each with the place it came from, against their schedule and each other.

    Raises `BadResponse` where one does not fit or is unfinished, where two are of one meeting, and
    where one by a `second` observer has no first.
    """
    for where, record in (*observations, *second):
        check_observation(schedule, record, where)
        if record.state == "unfinished":
            raise BadResponse(
                "this observation is not finished",
                where=where,
                mend="finish it with 'collabcheck observe --resume'",
            )
    first: dict[tuple[str, str], tuple[str, Observation]] = {}
    for where, record in observations:
        if record.occasion in first:
            raise _twice(where, record, first[record.occasion][0], second=False)
        first[record.occasion] = where, record
    others: dict[tuple[str, str], str] = {}
    for where, record in second:
        if record.occasion in others:
            raise _twice(where, record, others[record.occasion], second=True)
        others[record.occasion] = where
        beside = first.get(record.occasion)
        if beside is None:
            raise BadResponse(
                f"nobody else observed '{record.meeting}' on {record.date}",
                where=where,
                mend="both observers must name the meeting alike",
            )
        if beside[1].observer == record.observer:
            raise BadResponse(
                f"the same observer's record as {beside[0]}",
                where=where,
                mend="give the second observer's",
            )


def _twice(where: str, record: Observation, other: str, *, second: bool) -> BadResponse:
    return BadResponse(
        f"the same meeting as in {other}: '{record.meeting}', {record.date}",
        where=where,
        mend="give it once" if second else "give a second observer's record with --second",
    )
