"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring.headcount import (
    Changed,
    answered,
    apart,
    cells_changed,
    mixed,
    moved,
    people_changed,
    scored,
    told_changed,
)
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.suppression import hidden_items, is_few, shown
from collabcheck.core.scoring.tally import Counts, Tally

NONE: frozenset[str] = frozenset()
NONE_OF_ITEMS: frozenset[int] = frozenset()
Measure = Callable[[Counts], int]
"""Counts the people behind a number."""
Change = Callable[[Counts | None, Counts | None], Changed]
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
        """The id of the group that holds the hidden ones together; "" where there is none."""
        return _together(self.rest)

    @property
    def items(self) -> frozenset[int]:
        """All hidden items."""
        return self.few | self.beside


def disclose(
    questionnaire: Questionnaire,
    tally: Tally,
    published: Sequence[Tally] = (),
    most: Mapping[str, int] | None = None,
) -> Disclosure:
    """Decide what of a tally may be shown, also beside earlier states that are `published`.

    `most` is how many of a group there are at most, by a roster. One respondent sees everything of
    their own; of two to `smallest` less one nothing is shown. Raises `CollabcheckError` where a
    published state differs by too few people, or is grouped in another way.
    """
    smallest = questionnaire.thresholds.smallest_cell
    if tally.whole.respondents == 1:
        sets, every = item_sets(questionnaire), frozenset(name for name, _ in tally.groups)
        axes = {s.id: every for s in sets.axes}
        barriers = {s.id: every for s in sets.barriers}
        return Disclosure(every, (), axes, barriers, NONE_OF_ITEMS, NONE_OF_ITEMS)
    if tally.whole.respondents < smallest:
        everything = frozenset(range(len(questionnaire.items)))
        return Disclosure(NONE, (), {}, {}, everything, NONE_OF_ITEMS)
    for state in published:
        _refuse(tally, state, smallest)
    return reduce(
        _both,
        [_disclose(questionnaire, tally, state, most or {}) for state in published or (None,)],
    )


def _disclose(
    questionnaire: Questionnaire,
    tally: Tally,
    before: Tally | None,
    most: Mapping[str, int],
) -> Disclosure:
    """Decide what may be shown of a tally beside one earlier state, or none."""
    sets = item_sets(questionnaire)
    was = disclose(questionnaire, before) if before else None
    states = _States(questionnaire.thresholds.smallest_cell, tally, before, most)
    sizes = states.visible(_people, people_changed, states.names, was.groups if was else None)
    rest = tuple(name for name in states.now if name not in sizes) if sizes else ()
    axes, barriers = {}, {}
    few: set[int] = set()
    beside: set[int] = set()
    for axis in sets.axes:
        measure, change = partial(scored, axis), partial(cells_changed, axis)
        if states.opens(measure, change):
            seen = was.axes.get(axis.id, NONE) if was else None
            axes[axis.id] = states.visible(measure, change, sizes, seen, rest)
        hidden = _items(questionnaire, axis, states, axes.get(axis.id, NONE), was)
        few |= {axis.items[p] for p in hidden[0]}
        beside |= {axis.items[p] for p in hidden[1]}
    for barrier in sets.barriers:
        measure, change = partial(answered, barrier), partial(told_changed, barrier)
        if states.opens(measure, change) and _tells_no_item(
            questionnaire, barrier, tally, few, beside
        ):
            seen = was.barriers.get(barrier.id, NONE) if was else None
            barriers[barrier.id] = states.visible(measure, change, sizes, seen, rest)
    alone = _alone(sets.barriers)
    return Disclosure(
        sizes | ({_together(rest)} if rest else NONE),
        rest,
        axes,
        {name: groups if name in alone else NONE for name, groups in barriers.items()},
        frozenset(few),
        frozenset(beside),
    )


def _both(one: Disclosure, other: Disclosure) -> Disclosure:
    """Show what may be shown beside either of two states.

    Where they hold other groups together, the two together have other ids and stand in neither.
    """

    def common(
        first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]
    ) -> dict[str, frozenset[str]]:
        return {name: first[name] & second[name] for name in first.keys() & second.keys()}

    few = one.few | other.few
    return Disclosure(
        one.groups & other.groups,
        one.rest if one.rest == other.rest else (),
        common(one.axes, other.axes),
        common(one.barriers, other.barriers),
        few,
        (one.beside | other.beside) - few,
    )


def _tells_no_item(
    questionnaire: Questionnaire,
    barrier: ItemSet,
    tally: Tally,
    few: set[int],
    beside: set[int],
) -> bool:
    """Tell whether a barrier's share tells nothing of a hidden item, or of those who left one out.

    Of an item hidden beside others the share may be told, but not where it counts one code alone.
    """
    scale, smallest = questionnaire.scale, questionnaire.thresholds.smallest_cell
    bare = scale.unfavourable == scale.lo
    if not few.isdisjoint(barrier.items) or (bare and not beside.isdisjoint(barrier.items)):
        return False
    points, part = categories(scale).points, tally.whole.scored
    people = part.barriers[barrier.id].answered
    return not any(is_few(people - sum(part.answers[p][:points]), smallest) for p in barrier.items)


def _alone(barriers: Sequence[ItemSet]) -> frozenset[str]:
    """Name the barriers that share no item with another: of these alone groups are told.

    Else what one group says of two could be subtracted. Items themselves are not told by group.
    """
    times = Counter(p for barrier in barriers for p in barrier.items)
    return frozenset(b.id for b in barriers if all(times[p] == 1 for p in b.items))


def _people(counts: Counts) -> int:
    return counts.respondents


def _together(names: Sequence[str]) -> str:
    """Name the group that holds others together, as no group of answers can be named."""
    return f"together({', '.join(names)})" if names else ""


@dataclass(frozen=True)
class _States:
    """A tally, an earlier state of it if there is one, and how large its groups can be at most."""

    smallest: int
    tally: Tally
    before: Tally | None
    most: Mapping[str, int]

    @property
    def now(self) -> dict[str, Counts]:
        """The groups."""
        return dict(self.tally.groups)

    @property
    def then(self) -> dict[str, Counts]:
        """What they were."""
        return dict(self.before.groups) if self.before else {}

    @property
    def names(self) -> frozenset[str]:
        """The names of the groups."""
        return frozenset(self.now)

    def opens(self, measure: Measure, change: Change) -> bool:
        """Tell whether a number over everybody may be told."""
        changed = change(self.tally.whole, self.before.whole) if self.before else (0, 0)
        enough = measure(self.tally.whole) >= self.smallest
        return enough and not any(is_few(n, self.smallest) for n in changed)

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
        now, old, open_before = self.now, self.then, was_shown or NONE
        counts = {name: measure(of) for name, of in now.items()}
        changes = {name: change(now.get(name), old.get(name)) for name in {**now, **old} if old}
        was_hidden = {name for name, of in old.items() if measure(of)} - open_before
        same = frozenset(name for name in open_before if changes.get(name) == (0, 0))
        found = shown(counts, self.smallest, changes, among - was_hidden, same, self.most)
        hidden = {name for name, n in counts.items() if n} - found
        together = hidden and found and hidden == {name for name in rest if counts[name]}
        return found | {_together(rest)} if together else found


def _items(
    questionnaire: Questionnaire,
    axis: ItemSet,
    states: _States,
    told: frozenset[str],
    was: Disclosure | None,
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the items of an axis to hide, where the groups `told` of it are shown."""
    points, whole = categories(questionnaire.scale).points, states.tally.whole
    rows = [whole.scored.answers[p][:points] for p in axis.items]
    gaps = [*mixed(axis, [whole]), *mixed(axis, apart(states.now, told & states.names))]
    barred: list[int] = []
    hidden_before: list[int] = []
    if states.before and was:
        earlier = states.before.whole
        then = [earlier.scored.answers[p][:points] for p in axis.items]
        barred = [
            p
            for p, row in enumerate(rows)
            if any(is_few(n, states.smallest) for n in moved(row, then[p]))
        ]
        hidden_before = [p for p, position in enumerate(axis.items) if position in was.items]
        # Two states hold so many sums that any gap may be worked out: there is one item fewer.
        if any(mixed(axis, [c])[0] for c in (whole, earlier)) or any(
            mixed(axis, [whole], [earlier])
        ):
            gaps.append(1)
    counts = [sum(row) for row in rows]
    return hidden_items(counts, states.smallest, gaps=gaps, barred=barred, before=hidden_before)


def _refuse(tally: Tally, published: Tally, smallest: int) -> None:
    """Refuse what can be given out beside an earlier state in no form."""
    if (published.questionnaire, published.rules) != (tally.questionnaire, tally.rules):
        raise CollabcheckError(
            "what is published is of another questionnaire or version",
            mend="give the tally of an earlier state of the same wave",
        )
    if published.by != tally.by:
        raise CollabcheckError(
            f"already published {_grouped(published)}; {_grouped(tally)} as well, people could be "
            "worked out from the two together",
            mend=f"group as before: --by {published.by or 'none'}",
        )
    if any(is_few(n, smallest) for n in people_changed(tally.whole, published.whole)):
        raise CollabcheckError(
            f"what is published differs from this by fewer than {smallest} people, who could be "
            "worked out from the two together",
            mend=f"wait until {smallest} more have answered, or leave it at what is published",
        )


def _grouped(tally: Tally) -> str:
    return f"by {tally.by}" if tally.by else "without groups"
