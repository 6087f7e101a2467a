"""How does a team start a framework and questionnaire of its own?"""

from __future__ import annotations

from pathlib import Path

from collabcheck.core.errors import CollabcheckError
from collabcheck.library.files import read_text
from collabcheck.library.resources import shipped

STARTER = "starter"


def start(folder: Path) -> tuple[Path, ...]:
    """Write the starter files into a new or empty folder and give their paths."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CollabcheckError(
            "there is something here already", where=str(folder), mend="name a new folder"
        )
    source = shipped("questionnaires") / STARTER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for entry in sorted(source.iterdir(), key=lambda e: e.name):
            path = folder / entry.name
            path.write_text(read_text(entry), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise CollabcheckError(f"cannot be written: {error.strerror}", where=str(folder)) from None
    return tuple(written)
