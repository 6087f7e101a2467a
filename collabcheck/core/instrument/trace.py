"""Which parts of an instrument reach each finding of the study behind it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collabcheck.core.instrument.framework import Framework, StudyCode
from collabcheck.core.instrument.questionnaire import Questionnaire


@dataclass(frozen=True)
class Traced:
    """A code and, by kind, the ids of what reaches it: an empty `reached_by` is a gap."""

    code: StudyCode
    reached_by: tuple[tuple[str, tuple[str, ...]], ...]


def trace(framework: Framework, questionnaires: Sequence[Questionnaire]) -> tuple[Traced, ...]:
    """Follow every code of a framework to its items, barriers, enablers and actions."""
    found: dict[str, dict[str, list[str]]] = {code.code: {} for code in framework.codes}

    def reach(codes: Sequence[str], kind: str, name: str) -> None:
        for code in codes:
            names = found[code].setdefault(kind, [])
            if name not in names:
                names.append(name)

    for questionnaire in questionnaires:
        for item in questionnaire.items:
            reach(item.codes, "items", item.id)
    for barrier in framework.barriers:
        reach(barrier.codes, "barriers", barrier.id)
    for enabler in framework.enablers:
        reach(enabler.codes, "enablers", enabler.id)
    for action in framework.actions:
        reach((*action.codes, *action.recommendations), "actions", action.id)
    return tuple(
        Traced(code, tuple((kind, tuple(names)) for kind, names in found[code.code].items()))
        for code in framework.codes
    )
