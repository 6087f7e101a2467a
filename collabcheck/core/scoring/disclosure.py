"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring.headcount import (
    answered,
    apart,
    cells_changed,
    differ,
    mixed,
    people_changed,
    scored,
    told_changed,
)
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.tally import Counts, Tally

NONE: frozenset[str] = frozenset()
Measure = Callable[[Counts], int]
"""Counts the people behind a number."""
Change = Callable[[Counts | None, Counts | None], int]
"""Counts the people who came or went behind it."""


@dataclass(frozen=True)
class Disclosure:
    """What may be shown of a tally.

    groups: whose size may be shown. rest: the hidden ones; as the total less the shown groups
    tells what they are together, they are shown together, as the group `rest_id`, wherever nobody
    else is hidden. axes: those that may be shown, each with the groups that may be shown on it;
    barriers: the same. few: items, by position, that so few answered that nothing
    touching them may be shown. beside: further items to hide, so that neither the first nor the
    answers of people with gaps can be worked out; of a barrier on these the share may be shown.
    """

    groups: frozenset[str]
    rest: tuple[str, ...]
    axes: Mapping[str, frozenset[str]]
    barriers: Mapping[str, frozenset[str]]
    few: frozenset[int]
    beside: frozenset[int]

    @property
    def rest_id(self) -> str:
        """The id of the group that holds the hidden ones together."""
        return _together(self.rest)

    @property
    def items(self) -> frozenset[int]:
        """All hidden items."""
        return self.few | self.beside


def shown(
    counts: Mapping[str, int],
    smallest: int,
    changes: Mapping[str, int] | None = None,
    among: frozenset[str] | None = None,
    known: frozenset[str] = frozenset(),
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
    together must not be so few either. Groups that are not `among` those given are hidden. The
    hidden part must be large enough also without the groups `known` from elsewhere.
    """
    people = {name: n for name, n in counts.items() if n}
    moved = changes or {}
    barred = {
        name
        for name in people
        if is_few(moved.get(name, 0), smallest) or not (among is None or name in among)
    }
    least = smallest
    while True:
        hidden = [name for name, n in people.items() if n < least or name in barred]
        rest = [n for name, n in people.items() if name not in hidden]
        total = sum(people[name] for name in hidden)
        # Of a group that is gone altogether only the change is left, in the hidden part.
        moved_there = sum(n for name, n in moved.items() if name in hidden or name not in people)
        ceiling = max([max(least, smallest) - 1, *(people[name] for name in hidden)])
        secret = [people[name] for name in hidden if name not in known]
        enough = (
            len(hidden) > 1
            and total >= smallest
            and (not secret or (len(secret) > 1 and sum(secret) >= smallest))
            and len(hidden) < total < len(hidden) * ceiling
            and not is_few(moved_there, smallest)
        )
        if not rest or enough or not (hidden or is_few(moved_there, smallest)):
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
    one of `gaps` (see `mixed`) counts fewer than `smallest` people, but some, one item is hidden.
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
            (),
            {s.id: every for s in sets.axes},
            {s.id: every for s in sets.barriers},
            frozenset(),
            frozenset(),
        )
    if whole.respondents < smallest:
        everything = frozenset(range(len(questionnaire.items)))
        return Disclosure(frozenset(), (), {}, {}, everything, frozenset())
    before = _before(tally, published, smallest)
    was = disclose(questionnaire, before, smallest) if before and before.by else None
    states = _States(smallest, dict(tally.groups), dict(before.groups) if before and was else None)
    people: Measure = lambda counts: counts.respondents  # noqa: E731 - one of three measures
    sizes = states.visible(
        people, people_changed, frozenset(states.now), was.groups if was else None
    )
    rest = tuple(name for name in states.now if name not in sizes) if sizes else ()
    axes, barriers = {}, {}
    few: set[int] = set()
    beside: set[int] = set()
    earlier = before.whole if before else None
    for axis in sets.axes:
        measure, change = partial(scored, axis), partial(cells_changed, axis)
        if _is_open(measure, change, whole, earlier, smallest):
            seen = was.axes.get(axis.id, NONE) if was else None
            axes[axis.id] = states.visible(measure, change, sizes, seen, rest)
        hidden = _items(questionnaire, axis, states, axes.get(axis.id, NONE), (whole, earlier))
        few |= {axis.items[p] for p in hidden[0]}
        beside |= {axis.items[p] for p in hidden[1]}
    for barrier in sets.barriers:
        measure, change = partial(answered, barrier), partial(told_changed, barrier)
        if few.isdisjoint(barrier.items) and _is_open(measure, change, whole, earlier, smallest):
            seen = was.barriers.get(barrier.id, NONE) if was else None
            barriers[barrier.id] = states.visible(measure, change, sizes, seen, rest)
    if rest:
        sizes |= {_together(rest)}
    return Disclosure(sizes, rest, axes, barriers, frozenset(few), frozenset(beside))


def _together(names: Sequence[str]) -> str:
    """Name the group that holds others together; "none" are those who named none."""
    return " + ".join(name or "none" for name in names)


@dataclass(frozen=True)
class _States:
    """The groups of a tally, and what they were in an earlier state that grouped them too."""

    smallest: int
    now: Mapping[str, Counts]
    before: Mapping[str, Counts] | None

    def visible(
        self,
        measure: Measure,
        change: Change,
        among: frozenset[str],
        was_shown: frozenset[str] | None,
        rest: tuple[str, ...] = (),
    ) -> frozenset[str]:
        """Choose the groups to show by what is measured of them, with the `rest` of them if it can.

        One that was hidden stays so: shown now, it could tell what it was hidden with.
        """
        counts = {name: measure(of) for name, of in self.now.items()}
        old, open_before = self.before or {}, was_shown or NONE
        changes = {
            name: change(self.now.get(name), old.get(name)) for name in {**self.now, **old} if old
        }
        was_hidden = {name for name, of in old.items() if measure(of)} - open_before
        same = frozenset(name for name in open_before if not changes.get(name))
        found = shown(counts, self.smallest, changes, among - was_hidden, same)
        hidden = {name for name, n in counts.items() if n} - found
        together = hidden and found and hidden == {name for name in rest if counts[name]}
        return found | {_together(rest)} if together else found


def _is_open(
    measure: Measure, change: Change, whole: Counts, earlier: Counts | None, smallest: int
) -> bool:
    """Tell whether a number over everybody may be told."""
    changed = change(whole, earlier) if earlier else 0
    return measure(whole) >= smallest and not is_few(changed, smallest)


def _items(
    questionnaire: Questionnaire,
    axis: ItemSet,
    states: _States,
    told: frozenset[str],
    wholes: tuple[Counts, Counts | None],
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the items of an axis to hide, where the groups `told` of it are shown."""
    (whole, earlier), points = wholes, categories(questionnaire.scale).points
    rows = [whole.scored.answers[p][:points] for p in axis.items]
    barred: list[int] = []
    names = told & states.now.keys()
    gaps = [*mixed(axis, [whole]), *mixed(axis, apart(states.now, names))]
    if earlier:
        then = [earlier.scored.answers[p][:points] for p in axis.items]
        barred = [p for p, row in enumerate(rows) if is_few(differ(row, then[p]), states.smallest)]
        gaps += mixed(axis, [whole], [earlier])
    if states.before:
        gaps += mixed(axis, apart(states.now, names), apart(states.before, names))
    return hidden_items([sum(row) for row in rows], states.smallest, gaps=gaps, barred=barred)


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
    if is_few(people_changed(tally.whole, published.whole), smallest):
        raise CollabcheckError(
            f"what is published differs from this by fewer than {smallest} people, who could be "
            "worked out from the two together",
            mend=f"wait until {smallest} more have answered, or leave it at what is published",
        )
    return published
