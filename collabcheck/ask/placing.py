"""Which column holds what was not found for certain? A person is asked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from collabcheck.ask.talk import WIDTH, Talk
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column, Grid
from collabcheck.core.responses.doubts import Doubt, wordings
from collabcheck.core.responses.labels import Vocabulary, vocabulary
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
"""From more missing items on, their user may pass over all of them at once."""


def described(column: Column, proposal: Proposal, arrow: str = "") -> str:
    """Show a column: its number, what tells it from the others, where it goes, two of its texts."""
    texts = ", ".join(f"'{text}'" for text in proposal.samples.get(column.number, ()))
    title = short(proposal.titles[column.number], 200) or "(no header)"
    return textwrap.fill(
        f"{title}{arrow}" + (f": {texts}" if texts else ""),
        WIDTH,
        initial_indent=f"{column.number:>5}  ",
        subsequent_indent=" " * 7,
    )


def place_the_rest(
    of: Questionnaire, grid: Grid, proposal: Proposal, mapping: Mapping, talk: Talk
) -> Mapping:
    """Ask about each item, and then each attribute, that has no certain column.

    A yes, the number of a free column, or nothing is taken.
    """
    left = sorted(unplaced(of, mapping, grid), key=lambda part: part[0] != "item")
    doubts = {part: [d for d in proposal.doubts if (d.part, d.name) == part] for part in left}
    texts = wordings(of)
    lost = [part for part in left if not doubts[part]]
    missing = [name for part, name in lost if part == "item"]
    for name in missing:
        talk.say(_wrapped(f'No column was found for "{short(texts[name], 200)}" ({name}).'))
    if not left or not _list_free(_free(of, grid, mapping), proposal, talk):
        return mapping
    if len(missing) > MANY and not talk.yes("Do you know the columns of some of these?"):
        left = [(part, name) for part, name in left if name not in missing]
    for part, name in left:
        what = "tells the" if part == "attribute" else "is item"
        talk.say("\n" + _wrapped(f'Which column {what} {name}, "{short(texts[name], 200)}"?'))
        words = vocabulary(of.scale, mapping.answers) if part == "item" else None
        free = _free(of, grid, mapping)
        column = _column(free, doubts[part, name], proposal, words, talk)
        mapping = _placed(mapping, part, name, column, grid)
    return mapping


def _free(of: Questionnaire, grid: Grid, mapping: Mapping) -> dict[str, Column]:
    used = places(of, mapping, grid, partial=True).used
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


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")
