"""How do groups see each other, and themselves?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.disclosure import Disclosure
from collabcheck.core.scoring.itemsets import ItemSet, item_sets, target_id
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.people import ALONE, People, set_score
from collabcheck.core.scoring.scores import Rated, SelfGap, SetScore, Weighted
from collabcheck.core.scoring.statistics import Spread, distribution, spread
from collabcheck.core.scoring.tally import add_counts


def see_one_another(
    whole: People, by: str | None, groups: Mapping[str, People], open_to: Disclosure
) -> tuple[Rated, ...]:
    """Work out how each group of a round robin is rated, by all and by each group of raters.

    `groups` are those of the attribute `by`, with the hidden ones held together. Who rates whom is
    told where `by` is the round robin's attribute and at least one group may be shown.
    """
    of, robin = whole.questionnaire, whole.questionnaire.round_robin
    grouped = robin is not None and by == robin.attribute and bool(open_to.groups) and not whole.one
    sets = {s.id: s for s in item_sets(of).targets}
    return tuple(
        _rated(whole, option.id, sets[target_id(option.id)], groups if grouped else {}, open_to)
        for option in of.rated
    )


def _rated(
    whole: People, target: str, s: ItemSet, groups: Mapping[str, People], open_to: Disclosure
) -> Rated:
    may = open_to.axes.get(s.id, frozenset())
    raters = [name for name in groups if name in open_to.groups]
    cells = {name: set_score(groups[name], s, visible=name in may) for name in raters}
    rated = Rated(
        target=target,
        everyone=set_score(whole, s, visible=s.id in open_to.axes),
        by_group=tuple(cells.items()),
        others=_alone(whole),
        weighted=_alone(whole),
        gap=_alone(whole),
        items=tuple(whole.questionnaire.items[p].id for p in s.items),
    )
    if not groups:
        return rated
    rated = replace(rated, weighted=_weighted(target, s, groups, may, open_to))
    others = _others(whole, target, groups, open_to)
    if others is None:
        nobody = Missing(Why.NOBODY_ANSWERED)
        return replace(rated, others=nobody, gap=nobody)
    why = None
    if isinstance(rated.everyone.n, Missing):
        why = rated.everyone.n
    elif not _may_be_apart(target, cells, groups):
        why = whole.held_back
    if why:
        return replace(rated, others=why, gap=why)
    return replace(
        rated,
        others=set_score(others, s, visible=True),
        gap=_gap(cells.get(target), groups.get(target), others, s),
    )


def _alone(whole: People) -> Missing:
    return ALONE if whole.one else Missing(Why.NOT_ASKED)


def _others(
    whole: People, target: str, groups: Mapping[str, People], open_to: Disclosure
) -> People | None:
    """Take all but the target's own people together; None where there are no others.

    Those under no name are among them.
    """
    apart = {target, *((open_to.rest_id,) if open_to.rest else ())}
    counts = [of.counts for name, of in groups.items() if name not in apart]
    if not counts:
        return None
    own = groups[target].invited if target in groups else 0
    invited = None if whole.invited is None or own is None else whole.invited - own
    return replace(whole, counts=reduce(add_counts, counts), invited=invited)


def _may_be_apart(target: str, cells: Mapping[str, SetScore], groups: Mapping[str, People]) -> bool:
    """Tell whether the target's own people may be told from the others.

    Everyone less the others would give them away, so they are where they are shown, where it is
    told that none of them rated, and where there are none; who is under no name may be one of them.
    """
    if target not in groups:
        return "" not in groups
    own = cells.get(target)
    return own is not None and not (isinstance(own.n, Missing) and own.n.why is Why.HIDDEN)


def _weighted(
    target: str,
    s: ItemSet,
    groups: Mapping[str, People],
    may: frozenset[str],
    open_to: Disclosure,
) -> Maybe[Weighted]:
    """Give the mean of the means of the groups shown but the target, each counted once."""
    named = {name: of for name, of in groups.items() if name and name != open_to.rest_id}
    others = [name for name in named if name != target]
    of_each = {name: _spread(named[name], s) for name in others if name in may}
    means = [of.mean for of in of_each.values() if of]
    if len(means) < 2:
        return Missing(Why.TOO_FEW_GROUPS, needed=2)
    return Weighted(float(sum(means, Fraction(0)) / len(means)), len(means), len(others))


def _gap(
    own_score: SetScore | None, own: People | None, others: People, s: ItemSet
) -> Maybe[SelfGap]:
    """Compare how a group sees itself with how the others see it, of which both may be told."""
    if own_score is None or own is None:
        return Missing(Why.NOBODY_ANSWERED)
    if isinstance(own_score.n, Missing):
        return own_score.n
    low, high = _spread(others, s), _spread(own, s)
    if low is None or high is None:
        return Missing(Why.TOO_FEW_ANSWERED)
    found = comparison.gap("", low, "", high)
    return SelfGap(found.difference, found.interval, found.g, found.g_interval)


def _spread(of: People, s: ItemSet) -> Spread | None:
    return spread(distribution(of.counts.cells[s.id], len(s.items)))
