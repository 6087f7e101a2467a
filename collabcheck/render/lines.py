"""Where do lines between axes run, in the picture of the whole?

Each axis stands in its region as a disc with its name under it. A line goes straight from disc to
disc, or bends as much as it must so as to pass beside others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from collabcheck.core.report import Report
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.scores import Edge
from collabcheck.render.rings import NAME, NAME_CHAR, Picture, Step

DISC, CLEAR, GAP = 30.0, 10.0, 6.0
"""The radius of a disc, what stays free around it, and from it to the name below."""
BENDS = (0.0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28, 0.4, -0.4, 0.55, -0.55, 0.7, -0.7)
"""How far a line may bend to its side, as a share of its length."""
POINTS = 40
THIN, THICK = 1.2, 13.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Disc:
    """An axis's place: the centre of its disc, and the lines of its name, each (text, y)."""

    id: str
    letter: str
    x: float
    y: float
    name: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Line:
    """An edge of the network as it is drawn, with the width of its stroke."""

    edge: Edge
    path: tuple[Step, ...]
    width: float


@dataclass(frozen=True)
class Web:
    """All discs, and the lines between them, the weakest first: the strongest lies on top."""

    discs: tuple[Disc, ...]
    lines: tuple[Line, ...]


def web(report: Report, picture: Picture) -> Web:
    """Lay out the lines between the axes of a report in the picture of its framework."""
    discs = {disc.id: disc for disc in _discs(picture)}
    edges = () if isinstance(report.network, Missing) else report.network.edges
    return Web(
        tuple(discs.values()),
        tuple(
            Line(e, _path(discs, e), THIN + (THICK - THIN) * e.r * e.r)
            for e in sorted(edges, key=lambda e: abs(e.r))
        ),
    )


def _discs(picture: Picture) -> Iterator[Disc]:
    for region in picture.regions:
        name = [text for kind, text, _ in region.rows if kind == "name"]
        top = region.y - (2 * DISC + GAP + NAME * len(name)) / 2
        first = top + 2 * DISC + GAP + NAME * 0.75
        rows = tuple((text, first + NAME * row) for row, text in enumerate(name))
        yield Disc(region.axis.id, region.letter, region.x, top + DISC, rows)


def _path(discs: dict[str, Disc], edge: Edge) -> tuple[Step, ...]:
    """Choose a bend: as few discs touched as can be, then as few names for as little bend."""
    one, other = discs[edge.first], discs[edge.second]
    beside = [disc for disc in discs.values() if disc not in (one, other)]
    tried = []
    for bend in BENDS:
        knee = _knee(one, other, bend)
        on_discs, on_names = _touched(_curve(one, other, knee), beside)
        tried.append((on_discs, on_names + 4 * abs(bend), knee))
        if not on_discs and not on_names:
            break  # the others bend more
    *_, knee = min(tried)
    return (("M", (one.x, one.y)), ("Q", (*knee, other.x, other.y)))


def _knee(one: Disc, other: Disc, bend: float) -> Point:
    """Give the point that a line is drawn towards: twice as far out as it comes."""
    across, down = other.x - one.x, other.y - one.y
    return (
        (one.x + other.x) / 2 - 2 * bend * down,
        (one.y + other.y) / 2 + 2 * bend * across,
    )


def _curve(one: Disc, other: Disc, knee: Point) -> list[Point]:
    found = []
    for step in range(POINTS + 1):
        t = step / POINTS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((a * one.x + b * knee[0] + c * other.x, a * one.y + b * knee[1] + c * other.y))
    return found


def _touched(curve: list[Point], beside: list[Disc]) -> tuple[int, int]:
    """Count the discs and the names that a line touches."""
    near = (DISC + CLEAR) ** 2
    return (
        sum(any((x - d.x) ** 2 + (y - d.y) ** 2 < near for x, y in curve) for d in beside),
        sum(any(_on_name(d, point) for point in curve) for d in beside),
    )


def _on_name(disc: Disc, point: Point) -> bool:
    if not disc.name:
        return False
    half = max(len(text) for text, _ in disc.name) * NAME_CHAR / 2
    top, bottom = disc.name[0][1] - NAME, disc.name[-1][1] + 4
    return abs(point[0] - disc.x) < half and top < point[1] < bottom
