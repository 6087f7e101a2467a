"""What is a reader told?

A `Report` holds every number, name and text of a report, and no markup: headings and phrasing are
the templates'. Written as JSON it is the machine-readable result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from collabcheck.core.findings.actions import PlannedAction, plan_actions
from collabcheck.core.findings.discussion import (
    Prompt,
    find_splits,
    plan_discussion,
    with_others,
)
from collabcheck.core.findings.hidden import HiddenPart, find_hidden
from collabcheck.core.findings.others import Others, find_others
from collabcheck.core.findings.parts import (
    AxisPart,
    GroupPart,
    InfluencePart,
    ItemPart,
    StrandPart,
    axis_parts,
    group_parts,
    influence_parts,
    item_parts,
    strand_parts,
)
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
from collabcheck.core.findings.voices import EveryVoice, find_voices
from collabcheck.core.instrument.framework import Meeting, Role, StudyCode
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale, Thresholds
from collabcheck.core.responses.response import QuestionnaireKey, key_of
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.scores import Network, Scores
from collabcheck.core.scoring.voices import Asked

SCHEMA_VERSION: Literal["1.0"] = "1.0"


@dataclass(frozen=True)
class Report:
    """All that a reader is told.

    partnership: the name to print, if any. period: the first and last month of all responses, or
    one respondent's day. date: the day of the scoring, YYYY-MM-DD. invited: how many, if there is a
    roster. by: the attribute that `groups` are of. discussion: what to talk about, in order.
    round_robin: how groups see each other, where they were asked. every_voice: the answers to other
    questionnaires beside these; others: what follows from them. triangulation: what observers of
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
    others: Others | None
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
    facets = facets_by_place(questionnaire, scores)
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
        groups=group_parts(questionnaire, scores),
        influences=influence_parts(framework, scores),
        levels=framework.levels,
        meeting=framework.meeting,
        owners=framework.owners,
        codes=framework.codes,
        axes=axis_parts(framework, scores),
        items=item_parts(questionnaire, scores, role, comments),
        strands=strand_parts(questionnaire, facets),
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
        others=None,
        triangulation=None,
    )
    # Bands, ranks and tests are of the unrounded numbers.
    return report if scores.one_person else rounded(report)


def with_voices(
    report: Report,
    asked: Sequence[Asked],
    comments: Sequence[tuple[tuple[str, str], ...]] = (),
    *,
    printed: bool = False,
) -> Report:
    """Set beside a report what others answered to other questionnaires, if there are any.

    `asked` begins with the report's own. `comments` are those on each, `printed` whether to print
    those of the others.
    """
    every = find_voices(asked, comments, printed=printed)
    if every is None:
        return report
    questionnaire = asked[0].questionnaire
    others = find_others(asked, every, report.actions, report.enablers)
    # Of one person or few the days stay out, as all else does.
    known = [report.period] + [
        None if each.scores.one_person else _period(each.scores, each.tally.period)
        for each in asked[1:]
    ]
    days = [day for period in known if period for day in period]
    return replace(
        report,
        every_voice=every,
        others=others,
        discussion=with_others(questionnaire, report.discussion, others),
        period=report.period if report.one_person or not days else (min(days), max(days)),
    )


def _period(scores: Scores, days: tuple[str, str] | None) -> tuple[str, str] | None:
    """Give one respondent's day; of a group the months, as the first day is one person's own."""
    if days is None or isinstance(scores.respondents, Missing):
        return None
    return days if scores.one_person else (days[0][:7], days[1][:7])
