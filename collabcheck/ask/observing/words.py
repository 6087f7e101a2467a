"""With which words is an observer spoken to?"""

from __future__ import annotations

from pathlib import Path

from collabcheck.ask.observing.session import Session
from collabcheck.ask.text import clean, safe
from collabcheck.core.responses.observed import Note

NO_NAMES = "No names, and nothing that tells who is meant."
MEETING = "What is this meeting called?"
MEETING_HELP = (
    "A short label without names, such as: core group 3. A second observer writes the same."
)
REFLEXIVITY = "Before you watch: where do you stand yourself?"
REFLEXIVITY_HELP = (
    "A few words. They are kept with your notes, so that their readers know from where you looked. "
    "Enter alone goes on without."
)
PRESENT = "Who is there? Roles only."
PRESENT_HELP = (
    "No names. For example: chair, social worker, school nurse, mother; father not invited. Enter "
    "alone goes on without."
)
WHOLE = "The meeting as a whole"
PAGE_KEYS = (("Enter", "go on"), ("Up", "back"), ("Ctrl-U", "clear"), ("Ctrl-C", "leave"))
LINE_KEYS = (
    ("Enter", "note"), ("z", "whole meeting"), ("u", "undo"), ("Tab", "notes"),
    ("f", "finish"), ("?", "help"), ("q", "leave"),
)  # fmt: skip
FEWER_KEYS = tuple(key for key in LINE_KEYS if key[0] not in ("Tab", "z"))
NOTE_KEYS = (("Enter", "keep"), ("Esc", "put away"), ("Up", "the note before"), ("Ctrl-U", "clear"))
NOT_JUDGED = "no level"


def welcome(session: Session) -> list[str]:
    """Say, in paragraphs, what is coming and what must be left out."""
    schedule = session.schedule
    return [
        clean(schedule.intro),
        clean(schedule.notice),
        (
            f"{len(schedule.lines)} lines, all on one screen. All that you write is kept on this "
            "computer as you write it: you can stop at any time and go on later."
        ),
    ]


def level(session: Session, line: str) -> str:
    """Say the level of a line."""
    code = session.record.judgement(line).level
    return clean(session.schedule.label(code)) if code else NOT_JUDGED


def whole(session: Session) -> str:
    """Say how many notes there are on the meeting as a whole."""
    return f"{WHOLE}: {notes(len(session.record.notes)) or 'no notes'}."


def notes(number: int) -> str:
    """Say how many notes there are; nothing for none."""
    return "" if not number else "1 note" if number == 1 else f"{number} notes"


def note(of: Note) -> str:
    """Say a note after its time."""
    return f"{of.time} {clean(of.text)}"


def signs(session: Session) -> list[str]:
    """Say what to look for on the open line, and what the opposite looks like."""
    line = session.line
    return [*(clean(sign) for sign in line.look_for), f"Absent if: {clean(line.absent_if)}"]


def judged(session: Session) -> str:
    """Say how many lines have a level."""
    total = len(session.schedule.lines)
    return f"{total - len(session.unjudged)} of {total} judged"


def running(session: Session, now: str) -> str:
    """Say how long the meeting has been watched at the time `now`."""
    minutes = (_minutes(now) - _minutes(session.record.began or now)) % (24 * 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def asks_to_finish(session: Session, keys: str) -> str:
    """Ask whether that was all; `keys` names the lines without a level."""
    if not keys:
        return "Finish? Every line has a level."
    number = len(session.unjudged)
    which = "1 line has" if number == 1 else f"{number} lines have"
    return (
        f"Finish? {which} no level ({keys}) and will stand as not judged, which is not the same as "
        "not seen."
    )


def limit(longest: int) -> str:
    """Say that a text is too long."""
    return f"This holds {longest} characters; the rest is left out."


def unknown(key: str) -> str:
    """Say that a key does nothing, and what does."""
    if len(key) == 1 and safe(key):
        return f"'{key}' does nothing here. Begin a note with a capital, or with Enter; ? for help."
    return "This key does nothing here; ? for help."


def levels(session: Session) -> list[str]:
    """Say what each level means, after its number."""
    return [
        f"{number} {clean(level.label)}: {clean(level.meaning)}"
        for number, level in enumerate(session.schedule.levels, 1)
    ]


def help_text(session: Session) -> list[str]:
    """Explain the open line and the screen, in paragraphs."""
    return [
        f"{clean(session.line.name)}.",
        *signs(session),
        "A letter goes to its line, a number sets the level of that line, 0 takes it away.",
        (
            "A capital letter begins a note on the line; so does Enter. The time of its first "
            "letter stands beside it. Enter ends it."
        ),
        "z begins a note on the meeting as a whole.",
        "While you write, the up arrow goes to the note before it, to mend it or take it away.",
        "Tab shows the notes of a line in place of its signs. u undoes the last change.",
        *levels(session),
        "f finishes, after one question. q leaves: all is kept, and --resume goes on.",
    ]


def leaving(session: Session, command: str, *, kept: bool) -> str:
    """Say how far it is, that it is kept, and how to go on."""
    if not kept:
        return "Nothing was written, so nothing is kept."
    return f"{judged(session)}. All is kept.\nTo go on: {command}"


def waiting(number: int) -> str:
    """Say that a record from before can be gone on with."""
    them = "An unfinished observation is" if number == 1 else f"{number} unfinished ones are"
    return f"{them} waiting. To go on with the last: collabcheck observe --resume"


def finished(path: Path, session: Session) -> str:
    """Say where the record is, and what it holds."""
    left = len(session.unjudged)
    without = "" if not left else f" ({left} without a level)"
    count = len(session.schedule.lines)
    return f"{count} lines{without}. Your record is in this file:\n{path}"


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)
