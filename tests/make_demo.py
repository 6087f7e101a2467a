"""How were the 24 people of the demo invented?

Run it after a change to the questionnaire: python tests/make_demo.py
"""

from __future__ import annotations

import random
from pathlib import Path

from collabcheck.core.instrument.questionnaire import Item, Questionnaire
from collabcheck.core.responses.response import (
    Answer,
    Choice,
    Given,
    Response,
    key_of,
    response_to_json,
)
from collabcheck.library.questionnaires import load_questionnaire

FOLDER = Path(__file__).parent.parent / "questionnaires" / "safeguarding" / "demo"
SEED = 1946
PEOPLE = {
    "childrens-social-care": ["lead-social-worker"] * 5 + ["social-work-other"] * 2 + ["manager"],
    "education": ["education"] * 5 + ["manager-elsewhere"],
    "health": ["health"] * 5,
    "police": ["police"] * 3,
    "voluntary": ["family-support"] * 2,
}
AXES = {
    "rip": 3.4, "rlw": 4.4, "rsu": 3.2, "oip": 3.2, "olw": 2.7, "osu": 3.3, "ext": 3.2, "dmp": 3.5,
}  # fmt: skip
FACETS = {
    ("rip", "communication"): -0.7,
    ("rsu", "communication"): -0.6,
    ("oip", "communication"): -0.6,
    ("rip", "vision"): 0.7,
    ("oip", "vision"): 0.4,
    ("olw", "roles"): -0.3,
    ("olw", "continuity"): -0.3,
}
AGENCIES = {
    ("childrens-social-care", "rlw"): 0.3,
    ("childrens-social-care", "olw"): -0.5,
    ("police", "rip"): 0.3,
    ("police", "rsu"): 0.3,
    ("education", "rip"): -0.4,
    ("voluntary", "rsu"): -0.5,
}
ITEMS = {
    "rsu-08": -0.8,
    "rip-08": 0.4,
    "dmp-03": 0.4,
    "rlw-09": -1.2,
    "ext-02": -0.6,
    "oip-04": -0.4,
}
# Two camps: those who think that thresholds are shared, and those who do not.
CAMPS = {"rip-01": {"childrens-social-care": 1.0, "police": 0.9, "education": -1.3, "health": -0.9}}
UNSEEN = {"olw": 0.4, "ext": 0.08}
LOW, HIGH = (1, 2), (4, 5)
# Each comment is put beside an answer that it fits: (agency, keyed answers, text).
COMMENTS = {
    "rip-04": ("education", LOW, "We hear what was decided. We seldom hear what is known."),
    "rip-08": ("health", HIGH, "This is what we do best. The chair brings us back to the child."),
    "rlw-05": ("education", HIGH, "Always rings back, even at the end of a long day."),
    "rlw-09": ("health", LOW, "New worker, new start. The family has stopped learning names."),
    "rsu-01": ("childrens-social-care", LOW, "I had to explain three words of our own plan."),
    "rsu-08": (
        "health",
        LOW,
        "Letters go to one address only, so he hears about meetings after them.",
    ),
    "oip-04": ("police", LOW, "The report came at ten for a meeting at half past."),
    "olw-02": (
        "childrens-social-care",
        LOW,
        "Booking rooms, chasing minutes, counting travel money.",
    ),
    "dmp-03": ("education", HIGH, "I disagreed in March and was thanked for it. That matters."),
}


def make(questionnaire: Questionnaire) -> dict[str, Response]:
    """Invent the responses, by the names of their files."""
    dice = random.Random(SEED)
    people = [(agency, role) for agency, roles in PEOPLE.items() for role in roles]
    silent = dict(COMMENTS)
    made = {}
    for number, (agency, role) in enumerate(people):
        mood = dice.gauss(0, 0.3)
        answers = []
        for item in questionnaire.items:
            given = _given(dice, item, agency, mood)
            answers.append(
                Answer(item=item.id, answer=given, comment=_comment(silent, item, agency, given))
            )
        made[f"{number + 1:02}.json"] = Response(
            respondent=f"invented-{number + 1:02}",
            date=f"2026-10-{1 + number % 14:02}",
            state="complete",
            questionnaire=key_of(questionnaire),
            attributes=(
                Choice(attribute="role", option=role),
                Choice(attribute="agency", option=agency),
            ),
            answers=tuple(answers),
        )
    if silent:
        raise SystemExit(f"nobody's answer fits the comments on {', '.join(silent)}")
    return made


def _comment(
    silent: dict[str, tuple[str, tuple[int, int], str]], item: Item, agency: str, given: Given
) -> str | None:
    if item.id not in silent or not isinstance(given, int):
        return None
    whose, fitting, text = silent[item.id]
    keyed = 6 - given if item.keying == "reverse" else given
    if agency != whose or keyed not in fitting:
        return None
    del silent[item.id]
    return text


def _given(dice: random.Random, item: Item, agency: str, mood: float) -> Given:
    unseen = 0.03 if agency == "childrens-social-care" else UNSEEN.get(item.axis, 0.03)
    fate = dice.random()
    if fate < unseen:
        return "dont_know"
    if fate < unseen + 0.02:
        return "not_applicable"
    if fate < unseen + 0.03:
        return None
    level = (
        AXES[item.axis]
        + FACETS.get((item.axis, item.strand or ""), 0)
        + AGENCIES.get((agency, item.axis), 0)
        + ITEMS.get(item.id, 0)
        + CAMPS.get(item.id, {}).get(agency, 0)
        + mood
    )
    keyed = min(5, max(1, round(dice.gauss(level, 0.75))))
    return 6 - keyed if item.keying == "reverse" else keyed


def main() -> None:
    """Write the responses over the old ones."""
    for old in FOLDER.glob("*.json"):
        old.unlink()
    FOLDER.mkdir(exist_ok=True)
    for name, response in make(load_questionnaire("safeguarding/practitioner")).items():
        (FOLDER / name).write_text(response_to_json(response), encoding="utf-8")


if __name__ == "__main__":
    main()
