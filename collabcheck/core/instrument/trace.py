"""Which parts of an instrument reach each finding of the study behind it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collabcheck.core.instrument.framework import Framework, StudyCode
from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire


@dataclass(frozen=True)
class Traced:
    """A code and, by kind, the ids of what reaches it: an empty `reached_by` is a gap."""

    code: StudyCode
    reached_by: tuple[tuple[str, tuple[str, ...]], ...]


def trace(
    framework: Framework,
    questionnaires: Sequence[Questionnaire],
    schedules: Sequence[Schedule] = (),
) -> tuple[Traced, ...]:
    """Follow every code of a framework to its items, lines, prompts, barriers, enablers, actions.

    Lines and prompts are those of observation schedules.
    """
    found: dict[str, dict[str, list[str]]] = {code.code: {} for code in framework.codes}
    for codes, kind, name in _named(framework, questionnaires, schedules):
        for code in codes:
            names = found[code].setdefault(kind, [])
            if name not in names:
                names.append(name)
    return tuple(
        Traced(code, tuple((kind, tuple(names)) for kind, names in found[code.code].items()))
        for code in framework.codes
    )


def _named(
    framework: Framework, questionnaires: Sequence[Questionnaire], schedules: Sequence[Schedule]
) -> Iterator[tuple[Sequence[str], str, str]]:
    """Give all that names codes: the codes, its kind, its id."""
    for questionnaire in questionnaires:
        asked = [item for item in questionnaire.items if item.about is None]
        yield from ((item.codes, "items", item.id) for item in asked)
        if questionnaire.round_robin:
            yield from ((i.codes, "items", i.id) for i in questionnaire.round_robin.items)
    for schedule in schedules:
        yield from ((_one(line.code), "lines", line.id) for line in schedule.lines)
        yield from ((_one(prompt.code), "prompts", prompt.id) for prompt in schedule.reflexivity)
    yield from ((barrier.codes, "barriers", barrier.id) for barrier in framework.barriers)
    yield from ((enabler.codes, "enablers", enabler.id) for enabler in framework.enablers)
    for action in framework.actions:
        yield (*action.codes, *action.recommendations), "actions", action.id


def _one(code: str | None) -> Sequence[str]:
    return (code,) if code else ()
