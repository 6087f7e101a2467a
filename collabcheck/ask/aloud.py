"""How is something said to whoever sits at the terminal, line by line?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from collabcheck.ask.layout import WIDEST
from collabcheck.ask.terminal import Looks, looks, width_of
from collabcheck.ask.text import wrap


def listener() -> TextIO:
    """Choose where to speak: what is said is no result, so it goes where messages go.

    A report can then be piped away. Only where the terminal is on standard output alone is it that.
    """
    on_stdout = sys.stdout.isatty() and not sys.stderr.isatty()
    return sys.stdout if on_stdout else sys.stderr


def say(texts: Iterable[str], stream: TextIO, look: Looks, width: int) -> None:
    """Write texts, broken into lines of at most `width` columns; nobody may be there to read."""
    lines = [
        line
        for text in texts
        for paragraph in text.split("\n")
        for line in wrap(look.text(paragraph), width)
    ]
    with suppress(OSError):
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()


def tell(texts: Iterable[str], *, no_color: bool = False) -> None:
    """Say paragraphs beside the screen, each after a blank line."""
    stream = listener()
    width = WIDEST
    with suppress(OSError):  # a stream of a test has no descriptor
        width = min(width, width_of(stream))
    look = looks(os.environ, stream, no_color=no_color)
    say((line for text in texts for line in ("", text)), stream, look, width)
