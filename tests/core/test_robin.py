"""How do groups see each other, worked out by hand?"""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robin import ROBIN, TEXT
from support import HEAD, axis, number, questionnaire, report, scores, table
from support import questionnaire as load

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.findings.robin import RoundRobinPart
from collabcheck.core.responses.roster import Roster
from collabcheck.core.scoring import comparison
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Rated, SelfGap, SetScore, Weighted
from collabcheck.core.scoring.statistics import Spread, spread
from collabcheck.core.scoring.tally import add, tally
from collabcheck.core.scoring.tally_file import check_tally, tally_from_json, tally_to_json

ANSWERS = """
    respondent agency  t1 t2 h-health k-health h-police k-police h-school k-school
    a*4        health  4  2  5        4        2        3        4        4
    b*4        health  4  2  4        4        3        3        4        3
    c*3        police  4  2  2        2        5        5        d        3
    d*3        police  2  4  3        3        4        4        n        n
    e*6        school  3  3  3        4        3        1        5        4
"""
"""Health rates police 2.5 and 3.0; police themselves 5.0 and 4.0; school 2.0."""


def rated(text: str, target: str, by: str | None = "agency") -> Rated:
    return next(r for r in scores(ROBIN, text, by).robin if r.target == target)


def by_rater(of: Rated) -> dict[str, float | str]:
    return {
        name: score.n.why.value if isinstance(score.n, Missing) else number(score.mean)
        for name, score in of.by_group
    }


def told(of: object) -> SetScore:
    assert isinstance(of, SetScore), of
    return of


def test_who_rates_whom() -> None:
    police = rated(ANSWERS, "police")
    assert by_rater(police) == {"health": 2.75, "police": 4.5, "school": 2.0}
    assert police.own == dict(police.by_group)["police"]
    assert number(police.everyone.mean) == mean([2.5] * 4 + [3] * 4 + [5] * 3 + [4] * 3 + [2] * 6)
    assert police.everyone.n == 20


def test_all_others_together_and_each_group_once() -> None:
    police = rated(ANSWERS, "police")
    assert told(police.others).n == 14
    assert number(told(police.others).mean) == pytest.approx((8 * 2.75 + 6 * 2.0) / 14)
    assert police.weighted == Weighted((2.75 + 2.0) / 2, 2, 2)


def test_the_gap_is_their_own_view_less_that_of_all_others() -> None:
    police = rated(ANSWERS, "police")
    own, others = [5.0] * 3 + [4.0] * 3, [2.5] * 4 + [3.0] * 4 + [2.0] * 6
    assert isinstance(police.gap, SelfGap)
    assert police.gap.difference == pytest.approx(mean(own) - mean(others))
    wanted = comparison.gap("", summary(others), "", summary(own))
    assert (police.gap.interval, police.gap.g) == (wanted.interval, wanted.g)


def summary(values: list[float]) -> Spread:
    found = spread([(int(value * 2), 1) for value in values])
    assert found
    assert found.variance is not None
    return Spread(found.n, found.mean / 2, found.variance / 4)


def test_who_had_no_dealings_or_answered_too_little_has_no_view() -> None:
    """Of the police three answered one of two statements about school, and three none."""
    assert by_rater(rated(ANSWERS, "school"))["police"] == "too-few-answered"


def test_no_axis_is_touched_by_what_groups_say_about_each_other() -> None:
    alone = load(TEXT[: TEXT.index("\nround_robin:")])
    plain = "\n".join(" ".join(line.split()[:4]) for line in ANSWERS.splitlines())
    with_robin, without = scores(ROBIN, ANSWERS), scores(alone, plain)
    assert axis(with_robin, "trust") == axis(without, "trust")
    assert [a.score.id for a in with_robin.axes] == ["trust"]
    assert with_robin.barriers == without.barriers
    assert with_robin.unseen == without.unseen


def test_groups_that_are_not_asked_about_rate_all_the_same() -> None:
    text = f"{ANSWERS}    f*5 charity 3 3 2 2 2 2 2 2\n"
    assert by_rater(rated(text, "police"))["charity"] == 2.0
    assert {r.target for r in scores(ROBIN, text).robin} == {"health", "police", "school"}


def test_hidden_groups_rate_together_and_are_never_rated_together() -> None:
    text = f"{ANSWERS}    f*4 charity 3 3 2 2 2 2 2 2\n    g*3 housing 3 3 1 1 1 1 1 1\n"
    found = scores(ROBIN, text)
    assert by_rater(rated(text, "police"))["together(charity, housing)"] == pytest.approx(11 / 7)
    assert {r.target for r in found.robin} == {"health", "police", "school"}


def test_who_named_no_group_counts_among_the_others() -> None:
    text = f"{ANSWERS}    f*5 - 3 3 2 2 2 2 2 2\n"
    police = rated(text, "police")
    assert by_rater(police)[""] == 2.0
    assert told(police.others).n == 19


def test_where_a_groups_people_may_be_under_no_name_there_are_no_others() -> None:
    """Nobody named school, but five named nothing."""
    text = ANSWERS.replace("e*6        school", "e*6        -     ")
    assert rated(text, "school").others == Missing(Why.HIDDEN, needed=5)
    assert told(rated(text, "police").others).n == 14


def test_of_a_group_of_which_nobody_answered_all_are_others() -> None:
    text = "\n".join(line for line in ANSWERS.splitlines() if "school" not in line or "t1" in line)
    school = rated(text.replace("d        3 ", "4        3 "), "school")
    assert told(school.others).mean == school.everyone.mean
    assert school.gap == Missing(Why.NOBODY_ANSWERED)


def test_grouped_by_another_attribute_only_everybodys_view_is_told() -> None:
    role = "  - id: role\n    question: What do you do?\n    options:\n"
    role += "      - {id: nurse, name: Nurse}\n      - {id: other, name: Other}\n"
    of = questionnaire(TEXT.replace(HEAD, HEAD + role))
    rows = [line for line in ANSWERS.splitlines() if line.strip()]
    text = "\n".join([f"{rows[0]} role", *(f"{row} nurse" for row in rows[1:])])
    for by in ("role", None):
        police = next(r for r in scores(of, text, by).robin if r.target == "police")
        assert police.by_group == ()
        assert police.others == police.gap == Missing(Why.NOT_ASKED)
        assert police.everyone.n == 20


def test_one_person_sees_their_own_ratings() -> None:
    head = "respondent agency t1 t2 h-health k-health h-police k-police h-school k-school"
    found = scores(ROBIN, f"{head}\n anna police 4 2 5 4 2 3 n n")
    assert [r.everyone.mean for r in found.robin[:2]] == [4.5, 2.5]
    assert found.robin[2].everyone.mean == Missing(Why.TOO_FEW_ANSWERED)
    assert [r.by_group for r in found.robin] == [(), (), ()]


def test_with_a_roster_the_others_are_those_invited_but_their_own() -> None:
    """Where all of the others answered, their mean is known for certain."""
    of_all = Roster("agency", (("health", 8), ("police", 20), ("school", 6)))
    found = score(ROBIN, tally(ROBIN, table(ROBIN, ANSWERS)), roster=of_all)
    police = next(r for r in found.robin if r.target == "police")
    others = told(police.others)
    assert not isinstance(others.interval, Missing)
    assert others.interval.low == pytest.approx(others.interval.high)


@given(st.permutations(range(20)), st.integers(1, 19))
def test_tallies_of_parts_give_the_matrix_of_the_whole(order: list[int], cut: int) -> None:
    whole = table(ROBIN, ANSWERS)
    labels = whole.attributes["agency"]
    parts = []
    for rows in (order[:cut], order[cut:]):
        part = type(whole)(whole.answers[rows], {"agency": tuple(labels[r] for r in rows)})
        parts.append(tally(ROBIN, part))
    assert add(*parts) == tally(ROBIN, type(whole)(whole.answers, {"agency": labels}))


def test_a_tally_travels_with_what_groups_say_of_each_other() -> None:
    made = tally(ROBIN, table(ROBIN, ANSWERS))
    back = tally_from_json(tally_to_json(ROBIN, made), "here")
    check_tally(ROBIN, back, "here")
    assert score(ROBIN, back).robin == score(ROBIN, made).robin


def test_a_tally_whose_views_do_not_add_up_is_refused() -> None:
    text = tally_to_json(ROBIN, tally(ROBIN, table(ROBIN, ANSWERS)))
    odd = tally_from_json(text.replace('"about/police"', '"about/nobody"'), "here")
    with pytest.raises(CollabcheckError, match="do not add up"):
        check_tally(ROBIN, odd, "here")


# ---------------------------------------------------------------------------------------------
# What it means


def of_robin(text: str = ANSWERS) -> RoundRobinPart:
    found = report(ROBIN, text).round_robin
    assert found
    return found


def test_groups_stand_in_the_questionnaires_order_and_gaps_by_their_size() -> None:
    """Any other order of groups would look like a ranking."""
    found = of_robin()
    assert [part.id for part in found.rated] == ["health", "police", "school"]
    assert found.raters == ("health", "police", "school")
    sizes = [
        abs(part.result.gap.difference)
        for name in found.gaps
        for part in found.rated
        if part.id == name and isinstance(part.result.gap, SelfGap)
    ]
    assert len(sizes) == 3
    assert sizes == sorted(sizes, reverse=True)


def test_a_questionnaire_without_a_round_robin_has_none() -> None:
    rows = "respondent agency t1 t2 t3 p1 p2 m1\n a*6 police 1 2 3 4 5 d"
    assert report(questionnaire(), rows).round_robin is None


def test_what_one_says_of_another_is_nothing_to_point_at() -> None:
    """It is no split and no 'many don't know' that the meeting should talk about."""
    text = ANSWERS.replace("3        1        5        4", "d        d        5        4")
    found = report(ROBIN, text)
    assert found.splits == ()
    assert {part.id for part in found.unseen if part.kind == "item"} == set()
    assert {prompt.kind for prompt in found.discussion} <= {"barrier", "enabler", "axis-gap"}
