"""Where do an export's bytes come from, as often as they are asked for?"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from collabcheck.core.errors import BadExport

STDIN = "-"


@dataclass(frozen=True)
class Source:
    """A file's bytes: `name` as its user would say it, `open` to read them from the first byte."""

    name: str
    open: Callable[[], BinaryIO]


def source_of(given: str | Source, stdin: BinaryIO | None = None) -> Source:
    """Give the source that a path, or `-` for standard input, stands for; one that is one already.

    Standard input, or a pipe, is copied to a temporary file, private to the user and gone with the
    source. Raises `BadExport` for what cannot be opened or is no file.
    """
    if isinstance(given, Source):
        return given
    name = given
    if name == STDIN:
        return _copied(stdin or sys.stdin.buffer, "standard input")
    if "\0" in name:
        raise BadExport("no file can have such a name", where=name)
    path = Path(name)
    with said(name):
        if path.is_dir():
            raise BadExport("this is a folder, not a file", where=name, mend="name a file in it")
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise BadExport("this is a device, not a file", where=name)
    source = Source(name, lambda: path.open("rb"))
    with opened(source) as file:
        # A pipe can be read but once.
        return _copied(file, name) if path.is_fifo() else source


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a source, with any failure said as a `BadExport`."""
    with said(source.name), source.open() as file:
        yield file


@contextmanager
def said(name: str) -> Iterator[None]:
    """Do what is inside, with any failure of the file `name` said as a `BadExport`."""
    try:
        yield
    except FileNotFoundError:
        raise BadExport("there is no such file", where=name) from None
    except OSError as error:
        raise BadExport(f"cannot be read: {error.strerror or error}", where=name) from None


def _copied(stdin: BinaryIO, name: str) -> Source:
    try:
        folder = tempfile.TemporaryDirectory(prefix="collabcheck-")
        path = Path(folder.name, "export")
        with path.open("wb") as file:
            shutil.copyfileobj(stdin, file)
    except OSError as error:
        raise BadExport(f"cannot be kept: {error.strerror or error}", where=name) from None

    def again() -> BinaryIO:
        # The folder is named here so that it lives as long as the source does.
        return Path(folder.name, "export").open("rb")

    return Source(name, again)
