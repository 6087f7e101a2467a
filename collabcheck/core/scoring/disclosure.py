"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections.abc import Mapping


def shown(counts: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Choose the groups that may be shown beside their published total.

    A group under `smallest` is hidden. What is hidden could be found by subtracting the shown
    groups from the total, so the hidden part must hold nobody, or at least `smallest` respondents
    from at least two groups; further groups, smallest first, are hidden until it does. Groups with
    nobody in them hide nothing and stand in neither part.
    """
    people = {name: n for name, n in counts.items() if n}
    by_size = sorted(people, key=lambda name: (people[name], name))
    hidden = [name for name in by_size if people[name] < smallest]
    rest = by_size[len(hidden) :]
    while hidden and rest and (len(hidden) < 2 or sum(people[h] for h in hidden) < smallest):
        hidden.append(rest.pop(0))
    return frozenset(rest)
