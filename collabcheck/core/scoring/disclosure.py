"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def shown(counts: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Choose the groups that may be shown beside their published total.

    A group under `smallest` is hidden. What is hidden could be found by subtracting the shown
    groups from the total, so the hidden part must hold nobody, or at least `smallest` people from
    at least two groups, and leave their sizes open: not one in each, nor the most that a hidden
    group can have in each. Until it does, further groups are hidden, smallest first; those of one
    size together, so that knowing this rule tells nothing either. Groups with nobody in them stand
    in neither part.
    """
    people = {name: n for name, n in counts.items() if n}
    least = smallest
    while True:
        hidden = [n for n in people.values() if n < least]
        rest = [n for n in people.values() if n >= least]
        most = len(hidden) * (max(least, smallest) - 1)
        enough = len(hidden) > 1 and sum(hidden) >= smallest and len(hidden) < sum(hidden) < most
        if not hidden or not rest or enough:
            return frozenset(name for name, n in people.items() if n >= least)
        least = min(rest) + 1


def hidden_items(counts: Sequence[int], smallest: int) -> frozenset[int]:
    """Choose the items of an axis to hide, by position, from how many answered each.

    An item that fewer than `smallest` answered is hidden. The axis's mean, with the other items
    known, could tell it, so it is never hidden alone: the item with the fewest answers goes with
    it.
    """
    few = [position for position, n in enumerate(counts) if 0 < n < smallest]
    more = sorted((n, position) for position, n in enumerate(counts) if n >= smallest)
    if few and (len(few) < 2 or sum(counts[position] for position in few) < smallest):
        few += [position for _, position in more[:1]]
    return frozenset(few)
