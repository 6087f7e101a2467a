"""What do two sources on one thing make of it together?

The convergence coding of Farmer and others (2006). A line of the observation schedule and the items
on the same barriers and enablers are two sources on one thing. Each source gives it a meaning and a
prominence; where both match they agree, where one does it is partial agreement, where neither does
dissonance, and where one source does not cover it, silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from collabcheck.core.instrument.observation import LevelCode, Line
from collabcheck.core.instrument.questionnaire import Scale

Meaning = Literal["enabler", "barrier", "both"]
Prominence = Literal["high", "middling", "low"]
Convergence = Literal["dissonance", "partial", "silence", "agreement"]
ORDER: tuple[Convergence, ...] = ("dissonance", "partial", "silence", "agreement")
"""Where the sources part comes first."""


@dataclass(frozen=True)
class Side:
    """What one source makes of a line: how it works, and how much of it there is."""

    meaning: Meaning
    prominence: Prominence


SEEN: dict[LevelCode, Side | None] = {
    "clear": Side("enabler", "high"),
    # At times, or from some people: at other times not.
    "some": Side("both", "middling"),
    # Nothing spoke for it, and nothing against.
    "none-seen": Side("enabler", "low"),
    "seen-to-be-absent": Side("barrier", "low"),
    "not-observable": None,
}
"""What a level says of something that helps; None where it says nothing."""
EDGE = 0.025
"""A mean nearer to a cut-off than this share of the scale's width could as well lie beyond it."""
PRESENT: dict[LevelCode, int] = {"clear": 2, "some": 1, "none-seen": 0, "seen-to-be-absent": 0}


def converge(one: Side | None, other: Side | None) -> Convergence:
    """Code two sources: how many of meaning and prominence match."""
    if one is None or other is None:
        return "silence"
    alike = one.meaning == other.meaning or "both" in (one.meaning, other.meaning)
    matches = alike + (one.prominence == other.prominence)
    return ("dissonance", "partial", "agreement")[matches]


def answered_side(scale: Scale, band: str, line: Line) -> Side:
    """Say what a band means for a line.

    The highest says that it works well: much of something that helps, little of one that stands in
    the way. The lowest says the reverse.
    """
    rising = [each.id for each in scale.rising]
    helps = line.meaning == "enabler"
    if len(rising) > 1 and band == rising[-1]:
        return Side("enabler", "high" if helps else "low")
    if len(rising) > 1 and band == rising[0]:
        return Side("barrier", "low" if helps else "high")
    return Side("both", "middling")


def observed_side(level: LevelCode, line: Line) -> Side | None:
    """Say what a level means for a line; None where it says nothing."""
    side = SEEN[level]
    if side is None or side.meaning == "both" or line.meaning == "enabler":
        return side
    return Side("barrier" if side.meaning == "enabler" else "enabler", side.prominence)


def overall(levels: Sequence[LevelCode]) -> LevelCode | None:
    """Sum several meetings up: one level where all are alike, else by how often it was there.

    A meeting counts 2 where it was clear, 1 where there was some, else 0; above an average of 1.5
    it is clear, from 0.5 there is some. Below, it is absent if one meeting saw that, else not seen.
    """
    told = [level for level in levels if level != "not-observable"]
    if not told:
        return None
    if len(set(told)) == 1:
        return told[0]
    mean = Fraction(sum(PRESENT[level] for level in told), len(told))
    absent: LevelCode = "seen-to-be-absent" if "seen-to-be-absent" in told else "none-seen"
    if mean > Fraction(3, 2):
        return "clear"
    return "some" if mean >= Fraction(1, 2) else absent


def edge(scale: Scale, mean: float) -> str | None:
    """Give the band beyond the cut-off that a mean lies near, if there is one."""
    near = EDGE * scale.width
    here = scale.band(mean).id
    for band in (scale.band(max(mean - near, scale.lo)), scale.band(min(mean + near, scale.hi))):
        if band.id != here:
            return band.id
    return None
