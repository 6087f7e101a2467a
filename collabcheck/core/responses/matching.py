"""Which column holds the answers to which item?"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.labels import normal

How = Literal["id", "text", "code", "similar"]

ALIKE = 0.5
"""Below this likeness, what stands beside an item's id is another question."""
LIKELY = 0.6
"""The least likeness of wording at which a match is worth a question."""
LONGEST_CODE = 40
WITHIN = 0.9
"""The likeness of an item and a longer text that holds all its words as they stand."""

_TAGS = re.compile(r"<[^>]{0,200}>")
# The space behind a break may be the one in front of the next: `How far do you agree? Say so. - `.
_BREAKS = re.compile(r" [-\u2013\u2014>|/](?= )|[>.:)](?= )|\] ?|\[| ?\*$")
_CODE = re.compile(r"(.*?)[\W_]*(?:sq)?[\W_]*?0*(\d{1,4})\]?")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Match:
    """An item, a column that may hold its answers, and why: 0 (a guess) to 1 (certain)."""

    item: str
    column: Column
    confidence: float
    how: How


@dataclass(frozen=True)
class Matches:
    """Which columns are which items.

    certain: by id or text, one column an item and one item a column. doubtful: the best likeness
    for items that have no certain column; never taken without a yes. conflicts: items with several
    certain columns, and columns with several certain items; none of them is in `certain`.
    """

    certain: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    conflicts: tuple[Match, ...]


def match_items(asked: Sequence[Item], columns: Sequence[Column]) -> Matches:
    """Match the columns of an export with items, by id, text, code and likeness."""
    found = _known(asked, columns)
    sure = [match for match in found if match.confidence == 1]
    of_item = Counter(match.item for match in sure)
    of_column = Counter(match.column.number for match in sure)
    certain = [m for m in sure if of_item[m.item] == 1 and of_column[m.column.number] == 1]
    conflicts = [m for m in sure if m not in certain]
    taken = {match.column.number for match in sure}
    items = [item for item in asked if not of_item[item.id]]
    rest = [column for column in columns if column.number not in taken]
    odd = [m for m in found if m.confidence < 1 and not of_item[m.item]]
    return Matches(
        tuple(certain),
        tuple(_best([*odd, *_alike(items, rest)], taken)),
        tuple(conflicts),
    )


def certain_items(asked: Sequence[Item], columns: Sequence[Column]) -> dict[int, set[str]]:
    """Give for each column number the items whose id or text stands above it for certain."""
    found: dict[int, set[str]] = defaultdict(set)
    for match in _by_id_and_text(asked, columns):
        if match.confidence == 1:
            found[match.column.number].add(match.item)
    return dict(found)


def fitting(questionnaire: Questionnaire, columns: Sequence[Column]) -> int:
    """Count the items of a questionnaire that have a column by id, text or code."""
    found = _known(questionnaire.items, columns)
    return len({match.item for match in found if match.confidence == 1})


def titles(columns: Sequence[Column]) -> dict[int, str]:
    """Name each column, by its number, with what tells it from the others.

    Left out are a tool's own codes and a question that several columns share, above them or in
    front of their rows: `How is it? [We hear in time.]` is `We hear in time.`
    """
    texts = {
        c.number: [text for text in dict.fromkeys(c.headers) if text and text[0] != "{"]
        for c in columns
    }
    fronts = Counter(
        front for cells in texts.values() for front in {f for c in cells for f, _ in _ends(c)}
    )
    rests = {
        text: next((rest for front, rest in reversed(_ends(text)) if fronts[front] > 1), text)
        for cells in texts.values()
        for text in cells
    }
    alike = Counter(rests.values())
    shown = {
        number: [rests[text] if alike[rests[text]] == 1 else text for text in cells]
        for number, cells in texts.items()
    }
    times = Counter(text for cells in shown.values() for text in cells)
    return {
        number: " > ".join([text for text in cells if times[text] == 1] or cells)
        for number, cells in shown.items()
    }


def _ends(header: str) -> list[tuple[str, str]]:
    """Take a header apart at each break: what stands before it, and after it."""
    parts = [(header[: m.end()], header[m.end() :].strip(" ]")) for m in _BREAKS.finditer(header)]
    return [(front, rest) for front, rest in parts if rest]


def phrases(header: str) -> Iterator[str]:
    """Give the parts of a header cell that may be a question: all of it, and what ends it.

    `Grid question [We hear in time.]`, `Q3. We hear in time.` and `Please say: - We hear in time.`
    all hold `we hear in time`.
    """
    text = normal(_TAGS.sub(" ", header))
    yield text
    for found in _BREAKS.finditer(text):
        yield normal(text[found.end() :].removesuffix("]"))
        yield normal(text[: found.start()])


def code_of(name: str) -> tuple[str, int] | None:
    """Take an id apart, or what a tool makes of it: `rip[SQ004]` is `("rip", 4)`."""
    found = _CODE.fullmatch(normal(name)) if len(name) <= LONGEST_CODE else None
    return (_squashed(found[1]), int(found[2])) if found else None


def likeness(first: str, second: str) -> float:
    """Tell how alike two normal texts are, 0 to 1: the words they share, or the letters in order.

    The better of the two counts, as a text may be misspelt or may stand in a longer one.
    """
    if first == second:
        return 1.0
    one, other = set(_WORDS.findall(first)), set(_WORDS.findall(second))
    if not one or not other:
        return 0.0
    shared = len(one & other) / len(one | other)
    if shared < 0.2 and min(len(one), len(other)) > 2:
        return shared
    letters = difflib.SequenceMatcher(None, first, second)
    # Much quicker to work out, and never below the true ratio.
    return max(shared, letters.ratio()) if letters.quick_ratio() >= LIKELY else shared


def _known(items: Sequence[Item], columns: Sequence[Column]) -> list[Match]:
    """Match by id and text; and the rest by code, which is certain if no item is left over."""
    found = list(_by_id_and_text(items, columns))
    placed = {match.item for match in found if match.confidence == 1}
    taken = {match.column.number for match in found}
    left = [item for item in items if item.id not in placed]
    coded = _by_code(left, [column for column in columns if column.number not in taken])
    sure = len(coded) == len(left)
    return [*found, *(Match(i, column, 1.0 if sure else WITHIN, "code") for i, column in coded)]


def _by_code(items: Sequence[Item], columns: Sequence[Column]) -> list[tuple[str, Column]]:
    """Match ids one to one with what a tool makes of them: rip[04], rip[SQ004], rip_SQ04.

    A column of another question, or one of two with the same code, is no match.
    """
    ids, heads = defaultdict(set), defaultdict(list)
    for item in items:
        ids[code_of(item.id)].add(item)
    for column in columns:
        for code in {code for text in column.headers if (code := code_of(text))}:
            heads[code].append(column)
    pairs = [
        (item, heads[code][0])
        for code, named in ids.items()
        if code and len(named) == len(heads[code]) == 1
        for item in named
    ]
    return [
        (item.id, column)
        for item, column in pairs
        if (alike := _alikeness(column, _wordings(item))) is None or alike >= ALIKE
    ]


def _by_id_and_text(items: Sequence[Item], columns: Sequence[Column]) -> Iterator[Match]:
    ids = _names(items)
    texts: dict[str, set[str]] = defaultdict(set)
    wordings = {item.id: _wordings(item) for item in items}
    for item, words in wordings.items():
        for text in words:
            texts[text].add(item)
    for column in columns:
        parts = {part for header in column.headers for part in phrases(header) if part}
        named = {ids[name] for part in parts if (name := _squashed(part)) in ids}
        worded = {item for part in parts for item in texts.get(part, ())}
        # Where two items ask the same, the id tells them apart.
        for item in named if named and named <= worded else named | worded:
            # The text of another item beside an id is a conflict, for which both must be sure.
            alike = 1.0 if worded else _alikeness(column, wordings[item])
            sure = alike is None or alike >= ALIKE
            yield Match(item, column, 1.0 if sure else ALIKE, "id" if item in named else "text")


def _names(items: Iterable[Item]) -> dict[str, str]:
    """Map each id to itself as tools spell it that allow no hyphen: rip-04, rip_04 or rip04."""
    squashed = Counter(_squashed(item.id) for item in items)
    return {_squashed(i.id): i.id for i in items if squashed[_squashed(i.id)] == 1}


def _squashed(name: str) -> str:
    return name.replace("-", "").replace("_", "")


def _wordings(item: Item) -> tuple[str, ...]:
    return tuple({normal(text): None for text in (item.text, *(v.text for v in item.variants))})


def _alikeness(column: Column, wordings: Iterable[str]) -> float | None:
    """Tell how like an item the question above a column is; None where no question stands there.

    A tool numbers its questions too: its `q1` need not be the item q1.
    """
    parts = {
        part
        for header in column.headers
        for part in phrases(header)
        if len(part.split()) > 2 and not part.startswith("{")
    }
    if not parts:
        return None
    return max(likeness(part, wording) for part in parts for wording in wordings)


def _alike(items: Sequence[Item], columns: Sequence[Column]) -> Iterator[Match]:
    wordings = {item.id: _wordings(item) for item in items}
    for column in columns:
        parts = {part for header in column.headers for part in phrases(header) if part}
        for item in items:
            alike = max((_holding(p, w) for p in parts for w in wordings[item.id]), default=0)
            if alike >= LIKELY:
                yield Match(item.id, column, min(alike, 0.99), "similar")


def _holding(part: str, wording: str) -> float:
    """Tell how like a wording a text is, or whether the text holds it whole."""
    held = wording.count(" ") > 1 and wording in part
    return WITHIN if held else likeness(part, wording)


def _best(found: Iterable[Match], taken: Iterable[int]) -> Iterator[Match]:
    """Choose from the likeliest down, one column an item and one item a column."""
    items: set[str] = set()
    columns = set(taken)
    for match in sorted(found, key=lambda m: (-m.confidence, m.column.number)):
        if match.item not in items and match.column.number not in columns:
            items.add(match.item)
            columns.add(match.column.number)
            yield match
