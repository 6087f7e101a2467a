"""Which column holds what was not found for certain? A person is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collabcheck.ask.talk import Talk, wrapped
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.doubts import Doubt, wordings
from collabcheck.core.responses.labels import Vocabulary, normal, vocabulary
from collabcheck.core.responses.mapping import AttributeColumn, Mapping
from collabcheck.core.responses.places import places, short
from collabcheck.core.responses.proposal import (
    Part,
    Proposal,
    added,
    item_column,
    reference,
    unplaced,
)

MOST_LISTED = 20
MANY = 5
"""As many missing items, or like doubts, may be answered at once."""
_ALL_OR_ONE = {"all": True, "one": False}


def described(column: Column, proposal: Proposal, arrow: str = "") -> str:
    """Show a column: its number, what tells it from the others, where it goes, two of its texts."""
    texts = ", ".join(f"'{text}'" for text in proposal.samples.get(column.number, ()))
    title = short(proposal.titles[column.number], 200) or "(no header)"
    told = f"{title}{arrow}" + (f": {texts}" if texts else "")
    return wrapped(f"{column.number:>5}  {told}", " " * (7 - (5 - len(str(column.number)))))


def place_the_rest(
    of: Questionnaire, grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk
) -> Mapping:
    """Ask about each item, and then each attribute, that has no certain column.

    A yes, the number of a free column, or nothing is taken.
    """
    left = _left(of, grid, mapping)
    doubts = {part: [d for d in proposal.doubts if (d.part, d.name) == part] for part in left}
    mapping = _many_alike(of, grid, proposal, mapping, [doubts[part] for part in left], talk)
    left = _left(of, grid, mapping)
    texts = wordings(of)
    lost = [part for part in left if not doubts[part]]
    missing = [name for part, name in lost if part == "item"]
    listed = missing if len(missing) <= MOST_LISTED else missing[:MANY]
    for name in listed:
        talk.say(f'No column was found for "{short(texts[name], 200)}" ({name}).')
    if len(listed) < len(missing):
        talk.say(f"Nor for {len(missing) - len(listed)} more.")
    if not left or not _list_free(_free(of, grid, mapping), proposal, talk):
        return mapping
    if len(missing) >= MANY and not talk.yes("Do you know the columns of some of these?"):
        left = [(part, name) for part, name in left if name not in missing]
        if not (mapping.items or mapping.patterns or any(part == "item" for part, _ in left)):
            return mapping  # nothing can be read, so nothing more is asked
    while left:
        part, name = left[0]
        what = "tells the" if part == "attribute" else "is item"
        talk.say(f'\nWhich column {what} {name}, "{short(texts[name], 200)}"?')
        words = vocabulary(of.scale, mapping.answers) if part == "item" else None
        free = _free(of, grid, mapping)
        column = _column(free, doubts[part, name], proposal, words, talk)
        mapping = _placed(mapping, part, name, column, grid)
        if column and name in missing:
            free = _free(of, grid, mapping)
            rest = [(p, n) for p, n in left[1:] if n in missing]
            mapping = _following(rest, column, free, grid, proposal, mapping, talk)
        still = _left(of, grid, mapping)
        left = [each for each in left[1:] if each in still]
    return mapping


def _left(of: Questionnaire, grid: Grid, mapping: Mapping) -> list[tuple[Part, str]]:
    """List the items, and then the attributes, that have no column."""
    return sorted(unplaced(of, mapping, grid), key=lambda part: part[0] != "item")


def _many_alike(
    of: Questionnaire,
    grid: Grid,
    proposal: Proposal,
    mapping: Mapping,
    doubts: Sequence[Sequence[Doubt]],
    talk: Talk,
) -> Mapping:
    """Ask about many doubts that are of one kind at once, showing three."""
    kinds: dict[tuple[str, str], list[Doubt]] = {}
    texts = wordings(of)
    for doubt in (each[0] for each in doubts if len(each) == 1):
        if doubt.part == "item" and (shape := _shape(doubt, texts[doubt.name])):
            kinds.setdefault((doubt.why, shape), []).append(doubt)
    for (why, _), alike in kinds.items():
        if len(alike) < MANY:
            continue
        talk.say(f"\n{len(alike)} columns may each be an item in the same way ({why}); three:")
        for doubt in alike[:3]:
            talk.say(described(doubt.column, proposal, f" -> {doubt.name}"))
        if talk.choose("Take all of them, or one by one?", _ALL_OR_ONE, skip=False):
            items = tuple(item_column(d.name, d.column, grid.columns) for d in alike)
            mapping = added(mapping, items=items)
    return mapping


def _shape(doubt: Doubt, wording: str) -> str:
    """Tell what stands around an item's words, or how a code is written; "" if it is neither."""
    for header in map(normal, doubt.column.headers):
        if normal(wording) in header:
            return re.sub(r"\d+", "#", header.replace(normal(wording), "..."))
        if not doubt.why.startswith("the wording"):
            return re.sub(r"\d+", "#", re.sub(r"[^\W\d_]+", "a", header))
    return ""


def _following(
    rest: Sequence[tuple[Part, str]],
    column: Column,
    free: dict[str, Column],
    grid: Grid,
    proposal: Proposal,
    mapping: Mapping,
    talk: Talk,
) -> Mapping:
    """Offer the columns behind one that was named to the items behind its own, in order."""
    names = [name for _, name in rest]
    behind = [free.get(str(n)) for n in range(column.number + 1, column.number + 1 + len(names))]
    pairs = [(name, c) for name, c in zip(names, behind, strict=True) if c]
    if len(pairs) < len(names) or len(names) < MANY:
        return mapping
    talk.say(f"\nThe {len(names)} columns behind it may be the next {len(names)} items:")
    for name, each in [*pairs[:3], pairs[-1]]:
        talk.say(described(each, proposal, f" -> {name}"))
    if not talk.choose("Take all of them, or one by one?", _ALL_OR_ONE, skip=False):
        return mapping
    return added(mapping, items=tuple(item_column(name, c, grid.columns) for name, c in pairs))


def _free(of: Questionnaire, grid: Grid, mapping: Mapping) -> dict[str, Column]:
    used = places(of, mapping, grid).used
    return {str(c.number): c for c in grid.columns if c.number not in used}


def _list_free(free: dict[str, Column], proposal: Proposal, talk: Talk) -> bool:
    """Show the columns that are not in use; False if there are none."""
    if free:
        talk.say("\nColumns that are not in use:")
    for column in list(free.values())[:MOST_LISTED]:
        talk.say(described(column, proposal))
    if len(free) > MOST_LISTED:
        talk.say(f"       and {len(free) - MOST_LISTED} more")
    return bool(free)


def _column(
    free: dict[str, Column],
    doubts: Sequence[Doubt],
    proposal: Proposal,
    words: Vocabulary | None,
    talk: Talk,
) -> Column | None:
    """Ask for a column: y for the one that is offered, or the number of a free one."""
    doubts = [doubt for doubt in doubts if str(doubt.column.number) in free]
    for doubt in doubts:
        talk.say("  It may be this one:\n" + described(doubt.column, proposal))
        talk.say(f"       ({doubt.why}; confidence {doubt.confidence:.2f})")
    offered = [doubt.column for doubt in doubts]
    keys = "y(es), n(o)" if len(offered) == 1 else "s(kip)"
    while True:
        said = talk.line(f"  {keys}, or the number of its column? ")
        if said in ("y", "yes") and len(offered) == 1:
            return offered[0]
        if said in ("n", "no", "s", "skip"):
            return None
        if said not in free:
            talk.say(f"  Type {keys}, or the number of a column that is not in use.")
        elif free[said] in offered or _sure(free[said], proposal, words, talk):
            return free[said]


def _sure(column: Column, proposal: Proposal, words: Vocabulary | None, talk: Talk) -> bool:
    """Show a column that was typed, warn where it cannot be right, and ask for a yes."""
    talk.say(described(column, proposal))
    if words and not any(
        meant.category < len(words.scale.points)
        for text in set(proposal.cells[column.number])
        if (meant := words.meaning(text))
    ):
        talk.say("  None of its texts is an answer of the scale.")
    return talk.yes("  Is this it?")


def _placed(mapping: Mapping, part: Part, name: str, column: Column | None, grid: Grid) -> Mapping:
    if column is None:
        return mapping
    if part == "item":
        return added(mapping, items=(item_column(name, column, grid.columns),))
    at = reference(column, grid.columns)
    return added(mapping, attributes=(AttributeColumn(attribute=name, column=at),))
