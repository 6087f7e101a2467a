"""What can many not judge?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.scores import Scores


@dataclass(frozen=True)
class Unseen:
    """An axis or item on which many answered that they don't know.

    share: 0 to 1; hidden where so few are left that the item is.
    """

    kind: Literal["axis", "item"]
    id: str
    share: Maybe[float]


def find_unseen(questionnaire: Questionnaire, scores: Scores) -> tuple[Unseen, ...]:
    """List axes, then items, of which at least the questionnaire's visibility share is unknown.

    What one group says about another is left to the round robin.
    """
    least = questionnaire.thresholds.visibility_share
    found = [Unseen("axis", axis.score.id, axis.dont_know_share) for axis in scores.axes]
    of_axes = {item.id for item in questionnaire.items if item.axis}
    found += [
        Unseen("item", item.id, item.dont_know_share) for item in scores.items if item.id in of_axes
    ]
    named = set(scores.unseen)
    return tuple(
        part
        for part in found
        if (part.id in named if isinstance(part.share, Missing) else part.share >= least)
    )
