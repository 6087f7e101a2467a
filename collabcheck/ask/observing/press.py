"""What does the press of a key do while a meeting is watched?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from collabcheck.ask.observing import session as step
from collabcheck.ask.observing import words
from collabcheck.ask.observing.entries import LINE_KEYS, NO_LEVEL, WHOLE, level_words
from collabcheck.ask.observing.session import Session, tidy
from collabcheck.ask.shown import Shown
from collabcheck.ask.text import clean, safe
from collabcheck.ask.writing import edited
from collabcheck.core.responses.observed import LONGEST_MEETING, Observation
from collabcheck.core.responses.response import LONGEST_COMMENT

PAGES = ("meeting", "reflexivity", "present")
"""The pages before the meeting on which a text is written."""


@dataclass(frozen=True)
class View(Shown):
    """A session and what stands around it on the screen.

    draft: the text being written, always one on a page before the meeting. stamp: the time of a
    note's first letter. at: the number of the note that is mended, None for a new one.
    whole: whether the note is on the meeting as a whole.
    reading: whether the lower edge shows the notes of the line and not its signs.
    finishing: whether the observer was asked if that was all. saved: the time of the last save.
    """

    session: Session
    draft: str | None = None
    stamp: str = ""
    at: int | None = None
    whole: bool = False
    reading: bool = False
    finishing: bool = False
    saved: str = ""

    @property
    def done(self) -> bool:
        """Whether the record was finished."""
        return self.session.phase == "done"

    @property
    def writing(self) -> bool:
        """Whether a text is being written."""
        return self.draft is not None

    @property
    def topic(self) -> object:
        """What is asked: a page, the meeting, or whether that was all."""
        page = self.session.position if self.session.phase == "reflexivity" else 0
        return self.session.phase, page, self.finishing

    @property
    def written(self) -> Session:
        """The session with the text that is still being written: what a break must not lose."""
        if self.draft is None:
            return self.session
        if self.session.phase == "meeting":
            return step.label(self.session, self.draft)
        if self.session.phase == "reflexivity":
            return step.reflect(self.session, self.draft)
        if self.session.phase == "present":
            return step.attend(self.session, self.draft)
        if not tidy(self.draft):
            return self.session
        return step.note(self.session, self.draft, self.stamp, self.at, whole=self.whole)

    @property
    def record(self) -> Observation:
        """The record as it is to be on the disk."""
        return self.written.record


def opened(session: Session, saved: str = "", hint: str = "") -> View:
    """Show a session; a page before the meeting has its text at once."""
    draft = None
    if session.phase == "meeting":
        draft = session.record.meeting
    elif session.phase == "reflexivity":
        told = {r.prompt: r.text for r in session.record.reflections}
        draft = told.get(session.prompt.id, "")
    elif session.phase == "present":
        draft = session.record.present or ""
    return View(session, draft=draft, saved=saved, hint=hint)


def spoken(view: View) -> View:
    """Give the view as it is asked line by line: a text under way is kept."""
    return opened(view.written, view.saved)


def press(view: View, key: str, now: str) -> View:
    """Give the view after a key, at the time `now` (HH:MM). One without a meaning gives a hint."""
    if view.done:
        return view
    if view.helping:
        return _scrolled(view, key) or replace(view, helping=False, scroll=0)
    if view.session.phase in PAGES:
        return _page(view, view.draft or "", key, now)
    if view.draft is not None:
        return _note(view, view.draft, key, now)
    view = replace(view, hint="")
    if view.finishing:
        return finished(view) if key in ("f", "F") else replace(view, finishing=False)
    if key == "q":
        return replace(view, leaving=True)
    if key == "?":
        return replace(view, helping=True, scroll=0)
    if view.session.phase == "notice":
        if key in ("enter", "right"):
            return opened(step.onward(view.session, now), view.saved)
        key = "pagedown" if key == " " else key
        return _scrolled(view, key) or replace(view, hint="Press Enter to begin.")
    return _line(view, key, now)


def paste(view: View, text: str, now: str) -> View:
    """Take pasted text into what is written; in the meeting it begins a note."""
    if view.helping or view.finishing or view.session.phase in ("notice", "done"):
        return replace(view, hint="Pasted text is used in notes only.")
    return _drafted(view, (view.draft or "") + clean(text), now)


def finished(view: View) -> View:
    """Finish the record."""
    return View(step.finish(view.session), saved=view.saved)


def _line(view: View, key: str, now: str) -> View:
    session, lines = view.session, view.session.schedule.lines
    if key in LINE_KEYS[: len(lines)]:
        return replace(view, session=step.choose(session, LINE_KEYS.index(key)))
    if key in ("up", "down"):
        position = session.position + (1 if key == "down" else -1)
        position = min(max(position, 0), len(lines) - 1)
        return replace(view, session=step.choose(session, position))
    if key == NO_LEVEL or (
        key.isascii() and key.isdigit() and key in level_words(session.schedule)
    ):
        return replace(view, session=step.judge(session, level_words(session.schedule)[key]))
    if key in ("enter", " ", WHOLE):
        return replace(view, draft="", stamp="", at=None, whole=key == WHOLE)
    if key == "u":
        if session.before is None:
            return replace(view, hint="There is nothing to undo.")
        return replace(view, session=step.undo(session), hint="Undone. u brings it back.")
    if key == "tab":
        return replace(view, reading=not view.reading)
    if key == "f":
        return replace(view, finishing=True)
    if len(key) == 1 and safe(key) and not ("a" <= key <= "z" or key.isdigit()):
        return _drafted(view, key, now)
    return replace(view, hint=words.unknown(key))


def _page(view: View, draft: str, key: str, now: str) -> View:
    if key == "enter":
        session = step.onward(view.written, now)
        if session.phase == "meeting":
            return replace(view, hint="Give the meeting a short label, such as core group 3.")
        return opened(session, view.saved)
    if key in ("up", "escape"):
        return opened(step.back(view.written), view.saved)
    return _drafted(view, edited(draft, key), now)


def _note(view: View, draft: str, key: str, now: str) -> View:
    if key == "enter":
        session = step.note(view.session, draft, view.stamp, view.at, whole=view.whole)
        gone = session != view.session and not tidy(draft)
        hint = words.whole(session) if view.whole else ""
        hint = "The note is gone. u brings it back." if gone else hint
        return _closed(view, session, hint)
    if key == "escape":
        written = view.written
        if written == view.session:
            return _closed(view, view.session, "")
        before = (written.record, written.position)
        session = replace(view.session, before=before)
        return _closed(view, session, "Put away. u brings it back.")
    if key in ("up", "down"):
        return _other_note(view, -1 if key == "up" else 1)
    text = edited(draft, key)
    return view if text == draft else _drafted(view, text, now)


def _closed(view: View, session: Session, hint: str) -> View:
    return replace(view, session=session, draft=None, stamp="", at=None, whole=False, hint=hint)


def _other_note(view: View, by: int) -> View:
    """Keep the note that is written, and open the one before or after it on the same line."""
    session = view.written
    notes = session.notes(whole=view.whole)
    place = len(view.session.notes(whole=view.whole)) if view.at is None else view.at
    place = max(place + by, 0)
    if place < len(notes):
        note = notes[place]
        hint = f"Note {place + 1} of {len(notes)}. Enter keeps it, Ctrl-U and Enter take it away."
        return replace(view, session=session, draft=note.text, stamp=note.time, at=place, hint=hint)
    return replace(view, session=session, draft="", stamp="", at=None, hint="")


def _drafted(view: View, draft: str, now: str) -> View:
    if view.session.phase == "lines" and view.at is None and not tidy(view.draft or ""):
        view = replace(view, stamp=now)
    longest = LONGEST_MEETING if view.session.phase == "meeting" else LONGEST_COMMENT
    hint = words.limit(longest) if len(draft) > longest else ""
    return replace(view, draft=draft[:longest], hint=hint)


def _scrolled(view: View, key: str) -> View | None:
    steps = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
    return replace(view, scroll=max(view.scroll + steps[key], 0)) if key in steps else None
