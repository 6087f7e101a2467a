"""Which answer does a cell's text mean?

Only what cannot be misread is read: a label of the scale, the usual words for having no answer, a
code of the scale, or a label beside a code, of which the label counts. All else has no meaning here
until a mapping gives it one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabcheck.core.instrument.questionnaire import Scale
from collabcheck.core.responses.table import categories

if TYPE_CHECKING:
    from collabcheck.core.responses.mapping import Word

DONT_KNOW = ("don't know", "dont know", "do not know", "i don't know", "dk")
NOT_APPLICABLE = ("n/a", "not applicable", "does not apply", "doesn't apply")
BLANK = ("", "prefer not to say", "prefer not to answer")

_SIGNS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u00ad": None,
    }
)  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,6}(?:\.0+)?")
_CODE_FIRST = re.compile(r"[\[(]?(-?\d{1,3})[\])]?\s*(?:[-.:=)]\s*|\s)(\S.*)")
_CODE_LAST = re.compile(
    r"(.*\S)\s*(?:\(\s*(-?\d{1,3})\s*\)|\[\s*(-?\d{1,3})\s*\]|[-:=]\s*(\d{1,3}))"
)


def normal(text: str) -> str:
    """Give a text without what people and tools add to it: case, stray space, kinds of quotes."""
    folded = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).casefold()
    words = " ".join(folded.split())
    return words.rstrip(" .") or words


def number(text: str) -> int | None:
    """Give the whole number that a cell is, written `4` or `4.0`; None for all else."""
    return int(float(text)) if _NUMBER.fullmatch(text) else None


def label_and_code(text: str) -> tuple[str, int] | None:
    """Take a normal text such as `agree (6)`, `4 - agree`, `4. agree` or `agree=4` apart."""
    if found := _CODE_FIRST.fullmatch(text):
        return found[2], int(found[1])
    if found := _CODE_LAST.fullmatch(text):
        return found[1].rstrip(" ."), int(found[2] or found[3] or found[4])
    return None


@dataclass(frozen=True)
class Meaning:
    """The category (as in `table.Categories`) that a text stands for, and how it was said.

    code: a number alone said it. clash: a label said it, beside the code of another answer.
    """

    category: int
    code: bool = False
    clash: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """What texts mean on one scale. words: by normal text. codes: the numbers that may stand alone.

    codes is empty where numbers mean only what the mapping says.
    """

    scale: Scale
    words: dict[str, int]
    codes: dict[int, int]

    def meaning(self, text: str) -> Meaning | None:
        """Say what a cell's text means; None where that would be a guess."""
        said = normal(text)
        if said in self.words:
            return Meaning(self.words[said])
        alone = number(said)
        if alone is not None:
            same = str(alone)
            if same in self.words:
                return Meaning(self.words[same])
            return Meaning(self.codes[alone], code=True) if alone in self.codes else None
        if pair := label_and_code(said):
            label, code = pair
            if label in self.words and number(label) is None:
                category = self.words[label]
                points = len(self.scale.points)
                clash = category < points and code != self.scale.lo + category
                return Meaning(category, clash=clash)
        return None


def vocabulary(scale: Scale, answers: Iterable[Word] = ()) -> Vocabulary:
    """Gather what the scale's own words, the usual ones and a mapping's `answers` mean.

    The mapping's words go before the scale's, the scale's before the usual ones. Where the mapping
    gives a number of the scale another answer, or the scale labels a point with another point's
    code, a number alone has no meaning but by the mapping.
    """
    kinds = categories(scale)
    given = {
        "dont_know": kinds.dont_know,
        "not_applicable": kinds.not_applicable,
        "blank": kinds.blank,
    }
    words = dict.fromkeys((*DONT_KNOW, normal(scale.dont_know)), kinds.dont_know)
    others = (*NOT_APPLICABLE, normal(scale.not_applicable))
    words |= dict.fromkeys(others, kinds.not_applicable)
    words |= dict.fromkeys(BLANK, kinds.blank)
    labels = _labels(scale)
    numbered = {n for label in labels if (n := number(label)) is not None}
    codes = {point.code: position for position, point in enumerate(scale.points)}
    words |= {label: at for label, at in labels.items() if number(label) is None}
    if any(codes.get(n, labels[str(n)]) != labels[str(n)] for n in numbered):
        codes = {}
    for word in answers:
        text = normal(word.text)
        said = number(text)
        answer = given[word.answer] if isinstance(word.answer, str) else word.answer - scale.lo
        words[text if said is None else str(said)] = answer
        if said is not None and (
            answer < kinds.points if said not in codes else codes[said] != answer
        ):
            codes = {}
    return Vocabulary(scale, words, codes)


def _labels(scale: Scale) -> dict[str, int]:
    """Map each label, and what is left of it without its own code, to its position; no doubles."""
    found: list[tuple[str, int]] = []
    for position, point in enumerate(scale.points):
        label = normal(point.label)
        found.append((label, position))
        pair = label_and_code(label)
        if pair and pair[1] == point.code:
            found.append((pair[0], position))
    times = Counter(label for label, _ in found)
    return {label: position for label, position in found if times[label] == 1}
