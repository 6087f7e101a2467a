"""How does a framework fit into rings around a centre, with every name inside its region?

Rings are laid out from the centre outwards, each just wide enough for the texts of its regions.
Angles are in radians clockwise from the top; lengths are units of the drawing.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from collabcheck.core.findings.parts import AxisPart
from collabcheck.core.report import Report

Span = tuple[float, float]
Step = tuple[str, tuple[float | int, ...]]
Row = tuple[str, str, float]
Spot = tuple[float, float]
"""A radius and an angle."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FULL = 2 * math.pi
PAD, GAP, MOAT, MARGIN = 11.0, 3.0, 11.0, 4.0
"""Around a text, between neighbours, between rings, and around the whole."""
NAME, MEAN, WORD, LABEL = 19.0, 31.0, 17.0, 20.0
"""Line heights of an axis's name, its mean, the words of its band, and a ring's label."""
NAME_CHAR, WORD_CHAR, LABEL_CHAR, MEAN_WIDTH = 8.7, 7.7, 10.0, 100.0
ASIDE = (0.0, -0.25, -0.5)
"""Where the texts of a ring may stand in their sectors: 0 is the middle, -1 the upper edge."""
FAR = 400.0
WRAPS = (11, 13, 16, 20, 24)


@dataclass(frozen=True)
class Region:
    """One axis in the picture: its outline and the rows of its text, each (kind, text, y)."""

    axis: AxisPart
    letter: str
    outline: tuple[Step, ...]
    x: float
    y: float
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Rim:
    """The strip along the outer edge of an influence: its name, in lines with their arcs."""

    outline: tuple[Step, ...]
    lines: tuple[tuple[str, tuple[Step, ...]], ...]


@dataclass(frozen=True)
class Picture:
    """The whole: `half` is half the width and height; the origin is the centre.

    centre: the radius of the innermost circle. lined_up: how many circles, from the innermost
    outwards, are cut into the same slices, each of one level; 0 if there are no levels.
    """

    half: float
    centre: float
    lined_up: int
    regions: tuple[Region, ...]
    rims: tuple[Rim, ...]


@dataclass(frozen=True)
class _Box:
    """A text block: half width and half height, padding included, and its rows from its top."""

    half: tuple[float, float]
    rows: tuple[Row, ...]


def picture(report: Report, standing: Mapping[str, str]) -> Picture:
    """Lay out the framework of a report; `standing` has the words under each axis's mean, by id.

    Where an axis has the same level as one at the centre, it stands outside that one.
    """
    axes = {axis.id: axis for axis in report.axes}
    names = {influence.id: influence.name for influence in report.influences}
    letters = dict(zip(axes, LETTERS, strict=False))
    regions: list[Region] = []
    rims: list[Rim] = []
    radii: list[float] = []
    home: dict[str | None, Span] = {}
    inner, lined_up = 0.0, 0
    for ring in sorted({influence.ring for influence in report.influences}):
        here = [axes[a] for i in report.influences if i.ring == ring for a in i.axes]
        spans = _aligned(here, home) or _even(here)
        home = home or {axis.level: span for axis, span in spans}
        levels = [axis.level for axis in here]
        known = None not in home and {*levels} == {*home} and (radii or len(levels) == len(home))
        lined_up += bool(known and lined_up == len(radii))
        edge, wrap, aside = _tightest(spans, standing, inner)
        titles, rim = _titled(spans, names, edge)
        for axis, span in spans:
            outer = edge if axis.influence in titles else rim
            box = _box(axis, standing[axis.id], wrap)
            x, y = _seat(box, span, inner, outer, aside)
            rows = tuple((kind, text, y - box.half[1] + PAD + top) for kind, text, top in box.rows)
            outline = _outline(span, inner, outer)
            regions.append(Region(axis, letters.get(axis.id, ""), outline, x, y, rows))
        rims += [title for group in titles.values() for title in group]
        radii.append(rim)
        inner = rim + MOAT
    return Picture(radii[-1] + MARGIN, radii[0], lined_up, tuple(regions), tuple(rims))


def _tightest(
    spans: list[tuple[AxisPart, Span]], standing: Mapping[str, str], inner: float
) -> tuple[float, int, float]:
    """Choose how to wrap and where to set the texts of a ring, so that it grows least."""
    ways = ((_outer(spans, standing, inner, w, a), w, a) for w in WRAPS for a in ASIDE)
    return min(ways, key=lambda way: way[0] + 20 * abs(way[2]))


def wrapped(text: str, most: int) -> list[str]:
    """Split a text into lines of at most `most` characters, breaking a word only if it must."""
    return textwrap.wrap(text, most, break_on_hyphens=False) or [""]


def _even(axes: list[AxisPart]) -> list[tuple[AxisPart, Span]]:
    """Share the circle evenly; the first axis stands at the top."""
    each = FULL / len(axes)
    return [(axis, ((i - 0.5) * each, (i + 0.5) * each)) for i, axis in enumerate(axes)]


def _aligned(
    axes: list[AxisPart], home: Mapping[str | None, Span]
) -> list[tuple[AxisPart, Span]] | None:
    """Put each axis outside the central one of its level, the others where room is left."""
    places: dict[str | None, list[AxisPart]] = {level: [] for level in home}
    loose: list[AxisPart] = []
    for axis in axes:
        (places[axis.level] if axis.level and axis.level in home else loose).append(axis)
    free = [level for level, there in places.items() if not there]
    if len(loose) == len(axes) or (loose and not free):
        return None
    for i, axis in enumerate(loose):
        places[free[i * len(free) // len(loose)]].append(axis)
    found = []
    for level, there in places.items():
        start, end = home[level]
        each = (end - start) / max(len(there), 1)
        found += [(a, (start + i * each, start + (i + 1) * each)) for i, a in enumerate(there)]
    return found


def _box(axis: AxisPart, standing: str, wrap: int) -> _Box:
    wrap = max(wrap, min(max(map(len, f"{axis.name} {standing}".split())), WRAPS[-1]))
    name, words = wrapped(axis.name, wrap), wrapped(standing, wrap + 2)
    rows: list[Row] = [("name", line, NAME * (i + 0.8)) for i, line in enumerate(name)]
    top = NAME * len(name)
    if isinstance(axis.result.score.mean, float):
        rows.append(("mean", "", top + MEAN * 0.85))
        top += MEAN
    rows += [("word", line, top + WORD * (i + 0.95)) for i, line in enumerate(words)]
    top += WORD * len(words) + 3
    width = max(MEAN_WIDTH, max(map(len, name)) * NAME_CHAR, max(map(len, words)) * WORD_CHAR)
    return _Box((width / 2 + PAD, top / 2 + PAD), tuple(rows))


def _point(radius: float, angle: float) -> tuple[float, float]:
    return radius * math.sin(angle), -radius * math.cos(angle)


def _fits(box: _Box, span: Span, inner: float, spot: Spot) -> bool:
    middle, half = sum(span) / 2, (span[1] - span[0]) / 2
    x, y = _point(*spot)
    near = math.hypot(max(abs(x) - box.half[0], 0), max(abs(y) - box.half[1], 0))
    if near < inner:
        return False
    if half > FULL / 2 - 1e-9:
        return True
    w, h = box.half
    angles = (math.atan2(x + cx, -y - cy) - middle for cx in (-w, w) for cy in (-h, h))
    return all(abs((a + math.pi) % FULL - math.pi) <= half for a in angles)


def _reach(box: _Box, spot: Spot) -> float:
    """Give the distance from the centre of the drawing to a text's farthest corner."""
    x, y = _point(*spot)
    return math.hypot(abs(x) + box.half[0], abs(y) + box.half[1])


def _place(box: _Box, span: Span, inner: float, aside: float) -> Spot:
    """Find how near to the centre a text fits in its sector."""
    middle, half = sum(span) / 2, (span[1] - span[0]) / 2
    side = math.sin(middle)
    if abs(side) > 1e-9 and half < FULL / 2 - 1e-9:
        middle += aside * half * math.copysign(1, side)
    radius = inner + min(box.half) if inner else 0.0
    while not _fits(box, span, inner, (radius, middle)):
        radius += 4
        if aside and radius > inner + FAR:
            return math.inf, middle
    return radius, middle


def _outer(
    spans: list[tuple[AxisPart, Span]],
    standing: Mapping[str, str],
    inner: float,
    wrap: int,
    aside: float,
) -> float:
    """Give the radius that the texts of a ring need, wrapped and set aside so much."""
    boxes = [(_box(axis, standing[axis.id], wrap), span) for axis, span in spans]
    return max(_reach(box, _place(box, span, inner, aside)) for box, span in boxes)


def _seat(box: _Box, span: Span, inner: float, outer: float, aside: float) -> tuple[float, float]:
    """Centre a text between the nearest and the farthest place at which it fits."""
    near, angle = _place(box, span, inner, aside)
    if near == 0:
        return 0.0, 0.0
    far = near
    while _reach(box, (far + 1, angle)) <= outer:
        far += 1
    return _point((near + far) / 2, angle)


def _arc(radius: float, start: float, end: float, *, back: bool = False) -> Step:
    turn = int(end - start > math.pi)
    x, y = _point(radius, start if back else end)
    return ("A", (radius, radius, 0, turn, int(not back), x, y))


def _circle(radius: float, *, back: bool = False) -> tuple[Step, ...]:
    sweep = int(not back)
    return (
        ("M", (0.0, -radius)),
        ("A", (radius, radius, 0, 1, sweep, 0.0, radius)),
        ("A", (radius, radius, 0, 1, sweep, 0.0, -radius)),
        ("Z", ()),
    )


def _outline(span: Span, inner: float, outer: float) -> tuple[Step, ...]:
    """Draw a sector of a ring or disc, drawn in by the gap between neighbours."""
    start, end = span
    if end - start > FULL - 1e-9:
        return _circle(outer) + (_circle(inner, back=True) if inner else ())
    cut = math.asin(GAP / outer)
    steps = [("M", _point(outer, start + cut)), _arc(outer, start + cut, end - cut)]
    if inner:
        cut = math.asin(min(1.0, GAP / inner))
        steps.append(("L", _point(inner, end - cut)))
        steps.append(_arc(inner, start + cut, end - cut, back=True))
    else:
        steps.append(("L", _point(GAP / math.sin((end - start) / 2), (start + end) / 2)))
    return (*steps, ("Z", ()))


def _titled(
    spans: list[tuple[AxisPart, Span]], names: Mapping[str, str], edge: float
) -> tuple[dict[str, list[Rim]], float]:
    """Name the influences of a ring outside its edge, and give the radius of their rim.

    An influence with one axis has no title: its region stands for it.
    """
    runs = []
    for influence, group in groupby(spans, key=lambda pair: pair[0].influence):
        there = list(group)
        start, end = there[0][1][0], there[-1][1][1]
        if sum(axis.influence == influence for axis, _ in spans) > 1:
            most = max(4, int((end - start) * edge * 0.92 / LABEL_CHAR))
            runs.append((influence, (start, end), wrapped(names[influence], most)))
    if not runs:
        return {}, edge
    edge += GAP
    rim = edge + LABEL * max(len(lines) for _, _, lines in runs) + 3
    titles: dict[str, list[Rim]] = {}
    for influence, (start, end), lines in runs:
        below = end - start < FULL - 1e-9 and math.cos((start + end) / 2) < -1e-9
        placed = []
        for row, text in enumerate(lines):
            level = row if below else len(lines) - 1 - row
            radius = (edge + rim - LABEL * len(lines)) / 2 + LABEL * level + (15 if below else 5)
            placed.append((text, _label_arc(radius, start, end, below=below)))
        outline = _outline((start, end), edge, rim)
        titles.setdefault(influence, []).append(Rim(outline, tuple(placed)))
    return titles, rim


def _label_arc(radius: float, start: float, end: float, *, below: bool) -> tuple[Step, ...]:
    """Draw the base line of a label, from left to right as it is read."""
    if end - start > FULL - 1e-9:
        start, end = 0.01 - math.pi, math.pi - 0.01
    first = _point(radius, end if below else start)
    return (("M", first), _arc(radius, start, end, back=below))
