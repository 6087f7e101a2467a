"""What can go wrong that a user can mend, and how is it said?"""

from __future__ import annotations

from dataclasses import dataclass


class CollabcheckError(Exception):
    """An error that a user can mend: what is wrong, where it is, and the mend.

    Every error the tool raises on purpose is one of these. The command line prints it in one
    place, without a traceback, and exits 1.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        """Say `what` is wrong, `where` (a file, a line, an item), and the `mend`."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """Give the three parts on one line: `where: what; mend`."""
        place = f"{self.where}: " if self.where else ""
        mend = f"; {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a data file: a path into the data, what is wrong, and the mend.

    `path` is made of keys and positions, `("items", 3, "axis")`; the loader turns it into
    a line and column.
    """

    path: tuple[str | int, ...]
    what: str
    mend: str = ""


class FaultyFile(CollabcheckError):
    """A data file with one or more faults, all of them named at once."""

    def __init__(self, name: str, faults: tuple[CollabcheckError, ...]) -> None:
        """Take the file's `name` as the user gave it and its located `faults`."""
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{number} found", where=name)
        self.faults = faults

    def __str__(self) -> str:
        """Give every fault on a line of its own."""
        return "\n".join(str(fault) for fault in self.faults)


class Unsettled(CollabcheckError):
    """A question about an export that its user alone can answer; `collabcheck map` asks it."""


class FaultyExport(FaultyFile):
    """An export with all that stands in its way, said under its name, and what to run then."""

    def __init__(self, name: str, faults: tuple[CollabcheckError, ...], settle: str = "") -> None:
        """Take a faulty file's parts, and a line that says how to `settle` what is unsettled."""
        super().__init__(name, faults)
        self.settle = settle

    def __str__(self) -> str:
        """Give the file, a line a fault, and the way out."""
        lines = [f"{self.where}:", *(f"  - {under(self.where, fault)}" for fault in self.faults)]
        return "\n".join([*lines, *([self.settle] if self.settle else [])])


def under(name: str, fault: CollabcheckError) -> str:
    """Say a fault under a heading that names its file already."""
    inside = fault.where.removeprefix(name).removeprefix(", ")
    return str(CollabcheckError(fault.what, where=inside, mend=fault.mend))


class UnknownName(CollabcheckError):
    """A questionnaire, axis, barrier or file that does not exist."""


class BadResponse(CollabcheckError):
    """A response that cannot be read, or does not belong to the questionnaire."""


class BadExport(CollabcheckError):
    """A survey tool's export that cannot be read, or could be read in more than one way."""
