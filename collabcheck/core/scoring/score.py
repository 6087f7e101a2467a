"""How does a tally become scores?"""

from __future__ import annotations

from fractions import Fraction

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import key_of
from collabcheck.core.responses.table import categories
from collabcheck.core.scoring import agreement, reliability
from collabcheck.core.scoring.disclosure import shown
from collabcheck.core.scoring.itemsets import ItemSet, item_sets
from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.scores import (
    AxisScore,
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
from collabcheck.core.scoring.tally import Counts, Reports, Tally


def score(questionnaire: Questionnaire, tally: Tally) -> Scores:
    """Work out every number that the tally carries, and hide those that would expose somebody.

    One respondent sees everything of their own. From two, nothing about fewer than the smallest
    cell is given. Raises `CollabcheckError` for a tally of another questionnaire.
    """
    if tally.questionnaire != key_of(questionnaire):
        raise CollabcheckError(
            "this tally is of another questionnaire or version",
            mend="score it with the questionnaire that was answered",
        )
    whole = tally.whole
    one = whole.respondents == 1
    smallest = 1 if one else questionnaire.thresholds.smallest_cell
    too_few = whole.respondents < smallest
    sets = item_sets(questionnaire)
    items = {
        position: _item(questionnaire, position, whole, smallest)
        for position in range(len(questionnaire.items))
    }
    visible = shown({name: counts.respondents for name, counts in tally.groups}, smallest)
    return Scores(
        respondents=hidden(smallest) if too_few else whole.respondents,
        one_person=one,
        smallest_cell=questionnaire.thresholds.smallest_cell,
        by=tally.by,
        groups=tuple(
            (name, counts.respondents if name in visible and not too_few else hidden(smallest))
            for name, counts in tally.groups
        )
        if tally.by
        else (),
        items=tuple(items.values()),
        axes=tuple(_axis(questionnaire, tally, whole, s, items, smallest) for s in sets.axes),
        facets=tuple(_facet(questionnaire, whole, s, items, smallest) for s in sets.facets),
        barriers=tuple(
            _shared(questionnaire, whole, s, whole.barriers[s.id], items, smallest)
            for s in sets.barriers
        ),
        enablers=tuple(
            _shared(questionnaire, whole, s, whole.enablers[s.id], items, smallest)
            for s in sets.enablers
        ),
    )


def hidden(smallest: int) -> Missing:
    """Give the mark of a number held back because it is about fewer than `smallest` people."""
    return Missing(Why.HIDDEN, needed=smallest)


def _item(questionnaire: Questionnaire, position: int, whole: Counts, smallest: int) -> ItemScore:
    item, scale = questionnaire.items[position], questionnaire.scale
    kinds, row = categories(scale), whole.answers[position]
    distribution = item_distribution(
        row, scale.lo, kinds.points, reverse=item.keying == "reverse"
    )
    of = spread(distribution)
    n = of.n if of else 0
    if n < smallest:
        why = Missing(Why.NOBODY_ANSWERED) if smallest == 1 else hidden(smallest)
        counted = _kinds(questionnaire, row) if smallest == 1 else why
        return ItemScore(item.id, why, why, why, counted, why, why, why, why)
    shares = _shares(distribution, scale)
    split_at = questionnaire.thresholds.split_share
    return ItemScore(
        id=item.id,
        n=n,
        mean=float(of.mean) if of else Missing(Why.NOBODY_ANSWERED),
        counts=tuple(count for _, count in distribution),
        kinds=_kinds(questionnaire, row),
        shares=shares,
        favourable_interval=share_interval(round(shares.favourable * n), n)
        if n > 1
        else Missing(Why.ONE_PERSON),
        split=min(shares.favourable, shares.unfavourable) >= split_at
        if n > 1
        else Missing(Why.ONE_PERSON),
        dont_know_share=row[kinds.dont_know] / whole.respondents,
    )


def _kinds(questionnaire: Questionnaire, row: tuple[int, ...]) -> Kinds:
    kinds = categories(questionnaire.scale)
    return Kinds(
        answered=sum(row[: kinds.points]),
        dont_know=row[kinds.dont_know],
        not_applicable=row[kinds.not_applicable],
        blank=row[kinds.blank],
    )


def _shares(distribution: list[tuple[int, int]], scale: Scale) -> Shares:
    n = sum(count for _, count in distribution)
    return Shares(
        favourable=sum(count for code, count in distribution if code >= scale.favourable) / n,
        unfavourable=sum(count for code, count in distribution if code <= scale.unfavourable) / n,
    )


def _set(questionnaire: Questionnaire, whole: Counts, s: ItemSet, smallest: int) -> SetScore:
    scale, cells, size = questionnaire.scale, whole.cells[s.id], len(s.items)
    of = spread(scores(cells, size))
    n = of.n if of else 0
    if of is None or n < smallest:
        why = hidden(smallest) if smallest > 1 else Missing(Why.TOO_FEW_ANSWERED)
        return SetScore(s.id, why, why, why, why, why, why, why)
    interval = mean_interval(of, scale.lo, scale.hi)
    bands = [band.id for band in scale.rising]
    if isinstance(interval, Missing):
        could_be: Maybe[tuple[str, ...]] = interval
    else:
        ends = [bands.index(scale.band(end).id) for end in (interval.low, interval.high)]
        could_be = tuple(bands[ends[0] : ends[1] + 1])
    alone = Missing(Why.TOO_FEW_PEOPLE, needed=2, have=1)
    return SetScore(
        id=s.id,
        n=n,
        unscored=sum(count for cell, count in cells if not has_score(cell, size)),
        mean=float(of.mean),
        sd=alone if of.variance is None else float(of.variance) ** 0.5,
        interval=interval,
        band=scale.band(float(of.mean)).id,
        could_be=could_be,
    )


def _facet(
    questionnaire: Questionnaire,
    whole: Counts,
    s: ItemSet,
    items: dict[int, ItemScore],
    smallest: int,
) -> SetScore:
    """Score a facet; hidden with any of its items, as a facet of few items would tell theirs."""
    if smallest > 1 and _touches_hidden(s, items):
        why = hidden(smallest)
        return SetScore(s.id, why, why, why, why, why, why, why)
    return _set(questionnaire, whole, s, smallest)


def _touches_hidden(s: ItemSet, items: dict[int, ItemScore]) -> bool:
    return any(isinstance(items[position].n, Missing) for position in s.items)


def _axis(  # noqa: PLR0913 - what an axis draws on
    questionnaire: Questionnaire,
    tally: Tally,
    whole: Counts,
    s: ItemSet,
    items: dict[int, ItemScore],
    smallest: int,
) -> AxisScore:
    thresholds, scale = questionnaire.thresholds, questionnaire.scale
    result = _set(questionnaire, whole, s, smallest)
    open_items = [position for position in s.items if not isinstance(items[position].n, Missing)]
    distributions = [
        item_distribution(
            whole.answers[position],
            scale.lo,
            len(scale.points),
            reverse=questionnaire.items[position].keying == "reverse",
        )
        for position in open_items
    ]
    rows = [whole.answers[position] for position in open_items]
    asked = len(rows) * whole.respondents
    kinds = categories(scale)
    nothing = hidden(smallest) if smallest > 1 else Missing(Why.TOO_FEW_ANSWERED)
    refused = reliability.refusal(
        whole.moments[s.id], thresholds.reliability_people, thresholds.reliability_items
    )
    if isinstance(result.n, Missing):
        refused = result.n if smallest > 1 else refused
    alone = Missing(Why.TOO_FEW_PEOPLE, needed=2, have=1)
    many = whole.respondents > 1 and bool(rows)
    ad = agreement.ad_j(distributions) if many else (alone if smallest == 1 else nothing)
    people = result.n if isinstance(result.n, int) else 0
    return AxisScore(
        score=result,
        weighted=_weighted(tally, s, smallest),
        shares=_shares([pair for d in distributions for pair in d], scale) if rows else nothing,
        dont_know_share=sum(row[kinds.dont_know] for row in rows) / asked if rows else nothing,
        rwg=agreement.rwg_j(distributions) if many else ad if isinstance(ad, Missing) else nothing,
        ad=ad,
        agreed=ad
        if isinstance(ad, Missing)
        else Missing(Why.TOO_FEW_PEOPLE, needed=thresholds.agreement_people, have=people)
        if people < thresholds.agreement_people
        else ad <= agreement.ad_cutoff(len(scale.points)),
        alpha=refused or reliability.cronbach_alpha(whole.moments[s.id]),
        omega=refused or reliability.omega_total(whole.moments[s.id]),
        items=tuple(items[position].id for position in s.items),
    )


def _weighted(tally: Tally, s: ItemSet, smallest: int) -> Maybe[Weighted]:
    """Average the means of the groups that may be shown on this axis.

    Hidden groups stay out: beside the mean over all, a mean that included them would give theirs away.
    """
    if tally.by is None or smallest == 1:
        return Missing(Why.ONE_PERSON if smallest == 1 else Why.NOT_ASKED)
    spreads = {
        name: spread(scores(counts.cells[s.id], len(s.items)))
        for name, counts in tally.groups
        if name
    }
    open_groups = shown({name: of.n if of else 0 for name, of in spreads.items()}, smallest)
    means = [of.mean for name, of in spreads.items() if of and name in open_groups]
    if len(means) < 2:
        return Missing(Why.TOO_FEW_GROUPS, needed=2)
    mean = sum(means, Fraction(0)) / len(means)
    return Weighted(float(mean), len(means), len(spreads))


def _shared(  # noqa: PLR0913 - what a barrier draws on
    questionnaire: Questionnaire,
    whole: Counts,
    s: ItemSet,
    reports: Reports,
    items: dict[int, ItemScore],
    smallest: int,
) -> SharedBy:
    """Score a barrier or enabler; hidden with any of its items, as their difference would tell."""
    if reports.answered < smallest or (smallest > 1 and _touches_hidden(s, items)):
        why = hidden(smallest) if smallest > 1 else Missing(Why.NOBODY_ANSWERED)
        return SharedBy(s.id, why, why, why, why, why)
    scale = questionnaire.scale
    pooled = [
        pair
        for position in s.items
        for pair in item_distribution(
            whole.answers[position],
            scale.lo,
            len(scale.points),
            reverse=questionnaire.items[position].keying == "reverse",
        )
    ]
    of = spread(pooled)
    return SharedBy(
        id=s.id,
        answered=reports.answered,
        reported=reports.reported,
        share=reports.reported / reports.answered,
        interval=share_interval(reports.reported, reports.answered)
        if whole.respondents > 1
        else Missing(Why.ONE_PERSON),
        severity=float((scale.hi - of.mean) / scale.width)
        if of
        else Missing(Why.NOBODY_ANSWERED),
    )
