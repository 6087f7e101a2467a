"""Which observation schedules are there, and what does one say?"""

from __future__ import annotations

from typing import get_args

from collabcheck.core.instrument.checks import schedule_faults
from collabcheck.core.instrument.observation import LevelCode, Schedule
from collabcheck.library.frameworks import with_framework
from collabcheck.library.named import open_named, shipped_names
from collabcheck.library.validate import validated


def schedule_names() -> tuple[str, ...]:
    """Name every observation schedule that ships, such as `safeguarding/observation`."""
    return shipped_names("observation")


def load_schedule(name: str) -> Schedule:
    """Load an observation schedule by its shipped name or by the path of a YAML file.

    Its framework is found as that of a questionnaire is. Raises `UnknownName` where there is none,
    `FaultyFile` with every fault where it cannot be used.
    """
    tree, folder = open_named(name, "observation")
    levels = tuple({"code": c, "label": c, "meaning": c} for c in get_args(LevelCode))
    stand_ins = {"kind": "observation", "levels": levels}
    data = with_framework(tree, folder)
    return validated(Schedule, data, {"": tree}, schedule_faults, stand_ins)


def load_schedules(framework: str) -> tuple[Schedule, ...]:
    """Load every shipped schedule of a framework."""
    names = [name for name in schedule_names() if name.partition("/")[0] == framework]
    return tuple(load_schedule(name) for name in names)
