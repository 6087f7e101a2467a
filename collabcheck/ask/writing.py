"""What does a key do to a text that is being written?"""

from __future__ import annotations

from unicodedata import combining

from collabcheck.ask.text import safe


def edited(text: str, key: str) -> str:
    """Give a text after a key; one without a meaning in a text changes nothing."""
    if key == "backspace":
        return _without_last(text)
    if key == "clear":
        return ""
    if key == "word":
        return " ".join(text.split(" ")[:-1])
    return text + key if len(key) == 1 and safe(key) else text


def _without_last(text: str) -> str:
    """Take away the last letter together with the accents that stand on it."""
    end = len(text) - 1
    while end > 0 and combining(text[end]):
        end -= 1
    return text[: max(end, 0)]
