"""How do people who were asked with different questionnaires stand beside each other?

What they share is the framework: its axes and its barriers. Their items differ, as does the number
of points, so a score is put on one scale by its share of its own scale's width (per cent of the
maximum possible score; Cohen, Cohen, Aiken & West 1999).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.itemsets import item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.order import in_order
from collabcheck.core.scoring.scores import (
    BarrierGap,
    Gap,
    GroupAxis,
    GroupScore,
    KruskalWallis,
    Scores,
    SetScore,
    SharedBy,
)
from collabcheck.core.scoring.statistics import Interval, distribution
from collabcheck.core.scoring.tally import Tally


@dataclass(frozen=True)
class Asked:
    """A questionnaire, the tally of its answers, and the numbers that may be shown of them."""

    questionnaire: Questionnaire
    tally: Tally
    scores: Scores


@dataclass(frozen=True)
class VoiceAxis:
    """Where a voice stands on an axis.

    mean and interval are in points of the first questionnaire's scale. band: the name of the band,
    by the voice's own scale; firm: whether the whole interval lies in it. items: how many were
    asked. dont_know_share: of the answers to them.
    """

    id: str
    items: int
    n: Maybe[int]
    mean: Maybe[float]
    interval: Maybe[Interval]
    band: Maybe[str]
    firm: bool
    dont_know_share: Maybe[float]


@dataclass(frozen=True)
class Voice:
    """All who answered one questionnaire, or one group of them.

    id: the questionnaire's, with "#" and the group's for a group. axes and barriers: those that
    were asked about; none where nothing may be shown.
    """

    id: str
    questionnaire: str
    group: str | None
    respondents: Maybe[int]
    axes: tuple[VoiceAxis, ...]
    barriers: tuple[SharedBy, ...]


@dataclass(frozen=True)
class VoicesOnAxis:
    """An axis that several voices were asked about.

    compared: the ids of those on like scales, each all who answered one questionnaire; groups of
    one are compared elsewhere. test: whether they differ at all; gaps: of every two, widest first,
    in points of the first questionnaire's scale.
    """

    id: str
    compared: tuple[str, ...]
    test: Maybe[KruskalWallis]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class VoicesOnBarrier:
    """A barrier that several voices were asked about.

    compared: the same. apart: who reports it least and most
    often, with the test over them all; None where there are no two.
    """

    id: str
    compared: tuple[str, ...]
    apart: BarrierGap | None


@dataclass(frozen=True)
class Voices:
    """Everybody who was asked, side by side on what more than one questionnaire asks about."""

    voices: tuple[Voice, ...]
    axes: tuple[VoicesOnAxis, ...]
    barriers: tuple[VoicesOnBarrier, ...]


def side_by_side(asked: Sequence[Asked]) -> Voices:
    """Put the answers to several questionnaires of one framework side by side, the first's first.

    One person's answers among others are no longer their own affair: they are hidden like any few.
    """
    scale = asked[0].questionnaire.scale
    voices = [voice for each in asked for voice in _voices(each, scale)]
    axes = [axis.id for axis in asked[0].questionnaire.framework.axes]
    barriers = [barrier.id for barrier in asked[0].questionnaire.framework.barriers]
    return Voices(
        tuple(voices),
        tuple(_adjusted([found for name in axes if (found := _axis(name, asked, voices, scale))])),
        tuple(_barriers(barriers, asked, voices)),
    )


def _voices(asked: Asked, scale: Scale) -> Iterator[Voice]:
    name, found = asked.questionnaire.id, asked.scores
    if _too_few(asked):
        hidden = Missing(Why.HIDDEN, needed=asked.questionnaire.thresholds.smallest_cell)
        yield Voice(name, name, None, hidden, (), ())
        return
    yield _voice(asked, scale, name, None, found)
    for group in in_order(asked.questionnaire, found):
        if group.id and not group.parts and group.axes:
            yield _voice(asked, scale, f"{name}#{group.id}", group.id, group)


def _voice(
    asked: Asked, scale: Scale, name: str, group: str | None, found: Scores | GroupScore
) -> Voice:
    axes = tuple(_on_axis(asked.questionnaire, axis, scale) for axis in found.axes)
    return Voice(name, asked.questionnaire.id, group, found.respondents, axes, found.barriers)


def _too_few(asked: Asked) -> bool:
    people = asked.tally.whole.respondents
    return people < asked.questionnaire.thresholds.smallest_cell


def _on_axis(questionnaire: Questionnaire, axis: GroupAxis, scale: Scale) -> VoiceAxis:
    own, score = questionnaire.scale, axis.score
    items = sum(item.axis == score.id for item in questionnaire.items)
    mean, interval = score.mean, score.interval
    if not isinstance(mean, Missing):
        mean = float(_moved(Fraction(mean), own, scale))
    if not isinstance(interval, Missing):
        ends = (_moved(Fraction(end), own, scale) for end in (interval.low, interval.high))
        interval = Interval(*map(float, ends))
    return VoiceAxis(
        score.id, items, score.n, mean, interval, _band(own, score), score.firm,
        axis.dont_know_share,
    )  # fmt: skip


def _band(scale: Scale, score: SetScore) -> Maybe[str]:
    if isinstance(score.band, Missing):
        return score.band
    return next(band.name for band in scale.bands if band.id == score.band)


def _moved(score: Fraction, own: Scale, scale: Scale) -> Fraction:
    """Put a score on another scale, at the same share of the width."""
    return scale.lo + (score - own.lo) * Fraction(scale.width, own.width)


def _axis(
    name: str, asked: Sequence[Asked], voices: Sequence[Voice], scale: Scale
) -> VoicesOnAxis | None:
    """Compare the voices on an axis; None where only one questionnaire asks about it."""
    if sum(any(axis.id == name for axis in each.questionnaire.axes) for each in asked) < 2:
        return None
    shown = {
        voice.id
        for voice in voices
        for axis in voice.axes
        if axis.id == name and not isinstance(axis.mean, Missing)
    }
    here = {}
    for each in asked:
        own = each.questionnaire
        # With fewer points the same view lies nearer to an end, so lengths would be compared.
        if own.id in shown and _like(each, asked[0]):
            size = sum(item.axis == name for item in own.items)
            of = distribution(each.tally.whole.cells[name], size)
            here[own.id] = [(_moved(score, own.scale, scale), n) for score, n in of]
    gaps = comparison.gaps(comparison.spreads(here))
    return VoicesOnAxis(name, tuple(here), comparison.kruskal_wallis(list(here.values())), gaps)


def _adjusted(axes: Sequence[VoicesOnAxis]) -> Iterator[VoicesOnAxis]:
    """Adjust the p values for the number of axes."""
    tests = {axis.id: axis.test for axis in axes if not isinstance(axis.test, Missing)}
    adjusted = comparison.holm({name: test.p for name, test in tests.items()})
    for axis in axes:
        if axis.id in tests:
            yield replace(axis, test=replace(tests[axis.id], adjusted=adjusted[axis.id]))
        else:
            yield axis


def _barriers(
    names: Sequence[str], asked: Sequence[Asked], voices: Sequence[Voice]
) -> Iterator[VoicesOnBarrier]:
    """Compare how often voices report each barrier that more than one questionnaire asks about."""
    sets = [{barrier.id for barrier in item_sets(each.questionnaire).barriers} for each in asked]
    told: dict[str, dict[str, tuple[int, int]]] = {}
    for name in names:
        if sum(name in of for of in sets) < 2:
            continue
        counts = {
            voice.id: (of.reported, of.answered)
            for voice in voices
            for of in voice.barriers
            if of.id == name
            and not isinstance(of.reported, Missing)
            and not isinstance(of.answered, Missing)
        }
        # A share counts what is unfavourable, so it depends on how many points there are.
        like = [each.questionnaire.id for each in asked if _like(each, asked[0])]
        told[name] = {voice: counts[voice] for voice in like if voice in counts}
    tested = {name: shares for name, shares in told.items() if len(shares) > 1}
    adjusted = comparison.holm(
        {name: comparison.share_test(list(shares.values())) for name, shares in tested.items()}
    )
    for name, shares in told.items():
        gap = comparison.barrier_gap(name, shares, adjusted[name]) if name in adjusted else None
        yield VoicesOnBarrier(name, tuple(shares), gap)


def _like(one: Asked, other: Asked) -> bool:
    """Tell whether two scales put an unfavourable answer at the same place of as many points."""
    return _place(one.questionnaire.scale) == _place(other.questionnaire.scale)


def _place(scale: Scale) -> tuple[int, int]:
    return len(scale.points), scale.unfavourable - scale.lo
