"""Is a questionnaire or framework fit to be used, and what is it like?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.library.files import read_text
from collabcheck.library.questionnaires import (
    find_questionnaire,
    load_questionnaire,
    read_framework,
)
from collabcheck.library.reading import grades, minutes_to_answer
from collabcheck.library.yaml_tree import read_tree

FEWEST_ITEMS = 2
REVERSED_SHARE = 0.25
HARD_GRADE = 9


def check_file(name: str) -> list[str]:
    """Check a file and describe it, a line each. Raises `FaultyFile` with every fault."""
    path = find_questionnaire(name)
    data = read_tree(read_text(path), name).data
    if isinstance(data, dict) and data.get("kind") == "framework":
        return list(_framework(read_framework(path, Path(name).parent)))
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


def _questionnaire(questionnaire: Questionnaire) -> Iterator[str]:
    items, framework = questionnaire.items, questionnaire.framework
    turned = sum(item.keying == "reverse" for item in items)
    level = grades(questionnaire)
    yield f"{questionnaire.id} {questionnaire.version}: no faults"
    yield (
        f"{len(items)} items on {len(questionnaire.axes)} of {len(framework.axes)} axes, "
        f"{turned} reverse-keyed ({turned / len(items):.0%})"
    )
    number = minutes_to_answer(questionnaire)
    yield f"Time to answer: about {number} minute{'' if number == 1 else 's'}"
    hardest = ", ".join(f"{name} ({grade:.1f})" for name, grade in level.hardest)
    yield f"Reading level: Flesch-Kincaid grade {level.whole:.1f}; hardest: {hardest}"
    yield from _advice(questionnaire, turned, level.hardest)


def _advice(
    questionnaire: Questionnaire, turned: int, hardest: tuple[tuple[str, float], ...]
) -> Iterator[str]:
    if turned < REVERSED_SHARE * len(questionnaire.items):
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
