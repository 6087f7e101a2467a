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
    distribution,
    has_score,
    item_distribution,
    mean_interval,
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
    agreed_over: those that agreement is worked out over. invited: how many there are on the roster.
    """

    questionnaire: Questionnaire
    counts: Counts
    smallest: int
    hidden: frozenset[int]
    agreed_over: frozenset[int]
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

    def no_answers(self, items: Sequence[int]) -> Missing:
        """Say why no answer to `items` counts: that exposes nobody, unless they are few in all."""
        rows = [self.part.answers[p] for p in items]
        given = any(sum(row[: self.kinds.points]) + row[self.kinds.set_aside] for row in rows)
        why = Missing(Why.TOO_FEW_ANSWERED if given else Why.NOBODY_ANSWERED)
        return why if self.n >= self.smallest else self.held_back

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
    answers = group.keyed(position)
    kinds = Kinds(
        answered=sum(row[: group.kinds.points]),
        dont_know=row[group.kinds.dont_know],
        not_applicable=row[group.kinds.not_applicable],
        blank=row[group.kinds.blank],
        set_aside=row[group.kinds.set_aside],
    )
    of = spread(answers)
    dont_know = kinds.dont_know / group.n
    if of is None and group.n >= group.smallest:
        why = group.no_answers([position])
        return ItemScore(name, why, why, why, kinds, why, why, why, why, dont_know)
    if of is None or position in group.hidden:
        why = group.held_back
        return ItemScore(name, why, why, why, why, why, why, why, why, why)
    favourable, unfavourable = sides(answers, group.scale)
    return ItemScore(
        id=name,
        n=of.n,
        mean=float(of.mean),
        counts=tuple(n for _, n in answers),
        kinds=kinds,
        shares=Shares(favourable / of.n, unfavourable / of.n),
        favourable_interval=ALONE if group.one else share_interval(favourable, of.n),
        unfavourable_interval=ALONE if group.one else share_interval(unfavourable, of.n),
        split=ALONE if group.one else is_split(group, position),
        dont_know_share=dont_know,
    )


def is_split(group: People, position: int) -> bool:
    """Tell whether opinion on an item that somebody answered is split."""
    fewer = min(sides(group.keyed(position), group.scale))
    return fewer / group.answered(position) >= group.questionnaire.thresholds.split_share


def sides(answers: Distribution, scale: Scale) -> tuple[int, int]:
    """Count favourable and unfavourable answers."""
    return (
        sum(count for code, count in answers if code >= scale.favourable),
        sum(count for code, count in answers if code <= scale.unfavourable),
    )


def axis_score(group: People, s: ItemSet, *, visible: bool) -> GroupAxis:
    """Work out what is told of an axis; where it is not `visible`, that it is hidden."""
    result = set_score(group, s, visible=visible)
    of = [p for p in s.items if p not in group.hidden]
    compared = [p for p in s.items if p in group.agreed_over]
    items = [group.keyed(p) for p in compared]
    unscored = result.mean if isinstance(result.mean, Missing) else None
    nothing = unscored or group.nothing(Why.TOO_FEW_ANSWERED)
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
        agreed=_agreed(group, ad, result.n, compared),
        alpha=refused or reliability.cronbach_alpha(moments),
        omega=refused or reliability.omega_total(moments),
    )


def set_score(group: People, s: ItemSet, *, visible: bool) -> SetScore:
    """Work out what is told of the score on a set; where it is not `visible`, that it is hidden."""
    scale, cells, size = group.scale, group.counts.cells[s.id], len(s.items)
    of = spread(distribution(cells, size))
    if of is None or not visible:
        # That nobody has a score exposes nobody: no item was asked, or all were passed over.
        nobody = of is None and group.n >= group.smallest
        why = Missing(Why.TOO_FEW_ANSWERED) if nobody else group.held_back
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


def _agreed(group: People, ad: Maybe[float], n: Maybe[int], items: Sequence[int]) -> Maybe[bool]:
    """Judge agreement, where enough people answered each of the `items` that it rests on.

    n: how many have a score. How many of a group answered an item is not told.
    """
    if isinstance(ad, Missing):
        return ad
    least = group.questionnaire.thresholds.agreement_people
    if min(map(group.answered, items)) < least:
        have = None if isinstance(n, Missing) or n >= least else n
        return Missing(Why.TOO_FEW_PEOPLE, needed=least, have=have)
    return ad <= agreement.ad_cutoff(group.kinds.points)


def axis_shares(group: People, s: ItemSet) -> Maybe[Shares]:
    """Give the shares of the answers to the axis's visible items that are (un)favourable."""
    given = [pair for p in s.items if p not in group.hidden for pair in group.keyed(p)]
    n = sum(count for _, count in given)
    if not n:
        return group.nothing(Why.TOO_FEW_ANSWERED)
    favourable, unfavourable = sides(given, group.scale)
    return Shares(favourable / n, unfavourable / n)


def facet_score(group: People, s: ItemSet) -> FacetScore:
    """Work out where a strand stands on an axis; hidden where one of its items is."""
    spreads = [of for position in s.items if (of := spread(group.keyed(position)))]
    if not spreads or not group.hidden.isdisjoint(s.items):
        why = group.held_back if spreads else group.no_answers(s.items)
        return FacetScore(s.id, len(s.items), why, why)
    mean = float(sum((of.mean for of in spreads), Fraction(0)) / len(spreads))
    return FacetScore(s.id, len(spreads), mean, group.scale.band(mean).id)


def shared_by(
    group: People, s: ItemSet, reports: Reports, *, visible: bool, severity: bool
) -> SharedBy:
    """Work out how many spoke for a barrier or enabler, and its severity where it may be told."""
    if not reports.answered or not visible:
        why = group.held_back if reports.answered else group.no_answers(s.items)
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
