"""How do the parts of a screen share a window?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from collabcheck.ask.terminal import Looks, Span
from collabcheck.ask.text import cells, wrap

Line = tuple[Span, ...]
BLANK: Line = ()
WIDEST = 76


@dataclass(frozen=True)
class Drawing:
    """The lines of a window, and the row and column of the cursor if it is shown.

    first: the line of the body that stands uppermost, however far was scrolled.
    page: how many lines of the body are in sight where more of it follows, 0 at its end.
    """

    lines: list[Line]
    cursor: tuple[int, int] | None
    first: int
    page: int = 0


@dataclass(frozen=True)
class Screen:
    """What stays in sight at the top and at the lower edge, and between them what may be long.

    answers: stay in sight below the body; short: the same in fewer lines, for a small window.
    brief: what of the top is left in a very small one, where not all of it has room.
    focus: the body's line that must be in sight. pages: whether the body turns by whole pages.
    cursor: whether the cursor stands at the end of the body.
    """

    top: list[Line]
    body: list[Line]
    edge: list[Line]
    answers: list[Line] = field(default_factory=list)
    short: list[Line] = field(default_factory=list)
    brief: list[Line] = field(default_factory=list)
    focus: int = 0
    pages: bool = False
    cursor: bool = False


def fitted(screen: Screen, height: int) -> Drawing | None:
    """Lay a screen out in as many rows; None if there are too few of them."""
    tight = replace(screen, top=_tight(screen.top), edge=_tight(screen.edge))
    short = replace(tight, answers=screen.short)
    brief = replace(short, top=screen.brief or tight.top)
    for least in (len(screen.body), min(len(screen.body), 3)):
        for attempt in (screen, tight, short, brief):
            if height - len(attempt.top) - len(attempt.answers) - len(attempt.edge) >= least:
                return _laid(attempt, height)
    return None


def _laid(screen: Screen, height: int) -> Drawing:
    room = height - len(screen.top) - len(screen.answers) - len(screen.edge)
    body, first, page = screen.body, 0, 0
    if len(body) > room:
        shown = room - 1
        first = screen.focus // shown * shown
        if not screen.pages:
            first = min(screen.focus, len(body) - shown)
        last = min(first + shown, len(body))
        page = shown if last < len(body) else 0
        more = f"(lines {first + 1}-{last} of {len(body)}; the arrow keys move)"
        body = [*body[first:last], ((more, "dim"),)]
        end = last - first - 1
    else:
        end = len(body) - 1
    gap = [BLANK] * (room - len(body))
    cursor = None
    if screen.cursor:
        cursor = (len(screen.top) + end, sum(cells(text) for text, _ in body[end]))
    return Drawing([*screen.top, *body, *screen.answers, *gap, *screen.edge], cursor, first, page)


def _tight(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line]


def paragraphs(texts: Sequence[str], columns: int, look: Looks, style: str = "") -> list[Line]:
    """Break texts into lines, with a blank line between two of them."""
    lines: list[Line] = []
    for text in texts:
        lines += [((line, style),) for line in wrap(look.text(text), columns)]
        lines.append(BLANK)
    return lines[:-1]


def flow(entries: Sequence[tuple[str, ...]], columns: int) -> list[Line]:
    """Set keys and their words side by side, as many as fit on a line."""
    lines: list[Line] = [()]
    for key, label in entries:
        spans: Line = ((key, "bold"), (" " + label, ""))
        gap: Line = (("   ", ""),) if lines[-1] else ()
        if lines[-1] and sum(cells(text) for text, _ in (*lines[-1], *gap, *spans)) > columns:
            lines.append(())
            gap = ()
        lines[-1] = (*lines[-1], *gap, *spans)
    return lines


def choices(
    entries: Sequence[tuple[str, str, bool, bool]], columns: int, look: Looks
) -> list[Line]:
    """Set answers one below the other: key, label, whether chosen, whether the cursor is there."""
    lines: list[Line] = []
    for key, label, chosen, here in entries:
        mark = ">" if here else "*" if chosen else " "
        first, *rest = wrap(look.text(label), columns - 7)
        style = "reverse" if here or chosen else ""
        lines.append(((f" {mark} ", ""), (key, "bold"), ("  ", ""), (first, style)))
        lines += [((" " * 6 + line, ""),) for line in rest]
    return lines
