"""What do others report that the plan leaves out, or that speaks against what seems to work?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from collabcheck.core.findings.actions import PlannedAction
from collabcheck.core.findings.shared import EnablerFinding
from collabcheck.core.findings.voices import EveryVoice
from collabcheck.core.instrument.framework import Action, Barrier
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.voices import Asked


@dataclass(frozen=True)
class OthersReport:
    """A barrier that others report, by at least the barrier share of those of a voice.

    voices: their ids. alone: of those who answered the first questionnaire fewer report it; clear:
    that is more than chance often brings. share: of the voice that reports it most often. planned:
    the plan answers it already, or has every step against it.
    """

    barrier: Barrier
    voices: tuple[str, ...]
    alone: bool
    clear: bool
    share: float
    planned: bool


@dataclass(frozen=True)
class OthersSteps:
    """The first action against each barrier that the plan leaves out, by who reports them."""

    voices: tuple[str, ...]
    alone: bool
    actions: tuple[PlannedAction, ...]


@dataclass(frozen=True)
class Doubt:
    """An enabler that was confirmed, and (voice, barrier) where others report its reverse.

    The two belong together where one item speaks for the one or, answered the other way, for the
    other.
    """

    enabler: str
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Others:
    """What those say who answered other questionnaires, for the plan and for what works.

    reports: those alone in it first, then those whose share is largest. steps: against the gravest
    of these that the plan leaves out, so many as the plan itself answers, those alone in it first;
    unanswered: ids of the rest.
    """

    reports: tuple[OthersReport, ...]
    steps: tuple[OthersSteps, ...]
    unanswered: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def find_others(
    asked: Sequence[Asked],
    every: EveryVoice,
    plan: Sequence[PlannedAction],
    enablers: Sequence[EnablerFinding],
) -> Others:
    """Say what others report, beside the first questionnaire's plan and confirmed enablers."""
    reports = _reports(asked, every, _shares(every), plan)
    left = sorted((r for r in reports if not r.planned), key=lambda r: (not r.clear, -r.share))
    most = asked[0].questionnaire.thresholds.barriers_in_full
    groups: dict[tuple[tuple[str, ...], bool], list[Barrier]] = {}
    for report in sorted(left[:most], key=lambda r: not r.alone):
        groups.setdefault((report.voices, report.alone), []).append(report.barrier)
    actions = {action.id: action for action in asked[0].questionnaire.framework.actions}
    taken = {step.action.id for step in plan}
    return Others(
        reports=tuple(reports),
        steps=tuple(
            OthersSteps(voices, alone, _first_actions(actions, barriers, taken))
            for (voices, alone), barriers in groups.items()
        ),
        unanswered=tuple(report.barrier.id for report in left[most:]),
        doubts=tuple(_doubts(asked, reports, enablers)),
    )


def _shares(every: EveryVoice) -> dict[str, dict[str, float]]:
    """Look up what share of each voice, as a whole, reports a barrier."""
    return {
        part.id: {
            of.id: of.share for of in part.result.barriers if not isinstance(of.share, Missing)
        }
        for part in every.voices
        if part.result.group is None
    }


def _reports(
    asked: Sequence[Asked],
    every: EveryVoice,
    shares: Mapping[str, Mapping[str, float]],
    plan: Sequence[PlannedAction],
) -> list[OthersReport]:
    main = asked[0].questionnaire
    least, own = main.thresholds.barrier_share, shares[main.id]
    clear = {view.id for view in every.barriers if view.view == "differ"}
    answered = {name for step in plan for name in step.answers}
    taken = {step.action.id for step in plan}
    found = []
    for barrier in main.framework.barriers:
        told = {
            voice: of[barrier.id]
            for voice, of in shares.items()
            if voice != main.id and of.get(barrier.id, 0.0) >= least
        }
        if told:
            alone = own.get(barrier.id, least) < least
            planned = barrier.id in answered or taken.issuperset(barrier.actions)
            share = max(told.values())
            found.append(
                OthersReport(
                    barrier, tuple(told), alone, alone and barrier.id in clear, share, planned
                )
            )
    return sorted(found, key=lambda r: (not r.alone, not r.clear, -r.share))


def _first_actions(
    actions: Mapping[str, Action], barriers: Sequence[Barrier], taken: Collection[str]
) -> tuple[PlannedAction, ...]:
    """Give the first action against each barrier that the plan does not have yet, each once."""
    answers: dict[str, list[str]] = {}
    for barrier in barriers:
        name = next(name for name in barrier.actions if name not in taken)
        answers.setdefault(name, []).append(barrier.id)
    return tuple(PlannedAction(actions[name], tuple(of)) for name, of in answers.items())


def _doubts(
    asked: Sequence[Asked], reports: Sequence[OthersReport], enablers: Sequence[EnablerFinding]
) -> list[Doubt]:
    linked = {
        (enabler, barrier)
        for each in asked
        for item in each.questionnaire.items
        for enabler in item.enablers
        for barrier in item.barriers
    }
    found = []
    for confirmed in enablers:
        name = confirmed.enabler.id
        told = tuple(
            (voice, report.barrier.id)
            for report in reports
            for voice in report.voices
            if (name, report.barrier.id) in linked
        )
        found += [Doubt(name, told)] if told else []
    return found
