"""How do a respondent at a terminal and a session take turns?"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TextIO

from collabcheck.ask import plain
from collabcheck.ask.inbox import INTERRUPTED, QUIT, Inbox, Leave, Suspend
from collabcheck.ask.keys import Decoder, Key
from collabcheck.ask.press import View, paste, press
from collabcheck.ask.screens import Drawing, render
from collabcheck.ask.session import comment
from collabcheck.ask.terminal import HAS_KEYS, SMALLEST, Terminal, is_dumb, looks, stop, width_of
from collabcheck.ask.text import wrap

ESCAPE_SECONDS = 0.1
PASTE_SECONDS = 0.05

Save = Callable[[View], None]


class Live:
    """One sitting at a terminal: on the whole screen, or line by line."""

    def __init__(self, save: Save, *, plain: bool, no_color: bool) -> None:
        """Call `save` after every key, before anything else is shown."""
        self._save = save
        # The screen is no result, so it goes where messages go; a report can be piped away.
        on_stdout = sys.stdout.isatty() and not sys.stderr.isatty()
        self._stream: TextIO = sys.stdout if on_stdout else sys.stderr
        self._look = looks(os.environ, self._stream, no_color=no_color)
        self._whole = not (plain or is_dumb(os.environ) or not HAS_KEYS)
        self._whole = self._whole and self._stream.isatty()

    def run(self, view: View) -> tuple[View, int]:
        """Take turns until the session is done or left; give the last view and an exit code."""
        if not HAS_KEYS:
            return self._by_lines(view, _typed_lines())
        with Inbox(sys.stdin.fileno()) as inbox:
            if self._whole:
                view, leave = self._on_screen(view, inbox)
                if leave is not None:
                    return view, leave.code
                if view.draft is not None:
                    view = replace(view, session=comment(view.session, view.draft))
                view = View(view.session)
            held: list[Leave] = []
            return self._by_lines(view, _lines(inbox, held), lambda: _pasted(inbox, held))

    def _on_screen(self, view: View, inbox: Inbox) -> tuple[View, Leave | None]:
        """Show one screen after the other; without a `Leave` when the window is too small."""
        decoder = Decoder(_encoding())
        with Terminal(sys.stdin.fileno(), self._stream, self._look) as terminal:
            while True:
                drawing = self._draw(view, terminal)
                if drawing is None:
                    return view, None
                view = replace(view, scroll=min(view.scroll, drawing.first))
                event = inbox.next(ESCAPE_SECONDS if decoder.waiting else None)
                if isinstance(event, Leave):
                    return view, event
                if isinstance(event, Suspend):
                    terminal.suspend()
                if event is not None and not isinstance(event, bytes):
                    continue
                for key in decoder.feed(event) if event else decoder.give_up_waiting():
                    view = press(view, key.name) if isinstance(key, Key) else paste(view, key.text)
                    self._save(view)
                    if view.leaving or view.session.phase == "done":
                        return view, QUIT

    def _draw(self, view: View, terminal: Terminal) -> Drawing | None:
        width, height = terminal.size()
        if width < SMALLEST[0] or height < SMALLEST[1]:
            return None
        drawing = render(view, width, height, self._look)
        if drawing is not None:
            terminal.draw(drawing.lines, drawing.cursor)
        return drawing

    def _by_lines(
        self,
        view: View,
        lines: Iterator[str | Leave],
        pasted: Callable[[], str] = lambda: "",
    ) -> tuple[View, int]:
        asked: View | None = None
        if view.session.phase == "notice":  # what it says is on the terminal already
            view = replace(view, hint="")
        while True:
            if view.hint:
                self._say(view.hint)
            if asked is None or (asked.session, asked.draft) != (view.session, view.draft):
                self._say("", *plain.ask(view))
            asked = view
            line = next(lines)
            if view.draft is not None and isinstance(line, str) and (more := pasted()):
                # Lines that came with a comment are pasted text: as answers they would be invented.
                self._say("Pasted lines are joined. Press Enter to end the comment.")
                last = next(lines)
                line = last if isinstance(last, Leave) else f"{line} {more} {last}"
            if isinstance(line, Leave):
                self._say("")
                return view, line.code
            view = plain.hear(view, line)
            self._save(view)
            if view.leaving or view.session.phase == "done":
                return view, QUIT.code

    def _say(self, *texts: str) -> None:
        width = width_of(self._stream)
        lines = [
            line
            for text in texts
            for paragraph in text.split("\n")
            for line in wrap(self._look.text(paragraph), width)
        ]
        with suppress(OSError):
            self._stream.write("".join(f"{line}\n" for line in lines))
            self._stream.flush()


def _encoding() -> str:
    named = sys.stdin.encoding or "utf-8"
    return "utf-8" if codecs.lookup(named).name == "ascii" else named


def _pasted(inbox: Inbox, held: list[Leave]) -> str:
    """Take in the lines that come at once after another; a `Leave` is held for later."""
    found = b""
    while isinstance(event := inbox.next(PASTE_SECONDS), bytes):
        found += event
    if isinstance(event, Leave):
        held.append(event)
    return " ".join(found.decode(_encoding(), "replace").split())


def _lines(inbox: Inbox, held: list[Leave]) -> Iterator[str | Leave]:
    """Give what is typed, line by line; the terminal itself lets a line be corrected."""
    text, decoder = "", codecs.getincrementaldecoder(_encoding())("replace")
    while True:
        event = held.pop() if held else inbox.next()
        if isinstance(event, Leave):
            yield event
        elif isinstance(event, bytes):
            text += decoder.decode(event)
            *whole, text = text.split("\n")
            yield from whole
        elif isinstance(event, Suspend):
            stop()


def _typed_lines() -> Iterator[str | Leave]:
    """Do the same where keys and signals cannot be waited for together (Windows)."""
    while True:
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            yield INTERRUPTED
            continue
        yield line.rstrip("\r\n") if line else QUIT
