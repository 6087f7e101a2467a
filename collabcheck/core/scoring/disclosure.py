"""Who may be shown without giving anybody away?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import sub

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.scoring.headcount import (
    Changed,
    Kind,
    answered,
    apart,
    cells_changed,
    left_out,
    mixed,
    moved,
    people_changed,
    scored,
    told_changed,
    told_of,
)
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.suppression import hidden_items, is_few, is_own, shown
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
    else is hidden. axes: those that may be shown, and targets of a round robin, each with the
    groups that may be shown on it; barriers: the same. enablers: those that may be shown of
    everybody. few: items, by position, that so few answered that nothing touching them may be
    shown. beside: further items to hide, so that neither the first nor the answers of people with
    gaps can be worked out; of a barrier on these the share may be shown.
    """

    groups: frozenset[str]
    rest: tuple[str, ...]
    axes: Mapping[str, frozenset[str]]
    barriers: Mapping[str, frozenset[str]]
    enablers: frozenset[str]
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
    if is_own(questionnaire, tally.whole.respondents):
        sets, every = item_sets(questionnaire), frozenset(name for name, _ in tally.groups)
        axes = {s.id: every for s in sets.scored}
        barriers = {s.id: every for s in sets.barriers}
        enablers = frozenset(s.id for s in sets.enablers)
        return Disclosure(every, (), axes, barriers, enablers, NONE_OF_ITEMS, NONE_OF_ITEMS)
    if tally.whole.respondents < smallest:
        everything = frozenset(range(len(questionnaire.items)))
        return Disclosure(NONE, (), {}, {}, NONE, everything, NONE_OF_ITEMS)
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
    sets, smallest = item_sets(questionnaire), questionnaire.thresholds.smallest_cell
    was = disclose(questionnaire, before, (), most) if before else None
    whole, earlier = tally.whole, before.whole if before else None
    now, old = dict(tally.groups), dict(before.groups) if before else {}

    def opens(measure: Measure, change: Change) -> bool:
        """Tell whether a number over everybody may be told."""
        changed = change(whole, earlier) if earlier else (0, 0)
        return measure(whole) >= smallest and not any(is_few(n, smallest) for n in changed)

    def visible(
        measure: Measure,
        change: Change,
        seen: frozenset[str],
        among: frozenset[str],
        rest: tuple[str, ...] = (),
    ) -> frozenset[str]:
        """Choose the groups to show by what is measured of them, with the `rest` of them if it can.

        One that was not `seen` stays hidden: shown now, it could tell what it was hidden with.
        """
        counts = {name: measure(of) for name, of in now.items()}
        changes = {name: change(now.get(name), old.get(name)) for name in {**now, **old} if old}
        was_hidden = {name for name, of in old.items() if measure(of)} - seen
        same = frozenset(name for name in seen if changes.get(name) == (0, 0))
        found = shown(counts, smallest, changes, among - was_hidden, same, most)
        hidden = {name for name, n in counts.items() if n} - found
        together = hidden and found and hidden == {name for name in rest if counts[name]}
        return found | {_together(rest)} if together else found

    sizes = visible(_people, people_changed, was.groups if was else NONE, frozenset(now))
    rest = tuple(name for name in now if name not in sizes) if sizes else ()
    axes = {}
    few: set[int] = set()
    beside: set[int] = set()
    for axis in sets.scored:
        measure, change = partial(scored, axis), partial(cells_changed, axis)
        if opens(measure, change):
            seen = was.axes.get(axis.id, NONE) if was else NONE
            axes[axis.id] = visible(measure, change, seen, sizes, rest)
        hidden = _items(questionnaire, axis, tally, before, axes.get(axis.id, NONE), was)
        few |= {axis.items[p] for p in hidden[0]}
        beside |= {axis.items[p] for p in hidden[1]}

    # Beside hidden items a barrier's share is told all the same, unless it counts one code alone.
    bare, alone = questionnaire.scale.unfavourable == questionnaire.scale.lo, _alone(sets.barriers)
    every, points = told_of(sets), len(questionnaire.scale.points)
    told: dict[Kind, dict[str, frozenset[str]]] = {"barriers": {}, "enablers": {}}
    for kind, of in every:
        measure, change = partial(answered, kind, of), partial(told_changed, kind, of)
        untold = few | beside if bare or kind == "enablers" else few
        out, was_out = (left_out(kind, of, every, c, points) for c in (whole, earlier or whole))
        if (
            opens(measure, change)
            and untold.isdisjoint(of.items)
            and not any(is_few(n, smallest) for n in (*out, *map(abs, map(sub, out, was_out))))
        ):
            seen = was.barriers.get(of.id, NONE) if was else NONE
            by_group = kind == "barriers" and of.id in alone
            told[kind][of.id] = visible(measure, change, seen, sizes, rest) if by_group else NONE
    return Disclosure(
        sizes | ({_together(rest)} if rest else NONE),
        rest,
        axes,
        told["barriers"],
        frozenset(told["enablers"]),
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
        one.enablers & other.enablers,
        few,
        (one.beside | other.beside) - few,
    )


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


def _items(
    questionnaire: Questionnaire,
    axis: ItemSet,
    tally: Tally,
    before: Tally | None,
    told: frozenset[str],
    was: Disclosure | None,
) -> tuple[frozenset[int], frozenset[int]]:
    """Choose the items of an axis to hide, where the groups `told` of it are shown."""
    smallest = questionnaire.thresholds.smallest_cell
    points, whole, groups = len(questionnaire.scale.points), tally.whole, dict(tally.groups)
    rows = [whole.scored.answers[p][:points] for p in axis.items]
    gaps = [*mixed(axis, [whole]), *mixed(axis, apart(groups, told & groups.keys()))]
    barred: list[int] = []
    hidden_before: list[int] = []
    if before and was:
        earlier = before.whole
        then = [earlier.scored.answers[p][:points] for p in axis.items]
        barred = [
            p for p, row in enumerate(rows) if any(is_few(n, smallest) for n in moved(row, then[p]))
        ]
        hidden_before = [p for p, position in enumerate(axis.items) if position in was.items]
        # Two states hold so many sums that any gap may be worked out: there is one item fewer.
        if any(mixed(axis, [c])[0] for c in (whole, earlier)) or any(
            mixed(axis, [whole], [earlier])
        ):
            gaps.append(1)
    counts = [sum(row) for row in rows]
    return hidden_items(counts, smallest, gaps=gaps, barred=barred, before=hidden_before)


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
