"""Is a questionnaire, schedule or framework fit to be used, and what is it like?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.library.frameworks import read_framework
from collabcheck.library.named import kind_named
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.reading import grades, minutes_to_answer
from collabcheck.library.schedules import load_schedule

FEWEST_ITEMS = 2
REVERSED_SHARE = 0.25
HARD_GRADE = 9


def check_file(name: str) -> list[str]:
    """Check a file and describe it, a line each. Raises `FaultyFile` with every fault."""
    kind = kind_named(name)
    if kind == "framework":
        return list(_framework(read_framework(Path(name), Path(name).parent)))
    if kind == "observation":
        return list(_schedule(load_schedule(name)))
    return list(_questionnaire(load_questionnaire(name)))


def _framework(framework: Framework) -> Iterator[str]:
    yield f"{framework.id} {framework.version}: no faults"
    yield (
        f"{len(framework.axes)} axes, {len(framework.strands)} strands, "
        f"{len(framework.barriers)} barriers, {len(framework.enablers)} enablers, "
        f"{len(framework.actions)} actions"
    )
    used = {action for barrier in framework.barriers for action in barrier.actions}
    for action in framework.actions:
        if action.id not in used:
            yield f"advice: action {action.id} answers no barrier"


def _schedule(schedule: Schedule) -> Iterator[str]:
    axes = schedule.framework.axes
    seen = {axis for line in schedule.lines for axis in line.axes}
    yield f"{schedule.id} {schedule.version}: no faults"
    yield (
        f"{len(schedule.lines)} lines on {len(seen)} of {len(axes)} axes, "
        f"{len(schedule.reflexivity)} questions to the observer"
    )
    for line in schedule.lines:
        if not line.barriers and not line.enablers:
            yield (
                f"advice: line {line.id} names no barrier or enabler, so no answer can be set "
                "beside it"
            )
    for axis in axes:
        if axis.id not in seen:
            yield f"note: axis {axis.id} has no line"


def _questionnaire(questionnaire: Questionnaire) -> Iterator[str]:
    framework = questionnaire.framework
    items = [item for item in questionnaire.items if item.about is None]
    turned = sum(item.keying == "reverse" for item in items)
    level = grades(questionnaire)
    yield f"{questionnaire.id} {questionnaire.version}: no faults"
    yield (
        f"{len(items)} items on {len(questionnaire.axes)} of {len(framework.axes)} axes, "
        f"{turned} reverse-keyed ({turned / len(items):.0%})"
    )
    if robin := questionnaire.round_robin:
        rated = len(questionnaire.rated)
        statements = f"{len(robin.items)} statement{'' if len(robin.items) == 1 else 's'}"
        yield (
            f"Round robin by {robin.attribute}: {statements} about each of {rated}, "
            f"{len(robin.items) * rated} items more"
        )
    number = minutes_to_answer(questionnaire)
    yield f"Time to answer: about {number} minute{'' if number == 1 else 's'}"
    hardest = ", ".join(f"{name} ({grade:.1f})" for name, grade in level.hardest)
    yield f"Reading level: Flesch-Kincaid grade {level.whole:.1f}; hardest: {hardest}"
    yield from _advice(questionnaire, turned, level.hardest)


def _advice(
    questionnaire: Questionnaire, turned: int, hardest: tuple[tuple[str, float], ...]
) -> Iterator[str]:
    of_axes = [item for item in questionnaire.items if item.about is None]
    if turned < REVERSED_SHARE * len(of_axes):
        yield "advice: word at least one item in four so that agreeing means worse collaboration"
    for axis in questionnaire.axes:
        if sum(item.axis == axis.id for item in questionnaire.items) < FEWEST_ITEMS:
            yield f"advice: axis {axis.id} has one item; a score from one item is fragile"
    for name, grade in hardest:
        if grade > HARD_GRADE:
            yield f"advice: item {name} is hard to read (grade {grade:.1f}); use shorter words"
    asked = {name for item in questionnaire.items for name in item.barriers}
    unasked = [b.id for b in questionnaire.framework.barriers if b.id not in asked]
    if unasked and len(unasked) < len(questionnaire.framework.barriers):
        yield f"note: {len(unasked)} barriers of the framework are not asked about here"
