"""What does a line of text say of a meeting?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from collabcheck.ask.text import clean
from collabcheck.core.instrument.observation import LevelCode, Schedule

# Letters that do something else on the same screen (f, q, u) are left out.
LINE_KEYS = "abcdeghijklmnoprstvw"
WHOLE = "z"
"""What stands in place of a line's letter before a note on the meeting as a whole."""
NO_LEVEL = "0"
_TIMED = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s+(.*)")


@dataclass(frozen=True)
class Entry:
    """What was written: on which line, if that was said; a level, none, or a note, or nothing.

    judged: whether a level is set, or taken away (`level` None). time: HH:MM, if it was said.
    whole: whether it is a note on the meeting as a whole.
    """

    position: int | None
    judged: bool = False
    level: LevelCode | None = None
    time: str | None = None
    text: str = ""
    whole: bool = False


def read_entry(schedule: Schedule, written: str) -> Entry:
    """Read `b 1`, `b clear`, `open-sharing 10:42 The chair asked`; the line may be left out."""
    first, _, rest = clean(written).partition(" ")
    position = line_named(schedule, first)
    whole = first == WHOLE
    text = clean(written) if position is None and not whole else rest.strip()
    levels = level_words(schedule)
    if text.casefold() in levels and not whole:
        return Entry(position, judged=True, level=levels[text.casefold()])
    timed = _TIMED.fullmatch(text)
    if timed:
        time = f"{int(timed[1]):02}:{timed[2]}"
        return Entry(position, time=time, text=timed[3], whole=whole)
    return Entry(position, text=text, whole=whole)


def line_named(schedule: Schedule, word: str) -> int | None:
    """Find a line by its key or its id. Keys are small letters: a note begins with a capital."""
    for position, line in enumerate(schedule.lines):
        if word in (LINE_KEYS[position], line.id):
            return position
    return None


def level_words(schedule: Schedule) -> dict[str, LevelCode | None]:
    """Map what may be written for a level: its number, its code, its label; 0 takes it away."""
    found: dict[str, LevelCode | None] = {NO_LEVEL: None}
    for number, level in enumerate(schedule.levels, 1):
        found |= dict.fromkeys((str(number), level.code, clean(level.label).casefold()), level.code)
    return found
