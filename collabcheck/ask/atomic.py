"""How is a file written whole or not at all?"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_atomic(path: Path, text: str, *, replace: bool = True, mode: int = 0o600) -> None:
    """Write a file whole or not at all, and wait until the disk has it.

    With `replace=False` an existing file stays as it is. `mode` is that of a new file, less the
    umask; line ends stay as they are in the text. Raises `OSError`, of which
    `FileExistsError` says that a file is in the way.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            temporary.replace(path)
        else:
            _put(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _settle(path.parent)


def _put(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as a memory stick
        if path.exists():
            raise FileExistsError(str(path)) from None
        temporary.replace(path)


def _settle(folder: Path) -> None:
    """Wait until the disk has the folder's new entry too."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse it
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
