"""How does a tally become scores?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale, Thresholds
from collabcheck.core.responses.response import key_of
from collabcheck.core.responses.table import Categories, categories
from collabcheck.core.scoring import agreement, reliability
from collabcheck.core.scoring.disclosure import hidden_items, shown
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.scores import (
    AxisScore,
    FacetScore,
    ItemScore,
    Kinds,
    Scores,
    SetScore,
    SharedBy,
    Shares,
    Weighted,
)
from collabcheck.core.scoring.statistics import (
    has_score,
    item_distribution,
    mean_interval,
    scores,
    share_interval,
    spread,
)
from collabcheck.core.scoring.tally import Counts, Part, Reports, Tally

Distribution = list[tuple[int, int]]
ALONE = Missing(Why.TOO_FEW_PEOPLE, needed=2, have=1)


def score(questionnaire: Questionnaire, tally: Tally) -> Scores:
    """Work out every number that the tally carries, and hide those that would expose somebody.

    One respondent sees everything of their own. From two, nothing about fewer than the smallest
    cell is given. Raises `CollabcheckError` for a tally of another questionnaire.
    """
    if (tally.questionnaire, tally.rules) != (key_of(questionnaire), questionnaire.rules):
        raise CollabcheckError(
            "this tally is of another questionnaire or version",
            mend="score it with the questionnaire that was answered",
        )
    group = _Group(questionnaire, tally, tally.whole)
    people = {name: counts.respondents for name, counts in tally.groups}
    visible = shown(people, group.smallest)
    sets = item_sets(questionnaire)
    return Scores(
        respondents=group.people if group.people >= group.smallest else group.held_back,
        one_person=group.one,
        by=tally.by,
        groups=tuple(
            (name, n if name in visible else group.held_back) for name, n in people.items()
        )
        if tally.by and visible and group.people >= group.smallest
        else (),
        items=group.items,
        axes=tuple(_axis(group, s) for s in sets.axes),
        facets=tuple(_facet(group, s) for s in sets.facets),
        barriers=tuple(_shared(group, s, group.part.barriers[s.id]) for s in sets.barriers),
        enablers=tuple(
            replace(_shared(group, s, group.part.enablers[s.id]), severity=Missing(Why.NOT_ASKED))
            for s in sets.enablers
        ),
        unseen=_unseen(group),
    )


@dataclass(frozen=True)
class _Group:
    """The respondents that are scored, and how many there must be for a number to be given."""

    questionnaire: Questionnaire
    tally: Tally
    counts: Counts

    @property
    def people(self) -> int:
        return self.counts.respondents

    @property
    def one(self) -> bool:
        return self.people == 1

    @property
    def part(self) -> Part:
        return self.counts.every if self.one else self.counts.scored

    @property
    def smallest(self) -> int:
        return 1 if self.one else self.thresholds.smallest_cell

    @property
    def thresholds(self) -> Thresholds:
        return self.questionnaire.thresholds

    @property
    def scale(self) -> Scale:
        return self.questionnaire.scale

    @property
    def kinds(self) -> Categories:
        return categories(self.scale)

    @property
    def held_back(self) -> Missing:
        return Missing(Why.HIDDEN, needed=self.smallest)

    def nothing(self, why: Why) -> Missing:
        """Say why a number is missing: one person is told; from two, it is just hidden."""
        return Missing(why) if self.one else self.held_back

    @cached_property
    def hidden_items(self) -> frozenset[int]:
        answered = [sum(row[: self.kinds.points]) for row in self.part.answers]
        return frozenset(
            axis.items[position]
            for axis in item_sets(self.questionnaire).axes
            for position in hidden_items([answered[p] for p in axis.items], self.smallest)
        )

    @cached_property
    def items(self) -> tuple[ItemScore, ...]:
        return tuple(_item(self, position) for position in range(len(self.part.answers)))

    def touches_hidden(self, s: ItemSet) -> bool:
        """Tell whether an item of the set is hidden: a number on few items would give it away."""
        return not self.hidden_items.isdisjoint(s.items)

    def keyed(self, position: int) -> Distribution:
        """Give (keyed code, respondents) for every point of an item's scale."""
        return item_distribution(
            self.part.answers[position],
            self.scale.lo,
            self.kinds.points,
            reverse=self.questionnaire.items[position].keying == "reverse",
        )


def _unseen(group: _Group) -> tuple[str, ...]:
    """Name the hidden items that many could not judge: the strongest "don't know" hides an item."""
    least = max(group.thresholds.visibility_share * group.people, group.smallest)
    return tuple(
        group.items[p].id
        for p in sorted(group.hidden_items)
        if group.part.answers[p][group.kinds.dont_know] >= least
    )


def _item(group: _Group, position: int) -> ItemScore:
    name, row = group.questionnaire.items[position].id, group.part.answers[position]
    distribution = group.keyed(position)
    kinds = Kinds(
        answered=sum(row[: group.kinds.points]),
        dont_know=row[group.kinds.dont_know],
        not_applicable=row[group.kinds.not_applicable],
        blank=row[group.kinds.blank],
        set_aside=row[group.kinds.set_aside],
    )
    of = spread(distribution)
    dont_know = kinds.dont_know / group.people
    if of is None and group.people >= group.smallest:
        why = Missing(Why.TOO_FEW_ANSWERED if kinds.set_aside else Why.NOBODY_ANSWERED)
        return ItemScore(name, why, why, why, kinds, why, why, why, dont_know)
    if of is None or position in group.hidden_items:
        why = group.held_back
        return ItemScore(name, why, why, why, why, why, why, why, why)
    shares = _shares(distribution, group.scale)
    favourable = sum(n for code, n in distribution if code >= group.scale.favourable)
    split = min(shares.favourable, shares.unfavourable) >= group.thresholds.split_share
    return ItemScore(
        id=name,
        n=of.n,
        mean=float(of.mean),
        counts=tuple(n for _, n in distribution),
        kinds=kinds,
        shares=shares,
        favourable_interval=ALONE if group.one else share_interval(favourable, of.n),
        split=ALONE if group.one else split,
        dont_know_share=dont_know,
    )


def _shares(distribution: Sequence[tuple[int, int]], scale: Scale) -> Shares:
    n = sum(count for _, count in distribution)
    return Shares(
        favourable=sum(count for code, count in distribution if code >= scale.favourable) / n,
        unfavourable=sum(count for code, count in distribution if code <= scale.unfavourable) / n,
    )


def _set(group: _Group, s: ItemSet) -> SetScore:
    scale, cells, size = group.scale, group.counts.cells[s.id], len(s.items)
    of = spread(scores(cells, size))
    if of is None or of.n < group.smallest:
        why = group.nothing(Why.TOO_FEW_ANSWERED)
        return SetScore(s.id, why, why, why, why, why, why, why)
    interval = mean_interval(of, scale.lo, scale.hi)
    could_be: Maybe[tuple[str, ...]]
    if isinstance(interval, Missing):
        could_be = interval
    else:
        bands = [band.id for band in scale.rising]
        ends = [bands.index(scale.band(end).id) for end in (interval.low, interval.high)]
        could_be = tuple(bands[ends[0] : ends[1] + 1])
    return SetScore(
        id=s.id,
        n=of.n,
        unscored=sum(count for cell, count in cells if not has_score(cell, size)),
        mean=float(of.mean),
        sd=ALONE if of.variance is None else float(of.variance) ** 0.5,
        interval=interval,
        band=scale.band(float(of.mean)).id,
        could_be=could_be,
    )


def _facet(group: _Group, s: ItemSet) -> FacetScore:
    spreads = [of for position in s.items if (of := spread(group.keyed(position)))]
    if not spreads or group.touches_hidden(s):
        why = group.nothing(Why.NOBODY_ANSWERED)
        return FacetScore(s.id, len(s.items), why, why)
    mean = float(sum((of.mean for of in spreads), Fraction(0)) / len(spreads))
    return FacetScore(s.id, len(spreads), mean, group.scale.band(mean).id)


def _axis(group: _Group, s: ItemSet) -> AxisScore:
    result = _set(group, s)
    # Only over the items that may be shown: with a hidden one, the difference would give it away.
    visible = [p for p in s.items if p not in group.hidden_items]
    items = [group.keyed(position) for position in visible]
    nothing = group.nothing(Why.TOO_FEW_ANSWERED)
    dont_know = sum(group.part.answers[p][group.kinds.dont_know] for p in visible)
    given = [pair for item in items for pair in item]
    answered = any(n for _, n in given)
    seen = items and group.people >= group.smallest
    alike = ALONE if group.one else None if answered else nothing
    ad = alike or agreement.ad_j(items)
    moments = group.counts.moments[s.id]
    least = group.thresholds
    refused = reliability.refusal(moments, least.reliability_people, least.reliability_items)
    if refused and refused.have is not None and refused.have < group.smallest:
        refused = replace(refused, have=None)
    if isinstance(result.n, Missing) and not group.one:
        refused = nothing
    return AxisScore(
        score=result,
        weighted=_weighted(group, s),
        shares=_shares(given, group.scale) if answered else nothing,
        dont_know_share=dont_know / (len(items) * group.people) if seen else nothing,
        rwg=alike or agreement.rwg_j(items),
        ad=ad,
        agreed=_agreed(group, ad, result.n),
        alpha=refused or reliability.cronbach_alpha(moments),
        omega=refused or reliability.omega_total(moments),
        items=tuple(group.items[position].id for position in s.items),
    )


def _agreed(group: _Group, ad: Maybe[float], n: Maybe[int]) -> Maybe[bool]:
    if isinstance(ad, Missing):
        return ad
    if isinstance(n, Missing) or n < group.thresholds.agreement_people:
        have = None if isinstance(n, Missing) else n
        return Missing(Why.TOO_FEW_PEOPLE, needed=group.thresholds.agreement_people, have=have)
    return ad <= agreement.ad_cutoff(group.kinds.points)


def _weighted(group: _Group, s: ItemSet) -> Maybe[Weighted]:
    """Average the means of the groups that may be shown on this axis.

    Hidden groups stay out: beside the mean over all, a mean that included them would tell theirs.
    """
    if group.one or group.tally.by is None:
        return ALONE if group.one else Missing(Why.NOT_ASKED)
    spreads = {
        name: spread(scores(counts.cells[s.id], len(s.items)))
        for name, counts in group.tally.groups
    }
    # Those who named no group count for the hiding, but are none themselves.
    people = {name: of.n if of else 0 for name, of in spreads.items()}
    visible = shown(people, group.smallest) - {""}
    means = [of.mean for name, of in spreads.items() if of and name in visible]
    if len(means) < 2:
        return Missing(Why.TOO_FEW_GROUPS, needed=2)
    return Weighted(
        float(sum(means, Fraction(0)) / len(means)), len(means), len(spreads.keys() - {""})
    )


def _shared(group: _Group, s: ItemSet, reports: Reports) -> SharedBy:
    of = spread([pair for position in s.items for pair in group.keyed(position)])
    if of is None or reports.answered < group.smallest or group.touches_hidden(s):
        why = group.nothing(Why.NOBODY_ANSWERED)
        return SharedBy(s.id, why, why, why, why, why)
    return SharedBy(
        id=s.id,
        answered=reports.answered,
        reported=reports.reported,
        share=reports.reported / reports.answered,
        interval=ALONE if group.one else share_interval(reports.reported, reports.answered),
        severity=float((group.scale.hi - of.mean) / group.scale.width),
    )
