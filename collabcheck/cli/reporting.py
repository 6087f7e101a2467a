"""How does what was gathered go through the stages to a report?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from collabcheck.cli.gather import Gathered, Given
    from collabcheck.core.findings.triangulation import Triangulation
    from collabcheck.core.report import Report
    from collabcheck.core.responses.observed import Observation
    from collabcheck.core.responses.roster import Roster
    from collabcheck.core.scoring.tally import Tally
    from collabcheck.core.scoring.voices import Asked

    Records = Sequence[tuple[str, Observation]]


def check_given(given: Given, *, perspectives: bool) -> None:
    """Refuse what makes no report: observations alone, or one questionnaire for perspectives."""
    from collabcheck.core.errors import CollabcheckError

    if not given.answers:
        raise CollabcheckError(
            "there are observations, but no answers to score",
            mend="read them alone with 'collabcheck triangulate'",
        )
    if perspectives and len(given.answers) < 2:
        only = given.answers[0].questionnaire
        raise CollabcheckError(
            f"all answers are to {only.id}, so there is nothing to set beside it",
            mend="add answers to another questionnaire about the same framework, or leave "
            "--perspectives out",
        )
    check_together(given.answers)


def check_together(answers: Sequence[Gathered]) -> None:
    """Refuse answers to several questionnaires that cannot stand in one report."""
    from collabcheck.core.errors import CollabcheckError

    for found in answers if len(answers) > 1 else ():
        if found.tally.whole.respondents == 1 and not found.questionnaire.lay:
            raise CollabcheckError(
                f"one person alone answers {found.questionnaire.id}: beside others' answers "
                "nothing may be shown of that person",
                mend="leave that answer out, or score it by itself",
            )
    frameworks = {found.questionnaire.framework.id for found in answers}
    if len(frameworks) > 1:
        raise CollabcheckError(
            f"the questionnaires are about different frameworks: {', '.join(sorted(frameworks))}",
            mend="score each framework's by themselves",
        )


def report_of(
    answers: Sequence[Gathered],
    partnership: str | None = None,
    *,
    comments: bool = False,
    roster: Roster | None = None,
    published: Sequence[Tally] = (),
    triangulation: Callable[[list[Asked]], Triangulation | None] = lambda _: None,
) -> Report:
    """Take answers to one questionnaire or more through the stages to a report dated today.

    The report is of the first; the others stand beside it, as does what `triangulation` makes of
    all the numbers. One respondent's own comments are always in; those of others only if they are
    asked for.
    """
    from dataclasses import replace
    from datetime import date

    from collabcheck.core.report import find, with_voices

    asked = numbers(answers, roster=roster, published=published)
    gathered, scores = answers[0], asked[0].scores
    report = find(
        gathered.questionnaire,
        scores,
        date=date.today().isoformat(),
        # An argument in another encoding has letters that cannot be written.
        partnership=partnership and partnership.encode("utf-8", "replace").decode(),
        period=gathered.tally.period,
        role=gathered.role if scores.one_person else None,
        comments=gathered.comments if comments or scores.one_person else (),
    )
    made = [found.comments for found in answers]
    beside = with_voices(report, asked, made, printed=comments)
    return replace(beside, triangulation=triangulation(asked))


def numbers(
    answers: Sequence[Gathered], *, roster: Roster | None = None, published: Sequence[Tally] = ()
) -> list[Asked]:
    """Score the answers to each questionnaire; a roster is of the first."""
    from collabcheck.cli.settings import note
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.scoring.score import score
    from collabcheck.core.scoring.voices import Asked

    asked = []
    for place, found in enumerate(answers):
        of = found.questionnaire
        states = [state for state in published if state.questionnaire.id == of.id]
        if published and not states:
            note(f"no published state of {of.id} was given: these answers are taken for new")
        try:
            numbers = score(of, found.tally, roster=None if place else roster, published=states)
        except CollabcheckError as error:
            error.where = error.where or (of.id if len(answers) > 1 else "")
            raise
        asked.append(Asked(of, found.tally, numbers))
    return asked


def triangulation_of(
    records: Records,
    asked: Sequence[Asked],
    second: Records = (),
    schedule: str | None = None,
    *,
    notes: bool = False,
    publish: bool = False,
) -> Triangulation | None:
    """Hold records of meetings against the answers; None where there are no records.

    With `publish`, for readers outside the partnership, fewer than `FEWEST_PUBLISHED` are refused.
    """
    from collabcheck.core.errors import CollabcheckError, UnknownName
    from collabcheck.core.findings.triangulation import FEWEST_PUBLISHED, triangulate
    from collabcheck.core.responses.observed import check_meetings
    from collabcheck.library.schedules import load_schedule

    if not records:
        if second:
            raise CollabcheckError(
                "there is no first observer's record beside it", where=second[0][0]
            )
        return None
    if publish and len(records) < FEWEST_PUBLISHED:
        raise CollabcheckError(
            f"observations of fewer than {FEWEST_PUBLISHED} meetings are not published: what was "
            "seen is about the people who were there",
            where=records[0][0],
            mend="leave them out, or --publish",
        )
    try:
        loaded = load_schedule(schedule or records[0][1].schedule.id)
    except UnknownName as error:
        error.mend = error.mend if schedule else "name its file with --schedule ./mine.yaml"
        raise
    check_meetings(loaded, records, second)
    return triangulate(
        loaded,
        [record for _, record in records],
        asked,
        [record for _, record in second],
        notes=notes,
    )
