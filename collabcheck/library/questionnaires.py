"""Which questionnaires are there, and what does one say?"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

from collabcheck.core.errors import UnknownName
from collabcheck.core.instrument.checks import near_miss, questionnaire_faults
from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.library.files import read_text
from collabcheck.library.frameworks import load_framework, with_framework
from collabcheck.library.named import open_named, shipped_names
from collabcheck.library.resources import shipped
from collabcheck.library.validate import validated
from collabcheck.library.yaml_tree import Tree, read_tree


def questionnaire_names() -> tuple[str, ...]:
    """Name every questionnaire that ships, such as `safeguarding/practitioner`."""
    return shipped_names("questionnaire")


def load_questionnaire(name: str) -> Questionnaire:
    """Load a questionnaire by its shipped name or by the path of a YAML file.

    The framework it names is looked for in the file's own folder first, then among the shipped.
    Raises `UnknownName` where there is none, `FaultyFile` with every fault where it cannot be used.
    """
    return _load(*open_named(name, "questionnaire"))


def load_all(framework: str) -> tuple[Framework, tuple[Questionnaire, ...]]:
    """Load a shipped framework and every shipped questionnaire about it."""
    found = load_framework(framework)
    names = [name for name in questionnaire_names() if name.partition("/")[0] == framework]
    return found, tuple(load_questionnaire(name) for name in names)


def _load(tree: Tree, folder: Traversable) -> Questionnaire:
    data = with_framework(tree, folder)
    _fill_scale(tree, data)
    standard = _defaults("thresholds")
    thresholds = data.get("thresholds", {})
    data["thresholds"] = standard | thresholds if isinstance(thresholds, dict) else thresholds
    stand_ins = {
        "scale": _defaults("scales/agreement-5"),
        "thresholds": standard,
        "round_robin": None,
    }
    found = validated(Questionnaire, data, {"": tree}, questionnaire_faults, stand_ins)
    return found.written_out()


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
