"""What does an observer look for in a meeting?"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import QuestionnaireId
from collabcheck.core.instrument.values import Code, Id, Text, Value, Version

LevelCode = Literal["clear", "some", "none-seen", "seen-to-be-absent", "not-observable"]


class Level(Value):
    """How much of a line was seen: its words, and when to choose it."""

    code: LevelCode
    label: Text
    meaning: Text


class ReflexivityPrompt(Value):
    """A question that observers ask themselves about their own position, before they begin."""

    id: Id
    prompt: Text
    code: Code | None = None


class OnlyFrom(Value):
    """Of whom a questionnaire's answers speak for a line: those who chose an option."""

    questionnaire: QuestionnaireId
    attribute: Id
    option: Id


class Line(Value):
    """One thing to look for in a meeting, judged at one level.

    `meaning` is "barrier" where seeing it clearly speaks of what stands in the way. `look_for` are
    its signs, `absent_if` is what the opposite looks like. `barriers` and `enablers` are what it
    tells of, as items of a questionnaire do. What one person's voice is like is for that person to
    say: `only_from` and `not_from` leave out others' answers about their own.
    """

    id: Id
    name: Text
    code: Code | None = None
    meaning: Literal["enabler", "barrier"] = "enabler"
    look_for: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    absent_if: Text
    axes: Annotated[tuple[Id, ...], Field(min_length=1)]
    strands: tuple[Id, ...] = ()
    barriers: tuple[Id, ...] = ()
    enablers: tuple[Id, ...] = ()
    only_from: tuple[OnlyFrom, ...] = ()
    not_from: tuple[QuestionnaireId, ...] = ()


class Schedule(Value):
    """An observation schedule: the lines that an observer judges a meeting by.

    In the file, `framework` is the name of a framework. The levels are the five that triangulation
    knows, each once; their words are the author's.
    """

    kind: Literal["observation"]
    id: QuestionnaireId
    framework: Annotated[Framework, WithJsonSchema({"type": "string"})]
    version: Version
    title: Text
    audience: Text
    intro: Text
    notice: Text
    limits: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=5, max_length=5)]
    reflexivity: tuple[ReflexivityPrompt, ...] = ()
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all that decides what a judgement means."""
        seen = {
            "id": self.id,
            "version": self.version,
            "levels": [[level.code, level.label, level.meaning] for level in self.levels],
            "lines": [
                [line.id, line.name, line.meaning, list(line.look_for), line.absent_if]
                for line in self.lines
            ],
        }
        return "sha256:" + hashlib.sha256(json.dumps(seen).encode()).hexdigest()

    def label(self, code: LevelCode) -> str:
        """Give a level's words."""
        return next(level.label for level in self.levels if level.code == code)
