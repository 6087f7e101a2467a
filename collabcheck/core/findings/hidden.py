"""What is held back, so that nobody is exposed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from collabcheck.core.scoring.missing import Maybe, Missing, Why
from collabcheck.core.scoring.scores import Scores

Kind = Literal[
    "everything",
    "group",
    "axis",
    "item",
    "barrier",
    "severity",
    "enabler",
    "rated",
    "rated-by-others",
]


@dataclass(frozen=True)
class HiddenPart:
    """What is held back, by kind and id; of one `group`, or (None) of everybody.

    Why is always the same: fewer people than the smallest cell, or such a number could be worked
    out beside it. Which of the two is not told, as it would help to work it out.
    """

    kind: Kind
    ids: tuple[str, ...]
    group: str | None = None


def find_hidden(scores: Scores) -> tuple[HiddenPart, ...]:
    """List everything that is held back."""
    if isinstance(scores.respondents, Missing):
        return (HiddenPart("everything", ()),)
    return tuple(_hidden(scores))


def _hidden(scores: Scores) -> Iterator[HiddenPart]:
    # Where no group may be shown, not even their names are: with the total they could tell sizes.
    if scores.by and not scores.groups:
        yield HiddenPart("group", ())
    yield from _part("group", [(group.id, group.respondents) for group in scores.groups])
    yield from _part("axis", [(axis.score.id, axis.score.n) for axis in scores.axes])
    yield from _part("item", [(item.id, item.n) for item in scores.items])
    yield from _part("barrier", [(barrier.id, barrier.answered) for barrier in scores.barriers])
    yield from _part(
        "severity",
        [(b.id, b.severity) for b in scores.barriers if not isinstance(b.answered, Missing)],
    )
    yield from _part("enabler", [(enabler.id, enabler.answered) for enabler in scores.enablers])
    yield from _part("rated", [(rated.target, rated.everyone.n) for rated in scores.robin])
    yield from _part(
        "rated-by-others",
        [
            (rated.target, rated.others)
            for rated in scores.robin
            if isinstance(rated.others, Missing)
        ],
    )
    for group in scores.groups:
        axes = [(axis.score.id, axis.score.n) for axis in group.axes]
        yield from _part("axis", axes, group.id)
        barriers = [(barrier.id, barrier.answered) for barrier in group.barriers]
        yield from _part("barrier", barriers, group.id)
        rated = [
            (s.target, on.n) for s in scores.robin for name, on in s.by_group if name == group.id
        ]
        yield from _part("rated", rated, group.id)


def _part(
    kind: Kind, numbers: Sequence[tuple[str, Maybe[float]]], group: str | None = None
) -> Iterator[HiddenPart]:
    ids = tuple(name for name, n in numbers if isinstance(n, Missing) and n.why is Why.HIDDEN)
    if ids:
        yield HiddenPart(kind, ids, group)
