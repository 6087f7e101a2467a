"""With how many digits may a number leave?

The mean of few people, given with all its digits, can be taken apart: with sixteen of them it tells
whether somebody scored over ten items or eleven, and what. Two decimals are as good for a reader,
and keep that in. What is worked out from published counts alone is left as it is.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from collabcheck.core.scoring.reliability import Alpha, Omega
from collabcheck.core.scoring.scores import (
    AxisScore,
    Edge,
    Gap,
    GroupAxis,
    Icc,
    KruskalWallis,
    SelfGap,
    SetScore,
    Weighted,
)
from collabcheck.core.scoring.statistics import Interval
from collabcheck.core.scoring.voices import VoiceAxis

DIGITS = 2
DIGITS_OF_P = 4
OF_SCORES = (
    VoiceAxis,
    SetScore,
    GroupAxis,
    AxisScore,
    Weighted,
    Gap,
    SelfGap,
    Icc,
    KruskalWallis,
    Alpha,
    Omega,
    Edge,
)
"""Values whose floats come from people's scores."""
OF_COUNTS = frozenset({"dont_know_share"})
P_VALUES = frozenset({"p", "adjusted"})

T = TypeVar("T")


def rounded(value: T) -> T:
    """Round all that comes from people's scores in a frozen value of dataclasses and tuples."""
    return _rounded(value)  # type: ignore[no-any-return]


def _rounded(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_rounded(part) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {field.name: _part(value, field.name) for field in fields(value)}
    return replace(value, **parts)


def _part(value: Any, name: str) -> Any:
    part = getattr(value, name)
    if not isinstance(value, OF_SCORES) or name in OF_COUNTS:
        return _rounded(part)
    if isinstance(part, Interval):
        return Interval(round(part.low, DIGITS), round(part.high, DIGITS))
    if isinstance(part, float):
        return round(part, DIGITS_OF_P if name in P_VALUES else DIGITS)
    return _rounded(part)
