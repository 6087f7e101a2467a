"""Which barriers stand in the way, and which enablers are in place?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from collabcheck.core.instrument.framework import Action, Axis, Barrier, Enabler, Strand
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import Scores, SharedBy


@dataclass(frozen=True)
class BarrierFinding:
    """A barrier that somebody reported, and what can be done about it.

    axis, strand: their names. items: the ids of the items that it rests on. recurs_on: the other
    axes on which a barrier of the same strand is reported by at least the questionnaire's barrier
    share. major: reported by at least that share itself. in_full: one of the weightiest, which are
    written up and answered by the plan.
    """

    barrier: Barrier
    axis: str
    strand: str
    counts: SharedBy
    items: tuple[str, ...]
    actions: tuple[Action, ...]
    recurs_on: tuple[str, ...]
    major: bool
    in_full: bool = False


@dataclass(frozen=True)
class EnablerFinding:
    """An enabler that at least the questionnaire's enabler share confirmed.

    axis, strand: their names. A respondent confirms it where every item of it that they answered is
    favourable.
    """

    enabler: Enabler
    axis: str
    strand: str
    counts: SharedBy
    items: tuple[str, ...]


def find_barriers(questionnaire: Questionnaire, scores: Scores) -> tuple[BarrierFinding, ...]:
    """Rank the reported barriers by prevalence, severity and recurrence; ties by id."""
    by_id = {barrier.id: barrier for barrier in questionnaire.framework.barriers}
    axes, strands = _names(questionnaire.framework.axes), _names(questionnaire.framework.strands)
    actions = {action.id: action for action in questionnaire.framework.actions}
    least = questionnaire.thresholds.barrier_share
    reported = [s for s in scores.barriers if not isinstance(s.reported, Missing) and s.reported]
    major = {s.id for s in reported if _number(s.share) >= least}
    places = {(by_id[name].strand, by_id[name].axis) for name in major}
    found = []
    for counts in reported:
        barrier = by_id[counts.id]
        found.append(
            BarrierFinding(
                barrier=barrier,
                axis=axes[barrier.axis],
                strand=strands[barrier.strand],
                counts=counts,
                items=tuple(i.id for i in questionnaire.items if barrier.id in i.barriers),
                actions=tuple(actions[name] for name in barrier.actions),
                recurs_on=tuple(
                    axis.id
                    for axis in questionnaire.axes
                    if axis.id != barrier.axis and (barrier.strand, axis.id) in places
                ),
                major=barrier.id in major,
            )
        )
    found.sort(
        key=lambda f: (
            -_number(f.counts.share),
            -_number(f.counts.severity),
            -len(f.recurs_on),
            f.barrier.id,
        )
    )
    most = questionnaire.thresholds.barriers_in_full
    return tuple(replace(f, in_full=rank < most) for rank, f in enumerate(found))


def find_enablers(questionnaire: Questionnaire, scores: Scores) -> tuple[EnablerFinding, ...]:
    """Rank the enablers that enough respondents confirmed; ties by id."""
    by_id = {enabler.id: enabler for enabler in questionnaire.framework.enablers}
    axes, strands = _names(questionnaire.framework.axes), _names(questionnaire.framework.strands)
    least = questionnaire.thresholds.enabler_share
    found = [
        EnablerFinding(
            by_id[counts.id],
            axes[by_id[counts.id].axis],
            strands[by_id[counts.id].strand],
            counts,
            tuple(i.id for i in questionnaire.items if counts.id in i.enablers),
        )
        for counts in scores.enablers
        if not isinstance(counts.share, Missing) and counts.share >= least
    ]
    return tuple(sorted(found, key=lambda f: (-_number(f.counts.share), f.enabler.id)))


def _names(parts: Iterable[Axis | Strand]) -> dict[str, str]:
    return {part.id: part.name for part in parts}


def _number(value: float | Missing) -> float:
    return 0.0 if isinstance(value, Missing) else value
