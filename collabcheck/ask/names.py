"""Which answer or option does a word, a number or a key mean?"""

from __future__ import annotations

from collabcheck.core.errors import UnknownName
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.item import Attribute, Option
from collabcheck.core.instrument.questionnaire import Questionnaire, Scale
from collabcheck.core.responses.response import Given

DONT_KNOW, NOT_APPLICABLE, SKIP = "d", "n", "s"
_BEYOND_NINE = {10: "x", 11: "y"}

# The number row first, then letters; those that do something else on the same screen are left out.
OPTION_KEYS = "1234567890acdefghilmnoprtuvwxyz"


def point_key(code: int) -> str:
    """Name the single key of a code: its digit, `x` for 10, `y` for 11."""
    return _BEYOND_NINE.get(code, str(code))


def answer_keys(scale: Scale) -> dict[str, Given]:
    """Map every key that gives an answer on a scale to the answer that it gives."""
    keys: dict[str, Given] = {point_key(point.code): point.code for point in scale.points}
    return keys | {DONT_KNOW: "dont_know", NOT_APPLICABLE: "not_applicable", SKIP: None}


def answer_words(scale: Scale) -> dict[str, Given]:
    """Map what may be written on a line to its answer: every key, and the numbers above nine."""
    return answer_keys(scale) | {str(point.code): point.code for point in scale.points}


def allowed(scale: Scale) -> str:
    """Say in words what may be answered on a scale."""
    return (
        f"{point_key(scale.lo)}-{point_key(scale.hi) if scale.hi < 10 else scale.hi}, "
        f"{DONT_KNOW} (don't know), {NOT_APPLICABLE} (not applicable) or {SKIP} (skip)"
    )


def option_named(attribute: Attribute, text: str) -> Option | None:
    """Find an option by its id, its name or its number, counted from 1."""
    word = " ".join(text.split()).casefold()
    for number, option in enumerate(attribute.options, 1):
        if word in (option.id, option.name.casefold(), str(number)):
            return option
    return None


def options_named(questionnaire: Questionnaire, wishes: dict[str, str | None]) -> dict[str, str]:
    """Turn what was asked for on the command line into options, by attribute.

    Raises `UnknownName` for an attribute that the questionnaire lacks, or an unknown option.
    """
    found: dict[str, str] = {}
    for name, text in wishes.items():
        if text is None:
            continue
        asked = next((a for a in questionnaire.attributes if a.id == name), None)
        if asked is None:
            raise UnknownName(
                f"questionnaire {questionnaire.id} does not ask for '{name}'",
                where=f"--{name}",
                mend=f"leave --{name} out",
            )
        option = option_named(asked, text)
        if option is None:
            raise UnknownName(
                f"there is no {name} '{text}'",
                where=f"--{name}",
                mend=near_miss(text, [option.id for option in asked.options])
                or f"use a number from 1 to {len(asked.options)}",
            )
        found[name] = option.id
    return found
