"""How is a template compiled once, not once a report?

Compiling the templates of a page takes ten times as long as filling them in. Jinja keeps the result
beside a checksum of the template's text; here it is kept in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import jinja2.compiler
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Templates as compiled for `html` or for text, one file each; failing to keep one is no fault.

    Another version of Jinja, of Python or of the filters here does not take what this one kept: how
    a filter is called, and what it made of a constant, is part of it. What is kept is run, so a
    folder that another user may write to is not used.
    """

    def __init__(self, *, html: bool) -> None:
        from platformdirs import user_cache_path

        self._kept = user_cache_path("collabcheck") / "templates"
        compiler = Path(jinja2.compiler.__file__)
        here = Path(__file__).parent.glob("*.py")  # none, in a wheel that is run as it is
        filters = max((file.stat().st_mtime_ns for file in here), default=0)
        self._for = f"{html} {compiler} {compiler.stat().st_mtime_ns} {filters}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name what is kept of a template; what is compiled differently has another name."""
        return hashlib.sha256(f"{self._for} {name} {filename}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it fits the template's text."""
        try:
            if _is_private(self._kept):
                with Path(self._kept, bucket.key).open("rb") as file:
                    bucket.load_bytecode(file)
        except OSError:
            pass

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, whole or not at all."""
        try:
            self._kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_private(self._kept):
                return
            with tempfile.TemporaryDirectory(dir=self._kept) as folder:
                path = Path(folder, bucket.key)
                with path.open("wb") as file:
                    bucket.write_bytecode(file)
                path.replace(self._kept / bucket.key)
        except OSError:
            pass


def _is_private(folder: Path) -> bool:
    """Tell whether a folder is the user's own, and nobody else may write to it."""
    about = folder.stat()
    return os.name != "posix" or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)
