"""What does an observer see in a window of this size?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabcheck.ask.layout import BLANK, WIDEST, Drawing, Line, Screen, fitted, flow, paragraphs
from collabcheck.ask.observing import words
from collabcheck.ask.observing.entries import LINE_KEYS, WHOLE
from collabcheck.ask.observing.press import PAGES, View
from collabcheck.ask.observing.session import choose
from collabcheck.ask.terminal import Looks
from collabcheck.ask.text import cells, clean, clip, pad, wrap

WIDEST_LIST = 110
ROOMY = 70
"""Columns from which there is room for more than the number of notes."""


def render(view: View, width: int, height: int, look: Looks, now: str) -> Drawing | None:
    """Lay a view out for a window, at the time `now`; None if the window is too small for it."""
    columns = min(width - 1, WIDEST)
    if view.helping:
        return fitted(_help(view, columns, look), height)
    if view.session.phase == "notice":
        return fitted(_notice(view, columns, look), height)
    if view.session.phase in PAGES:
        return fitted(_page(view, columns, look), height)
    return _lines(view, min(width - 1, WIDEST_LIST), height, look, now)


def _lines(view: View, columns: int, height: int, look: Looks, now: str) -> Drawing | None:
    """All lines at once; below them what belongs to the open one, as far as there is room."""
    rows = [_head(view, columns, look, now)]
    rows += [
        _row(view, position, columns, look) for position in range(len(view.session.schedule.lines))
    ]
    if view.draft is not None:
        below, edge = _written(view, columns, look), _keys(view, words.NOTE_KEYS, columns, look)
    elif view.finishing:
        below, edge = (
            _question(view, columns, look),
            flow([("f", "finish"), ("Any other key", "back")], columns),
        )
    else:
        below = _notes(view, columns, look) if view.reading else _signs(view, columns, look)
        levels = _levels(view, columns, look)
        edge = [*levels, *_keys(view, words.LINE_KEYS, columns, look)]
        if len(rows) + len(edge) > height:
            edge = [*levels, *_keys(view, words.FEWER_KEYS, columns, look)]
    # Only where no line's signs lose their room to it, so that it does not come and go.
    views = (replace(view, session=choose(view.session, at)) for at in range(len(rows) - 1))
    if len(rows) + len(edge) + 1 + max(len(_signs(v, columns, look)) for v in views) < height:
        rows.append(_whole_row(view, columns))
    room = height - len(rows) - len(edge)
    if room < (2 if view.draft is not None or view.finishing else 0):
        return None
    tail = view.draft is not None or view.reading
    if len(below) > room:
        below = [below[0], *below[len(below) - room + 1 :]] if tail else below[:room]
    gap = [BLANK] * (room - len(below))
    above, under = ([BLANK], gap[1:]) if gap else ([], [])
    cursor = None
    if view.draft is not None:
        row = len(rows) + len(above) + len(below) - 1
        cursor = (row, sum(cells(text) for text, _ in below[-1]))
    return Drawing([*rows, *above, *below, *under, *edge], cursor, 0)


def _head(view: View, columns: int, look: Looks, now: str) -> Line:
    session = view.session
    saved = f", saved {view.saved}" if view.saved else ""
    right = f"{words.judged(session)}   {now}, {words.running(session, now)}{saved}"
    room = max(columns - len(right) - 2, 0)
    left = pad(clip(look.text(clean(session.record.meeting)), room), room)
    return ((left, "bold"), ("  ", ""), (clip(right, columns), ""))


def _row(view: View, position: int, columns: int, look: Looks) -> Line:
    session = view.session
    line = session.schedule.lines[position]
    here = position == session.position
    judgement = session.record.judgement(line.id)
    number = words.notes(len(judgement.notes))
    count = pad(number, 9) if columns >= ROOMY else pad(number.split(" ")[0], 3)
    label = look.text(words.level(session, line.id)) if judgement.level else "-"
    wide = max(columns * 2 // 9, 12)
    label = pad(clip(label, wide), wide + 1)
    room = columns - 5 - len(count) - cells(label) - 1
    name = pad(clip(look.text(clean(line.name)), room), room)
    style = "reverse" if here else ""
    return (
        ("> " if here else "  ", ""), (LINE_KEYS[position], "bold"), ("  ", ""), (name, style),
        (" ", style), (label, style or ("accent" if judgement.level else "dim")), (count, style),
    )  # fmt: skip


def _whole_row(view: View, columns: int) -> Line:
    here = view.draft is not None and view.whole
    text = clip(words.whole(view.session), columns - 5)
    return ("> " if here else "  ", ""), (WHOLE, "bold"), ("  ", ""), (text, "dim")


def _signs(view: View, columns: int, look: Looks) -> list[Line]:
    *signs, absent = words.signs(view.session)
    lines = [
        ((f"{mark} {line}", ""),)
        for sign in signs
        for mark, line in zip("+" + " " * 20, wrap(look.text(sign), columns - 2), strict=False)
    ]
    return [*lines, *(((line, "dim"),) for line in wrap(look.text(absent), columns))]


def _notes(view: View, columns: int, look: Looks) -> list[Line]:
    name = clip(look.text(clean(view.session.line.name)), columns - 9)
    lines: list[Line] = [((f"Notes on {name}", "heading"),)]
    for note in view.session.judgement.notes:
        first, *rest = wrap(look.text(words.note(note)), columns - 6)
        lines += [((first, ""),), *(((" " * 6 + line, ""),) for line in rest)]
    return lines if len(lines) > 1 else [*lines, (("none yet", "dim"),)]


def _written(view: View, columns: int, look: Looks) -> list[Line]:
    key = "The whole" if view.whole else LINE_KEYS[view.session.position]
    which = "note" if view.at is None else f"note {view.at + 1}"
    title = f"{key}, {which}{f' of {view.stamp}' if view.stamp else ''}. {words.NO_NAMES}"
    return [((clip(title, columns), "dim"),), *_draft(view.draft or "", columns, look)]


def _question(view: View, columns: int, look: Looks) -> list[Line]:
    session = view.session
    lines = session.schedule.lines
    keys = ", ".join(LINE_KEYS[lines.index(line)] for line in session.unjudged)
    return paragraphs([words.asks_to_finish(session, keys)], columns, look, "bold")


def _levels(view: View, columns: int, look: Looks) -> list[Line]:
    levels = enumerate(view.session.schedule.levels, 1)
    return flow([(str(n), look.text(clean(level.label))) for n, level in levels], columns)


def _keys(view: View, keys: Sequence[tuple[str, str]], columns: int, look: Looks) -> list[Line]:
    """Name the keys, or give the hint in their place: there is no row for both."""
    if view.hint:
        return [((line, "bold"),) for line in wrap(look.text(view.hint), columns)]
    return flow(keys, columns)


def _draft(draft: str, columns: int, look: Looks) -> list[Line]:
    text = wrap(look.text(draft), columns - 3)
    if draft.endswith(" "):
        text[-1] += " "
    return [((("> " if not at else "  ") + line, ""),) for at, line in enumerate(text)]


def _notice(view: View, columns: int, look: Looks) -> Screen:
    intro, notice, practical = ([text] for text in words.welcome(view.session))
    body = [
        *paragraphs(intro, columns, look), BLANK,
        *paragraphs(notice, columns, look, "bold"), BLANK,
        *paragraphs(practical, columns, look),
    ]  # fmt: skip
    title = clip(look.text(clean(view.session.schedule.title)), columns)
    hint: list[Line] = [((clip(look.text(view.hint), columns), ""),)] if view.hint else []
    edge = [BLANK, *hint, *flow([("Enter", "begin"), ("?", "help"), ("q", "leave")], columns)]
    return Screen([((title, "bold"),), BLANK], body, edge, focus=view.scroll)


def _page(view: View, columns: int, look: Looks) -> Screen:
    session = view.session
    asked: list[str] = []
    if session.phase == "meeting":
        title, hint = words.MEETING, words.MEETING_HELP
    elif session.phase == "present":
        title, hint = words.PRESENT, words.PRESENT_HELP
    else:
        number = f"{session.position + 1} of {len(session.schedule.reflexivity)}"
        title = f"{words.REFLEXIVITY} {number}"
        asked, hint = [clean(session.prompt.prompt)], words.REFLEXIVITY_HELP
    top = [
        *paragraphs([title], columns, look, "heading"), BLANK,
        *paragraphs(asked, columns, look, "bold"), *([BLANK] if asked else []),
        *paragraphs([hint], columns, look), BLANK,
    ]  # fmt: skip
    body = _draft(view.draft or "", columns, look)
    edge = [BLANK, *_keys(view, words.PAGE_KEYS, columns, look)]
    brief = paragraphs(asked or [title], columns, look)
    return Screen(top, body, edge, brief=brief, focus=len(body) - 1, cursor=True)


def _help(view: View, columns: int, look: Looks) -> Screen:
    body: list[Line] = [
        ((line, ""),)
        for text in words.help_text(view.session)
        for line in wrap(look.text(text), columns)
    ]
    edge: list[Line] = [BLANK, (("Press any key to go back.", ""),)]
    return Screen([(("Help", "heading"),), BLANK], body, edge, focus=view.scroll)
