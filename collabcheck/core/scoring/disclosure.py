"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.statistics import has_score
from collabcheck.core.scoring.tally import Counts, Tally


@dataclass(frozen=True)
class Disclosure:
    """What may be shown of a tally.

    groups: whose size may be shown. axes: those that may be shown, each with the groups that may be
    shown on it; barriers: the same. few: items, by position, that so few answered that nothing
    touching them may be shown. beside: further items to hide, so that neither the first nor the
    answers of people with gaps can be worked out; of a barrier on these the share may be shown.
    """

    groups: frozenset[str]
    axes: Mapping[str, frozenset[str]]
    barriers: Mapping[str, frozenset[str]]
    few: frozenset[int]
    beside: frozenset[int]

    @property
    def items(self) -> frozenset[int]:
        """All hidden items."""
        return self.few | self.beside


def shown(
    counts: Mapping[str, int],
    smallest: int,
    changes: Mapping[str, int] | None = None,
    among: frozenset[str] | None = None,
) -> frozenset[str]:
    """Choose the groups that may be shown beside their published total.

    A group under `smallest` is hidden. What is hidden could be found by subtracting the shown
    groups from the total, so the hidden part must hold nobody, or at least `smallest` people from
    at least two groups, and leave their sizes open: not one in each, nor the most that a hidden
    group can have in each. Until it does, further groups are hidden, smallest first; those of one
    size together, so that knowing this rule tells nothing either. Groups with nobody in them stand
    in neither part.

    `changes` tells how many people of each group differ from what is already published: a group is
    hidden too where these are fewer than `smallest` but not none, and the hidden part's changes
    together must not be so few either. Groups that are not `among` those given are hidden.
    """
    people = {name: n for name, n in counts.items() if n}
    moved = {name: (changes or {}).get(name, 0) for name in people}
    barred = {
        name
        for name in people
        if is_few(moved[name], smallest) or not (among is None or name in among)
    }
    least = smallest
    while True:
        hidden = [name for name, n in people.items() if n < least or name in barred]
        rest = [n for name, n in people.items() if name not in hidden]
        total = sum(people[name] for name in hidden)
        ceiling = max([max(least, smallest) - 1, *(people[name] for name in hidden)])
        enough = (
            len(hidden) > 1
            and total >= smallest
            and len(hidden) < total < len(hidden) * ceiling
            and not is_few(sum(moved[name] for name in hidden), smallest)
        )
        if not hidden or not rest or enough:
            return frozenset(people) - frozenset(hidden)
        least = min(rest) + 1


def hidden_items(
    counts: Sequence[int], smallest: int, *, gaps: Sequence[int] = (), barred: Sequence[int] = ()
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the items of an axis to hide, by position, from how many answered each.

    Gives those that fewer than `smallest` answered, with the `barred` ones, and those to hide
    beside them. The axis's mean, with all other items known, could tell a hidden one, so it is
    never hidden alone: the item with the fewest answers goes with it. In the same way, where people
    with a score on the axis left gaps in it, mean and items together could tell their mean: where
    one of `gaps` counts fewer than `smallest` of them, but some, one item is hidden.
    """
    few = [p for p, n in enumerate(counts) if is_few(n, smallest) or p in barred]
    more = sorted((n, p) for p, n in enumerate(counts) if n and p not in few)
    alone = few and (len(few) < 2 or sum(counts[p] for p in few) < smallest)
    gap = not few and any(is_few(n, smallest) for n in gaps)
    return frozenset(few), frozenset(p for _, p in more[:1]) if alone or gap else frozenset()


def is_few(people: int, smallest: int) -> bool:
    """Tell whether there are some people, but fewer than the smallest cell."""
    return 0 < people < smallest


def disclose(
    questionnaire: Questionnaire, tally: Tally, smallest: int, published: Tally | None = None
) -> Disclosure:
    """Decide what of a tally may be shown, also beside an earlier state that is `published`.

    One respondent sees everything of their own; of two to `smallest` less one nothing is shown.
    Raises `CollabcheckError` where the published state differs by too few people, or is grouped
    in another way.
    """
    whole, sets = tally.whole, item_sets(questionnaire)
    if whole.respondents == 1:
        every = frozenset(name for name, _ in tally.groups)
        return Disclosure(
            every,
            {s.id: every for s in sets.axes},
            {s.id: every for s in sets.barriers},
            frozenset(),
            frozenset(),
        )
    if whole.respondents < smallest:
        everything = frozenset(range(len(questionnaire.items)))
        return Disclosure(frozenset(), {}, {}, everything, frozenset())
    before = _before(tally, published, smallest)
    groups = dict(tally.groups)

    def visible(
        people: Callable[[Counts], int],
        change: Callable[[Counts, Counts], int],
        among: frozenset[str] | None,
    ) -> frozenset[str]:
        earlier = dict(before.groups) if before and before.by else {}
        return shown(
            {name: people(counts) for name, counts in groups.items()},
            smallest,
            {name: change(c, earlier[name]) for name, c in groups.items() if name in earlier},
            among,
        )

    sizes = visible(lambda c: c.respondents, _people_changed, None)
    earlier = before.whole if before else None
    axes, barriers = {}, {}
    few: set[int] = set()
    beside: set[int] = set()
    for axis in sets.axes:
        people = _scored(axis, whole)
        changed = _cells_changed(axis, whole, earlier) if earlier else 0
        if people >= smallest and not is_few(changed, smallest):
            axes[axis.id] = visible(partial(_scored, axis), partial(_cells_changed, axis), sizes)
        kinds = categories(questionnaire.scale)
        rows = [whole.scored.answers[p][: kinds.points] for p in axis.items]
        barred, gaps = [], [_gaps(axis, whole)]
        if earlier:
            old = [earlier.scored.answers[p][: kinds.points] for p in axis.items]
            barred = [p for p in range(len(rows)) if is_few(_differ(rows[p], old[p]), smallest)]
            gaps.append(abs(gaps[0] - _gaps(axis, earlier)))
        hidden = hidden_items([sum(row) for row in rows], smallest, gaps=gaps, barred=barred)
        few |= {axis.items[p] for p in hidden[0]}
        beside |= {axis.items[p] for p in hidden[1]}
    for barrier in sets.barriers:
        people = _answered(barrier, whole)
        changed = _told_changed(barrier, whole, earlier) if earlier else 0
        if people >= smallest and not is_few(changed, smallest) and few.isdisjoint(barrier.items):
            barriers[barrier.id] = visible(
                partial(_answered, barrier), partial(_told_changed, barrier), sizes
            )
    return Disclosure(sizes, axes, barriers, frozenset(few), frozenset(beside))


def _before(tally: Tally, published: Tally | None, smallest: int) -> Tally | None:
    if published is None:
        return None
    if (published.questionnaire, published.rules) != (tally.questionnaire, tally.rules):
        raise CollabcheckError(
            "what is published is of another questionnaire or version",
            mend="give the tally of an earlier state of the same wave",
        )
    if published.by and tally.by and published.by != tally.by:
        raise CollabcheckError(
            f"already published by {published.by}; by {tally.by} as well, people could be worked "
            "out from the two together",
            mend=f"group by {published.by}, or not at all (--by none)",
        )
    if is_few(_people_changed(tally.whole, published.whole), smallest):
        raise CollabcheckError(
            f"what is published differs from this by fewer than {smallest} people, who could be "
            "worked out from the two together",
            mend=f"wait until {smallest} more have answered, or leave it at what is published",
        )
    return published


def _people_changed(now: Counts, before: Counts) -> int:
    return abs(now.respondents - before.respondents)


def _scored(axis: ItemSet, counts: Counts) -> int:
    return sum(n for cell, n in counts.cells[axis.id] if has_score(cell, len(axis.items)))


def _answered(barrier: ItemSet, counts: Counts) -> int:
    return counts.scored.barriers[barrier.id].answered


def _gaps(axis: ItemSet, counts: Counts) -> int:
    """Count those who have a score on the axis but did not answer all its items."""
    return _scored(axis, counts) - counts.moments[axis.id].n


def _cells_changed(axis: ItemSet, now: Counts, before: Counts) -> int:
    one, other = (
        Counter({cell: n for cell, n in c.cells[axis.id] if has_score(cell, len(axis.items))})
        for c in (now, before)
    )
    return (one - other).total() + (other - one).total()


def _told_changed(barrier: ItemSet, now: Counts, before: Counts) -> int:
    one, other = now.scored.barriers[barrier.id], before.scored.barriers[barrier.id]
    silent = (one.answered - one.reported, other.answered - other.reported)
    return _differ((one.reported, silent[0]), (other.reported, silent[1]))


def _differ(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
