"""What comes next from the respondent: input, another window size, or the end?

Signals arrive through a pipe beside the input, so that none of them interrupts the saving of an
answer, and what was typed before Ctrl-C is read before it.
"""

from __future__ import annotations

import os
import select
import signal
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any, Self

_CTRL_C, _TERMINATED, _HUNG_UP, _CTRL_BACKSLASH = 130, 143, 129, 131


@dataclass(frozen=True)
class Leave:
    """The respondent, or the system, ends the session; `code` is the exit code for it."""

    code: int

    @property
    def gone(self) -> bool:
        """Whether the terminal is lost, so that nobody reads a message."""
        return self.code == _HUNG_UP


class Resized:
    """The window has another size, or was covered by another program."""


class Suspend:
    """The respondent pressed Ctrl-Z."""


QUIT = Leave(0)
LOST = Leave(_HUNG_UP)
INTERRUPTED = Leave(_CTRL_C)

Event = bytes | Leave | Resized | Suspend

_EVENTS: dict[str, Event] = {
    "SIGINT": INTERRUPTED,
    "SIGTERM": Leave(_TERMINATED),
    "SIGHUP": LOST,
    "SIGQUIT": Leave(_CTRL_BACKSLASH),
    "SIGWINCH": Resized(),
    "SIGTSTP": Suspend(),
}


class Inbox:
    """Input and signals in one queue, for as long as the context lasts."""

    def __init__(self, descriptor: int) -> None:
        """Listen to the terminal at `descriptor`."""
        self._input = descriptor
        self._before: dict[int, Any] = {}
        self._signals: list[int] = []

    def __enter__(self) -> Self:
        """Take over the signals."""
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for name in _EVENTS:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
                self._before[number] = signal.signal(number, _nothing)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._read)
        os.close(self._write)

    def next(self, timeout: float | None = None) -> Event | None:
        """Wait for the next event; None when nothing came within `timeout` seconds."""
        if not self._signals:
            ready, _, _ = select.select([self._input, self._read], [], [], timeout)
            if not ready:
                return None
            if self._read in ready:
                self._signals += os.read(self._read, 512)
            if self._input in ready and not self._ends():
                return self._bytes()
        elif not self._ends() and select.select([self._input], [], [], 0)[0]:
            return self._bytes()
        return _EVENTS.get(signal.Signals(self._signals.pop(0)).name)

    def _ends(self) -> bool:
        """Tell whether the terminal is lost: then what is left of the input is not read."""
        return signal.SIGHUP in self._signals

    def _bytes(self) -> Event:
        try:
            data = os.read(self._input, 4096)
        except OSError:
            return LOST
        if data or self._alive():
            return data or QUIT
        return LOST

    def _alive(self) -> bool:
        """Tell Ctrl-D at a living terminal from a terminal that is gone."""
        import termios

        try:
            termios.tcgetattr(self._input)
        except termios.error:
            return False
        return True


def _nothing(number: int, frame: FrameType | None) -> None:
    """Let the pipe alone carry the signal."""
