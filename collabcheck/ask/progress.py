"""How far along is a session, and how long will the rest take?"""

from __future__ import annotations

from collabcheck.core.instrument.reading_time import minutes


def in_words(seconds: float) -> str:
    """Say how long something takes the way a person would."""
    if seconds < 60:
        return "less than a minute"
    number = minutes(seconds)
    return "about a minute" if number == 1 else f"about {number} minutes"


def unhurried(questions: int) -> str:
    """Say how long many need who take their time, about 25 seconds a question, in fives."""
    fives = questions * 25 // 300 * 5
    return f"{fives} to {fives + 5} minutes" if fives else "less than 5 minutes"


def bar(done: int, total: int, width: int, *, full: str, empty: str) -> str:
    """Draw a bar of `width` characters; it is full only when all is done."""
    filled = done * width // total
    return full * filled + empty * (width - filled)
