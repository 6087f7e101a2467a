"""Where on the paper does a number, a band or an answer stand?

Positions are in per cent of a strip's width, angles in radians clockwise from the top. Nothing is
rounded here. The picture of the whole framework has its own modules,
`rings` and `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from collabcheck.core.instrument.questionnaire import Band, Scale
from collabcheck.core.report import Report
from collabcheck.render.lines import web
from collabcheck.render.rings import picture

TONES = ("lo2", "lo1", "mid", "hi1", "hi2")
"""The colours of the templates, from the unfavourable end to the favourable one."""

_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


@dataclass(frozen=True)
class Zone:
    """A band's stretch of the scale: left edge and width in per cent."""

    band: Band
    left: float
    width: float


@dataclass(frozen=True)
class Segment:
    """The answers on one point of the scale, as a piece of a diverging bar in per cent."""

    left: float
    width: float
    tone: str


def along(value: float, scale: Scale) -> float:
    """Place a mean on the scale: 0 at its low end, 100 at its high end."""
    return (value - scale.lo) / scale.width * 100


def tone(band: str, scale: Scale) -> str:
    """Choose the colour of a band from its place among the bands."""
    ids = [each.id for each in scale.rising]
    if len(ids) == 1:
        return TONES[2]
    return TONES[int(ids.index(band) / (len(ids) - 1) * 4 + 0.5)]


def zones(scale: Scale) -> tuple[Zone, ...]:
    """Cut the scale into its bands, lowest first."""
    starts = [scale.lo if b.start is None else b.start for b in scale.rising]
    ends = [*starts[1:], float(scale.hi)]
    return tuple(
        Zone(band, along(start, scale), along(end, scale) - along(start, scale))
        for band, start, end in zip(scale.rising, starts, ends, strict=True)
    )


def reach(report: Report) -> float:
    """Find the largest share of answers to one side of the middle, for bars to fill their strip."""
    counts = [i.result.counts for i in report.items if isinstance(i.result.counts, tuple)]
    sides = [_left(c, report.scale) for c in counts if sum(c)]
    return max((max(left, 1 - left) for left in sides), default=1.0)


def diverging(counts: tuple[int, ...], scale: Scale, most: float = 1.0) -> tuple[Segment, ...]:
    """Lay out an item's answers around the middle of a strip; half a strip is a share of `most`.

    `counts` has one number a point, lowest keyed code first. Answers between unfavourable and
    favourable are split evenly around the middle.
    """
    each = 50 / most / sum(counts)
    at = 50 - 50 / most * _left(counts, scale)
    segments = []
    for point, count in zip(scale.points, counts, strict=True):
        if count:
            segments.append(Segment(at, each * count, point_tone(point.code, scale)))
        at += each * count
    return tuple(segments)


def css_text(text: str) -> str:
    """Write a text so that it can stand inside a CSS string, whatever it holds."""
    return _PLAIN.sub(lambda found: f"\\{ord(found.group()):x} ", text)


def _left(counts: tuple[int, ...], scale: Scale) -> float:
    """Give the share of answers left of the middle."""
    weighed = (
        count if point.code <= scale.unfavourable else count / 2
        for point, count in zip(scale.points, counts, strict=True)
        if point.code < scale.favourable
    )
    return sum(weighed) / sum(counts)


def point_tone(code: int, scale: Scale) -> str:
    """Choose the colour of a point of the scale."""
    if code <= scale.unfavourable:
        return "lo2" if code == scale.lo else "lo1"
    if code >= scale.favourable:
        return "hi2" if code == scale.hi else "hi1"
    return "mid"


FILTERS: dict[str, Callable[..., Any]] = {
    "along": along,
    "css_text": css_text,
    "diverging": diverging,
    "picture": picture,
    "point_tone": point_tone,
    "reach": reach,
    "tone": tone,
    "web": web,
    "zones": zones,
}
