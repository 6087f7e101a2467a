"""How is a text file read so that every failure is a clear error?"""

from __future__ import annotations

from importlib.resources.abc import Traversable

from collabcheck.core.errors import CollabcheckError

MOST_BYTES = 2_000_000


def exists(path: Traversable) -> bool:
    """Tell whether a file is there; a name that no file can have, or a closed folder, is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_text(path: Traversable) -> str:
    """Read a UTF-8 text file, with or without a byte-order mark."""
    name = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise CollabcheckError("there is no such file", where=name) from None
    except IsADirectoryError:
        raise CollabcheckError("this is a folder, not a file", where=name) from None
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise CollabcheckError(f"cannot be read: {what}", where=name) from None
    if len(data) > MOST_BYTES:
        raise CollabcheckError("larger than 2 MB", where=name, mend="these are a few pages of text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CollabcheckError(
            "the text is not UTF-8", where=f"{name}:{line}", mend="save the file as UTF-8"
        ) from None
