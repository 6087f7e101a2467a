"""What does the report of the demo look like, with all who were asked and what was observed?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from collabcheck.core.findings.triangulation import Triangulation, triangulate
from collabcheck.core.findings.voices import find_voices
from collabcheck.core.report import Report, find
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.core.scoring.voices import Asked
from collabcheck.library.demo import SOURCES, demo_observations, demo_responses
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.schedules import load_schedule
from collabcheck.readers.inputs import collect


@cache
def lantern_bay() -> Report:
    """Report on the demo's answers and meetings."""
    asked = []
    for folder, (name, by) in SOURCES.items():
        of = load_questionnaire(name)
        counted = tally(of, collect(of, demo_responses(folder)), by if by != "none" else None)
        asked.append(Asked(of, counted, score(of, counted)))
    return replace(
        find(asked[0].questionnaire, asked[0].scores, date="2026-11-24"),
        every_voice=find_voices(asked),
        triangulation=_held_against(asked),
    )


def _held_against(asked: list[Asked]) -> Triangulation:
    first, second = (
        [record for _, record in demo_observations(folder)] for folder in ("meetings", "second")
    )
    schedule = load_schedule("safeguarding/observation")
    return triangulate(schedule, first, asked, second, notes=True)
