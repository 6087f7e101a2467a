"""What do the counts of one group of people say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.table import Categories, categories
from collabcheck.core.scoring import agreement, reliability
from collabcheck.core.scoring.itemsets import ItemSet
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.scores import (
    FacetScore,
    GroupAxis,
    ItemScore,
    Kinds,
    SetScore,
    SharedBy,
    Shares,
)
from collabcheck.core.scoring.statistics import (
    has_score,
    item_distribution,
    mean_interval,
    scores,
    share_interval,
    spread,
)
from collabcheck.core.scoring.tally import Counts, Part, Reports

Distribution = list[tuple[int, int]]
ALONE = Missing(Why.TOO_FEW_PEOPLE, needed=2, have=1)


@dataclass(frozen=True)
class People:
    """Respondents whose numbers are worked out, and what of them may be told.

    smallest: people that a number needs. hidden: items, by position, that are told of nobody.
    compared: those that agreement is worked out over. invited: how many there are on the roster.
    """

    questionnaire: Questionnaire
    counts: Counts
    smallest: int
    hidden: frozenset[int]
    compared: frozenset[int]
    invited: int | None = None

    @property
    def n(self) -> int:
        """How many they are."""
        return self.counts.respondents

    @property
    def one(self) -> bool:
        """Whether it is one person, who sees all of their own."""
        return self.smallest == 1

    @property
    def part(self) -> Part:
        """The answers that count."""
        return self.counts.own or self.counts.scored

    @property
    def scale(self) -> Scale:
        """The scale that they answered on."""
        return self.questionnaire.scale

    @property
    def kinds(self) -> Categories:
        """The ways to answer."""
        return categories(self.scale)

    @property
    def held_back(self) -> Missing:
        """What stands in place of a hidden number."""
        return Missing(Why.HIDDEN, needed=self.smallest)

    def nothing(self, why: Why) -> Missing:
        """Say why a number is missing: one person is told; from two, it is just hidden."""
        return Missing(why) if self.one else self.held_back

    def keyed(self, position: int) -> Distribution:
        """Give (keyed code, respondents) for every point of an item's scale."""
        return item_distribution(
            self.part.answers[position],
            self.scale.lo,
            self.kinds.points,
            reverse=self.questionnaire.items[position].keying == "reverse",
        )

    def answered(self, position: int) -> int:
        """How many answered an item on the scale."""
        return sum(self.part.answers[position][: self.kinds.points])


def item_score(group: People, position: int) -> ItemScore:
    """Work out what is told of an item, by its position."""
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
    dont_know = kinds.dont_know / group.n
    if of is None and group.n >= group.smallest:
        why = Missing(Why.TOO_FEW_ANSWERED if kinds.set_aside else Why.NOBODY_ANSWERED)
        return ItemScore(name, why, why, why, kinds, why, why, why, dont_know)
    if of is None or position in group.hidden:
        why = group.held_back
        return ItemScore(name, why, why, why, why, why, why, why, why)
    of_all = shares(distribution, group.scale)
    favourable = sum(n for code, n in distribution if code >= group.scale.favourable)
    split = (
        min(of_all.favourable, of_all.unfavourable) >= group.questionnaire.thresholds.split_share
    )
    return ItemScore(
        id=name,
        n=of.n,
        mean=float(of.mean),
        counts=tuple(n for _, n in distribution),
        kinds=kinds,
        shares=of_all,
        favourable_interval=ALONE if group.one else share_interval(favourable, of.n),
        split=ALONE if group.one else split,
        dont_know_share=dont_know,
    )


def shares(distribution: Sequence[tuple[int, int]], scale: Scale) -> Shares:
    """Give the shares of favourable and unfavourable answers among one or more."""
    n = sum(count for _, count in distribution)
    return Shares(
        favourable=sum(count for code, count in distribution if code >= scale.favourable) / n,
        unfavourable=sum(count for code, count in distribution if code <= scale.unfavourable) / n,
    )


def axis_score(group: People, s: ItemSet, *, visible: bool) -> GroupAxis:
    """Work out what is told of an axis; where it is not `visible`, that it is hidden."""
    result = _set(group, s, visible=visible)
    of = [p for p in s.items if p not in group.hidden]
    items = [group.keyed(p) for p in s.items if p in group.compared]
    nothing = group.nothing(Why.TOO_FEW_ANSWERED)
    dont_know = sum(group.part.answers[p][group.kinds.dont_know] for p in of)
    told = group.one or (visible and any(n for item in items for _, n in item))
    alike = ALONE if group.one else None if told else nothing
    ad = alike or agreement.ad_j(items)
    moments, least = group.counts.moments[s.id], group.questionnaire.thresholds
    refused = reliability.refusal(moments, least.reliability_people, least.reliability_items)
    if refused and refused.have is not None and refused.have < group.smallest:
        refused = replace(refused, have=None)
    if not group.one and not visible:
        refused = nothing
    return GroupAxis(
        score=result,
        dont_know_share=dont_know / (len(of) * group.n) if of and visible else nothing,
        rwg=alike or agreement.rwg_j(items),
        ad=ad,
        agreed=_agreed(group, ad, result.n),
        alpha=refused or reliability.cronbach_alpha(moments),
        omega=refused or reliability.omega_total(moments),
    )


def _set(group: People, s: ItemSet, *, visible: bool) -> SetScore:
    scale, cells, size = group.scale, group.counts.cells[s.id], len(s.items)
    of = spread(scores(cells, size))
    if of is None or not visible:
        # That nobody has a score exposes nobody: no item was asked, or all were passed over.
        nobody = of is None and group.n >= group.smallest
        why = Missing(Why.TOO_FEW_ANSWERED) if nobody else group.nothing(Why.TOO_FEW_ANSWERED)
        return SetScore(s.id, why, why, why, why, why, why, why)
    interval = mean_interval(of, scale.lo, scale.hi, group.invited)
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


def _agreed(group: People, ad: Maybe[float], n: Maybe[int]) -> Maybe[bool]:
    if isinstance(ad, Missing):
        return ad
    least = group.questionnaire.thresholds.agreement_people
    if isinstance(n, Missing) or n < least:
        have = None if isinstance(n, Missing) else n
        return Missing(Why.TOO_FEW_PEOPLE, needed=least, have=have)
    return ad <= agreement.ad_cutoff(group.kinds.points)


def axis_shares(group: People, s: ItemSet) -> Maybe[Shares]:
    """Give the shares of the answers to the axis's visible items that are (un)favourable."""
    given = [pair for p in s.items if p not in group.hidden for pair in group.keyed(p)]
    if not any(n for _, n in given):
        return group.nothing(Why.TOO_FEW_ANSWERED)
    return shares(given, group.scale)


def facet_score(group: People, s: ItemSet) -> FacetScore:
    """Work out where a strand stands on an axis; hidden where one of its items is."""
    spreads = [of for position in s.items if (of := spread(group.keyed(position)))]
    if not spreads or not group.hidden.isdisjoint(s.items):
        why = group.nothing(Why.NOBODY_ANSWERED)
        return FacetScore(s.id, len(s.items), why, why)
    mean = float(sum((of.mean for of in spreads), Fraction(0)) / len(spreads))
    return FacetScore(s.id, len(spreads), mean, group.scale.band(mean).id)


def shared_by(
    group: People, s: ItemSet, reports: Reports, *, visible: bool, severity: bool
) -> SharedBy:
    """Work out how many spoke for a barrier or enabler, and its severity where it may be told."""
    if not reports.answered or not visible:
        why = group.nothing(Why.NOBODY_ANSWERED)
        return SharedBy(s.id, why, why, why, why, why)
    of = spread([pair for position in s.items for pair in group.keyed(position)])
    told = severity and of is not None and group.hidden.isdisjoint(s.items)
    return SharedBy(
        id=s.id,
        answered=reports.answered,
        reported=reports.reported,
        share=reports.reported / reports.answered,
        interval=ALONE if group.one else share_interval(reports.reported, reports.answered),
        severity=float((group.scale.hi - of.mean) / group.scale.width)
        if told and of is not None
        else group.held_back
        if severity
        else Missing(Why.NOT_ASKED),
    )
