"""Which questionnaires are there, and what does one say?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.checks import framework_faults, near_miss, questionnaire_faults
from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.library.files import exists, read_text
from collabcheck.library.resources import shipped
from collabcheck.library.validate import validated
from collabcheck.library.yaml_tree import Tree, read_tree

SECTIONS = ("codes", "barriers", "enablers", "actions")
"""The parts of a framework that may stand in files of their own, beside `framework.yaml`."""


def questionnaire_names() -> tuple[str, ...]:
    """Name every questionnaire that ships, such as `safeguarding/practitioner`."""
    return tuple(sorted(_shipped_names(shipped("questionnaires"))))


def load_questionnaire(name: str) -> Questionnaire:
    """Load a questionnaire by its shipped name or by the path of a YAML file.

    The framework it names is looked for in the file's own folder first, then among the shipped.
    Raises `UnknownName` where there is none, `FaultyFile` with every fault where it cannot be used.
    """
    path = find_questionnaire(name)
    return _load(path, str(path) if isinstance(path, Path) and _is_path(name) else name)


def find_questionnaire(name: str) -> Traversable:
    """Find the file of a questionnaire."""
    if _is_path(name):
        return Path(name)
    path = shipped("questionnaires") / f"{name}.yaml"
    if name in questionnaire_names():
        return path
    raise UnknownName(
        f"there is no questionnaire '{name}'",
        mend=near_miss(name, questionnaire_names())
        + "; a file of your own is named by its path, such as ./mine.yaml",
    )


def load_all(framework: str) -> tuple[Framework, tuple[Questionnaire, ...]]:
    """Load a shipped framework and every shipped questionnaire about it."""
    found = load_framework(framework)
    names = [name for name in questionnaire_names() if name.partition("/")[0] == framework]
    return found, tuple(load_questionnaire(name) for name in names)


def load_framework(name: str, beside: Traversable | None = None) -> Framework:
    """Load a framework by name: `framework.yaml` beside a questionnaire, or one that ships."""
    for folder in filter(None, (beside, shipped("questionnaires") / name)):
        head = folder / "framework.yaml"
        if exists(head) and (folder is not beside or _id_of(head) in (name, None)):
            return read_framework(head, folder)
    raise UnknownName(f"there is no framework '{name}'", mend=near_miss(name, _framework_names()))


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


def _id_of(head: Traversable) -> object:
    data = read_tree(read_text(head), head.name).data
    return data.get("id") if isinstance(data, dict) else None


def _load(path: Traversable, name: str) -> Questionnaire:
    tree = read_tree(read_text(path), name)
    if not isinstance(tree.data, dict):
        raise CollabcheckError(
            "this is not a questionnaire",
            where=tree.place(()),
            mend="start from 'collabcheck questionnaires new'",
        )
    data: dict[str, Any] = dict(tree.data)
    folder = (
        path.parent
        if isinstance(path, Path)
        else shipped("questionnaires") / name.partition("/")[0]
    )
    named = data.get("framework")
    if isinstance(named, str):
        try:
            data["framework"] = load_framework(named, folder)
        except UnknownName as error:
            error.where = tree.place(("framework",))
            raise
    elif "framework" in data:
        data["framework"] = None
    _fill_scale(tree, data)
    standard = _defaults("thresholds")
    thresholds = data.get("thresholds", {})
    data["thresholds"] = standard | thresholds if isinstance(thresholds, dict) else thresholds
    stand_ins = {"scale": _defaults("scales/agreement-5"), "thresholds": standard}
    return validated(Questionnaire, data, {"": tree}, questionnaire_faults, stand_ins)


def _fill_scale(tree: Tree, data: dict[str, Any]) -> None:
    """Put the shipped scale in for its name, and its cut-offs into a five-point scale without."""
    scale = data.get("scale")
    folder = shipped("questionnaires") / "scales"
    names = [entry.name.removesuffix(".yaml") for entry in folder.iterdir()]
    if isinstance(scale, str):
        if scale not in names:
            raise UnknownName(
                f"there is no scale '{scale}'",
                where=tree.place(("scale",)),
                mend=near_miss(scale, names),
            )
        data["scale"] = _defaults(f"scales/{scale}")
    elif isinstance(scale, dict) and isinstance(scale.get("points"), tuple):
        codes = [
            point.get("code") if isinstance(point, dict) else None for point in scale["points"]
        ]
        if codes == [1, 2, 3, 4, 5]:
            standard = _defaults("scales/agreement-5")
            cuts = {key: standard[key] for key in ("favourable", "unfavourable", "bands")}
            data["scale"] = cuts | scale


def _defaults(name: str) -> dict[str, Any]:
    path = shipped("questionnaires") / f"{name}.yaml"
    return _as_dict(read_tree(read_text(path), path.name).data)


def _as_dict(data: object) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _is_path(name: str) -> bool:
    return (
        name.endswith((".yaml", ".yml")) or name.startswith((".", "/", "~")) or exists(Path(name))
    )


def _framework_names() -> Iterator[str]:
    for folder in shipped("questionnaires").iterdir():
        # The starter is there to be copied and written over, not to be answered.
        if folder.name != "starter" and exists(folder / "framework.yaml"):
            yield folder.name


def _shipped_names(root: Traversable) -> Iterator[str]:
    for framework in _framework_names():
        for entry in (root / framework).iterdir():
            stem, ending = entry.name.rpartition(".")[::2]
            if ending == "yaml" and stem not in {"framework", *SECTIONS}:
                yield f"{framework}/{stem}"
