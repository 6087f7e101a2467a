"""How do groups see each other, and how does each see itself?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.instrument.robin import GROUP
from collabcheck.core.scoring.scores import Rated, Scores, SelfGap


@dataclass(frozen=True)
class RatedPart:
    """A group that was asked about, and how it is rated."""

    id: str
    name: str
    result: Rated


@dataclass(frozen=True)
class RoundRobinPart:
    """How the groups of an attribute see each other.

    statements: what was asked about each, with an ellipsis for its name. raters: the ids of the
    groups whose views may be shown, hidden ones held together among them; none where the answers
    are not grouped by the attribute. rated: the groups asked about, in the questionnaire's order.
    gaps: ids of those whose own view can be compared with the others', largest gap first.
    """

    attribute: str
    title: str
    about: str
    statements: tuple[str, ...]
    raters: tuple[str, ...]
    rated: tuple[RatedPart, ...]
    gaps: tuple[str, ...]


def find_round_robin(questionnaire: Questionnaire, scores: Scores) -> RoundRobinPart | None:
    """Put together how groups see each other; None where nobody was asked."""
    robin = questionnaire.round_robin
    if robin is None:
        return None
    names = {option.id: option.name for option in questionnaire.rated}
    gaps = [(-abs(s.gap.difference), s.target) for s in scores.robin if isinstance(s.gap, SelfGap)]
    places = list(names)
    return RoundRobinPart(
        attribute=robin.attribute,
        title=robin.title,
        about=robin.about,
        statements=tuple(statement.text.replace(GROUP, "\u2026") for statement in robin.items),
        raters=_raters(questionnaire, scores),
        rated=tuple(RatedPart(rated.target, names[rated.target], rated) for rated in scores.robin),
        gaps=tuple(
            name for _, name in sorted(gaps, key=lambda gap: (gap[0], places.index(gap[1])))
        ),
    )


def _raters(questionnaire: Questionnaire, scores: Scores) -> tuple[str, ...]:
    """Name the groups that rate, in the questionnaire's order; those held together come last."""
    found = {name for rated in scores.robin for name, _ in rated.by_group}
    order = [o.id for a in questionnaire.attributes if a.id == scores.by for o in a.options]
    parts = {group.id: group.parts for group in scores.groups}
    return tuple(
        sorted(
            found,
            key=lambda name: (
                bool(parts.get(name)),
                not name,
                order.index(name) if name in order else len(order),
                name,
            ),
        )
    )
