"""What does a framework say, and where does its file lie?"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.checks import framework_faults, near_miss
from collabcheck.core.instrument.framework import Framework
from collabcheck.library.files import exists, read_text
from collabcheck.library.named import framework_names
from collabcheck.library.resources import shipped
from collabcheck.library.validate import validated
from collabcheck.library.yaml_tree import Tree, read_tree

SECTIONS = ("codes", "barriers", "enablers", "actions")
"""The parts of a framework that may stand in files of their own, beside `framework.yaml`."""


def load_framework(name: str, beside: Traversable | None = None) -> Framework:
    """Load a framework by name: `framework.yaml` beside what rests on it, or one that ships."""
    for folder in filter(None, (beside, shipped("questionnaires") / name)):
        head = folder / "framework.yaml"
        if exists(head) and (folder is not beside or _id_of(head) in (name, None)):
            return read_framework(head, folder)
    raise UnknownName(f"there is no framework '{name}'", mend=near_miss(name, framework_names()))


def read_framework(head: Traversable, folder: Traversable) -> Framework:
    """Read a framework's file, with the sections that stand in files of their own in its folder."""
    trees = {"": read_tree(read_text(head), head.name)}
    if not isinstance(trees[""].data, dict):
        raise CollabcheckError(
            "this is not a framework",
            where=trees[""].place(()),
            mend="start from 'collabcheck questionnaires new'",
        )
    data = dict(trees[""].data)
    for section in SECTIONS:
        part = folder / f"{section}.yaml"
        if section in data and exists(part):
            raise CollabcheckError(
                f"the {section} stand in {head.name} too",
                where=part.name,
                mend="keep one of the two",
            )
        if exists(part):
            trees[section] = read_tree(read_text(part), part.name)
            data[section] = trees[section].data
    return validated(Framework, data, trees, framework_faults)


def with_framework(tree: Tree, folder: Traversable) -> dict[str, Any]:
    """Give the data of a questionnaire or schedule, with the framework in place of its name.

    It is looked for in `folder` first, then among the shipped. Raises `UnknownName` at its line.
    """
    data: dict[str, Any] = dict(tree.data)
    named = data.get("framework")
    if isinstance(named, str):
        try:
            data["framework"] = load_framework(named, folder)
        except UnknownName as error:
            error.where = tree.place(("framework",))
            raise
    elif "framework" in data:
        data["framework"] = None
    return data


def _id_of(head: Traversable) -> object:
    data = read_tree(read_text(head), head.name).data
    return data.get("id") if isinstance(data, dict) else None
