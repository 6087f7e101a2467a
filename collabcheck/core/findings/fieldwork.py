"""Before anybody answers: which groups will be large enough to be shown?"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt

from collabcheck.core.instrument.questionnaire import Thresholds
from collabcheck.core.responses.roster import Roster
from collabcheck.core.scoring.statistics import CONFIDENCE
from collabcheck.core.scoring.suppression import shown

USUAL_SD = 0.2
"""A spread of scores that is often met, as a share of the scale's width: 0.8 on 1 to 5."""


@dataclass(frozen=True)
class PlannedGroup:
    """A group on the roster.

    expected: how many answer at the turnout. shown: whether it is then shown by itself. together:
    whether it is one of those shown only as one. needed, until: the lowest and the highest turnout,
    0 to 1, between which it is shown by itself whenever all groups answer alike; None where there
    is no such turnout. half_width: of the 95 % interval of a mean that may be expected, as a share
    of the scale's width; None where the group is not shown by itself.
    """

    id: str
    invited: int
    expected: int
    shown: bool
    together: bool
    needed: float | None
    until: float | None
    half_width: float | None


@dataclass(frozen=True)
class Fieldwork:
    """What a roster and a turnout promise."""

    by: str
    turnout: float
    smallest: int
    invited: int
    expected: int
    half_width: float | None
    groups: tuple[PlannedGroup, ...]


def plan_fieldwork(roster: Roster, turnout: float, thresholds: Thresholds) -> Fieldwork:
    """Work out which breakdowns a turnout (0 to 1, alike in all groups) will leave hidden."""
    smallest = thresholds.smallest_cell
    counts = _expected(roster, turnout)
    open_groups = _shown(roster, turnout, smallest)
    total = sum(counts.values())
    spans = {name: _turnouts(roster, name, smallest) for name, _ in roster.invited}
    return Fieldwork(
        by=roster.by,
        turnout=turnout,
        smallest=smallest,
        invited=roster.total,
        expected=total,
        half_width=_half_width(total, roster.total) if total >= smallest else None,
        groups=tuple(
            PlannedGroup(
                id=name,
                invited=invited,
                expected=counts[name],
                shown=name in open_groups,
                together=bool(open_groups and counts[name]) and name not in open_groups,
                needed=spans[name][0],
                until=spans[name][1],
                half_width=_half_width(counts[name], invited) if name in open_groups else None,
            )
            for name, invited in roster.invited
        ),
    )


def _expected(roster: Roster, turnout: float) -> dict[str, int]:
    """Round half up, so that a turnout of one half of 9 people is 5."""
    return {name: floor(n * turnout + 0.5) for name, n in roster.invited}


def _shown(roster: Roster, turnout: float, smallest: int) -> frozenset[str]:
    """Choose as a report does that knows the roster."""
    return shown(_expected(roster, turnout), smallest, most=dict(roster.invited))


def _turnouts(roster: Roster, name: str, smallest: int) -> tuple[float | None, float | None]:
    """Search the turnouts, per cent by per cent, down from all, for the first run that shows it."""
    lowest = highest = None
    for per_cent in range(100, 0, -1):
        if name in _shown(roster, per_cent / 100, smallest):
            lowest, highest = per_cent / 100, highest or per_cent / 100
        elif lowest:
            break
    return lowest, highest


def _half_width(n: int, invited: int) -> float | None:
    if n < 2:
        return None
    from scipy.special import stdtrit

    left = (invited - n) / (invited - 1)
    return float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * USUAL_SD * sqrt(left / n)
