"""How do answers stay on disk whatever happens to the program?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from collabcheck.ask.atomic import write_atomic
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.response import Response, response_from_json, response_to_json

_FAR = 1 << 20  # On Windows a lock hides the bytes it covers, so it lies beyond the content.


class KeptSession:
    """One unfinished response on disk, held by this process alone.

    Beside `<respondent>.json` lies `<respondent>.lock`. The operating system drops the lock with
    the process, even a killed one. The lock file says how the questionnaire was named, as the
    response knows its id but not the path of the file it came from.
    """

    def __init__(self, path: Path) -> None:
        """Take hold of the session at `path`. Raises `CollabcheckError` if another process has."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._lock = os.open(path.with_suffix(".lock"), flags, 0o600)
        except OSError as error:
            raise _cannot_keep(path.parent, error) from None
        if not _locked(self._lock):
            os.close(self._lock)
            raise CollabcheckError(
                "these answers are being given in another window",
                where=str(path),
                mend="go on there, or close it first",
            )

    def name(self, questionnaire: str) -> None:
        """Write down how the questionnaire was named, to find it again."""
        os.lseek(self._lock, 0, os.SEEK_SET)
        os.ftruncate(self._lock, 0)
        os.write(self._lock, questionnaire.encode())

    def read(self) -> Response:
        """Read the response. Raises `CollabcheckError` where it cannot be read."""
        return read_session(self.path)

    def save(self, response: Response) -> None:
        """Put the response on the disk; when this returns, a power cut does not lose it."""
        try:
            write_atomic(self.path, response_to_json(response))
        except OSError as error:
            raise _cannot_keep(self.path.parent, error) from None

    def leave(self) -> None:
        """Let go of the session, as the one that was worked on last."""
        with suppress(OSError):
            os.utime(self.path)
        self._release(remove=not self.path.exists())

    def discard(self) -> None:
        """Remove the session, once its response is complete and written elsewhere."""
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


def newest(folder: Path, questionnaire: str | None = None) -> Path:
    """Find the newest unfinished session, of one questionnaire or of any.

    Raises `CollabcheckError` if there is none.
    """
    damaged: CollabcheckError | None = None
    for path in waiting(folder) or unfinished(folder):
        try:
            if questionnaire in {None, read_session(path).questionnaire.id}:
                return path
        except CollabcheckError as error:  # a damaged file does not stand in the way of a sound one
            damaged = damaged or error
    if damaged:
        raise damaged
    of = f" of {questionnaire}" if questionnaire else ""
    raise CollabcheckError(
        f"there is no unfinished questionnaire{of} to go on with",
        mend="start one with 'collabcheck assess'",
    )


def questionnaire_named(path: Path) -> str:
    """Say how the questionnaire of a session was named when it was started."""
    with suppress(OSError, UnicodeDecodeError):
        if name := path.with_suffix(".lock").read_text(encoding="utf-8").strip():
            return name
    return read_session(path).questionnaire.id


def read_session(path: Path) -> Response:
    """Read an unfinished response. Raises `CollabcheckError` where it cannot be read."""
    try:
        return response_from_json(path.read_bytes(), str(path))
    except OSError as error:
        raise CollabcheckError(
            f"cannot be read: {error.strerror or error}", where=str(path)
        ) from None


def _cannot_keep(folder: Path, error: OSError) -> CollabcheckError:
    return CollabcheckError(
        f"answers cannot be kept: {error.strerror or error}",
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
def held(path: Path) -> Iterator[KeptSession]:
    """Hold a session for as long as it is worked on."""
    session = KeptSession(path)
    try:
        yield session
    finally:
        session.leave()
