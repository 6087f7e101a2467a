"""How does text of any kind fit on a terminal of any kind?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINERS = "\u200c\u200d"
_PLAINER = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u2022": "*", "\u00b7": "*", "\u2026": "...", "\u00df": "ss", "\u00e6": "ae",
        "\u00f8": "o", "\u0153": "oe", "\u00d8": "O", "\u00c6": "AE", "\u20ac": "EUR",
        "\u00a3": "GBP ",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Make text safe to print: no control or direction-changing characters, on one line.

    A questionnaire may come from anybody, so an escape sequence in it must never reach the
    terminal. Right-to-left letters stay; the invisible characters that reorder a line go.
    """
    spaced = "".join(_safe(character) for character in text)
    return " ".join(spaced.split())


def safe(character: str) -> bool:
    """Tell whether a character can stand in a text as it is."""
    return bool(_safe(character).strip()) or character == " "


def to_ascii(text: str) -> str:
    """Write text in ASCII, as near to the original as it goes, for a terminal without UTF-8."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.translate(_PLAINER))
    return "".join(
        character if character.isascii() else "?"
        for character in letters
        if not unicodedata.combining(character)
    )


def cells(text: str) -> int:
    """Count the columns that text takes: two for a wide character, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns; a word longer than a line is cut."""
    lines = [""]
    for word, spaced in _words(text):
        gap = " " if spaced and lines[-1] else ""
        if cells(lines[-1] + gap + word) <= width:
            lines[-1] += gap + word
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and cells(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def clip(text: str, width: int) -> str:
    """Cut text to `width` columns, with three dots where something is missing."""
    if cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > width - 3:
            break
        kept += character
    return (kept.rstrip() + "...")[: max(width, 0)]


def pad(text: str, width: int) -> str:
    """Fill text with spaces up to `width` columns."""
    return text + " " * (width - cells(text))


def _safe(character: str) -> str:
    kind = unicodedata.category(character)
    if character in _JOINERS:
        return character
    if character in "\n\r\t\v\f" or kind in ("Zl", "Zp"):
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Cn") else character


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Split text where a line may break: at spaces, and around wide characters."""
    for word in text.split():
        spaced, run = True, ""
        for character in word:
            wide = _cells(character) == 2
            if wide and run:
                yield run, spaced
                spaced, run = False, ""
            run += character
            if wide:
                yield run, spaced
                spaced, run = False, ""
        if run:
            yield run, spaced
