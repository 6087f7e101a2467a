"""How is it told that a small group reports a barrier, without telling what each of them said?

Where all of a group report something, or none, the count tells what everybody in it answered. A
count one short of that tells it to the one who answered otherwise. So where any group, or what is
left of everybody beside the groups shown, lies that near to all or none, no group's count is given:
from the count of everybody, which is published, one would follow from the others. In its place
stands a word that leaves it open which of the two counts it was.

With everybody's count even the words can tell: of 6 and 10 people, together 7 of 16, "all or nearly
all" beside "none or few" can only be 6 and 1. So the words are held back where for *any* way in
which that count can be made up they would settle that all of a group did, or none. That depends on
the sizes and on everybody's count alone, so holding them back tells nothing of the group's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import SharedBy

NEAR = 1
"""So near to all or to none, a count is told in words only."""
MOST_GROUPS = 6
"""With more groups the words are held back: there would be too many ways to go through."""
Range = tuple[int, int]
"""The least and the most that a count may be."""


def told_roughly(
    whole: SharedBy | None, groups: Sequence[SharedBy], smallest: int
) -> tuple[SharedBy, ...]:
    """Give the groups' counts on one barrier, or for all of them words where one could expose.

    whole: everybody's counts on it. smallest: the smallest cell, for the reason that is given.
    """
    known = [(of.answered, of.reported) for of in groups]
    sizes = [n for n, _ in known if not isinstance(n, Missing)]
    counts = [n for _, n in known if not isinstance(n, Missing)]
    if not counts:
        return tuple(groups)
    total = whole.reported if whole and not isinstance(whole.reported, Missing) else None
    everybody = whole.answered if whole and not isinstance(whole.answered, Missing) else 0
    if total is not None and everybody > sum(sizes):
        counts.append(total - sum(counts))
        sizes.append(everybody - sum(sizes))
    told = [_word(count, size) for count, size in zip(counts, sizes, strict=True)]
    if not any(told):
        return tuple(groups)
    # Beside them stand the people under no group shown, of whom no word is told.
    named = len(groups) - sum(isinstance(n, Missing) for n, _ in known)
    spoken = iter(told if _leave_open(sizes, named, total) else [None] * len(told))
    return tuple(of if isinstance(of.answered, Missing) else _held(of, next(spoken), smallest)
                 for of in groups)  # fmt: skip


def _word(count: int, size: int) -> Why | None:
    if count <= NEAR:
        return Why.NONE_OR_FEW
    return Why.ALL_OR_NEARLY if count >= size - NEAR else None


def _leave_open(sizes: Sequence[int], named: int, total: int | None) -> bool:
    """Tell whether, however the total is made up, the words leave each group's count open."""
    if total is None or total in (0, sum(sizes)):
        # Nothing to take away from; or everybody's count tells it of each group.
        return True
    if named > MOST_GROUPS:
        return False
    return all(
        _open(spans, sizes, total)
        for of in product(*(_spans(size) for size in sizes[:named]))
        for spans in _with_rest(of, sizes)
        if sum(low for low, _ in spans) <= total <= sum(high for _, high in spans)
    )


def _with_rest(of: tuple[Range, ...], sizes: Sequence[int]) -> Iterator[tuple[Range, ...]]:
    """Add what the words tell of the people beside the groups: where these alone are near, that."""
    if len(of) == len(sizes):
        yield of
        return
    size = sizes[-1]
    said = any(low <= NEAR or high >= of_all - NEAR
               for (low, high), of_all in zip(of, sizes, strict=False))  # fmt: skip
    for ends in ((0, size),) if said else ((0, min(NEAR, size)), (max(size - NEAR, 0), size)):
        yield *of, ends


def _spans(size: int) -> Iterator[Range]:
    """Give the counts that each word, and no word, stands for."""
    yield 0, NEAR
    yield size - NEAR, size
    if size > 2 * NEAR + 1:
        yield NEAR + 1, size - NEAR - 1


def _open(spans: Sequence[Range], sizes: Sequence[int], total: int) -> bool:
    """Tell whether no group's count must be none or all, given the total and all words."""
    least, most = sum(low for low, _ in spans), sum(high for _, high in spans)
    for (low, high), size in zip(spans, sizes, strict=True):
        lowest = max(low, total - (most - high))
        highest = min(high, total - (least - low))
        if highest == 0 or lowest == size:
            return False
    return True


def _held(of: SharedBy, word: Why | None, smallest: int) -> SharedBy:
    why = Missing(word) if word else Missing(Why.HIDDEN, needed=smallest)
    return replace(of, answered=why, reported=why, share=why, interval=why, severity=why)
