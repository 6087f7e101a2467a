"""How long does it take to answer?"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

WORDS_A_MINUTE = 200
SECONDS_TO_ANSWER = 4


def seconds_to_answer(texts: Iterable[str]) -> float:
    """Estimate the seconds to read statements, 200 words a minute, and answer each in four."""
    return sum(len(t.split()) / WORDS_A_MINUTE * 60 + SECONDS_TO_ANSWER for t in texts)


def minutes(seconds: float) -> int:
    """Round up to whole minutes, at least one."""
    return max(1, ceil(seconds / 60))
