"""Where does a result go?"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from collabcheck.cli.settings import note, wants_color
from collabcheck.core.errors import CollabcheckError


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
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            Path(draft).chmod(0o666 & ~umask)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CollabcheckError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            mend="name a place that you may write to",
        ) from None


def use_utf8() -> None:
    """Write UTF-8 into pipes and files, and never fail on a terminal that cannot show a letter."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def plain_letters() -> bool:
    """Tell whether standard output can show ASCII only."""
    try:
        "\u2501\u25cf\u2026".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def look() -> dict[str, bool]:
    """Say how the terminal format should look on standard output."""
    return {"color": wants_color(sys.stdout), "ascii_only": plain_letters()}
