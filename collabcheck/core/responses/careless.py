"""Whose answers look as if the questions were not read?

What is found here is flagged and never left out: a person may mean what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.table import categories

FEWEST = 5
"""Of fewer answers, one and the same throughout says nothing."""
LONGEST = 10
"""A run of one answer is long from here, and from half of the items (Curran 2016)."""


def straight(
    questionnaire: Questionnaire, answers: NDArray[np.int8], order: Sequence[int]
) -> NDArray[np.bool_]:
    """Flag each row of `answers` (respondents x items) that gives one answer on and on.

    Either the same code on all of at least 5 answered items, forward and reverse-keyed ones among
    them, or a run of it over half of the items, at least 10. `order` is that of the items on the
    page, by position; an item without an answer on the scale does not break a run.
    """
    people = len(answers)
    points = categories(questionnaire.scale).points
    reverse = np.array([item.keying == "reverse" for item in questionnaire.items])
    last = np.full(people, -1, dtype=np.int8)
    run, longest, given = (np.zeros(people, dtype=np.int16) for _ in range(3))
    same = np.ones(people, dtype=bool)
    turned = np.zeros((2, people), dtype=bool)
    for position in order:
        cell = answers[:, position]
        valid = cell < points
        goes_on = valid & (cell == last)
        same &= ~valid | goes_on | (last < 0)
        run = np.where(valid, np.where(goes_on, run + 1, 1), run)
        np.maximum(longest, run, out=longest)
        last = np.where(valid, cell, last)
        given += valid
        turned[int(reverse[position])] |= valid
    long = longest >= max(LONGEST, (len(questionnaire.items) + 1) // 2)
    return np.asarray(long | (same & (given >= FEWEST) & turned.all(axis=0)))


def contradictory(
    questionnaire: Questionnaire, answers: NDArray[np.int8], pairs: Sequence[tuple[int, int]]
) -> NDArray[np.bool_]:
    """Flag each row of `answers` that fully agrees with both items of one of these `opposites`."""
    top = categories(questionnaire.scale).points - 1
    flags = np.zeros(len(answers), dtype=bool)
    for forward, reverse in pairs:
        flags |= (answers[:, forward] == top) & (answers[:, reverse] == top)
    return flags


def opposites(questionnaire: Questionnaire) -> tuple[tuple[int, int], ...]:
    """Pair the positions of forward and reverse items about the same thing.

    That is one strand of one axis, or one barrier.
    """
    about = [
        {*item.barriers, *([f"{item.axis}/{item.strand}"] if item.strand else [])}
        for item in questionnaire.items
    ]
    ways = [item.keying for item in questionnaire.items]
    return tuple(
        (i, j)
        for i, forward in enumerate(ways)
        for j, reverse in enumerate(ways)
        if forward == "forward" and reverse == "reverse" and about[i] & about[j]
    )
