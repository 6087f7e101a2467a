"""How many people were invited to answer?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Roster:
    """How many people of each group were invited.

    by: the attribute that the groups are options of. invited: (option, people), each option once.
    """

    by: str
    invited: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many were invited in all."""
        return sum(n for _, n in self.invited)

    def of(self, group: str) -> int | None:
        """How many of a group were invited; None where the roster does not name it."""
        return dict(self.invited).get(group)
