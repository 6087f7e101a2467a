"""Where does a finished record go, and can it?"""

from __future__ import annotations

import os
from pathlib import Path

from collabcheck.ask.atomic import write_atomic
from collabcheck.core.errors import CollabcheckError


def output_path(wished: Path | None, instrument: str, date: str, who: str) -> Path:
    """Name the file of a record: as wished, or after its questionnaire or schedule, day and who."""
    if wished is not None:
        return wished
    return Path(f"collabcheck-{instrument.replace('/', '-')}-{date}-{who[:8]}.json")


def check_output(path: Path) -> None:
    """Make sure before the first question that a file can be written after the last.

    Raises `CollabcheckError` for a file in the way, and a folder that is missing or closed.
    """
    if path.name in ("", "-") or path.is_dir():
        raise CollabcheckError(
            "the result goes into a file", where=str(path), mend="name a file: -o mine.json"
        )
    if os.path.lexists(path):
        raise _in_the_way(path)
    if not path.parent.is_dir():
        raise CollabcheckError(
            "there is no such folder", where=str(path.parent), mend="make it, or choose another"
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise CollabcheckError(
            "nothing can be written to this folder",
            where=str(path.parent),
            mend="choose another with -o",
        )


def write_output(path: Path, text: str) -> None:
    """Write a complete record to a new file. Raises `CollabcheckError`; nothing is replaced."""
    try:
        write_atomic(path, text, replace=False)
    except FileExistsError:
        raise _in_the_way(path) from None
    except OSError as error:
        raise CollabcheckError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            mend="choose another place with -o",
        ) from None


def _in_the_way(path: Path) -> CollabcheckError:
    return CollabcheckError(
        "this file exists, and is never overwritten",
        where=str(path),
        mend="choose another with -o, or move it away",
    )
