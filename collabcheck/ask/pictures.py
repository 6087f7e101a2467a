"""How is a picture of the scale drawn with letters?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from collabcheck.ask.layout import Line
from collabcheck.ask.terminal import Looks
from collabcheck.ask.text import wrap
from collabcheck.core.instrument.questionnaire import Picture

FILLED: Mapping[Picture, tuple[str, str]] = {
    "cup-empty": ("   ", "   "),
    "cup-half": ("\u2584\u2584\u2584", "---"),
    "cup-full": ("\u2588\u2588\u2588", "###"),
}
"""What is in each cup, in block letters and in ASCII."""

Answer = tuple[str, str, bool, Picture | None]
"""A key, its label, whether it is chosen, and its picture."""


def cup(picture: Picture, *, unicode: bool) -> tuple[str, str]:
    """Draw a cup, five columns wide, in two rows."""
    filled = FILLED[picture][0 if unicode else 1]
    if unicode:
        return f"\u2502{filled}\u2502", "\u2514\u2500\u2500\u2500\u2518"
    return f"|{filled}|", "+---+"


def inline(picture: Picture, *, unicode: bool) -> str:
    """Draw a cup within a line of text."""
    return f"[{FILLED[picture][0 if unicode else 1]}]"


def pictured(answers: Sequence[Answer], columns: int, look: Looks) -> list[Line]:
    """Set answers one below the other, each beside its cup; those without one line up with them."""
    lines: list[Line] = []
    for key, label, chosen, picture in answers:
        first, *rest = wrap(look.text(label), columns - 14)
        upper, lower = cup(picture, unicode=look.unicode) if picture else (" " * 5, "")
        style = "reverse" if chosen else ""
        mark = " * " if chosen else "   "
        lines.append(
            ((mark, ""), (key, "bold"), ("  ", ""), (upper, "accent"), ("  ", ""), (first, style))
        )
        for at, line in enumerate(rest or ([""] if lower else [])):
            left = lower if at == 0 else ""
            lines.append(((" " * 6, ""), (f"{left:<5}", "accent"), ("  " + line, "")))
    return lines
