"""Which strands are in trouble on several axes at once, and what surrounds a single concern?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from collabcheck.core.findings.shared import BarrierFinding
from collabcheck.core.instrument.framework import Barrier, Strand
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.itemsets import facet_id
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import FacetScore, Scores

Facets = dict[tuple[str, str], FacetScore]
"""Facet scores by (strand id, axis id)."""


@dataclass(frozen=True)
class Pattern:
    """A strand in the lowest band on at least one axis.

    axes: where it is in the lowest band. barriers: the reported barriers of the strand on those
    axes, the weightiest of each axis first, so that none speaks for all. around: where only one
    axis is in concern, the neighbouring facets as (strand, axis), weakest first: the same strand
    elsewhere and the other strands of the same axis. No concern stands alone.
    """

    strand: Strand
    axes: tuple[str, ...]
    barriers: tuple[str, ...]
    around: tuple[tuple[str, str], ...]

    @property
    def linked(self) -> bool:
        """Whether the strand is in concern on two axes or more."""
        return len(self.axes) > 1


def facets_by_place(questionnaire: Questionnaire, scores: Scores) -> Facets:
    """Look facet scores up by strand and axis; what no item asks about is left out."""
    by_id = {facet.id: facet for facet in scores.facets}
    return {
        (strand.id, axis.id): by_id[facet_id(axis.id, strand.id)]
        for strand in questionnaire.framework.strands
        for axis in questionnaire.axes
        if facet_id(axis.id, strand.id) in by_id
    }


def find_patterns(
    questionnaire: Questionnaire, facets: Facets, barriers: tuple[BarrierFinding, ...]
) -> tuple[Pattern, ...]:
    """Find the strands in concern, those on most axes first, then in the framework's order."""
    lowest = questionnaire.scale.rising[0].id
    patterns = []
    for strand in questionnaire.framework.strands:
        axes = tuple(
            axis.id
            for axis in questionnaire.axes
            if (strand.id, axis.id) in facets and facets[strand.id, axis.id].band == lowest
        )
        if axes:
            patterns.append(
                Pattern(
                    strand=strand,
                    axes=axes,
                    barriers=_by_turns(
                        [
                            found.barrier
                            for found in barriers
                            if found.barrier.strand == strand.id and found.barrier.axis in axes
                        ]
                    ),
                    around=_around(facets, strand.id, axes[0]) if len(axes) == 1 else (),
                )
            )
    return tuple(sorted(patterns, key=lambda p: -len(p.axes)))


def _by_turns(barriers: list[Barrier]) -> tuple[str, ...]:
    """Take one of each axis in turn, each in its order."""
    turn: Counter[str] = Counter()
    placed = []
    for place, barrier in enumerate(barriers):
        placed.append((turn[barrier.axis], place, barrier.id))
        turn[barrier.axis] += 1
    return tuple(name for *_, name in sorted(placed))


def _around(facets: Facets, strand: str, axis: str) -> tuple[tuple[str, str], ...]:
    near = [
        (facet.mean, place)
        for place, facet in facets.items()
        if (place[0] == strand) != (place[1] == axis) and not isinstance(facet.mean, Missing)
    ]
    return tuple(place for _, place in sorted(near)[:4])
