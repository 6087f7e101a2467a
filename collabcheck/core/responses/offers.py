"""What may a text stand for that means nothing by itself?"""

from __future__ import annotations

import difflib
import re

from collabcheck.core.instrument.item import Attribute
from collabcheck.core.instrument.questionnaire import Scale
from collabcheck.core.responses.account import Offer
from collabcheck.core.responses.dates import DATE_LIKE
from collabcheck.core.responses.labels import label_and_code, normal, number

CLOSE = 0.75
_TOOL_CODE = re.compile(r"[a-z]{1,3}_?0*(\d{1,2})")
_WORDS = re.compile(r"[^\W_]+")
_GAPS = {"na", "nan", "null", "none", "nil", "-", "--", ".", "#n/a", "missing"}


def offer_answer(scale: Scale, text: str) -> tuple[Offer | None, str]:
    """Offer an answer of the scale for a text without a meaning, and say why it has none."""
    said = normal(text)
    answers = {
        **{normal(point.label): Offer(point.code, point.label) for point in scale.points},
        normal(scale.dont_know): Offer("dont_know", scale.dont_know),
        normal(scale.not_applicable): Offer("not_applicable", scale.not_applicable),
    }
    by_code = {point.code: Offer(point.code, point.label) for point in scale.points}
    if DATE_LIKE.fullmatch(said):
        return None, (
            "it looks like a date that a spreadsheet made of an answer such as '1-2': "
            "export the answers again, and do not open the file in between"
        )
    alone = number(said)
    if alone in by_code:
        return None, "what a number alone means here, only the mapping can say"
    if alone is not None:
        return None, f"it is not on the scale, whose codes run from {scale.lo} to {scale.hi}"
    if said in _GAPS:
        return None, "it may be a blank or mean that the question does not apply"
    if (pair := label_and_code(said)) and pair[1] in by_code:
        return by_code[pair[1]], f"{pair[1]} stands beside words that the scale does not have"
    if close := difflib.get_close_matches(said, answers, n=1, cutoff=CLOSE):
        return answers[close[0]], ""
    if (found := _TOOL_CODE.fullmatch(said)) and 0 < int(found[1]) <= len(scale.points):
        point = scale.points[int(found[1]) - 1]
        return Offer(point.code, point.label), "it may be the survey tool's own code"
    return None, ""


def offer_option(attribute: Attribute, text: str) -> Offer | None:
    """Offer an option of an attribute for a text that is none."""
    options = {normal(o.name): o for o in attribute.options}
    options |= {normal(o.id): o for o in attribute.options}
    said = normal(text)
    words = set(_WORDS.findall(said))
    found = difflib.get_close_matches(said, options, n=1, cutoff=CLOSE)
    # "School" is short for "School, college or early years", if nothing else has that word.
    holding = [name for name in options if words and words <= set(_WORDS.findall(name))]
    if not found and len({options[name].id for name in holding}) == 1:
        found = holding
    return Offer(options[found[0]].id, options[found[0]].name) if found else None
