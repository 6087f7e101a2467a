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
from town import FAMILIES, FAMILY_ANSWERS, STAFF_ANSWERS, YOUNG, YOUNG_ANSWERS, everybody

from collabcheck.core.findings.voices import EveryVoice, find_voices
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import KruskalWallis
from collabcheck.core.scoring.statistics import Interval
from collabcheck.core.scoring.voices import Asked, Voices, side_by_side


def view(found: EveryVoice, axis: str) -> tuple[object, ...]:
    return next((v.verdict, v.unsure) for v in found.axes if v.id == axis)


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


def test_the_whole_answers_to_questionnaires_on_like_scales_are_compared() -> None:
    """Of fewer points the same view lies nearer to an end: the young stand beside, uncompared."""
    on = side_by_side(everybody()).axes[0]
    assert (on.id, on.compared) == ("trust", ("town/staff", "town/families"))
    staff, families = [4] * 6 + [14 / 3] * 6, [7 / 3] * 8 + [1] * 6
    h, p = stats.kruskal(staff, families)
    assert isinstance(on.test, KruskalWallis)
    assert on.test.h == pytest.approx(h, abs=1e-8)
    assert on.test.p == pytest.approx(p, abs=1e-8)
    (widest,) = on.gaps
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
    *others, _ = everybody()
    content = asked(YOUNG, YOUNG_ANSWERS.replace("a*4        0", "a*4        2"))
    late = next(b for b in every([*others, content]).barriers if b.id == "late")
    assert (late.view, late.only) == ("differ", "town/families")


def test_those_who_report_it_on_another_scale_are_no_others_who_do_not() -> None:
    late = next(b for b in every(everybody()).barriers if b.id == "late")
    assert (late.view, late.only) == ("differ", None)
    assert late.compared == ("town/staff", "town/families")


def test_where_many_cannot_tell_is_told_of_all_who_answered_a_questionnaire() -> None:
    half = [asked(TOWN, STAFF_ANSWERS.replace("5  n", "5  4")), asked(FAMILIES, FAMILY_ANSWERS)]
    few = FAMILY_ANSWERS.replace("m*8        mother 2  4  3  3  3  d", "m*8 mother 2 4 3 3 3 4")
    told = [asked(TOWN, STAFF_ANSWERS.replace("5  n", "5  4")), asked(FAMILIES, few)]
    assert view(every(told), "money")[1] == ("town/families",)
    # Where nobody has a score the share is hidden with it.
    assert view(every(half), "money") == (None, ())


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


def test_groups_stand_in_the_questionnaires_order_not_the_alphabets() -> None:
    voices = side_by_side([asked(TOWN, STAFF_ANSWERS), asked(FAMILIES, FAMILY_ANSWERS, "role")])
    assert [voice.group for voice in voices.voices] == [None, None, "mother", "father"]


def test_of_groups_of_people_whom_the_work_is_about_no_count_is_told() -> None:
    """That all eight mothers report late news would tell of each of them."""
    families = asked(FAMILIES, FAMILY_ANSWERS, "role")
    voices = side_by_side([asked(TOWN, STAFF_ANSWERS), families]).voices
    groups = [voice for voice in voices if voice.group in {"mother", "father"}]
    assert [voice.barriers for voice in groups] == [(), ()]
    assert all(voice.axes for voice in groups)
    whole = next(voice for voice in voices if voice.id == "town/families")
    assert next(of.answered for of in whole.barriers if of.id == "late") == 14
    assert families.scores.barrier_gaps == ()


def test_groups_of_the_first_questionnaire_keep_their_numbers() -> None:
    voices = side_by_side([asked(TOWN, STAFF_ANSWERS, "agency"), asked(FAMILIES, FAMILY_ANSWERS)])
    health = next(voice for voice in voices.voices if voice.group == "health")
    assert next(of.reported for of in health.barriers if of.id == "late") == 0


def test_it_is_told_who_stands_below_the_first_and_who_above() -> None:
    trust = next(on for on in every(everybody()).axes if on.id == "trust")
    assert (trust.lower, trust.higher) == (("town/families",), ())
    turned = STAFF_ANSWERS.replace("4  2  4", "1  5  1").replace("5  2  5", "1  4  1")
    content = asked(FAMILIES, FAMILY_ANSWERS.replace("father 1  5  1", "father 3  3  3"))
    trust = next(on for on in every([asked(TOWN, turned), content]).axes if on.id == "trust")
    assert trust.higher == ("town/families",)


def test_lines_that_ask_several_the_same_stand_together() -> None:
    trust = next(on for on in every(everybody()).axes if on.id == "trust")
    late = next(pair for pair in trust.alike if pair.barrier == "late")
    assert late.items == (
        ("town/staff", "t1"), ("town/staff", "t2"), ("town/families", "t1"),
        ("town/families", "t2"), ("town/young", "y1"),
    )  # fmt: skip


COMMENTS = [(("t1", "From staff."),), (("t1", "Nobody rang."), ("m1", "Too few know.")), ()]


def test_what_others_wrote_is_handed_on_only_to_be_printed_and_never_on_a_hidden_item() -> None:
    families = next(
        part
        for part in (find_voices(everybody(), COMMENTS, printed=True) or every([])).voices
        if part.id == "town/families"
    )
    said = {item.id: item.comments for item in families.items if item.comments}
    assert said == {"t1": ("Nobody rang.",)}
    assert families.unprinted == 0


def test_else_it_is_counted() -> None:
    found = find_voices(everybody(), COMMENTS)
    assert found
    counted = {part.id: part.unprinted for part in found.voices if part.unprinted}
    assert counted == {"town/families": 1}
    assert not any(item.comments for part in found.voices for item in part.items)


def test_nothing_of_a_hidden_voice_is_handed_on_not_even_how_much_it_wrote() -> None:
    few = asked(FAMILIES, "respondent role t1 t2 t3 p1 p2 m1\na*4 mother 1 1 1 1 1 1")
    found = find_voices([asked(TOWN, STAFF_ANSWERS), few], COMMENTS[:2])
    assert found
    assert (found.voices[-1].items, found.voices[-1].unprinted) == ((), 0)
