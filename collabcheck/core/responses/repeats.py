"""Who answered before?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def fingerprints(respondents: Sequence[str]) -> NDArray[np.int64]:
    """Give 64 bits for each respondent's text in any case; 0 for a blank.

    Of ten million people, two share one by chance with a likelihood of about 3 in a million.
    """
    return np.fromiter(
        (hash(text) if (text := cell.strip().casefold()) else 0 for cell in respondents),
        dtype=np.int64,
        count=len(respondents),
    )


def people(respondents: Sequence[str], answers: NDArray[np.int8]) -> NDArray[np.int64]:
    """Give 64 bits for each respondent who is named, of the name and all answers together.

    Tools number people from 1, so the name alone could be that of somebody else elsewhere.
    """
    names = fingerprints(respondents)
    rows = np.fromiter((hash(row.tobytes()) for row in answers), dtype=np.int64, count=len(answers))
    found: NDArray[np.int64] = (names ^ rows)[names != 0]
    return found


class Seen:
    """The fingerprints met so far, each with its row: 16 bytes a respondent.

    They are kept in a few sorted runs, of which two of like size are merged.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self._runs: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []

    def before(self, prints: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give for each respondent the row in which they answered first, 0 if this is it.

        The respondents are remembered from then on.
        """
        first = np.zeros(len(prints), dtype=np.int64)
        for known, places in self._runs:
            at = np.minimum(np.searchsorted(known, prints), len(known) - 1)
            first = np.where((known[at] == prints) & (prints != 0), places[at], first)
        new = np.flatnonzero((first == 0) & (prints != 0))
        fresh, index, inverse = np.unique(prints[new], return_index=True, return_inverse=True)
        places = rows[new][index]
        again = places[inverse] != rows[new]
        first[new[again]] = places[inverse][again]
        if len(fresh):
            self._add(fresh, places)
        return first

    def _add(self, prints: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        self._runs.append((prints, rows))
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            (a, x), (b, y) = self._runs.pop(), self._runs.pop()
            both, places = np.concatenate([a, b]), np.concatenate([x, y])
            order = np.argsort(both)
            self._runs.append((both[order], places[order]))
