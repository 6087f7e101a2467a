"""Which groups and items must be held back so that none can be worked out by subtraction?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.headcount import Changed


def shown(
    counts: Mapping[str, int],
    smallest: int,
    changes: Mapping[str, Changed] | None = None,
    among: frozenset[str] | None = None,
    known: frozenset[str] = frozenset(),
    most: Mapping[str, int] | None = None,
) -> frozenset[str]:
    """Choose the groups that may be shown beside their published total.

    A group under `smallest` is hidden. What is hidden could be found by subtracting the shown
    groups from the total, so the hidden part must hold nobody, or at least `smallest` people from
    at least two groups, and leave their sizes open: not one in each, nor the most that a hidden
    group can have in each. Until it does, further groups are hidden, smallest first; those of one
    size together, so that knowing this rule tells nothing either. Groups with nobody in them stand
    in neither part.

    `changes` tells how many people of each group came and went since what is already published: a
    group is hidden too where one of the two is fewer than `smallest` but not none, and the hidden
    part's changes together must not be so few either. Groups that are not `among` those given are
    hidden. The hidden part must be large enough also without the groups `known` from elsewhere.
    `most` is how large a group can be at most, where that is known.
    """
    people = {name: n for name, n in counts.items() if n}
    changed, ceilings = changes or {}, most or {}
    barred = {
        name
        for name in people
        if any(is_few(n, smallest) for n in changed.get(name, (0, 0)))
        or not (among is None or name in among)
    }
    least = smallest
    while True:
        hidden = [name for name, n in people.items() if n < least or name in barred]
        rest = [n for name, n in people.items() if name not in hidden]
        total = sum(people[name] for name in hidden)
        # Of a group that is gone altogether only the change is left, in the hidden part.
        there = [pair for name, pair in changed.items() if name in hidden or name not in people]
        few_changed = any(is_few(sum(way), smallest) for way in zip(*there, strict=True))
        ceiling = max([max(least, smallest) - 1, *(people[name] for name in hidden)])
        largest = sum(min(ceiling, ceilings.get(name, ceiling)) for name in hidden)
        secret = [people[name] for name in hidden if name not in known]
        enough = (
            len(hidden) > 1
            and total >= smallest
            and (not secret or (len(secret) > 1 and sum(secret) >= smallest))
            and len(hidden) < total < largest
            and not few_changed
        )
        if not rest or enough or not (hidden or few_changed):
            return frozenset(people) - frozenset(hidden)
        least = min(rest) + 1


def hidden_items(
    counts: Sequence[int],
    smallest: int,
    *,
    gaps: Sequence[int] = (),
    barred: Sequence[int] = (),
    before: Sequence[int] = (),
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the items of an axis to hide, by position, from how many answered each.

    Gives those that fewer than `smallest` answered, with the `barred` ones, and those to hide
    beside them. The axis's mean, with all other items known, could tell a hidden one, so it is
    never hidden alone: the item with the fewest answers goes with it. In the same way, where people
    with a score on the axis left gaps in it, mean and items together could tell their mean: where
    one of `gaps` (see `mixed`) counts fewer than `smallest` people, but some, one item is hidden.
    One that was hidden `before` stays so, and is taken first.
    """
    few = [p for p, n in enumerate(counts) if is_few(n, smallest) or p in barred]
    more = sorted((p not in before, n, p) for p, n in enumerate(counts) if n and p not in few)
    alone = few and (len(few) < 2 or sum(counts[p] for p in few) < smallest)
    gap = not few and any(is_few(n, smallest) for n in gaps)
    beside = {p for *_, p in more[:1]} if alone or gap else set()
    return frozenset(few), frozenset(beside | {p for p in before if counts[p] and p not in few})


def is_own(questionnaire: Questionnaire, people: int) -> bool:
    """Tell whether these are one person's answers, who sees all of their own.

    What somebody tells about work done with them is scored by others: that person is few.
    """
    return people == 1 and not questionnaire.lay


def is_few(people: int, smallest: int) -> bool:
    """Tell whether there are some people, but fewer than the smallest cell."""
    return 0 < people < smallest
