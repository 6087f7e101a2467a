"""How does plain data become a value of the core, with every fault named at its line?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from collabcheck.core.errors import CollabcheckError, Fault, FaultyFile
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.values import Value
from collabcheck.library.yaml_tree import NotText, Tree

Model = TypeVar("Model", bound=Value)
Path = tuple[str | int, ...]


def validated(
    model: type[Model],
    data: Any,
    trees: Mapping[str, Tree],
    check: Callable[[Model], tuple[Fault, ...]],
    stand_ins: Mapping[str, Any] = MappingProxyType({}),
) -> Model:
    """Validate data as `model` and `check` that its parts fit together.

    `trees` holds the main file under "" and, by key, files that each hold one section. Where a part
    of `stand_ins` is faulty, its stand-in takes its place to check the rest. Raises
    `FaultyFile` with the faults of shape and of fit, in the order of the files' lines.
    """
    faults: list[Fault] = []
    left_out: set[str] = set()
    kept: dict[str, Sequence[int]] = {}
    value: Model | None
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        found = error.errors()
        short, others = _shortened(trees, found)
        faults = [
            *short,
            *(
                _fault(model, trees, tuple(e["loc"]), e)
                for e in others
                # A list is "too short" only for its faulty entries, which are named themselves.
                if e["type"] != "too_short"
                or not any(o is not e and o["loc"][: len(e["loc"])] == e["loc"] for o in found)
            ),
        ]
        value, left_out, kept = _without_faults(model, data, faults, stand_ins)
    if value is not None:
        # An entry left out for its own fault is not unknown to those that refer to it.
        faults += [
            replace(fault, path=_in_file(fault.path, kept))
            for fault in check(value)
            if not any(f"'{i}'" in fault.what for i in left_out)
        ]
    if faults or value is None:
        located = [(_locate(trees, fault.path), fault) for fault in faults]
        located.sort(key=lambda found: (found[0][0].name, found[0][0].mark(found[0][1])))
        raise FaultyFile(
            trees[""].name,
            tuple(
                CollabcheckError(fault.what, where=tree.place(path), mend=fault.mend)
                for (tree, path), fault in located
            ),
        )
    return value


def _without_faults(
    model: type[Model], data: Any, faults: list[Fault], stand_ins: Mapping[str, Any]
) -> tuple[Model | None, set[str], dict[str, Sequence[int]]]:
    """Make a value of what is sound, so that one run names the faults of shape and of fit.

    First the faulty fields go (a text of the head gives way to a stand-in), then the entries that
    cannot do without theirs. Returns the value, or None where even that fails, the ids of the
    entries that were left out, and for each list the positions in the file of those that were kept.
    """
    sound = {key: list(part) if isinstance(part, tuple) else part for key, part in data.items()}
    for fault in faults:
        match fault.path:
            case (str(section),):
                sound.pop(section, None)
                if section in model.model_fields:
                    sound[section] = {**_STAND_INS, **stand_ins}.get(section, "stand-in")
            case (str(section), *_) if section in stand_ins:
                sound[section] = stand_ins[section]
            case (str(section), int(i), str(field), *_) if isinstance(sound.get(section), list):
                entry = sound[section][i]
                sound[section][i] = {key: part for key, part in entry.items() if key != field}
            case _:
                return None, set(), {}
    left_out: set[str] = set()
    kept: dict[str, Sequence[int]] = {
        k: range(len(v)) for k, v in sound.items() if isinstance(v, list)
    }
    for _ in range(2):
        entries = {
            section: tuple(sound[section][i] for i in order) for section, order in kept.items()
        }
        try:
            value = model.model_validate(sound | entries)
        except ValidationError as error:
            faulty = {e["loc"][:2] for e in error.errors() if len(e["loc"]) > 1}
            for place in faulty:
                section = str(place[0])
                left_out |= _ids(data[section][kept[section][int(place[1])]])
            kept = {
                name: [n for n in order if left_out.isdisjoint(_ids(data[name][n]))]
                for name, order in kept.items()
            }
        else:
            return value, left_out, kept
    return None, set(), {}


def _ids(entry: Any) -> set[str]:
    """Gather the ids, or codes, of an entry and of all that lies in it."""
    if isinstance(entry, tuple):
        return {name for part in entry for name in _ids(part)}
    if not isinstance(entry, dict):
        return set()
    own = {str(entry[key]) for key in ("id", "code") if isinstance(entry.get(key), str)}
    return own | {name for part in entry.values() for name in _ids(part)}


def _in_file(path: Path, kept: Mapping[str, Sequence[int]]) -> Path:
    match path:
        case (str(section), int(i), *rest) if section in kept:
            return (section, kept[section][i], *rest)
    return path


_STAND_INS = {"version": "0.0.0", "kind": "questionnaire"}


def _locate(trees: Mapping[str, Tree], path: Path) -> tuple[Tree, Path]:
    section = str(path[0]) if path else ""
    return (trees[section], path[1:]) if section in trees else (trees[""], path)


def _fault(model: type[Value], trees: Mapping[str, Tree], path: Path, error: Any) -> Fault:
    """Put one of Pydantic's errors into words for the author of a questionnaire."""
    tree, inside = _locate(trees, path)
    name = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    given = error["input"]
    who = _entry_name(trees, path)
    raw = tree.raw.get(inside, given.text if isinstance(given, NotText) else "")
    match error["type"]:
        case "missing":
            mend = _SHAPES.get(name, f"add a line '{name}: ...'")
            return Fault(path, f"{who}'{name}' is missing", mend)
        case "extra_forbidden":
            known = _fields(model, path[:-1])
            return Fault(path, f"{who}there is no field '{name}'", near_miss(name, known))
        case "model_type" if name == "framework":
            return Fault(path, "'framework' must be a name", "write 'framework: safeguarding'")
        case "string_type" if not isinstance(given, (dict, tuple)) and given is not None:
            return Fault(
                path,
                f"{who}'{name}' must be a text, but YAML reads {raw} otherwise",
                f'quote this value: "{raw}"',
            )
        case "string_too_short" | "string_type":
            return Fault(path, f"{who}'{name}' is empty or not a text", "write a text")
        case "string_pattern_mismatch":
            return Fault(
                path, f"{who}'{name}' cannot be '{given}'", _PATTERNS.get(name, _PATTERNS["id"])
            )
        case "literal_error":
            return Fault(
                path, f"{who}'{name}' cannot be '{given}'", f"use {error['ctx']['expected']}"
            )
        case "tuple_type":
            mend = _SHAPES.get(name, f"write '{name}: [...]'")
            return Fault(path, f"{who}'{name}' must be a list", mend)
        case "too_short" | "too_long":
            return Fault(path, f"{who}'{name}' has the wrong number of entries", error["msg"])
        case _:
            return Fault(path, f"{who}'{name}': {error['msg']}", "")


_PATTERNS = {
    "id": "use small letters, digits and hyphens, such as rip-04",
    "version": 'write three numbers in quotes, such as "1.0.0"',
    "code": "use an inventory code such as B-RIP-2",
}


_SHAPES = {
    "points": "write it as 'points: [{code: 0, label: Never}, {code: 1, label: Often}, ...]'",
    "bands": "write it as 'bands: [{id: low, name: Low, reading: Look here first.}, "
    "{id: high, name: High, from: 3.5, reading: This works.}]'",
    "favourable": "name the lowest code that is a good answer, such as 'favourable: 4'",
    "unfavourable": "name the highest code that is a bad answer, such as 'unfavourable: 2'",
    "options": "write it as 'options: [{id: health, name: Health}, {id: police, name: Police}]'",
    "order": "write it as 'date: {column: End Date, order: day-first}', or month-first, year-first",
}


def _shortened(trees: Mapping[str, Tree], found: Sequence[Any]) -> tuple[list[Fault], list[Any]]:
    """Find list entries such as `0: Never`, which leave out the names of two fields.

    Gives one fault for each list that has them, and the errors that have nothing to do with them.
    """
    faults: dict[Path, Fault] = {}
    dealt: set[Path] = set()
    for error in found:
        path, entry = tuple(error["loc"][:-1]), error["input"]
        if error["type"] != "missing" or not isinstance(entry, dict) or len(entry) != 1:
            continue
        fields = [e["loc"][-1] for e in found if e["type"] == "missing" and e["loc"][:-1] == path]
        (key, value), *_ = entry.items()
        if len(fields) == 2 and path and isinstance(path[-1], int) and isinstance(value, str | int):
            dealt.add(path)
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            faults.setdefault(
                path[:-1],
                Fault(
                    path,
                    f"{_entry_name(trees, path)}'{key}: {value}' is no entry of '{name}'",
                    f"write {{{fields[0]}: {key}, {fields[1]}: {value}}}, and so all like it",
                ),
            )
    return list(faults.values()), [e for e in found if tuple(e["loc"][:-1]) not in dealt]


def _entry_name(trees: Mapping[str, Tree], path: Path) -> str:
    """Name the list entry that a path lies in: 'item rip-04: '."""
    if len(path) < 2 or not isinstance(path[1], int):
        return ""
    tree, inside = _locate(trees, path[:2])
    entry = tree.raw.get((*inside, "id")) or tree.raw.get((*inside, "code"))
    kind = str(path[0]).removesuffix("s")
    return f"{kind} {entry}: " if entry else f"{kind} number {path[1] + 1}: "


def _fields(model: type[Value], path: Path) -> list[str]:
    """Name the fields of the part of a model that a path leads to."""
    schema: Any = _schema(model)
    definitions = schema.get("$defs", {})
    for step in path:
        schema = (
            schema.get("items", {}) if isinstance(step, int) else schema["properties"].get(step, {})
        )
        schema = next((part for part in schema.get("anyOf", ()) if "$ref" in part), schema)
        if "$ref" in schema:
            schema = definitions[schema["$ref"].rpartition("/")[2]]
    return list(schema.get("properties", {}))


@cache
def _schema(model: type[Value]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)
