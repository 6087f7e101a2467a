"""What do the lines of a script say of a meeting, and which of them is wrong?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from collabcheck.ask.observing import session as step
from collabcheck.ask.observing.entries import LINE_KEYS, read_entry
from collabcheck.ask.observing.session import Session
from collabcheck.ask.text import clean
from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.responses.observed import LONGEST_MEETING
from collabcheck.core.responses.response import LONGEST_COMMENT

MISTYPED = re.compile(r"\d+([:.]\d+( .*)?)?")
"""A number alone, or one that stands where a time does: nobody's note."""


def run(session: Session, lines: Iterable[bytes], now: Callable[[], str]) -> Session:
    """Take a session from its notice to its end, each line as it comes.

    `meeting LABEL` names the meeting, `present ROLES` says who is there, `PROMPT TEXT` answers a
    question to the observer, `LINE LEVEL` judges, `LINE [HH:MM] TEXT` is a note, with the time
    `now` unless it is said, and with z for a line a note on the meeting as a whole. Blank lines
    are passed over. Raises `BadResponse` at the first line that is none of these.
    """
    for number, data in enumerate(lines, 1):
        text = _decoded(data, number)
        if text:
            session = _take(session, text, number, now)
    if not session.record.meeting:
        raise BadResponse(
            "the meeting has no label",
            where="--meeting",
            mend="give it one, such as --meeting 'core group 3', or a line 'meeting core group 3'",
        )
    if not (session.record.judgements or session.record.notes):
        raise BadResponse(
            "nothing was observed: no line has a level or a note",
            where="the script",
            mend="write a line such as 'b 1' or 'b The chair asked'",
        )
    began = session.record.began or now()
    record = session.record.model_copy(update={"began": began})
    return step.finish(step.Session(session.schedule, record, "lines"))


def _take(session: Session, text: str, number: int, now: Callable[[], str]) -> Session:
    word, _, rest = text.partition(" ")
    prompts = [prompt.id for prompt in session.schedule.reflexivity]
    if word == "meeting" and rest and not session.record.meeting:
        return step.label(session, _short(rest, LONGEST_MEETING, number))
    if word == "present" and rest:
        return step.attend(session, _short(rest, LONGEST_COMMENT, number))
    if word in prompts and rest:
        asked = step.Session(session.schedule, session.record, "reflexivity", prompts.index(word))
        return step.reflect(asked, _short(rest, LONGEST_COMMENT, number))
    entry = read_entry(session.schedule, text)
    if entry.whole and entry.text:
        text = _short(entry.text, LONGEST_COMMENT, number)
        return step.note(session, text, entry.time or now(), whole=True)
    if entry.position is None:
        ids = [line.id for line in session.schedule.lines]
        raise BadResponse(
            f"'{word[:40]}' is not a line of the schedule",
            where=f"line {number}",
            mend=f"begin with a letter from a to {LINE_KEYS[len(ids) - 1]} or an id "
            f"({near_miss(word, [*ids, *prompts]) or 'see the schedule'})",
        )
    on = step.Session(session.schedule, session.record, "lines", entry.position)
    if entry.judged:
        return step.judge(on, entry.level)
    if not entry.text:
        raise BadResponse(
            "a level or a note is missing",
            where=f"line {number}",
            mend=f"write '{word} 1' or '{word} The chair asked'",
        )
    if MISTYPED.fullmatch(entry.text):
        raise BadResponse(
            f"'{entry.text[:40]}' is no level, no time and no note",
            where=f"line {number}",
            mend=f"write 1 to {len(session.schedule.levels)}, 0 to take a level away, or HH:MM "
            "before a note",
        )
    return step.note(on, _short(entry.text, LONGEST_COMMENT, number), entry.time or now())


def _decoded(data: bytes, number: int) -> str:
    try:
        return clean(data.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise BadResponse(
            "the text is not UTF-8", where=f"line {number}", mend="save it as UTF-8"
        ) from None


def _short(text: str, longest: int, number: int) -> str:
    if len(text) > longest:
        raise BadResponse(
            f"the text has {len(text)} characters",
            where=f"line {number}",
            mend=f"shorten it to {longest}",
        )
    return text
