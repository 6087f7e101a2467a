"""How do people asked with different questionnaires stand beside each other?"""

from __future__ import annotations

import pingouin as pg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from meetings import asked
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep
from support import TOWN, number

from collabcheck.core.findings.voices import EveryVoice, find_voices
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import KruskalWallis
from collabcheck.core.scoring.statistics import Interval
from collabcheck.core.scoring.voices import Asked, Voices, side_by_side

FAMILIES = (
    TOWN.replace("town/staff", "town/families")
    .replace("title: Our town", "title: Our town\nvoice: Families")
    .replace("id: agency\n    question: Where do you work?", "id: role\n    question: Who are you?")
    .replace("{id: health, name: Health}", "{id: mother, name: Mother}")
    .replace("{id: police, name: Police}", "{id: father, name: Father}")
)
YOUNG = """\
kind: questionnaire
id: town/young
framework: town
version: "1.0.0"
title: Our town, for the young
voice: Young people
audience: The young.
intro: Think of the last month.
notice: Name nobody.
scale:
  points: [{code: 0, label: "No"}, {code: 1, label: A bit}, {code: 2, label: "Yes"}]
  dont_know: I do not know
  not_applicable: Not about me
  favourable: 2
  unfavourable: 0
  bands:
    - {id: low, name: Low, reading: Ask first.}
    - {id: high, name: High, from: 1.5, reading: Keep it.}
items:
  - {id: y1, text: I hear in time., axis: trust, barriers: [late]}
  - {id: y2, text: I have a say., axis: trust, barriers: [rank]}
"""
STAFF_ANSWERS = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6        police 4  2  4  3  4  2
    b*6        health 5  2  5  2  5  n
"""
FAMILY_ANSWERS = """
    respondent role   t1 t2 t3 p1 p2 m1
    m*8        mother 2  4  3  3  3  d
    f*6        father 1  5  1  2  4  d
"""
YOUNG_ANSWERS = """
    respondent y1 y2
    a*4        0  2
    b*4        1  0
"""


def everybody() -> list[Asked]:
    return [
        asked(TOWN, STAFF_ANSWERS, "agency"),
        asked(FAMILIES, FAMILY_ANSWERS, "role"),
        asked(YOUNG, YOUNG_ANSWERS),
    ]


def view(found: EveryVoice, axis: str) -> tuple[object, ...]:
    return next((v.verdict, v.can_tell, v.cannot_tell) for v in found.axes if v.id == axis)


def every(of: list[Asked]) -> EveryVoice:
    found = find_voices(of)
    assert found
    return found


def means(found: Voices, axis: str) -> dict[str, float]:
    return {
        voice.id: number(on.mean) for voice in found.voices for on in voice.axes if on.id == axis
    }


def test_all_who_were_asked_stand_side_by_side_with_their_groups_on_one_scale() -> None:
    assert means(side_by_side(everybody()), "trust") == pytest.approx(
        {
            "town/staff": 4.333333,
            "town/staff#police": 4,
            "town/staff#health": 4.666667,
            "town/families": 1.761905,
            "town/families#mother": 2.333333,
            "town/families#father": 1,
            # 1 and 0.5 of 0 to 2, that is a half and a quarter of the way from 1 to 5.
            "town/young": 2.5,
        },
        abs=1e-6,
    )


def test_the_whole_answers_to_each_questionnaire_are_compared() -> None:
    on = side_by_side(everybody()).axes[0]
    assert (on.id, on.compared) == ("trust", ("town/staff", "town/families", "town/young"))
    staff, families, young = [4] * 6 + [14 / 3] * 6, [7 / 3] * 8 + [1] * 6, [3] * 4 + [2] * 4
    h, p = stats.kruskal(staff, families, young)
    assert isinstance(on.test, KruskalWallis)
    assert on.test.h == pytest.approx(h, abs=1e-8)
    assert on.test.p == pytest.approx(p, abs=1e-8)
    widest = on.gaps[0]
    assert (widest.low, widest.high) == ("town/families", "town/staff")
    welch = stats.ttest_ind(staff, families, equal_var=False)
    interval = welch.confidence_interval()
    assert isinstance(widest.interval, Interval)
    assert widest.interval.low == pytest.approx(interval.low, abs=1e-8)
    assert widest.interval.high == pytest.approx(interval.high, abs=1e-8)
    assert number(widest.g) == pytest.approx(
        pg.compute_effsize(staff, families, eftype="hedges"), abs=1e-3
    )


def test_p_values_are_adjusted_over_the_axes_that_several_were_asked_about() -> None:
    found = side_by_side(everybody())
    tests = [on.test for on in found.axes if isinstance(on.test, KruskalWallis)]
    assert len(tests) == 2
    assert min(t.adjusted for t in tests) == pytest.approx(min(1, 2 * min(t.p for t in tests)))


def test_what_one_questionnaire_alone_asks_is_left_out() -> None:
    found = side_by_side([asked(TOWN, STAFF_ANSWERS, "agency"), asked(YOUNG, YOUNG_ANSWERS)])
    assert [on.id for on in found.axes] == ["trust"]
    assert [on.id for on in found.barriers] == ["late", "rank"]


def test_shares_of_barriers_are_compared_on_like_scales_only() -> None:
    on = next(b for b in side_by_side(everybody()).barriers if b.id == "late")
    assert on.compared == ("town/staff", "town/families")
    assert on.apart
    assert (on.apart.low, on.apart.low_share, on.apart.high_share) == ("town/staff", 0, 1)
    low, high = confint_proportions_2indep(14, 14, 0, 12, method="newcomb")
    assert on.apart.interval.low == pytest.approx(low, abs=1e-8)
    assert on.apart.interval.high == pytest.approx(high, abs=1e-8)


def test_a_barrier_is_only_seen_by_those_who_report_it_where_the_others_clearly_do_not() -> None:
    late = next(b for b in every(everybody()).barriers if b.id == "late")
    assert (late.view, late.only) == ("differ", "town/families")


def test_people_who_cannot_tell_are_named_beside_those_who_can() -> None:
    half = [asked(TOWN, STAFF_ANSWERS.replace(" n", " d")), asked(FAMILIES, FAMILY_ANSWERS)]
    assert view(every(half), "money") == (None, (), ("town/staff", "town/families"))
    sure = [asked(TOWN, STAFF_ANSWERS.replace(" n", " 4")), asked(FAMILIES, FAMILY_ANSWERS)]
    assert view(every(sure), "money") == (None, ("town/staff",), ("town/families",))


@pytest.mark.parametrize("people", [1, 4])
def test_one_person_or_few_among_others_are_hidden(people: int) -> None:
    few = asked(YOUNG, f"respondent y1 y2\n a*{people} 0 2")
    voice = side_by_side([asked(TOWN, STAFF_ANSWERS), few]).voices[-1]
    assert voice.respondents == Missing(Why.HIDDEN, needed=5)
    assert (voice.axes, voice.barriers) == ((), ())
    on = side_by_side([asked(TOWN, STAFF_ANSWERS), few]).axes[0]
    assert (on.compared, on.gaps) == (("town/staff",), ())


def test_a_voice_that_is_hidden_on_an_axis_is_not_compared_there() -> None:
    hushed = FAMILY_ANSWERS.replace("m*8        mother 2  4  3", "m*8        mother d  d  d")
    found = side_by_side([asked(TOWN, STAFF_ANSWERS), asked(FAMILIES, hushed)])
    trust = next(on for on in found.axes if on.id == "trust")
    six = next(v for v in found.voices if v.id == "town/families").axes[0]
    assert six.n == 6
    assert trust.compared == ("town/staff", "town/families")
    fewer = hushed.replace("f*6", "f*4")
    found = side_by_side([asked(TOWN, STAFF_ANSWERS), asked(FAMILIES, fewer)])
    assert next(on for on in found.axes if on.id == "trust").compared == ("town/staff",)


def test_answers_to_one_questionnaire_are_no_perspectives() -> None:
    assert find_voices([asked(TOWN, STAFF_ANSWERS)]) is None


@given(st.lists(st.integers(0, 2), min_size=5, max_size=12))
def test_a_score_keeps_its_share_of_the_scale(codes: list[int]) -> None:
    rows = "\n".join(f"p{n} {code} {code}" for n, code in enumerate(codes))
    young = asked(YOUNG, f"respondent y1 y2\n{rows}")
    mean = means(side_by_side([asked(TOWN, STAFF_ANSWERS), young]), "trust")["town/young"]
    assert (mean - 1) / 4 == pytest.approx(sum(codes) / len(codes) / 2)
