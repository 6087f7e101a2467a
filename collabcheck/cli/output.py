"""Where does a result go?"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from collabcheck.ask.atomic import write_atomic
from collabcheck.cli.settings import note, wants_color
from collabcheck.core.errors import CollabcheckError

if TYPE_CHECKING:
    from collabcheck.render.look import Look


def emit(text: str, output: Path | None) -> None:
    """Write a result to a file, or to standard output where there is none or it is `-`."""
    if output is None or str(output) == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    write_file(output, text)
    note(f"Written to {output}")


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all, as UTF-8 with the line ends that the text has."""
    if path.is_dir():
        raise CollabcheckError("this is a folder", where=str(path), mend="name a file in it")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to
            path.write_text(text, encoding="utf-8", newline="")
        else:  # what a link points at is replaced, not the link
            write_atomic(path.resolve(), text, mode=0o666)
    except OSError as error:
        raise CollabcheckError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            mend="name a place that you may write to",
        ) from None


def ready_streams() -> None:
    """Make the three standard streams fit to use.

    One that is closed reads nothing, and takes no errors; a result that cannot be written to it is
    an error of its own (`OSError`). UTF-8 goes into pipes and files, and a terminal
    that cannot show a letter is no failure.
    """
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Open as long as the program runs.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def let_go() -> None:
    """Write what is left to nowhere: the reader went away (`| head`), nobody is left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def look() -> Look:
    """Say what standard output can show: colour, letters beyond ASCII, columns."""
    import shutil

    from collabcheck.ask.terminal import speaks_unicode
    from collabcheck.render.look import WIDEST, Look

    ascii_only = sys.stdout.isatty() and not speaks_unicode(os.environ, sys.stdout.encoding)
    columns = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else WIDEST
    return Look(wants_color(sys.stdout), ascii_only, max(20, min(WIDEST, columns)))
