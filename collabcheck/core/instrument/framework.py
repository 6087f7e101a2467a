"""Which influences does collaboration have, what stands in its way, and what can be done?"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from collabcheck.core.instrument.values import Code, Evidence, Id, Text, Value, Version


class Strand(Value):
    """A theme that runs across the axes, such as communication.

    `links` says, to a reader, how trouble with this strand on one axis touches the others.
    """

    id: Id
    name: Text
    about: Text
    links: Text


class Axis(Value):
    """One line of inquiry: a group of items that share a score."""

    id: Id
    name: Text
    about: Text
    level: Id | None = None


class Influence(Value):
    """A branch of the framework that holds axes.

    `ring` places it in the picture of the whole: 0 is the centre, larger is further out.
    """

    id: Id
    name: Text
    about: Text
    ring: Annotated[int, Field(ge=0, le=9)]
    axes: Annotated[tuple[Axis, ...], Field(min_length=1)]


class StudyCode(Value):
    """One finding or recommendation of the study, by the code that this project gives it."""

    code: Code
    name: Text


class Action(Value):
    """A concrete step that answers a barrier.

    `review_weeks` is how many weeks to wait before looking whether it worked;
    `recommendations` are the study's recommendations that it serves.
    """

    id: Id
    step: Text
    who: Annotated[tuple[Id, ...], Field(min_length=1)]
    review_weeks: Annotated[int, Field(ge=1, le=104)]
    recommendations: Annotated[tuple[Code, ...], Field(min_length=1)]
    codes: tuple[Code, ...] = ()
    evidence: Evidence


class Barrier(Value):
    """Something that stands in the way, named, with how it shows in practice."""

    id: Id
    name: Text
    practice: Text
    axis: Id
    strand: Id
    codes: tuple[Code, ...] = ()
    evidence: Evidence
    actions: Annotated[tuple[Id, ...], Field(min_length=1, max_length=3)]


class Enabler(Value):
    """Something that helps, named, with how it shows in practice."""

    id: Id
    name: Text
    practice: Text
    axis: Id
    strand: Id
    codes: tuple[Code, ...] = ()
    evidence: Evidence


class Role(Value):
    """Somebody who can carry out an action."""

    id: Id
    name: Text


class Told(Value):
    """Some lines under a heading, for whoever runs a meeting."""

    heading: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]


class Meeting(Value):
    """What a guide for a meeting says in the words of this work; plain texts where one is left out.

    `unsafe`: what to do where somebody may come to harm; `at_risk` names who that is. `absent`: who
    is not in the room; `heard`: the same where those have answered questions of their own.
    `first_speakers` go first; `whom_for` is whom the work is for.
    """

    unsafe: Told | None = None
    absent: Told | None = None
    heard: Told | None = None
    at_risk: Text | None = None
    first_speakers: Text | None = None
    whom_for: Text | None = None


class Framework(Value):
    """Axes, strands, barriers, enablers and actions that questionnaires share."""

    kind: Literal["framework"]
    id: Id
    version: Version
    title: Text
    base: Text
    caution: Text
    influences: Annotated[tuple[Influence, ...], Field(min_length=1)]
    levels: tuple[Role, ...] = ()
    meeting: Annotated[Meeting, Field(default_factory=Meeting)]
    strands: tuple[Strand, ...] = ()
    owners: Annotated[tuple[Role, ...], Field(min_length=1)]
    codes: tuple[StudyCode, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    enablers: tuple[Enabler, ...] = ()
    actions: tuple[Action, ...] = ()

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """All axes, in the order of the influences that hold them."""
        return tuple(axis for influence in self.influences for axis in influence.axes)
