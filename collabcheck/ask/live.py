"""How do a person at a terminal and a session take turns?"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Generic

from collabcheck.ask.aloud import listener, say
from collabcheck.ask.inbox import INTERRUPTED, QUIT, Inbox, Leave, Suspend
from collabcheck.ask.keys import Decoder, Key
from collabcheck.ask.layout import Drawing
from collabcheck.ask.shown import Manner, V
from collabcheck.ask.terminal import HAS_KEYS, SMALLEST, Terminal, is_dumb, looks, stop, width_of

ESCAPE_SECONDS = 0.1
PASTE_SECONDS = 0.05


class Live(Generic[V]):
    """One sitting at a terminal: on the whole screen, or line by line."""

    def __init__(
        self, manner: Manner[V], save: Callable[[V], V], *, plain: bool, no_color: bool
    ) -> None:
        """Call `save` after every key, before anything else is shown, and show what it gives."""
        self._manner = manner
        self._save = save
        self._stream = listener()
        self._look = looks(os.environ, self._stream, no_color=no_color)
        self._whole = not (plain or is_dumb(os.environ) or not HAS_KEYS)
        self._whole = self._whole and self._stream.isatty()

    def run(self, view: V) -> tuple[V, int]:
        """Take turns until the session is done or left; give the last view and an exit code."""
        if not HAS_KEYS:
            return self._by_lines(view, _typed_lines())
        with Inbox(sys.stdin.fileno()) as inbox:
            if self._whole:
                view, leave = self._on_screen(view, inbox)
                if leave is not None:
                    return view, leave.code
            held: list[Leave] = []
            return self._by_lines(view, _lines(inbox, held), lambda: _pasted(inbox, held))

    def _on_screen(self, view: V, inbox: Inbox) -> tuple[V, Leave | None]:
        """Show one screen after the other; without a `Leave` when the window is too small."""
        decoder = Decoder(_encoding())
        with Terminal(sys.stdin.fileno(), self._stream, self._look) as terminal:
            while True:
                drawing = self._draw(view, terminal)
                if drawing is None:
                    return view, None
                view = replace(view, scroll=min(view.scroll, drawing.first), page=drawing.page)
                event = inbox.next(ESCAPE_SECONDS if decoder.waiting else self._manner.tick)
                if isinstance(event, Leave):
                    return view, event
                if isinstance(event, Suspend):
                    terminal.suspend()
                if event is not None and not isinstance(event, bytes):
                    continue
                for key in decoder.feed(event) if event else decoder.give_up_waiting():
                    if isinstance(key, Key):
                        view = self._manner.press(view, key.name)
                    else:
                        view = self._manner.paste(view, key.text)
                    view = self._save(view)
                    if view.leaving or view.done:
                        return view, QUIT

    def _draw(self, view: V, terminal: Terminal) -> Drawing | None:
        width, height = terminal.size()
        if width < SMALLEST[0] or height < SMALLEST[1]:
            return None
        drawing = self._manner.render(view, width, height, self._look)
        if drawing is not None:
            terminal.draw(drawing.lines, drawing.cursor)
        return drawing

    def _by_lines(
        self,
        view: V,
        lines: Iterator[str | Leave],
        pasted: Callable[[], str] = lambda: "",
    ) -> tuple[V, int]:
        asked: V | None = None
        view = self._manner.spoken(view)
        while True:
            if view.hint:
                self._say(view.hint)
            if asked is None or asked.topic != view.topic:
                self._say("", *self._manner.ask(view))
            asked = view
            line = next(lines)
            if view.writing and isinstance(line, str) and (more := pasted()):
                # Lines that came with a comment are pasted text: as answers they would be invented.
                self._say("Pasted lines are joined. Press Enter to end the comment.")
                last = next(lines)
                line = last if isinstance(last, Leave) else f"{line} {more} {last}"
            if isinstance(line, Leave):
                self._say("")
                return view, line.code
            view = self._save(self._manner.hear(view, line))
            if view.leaving or view.done:
                return view, QUIT.code

    def _say(self, *texts: str) -> None:
        say(texts, self._stream, self._look, width_of(self._stream))


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
