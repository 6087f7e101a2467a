"""How hard and how long is a questionnaire to read?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.instrument.reading_time import minutes, seconds_to_answer


@dataclass(frozen=True)
class Grades:
    """Flesch-Kincaid grades: of all statements, and of the hardest as (item id, grade)."""

    whole: float
    hardest: tuple[tuple[str, float], ...]


def minutes_to_answer(questionnaire: Questionnaire) -> int:
    """Estimate the time to answer, in whole minutes."""
    return minutes(seconds_to_answer(item.text for item in questionnaire.items))


def grades(questionnaire: Questionnaire) -> Grades:
    """Work out the reading level with textstat (Flesch-Kincaid, United States school grades)."""
    from textstat import textstat

    each = [
        (item.id, float(textstat.flesch_kincaid_grade(item.text))) for item in questionnaire.items
    ]
    whole = " ".join(item.text for item in questionnaire.items)
    return Grades(
        float(textstat.flesch_kincaid_grade(whole)),
        tuple(sorted(each, key=lambda pair: -pair[1])[:3]),
    )
