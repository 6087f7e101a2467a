"""Who sees what, of all who were asked?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from collabcheck.core.findings.perspectives import Verdict, verdict
from collabcheck.core.findings.precision import DIGITS, rounded
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.missing import Maybe, Missing
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
class VoiceItem:
    """An item as those of one voice saw it. mean: after keying, in points of their own scale.

    comments: those made on it, of the questionnaires beside the first alone.
    """

    id: str
    text: str
    reverse: bool
    mean: Maybe[float]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class VoicePart:
    """A voice by its name. scale: the one that it answered on.

    items: those that it was asked, in order; none of a group within, or where nothing may be shown.
    unprinted: how many comments there are on them that nobody asked to print.
    """

    id: str
    name: str
    questionnaire: QuestionnaireKey
    title: str
    scale: Scale
    limits: str | None
    result: Voice
    items: tuple[VoiceItem, ...]
    unprinted: int


@dataclass(frozen=True)
class Alike:
    """The items of several questionnaires about one barrier on one axis: (voice, item) by id."""

    barrier: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AxisView:
    """How the voices stand to each other on an axis, as `Perspective` says it of groups.

    unsure: of all who answered one questionnaire, ids of those of whose answers so many are "don't
    know" as makes a finding. most: the widest gap that no interval leaves out. lower, higher: where
    they differ, ids of those whose mean lies below or above that of the first, by an interval of
    the gap that leaves out 0. alike: the items that ask the same of several.
    """

    id: str
    name: str
    verdict: Verdict | None
    gap: Gap | None
    compared: tuple[str, ...]
    unsure: tuple[str, ...]
    most: float | None
    lower: tuple[str, ...]
    higher: tuple[str, ...]
    alike: tuple[Alike, ...]


@dataclass(frozen=True)
class BarrierView:
    """How the voices stand to each other on a barrier.

    view: `differ` where the share reporting it differs by more than chance, adjusted over all
    barriers compared; `shared` where every voice reports it by at least the barrier share; else
    `open`. only: the one voice that reports it by that share where they differ and no other does,
    those on another scale among them.
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


def find_voices(
    asked: Sequence[Asked],
    comments: Sequence[tuple[tuple[str, str], ...]] = (),
    *,
    printed: bool = False,
) -> EveryVoice | None:
    """Compare the answers to several questionnaires; None where there is only one.

    `comments` are, for each of them, pairs of an item's id and a text. Those made on a hidden item
    stay out; the others are handed on only if they are to be `printed`. The first questionnaire's
    stand with its items.
    """
    if len(asked) < 2:
        return None
    found = side_by_side(asked)
    main = asked[0].questionnaire
    of = {each.questionnaire.id: each for each in asked}
    said = {
        each.questionnaire.id: made for each, made in zip(asked[1:], comments[1:], strict=False)
    }
    shown = {voice.id for voice in found.voices if not isinstance(voice.respondents, Missing)}
    every = EveryVoice(
        voices=tuple(
            _part(
                of[voice.questionnaire], voice, said.get(voice.questionnaire, ()), printed=printed
            )
            for voice in found.voices
        ),
        axes=tuple(_axis(main, found, axis, _alike(asked, shown, axis.id)) for axis in found.axes),
        barriers=tuple(_barrier(main, found, barrier) for barrier in found.barriers),
    )
    return rounded(every)


def _part(
    asked: Asked, voice: Voice, comments: tuple[tuple[str, str], ...], *, printed: bool
) -> VoicePart:
    questionnaire = asked.questionnaire
    name = questionnaire.voice
    items: list[VoiceItem] = []
    unprinted = 0
    if voice.group:
        name = questionnaire.option_name(asked.tally.by or "", voice.group)
    elif not isinstance(voice.respondents, Missing):
        visible = {s.id for s in asked.scores.items if not isinstance(s.n, Missing)}
        made = [(item, text) for item, text in comments if item in visible]
        unprinted = 0 if printed else len(made)
        items = _items(asked, made if printed else [])
    return VoicePart(
        voice.id,
        name,
        key_of(questionnaire),
        questionnaire.title,
        questionnaire.scale,
        questionnaire.limits,
        voice,
        tuple(items),
        unprinted,
    )


def _items(asked: Asked, comments: Sequence[tuple[str, str]]) -> list[VoiceItem]:
    means = {
        score.id: score.mean if isinstance(score.mean, Missing) else round(score.mean, DIGITS)
        for score in asked.scores.items
    }
    return [
        VoiceItem(
            item.id,
            item.text,
            item.keying == "reverse",
            means[item.id],
            tuple(text for of, text in comments if of == item.id),
        )
        for item in asked.questionnaire.items
    ]


def _alike(asked: Sequence[Asked], shown: Collection[str], axis: str) -> tuple[Alike, ...]:
    """Find the items of an axis that ask several voices about the same barrier."""
    found = []
    for barrier in asked[0].questionnaire.framework.barriers:
        items = [
            (each.questionnaire.id, item.id)
            for each in asked
            if each.questionnaire.id in shown
            for item in each.questionnaire.items
            if item.axis == axis and barrier.id in item.barriers
        ]
        if len({voice for voice, _ in items}) > 1:
            found.append(Alike(barrier.id, tuple(items)))
    return tuple(found)


def _axis(
    main: Questionnaire, found: Voices, on: VoicesOnAxis, alike: tuple[Alike, ...]
) -> AxisView:
    widest = on.gaps[0] if on.gaps else None
    least = main.thresholds.visibility_share
    shares = {
        voice.id: axis.dont_know_share
        for voice in found.voices
        for axis in voice.axes
        if axis.id == on.id and voice.group is None
    }
    known = {name: share for name, share in shares.items() if not isinstance(share, Missing)}
    ends = [gap.interval for gap in on.gaps if not isinstance(gap.interval, Missing)]
    told = verdict(main, on.test, widest) if widest else None
    clear = [
        gap
        for gap in on.gaps
        if told == "differ" and not isinstance(gap.interval, Missing) and gap.interval.low > 0
    ]
    return AxisView(
        on.id,
        next(axis.name for axis in main.framework.axes if axis.id == on.id),
        told,
        widest,
        on.compared,
        tuple(name for name, share in known.items() if share >= least),
        max((max(-end.low, end.high) for end in ends), default=None),
        tuple(name for name in on.compared if (name, main.id) in {(g.low, g.high) for g in clear}),
        tuple(name for name in on.compared if (main.id, name) in {(g.low, g.high) for g in clear}),
        alike,
    )


def _barrier(main: Questionnaire, found: Voices, on: VoicesOnBarrier) -> BarrierView:
    limits = main.thresholds
    barrier = next(each for each in main.framework.barriers if each.id == on.id)
    shares = {
        voice.id: (of.reported, of.answered)
        for voice in found.voices
        for of in voice.barriers
        if of.id == on.id
        and voice.group is None
        and not isinstance(of.reported, Missing)
        and not isinstance(of.answered, Missing)
    }
    rising = sorted(shares, key=lambda name: Fraction(*shares[name]))
    reporting = [n for n in rising if Fraction(*shares[n]) >= Fraction(str(limits.barrier_share))]
    differ = on.apart is not None and on.apart.adjusted < limits.difference_p
    shared = not differ and len(on.compared) > 1 and set(reporting) >= set(on.compared)
    return BarrierView(
        on.id,
        barrier.name,
        barrier.axis,
        "differ" if differ else "shared" if shared else "open",
        on.compared,
        on.apart,
        _only(on, shares, reporting, limits.difference_p) if differ else None,
    )


def _only(
    on: VoicesOnBarrier,
    shares: Mapping[str, tuple[int, int]],
    reporting: Sequence[str],
    limit: float,
) -> str | None:
    """Name the one voice that reports a barrier, if it differs from the next of those compared."""
    if len(reporting) != 1 or reporting[0] not in on.compared:
        return None
    others = [shares[name] for name in on.compared if name != reporting[0]]
    following = max(others, key=lambda share: Fraction(*share))
    apart = comparison.share_test([shares[reporting[0]], following]) < limit
    return reporting[0] if apart else None
