"""Which file does a name stand for, and is it of the kind that is wanted?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.checks import near_miss
from collabcheck.library.files import exists, read_text
from collabcheck.library.resources import shipped
from collabcheck.library.yaml_tree import Tree, read_tree

Kind = Literal["questionnaire", "observation", "framework"]
CALLED: dict[Kind, str] = {
    "questionnaire": "questionnaire",
    "observation": "observation schedule",
    "framework": "framework",
}
USED: dict[Kind, str] = {
    "questionnaire": "it is answered with 'collabcheck assess'",
    "observation": "a meeting is observed by it with 'collabcheck observe'",
    "framework": "name a questionnaire or schedule that rests on it",
}
_KIND = re.compile(r"^kind:[ \t]*[\"']?([a-z]+)", re.MULTILINE)


def shipped_names(kind: Kind) -> tuple[str, ...]:
    """Name all that ships of a kind, such as `safeguarding/practitioner`."""
    return tuple(sorted(name for name, path in _shipped() if _kind_of(read_text(path)) == kind))


def framework_names() -> Iterator[str]:
    """Name every framework that ships."""
    for folder in shipped("questionnaires").iterdir():
        # The starter is there to be copied and written over, not to be answered.
        if folder.name != "starter" and exists(folder / "framework.yaml"):
            yield folder.name


def find_named(name: str, *kinds: Kind) -> Traversable:
    """Find a file by its shipped name or its path. Raises `UnknownName` where none ships so."""
    if is_path(name):
        return Path(name)
    path = dict(_shipped()).get(name)
    if path is not None and _kind_of(read_text(path)) in ("questionnaire", "observation"):
        return path
    near = near_miss(name, [n for kind in kinds for n in shipped_names(kind)])
    raise UnknownName(
        f"there is no {CALLED[kinds[0]]} '{name}'",
        mend=f"{near}{' A' if near.endswith('?') else '; a' if near else 'a'} file of your own is "
        "named by its path, such as ./mine.yaml",
    )


def kind_named(name: str) -> str | None:
    """Say of which kind a file says that it is, by its shipped name or path."""
    data = read_tree(read_text(find_named(name, "questionnaire", "observation")), name).data
    kind = data.get("kind") if isinstance(data, dict) else None
    return kind if isinstance(kind, str) else None


def open_named(name: str, kind: Kind) -> tuple[Tree, Traversable]:
    """Read the file of a questionnaire or schedule; give its mapping, and the folder it lies in.

    Raises `CollabcheckError` where it is no mapping, or is of another kind that is known.
    """
    path = find_named(name, kind)
    tree = read_tree(
        read_text(path), str(path) if isinstance(path, Path) and is_path(name) else name
    )
    if not isinstance(tree.data, dict):
        raise CollabcheckError(
            f"this is not a {CALLED[kind]}".replace("a o", "an o"),
            where=tree.place(()),
            mend="start from 'collabcheck questionnaires new'",
        )
    other = tree.data.get("kind")
    if other != kind and other in CALLED:
        raise CollabcheckError(
            f"this is a {CALLED[other]}, not a {CALLED[kind]}".replace("a o", "an o"),
            where=tree.place(("kind",)),
            mend=USED[other],
        )
    if isinstance(path, Path):
        return tree, path.parent
    return tree, shipped("questionnaires") / name.partition("/")[0]


def is_path(name: str) -> bool:
    """Tell the path of a file from a shipped name."""
    return (
        name.endswith((".yaml", ".yml")) or name.startswith((".", "/", "~")) or exists(Path(name))
    )


def _kind_of(text: str) -> str | None:
    found = _KIND.search(text)
    return found[1] if found else None


def _shipped() -> Iterator[tuple[str, Traversable]]:
    for framework in framework_names():
        for entry in (shipped("questionnaires") / framework).iterdir():
            stem, ending = entry.name.rpartition(".")[::2]
            if ending == "yaml":
                yield f"{framework}/{stem}", entry
