"""What can the terminal show?"""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 78
"""Columns: longer lines are hard to read, however wide the window."""


@dataclass(frozen=True)
class Look:
    """How the terminal format is written: styled or not, in ASCII or not, how many columns wide."""

    color: bool = False
    ascii_only: bool = False
    width: int = WIDEST
