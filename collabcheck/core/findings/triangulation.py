"""Does what observers saw bear out what people answered?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from collabcheck.core.findings.convergence import (
    ORDER,
    Convergence,
    Side,
    answered_side,
    converge,
    edge,
    observed_side,
    overall,
)
from collabcheck.core.findings.precision import DIGITS
from collabcheck.core.instrument.framework import Axis
from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.observation import Level, LevelCode, Line, Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.observed import Note, Observation, schedule_key
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.raters import Agreement, agreement
from collabcheck.core.scoring.subgroups import group_band
from collabcheck.core.scoring.voices import Asked

FEWEST_PUBLISHED = 5
"""So many meetings must have been observed before what was seen may leave the partnership."""


@dataclass(frozen=True)
class ItemSaid:
    """An item that touches a line, and its mean in points of the scale, after keying."""

    id: str
    text: str
    mean: Maybe[float]


@dataclass(frozen=True)
class Answered:
    """What the people asked with one questionnaire say of a line.

    whose: the group of them whose answers count, None for everybody. items: those that touch it.
    mean: of the means of the items that are shown, each counted once, in points of the scale; of a
    group it is not told. band: the id of its band. edge: the id of another band that the mean lies
    on the edge of, within `EDGE` of the scale. side: None where nothing is known.
    """

    whose: str | None
    items: tuple[ItemSaid, ...]
    mean: Maybe[float]
    band: Maybe[str]
    edge: str | None
    side: Side | None


@dataclass(frozen=True)
class Observed:
    """What the observers of all meetings saw of a line.

    levels: (code, meetings) of every level in the schedule's order; meetings where the line was not
    judged are in none. level: over all meetings, None where none could tell. notes: (place of the
    meeting, note), as written.
    """

    levels: tuple[tuple[LevelCode, int], ...]
    level: LevelCode | None
    side: Side | None
    notes: tuple[tuple[int, Note], ...]


@dataclass(frozen=True)
class SeenLine:
    """A line of the schedule, and what was seen of it."""

    id: str
    name: str
    code: str | None
    meaning: Literal["enabler", "barrier"]
    observed: Observed


@dataclass(frozen=True)
class Cell:
    """A line held against the answers to one questionnaire."""

    line: str
    questionnaire: str
    answered: Answered
    convergence: Convergence


@dataclass(frozen=True)
class Source:
    """A questionnaire whose answers were held against the observations."""

    questionnaire: QuestionnaireKey
    title: str
    voice: str
    scale: Scale


@dataclass(frozen=True)
class Blind:
    """How many cells an observer who looks at nothing would bring to agreement and dissonance."""

    agreement: float
    dissonance: float


@dataclass(frozen=True)
class Occasion:
    """An observed meeting: its month.

    With the observers' notes also what it was called, which roles were there, and the notes on it
    as a whole.
    """

    month: str
    label: str | None = None
    present: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Triangulation:
    """The convergence of answers and observations.

    meetings: in order. cells: one for each line and questionnaire, dissonances first, then partial
    agreement, silence and agreement. unobserved: the axes that were asked about and that no line
    touches. blind: what chance alone would bring. reflections: (prompt, text) of each observer, as
    context. second: how far two observers of the same meetings agree, None where there was no
    second; twice: how many meetings had two.
    """

    schedule: QuestionnaireKey
    title: str
    limits: str
    levels: tuple[Level, ...]
    lines: tuple[SeenLine, ...]
    meetings: tuple[Occasion, ...]
    sources: tuple[Source, ...]
    cells: tuple[Cell, ...]
    unobserved: tuple[Axis, ...]
    blind: Blind
    reflections: tuple[tuple[tuple[str, str], ...], ...]
    second: Agreement | None
    twice: int

    def count(self, convergence: str) -> int:
        """How many cells are of one kind."""
        return sum(cell.convergence == convergence for cell in self.cells)


def triangulate(
    schedule: Schedule,
    observations: Sequence[Observation],
    asked: Sequence[Asked],
    second: Sequence[Observation] = (),
    *,
    notes: bool = False,
) -> Triangulation:
    """Hold what was observed in meetings against the answers to questionnaires.

    Takes one observation a meeting; `second` are those of second observers, and count for how far
    the two agree and for nothing else. Observers' own words, and which meeting it was, are handed
    on only with `notes`: they tell whom it was about.
    """
    meetings = sorted(observations, key=lambda record: (record.date, record.meeting))
    lines = [
        SeenLine(
            line.id,
            line.name,
            line.code,
            line.meaning,
            _observed(schedule, line, meetings, notes=notes),
        )
        for line in schedule.lines
    ]
    cells = [
        _cell(line, source, seen.observed)
        for line, seen in zip(schedule.lines, lines, strict=True)
        for source in asked
    ]
    touched = {axis for line in schedule.lines for axis in line.axes}
    asked_about = {axis.id for source in asked for axis in source.questionnaire.axes}
    prompts = {prompt.id: prompt.prompt for prompt in schedule.reflexivity}
    return Triangulation(
        schedule=schedule_key(schedule),
        title=schedule.title,
        limits=schedule.limits,
        levels=schedule.levels,
        lines=tuple(lines),
        meetings=tuple(_occasion(record, notes=notes) for record in meetings),
        sources=tuple(_source(source.questionnaire) for source in asked),
        cells=tuple(sorted(cells, key=lambda cell: ORDER.index(cell.convergence))),
        unobserved=tuple(
            axis
            for axis in schedule.framework.axes
            if axis.id in asked_about and axis.id not in touched
        ),
        blind=_blind(schedule, lines, cells),
        reflections=tuple(
            tuple((prompts[r.prompt], r.text) for r in record.reflections)
            for record in ((*meetings, *second) if notes else ())
        ),
        second=_agreement(schedule, meetings, second) if second else None,
        twice=len(second),
    )


def _occasion(record: Observation, *, notes: bool) -> Occasion:
    month = record.date[:7]
    if not notes:
        return Occasion(month)
    return Occasion(month, record.meeting, record.present, record.notes)


def _cell(line: Line, source: Asked, observed: Observed) -> Cell:
    answered = _answered(line, source)
    return Cell(
        line.id,
        source.questionnaire.id,
        answered,
        converge(answered.side, observed.side),
    )


def touches(item: Item, line: Line) -> bool:
    """Tell whether an item and a line are about a barrier or an enabler that both name."""
    return not (
        set(item.barriers).isdisjoint(line.barriers)
        and set(item.enablers).isdisjoint(line.enablers)
    )


def _answered(line: Line, source: Asked) -> Answered:
    questionnaire, scale = source.questionnaire, source.questionnaire.scale
    means = {score.id: score.mean for score in source.scores.items}
    items = tuple(
        ItemSaid(item.id, item.text, _told(means[item.id]))
        for item in questionnaire.items
        if touches(item, line) and questionnaire.id not in line.not_from
    )
    if not items:
        why = Missing(Why.NOT_ASKED)
        return Answered(None, (), why, why, None, None)
    for only in line.only_from:
        if only.questionnaire == questionnaire.id:
            whose = questionnaire.option_name(only.attribute, only.option)
            names = [item.id for item in items]
            band = group_band(source, only.attribute, only.option, names)
            side = None if isinstance(band, Missing) else answered_side(scale, band, line)
            smallest = questionnaire.thresholds.smallest_cell
            return Answered(whose, items, Missing(Why.HIDDEN, needed=smallest), band, None, side)
    exact = [means[item.id] for item in items]
    told = [Fraction(mean) for mean in exact if not isinstance(mean, Missing)]
    if not told:
        why = next(item.mean for item in items if isinstance(item.mean, Missing))
        return Answered(None, items, why, why, None, None)
    mean = float(sum(told, Fraction(0)) / len(told))
    band = scale.band(mean).id
    side = answered_side(scale, band, line)
    return Answered(None, items, _told(mean), band, edge(scale, mean), side)


def _told(mean: Maybe[float]) -> Maybe[float]:
    """Round a mean as all that leaves; bands are of the exact one."""
    return mean if isinstance(mean, Missing) else round(mean, DIGITS)


def _blind(schedule: Schedule, lines: Sequence[SeenLine], cells: Sequence[Cell]) -> Blind:
    """Expect what levels dealt out over the lines by chance would bring."""
    of = {line.id: line for line in schedule.lines}
    seen = [line.observed.level for line in lines if line.observed.level]
    found = Counter(
        converge(cell.answered.side, observed_side(level, of[cell.line]))
        for cell in cells
        for level in seen
    )
    times = max(len(seen), 1)
    return Blind(found["agreement"] / times, found["dissonance"] / times)


def _observed(
    schedule: Schedule, line: Line, meetings: Sequence[Observation], *, notes: bool
) -> Observed:
    judged = [record.judgement(line.id) for record in meetings]
    times = Counter(judgement.level for judgement in judged)
    level = overall([judgement.level for judgement in judged if judgement.level])
    return Observed(
        tuple((each.code, times[each.code]) for each in schedule.levels),
        level,
        observed_side(level, line) if level else None,
        tuple(
            (place, note)
            for place, judgement in enumerate(judged)
            for note in (judgement.notes if notes else ())
        ),
    )


def _source(questionnaire: Questionnaire) -> Source:
    return Source(
        key_of(questionnaire), questionnaire.title, questionnaire.voice, questionnaire.scale
    )


def _agreement(
    schedule: Schedule, first: Sequence[Observation], second: Sequence[Observation]
) -> Agreement:
    """Pair the judgements of two observers of the same meetings, line by line."""
    of = {record.occasion: record for record in first}
    pairs = []
    for record in second:
        other = of[record.occasion]
        for line in schedule.lines:
            one, two = other.judgement(line.id).level, record.judgement(line.id).level
            if one and two:
                pairs.append((one, two))
    return agreement(pairs)
