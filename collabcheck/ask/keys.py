"""Which keys do the bytes from a terminal stand for?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_CONTROLS = {
    "\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace",
    "\x15": "clear", "\x17": "word", "\x1b": "escape", "\t": "tab",
}  # fmt: skip
_SEQUENCES = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
    "1~": "home", "4~": "end", "5~": "pageup", "6~": "pagedown", "M": "enter",
}  # fmt: skip
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~])")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"


@dataclass(frozen=True)
class Key:
    """One key: a character, or a name such as `enter` (see `press.NAMED`)."""

    name: str


@dataclass(frozen=True)
class Paste:
    """Text that was pasted rather than typed."""

    text: str


class Decoder:
    """Turns bytes into keys, however they are cut into pieces on the way."""

    def __init__(self, encoding: str = "utf-8") -> None:
        """Read bytes in the terminal's `encoding`; a wrong one gives a replacement character."""
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._text = ""

    @property
    def waiting(self) -> bool:
        """Tell whether an escape has begun that may be a key of its own, or more may follow."""
        return bool(_UNFINISHED.match(self._text))

    def feed(self, data: bytes) -> list[Key | Paste]:
        """Take more bytes, and give the keys that are complete."""
        self._text += self._decoder.decode(data)
        return list(self._keys())

    def give_up_waiting(self) -> list[Key | Paste]:
        """Take an escape that nothing has followed for what it is: the escape key."""
        began, self._text = self._text, ""
        return [Key("escape" if began == "\x1b" else "unknown")] if began else []

    def _keys(self) -> Iterator[Key | Paste]:
        while self._text:
            if self._text.startswith(_PASTE):
                text, end, rest = self._text.removeprefix(_PASTE).partition(_PASTED)
                if not end:
                    return
                self._text = rest
                yield Paste(text)
            elif found := _SEQUENCE.match(self._text):
                self._text = self._text[found.end() :]
                yield Key(_SEQUENCES.get(found[0][2:], "unknown"))
            elif self.waiting:
                return
            else:
                character, self._text = self._text[0], self._text[1:]
                yield Key(_named(character))


def _named(character: str) -> str:
    return _CONTROLS.get(character, character if character.isprintable() else "unknown")
