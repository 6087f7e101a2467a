"""Do the parts of an instrument fit together?"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from collabcheck.core.errors import Fault
from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.observation import LevelCode, Schedule
from collabcheck.core.instrument.questionnaire import MOST_ITEMS, Questionnaire, Scale
from collabcheck.core.instrument.robin import GROUP, RoundRobin

Path = tuple[str | int, ...]


def near_miss(word: str, known: Iterable[str]) -> str:
    """Suggest the known name that a misspelt one is nearest to, or list the known ones."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def framework_faults(framework: Framework) -> tuple[Fault, ...]:
    """Find every reference inside a framework that leads nowhere, and every id used twice."""
    return tuple(_framework_faults(framework))


def questionnaire_faults(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """Find every reference, id and cut-off of a questionnaire that cannot work."""
    return tuple(_questionnaire_faults(questionnaire))


def schedule_faults(schedule: Schedule) -> tuple[Fault, ...]:
    """Find every reference, id and level of an observation schedule that cannot work."""
    return tuple(_schedule_faults(schedule))


def _framework_faults(framework: Framework) -> Iterator[Fault]:
    axes = [axis.id for axis in framework.axes]
    strands = [strand.id for strand in framework.strands]
    actions = [action.id for action in framework.actions]
    codes = [code.code for code in framework.codes]
    for kind, ids in (
        ("influence", [influence.id for influence in framework.influences]),
        ("level", [level.id for level in framework.levels]),
        ("owner", [owner.id for owner in framework.owners]),
        ("axis", axes),
        ("strand", strands),
        ("action", actions),
        ("barrier", [barrier.id for barrier in framework.barriers]),
        ("enabler", [enabler.id for enabler in framework.enablers]),
        ("code", codes),
    ):
        section = "influences" if kind == "axis" else f"{kind}s"
        yield from _repeated((section,), kind, ids)
    levels = [level.id for level in framework.levels]
    for i, influence in enumerate(framework.influences):
        for j, axis in enumerate(influence.axes):
            if axis.level:
                path: Path = ("influences", i, "axes", j, "level")
                yield from _known(path, f"axis {axis.id}", "level", [axis.level], levels)
    for section in ("barriers", "enablers"):
        for i, entry in enumerate(getattr(framework, section)):
            who = f"{section[:-1]} {entry.id}"
            yield from _known((section, i, "axis"), who, "axis", [entry.axis], axes)
            yield from _known((section, i, "strand"), who, "strand", [entry.strand], strands)
            yield from _known((section, i, "codes"), who, "code", entry.codes, codes)
    for i, barrier in enumerate(framework.barriers):
        path = ("barriers", i, "actions")
        yield from _known(path, f"barrier {barrier.id}", "action", barrier.actions, actions)
        yield from _repeated(path, f"barrier {barrier.id}: action", barrier.actions)
    owners = [owner.id for owner in framework.owners]
    for i, action in enumerate(framework.actions):
        who = f"action {action.id}"
        yield from _known(("actions", i, "who"), who, "owner", action.who, owners)
        yield from _known(("actions", i, "codes"), who, "code", action.codes, codes)
        path = ("actions", i, "recommendations")
        yield from _known(path, who, "code", action.recommendations, codes)


def _questionnaire_faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    known = _names(questionnaire.framework)
    roles = [o.id for a in questionnaire.attributes if a.id == "role" for o in a.options]
    yield from _repeated(("items",), "item", [item.id for item in questionnaire.items])
    yield from _repeated(("attributes",), "attribute", [a.id for a in questionnaire.attributes])
    for i, attribute in enumerate(questionnaire.attributes):
        ids = [option.id for option in attribute.options]
        yield from _repeated(("attributes", i, "options"), "option", ids)
        names = [option.name for option in attribute.options]
        yield from _repeated(("attributes", i, "options"), "option name", names)
    for i, item in enumerate(questionnaire.items):
        who = f"item {item.id}"
        if item.about:
            mend = "write the statement in 'round_robin', once for all groups"
            yield Fault(("items", i, "about"), f"{who}: 'about' is not written here", mend)
        elif item.axis is None:
            yield Fault(("items", i, "axis"), f"{who}: 'axis' is missing", "add a line 'axis: ...'")
        else:
            yield from _known(("items", i, "axis"), who, "axis", [item.axis], known["axes"])
        if item.strand:
            yield from _known(
                ("items", i, "strand"), who, "strand", [item.strand], known["strands"]
            )
        for field in ("barriers", "enablers", "codes"):
            names = getattr(item, field)
            yield from _known(("items", i, field), who, field[:-1], names, known[field])
        named = [variant.role for variant in item.variants]
        yield from _known(("items", i, "variants"), who, "role", named, roles)
    yield from _scale_faults(questionnaire.scale)
    if questionnaire.round_robin:
        yield from _robin_faults(questionnaire, questionnaire.round_robin, known["codes"])


def _robin_faults(
    questionnaire: Questionnaire, robin: RoundRobin, codes: Iterable[str]
) -> Iterator[Fault]:
    who, at = "the round robin", "round_robin"
    attributes = {attribute.id: attribute.options for attribute in questionnaire.attributes}
    yield from _known((at, "attribute"), who, "attribute", [robin.attribute], attributes)
    yield from _repeated((at, "items"), "statement", [item.id for item in robin.items])
    yield from _repeated((at, "names"), "name of option", [option.id for option in robin.names])
    for i, item in enumerate(robin.items):
        if GROUP not in item.text:
            mend = f"put {GROUP} where the name of whoever it is about goes"
            yield Fault((at, "items", i, "text"), f"statement {item.id}: no {GROUP} in it", mend)
        path: Path = (at, "items", i, "codes")
        yield from _known(path, f"statement {item.id}", "code", item.codes, codes)
    if robin.attribute not in attributes:
        return
    options = attributes[robin.attribute]
    known = [option.id for option in options]
    yield from _known((at, "without"), who, "option", robin.without, known)
    for i, option in enumerate(robin.names):
        yield from _known((at, "names", i, "id"), who, "option", [option.id], known)
    if len(robin.rated(options)) < FEWEST_RATED:
        yield Fault((at, "without"), "no two groups are left to rate", "leave fewer of them out")
    ids = robin.ids(options)
    taken = {item.id for item in questionnaire.items}
    twice = {name for name, times in Counter(ids).items() if times > 1}
    for name in dict.fromkeys(ids):
        if name in taken | twice:
            mend = "give the statement another id"
            yield Fault((at, "items"), f"{who} makes item '{name}', which is there already", mend)
    if len(questionnaire.items) + len(ids) > MOST_ITEMS:
        mend = "rate fewer groups, or with fewer statements"
        yield Fault((at, "items"), f"more than {MOST_ITEMS} items with {who}", mend)


FEWEST_RATED = 2


def _schedule_faults(schedule: Schedule) -> Iterator[Fault]:
    known = _names(schedule.framework)
    codes = [level.code for level in schedule.levels]
    yield from _repeated(("levels",), "level", codes, "write each of the five once")
    for code in get_args(LevelCode):
        if code not in codes:
            yield Fault(("levels",), f"level '{code}' is missing", "write each of the five once")
    labels = [level.label for level in schedule.levels]
    yield from _repeated(("levels",), "label", labels, "give each level words of its own")
    prompts = [prompt.id for prompt in schedule.reflexivity]
    yield from _repeated(("reflexivity",), "prompt", prompts)
    yield from _repeated(("lines",), "line", [line.id for line in schedule.lines])
    for i, prompt in enumerate(schedule.reflexivity):
        code = [prompt.code] if prompt.code else []
        path: Path = ("reflexivity", i, "code")
        yield from _known(path, f"prompt {prompt.id}", "code", code, known["codes"])
    for i, line in enumerate(schedule.lines):
        code = [line.code] if line.code else []
        yield from _known(("lines", i, "code"), f"line {line.id}", "code", code, known["codes"])
        for field, kind in _OF_A_LINE.items():
            names = getattr(line, field)
            yield from _known(("lines", i, field), f"line {line.id}", kind, names, known[field])


_OF_A_LINE = {"axes": "axis", "strands": "strand", "barriers": "barrier", "enablers": "enabler"}


def _names(framework: Framework) -> dict[str, list[str]]:
    """Name all that an item or a line may refer to."""
    return {
        "axes": [axis.id for axis in framework.axes],
        "strands": [strand.id for strand in framework.strands],
        "barriers": [barrier.id for barrier in framework.barriers],
        "enablers": [enabler.id for enabler in framework.enablers],
        "codes": [code.code for code in framework.codes],
    }


def _scale_faults(scale: Scale) -> Iterator[Fault]:
    codes = [point.code for point in scale.points]
    if codes != list(range(codes[0], codes[0] + len(codes))):
        yield Fault(
            ("scale", "points"),
            f"the codes {codes} do not go up in steps of one",
            "number the points in order, such as 1, 2, 3, 4, 5",
        )
    elif not scale.lo <= scale.unfavourable < scale.favourable <= scale.hi:
        yield Fault(
            ("scale", "favourable"),
            f"unfavourable ({scale.unfavourable}) must be a code below favourable "
            f"({scale.favourable}), both of them on the scale",
            f"choose two codes from {scale.lo} to {scale.hi}",
        )
    yield from _repeated(("scale", "bands"), "band", [band.id for band in scale.bands])
    starts = [band.start for band in scale.bands]
    if starts.count(None) != 1 or len(set(starts)) != len(starts):
        yield Fault(
            ("scale", "bands"),
            "exactly one band has no 'from', and no two bands begin at the same value",
            "leave 'from' out of the lowest band only",
        )
    for i, band in enumerate(scale.bands):
        if band.start is None:
            continue
        # Means are given with two decimals: beside a finer cut-off they would seem to be on it.
        if round(band.start, 2) != band.start:
            yield Fault(
                ("scale", "bands", i, "from"),
                f"band '{band.id}' begins at {band.start}, with more than two decimals",
                f"write {round(band.start, 2):g}",
            )
        if not scale.lo < band.start <= scale.hi:
            yield Fault(
                ("scale", "bands", i, "from"),
                f"band '{band.id}' begins at {band.start}, off the scale {scale.lo} to {scale.hi}",
                "use a mean that a respondent can reach",
            )


def _repeated(
    path: Path, kind: str, ids: Iterable[str], mend: str = "give each an id of its own"
) -> Iterator[Fault]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield Fault(path, f"{kind} '{name}' stands {times} times", mend)


def _known(
    path: Path, who: str, kind: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Fault]:
    known = set(known)
    for position, name in enumerate(names):
        if name not in known:
            where = (*path, position) if path[-1] in _LISTS else path
            yield Fault(where, f"{who} refers to {kind} '{name}'", near_miss(name, known))


_LISTS = {
    "axes", "strands", "barriers", "enablers", "codes", "actions", "who", "recommendations",
    "variants", "without",
}  # fmt: skip
