"""What did the user ask of every command: colour, quiet, debug?"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import IO


@dataclass
class Settings:
    """The options that go before or after any command's name."""

    no_color: bool = False
    quiet: bool = False
    debug: bool = False


settings = Settings()


def wants_color(stream: IO[str]) -> bool:
    """Tell whether to style what is written to a stream.

    `--no-color` and NO_COLOR (any text) say no; FORCE_COLOR says yes; else a terminal that is not
    dumb is styled.
    """
    if settings.no_color or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def note(text: str) -> None:
    """Say something beside the result, on standard error, unless `--quiet`."""
    if not settings.quiet:
        print(safe(text), file=sys.stderr)


def safe(text: str) -> str:
    """Drop what could act on a terminal from a text that may quote a file, line by line."""
    from collabcheck.render.escape import without_controls

    return "\n".join(without_controls(line) for line in text.split("\n"))
