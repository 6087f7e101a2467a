"""Which numbers does a tally give, and which are held back?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.reliability import Alpha, Omega
from collabcheck.core.scoring.statistics import Interval


@dataclass(frozen=True)
class Shares:
    """Shares of the answers given on the scale, after keying: 0 to 1."""

    favourable: float
    unfavourable: float

    @property
    def net(self) -> float:
        """Favourable less unfavourable, -1 to 1."""
        return self.favourable - self.unfavourable


@dataclass(frozen=True)
class Kinds:
    """How many answers were of each kind, out of all respondents.

    set_aside: given, but not counted, by somebody in a group who has no score on the axis.
    """

    answered: int
    dont_know: int
    not_applicable: int
    blank: int
    set_aside: int


@dataclass(frozen=True)
class ItemScore:
    """One item: `counts` has one number a point of the scale, lowest keyed code first."""

    id: str
    n: Maybe[int]
    mean: Maybe[float]
    counts: Maybe[tuple[int, ...]]
    kinds: Maybe[Kinds]
    shares: Maybe[Shares]
    favourable_interval: Maybe[Interval]
    unfavourable_interval: Maybe[Interval]
    split: Maybe[bool]
    dont_know_share: Maybe[float]


@dataclass(frozen=True)
class SetScore:
    """The score of an axis.

    n: respondents with a score. unscored: respondents without. mean, sd and interval are in points
    of the scale. band: the id of the band of the unrounded mean. could_be: the ids of the bands
    that the interval reaches, lowest first; the band is firm where that is one.
    """

    id: str
    n: Maybe[int]
    unscored: Maybe[int]
    mean: Maybe[float]
    sd: Maybe[float]
    interval: Maybe[Interval]
    band: Maybe[str]
    could_be: Maybe[tuple[str, ...]]

    @property
    def firm(self) -> bool:
        """Whether the whole interval lies in the band of the mean."""
        return isinstance(self.could_be, tuple) and len(self.could_be) == 1


@dataclass(frozen=True)
class FacetScore:
    """Where a strand crosses an axis: the mean of the means of `items` items, each counted once.

    It is worked out from the items alone, so that it tells nothing that they do not. It has no
    interval: with one to three items it shows where to look, and no more.
    """

    id: str
    items: int
    mean: Maybe[float]
    band: Maybe[str]


@dataclass(frozen=True)
class Weighted:
    """The mean of group means, each group counted once, over `counted` of `groups` groups."""

    mean: float
    counted: int
    groups: int


@dataclass(frozen=True)
class Gap:
    """How far apart two groups stand on an axis.

    low, high: the ids of the groups. difference: of their means, high less low, in points of the
    scale, with Welch's interval. g: Hedges' g, in pooled standard deviations.
    """

    low: str
    high: str
    difference: float
    interval: Maybe[Interval]
    g: Maybe[float]
    g_interval: Maybe[Interval]


@dataclass(frozen=True)
class Icc:
    """How much of the spread lies between groups: `one`, and how reliable their means are: `two`.

    groups: how many were compared.
    """

    one: float
    two: Maybe[float]
    groups: int


@dataclass(frozen=True)
class KruskalWallis:
    """Whether groups differ at all: H, its degrees of freedom, p, and p adjusted over the axes."""

    h: float
    degrees: int
    p: float
    adjusted: float


@dataclass(frozen=True)
class Comparison:
    """The groups that may be shown on an axis, compared: `gaps` of every two, widest first."""

    icc: Maybe[Icc]
    kruskal_wallis: Maybe[KruskalWallis]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class GroupAxis:
    """What is known about one group on an axis: score, agreement and reliability."""

    score: SetScore
    dont_know_share: Maybe[float]
    rwg: Maybe[float]
    ad: Maybe[float]
    agreed: Maybe[bool]
    alpha: Maybe[Alpha]
    omega: Maybe[Omega]


@dataclass(frozen=True)
class AxisScore(GroupAxis):
    """One axis over everybody, and its groups compared. items: the ids of its items."""

    weighted: Maybe[Weighted]
    shares: Maybe[Shares]
    comparison: Maybe[Comparison]
    items: tuple[str, ...]


@dataclass(frozen=True)
class SharedBy:
    """How many of those who answered spoke for a barrier or enabler.

    share: 0 to 1, with Wilson's interval. severity: barriers only, 0 (best) to 1 (worst): the
    distance of the items' mean from the best answer, over the width of the scale.
    """

    id: str
    answered: Maybe[int]
    reported: Maybe[int]
    share: Maybe[float]
    interval: Maybe[Interval]
    severity: Maybe[float]


@dataclass(frozen=True)
class BarrierGap:
    """The two groups that report a barrier most and least often: shares, 0 to 1.

    difference: high less low, with Newcombe's interval. adjusted: p of
    `share_test` over all groups, adjusted over the barriers.
    """

    id: str
    low: str
    high: str
    low_share: float
    high_share: float
    difference: float
    interval: Interval
    adjusted: float


@dataclass(frozen=True)
class Edge:
    """Two axes that go together: Pearson's r over everybody with a score on both, first by order.

    The interval leaves out 0. It is that for as few people as must have both scores, going by how
    many have each, so that it does not tell how many do.
    """

    first: str
    second: str
    r: float
    interval: Interval


@dataclass(frozen=True)
class LeftOut:
    """An axis that was compared with no other."""

    axis: str
    why: Missing


@dataclass(frozen=True)
class Network:
    """Which axes go together: `edges`, the strongest first, of `compared` pairs of axes."""

    edges: tuple[Edge, ...]
    compared: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class GroupScore:
    """One group: its size, and its axes and barriers; none of these where the group is hidden.

    parts: the ids of the hidden groups that this one holds together, else none. As the shown groups
    and the total tell what these are together, it may be shown too. invited: how many there are on
    the roster, None without one. splits: ids of the items on which the group itself is split.
    """

    id: str
    parts: tuple[str, ...]
    respondents: Maybe[int]
    invited: int | None
    axes: tuple[GroupAxis, ...]
    barriers: tuple[SharedBy, ...]
    splits: tuple[str, ...]


@dataclass(frozen=True)
class SelfGap:
    """How far those of a group see it otherwise than all others do.

    difference: their own mean less that of the others together, in points of the scale, with
    Welch's interval. g: Hedges' g, in pooled standard deviations.
    """

    difference: float
    interval: Maybe[Interval]
    g: Maybe[float]
    g_interval: Maybe[Interval]


@dataclass(frozen=True)
class Rated:
    """How a group is seen in a round robin, on the items about it.

    target: its id. everyone: all who rated it. by_group: (rater's id, score) for each group of
    raters that may be shown, itself included; none where answers are not grouped so. others: all
    but itself, together; weighted: the mean of the means of the groups shown but itself, each once.
    gap: how it sees itself, less how the others do.
    """

    target: str
    everyone: SetScore
    by_group: tuple[tuple[str, SetScore], ...]
    others: Maybe[SetScore]
    weighted: Maybe[Weighted]
    gap: Maybe[SelfGap]
    items: tuple[str, ...]

    @property
    def own(self) -> SetScore | None:
        """How the group sees itself; None where it is not among the raters shown."""
        return dict(self.by_group).get(self.target)


@dataclass(frozen=True)
class Scores:
    """All numbers about one set of responses, with what must be hidden already hidden.

    invited: how many there are on the roster, None without one. groups: hidden ones among them,
    unless none may be shown. unseen: the ids of hidden items of which as many don't know as makes a
    finding. robin: how groups see each other, for each that a round robin is about.
    """

    respondents: Maybe[int]
    one_person: bool
    invited: int | None
    by: str | None
    groups: tuple[GroupScore, ...]
    items: tuple[ItemScore, ...]
    axes: tuple[AxisScore, ...]
    facets: tuple[FacetScore, ...]
    barriers: tuple[SharedBy, ...]
    enablers: tuple[SharedBy, ...]
    barrier_gaps: tuple[BarrierGap, ...]
    network: Maybe[Network]
    unseen: tuple[str, ...]
    robin: tuple[Rated, ...]
