"""How were the professionals, families and meetings of the demo invented?

Run it after a change to the questionnaire: python tests/make_demo.py
"""

from __future__ import annotations

import random
from pathlib import Path

from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.observation import LevelCode, Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.observed import (
    Judgement,
    Note,
    Observation,
    Reflection,
    observation_to_json,
    schedule_key,
)
from collabcheck.core.responses.response import (
    Answer,
    Choice,
    Given,
    Response,
    key_of,
    response_to_json,
)
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.schedules import load_schedule

FOLDER = Path(__file__).parent.parent / "questionnaires" / "safeguarding" / "demo"
TIMES = ("10:04", "10:11", "10:19", "10:32", "10:40", "10:52")
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

# What families meet, as a share of the scale.
FAMILIES = {
    "rip": 0.5, "rlw": 0.62, "rsu": 0.48, "oip": 0.5, "olw": 0.45, "osu": 0.45, "ext": 0.5,
    "dmp": 0.46,
}  # fmt: skip
FATHERS = {"rsu": -0.22, "osu": -0.2, "dmp": -0.2, "rlw": -0.15}
OF_FAMILIES = {"f-rsu-08": -0.15, "f-rip-04": -0.15, "y-rip-04": -0.2, "f-rsu-06": 0.25}
LEVELS: dict[str, LevelCode] = {
    "c": "clear", "s": "some", "n": "none-seen", "a": "seen-to-be-absent", "-": "not-observable",
}  # fmt: skip
# A letter a line, in the schedule's order.
MEETINGS = {
    "core-group": ("2026-10-08", "core group 3", "ccsccsascsssas"),
    "review": ("2026-10-20", "review conference 2", "cssccca-scnsnn"),
    "core-group-second": ("2026-10-08", "core group 3", "cssccsansssnas"),
}
NOTES = {
    ("core-group", "open-sharing"): (
        "The nurse gave her news before anybody asked for it.",
        "A report was handed out at the door.",
    ),
    ("core-group", "voice-of-mother"): ("Asked what she would like to begin with.",),
    ("core-group", "voice-of-father"): ("His name was on the list. Nobody said why he was away.",),
    ("core-group", "plain-words"): (
        "Four sets of initials in one sentence; a parent looked down.",
    ),
    ("review", "shared-aim"): ("Three people closed with the same aim: school every morning.",),
    ("review", "voice-of-father"): ("Talked of for ten minutes. Not asked to come.",),
    ("review", "grounds-for-order"): ("Housing before school; no reason was given.",),
}
PRESENT = {
    "core-group": "Lead social worker, nurse, teacher, mother; a manager in the chair.",
    "review": "Lead social worker, chair, police officer, teacher, housing officer, mother.",
}
WHOLE = {"review": "Ended on time. The mother stayed behind to ask what was agreed."}
REFLECTIONS = {
    "core-group": (
        ("as-practitioner", "Nine years of core groups. I forgive lateness too easily."),
        ("as-former-role", "I used to chair these, so I listen to the chair first."),
    ),
    "core-group-second": (
        ("as-practitioner", "I never did this work, and may miss what is left unsaid."),
    ),
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
    axis = item.axis or ""
    unseen = 0.03 if agency == "childrens-social-care" else UNSEEN.get(axis, 0.03)
    fate = dice.random()
    if fate < unseen:
        return "dont_know"
    if fate < unseen + 0.02:
        return "not_applicable"
    if fate < unseen + 0.03:
        return None
    level = (
        AXES[axis]
        + FACETS.get((axis, item.strand or ""), 0)
        + AGENCIES.get((agency, axis), 0)
        + ITEMS.get(item.id, 0)
        + CAMPS.get(item.id, {}).get(agency, 0)
        + mood
    )
    keyed = min(5, max(1, round(dice.gauss(level, 0.75))))
    return 6 - keyed if item.keying == "reverse" else keyed


def make_families(
    questionnaire: Questionnaire, people: dict[str, int], dice: random.Random
) -> dict[str, Response]:
    """Invent people who answer about the team from outside it; `people` by their option."""
    asked = questionnaire.attributes[0].id
    scale = questionnaire.scale
    made = {}
    for number, who in enumerate(who for who, times in people.items() for _ in range(times)):
        mood = dice.gauss(0, 0.12)
        answers = []
        for item in questionnaire.items:
            axis = item.axis or ""
            level = FAMILIES[axis] + mood + OF_FAMILIES.get(item.id, 0)
            level += FATHERS.get(axis, 0) if who == "father" else 0
            fate = dice.random()
            unseen = 0.3 if axis in {"oip", "ext", "olw"} else 0.04
            given: Given = None
            if fate < unseen:
                given = "dont_know"
            elif fate < 0.98:
                keyed = scale.lo + round(min(1, max(0, dice.gauss(level, 0.2))) * scale.width)
                given = scale.lo + scale.hi - keyed if item.keying == "reverse" else keyed
            answers.append(Answer(item=item.id, answer=given))
        name = f"{questionnaire.id.rpartition('/')[2]}-{number + 1:02}"
        made[f"{name}.json"] = Response(
            respondent=f"invented-{name}",
            date=f"2026-10-{5 + number % 10:02}",
            state="complete",
            questionnaire=key_of(questionnaire),
            attributes=(Choice(attribute=asked, option=who),),
            answers=tuple(answers),
        )
    return made


def make_meetings(schedule: Schedule) -> dict[str, Observation]:
    """Invent the records of two meetings, and of the first one's second observer."""
    made = {}
    for name, (date, meeting, levels) in MEETINGS.items():
        judgements = tuple(
            Judgement(
                line=line.id,
                level=LEVELS[letter],
                notes=tuple(
                    Note(time=TIMES[place % len(TIMES)], text=text)
                    for place, text in enumerate(NOTES.get((name, line.id), ()))
                ),
            )
            for line, letter in zip(schedule.lines, levels, strict=True)
        )
        folder, file = ("second", name[:-7]) if name.endswith("-second") else ("meetings", name)
        made[f"{folder}/{file}.json"] = Observation(
            observer=f"invented-{name}",
            date=date,
            meeting=meeting,
            state="complete",
            schedule=schedule_key(schedule),
            reflections=tuple(
                Reflection(prompt=prompt, text=text) for prompt, text in REFLECTIONS.get(name, ())
            ),
            present=PRESENT.get(name),
            judgements=judgements,
            notes=(Note(time="11:30", text=WHOLE[name]),) if name in WHOLE else (),
        )
    return made


def made() -> dict[str, str]:
    """Write all responses and records, by the names of their files."""
    dice = random.Random(SEED)
    family = load_questionnaire("safeguarding/family")
    young = load_questionnaire("safeguarding/young-person")
    practitioner = load_questionnaire("safeguarding/practitioner")
    ages = {"10-to-13": 5, "14-to-17": 4}
    parents = {"mother": 10, "father": 6}
    folders: dict[str, dict[str, Response]] = {
        "professionals": make(practitioner),
        "families": make_families(family, parents, dice),
        "young-people": make_families(young, ages, dice),
    }
    meetings = make_meetings(load_schedule("safeguarding/observation"))
    texts = {
        f"{folder}/{name}": response_to_json(response)
        for folder, responses in folders.items()
        for name, response in responses.items()
    }
    texts |= {name: observation_to_json(seen) for name, seen in meetings.items()}
    return texts


def main() -> None:
    """Put them in place of the old ones."""
    for old in FOLDER.rglob("*.json"):
        old.unlink()
    for name, text in made().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
