"""What does a view look like in a window of this size?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from collabcheck.ask import words
from collabcheck.ask.names import OPTION_KEYS
from collabcheck.ask.press import View, rows
from collabcheck.ask.progress import bar
from collabcheck.ask.terminal import Looks, Span
from collabcheck.ask.text import cells, clean, clip, pad, wrap
from collabcheck.core.responses.response import LONGEST_COMMENT

Line = tuple[Span, ...]
BLANK: Line = ()
WIDEST = 76


@dataclass(frozen=True)
class Drawing:
    """The lines of a window, and the row and column of the cursor if it is shown.

    first: the line of the body that stands uppermost, however far was scrolled.
    """

    lines: list[Line]
    cursor: tuple[int, int] | None
    first: int


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


def render(view: View, width: int, height: int, look: Looks) -> Drawing | None:
    """Lay a view out for a window; None if the window is too small for it."""
    screen = _screen(view, min(width - 1, WIDEST), look)
    tight = replace(screen, top=_tight(screen.top), edge=_tight(screen.edge))
    short = replace(tight, answers=screen.short)
    brief = replace(short, top=screen.brief or tight.top)
    for least in (len(screen.body), min(len(screen.body), 3)):
        for attempt in (screen, tight, short, brief):
            if height - len(attempt.top) - len(attempt.answers) - len(attempt.edge) >= least:
                return _fitted(attempt, height)
    return None


def _screen(view: View, columns: int, look: Looks) -> Screen:
    if view.helping:
        return _help(view, columns, look)
    if view.draft is not None:
        return _comment(view, columns, look)
    return {
        "notice": _notice,
        "attributes": _attribute,
        "items": _item,
        "review": _review,
        "done": _review,
    }[view.session.phase](view, columns, look)


def _fitted(screen: Screen, height: int) -> Drawing:
    room = height - len(screen.top) - len(screen.answers) - len(screen.edge)
    body, first = screen.body, 0
    if len(body) > room:
        shown = room - 1
        first = screen.focus // shown * shown
        if not screen.pages:
            first = min(screen.focus, len(body) - shown)
        last = min(first + shown, len(body))
        more = f"(lines {first + 1}-{last} of {len(body)}; the arrow keys move)"
        body = [*body[first:last], ((more, "dim"),)]
        end = last - first - 1
    else:
        end = len(body) - 1
    gap = [BLANK] * (room - len(body))
    cursor = None
    if screen.cursor:
        cursor = (len(screen.top) + end, sum(cells(text) for text, _ in body[end]))
    return Drawing([*screen.top, *body, *screen.answers, *gap, *screen.edge], cursor, first)


def _tight(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line]


def _paragraphs(texts: Sequence[str], columns: int, look: Looks, style: str = "") -> list[Line]:
    lines: list[Line] = []
    for text in texts:
        lines += [((line, style),) for line in wrap(look.text(text), columns)]
        lines.append(BLANK)
    return lines[:-1]


def _title(view: View, columns: int, look: Looks) -> Line:
    return ((clip(look.text(clean(view.session.questionnaire.title)), columns), "bold"),)


def _edge(view: View, columns: int, look: Looks, otherwise: str = "") -> list[Line]:
    """Give the hint, and the keys that work."""
    hint = look.text(view.hint or otherwise)
    lines = [((line, ""),) for line in wrap(hint, columns)] if hint else []
    keys = [tuple(key.split(" ", 1)) for key in words.footer(view.session).split("   ")]
    return [BLANK, *lines, *_flow(keys, columns)]


def _flow(entries: Sequence[tuple[str, ...]], columns: int) -> list[Line]:
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


def _choices(
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


def _notice(view: View, columns: int, look: Looks) -> Screen:
    texts = words.welcome(view.session)
    intro, notice, practical = ([text] for text in texts)
    body = [
        *_paragraphs(intro, columns, look), BLANK,
        *_paragraphs(notice, columns, look, "bold"), BLANK,
        *_paragraphs(practical, columns, look),
    ]  # fmt: skip
    top = [_title(view, columns, look), BLANK]
    return Screen(top, body, _edge(view, columns, look), focus=view.scroll)


def _attribute(view: View, columns: int, look: Looks) -> Screen:
    session, attribute = view.session, view.session.attribute
    chosen = session.response.choice(attribute.id)
    entries = [
        (
            OPTION_KEYS[place] if place < len(OPTION_KEYS) else " ",
            clean(option.name),
            option.id == chosen,
            place == view.cursor,
        )
        for place, option in enumerate(attribute.options)
    ]
    top = [
        _title(view, columns, look), BLANK,
        *_paragraphs([clean(attribute.question)], columns, look, "bold"), BLANK,
    ]  # fmt: skip
    body = _choices(entries, columns, look)
    return Screen(top, body, _edge(view, columns, look), focus=max(view.cursor, 0), pages=True)


def _item(view: View, columns: int, look: Looks) -> Screen:
    session = view.session
    recorded = session.recorded(session.item)
    given = recorded.answer if recorded else None
    entries = words.choices(session.questionnaire.scale)
    marked = [(k, w, given is not None and a == given, False) for k, w, a in entries]
    mine = [f'Your comment: "{recorded.comment}"'] if recorded and recorded.comment else []
    if recorded and given is None and not mine:
        mine = ["You skipped this one."]
    body = _paragraphs([session.wording(session.item)], columns - 2, look, "bold")
    body = [(("  ", ""), *line) for line in body]
    body += [(("  ", ""), (clip(look.text(line), columns - 2), "dim")) for line in mine]
    short = [
        (key, look.text(label) + (" (your answer)" if chosen else ""))
        for key, label, chosen, _ in marked
    ]
    about = wrap(look.text(clean(session.axis.about)), columns)
    top = [*_progress(view, columns, look), BLANK, _axis(view, columns, look)]
    top += [((line, "dim"),) for line in about if len(about) <= 2]
    return Screen(
        top=[*top, BLANK],
        body=body,
        answers=[BLANK, *_choices(marked, columns, look)],
        short=_flow(short, columns),
        brief=_progress(view, columns, look),
        edge=_edge(view, columns, look),
        focus=view.scroll,
    )


def _axis(view: View, columns: int, look: Looks) -> Line:
    return ((clip(look.text(clean(view.session.axis.name)), columns), "heading"),)


def _progress(view: View, columns: int, look: Looks) -> list[Line]:
    session = view.session
    done = session.total - len(session.remaining())
    place = f"Question {session.position + 1} of {session.total}"
    left = words.time_left(session)
    full, empty = ("\u2588", "\u2591") if look.unicode else ("#", "-")
    room = columns - len(place) - len(left) - 4
    drawn = bar(done, session.total, max(room, 5), full=full, empty=empty)
    if room < 5:
        return [((clip(f"{place}, {left}", columns), ""),)]
    return [((f"{place}  ", ""), (drawn, "accent"), (f"  {left}", ""))]


def _help(view: View, columns: int, look: Looks) -> Screen:
    body = _paragraphs(words.help_text(view.session), columns, look)
    edge: list[Line] = [BLANK, (("Press any key to go back.", ""),)]
    return Screen([(("Help", "heading"),), BLANK], body, edge, focus=view.scroll)


def _comment(view: View, columns: int, look: Looks) -> Screen:
    session, draft = view.session, view.draft or ""
    notice = _paragraphs([words.COMMENT_NOTICE], columns, look)
    top = [
        _axis(view, columns, look),
        *_paragraphs([session.wording(session.item)], columns, look, "bold"), BLANK,
        *notice, BLANK,
    ]  # fmt: skip
    text = wrap(look.text(draft), columns - 2)
    if draft.endswith(" ") and cells(text[-1]) < columns - 2:
        text[-1] += " "
    body: list[Line] = [((("> " if not at else "  ") + line, ""),) for at, line in enumerate(text)]
    count = f"{len(draft)} of {LONGEST_COMMENT} characters"
    hint = wrap(look.text(view.hint or count), columns)
    edge = [
        BLANK,
        *(((line, ""),) for line in hint),
        *_flow([("Enter", "keep"), ("Esc", "leave as it was"), ("Ctrl-U", "clear")], columns),
    ]
    return Screen(top, body, edge, brief=notice, focus=len(body) - 1, cursor=True)


def _review(view: View, columns: int, look: Looks) -> Screen:
    session, cursor = view.session, max(view.cursor, 0)
    body: list[Line] = []
    focus, axis = 0, ""
    for place, (kind, position) in enumerate(rows(session)):
        if kind == "items":
            item = session.questionnaire.items[position]
            if item.axis != axis:
                axis = item.axis
                name = next(a.name for a in session.questionnaire.axes if a.id == axis)
                body.append(((clip(look.text(clean(name)), columns), "heading"),))
        if place == cursor:
            focus = len(body)
        body.append(_review_row(view, (kind, position), columns, look, here=place == cursor))
    missing = session.total - session.answered
    note = f"{missing} without an answer, marked !." if missing else "Every question is answered."
    typed = f"Question {view.typed}, then Enter" if view.typed else ""
    hint = typed or "To change an answer, type its number and press Enter."
    top = [*_paragraphs([f"{words.REVIEW_TITLE}. {note}"], columns, look, "bold"), BLANK]
    return Screen(top, body, _edge(view, columns, look, hint), focus=focus, pages=True)


def _review_row(view: View, row: tuple[str, int], columns: int, look: Looks, *, here: bool) -> Line:
    session, (kind, position) = view.session, row
    if kind == "items":
        item = session.questionnaire.items[position]
        number, text = str(position + 1), session.wording(item)
        given, recorded = words.answer_given(session, item), session.recorded(item)
        note = " +c" if recorded and recorded.comment else ""
    else:
        number, text = "", clean(session.questionnaire.attributes[position].question)
        given, note = words.option_given(session, position), ""
    mark = "!" if given == words.SKIPPED else " "
    wide = max(columns * 2 // 5, 12)
    answer = clip(look.text(given), wide - len(note)) + note
    text = pad(clip(look.text(text), columns - wide - 8), columns - wide - 8)
    line = f"{'>' if here else ' '}{mark}{number:>3}  {text} "
    return ((line, ""), (answer, "reverse" if here else ""))
