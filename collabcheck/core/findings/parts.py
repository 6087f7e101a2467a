"""What does a report tell of each axis, strand, item and group?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.order import in_order
from collabcheck.core.scoring.scores import AxisScore, FacetScore, GroupScore, ItemScore, Scores


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


def group_parts(questionnaire: Questionnaire, scores: Scores) -> tuple[GroupPart, ...]:
    """Give the groups in the questionnaire's order."""

    def name(option: str) -> str:
        return questionnaire.option_name(scores.by or "", option)

    return tuple(
        GroupPart(group.id, name(group.id), tuple(map(name, group.parts)), group)
        for group in in_order(questionnaire, scores)
    )


def influence_parts(framework: Framework, scores: Scores) -> tuple[InfluencePart, ...]:
    """Give the branches of the framework that were asked about, with their axes that were."""
    asked = {axis.score.id for axis in scores.axes}
    return tuple(
        InfluencePart(i.id, i.name, i.about, i.ring, tuple(a.id for a in i.axes if a.id in asked))
        for i in framework.influences
        if any(a.id in asked for a in i.axes)
    )


def axis_parts(framework: Framework, scores: Scores) -> tuple[AxisPart, ...]:
    """Give the axes that were asked about, in the framework's order."""
    found = {axis.score.id: axis for axis in scores.axes}
    return tuple(
        AxisPart(axis.id, axis.name, axis.about, influence.id, axis.level, found[axis.id])
        for influence in framework.influences
        for axis in influence.axes
        if axis.id in found
    )


def item_parts(
    questionnaire: Questionnaire,
    scores: Scores,
    role: str | None,
    comments: tuple[tuple[str, str], ...],
) -> tuple[ItemPart, ...]:
    """Give the items with the comments made on them; those on a hidden item are left out."""
    items = {item.id: item for item in questionnaire.items}
    found = []
    for result in scores.items:
        item = items[result.id]
        visible = scores.one_person or not isinstance(result.n, Missing)
        variants = () if scores.one_person else item.variants
        found.append(
            ItemPart(
                item.id,
                item.wording(role),
                item.axis,
                item.about,
                item.strand,
                item.keying == "reverse",
                tuple((questionnaire.option_name("role", v.role), v.text) for v in variants),
                result,
                tuple(text for of, text in comments if of == item.id and visible),
            )
        )
    return tuple(found)


def strand_parts(
    questionnaire: Questionnaire, facets: Mapping[tuple[str, str], FacetScore]
) -> tuple[StrandPart, ...]:
    """Give the strands that were asked about; `facets` are by (strand, axis)."""
    return tuple(
        StrandPart(
            strand.id,
            strand.name,
            strand.about,
            strand.links,
            tuple(facets.get((strand.id, axis.id)) for axis in questionnaire.axes),
        )
        for strand in questionnaire.framework.strands
        if any(place[0] == strand.id for place in facets)
    )
