"""What does each cell of a column mean?

Each of these is a dictionary that looks a text up once and remembers it: a column of a million
cells holds few different texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from collabcheck.core.instrument.item import Attribute
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.dates import Order, day
from collabcheck.core.responses.labels import BLANK, Vocabulary, normal, number
from collabcheck.core.responses.mapping import AttributeColumn, Mapping, OptionWord

UNKNOWN = 127
"""Stands for a text without a meaning, where a category stands."""
MOST_TEXTS = 50
"""A column with more different texts holds no groups, and with more unknown ones no answers."""


class Answers(dict[str, int]):
    """The category of a cell's text, or `UNKNOWN`.

    codes: the numbers alone that were read. clashes: texts whose label and code disagree. worded:
    whether any answer of the scale stood there otherwise than as a number alone.
    """

    def __init__(self, words: Vocabulary) -> None:
        """Begin with a vocabulary and no text."""
        super().__init__()
        self._words = words
        self.codes: set[int] = set()
        self.clashes: set[str] = set()
        self.worded = False

    def __missing__(self, text: str) -> int:
        """Look a text up for the first time. Unknown ones are not kept: there may be millions."""
        found = self._words.meaning(text)
        if found is None:
            return UNKNOWN
        if found.code:
            self.codes.add(number(normal(text)) or 0)
        elif found.category < len(self._words.scale.points):
            self.worded = True
        if found.clash:
            self.clashes.add(text)
        return self.setdefault(text, found.category)


class Options(dict[str, str | None]):
    """The option of an attribute that a cell's text means, None for a blank; "" if unknown."""

    def __init__(self, attribute: Attribute, words: Iterable[OptionWord]) -> None:
        """Begin with an attribute's options, by id and name, and a mapping's words for them."""
        super().__init__()
        named: dict[str, set[str]] = {}
        for option in attribute.options:
            for text in (option.id, option.name):
                named.setdefault(normal(text), set()).add(option.id)
        self._options: dict[str, str | None] = dict.fromkeys(BLANK)
        # An option may be named as a blank is elsewhere, such as "Prefer not to say".
        self._options |= {text: min(ids) for text, ids in named.items() if len(ids) == 1}
        self._options |= {
            normal(w.text): w.option and self._options.get(normal(w.option), w.option)
            for w in words
        }

    def __missing__(self, text: str) -> str | None:
        """Look a text up for the first time."""
        said = normal(text)
        return self.setdefault(text, self._options[said]) if said in self._options else ""


class Texts(dict[str, str | None]):
    """A cell's text as it is, for an attribute that the questionnaire does not ask.

    Texts that differ in case and stray space alone count as the first of them. crowded: there were
    more than `MOST_TEXTS`.
    """

    def __init__(self, words: Iterable[OptionWord]) -> None:
        """Begin with a mapping's words for what they mean."""
        super().__init__()
        self._spelt: dict[str, str | None] = {normal(w.text): w.option for w in words}
        self._spelt |= {text: None for text in BLANK if text not in self._spelt}
        self._fixed = len(self._spelt)
        self.crowded = False

    def __missing__(self, text: str) -> str | None:
        """Look a text up for the first time."""
        said = normal(text)
        if said not in self._spelt:
            if len(self._spelt) - self._fixed >= MOST_TEXTS:
                self.crowded = True
                return None
            self._spelt[said] = " ".join(text.split())
        return self.setdefault(text, self._spelt[said])


class Days(dict[str, str]):
    """The day at the front of a text, "" if there is none in this order."""

    def __init__(self, order: Order) -> None:
        """Begin with an order of the numbers."""
        super().__init__()
        self.order = order

    def __missing__(self, text: str) -> str:
        """Look a text up for the first time."""
        found = day(text, self.order) or ""
        return self.setdefault(text, found) if len(self) < 100_000 else found


@dataclass
class Missed:
    """Texts without a meaning in one column: how often each, and the first row."""

    counts: Counter[str] = field(default_factory=Counter)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def crowded(self) -> bool:
        """Whether there are too many for a column of answers."""
        return len(self.counts) > MOST_TEXTS

    def add(self, texts: Iterable[str], rows: Sequence[int]) -> None:
        """Note texts, each in its row; from `MOST_TEXTS` on no new ones."""
        for text, row in zip(texts, rows, strict=True):
            if text in self.counts or not self.crowded:
                self.counts[text] += 1
                self.rows.setdefault(text, int(row))


def attribute_readers(
    questionnaire: Questionnaire, mapping: Mapping
) -> Iterator[tuple[str, Options | Texts | str | None]]:
    """Give for each attribute how its cells are read, the option of all, or None."""
    placed = {a.attribute: a for a in mapping.attributes}
    asked = {attribute.id: attribute for attribute in questionnaire.attributes}
    for name in {**asked, **placed}:
        entry = placed.get(name, AttributeColumn(attribute=name))
        if entry.always is not None:
            option = Options(asked[name], ())[entry.always] if name in asked else None
            yield name, option or entry.always
        elif name in asked:
            yield name, Options(asked[name], entry.options)
        else:
            yield name, Texts(entry.options)
