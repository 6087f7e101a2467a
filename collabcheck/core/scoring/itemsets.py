"""Which items belong together?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import Questionnaire


@dataclass(frozen=True)
class ItemSet:
    """Items that are counted together. `items` are their positions in the questionnaire."""

    id: str
    items: tuple[int, ...]


@dataclass(frozen=True)
class ItemSets:
    """All sets of a questionnaire: axes, facets (axis x strand), barriers and enablers.

    targets: for each group that a round robin is about, the items about it.
    """

    axes: tuple[ItemSet, ...]
    facets: tuple[ItemSet, ...]
    barriers: tuple[ItemSet, ...]
    enablers: tuple[ItemSet, ...]
    targets: tuple[ItemSet, ...] = ()

    @property
    def scored(self) -> tuple[ItemSet, ...]:
        """The sets on which a respondent has a score: axes, then targets."""
        return self.axes + self.targets


def target_id(option: str) -> str:
    """Name the set of the items about a group, as no axis can be named."""
    return f"about/{option}"


def facet_id(axis: str, strand: str) -> str:
    """Name the set of an axis's items that belong to one strand."""
    return f"{axis}/{strand}"


def item_sets(questionnaire: Questionnaire) -> ItemSets:
    """Gather the sets that at least one item belongs to, in the framework's order."""
    framework = questionnaire.framework

    def gather(names: list[str], of: dict[str, set[int]]) -> tuple[ItemSet, ...]:
        return tuple(ItemSet(name, tuple(sorted(of[name]))) for name in names if of.get(name))

    axes: dict[str, set[int]] = {}
    facets: dict[str, set[int]] = {}
    barriers: dict[str, set[int]] = {}
    enablers: dict[str, set[int]] = {}
    targets: dict[str, set[int]] = {}
    for position, item in enumerate(questionnaire.items):
        if item.about:
            targets.setdefault(target_id(item.about), set()).add(position)
        if item.axis:
            axes.setdefault(item.axis, set()).add(position)
        if item.axis and item.strand:
            facets.setdefault(facet_id(item.axis, item.strand), set()).add(position)
        for names, of in ((item.barriers, barriers), (item.enablers, enablers)):
            for name in names:
                of.setdefault(name, set()).add(position)
    return ItemSets(
        axes=gather([axis.id for axis in framework.axes], axes),
        facets=gather(
            [facet_id(a.id, s.id) for a in framework.axes for s in framework.strands], facets
        ),
        barriers=gather([barrier.id for barrier in framework.barriers], barriers),
        enablers=gather([enabler.id for enabler in framework.enablers], enablers),
        targets=gather([target_id(option.id) for option in questionnaire.rated], targets),
    )


def items_of(questionnaire: Questionnaire, items: ItemSet) -> tuple[Item, ...]:
    """Give the items of a set."""
    return tuple(questionnaire.items[position] for position in items.items)
