"""What is a reader told?

A `Report` holds every number, name and text of a report, and no markup: headings and phrasing are
the templates'. Written as JSON it is the machine-readable result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from collabcheck.core.findings.actions import PlannedAction, plan_actions
from collabcheck.core.findings.discussion import Prompt, find_splits, plan_discussion
from collabcheck.core.findings.hidden import HiddenPart, find_hidden
from collabcheck.core.findings.perspectives import Perspectives, find_perspectives
from collabcheck.core.findings.precision import rounded
from collabcheck.core.findings.recurrence import Pattern, facets_by_place, find_patterns
from collabcheck.core.findings.robin import RoundRobinPart, find_round_robin
from collabcheck.core.findings.shared import (
    BarrierFinding,
    EnablerFinding,
    find_barriers,
    find_enablers,
)
from collabcheck.core.findings.triangulation import Triangulation
from collabcheck.core.findings.visibility import Unseen, find_unseen
from collabcheck.core.findings.voices import EveryVoice
from collabcheck.core.instrument.framework import Meeting, Role, StudyCode
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale, Thresholds
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.scores import (
    AxisScore,
    FacetScore,
    GroupScore,
    ItemScore,
    Network,
    Scores,
)

SCHEMA_VERSION: Literal["1.0"] = "1.0"


@dataclass(frozen=True)
class GroupPart:
    """A group of respondents and its scores.

    parts: the names of the hidden groups that it holds together, "" for those who named none.
    """

    id: str
    name: str
    parts: tuple[str, ...]
    result: GroupScore


@dataclass(frozen=True)
class InfluencePart:
    """A branch of the framework. `ring` 0 is the centre of the picture of the whole."""

    id: str
    name: str
    about: str
    ring: int
    axes: tuple[str, ...]


@dataclass(frozen=True)
class AxisPart:
    """An axis and its scores."""

    id: str
    name: str
    about: str
    influence: str
    level: str | None
    result: AxisScore


@dataclass(frozen=True)
class ItemPart:
    """An item, its scores and the comments made on it.

    about: of a round robin, the group that it is about; such an item has no axis.
    text: as one respondent saw it, or for a group as most did; variants: (role's name, text) for
    those in the group who saw another wording.
    """

    id: str
    text: str
    axis: str | None
    about: str | None
    strand: str | None
    reverse: bool
    variants: tuple[tuple[str, str], ...]
    result: ItemScore
    comments: tuple[str, ...]


@dataclass(frozen=True)
class StrandPart:
    """A strand and its score on each axis; None where no item asks about the combination."""

    id: str
    name: str
    about: str
    links: str
    cells: tuple[FacetScore | None, ...]


@dataclass(frozen=True)
class Report:
    """All that a reader is told.

    partnership: the name to print, if any. period: the first and last month of the responses, or
    one respondent's day. date: the day of the scoring, YYYY-MM-DD. invited: how many, if there is a
    roster. by: the attribute that `groups` are of. discussion: what to talk about, in order.
    round_robin: how groups see each other, where they were asked. every_voice: the answers to other
    questionnaires beside these. triangulation: what observers of
    meetings saw beside them.
    """

    schema_version: Literal["1.0"]
    date: str | None
    period: tuple[str, str] | None
    title: str
    partnership: str | None
    framework: str
    questionnaire: QuestionnaireKey
    audience: str
    base: str
    caution: str
    limits: str | None
    scale: Scale
    thresholds: Thresholds
    respondents: Maybe[int]
    one_person: bool
    invited: int | None
    by: str | None
    groups: tuple[GroupPart, ...]
    influences: tuple[InfluencePart, ...]
    levels: tuple[Role, ...]
    meeting: Meeting
    owners: tuple[Role, ...]
    codes: tuple[StudyCode, ...]
    axes: tuple[AxisPart, ...]
    items: tuple[ItemPart, ...]
    strands: tuple[StrandPart, ...]
    enablers: tuple[EnablerFinding, ...]
    barriers: tuple[BarrierFinding, ...]
    patterns: tuple[Pattern, ...]
    network: Maybe[Network]
    actions: tuple[PlannedAction, ...]
    splits: tuple[str, ...]
    unseen: tuple[Unseen, ...]
    perspectives: Perspectives | None
    discussion: tuple[Prompt, ...]
    hidden: tuple[HiddenPart, ...]
    round_robin: RoundRobinPart | None
    every_voice: EveryVoice | None
    triangulation: Triangulation | None


def find(
    questionnaire: Questionnaire,
    scores: Scores,
    *,
    date: str | None = None,
    partnership: str | None = None,
    period: tuple[str, str] | None = None,
    role: str | None = None,
    comments: tuple[tuple[str, str], ...] = (),
) -> Report:
    """Say what the scores mean.

    `period` is the first and last day of the responses; `role` that of one respondent, who is shown
    the wording of that role. `comments` are (item id, text); those on a hidden item are left
    out. The plan answers the barriers that are written up in full.
    """
    perspectives = find_perspectives(questionnaire, scores)
    barriers = find_barriers(questionnaire, scores)
    enablers = find_enablers(questionnaire, scores)
    unseen = find_unseen(questionnaire, scores)
    framework = questionnaire.framework
    items = {item.id: item for item in questionnaire.items}
    facets = facets_by_place(questionnaire, scores)
    axis_scores = {axis.score.id: axis for axis in scores.axes}
    visible = {item.id for item in scores.items if not isinstance(item.n, Missing)}
    if scores.one_person:
        visible = set(items)
    asked = set(axis_scores)
    report = Report(
        schema_version=SCHEMA_VERSION,
        date=date,
        period=_period(scores, period),
        title=questionnaire.title,
        partnership=partnership,
        framework=framework.title,
        questionnaire=key_of(questionnaire),
        audience=questionnaire.audience,
        base=framework.base,
        caution=framework.caution,
        limits=questionnaire.limits,
        scale=questionnaire.scale,
        thresholds=questionnaire.thresholds,
        respondents=scores.respondents,
        one_person=scores.one_person,
        invited=scores.invited,
        by=scores.by,
        groups=tuple(
            GroupPart(
                group.id,
                questionnaire.option_name(scores.by or "", group.id),
                tuple(questionnaire.option_name(scores.by or "", part) for part in group.parts),
                group,
            )
            for group in _in_order(questionnaire, scores)
        ),
        influences=tuple(
            InfluencePart(
                i.id, i.name, i.about, i.ring, tuple(a.id for a in i.axes if a.id in asked)
            )
            for i in framework.influences
            if any(a.id in asked for a in i.axes)
        ),
        levels=framework.levels,
        meeting=framework.meeting,
        owners=framework.owners,
        codes=framework.codes,
        axes=tuple(
            AxisPart(axis.id, axis.name, axis.about, influence.id, axis.level, axis_scores[axis.id])
            for influence in framework.influences
            for axis in influence.axes
            if axis.id in asked
        ),
        items=tuple(
            ItemPart(
                result.id,
                items[result.id].wording(role),
                items[result.id].axis,
                items[result.id].about,
                items[result.id].strand,
                items[result.id].keying == "reverse",
                ()
                if scores.one_person
                else tuple(
                    (questionnaire.option_name("role", v.role), v.text)
                    for v in items[result.id].variants
                ),
                result,
                tuple(text for item, text in comments if item == result.id and item in visible),
            )
            for result in scores.items
        ),
        strands=tuple(
            StrandPart(
                strand.id,
                strand.name,
                strand.about,
                strand.links,
                tuple(facets.get((strand.id, axis.id)) for axis in questionnaire.axes),
            )
            for strand in framework.strands
            if any(place[0] == strand.id for place in facets)
        ),
        enablers=enablers,
        barriers=barriers,
        patterns=find_patterns(questionnaire, facets, barriers),
        network=scores.network,
        actions=plan_actions(tuple(found for found in barriers if found.in_full)),
        splits=find_splits(questionnaire, scores),
        unseen=unseen,
        perspectives=perspectives,
        discussion=plan_discussion(
            questionnaire,
            scores,
            perspectives,
            barriers,
            enablers,
            tuple(part.id for part in unseen if part.kind == "item"),
        ),
        hidden=find_hidden(scores),
        round_robin=find_round_robin(questionnaire, scores),
        every_voice=None,
        triangulation=None,
    )
    # Bands, ranks and tests are of the unrounded numbers.
    return report if scores.one_person else rounded(report)


def _in_order(questionnaire: Questionnaire, scores: Scores) -> list[GroupScore]:
    """Put groups in the questionnaire's order: any other would look like a ranking."""
    asked = [a.options for a in questionnaire.attributes if a.id == scores.by]
    places = {option.id: place for options in asked for place, option in enumerate(options)}
    last = len(places)
    return sorted(
        scores.groups, key=lambda g: (bool(g.parts), not g.id, places.get(g.id, last), g.id)
    )


def _period(scores: Scores, days: tuple[str, str] | None) -> tuple[str, str] | None:
    """Give one respondent's day; of a group the months, as the first day is one person's own."""
    if days is None or isinstance(scores.respondents, Missing):
        return None
    return days if scores.one_person else (days[0][:7], days[1][:7])
