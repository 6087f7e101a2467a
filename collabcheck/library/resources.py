"""Where are the files that ship with the package?"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def shipped(folder: str) -> Traversable:
    """Find a folder of data: inside a wheel, or beside the package of an editable install."""
    package = files("collabcheck")
    inside = package / "_data" / folder
    if inside.is_dir():
        return inside
    from pathlib import Path

    return Path(str(package)).parent / folder
