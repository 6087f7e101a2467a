"""How is a terminal taken over, drawn on, and given back as it was?"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TextIO

from collabcheck.ask.text import to_ascii

try:
    import termios
except ImportError:  # Windows: questions are asked line by line there
    termios = None  # type: ignore[assignment]

HAS_KEYS = termios is not None
"""Whether keys can be read one by one."""

Span = tuple[str, str]
"""Text and its style: a word of `STYLES`, or nothing."""

STYLES = {"bold": "1", "dim": "2", "reverse": "7", "accent": "35", "heading": "1;35"}
SMALLEST = (40, 12)

_ENTER = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[H\x1b[2J"
_LEAVE = "\x1b[?25h\x1b[?2004l\x1b[?1049l"


@dataclass(frozen=True)
class Looks:
    """What may be printed: letters beyond ASCII, and styling."""

    unicode: bool
    styled: bool

    def text(self, text: str) -> str:
        """Give text with the letters that may be printed."""
        return text if self.unicode else to_ascii(text)

    def paint(self, spans: Sequence[Span]) -> str:
        """Give a line with its styling, if styling is wanted."""
        return "".join(
            f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style and self.styled else text
            for text, style in spans
        )


def looks(environment: Mapping[str, str], stream: TextIO, *, no_color: bool) -> Looks:
    """Decide what a stream may show. NO_COLOR weighs more than FORCE_COLOR."""
    plain = no_color or bool(environment.get("NO_COLOR"))
    capable = stream.isatty() and not is_dumb(environment)
    forced = environment.get("FORCE_COLOR", "") not in ("", "0")
    return Looks(
        unicode=speaks_unicode(environment, stream.encoding or "ascii"),
        styled=not plain and (capable or forced),
    )


def is_dumb(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal cannot move its cursor."""
    return environment.get("TERM", "") in ("", "dumb", "unknown") and os.name != "nt"


def speaks_unicode(environment: Mapping[str, str], encoding: str) -> bool:
    """Tell whether the terminal shows UTF-8.

    Python itself turns the C locale into UTF-8 (PEP 538 sets LC_CTYPE, PEP 540 the encoding), which
    says nothing about the terminal; so the locale counts as the user set it.
    """
    if encoding.lower().replace("-", "").replace("_", "") != "utf8":
        return False
    if os.name == "nt" or environment.get("PYTHONUTF8") == "1":
        return True
    if "utf" in environment.get("PYTHONIOENCODING", "").lower():
        return True
    ctype = environment.get("LC_CTYPE", "")
    coerced = ctype in ("C.UTF-8", "C.utf8", "UTF-8") and sys.platform != "darwin"
    named = [environment.get("LC_ALL", ""), "" if coerced else ctype, environment.get("LANG", "")]
    locale = next(filter(None, named), "C")
    return locale.split(".")[0].upper() not in ("C", "POSIX") or "UTF" in locale.upper()


def width_of(stream: TextIO) -> int:
    """Give how many columns a line may take; a serial line that does not say counts as 80."""
    return max(_size(stream.fileno())[0] - 1, 20)


def _size(descriptor: int) -> tuple[int, int]:
    try:
        columns, rows = os.get_terminal_size(descriptor)
    except OSError:
        return 80, 24
    return columns or 80, rows or 24


def stop() -> None:
    """Stop this process as Ctrl-Z does by itself, until the shell lets it go on."""
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


class Terminal:
    """A terminal whose keys come one by one, and whose screen is ours for a while.

    The alternate screen is used: what was on the screen before comes back afterwards, and the last
    message stands under the command that was typed.
    """

    def __init__(self, keyboard: int, screen: TextIO, look: Looks) -> None:
        """Read from the descriptor `keyboard` and draw on `screen`."""
        self._keyboard = keyboard
        self._screen = screen.fileno()
        self._look = look

    def __enter__(self) -> Self:
        """Take the terminal over."""
        self._before = termios.tcgetattr(self._keyboard)
        self._take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back, if it is still there."""
        self._give_back()

    def size(self) -> tuple[int, int]:
        """Measure the window: columns and rows."""
        return _size(self._screen)

    def draw(self, lines: Sequence[Sequence[Span]], cursor: tuple[int, int] | None) -> None:
        """Draw lines from the top, and show the cursor at (row, column) if one is wanted."""
        text = "\x1b[?25l" + "".join(
            f"\x1b[{row};1H{self._look.paint(spans)}\x1b[K" for row, spans in enumerate(lines, 1)
        )
        text += f"\x1b[{len(lines)};999H\x1b[J"
        if cursor:
            text += f"\x1b[{cursor[0] + 1};{cursor[1] + 1}H\x1b[?25h"
        self._write(text)

    def suspend(self) -> None:
        """Stop as Ctrl-Z does, with the terminal given back meanwhile."""
        self._give_back()
        stop()
        self._take()

    def _take(self) -> None:
        mode = termios.tcgetattr(self._keyboard)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[3] |= termios.NOFLSH  # Ctrl-C must not throw away an answer typed just before it
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        # TCSANOW, not TCSAFLUSH: keys that were typed ahead are answers.
        termios.tcsetattr(self._keyboard, termios.TCSANOW, mode)
        self._write(_ENTER)

    def _give_back(self) -> None:
        with suppress(termios.error, OSError):
            self._write(_LEAVE)
            termios.tcsetattr(self._keyboard, termios.TCSANOW, self._before)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8" if self._look.unicode else "ascii", "replace")
        with suppress(OSError):  # a lost terminal is noticed where it is read
            while data:
                data = data[os.write(self._screen, data) :]
