"""How does a tally become scores?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.response import key_of
from collabcheck.core.responses.roster import Roster
from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.disclosure import Disclosure, disclose
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.network import find_network
from collabcheck.core.scoring.people import (
    ALONE,
    People,
    axis_score,
    axis_shares,
    facet_score,
    is_split,
    item_score,
    shared_by,
)
from collabcheck.core.scoring.robin import see_one_another
from collabcheck.core.scoring.scores import (
    AxisScore,
    BarrierGap,
    Comparison,
    GroupScore,
    Scores,
    Weighted,
)
from collabcheck.core.scoring.statistics import distribution
from collabcheck.core.scoring.suppression import is_few, is_own
from collabcheck.core.scoring.tally import Tally, add_counts


def score(
    questionnaire: Questionnaire,
    tally: Tally,
    *,
    roster: Roster | None = None,
    published: Sequence[Tally] = (),
) -> Scores:
    """Work out every number that the tally carries, and hide those that would expose somebody.

    One respondent sees everything of their own. From two, nothing about fewer than the smallest
    cell is given, nor what would tell it beside the rest, or beside states of the same wave that
    are already `published`. With a `roster`, intervals know how many were invited. Raises
    `CollabcheckError` for a tally of another questionnaire, a roster that does not fit, or a
    published state that differs too little.
    """
    if (tally.questionnaire, tally.rules) != (key_of(questionnaire), questionnaire.rules):
        raise CollabcheckError(
            "this tally is of another questionnaire or version",
            mend="score it with the questionnaire that was answered",
        )
    if all(name == "" for name, _ in tally.groups):
        tally = replace(tally, by=None)  # nobody named a group
    invited = _invited(tally, roster)
    one = is_own(questionnaire, tally.whole.respondents)
    smallest = 1 if one else questionnaire.thresholds.smallest_cell
    most = {name: n for name, n in invited.items() if name is not None}
    open_to = disclose(questionnaire, tally, published, most)
    visible = frozenset(range(len(questionnaire.items))) - open_to.items
    whole = People(
        questionnaire,
        tally.whole,
        smallest,
        open_to.items,
        visible,
        None if one else invited.get(None),
    )
    sets = item_sets(questionnaire)
    groups = _groups(questionnaire, tally, whole, open_to, invited)
    axes = tuple(_axis(whole, s, tally, groups, open_to) for s in sets.axes)
    return Scores(
        respondents=whole.n if whole.n >= smallest else whole.held_back,
        one_person=one,
        invited=invited.get(None),
        by=tally.by,
        groups=tuple(_group(group, name, whole, open_to) for name, group in groups.items())
        if open_to.groups and tally.by
        else (),
        items=tuple(item_score(whole, p) for p in range(len(questionnaire.items))),
        axes=_adjusted(axes),
        facets=tuple(facet_score(whole, s) for s in sets.facets),
        barriers=tuple(
            shared_by(
                whole,
                s,
                whole.part.barriers[s.id],
                visible=s.id in open_to.barriers,
                severity=True,
            )
            for s in sets.barriers
        ),
        enablers=tuple(
            shared_by(
                whole,
                s,
                whole.part.enablers[s.id],
                visible=s.id in open_to.enablers,
                severity=False,
            )
            for s in sets.enablers
        ),
        barrier_gaps=()
        if questionnaire.lay
        else tuple(_barrier_gaps(groups, sets.barriers, open_to)),
        network=find_network(whole, open_to.axes, [state.whole for state in published]),
        unseen=_unseen(whole),
        robin=see_one_another(whole, tally.by, groups, open_to),
    )


def _invited(tally: Tally, roster: Roster | None) -> dict[str | None, int]:
    """Give how many were invited, by group and (None) in all."""
    if roster is None:
        return {}
    answered = {name: counts.respondents for name, counts in tally.groups if name}
    if tally.by and tally.by != roster.by:
        raise CollabcheckError(
            f"the roster counts by {roster.by}, the answers by {tally.by}",
            mend=f"group by {roster.by}",
        )
    named: dict[str | None, int] = dict(roster.invited)
    for name, n in answered.items() if tally.by else ():
        if name not in named:
            raise CollabcheckError(
                f"the roster does not name '{name}'", mend=near_miss(name, dict(roster.invited))
            )
        if n > named[name]:
            raise CollabcheckError(
                f"more people of '{name}' answered than the roster invites ({named[name]})",
                mend="correct the roster",
            )
    if tally.whole.respondents > roster.total:
        raise CollabcheckError(
            f"more people answered than the roster invites ({roster.total})",
            mend="correct the roster",
        )
    return {None: roster.total, **named}


def _groups(
    questionnaire: Questionnaire,
    tally: Tally,
    whole: People,
    open_to: Disclosure,
    invited: dict[str | None, int],
) -> dict[str, People]:
    """Take each group for itself, and the hidden ones together, with the items that all share.

    Agreement is worked out over items that in each group shown, and in what is left of the whole,
    enough people or nobody answered.
    """
    parts = dict(tally.groups)
    numbers = dict(invited)
    if open_to.rest:
        parts[open_to.rest_id] = reduce(add_counts, (parts[name] for name in open_to.rest))
        if all(name in invited for name in open_to.rest):
            numbers[open_to.rest_id] = sum(invited[name] for name in open_to.rest)
    groups = {
        name: People(
            questionnaire, counts, whole.smallest, whole.hidden, frozenset(), numbers.get(name)
        )
        for name, counts in parts.items()
    }
    agreed_over = set()
    for axis in item_sets(questionnaire).axes:
        here = [groups[name] for name in open_to.axes.get(axis.id, ())]
        for p in set(axis.items) - whole.hidden:
            answered = [group.answered(p) for group in here]
            rest = whole.answered(p) - sum(answered)
            if all(n >= whole.smallest for n in answered) and not is_few(rest, whole.smallest):
                agreed_over.add(p)
    return {
        name: replace(group, agreed_over=frozenset(agreed_over)) for name, group in groups.items()
    }


def _group(group: People, name: str, whole: People, open_to: Disclosure) -> GroupScore:
    if name not in open_to.groups:
        return GroupScore(name, (), whole.held_back, group.invited, (), (), ())
    sets = item_sets(group.questionnaire)
    here = [s for s in sets.axes if name in open_to.axes.get(s.id, ())]
    # Of few people two on each side are a split already: not told below where agreement is judged.
    least = group.questionnaire.thresholds.agreement_people
    split = [
        p
        for s in here
        for p in s.items
        if p in group.agreed_over and group.answered(p) >= least and is_split(group, p)
    ]
    return GroupScore(
        id=name,
        parts=open_to.rest if name == open_to.rest_id else (),
        respondents=group.n,
        invited=group.invited,
        axes=tuple(axis_score(group, s, visible=s in here) for s in sets.axes),
        # Of people whom the work is about a group's count would tell too much: they are known.
        barriers=()
        if group.questionnaire.lay
        else tuple(
            shared_by(
                group,
                s,
                group.part.barriers[s.id],
                visible=name in open_to.barriers.get(s.id, ()),
                severity=False,
            )
            for s in sets.barriers
        ),
        splits=tuple(group.questionnaire.items[p].id for p in sorted(split)),
    )


def _axis(
    whole: People, s: ItemSet, tally: Tally, groups: dict[str, People], open_to: Disclosure
) -> AxisScore:
    of = axis_score(whole, s, visible=s.id in open_to.axes)
    # Those who named no group, and what holds groups together, are no groups with a view.
    named = sorted(open_to.axes.get(s.id, frozenset()) - {"", open_to.rest_id})
    here = {name: distribution(groups[name].counts.cells[s.id], len(s.items)) for name in named}
    weighted: Maybe[Weighted]
    compared: Maybe[Comparison]
    if whole.one or tally.by is None:
        weighted = compared = ALONE if whole.one else Missing(Why.NOT_ASKED)
    elif len(here) < 2:
        weighted = compared = Missing(Why.TOO_FEW_GROUPS, needed=2)
    else:
        spreads = comparison.spreads(here)
        mean = sum((of.mean for of in spreads.values()), Fraction(0)) / len(spreads)
        weighted = Weighted(float(mean), len(spreads), len(dict(tally.groups).keys() - {""}))
        compared = Comparison(
            comparison.icc(list(spreads.values())),
            comparison.kruskal_wallis(list(here.values())),
            comparison.gaps(spreads),
        )
    return AxisScore(
        **vars(of),
        weighted=weighted,
        shares=axis_shares(whole, s),
        comparison=compared,
        items=tuple(whole.questionnaire.items[position].id for position in s.items),
    )


def _adjusted(axes: tuple[AxisScore, ...]) -> tuple[AxisScore, ...]:
    """Adjust the p values of the axes for their number."""
    found = {
        axis.score.id: axis.comparison.kruskal_wallis
        for axis in axes
        if isinstance(axis.comparison, Comparison)
        and not isinstance(axis.comparison.kruskal_wallis, Missing)
    }
    adjusted = comparison.holm({name: test.p for name, test in found.items()})
    return tuple(
        replace(
            axis,
            comparison=replace(
                axis.comparison,
                kruskal_wallis=replace(found[axis.score.id], adjusted=adjusted[axis.score.id]),
            ),
        )
        if axis.score.id in found and isinstance(axis.comparison, Comparison)
        else axis
        for axis in axes
    )


def _barrier_gaps(
    groups: dict[str, People], barriers: tuple[ItemSet, ...], open_to: Disclosure
) -> Iterator[BarrierGap]:
    """Compare how often groups report each barrier: a test over them all, and the ends."""
    shares: dict[str, dict[str, tuple[int, int]]] = {}
    for s in barriers:
        named = sorted(open_to.barriers.get(s.id, frozenset()) - {"", open_to.rest_id})
        reports = {name: groups[name].part.barriers[s.id] for name in named}
        if len(named) > 1:
            shares[s.id] = {name: (of.reported, of.answered) for name, of in reports.items()}
    adjusted = comparison.holm(
        {barrier: comparison.share_test(list(told.values())) for barrier, told in shares.items()}
    )
    for barrier, told in shares.items():
        yield comparison.barrier_gap(barrier, told, adjusted[barrier])


def _unseen(whole: People) -> tuple[str, ...]:
    """Name the hidden items that many could not judge: the strongest "don't know" hides an item."""
    least = max(whole.questionnaire.thresholds.visibility_share * whole.n, whole.smallest)
    return tuple(
        whole.questionnaire.items[p].id
        for p in sorted(whole.hidden)
        if whole.questionnaire.items[p].axis
        and whole.part.answers[p][whole.kinds.dont_know] >= least
    )
