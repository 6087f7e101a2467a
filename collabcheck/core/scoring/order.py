"""In which order are groups told?"""

from __future__ import annotations

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.scores import GroupScore, Scores


def in_order(questionnaire: Questionnaire, scores: Scores) -> list[GroupScore]:
    """Put groups in the questionnaire's order: any other would look like a ranking.

    After them come those who named none, and hidden groups that are held together.
    """
    asked = [a.options for a in questionnaire.attributes if a.id == scores.by]
    places = {option.id: place for options in asked for place, option in enumerate(options)}
    last = len(places)
    return sorted(
        scores.groups, key=lambda g: (bool(g.parts), not g.id, places.get(g.id, last), g.id)
    )
