"""How is a meeting observed line by line, for a screen reader or a plain terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from collabcheck.ask.observing import session as step
from collabcheck.ask.observing import words
from collabcheck.ask.observing.entries import LINE_KEYS, WHOLE, read_entry
from collabcheck.ask.observing.press import PAGES, View, finished, opened, press
from collabcheck.ask.observing.session import Session
from collabcheck.ask.text import clean

HOW = (
    "Write the letter of a line and then a number, which sets its level, or words, which become a "
    "note: b 1, or b The chair asked. The letter alone tells what to look for. z and words make a "
    "note on the meeting as a whole."
)
COMMANDS = "Other commands: list, u undo, f finish, q leave, ? help."


def ask(view: View) -> Iterator[str]:
    """Give the lines that ask what is asked now."""
    session = view.session
    if session.phase == "notice":
        yield clean(session.schedule.title)
        yield from words.welcome(session)
        yield "Press Enter to begin, or q and Enter to leave."
    elif session.phase in PAGES:
        yield from _page(view)
    elif view.finishing:
        keys = ", ".join(LINE_KEYS[session.schedule.lines.index(x)] for x in session.unjudged)
        yield f"{words.asks_to_finish(session, keys)} Write f to finish, or anything else."
    else:
        yield from _list(session)
        yield HOW
        yield COMMANDS


def hear(view: View, line: str, now: str) -> View:
    """Give the view after a line, at the time `now` (HH:MM)."""
    word, view = " ".join(line.split()), replace(view, hint="")
    session = view.session
    if word == "?":
        return replace(view, hint="\n".join([HOW, COMMANDS, *words.levels(session)]))
    if word == "q":
        return replace(view, leaving=True)
    if session.phase == "notice":
        return press(view, "unknown" if word else "enter", now)
    if session.phase in PAGES:
        return press(replace(view, draft=_text(view, word)), "enter", now)
    if view.finishing:
        return finished(view) if word == "f" else replace(view, finishing=False)
    if word == "list":
        return replace(view, hint="\n".join(_list(session)))
    if word in ("u", "f"):
        return press(view, word, now)
    return _entered(view, word, now)


def _page(view: View) -> Iterator[str]:
    session = view.session
    if session.phase == "meeting":
        yield words.MEETING
        yield words.MEETING_HELP
    elif session.phase == "present":
        yield words.PRESENT
        yield words.PRESENT_HELP
    else:
        yield words.REFLEXIVITY
        yield clean(session.prompt.prompt)
        yield words.REFLEXIVITY_HELP
    if view.draft:
        yield f"It says now: {clean(view.draft)}"
        yield "An empty line leaves it as it is; a single hyphen takes it away."


def _text(view: View, word: str) -> str:
    return "" if word == "-" else word or view.draft or ""


def _entered(view: View, word: str, now: str) -> View:
    if not word:
        return replace(view, hint=f"{HOW} {COMMANDS}")
    entry = read_entry(view.session.schedule, word)
    if entry.whole:
        session = view.session
        if entry.text:
            session = step.note(session, entry.text, entry.time or now, whole=True)
        return opened(session, view.saved, hint=f"{WHOLE}. {words.whole(session)}")
    if entry.position is None and entry.text.split(" ")[0] in _LETTERS:
        return replace(view, hint=f"There is no line '{entry.text[0]}'. {HOW}")
    position = view.session.position if entry.position is None else entry.position
    session = step.choose(view.session, position)
    if entry.judged:
        session = step.judge(session, entry.level)
    elif entry.text:
        session = step.note(session, entry.text, entry.time or now)
    told = [f"{LINE_KEYS[position]}. {clean(session.line.name)}: {_state(session)}"]
    if not entry.judged and not entry.text:
        told += words.signs(session)
    return opened(session, view.saved, hint="\n".join(told))


def _list(session: Session) -> Iterator[str]:
    for position, line in enumerate(session.schedule.lines):
        yield f"{LINE_KEYS[position]}. {clean(line.name)}: {_state(step.choose(session, position))}"
    if session.record.notes:
        yield f"{WHOLE}. {words.whole(session)}"


def _state(session: Session) -> str:
    count = words.notes(len(session.judgement.notes))
    return f"{words.level(session, session.line.id)}{f', {count}' if count else ''}."


_LETTERS = tuple("bcdefghjklmnopqrstuvwxyz")
"""Single small letters that are no word."""
