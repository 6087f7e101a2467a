"""Where does one group stand over a few items, as far as it may be told?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.people import People
from collabcheck.core.scoring.statistics import spread
from collabcheck.core.scoring.suppression import is_few
from collabcheck.core.scoring.voices import Asked


def group_band(asked: Asked, attribute: str, option: str, items: Sequence[str]) -> Maybe[str]:
    """Give the id of the band that a group's mean over items falls in, each item counted once.

    No more than the band: of so few people a mean can tell what each of them said. An item is left
    out where some group that answered it is smaller than the smallest cell, as the others and the
    whole would tell what it said.
    """
    questionnaire, smallest = asked.questionnaire, asked.questionnaire.thresholds.smallest_cell
    if asked.tally.by != attribute:
        return Missing(Why.NOT_GROUPED)
    groups = {
        name: People(questionnaire, counts, smallest, frozenset(), frozenset())
        for name, counts in asked.tally.groups
    }
    shown = {group.id for group in asked.scores.groups if group.axes and not group.parts}
    if option not in groups or option not in shown:
        return Missing(Why.HIDDEN, needed=smallest)
    told = {item.id for item in asked.scores.items if not isinstance(item.mean, Missing)}
    means = []
    for place, item in enumerate(questionnaire.items):
        few = any(is_few(group.answered(place), smallest) for group in groups.values())
        if item.id in items and item.id in told and not few:
            of = spread(groups[option].keyed(place))
            means += [of.mean] if of else []
    if not means:
        return Missing(Why.HIDDEN, needed=smallest)
    return questionnaire.scale.band(float(sum(means, Fraction(0)) / len(means))).id
