"""How does a report read on a terminal of 80 columns?"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from collabcheck.core.report import Report
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.statistics import Interval
from collabcheck.render.escape import escaped, one_line
from collabcheck.render.words import environment, fill

WIDTH = 78
RULER = 25
FALLBACKS = {
    "\u2501": "-", "\u2500": "-", "\u25cf": "o", "\u00b7": ".", "\u2502": "|", "\u2026": "...",
    "\u2588": "#", "\u2592": "=", "\u2591": ".", "\u2022": "*", "\u2212": "-", "\u2014": "-",
    "\u2013": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u25a1": "[ ]",
}  # fmt: skip


def render_terminal(
    report: Report, templates: Mapping[str, str], *, color: bool, ascii_only: bool
) -> str:
    """Write the whole report for a terminal, at most 78 columns wide."""
    return to_screen("report.txt.j2", report, templates, color=color, ascii_only=ascii_only)


def to_screen(
    name: str,
    report: Report,
    templates: Mapping[str, str],
    *,
    color: bool,
    ascii_only: bool,
    **more: Any,
) -> str:
    """Fill a terminal template and turn its markup, which is Rich's, into styles or nothing."""
    from rich.console import Console
    from rich.text import Text

    env = environment(templates, html=False, filters=_FILTERS)
    clean = escaped(report, one_line)
    others = {key: escaped(part, one_line) for key, part in more.items()}
    text = fill(env, name, clean, **others)
    file = io.StringIO()
    console = Console(
        file=file,
        width=10_000,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    console.print(Text.from_markup(text.strip(), emoji=False), soft_wrap=True)
    printed = file.getvalue()
    return _ascii(printed) if ascii_only else printed


def ruler(mean: Maybe[float], interval: Maybe[Interval], lo: int, hi: int) -> str:
    """Draw a mean, and its interval where there is one, on a line from `lo` to `hi`."""
    marks = ["\u00b7"] * RULER
    if isinstance(mean, Missing):
        return " " * RULER

    def place(value: float) -> int:
        return round((min(max(value, lo), hi) - lo) / (hi - lo) * (RULER - 1))

    if not isinstance(interval, Missing):
        for position in range(place(interval.low), place(interval.high) + 1):
            marks[position] = "\u2501"
    marks[place(mean)] = "\u25cf"
    return "".join(marks)


def stacked(counts: tuple[int, ...], unfavourable: int, favourable: int, lo: int) -> str:
    """Draw answers as one bar of three parts: unfavourable, between and favourable."""
    n = sum(counts)
    parts = [
        sum(c for code, c in enumerate(counts, lo) if code <= unfavourable),
        sum(c for code, c in enumerate(counts, lo) if unfavourable < code < favourable),
    ]
    ends = [round(parts[0] / n * RULER), round(sum(parts) / n * RULER)]
    return "\u2588" * ends[0] + "\u2591" * (ends[1] - ends[0]) + "\u2592" * (RULER - ends[1])


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Break a text into lines, `first` before the first line and `rest` before the others."""
    indent = " " * len(first) if rest is None else rest
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )
    return plain("\n".join(lines) or first)


def column(text: object, width: int, side: str = "left") -> str:
    """Fit a text into a column; one too long is cut with an ellipsis."""
    words = one_line(str(text))
    if len(words) > width:
        words = words[: width - 1] + "\u2026"
    return plain(words.rjust(width) if side == "right" else words.ljust(width))


def plain(text: str) -> str:
    """Escape the square brackets that Rich would read as markup."""
    return text.replace("[", "\\[")


def _ascii(text: str) -> str:
    for letter, instead in FALLBACKS.items():
        text = text.replace(letter, instead)
    return text.encode("ascii", "replace").decode()


_FILTERS: dict[str, Callable[..., Any]] = {
    "ruler": ruler,
    "stacked": stacked,
    "wrapped": wrapped,
    "column": column,
    "plain": plain,
}
