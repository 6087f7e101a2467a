"""Which words and pictures do reports use?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from collabcheck.core.errors import CollabcheckError
from collabcheck.library.files import exists, read_text
from collabcheck.library.resources import shipped

ENDING = ".j2"


def load_templates(override: Path | None = None) -> Mapping[str, str]:
    """Read the shipped templates by name, such as `charts/profile.svg.j2`; `override` goes first.

    A file of the override folder replaces the shipped template or partial of the same name. Raises
    `CollabcheckError` where the folder is missing or holds no template of a shipped name.
    """
    templates = dict(_texts(shipped("report_templates"), ""))
    if override is None:
        return templates
    if not override.is_dir():
        raise CollabcheckError(
            "there is no such folder",
            where=str(override),
            mend="start one with 'collabcheck templates copy DIR'",
        )
    # Links to folders are not followed: they may lead in circles.
    paths = (path for path in override.rglob(f"*{ENDING}") if exists(path))
    own = {path.relative_to(override).as_posix(): read_text(path) for path in paths}
    if not own.keys() & templates.keys():
        raise CollabcheckError(
            "no template here has the name of one that ships",
            where=str(override),
            mend="start with 'collabcheck templates copy DIR', and keep the names",
        )
    return templates | own


def copy_templates(folder: Path) -> tuple[str, ...]:
    """Write the shipped templates into a new or empty folder and give their names."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CollabcheckError(
            "there is something here already", where=str(folder), mend="name a new folder"
        )
    templates = load_templates()
    try:
        for name, text in templates.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CollabcheckError(f"cannot be written: {error.strerror}", where=str(folder)) from None
    return tuple(sorted(templates))


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(ENDING):
            yield prefix + entry.name, read_text(entry)
