"""What does the report of the demo look like, with all who were asked and what was observed?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from collabcheck.core.findings.triangulation import Triangulation, triangulate
from collabcheck.core.report import Report, find, with_voices
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.core.scoring.voices import Asked
from collabcheck.library.demo import SOURCES, demo_observations, demo_responses
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.schedules import load_schedule
from collabcheck.readers.inputs import collect


@cache
def lantern_bay(*, comments: bool = False) -> Report:
    """Report on the demo's answers and meetings, with what the others wrote if so."""
    asked, made = [], []
    for folder, (name, by) in SOURCES.items():
        of = load_questionnaire(name)
        answers = collect(of, demo_responses(folder))
        counted = tally(of, answers, by if by != "none" else None)
        asked.append(Asked(of, counted, score(of, counted)))
        made.append(answers.comments)
    found = find(
        asked[0].questionnaire, asked[0].scores, date="2026-11-24", period=asked[0].tally.period
    )
    return replace(
        with_voices(found, asked, made, printed=comments), triangulation=_held_against(asked)
    )


def _held_against(asked: list[Asked]) -> Triangulation:
    first, second = (
        [record for _, record in demo_observations(folder)] for folder in ("meetings", "second")
    )
    schedule = load_schedule("safeguarding/observation")
    return triangulate(schedule, first, asked, second, notes=True)
