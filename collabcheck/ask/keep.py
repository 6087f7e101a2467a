"""How does what a person gives stay on disk whatever happens to the program?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from collabcheck.ask.atomic import write_atomic
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.observed import (
    Observation,
    observation_from_json,
    observation_to_json,
)
from collabcheck.core.responses.response import (
    QuestionnaireKey,
    Response,
    response_from_json,
    response_to_json,
)

Kept = TypeVar("Kept")

_FAR = 1 << 20  # On Windows a lock hides the bytes it covers, so it lies beyond the content.


@dataclass(frozen=True)
class Sort(Generic[Kept]):
    """A sort of record that is kept while it is made: its file, its instrument, and its words.

    taken: said where another window has it. unfinished: what one is called. command: begins one.
    """

    read: Callable[[bytes, str], Kept]
    write: Callable[[Kept], str]
    instrument: Callable[[Kept], str]
    taken: str
    unfinished: str
    command: str


RESPONSES: Sort[Response] = Sort(
    response_from_json, response_to_json, lambda response: response.questionnaire.id,
    "these answers are being given in another window", "questionnaire", "collabcheck assess",
)  # fmt: skip
OBSERVATIONS: Sort[Observation] = Sort(
    observation_from_json, observation_to_json, lambda observation: observation.schedule.id,
    "this meeting is being observed in another window", "observation", "collabcheck observe",
)  # fmt: skip


class KeptSession(Generic[Kept]):
    """One unfinished record on disk, held by this process alone.

    Beside `<name>.json` lies `<name>.lock`. The operating system drops the lock with the process,
    even a killed one. The lock file says how the questionnaire or schedule was named, as the record
    knows its id but not the path of the file it came from.
    """

    def __init__(self, path: Path, sort: Sort[Kept]) -> None:
        """Take hold of the session at `path`. Raises `CollabcheckError` if another process has."""
        self.path = path
        self._sort = sort
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._lock = os.open(path.with_suffix(".lock"), flags, 0o600)
        except OSError as error:
            raise _cannot_keep(path.parent, error) from None
        if not _locked(self._lock):
            os.close(self._lock)
            raise CollabcheckError(
                sort.taken,
                where=str(path),
                mend="go on there, or close it first",
            )

    def name(self, instrument: str) -> None:
        """Write down how the questionnaire or schedule was named, to find it again."""
        os.lseek(self._lock, 0, os.SEEK_SET)
        os.ftruncate(self._lock, 0)
        os.write(self._lock, instrument.encode())

    def read(self) -> Kept:
        """Read the record. Raises `CollabcheckError` where it cannot be read."""
        return read_session(self.path, self._sort)

    def save(self, record: Kept) -> None:
        """Put the record on the disk; when this returns, a power cut does not lose it."""
        try:
            write_atomic(self.path, self._sort.write(record))
        except OSError as error:
            raise _cannot_keep(self.path.parent, error) from None

    def leave(self) -> None:
        """Let go of the session, as the one that was worked on last."""
        with suppress(OSError):
            os.utime(self.path)
        self._release(remove=not self.path.exists())

    def discard(self) -> None:
        """Remove the session, once its record is complete and written elsewhere."""
        self.path.unlink(missing_ok=True)
        self._release(remove=True)

    def _release(self, *, remove: bool) -> None:
        lock, self._lock = self._lock, -1
        if lock < 0:
            return
        if remove and os.name == "nt":  # an open file cannot be removed there
            os.close(lock)
        if remove:
            with suppress(OSError):
                self.path.with_suffix(".lock").unlink(missing_ok=True)
        if not (remove and os.name == "nt"):
            os.close(lock)


def unfinished(folder: Path) -> list[Path]:
    """Find the unfinished sessions of a folder, the newest first."""
    with suppress(OSError):
        found = [(path.stat().st_mtime_ns, path) for path in folder.glob("*.json")]
        return [path for _, path in sorted(found, reverse=True)]
    return []


def waiting(folder: Path) -> list[Path]:
    """Find the unfinished sessions that no process is working on."""
    return [path for path in unfinished(folder) if not _held(path.with_suffix(".lock"))]


def newest(folder: Path, sort: Sort[Kept], instrument: str | None = None) -> Path:
    """Find the newest unfinished session, of one questionnaire or schedule or of any.

    Raises `CollabcheckError` if there is none.
    """
    damaged: CollabcheckError | None = None
    for path in waiting(folder) or unfinished(folder):
        try:
            if instrument in {None, sort.instrument(read_session(path, sort))}:
                return path
        except CollabcheckError as error:  # a damaged file does not stand in the way of a sound one
            damaged = damaged or error
    if damaged:
        raise damaged
    of = f" of {instrument}" if instrument else ""
    raise CollabcheckError(
        f"there is no unfinished {sort.unfinished}{of} to go on with",
        mend=f"start one with '{sort.command}'",
    )


def instrument_named(path: Path, sort: Sort[Kept]) -> str:
    """Say how the questionnaire or schedule of a session was named when it was started."""
    with suppress(OSError, UnicodeDecodeError):
        if name := path.with_suffix(".lock").read_text(encoding="utf-8").strip():
            return name
    return sort.instrument(read_session(path, sort))


def name_of(
    given: str | None, default: str, folder: Path, sort: Sort[Kept], *, resume: bool
) -> str:
    """Say which questionnaire or schedule to open: the one given, or that of the newest session.

    One in a file is named so that another folder finds it too. Raises `CollabcheckError`.
    """
    name = given or default
    if resume and given is None:
        name = instrument_named(newest(folder, sort), sort)
    return str(Path(name).resolve()) if Path(name).is_file() else name


def check_unchanged(path: Path, then: QuestionnaireKey, now: QuestionnaireKey, anew: str) -> None:
    """Make sure that a kept record belongs to its questionnaire or schedule as it is now.

    `anew` is the command that starts another. Raises `CollabcheckError`.
    """
    if then != now:
        raise CollabcheckError(
            f"{now.id} has changed since this was begun "
            f"(version {then.version} then, {now.version} now)",
            where=str(path),
            mend=f"go on with it as it was, or start anew with '{anew}'; the file stays until you "
            "remove it",
        )


def read_session(path: Path, sort: Sort[Kept]) -> Kept:
    """Read an unfinished record. Raises `CollabcheckError` where it cannot be read."""
    try:
        return sort.read(path.read_bytes(), str(path))
    except OSError as error:
        raise CollabcheckError(
            f"cannot be read: {error.strerror or error}", where=str(path)
        ) from None


def _cannot_keep(folder: Path, error: OSError) -> CollabcheckError:
    return CollabcheckError(
        f"this cannot be kept: {error.strerror or error}",
        where=str(folder),
        mend="make room there, or make the folder writable",
    )


def _held(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Try to lock an open file; False if another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def held(path: Path, sort: Sort[Kept]) -> Iterator[KeptSession[Kept]]:
    """Hold a session for as long as it is worked on."""
    session = KeptSession(path, sort)
    try:
        yield session
    finally:
        session.leave()
