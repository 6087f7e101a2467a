"""How does a report read on a terminal?"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.report import Report
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.core.scoring.statistics import Interval
from collabcheck.render.escape import escaped, one_line
from collabcheck.render.look import Look
from collabcheck.render.words import environment, fill_values, lookups

RULER = 25
FALLBACKS = {
    "\u2501": "-", "\u2500": "-", "\u25cf": "o", "\u00b7": ".", "\u2026": "...", "\u2022": "*",
    "\u2212": "-", "\u2014": "-", "\u2013": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"',
    "\u201d": '"', "\u25a1": "[ ]",
}  # fmt: skip


def render_terminal(report: Report, templates: Mapping[str, str], look: Look) -> str:
    """Write the whole report for a terminal."""
    return to_screen("report.txt.j2", report, templates, look)


def to_screen(
    name: str, report: Report, templates: Mapping[str, str], look: Look, **more: Any
) -> str:
    """Fill a terminal template with a report, its parts by id, and whatever else it needs."""
    others = {key: escaped(part, one_line) for key, part in more.items()}
    report = escaped(report, one_line)
    return values_to_screen(name, {"report": report, **lookups(report), **others}, templates, look)


def values_to_screen(
    name: str, values: Mapping[str, Any], templates: Mapping[str, str], look: Look
) -> str:
    """Fill a terminal template and turn its markup, which is Rich's, into styles or nothing."""
    from rich.console import Console
    from rich.errors import MarkupError
    from rich.text import Text

    # A filter that takes the context is not worked out while a template is compiled, and so not
    # kept with it: the next screen may have another width.
    @pass_context
    def wrapped_here(_: Context, text: str, first: str = "") -> str:
        return wrapped(text, first, width=look.width)

    filters: dict[str, Callable[..., Any]] = {
        "ruler": ruler,
        "wrapped": wrapped_here,
        "column": column,
        "plain": plain,
    }
    env = environment(templates, html=False, filters=filters)
    text = fill_values(env, name, {**values, "width": look.width})
    file = io.StringIO()
    console = Console(
        file=file,
        width=10_000,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    try:
        marked = Text.from_markup(text.strip(), emoji=False)
    except MarkupError as error:
        raise CollabcheckError(
            f"the template's markup cannot be used: {error}",
            where=name,
            mend="compare it with the one that ships ('collabcheck templates copy DIR')",
        ) from None
    console.print(marked, soft_wrap=True)
    printed = file.getvalue()
    return _ascii(printed) if look.ascii_only else printed


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


def wrapped(text: str, first: str = "", *, width: int) -> str:
    """Break a text into lines; `first` stands before the first, and as wide a space before others.

    Square brackets are escaped.
    """
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )
    return plain("\n".join(lines) or first)


def column(text: object, width: int, side: str = "left") -> str:
    """Fit a text into a column; one too long is cut with an ellipsis. Brackets are escaped."""
    words = one_line(str(text))
    if len(words) > width:
        words = words[: width - 1] + "\u2026"
    return plain(words.rjust(width) if side == "right" else words.ljust(width))


def plain(text: str) -> str:
    """Escape all that Rich could read as markup, also where it would span lines.

    Before what looks like a tag it takes pairs of backslashes for one each, before another bracket
    it takes a single one away, and at the end a tag may follow.
    """
    text = re.sub(r"(\\*)\[(?=[a-z#/@])", r"\1\1\\[", text)
    text = re.sub(r"\[(?![a-z#/@])", r"\\[", text)
    return re.sub(r"(\\+)$", r"\1\1", text)


def _ascii(text: str) -> str:
    for letter, instead in FALLBACKS.items():
        text = text.replace(letter, instead)
    return text.encode("ascii", "replace").decode()
