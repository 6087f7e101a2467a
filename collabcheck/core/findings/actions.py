"""What can be done about the barriers that were reported?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.findings.shared import BarrierFinding
from collabcheck.core.instrument.framework import Action


@dataclass(frozen=True)
class PlannedAction:
    """An action, and the reported barriers that it answers, weightiest first."""

    action: Action
    answers: tuple[str, ...]


def plan_actions(barriers: tuple[BarrierFinding, ...]) -> tuple[PlannedAction, ...]:
    """Gather the actions of these barriers, each once, in the order of the barriers.

    Of the actions that begin with the same barrier, one that answers more barriers comes first.
    """
    answers: dict[str, list[str]] = {}
    actions: dict[str, Action] = {}
    for found in barriers:
        for action in found.actions:
            actions[action.id] = action
            answers.setdefault(action.id, []).append(found.barrier.id)
    order = {found.barrier.id: rank for rank, found in enumerate(barriers)}
    return tuple(
        PlannedAction(actions[name], tuple(answers[name]))
        for name in sorted(answers, key=lambda a: (order[answers[a][0]], -len(answers[a])))
    )
