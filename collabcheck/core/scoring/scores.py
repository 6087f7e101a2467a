"""Which numbers does a tally give, and which are held back?"""

from __future__ import annotations

from dataclasses import dataclass

from collabcheck.core.scoring.missing import Maybe
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
class AxisScore:
    """One axis: its score, what is known about agreement and reliability, the ids of its items."""

    score: SetScore
    weighted: Maybe[Weighted]
    shares: Maybe[Shares]
    dont_know_share: Maybe[float]
    rwg: Maybe[float]
    ad: Maybe[float]
    agreed: Maybe[bool]
    alpha: Maybe[Alpha]
    omega: Maybe[Omega]
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
class Scores:
    """All numbers about one set of responses, with what must be hidden already hidden.

    groups: the number of respondents of each group, hidden where it would give somebody away.
    unseen: the ids of hidden items of which as many don't know as makes a finding.
    """

    respondents: Maybe[int]
    one_person: bool
    by: str | None
    groups: tuple[tuple[str, Maybe[int]], ...]
    items: tuple[ItemScore, ...]
    axes: tuple[AxisScore, ...]
    facets: tuple[FacetScore, ...]
    barriers: tuple[SharedBy, ...]
    enablers: tuple[SharedBy, ...]
    unseen: tuple[str, ...]
