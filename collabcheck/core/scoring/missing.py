"""Why is there no number here?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, Union


class Why(StrEnum):
    """The reasons for which a number is not given."""

    HIDDEN = "hidden"
    NOBODY_ANSWERED = "nobody-answered"
    TOO_FEW_PEOPLE = "too-few-people"
    TOO_FEW_ITEMS = "too-few-items"
    TOO_FEW_ANSWERED = "too-few-answered"
    TOO_FEW_GROUPS = "too-few-groups"
    NO_VARIANCE = "no-variance"
    NOT_CONVERGED = "not-converged"
    IMPROPER = "improper-solution"
    NOT_ASKED = "not-asked"
    NOT_GROUPED = "not-grouped"


@dataclass(frozen=True)
class Missing:
    """A number that is not given, and why.

    `needed` is the threshold that was not met, `have` how many there were; `have` stays None where
    telling it would undo the hiding.
    """

    why: Why
    needed: int | None = None
    have: int | None = None


T = TypeVar("T")
Maybe = Union[T, Missing]  # noqa: UP007 - a generic alias needs Union before Python 3.12
