"""What should the people who answered talk about together?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from collabcheck.core.findings.others import Others
from collabcheck.core.findings.perspectives import Perspectives
from collabcheck.core.findings.shared import BarrierFinding, EnablerFinding
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import Scores


@dataclass(frozen=True)
class Prompt:
    """Something to talk about: of which kind, and the id of the axis, barrier, item or enabler.

    groups: the two that see it most differently, lower first; none where that is not the point. A
    prompt of kind `voice` is about a barrier that those report who answered other questionnaires.
    """

    kind: Literal["axis-gap", "barrier-gap", "barrier", "voice", "split", "unseen", "enabler"]
    id: str
    groups: tuple[str, ...] = ()


def find_splits(questionnaire: Questionnaire, scores: Scores) -> tuple[str, ...]:
    """Name the items that divide people, most evenly first: by the smaller of the two sides.

    What one group says about another is left to the round robin.
    """
    of_axes = {item.id for item in questionnaire.items if item.axis}
    sides = {
        item.id: min(item.shares.favourable, item.shares.unfavourable)
        for item in scores.items
        if item.id in of_axes and item.split is True and not isinstance(item.shares, Missing)
    }
    return tuple(sorted(sides, key=lambda name: -sides[name]))


def plan_discussion(
    questionnaire: Questionnaire,
    scores: Scores,
    perspectives: Perspectives | None,
    barriers: tuple[BarrierFinding, ...],
    enablers: tuple[EnablerFinding, ...],
    unseen: tuple[str, ...],
) -> tuple[Prompt, ...]:
    """Choose what to talk about, in the order of a meeting: what works, what is shared, what not.

    Of each kind so many as the questionnaire's thresholds say. Barriers that every group reports
    come before others; a gap is taken up where the groups do not stand close. `unseen` are ids of
    items that many could not judge.
    """
    most = questionnaire.thresholds.prompts
    common = perspectives.shared if perspectives else ()
    weighty = [found.barrier.id for found in barriers if found.major]
    shared = [*(name for name in weighty if name in common), *weighty]
    prompts = [Prompt("enabler", found.enabler.id) for found in enablers[:most]]
    prompts += [Prompt("barrier", name) for name in list(dict.fromkeys(shared))[:most]]
    if perspectives:
        apart = (view for view in perspectives.axes if view.verdict != "close")
        prompts += [
            Prompt("axis-gap", view.axis, (view.gap.low, view.gap.high))
            for view in islice(apart, most)
        ]
        prompts += [
            Prompt("barrier-gap", gap.id, (gap.low, gap.high))
            for gap in perspectives.barriers[:most]
        ]
    prompts += [Prompt("split", name) for name in find_splits(questionnaire, scores)[:most]]
    prompts += [Prompt("unseen", name) for name in unseen[:most]]
    return tuple(prompts)


def with_others(
    questionnaire: Questionnaire, prompts: tuple[Prompt, ...], others: Others
) -> tuple[Prompt, ...]:
    """Add what others report, after what works and what is shared.

    What those who answered the first questionnaire do not report comes first.
    """
    known = {prompt.id for prompt in prompts if prompt.kind == "barrier"}
    told = [report.barrier.id for report in others.reports if report.barrier.id not in known]
    added = [Prompt("voice", name) for name in told[: questionnaire.thresholds.prompts]]
    early = ("enabler", "barrier")
    return (
        *(prompt for prompt in prompts if prompt.kind in early),
        *added,
        *(prompt for prompt in prompts if prompt.kind not in early),
    )
