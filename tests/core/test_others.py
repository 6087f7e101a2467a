"""Does what others report reach the plan, and what seems to work?"""

from __future__ import annotations

from dataclasses import replace

from meetings import asked
from support import TOWN
from town import FAMILIES, YOUNG, YOUNG_ANSWERS, everybody, of_everybody

from collabcheck.core.findings.others import Others
from collabcheck.core.report import find, with_voices
from collabcheck.core.scoring.voices import Asked

CONTENT = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*12       police 5  1  5  4  2  4
"""
FAMILIES_SAY = """
    respondent role   t1 t2 t3 p1 p2 m1
    m*8        mother 4  2  1  3  2  4
    f*6        father 4  2  4  1  2  4
"""


def others(*of: Asked) -> Others:
    main = of[0]
    found = with_voices(find(main.questionnaire, main.scores), of).others
    assert found
    return found


def content_staff(families: str = FAMILIES_SAY) -> tuple[Asked, Asked]:
    return asked(TOWN, CONTENT), asked(FAMILIES, families)


def test_a_barrier_that_others_alone_report_gets_a_step_of_its_own() -> None:
    found = others(*content_staff())
    assert [(r.barrier.id, r.voices, r.alone, r.clear) for r in found.reports] == [
        ("rank", ("town/families",), True, True),
        # 6 of 14 beside 0 of 12 may be chance, over all barriers.
        ("gaps", ("town/families",), True, False),
    ]
    (block,) = found.steps
    assert (block.voices, block.alone) == (("town/families",), True)
    assert [(step.action.id, step.answers) for step in block.actions] == [
        ("round", ("rank",)),
        ("note", ("gaps",)),
    ]


def test_what_the_plan_answers_needs_no_second_step() -> None:
    staff = CONTENT.replace("a*12       police 5  1  5", "a*12       police 5  1  1")
    found = others(asked(TOWN, staff), asked(FAMILIES, FAMILIES_SAY))
    told = {report.barrier.id: (report.planned, report.alone) for report in found.reports}
    assert told == {"rank": (True, False), "gaps": (False, True)}
    assert [step.action.id for block in found.steps for step in block.actions] == ["note"]


def test_a_step_that_the_plan_has_for_something_else_gives_way_to_the_next() -> None:
    staff = CONTENT.replace("5  1  5  4  2  4", "5  1  5  4  2  1")
    late = FAMILIES_SAY.replace("mother 4  2", "mother 1  5")
    found = others(asked(TOWN, staff), asked(FAMILIES, late))
    steps = {step.answers: step.action.id for block in found.steps for step in block.actions}
    # The plan rings because of the cuts; late news would have been answered by that first.
    assert steps["late", "gaps"] == "note"


def test_of_many_the_gravest_have_a_step_and_the_others_are_named() -> None:
    staff, families = content_staff()
    limits = staff.questionnaire.thresholds.model_copy(update={"barriers_in_full": 1})
    few = staff.questionnaire.model_copy(update={"thresholds": limits})
    found = others(replace(staff, questionnaire=few), families)
    assert [step.answers for block in found.steps for step in block.actions] == [("rank",)]
    assert found.unanswered == ("gaps",)


def test_those_of_another_scale_are_others_too() -> None:
    found = others(asked(TOWN, CONTENT), asked(YOUNG, YOUNG_ANSWERS))
    assert {r.barrier.id: r.voices for r in found.reports} == {
        "late": ("town/young",),
        "rank": ("town/young",),
    }
    assert not any(report.clear for report in found.reports)


def test_an_enabler_whose_reverse_others_report_is_in_doubt() -> None:
    late = FAMILIES_SAY.replace("mother 4  2", "mother 1  5")
    (doubt,) = others(*content_staff(late)).doubts
    assert (doubt.enabler, doubt.reports) == ("calls", (("town/families", "late"),))
    assert others(*content_staff()).doubts == ()


def test_a_hidden_voice_reports_nothing() -> None:
    found = others(asked(TOWN, CONTENT), asked(YOUNG, "respondent y1 y2\na*4 0 0"))
    assert (found.reports, found.steps, found.doubts) == ((), (), ())


def test_what_others_report_is_talked_about_after_what_is_shared() -> None:
    kinds = [prompt.kind for prompt in of_everybody().discussion]
    order = ["enabler", "barrier", "voice"]
    early = [kind for kind in kinds if kind in order]
    assert kinds[: len(early)] == sorted(early, key=order.index)
    assert "voice" in early
    told = [prompt.id for prompt in of_everybody().discussion if prompt.kind == "voice"]
    shared = [prompt.id for prompt in of_everybody().discussion if prompt.kind == "barrier"]
    assert not set(told) & set(shared)


def test_the_months_are_those_of_all_who_answered() -> None:
    staff, *rest = everybody()
    later = [
        replace(each, tally=replace(each.tally, period=("2026-03-01", "2026-05-02")))
        for each in rest
    ]
    found = find(staff.questionnaire, staff.scores, period=("2026-01-02", "2026-01-09"))
    assert with_voices(found, [staff, *later]).period == ("2026-01", "2026-05")
