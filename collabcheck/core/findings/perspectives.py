"""Which groups see what differently, and what do they see alike?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.scores import BarrierGap, Comparison, Gap, KruskalWallis, Scores

Verdict = Literal["differ", "open", "close"]


@dataclass(frozen=True)
class Perspective:
    """How the groups that may be shown stand to each other on an axis, by the widest `gap`.

    verdict: they `differ` where Kruskal and Wallis's test, adjusted over the axes, says so; else
    they are `close` where no two means lie further apart than the questionnaire's close share of
    the scale; else it is `open`: the means lie apart, but so few people cannot tell.
    """

    axis: str
    verdict: Verdict
    gap: Gap


@dataclass(frozen=True)
class Perspectives:
    """Where groups differ, and where they agree.

    axes: those that differ first, then open, then close; each widest gap first. barriers: those
    that groups report more and less often by `share_test`, adjusted over all `barriers_tested`;
    widest gap first. shared: ids of the barriers that every group shown reports by at
    least the barrier share, weightiest first; none of them stands in `barriers`.
    """

    axes: tuple[Perspective, ...]
    barriers: tuple[BarrierGap, ...]
    barriers_tested: int
    shared: tuple[str, ...]


def find_perspectives(questionnaire: Questionnaire, scores: Scores) -> Perspectives | None:
    """Compare the groups; None where there are no two to compare."""
    found = [
        Perspective(
            axis.score.id,
            verdict(questionnaire, axis.comparison.kruskal_wallis, axis.comparison.gaps[0]),
            axis.comparison.gaps[0],
        )
        for axis in scores.axes
        if isinstance(axis.comparison, Comparison) and axis.comparison.gaps
    ]
    if not found:
        return None
    order = ("differ", "open", "close")
    shared = _shared(questionnaire, scores)
    limit = questionnaire.thresholds.difference_p
    apart = [gap for gap in scores.barrier_gaps if gap.adjusted < limit and gap.id not in shared]
    return Perspectives(
        axes=tuple(sorted(found, key=lambda p: (order.index(p.verdict), -p.gap.difference))),
        barriers=tuple(sorted(apart, key=lambda gap: (-gap.difference, gap.id))),
        barriers_tested=len(scores.barrier_gaps),
        shared=shared,
    )


def verdict(questionnaire: Questionnaire, test: Maybe[KruskalWallis], widest: Gap) -> Verdict:
    """Say how groups stand to each other, from the test over all and the widest gap."""
    limits = questionnaire.thresholds
    if not isinstance(test, Missing) and test.adjusted < limits.difference_p:
        return "differ"
    near = widest.difference <= limits.close_share * questionnaire.scale.width
    return "close" if near else "open"


def _shared(questionnaire: Questionnaire, scores: Scores) -> tuple[str, ...]:
    """Name the barriers that each group shown on them reports; at least two must be."""
    least = questionnaire.thresholds.barrier_share
    found = [(-gap.low_share, gap.id) for gap in scores.barrier_gaps if gap.low_share >= least]
    return tuple(name for _, name in sorted(found))
