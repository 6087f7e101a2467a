"""Who sees what, of all who were asked, and who cannot tell?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from collabcheck.core.findings.perspectives import Verdict, verdict
from collabcheck.core.findings.precision import rounded
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import BarrierGap, Gap
from collabcheck.core.scoring.voices import (
    Asked,
    Voice,
    Voices,
    VoicesOnAxis,
    VoicesOnBarrier,
    side_by_side,
)


@dataclass(frozen=True)
class VoicePart:
    """A voice by its name. scale: the one that it answered on."""

    id: str
    name: str
    questionnaire: QuestionnaireKey
    title: str
    scale: Scale
    limits: str | None
    result: Voice


@dataclass(frozen=True)
class AxisView:
    """How the voices stand to each other on an axis, as `Perspective` says it of groups.

    cannot_tell: ids of the voices of whose answers so many are "don't know" as makes a finding;
    can_tell: of all who answered one questionnaire, those of whom fewer are.
    """

    id: str
    name: str
    verdict: Verdict | None
    gap: Gap | None
    compared: tuple[str, ...]
    can_tell: tuple[str, ...]
    cannot_tell: tuple[str, ...]


@dataclass(frozen=True)
class BarrierView:
    """How the voices stand to each other on a barrier.

    view: `differ` where the share reporting it differs by more than chance, adjusted over all
    barriers compared; `shared` where every voice reports it by at least the barrier share; else
    `open`. only: the one voice that reports it by that share where they differ and no other does.
    """

    id: str
    name: str
    axis: str
    view: Literal["differ", "shared", "open"]
    compared: tuple[str, ...]
    gap: BarrierGap | None
    only: str | None


@dataclass(frozen=True)
class EveryVoice:
    """All who were asked, side by side on what more than one questionnaire asks about."""

    voices: tuple[VoicePart, ...]
    axes: tuple[AxisView, ...]
    barriers: tuple[BarrierView, ...]


def find_voices(asked: Sequence[Asked]) -> EveryVoice | None:
    """Compare the answers to several questionnaires; None where there is only one."""
    if len(asked) < 2:
        return None
    found = side_by_side(asked)
    main = asked[0].questionnaire
    of = {each.questionnaire.id: each for each in asked}
    every = EveryVoice(
        voices=tuple(_part(of[voice.questionnaire], voice) for voice in found.voices),
        axes=tuple(_axis(main, found, axis) for axis in found.axes),
        barriers=tuple(_barrier(main, found, barrier) for barrier in found.barriers),
    )
    return rounded(every)


def _part(asked: Asked, voice: Voice) -> VoicePart:
    questionnaire = asked.questionnaire
    name = questionnaire.voice
    if voice.group:
        name = questionnaire.option_name(asked.tally.by or "", voice.group)
    return VoicePart(
        voice.id,
        name,
        key_of(questionnaire),
        questionnaire.title,
        questionnaire.scale,
        questionnaire.limits,
        voice,
    )


def _axis(main: Questionnaire, found: Voices, on: VoicesOnAxis) -> AxisView:
    widest = on.gaps[0] if on.gaps else None
    least = main.thresholds.visibility_share
    shares = {
        voice.id: axis.dont_know_share
        for voice in found.voices
        for axis in voice.axes
        if axis.id == on.id
    }
    known = {name: share for name, share in shares.items() if not isinstance(share, Missing)}
    return AxisView(
        on.id,
        next(axis.name for axis in main.framework.axes if axis.id == on.id),
        verdict(main, on.test, widest) if widest else None,
        widest,
        on.compared,
        tuple(name for name, share in known.items() if share < least and "#" not in name),
        tuple(name for name, share in known.items() if share >= least),
    )


def _barrier(main: Questionnaire, found: Voices, on: VoicesOnBarrier) -> BarrierView:
    limits = main.thresholds
    barrier = next(each for each in main.framework.barriers if each.id == on.id)
    shares = {
        voice.id: of.share
        for voice in found.voices
        for of in voice.barriers
        if of.id == on.id and voice.id in on.compared
    }
    reporting = [
        name
        for name, share in shares.items()
        if not isinstance(share, Missing) and share >= limits.barrier_share
    ]
    differ = on.apart is not None and on.apart.adjusted < limits.difference_p
    shared = not differ and len(shares) > 1 and len(reporting) == len(shares)
    return BarrierView(
        on.id,
        barrier.name,
        barrier.axis,
        "differ" if differ else "shared" if shared else "open",
        on.compared,
        on.apart,
        reporting[0] if differ and len(reporting) == 1 else None,
    )
