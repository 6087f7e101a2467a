"""What does a view look like in a window of this size?"""

from __future__ import annotations

from collabcheck.ask import words
from collabcheck.ask.layout import (
    BLANK,
    WIDEST,
    Drawing,
    Line,
    Screen,
    choices,
    fitted,
    flow,
    paragraphs,
)
from collabcheck.ask.names import OPTION_KEYS
from collabcheck.ask.pictures import inline, pictured
from collabcheck.ask.press import View, rows
from collabcheck.ask.progress import bar
from collabcheck.ask.terminal import Looks
from collabcheck.ask.text import cells, clean, clip, pad, wrap
from collabcheck.core.responses.response import LONGEST_COMMENT


def render(view: View, width: int, height: int, look: Looks) -> Drawing | None:
    """Lay a view out for a window; None if the window is too small for it."""
    columns = min(width - 1, WIDEST)
    if view.session.phase == "consent" and not view.helping:
        return _consent(view, columns, height, look)
    return fitted(_screen(view, columns, look), height)


def _screen(view: View, columns: int, look: Looks) -> Screen:
    if view.helping:
        return _help(view, columns, look)
    if view.draft is not None:
        return _comment(view, columns, look)
    if view.parting:
        return _parting(view, columns, look)
    return {
        "notice": _notice,
        "attributes": _attribute,
        "items": _item,
        "review": _review,
        "done": _review,
    }[view.session.phase](view, columns, look)


def _title(view: View, columns: int, look: Looks) -> Line:
    return ((clip(look.text(clean(view.session.questionnaire.title)), columns), "bold"),)


def _edge(
    view: View, columns: int, look: Looks, otherwise: str = "", *, unread: bool = False
) -> list[Line]:
    """Give the hint, and the keys that work."""
    hint = look.text(view.hint or otherwise)
    lines = [((line, ""),) for line in wrap(hint, columns)] if hint else []
    footer = words.footer(view.session, unread=unread)
    keys = [tuple(key.split(" ", 1)) for key in footer.split("   ")]
    return [BLANK, *lines, *flow(keys, columns)]


def _consent(view: View, columns: int, height: int, look: Looks) -> Drawing | None:
    """Offer a yes only with the last line in sight; until then the same key reads on."""
    body = paragraphs(words.consent(view.session), columns, look)
    top = [_title(view, columns, look), BLANK]
    yes = _edge(view, columns, look)
    drawing = fitted(Screen(top, body, yes, focus=view.scroll), height)
    if drawing is None or not drawing.page:
        return drawing
    more = _edge(view, columns, look, unread=True)
    # As tall as the other, so that no line comes into sight or goes with the words of the keys.
    more += [((" ", ""),)] * (len(yes) - len(more))
    return fitted(Screen(top, body, more, focus=view.scroll), height)


def _parting(view: View, columns: int, look: Looks) -> Screen:
    body = paragraphs(words.parting(view.session), columns, look)
    hint: list[Line] = [((line, ""),) for line in wrap(look.text(view.hint), columns) if line]
    edge = [BLANK, *hint, *flow(words.PARTING_KEYS, columns)]
    return Screen([_title(view, columns, look), BLANK], body, edge, focus=view.scroll)


def _notice(view: View, columns: int, look: Looks) -> Screen:
    texts = words.welcome(view.session)
    intro, notice, practical = ([text] for text in texts)
    cups = [words.cups(view.session.questionnaire.scale)]
    intro += [text for text in cups if text]
    body = [
        *paragraphs(intro, columns, look), BLANK,
        *paragraphs(notice, columns, look, "bold"), BLANK,
        *paragraphs(practical, columns, look),
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
        *paragraphs([clean(attribute.question)], columns, look, "bold"), BLANK,
    ]  # fmt: skip
    body = choices(entries, columns, look)
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
    body = paragraphs([session.wording(session.item)], columns - 2, look, "bold")
    if session.questionnaire.lay and session.item.help:
        body += paragraphs([clean(session.item.help)], columns - 2, look)
    body = [(("  ", ""), *line) for line in body]
    body += [(("  ", ""), (clip(look.text(line), columns - 2), "dim")) for line in mine]
    answers, short = choices(marked, columns, look), [(key, label) for key, label, _, _ in marked]
    if pictures := words.pictures(session.questionnaire.scale):
        drawn = [(k, w, chosen, pictures.get(k)) for k, w, chosen, _ in marked]
        answers = pictured(drawn, columns, look)
        short = [(k, f"{inline(p, unicode=look.unicode)} {w}" if p else w) for k, w, _, p in drawn]
    short = [
        (key, look.text(label) + (" (your answer)" if chosen else ""))
        for (key, label), (_, _, chosen, _) in zip(short, marked, strict=True)
    ]
    top = _progress(view, columns, look)
    if not session.questionnaire.lay:
        about = wrap(look.text(clean(session.heading.about)), columns)
        top += [BLANK, _heading(view, columns, look)]
        top += [((line, "dim"),) for line in about if len(about) <= 2]
    return Screen(
        top=[*top, BLANK],
        body=body,
        answers=[BLANK, *answers],
        short=flow(short, columns),
        brief=_progress(view, columns, look),
        edge=_edge(view, columns, look),
        focus=view.scroll,
    )


def _heading(view: View, columns: int, look: Looks) -> Line:
    return ((clip(look.text(clean(view.session.heading.name)), columns), "heading"),)


def _progress(view: View, columns: int, look: Looks) -> list[Line]:
    session = view.session
    done = session.total - len(session.remaining())
    place, left = words.place(session), words.time_left(session)
    full, empty = ("\u2588", "\u2591") if look.unicode else ("#", "-")
    room = columns - len(place) - len(left) - 4
    drawn = bar(done, session.total, max(room, 5), full=full, empty=empty)
    if room < 5:
        return [((clip(f"{place}, {left}" if left else place, columns), ""),)]
    return [((f"{place}  ", ""), (drawn, "accent"), (f"  {left}", ""))]


def _help(view: View, columns: int, look: Looks) -> Screen:
    body = paragraphs(words.help_text(view.session), columns, look)
    edge: list[Line] = [BLANK, (("Press any key to go back.", ""),)]
    return Screen([(("Help", "heading"),), BLANK], body, edge, focus=view.scroll)


def _comment(view: View, columns: int, look: Looks) -> Screen:
    session, draft = view.session, view.draft or ""
    notice = paragraphs([words.COMMENT_NOTICE], columns, look)
    top = [
        *([] if session.questionnaire.lay else [_heading(view, columns, look)]),
        *paragraphs([session.wording(session.item)], columns, look, "bold"), BLANK,
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
        *flow([("Enter", "keep"), ("Esc", "leave as it was"), ("Ctrl-U", "clear")], columns),
    ]
    return Screen(top, body, edge, brief=notice, focus=len(body) - 1, cursor=True)


def _review(view: View, columns: int, look: Looks) -> Screen:
    session, cursor = view.session, max(view.cursor, 0)
    body: list[Line] = []
    focus, above = 0, None
    for place, (kind, position) in enumerate(rows(session)):
        if kind == "items":
            item = session.questionnaire.items[position]
            heading = session.questionnaire.heading(item)
            if heading != above and not session.questionnaire.lay:
                above = heading
                body.append(((clip(look.text(clean(heading.name)), columns), "heading"),))
        if place == cursor:
            focus = len(body)
        body.append(_review_row(view, (kind, position), columns, look, here=place == cursor))
    missing = session.total - session.answered
    note = f"{missing} without an answer, marked !." if missing else "Every question is answered."
    typed = f"Question {view.typed}, then Enter" if view.typed else ""
    hint = typed or "To change an answer, type its number and press Enter."
    top = [*paragraphs([f"{words.REVIEW_TITLE}. {note}"], columns, look, "bold"), BLANK]
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
