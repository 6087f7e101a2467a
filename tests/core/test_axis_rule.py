"""When does a respondent have a score on an axis?

Half of the applicable items, rounded up, must be answered, and at least 2 (1 on a one-item axis).
Don't know counts as applicable; not applicable does not.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, axis, items_on_one_axis, questionnaire, scores

from collabcheck.core.scoring.missing import Missing, Why


def mean_of(answers: str) -> object:
    """Give one respondent's score on an axis of as many items as there are answers."""
    of = questionnaire(HEAD + items_on_one_axis(*["forward"] * len(answers.split())))
    head = " ".join(i.id for i in of.items)
    return axis(scores(of, f"respondent {head}\n anna {answers}"), "trust").score.mean


@pytest.mark.parametrize(
    ("answers", "mean"),
    [
        # one item
        ("4", 4.0),
        # two items: both
        ("4 2", 3.0),
        # three: 2 of 3
        ("4 3 d", 3.5),
        ("4 3 .", 3.5),
        ("4 3 n", 3.5),
        # four: 2 of 4
        ("4 3 d d", 3.5),
        # five: 3 of 5
        ("4 3 2 . d", 3.0),
        # five, of which one is not applicable: 2 of 4
        ("4 3 d . n", 3.5),
        # six: 3 of 6
        ("5 5 2 d d d", 4.0),
        # three applicable of seven: 2
        ("5 4 d n n n n", 4.5),
        # two applicable of six: both
        ("5 4 n n n n", 4.5),
    ],
)
def test_enough_answers_give_the_mean_of_the_answered_items(answers: str, mean: float) -> None:
    assert mean_of(answers) == mean


@pytest.mark.parametrize(
    "answers",
    [
        "d",
        "n",
        ".",
        # two items, one answered: at least two are needed, also where only one applies
        "4 d",
        "4 .",
        "4 n",
        "4 n n",
        # three: 1 of 3
        "4 d d",
        # five: 2 of 5 is not half, rounded up
        "4 3 d d d",
        "4 3 . . .",
        # don't know counts as applicable, so this is 2 of 5
        "4 3 d d . n",
        # seven: 3 of 7
        "4 4 4 d d d d",
        "n n n",
        "d d d",
        ". . .",
    ],
)
def test_too_few_answers_give_no_score_but_the_reason(answers: str) -> None:
    assert mean_of(answers) == Missing(Why.TOO_FEW_ANSWERED)


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "5", "d", "n", "."]), min_size=1, max_size=9))
def test_the_rule_holds_for_every_way_of_answering(answers: list[str]) -> None:
    """The rule of SCORING.md, word for word, worked out on the raw answers."""
    codes = [int(a) for a in answers if a.isdigit()]
    applicable = len(answers) - answers.count("n")
    enough = 2 * len(codes) >= applicable and len(codes) >= (2 if len(answers) > 1 else 1)
    found = mean_of(" ".join(answers))
    if enough:
        assert found == pytest.approx(sum(codes) / len(codes), abs=1e-12)
    else:
        assert found == Missing(Why.TOO_FEW_ANSWERED)


def test_a_group_counts_those_with_and_those_without_a_score() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward", "forward"))
    found = axis(scores(of, "respondent i1 i2 i3\n a*5 5 5 5\n b*3 5 d d\n c*2 1 1 ."), "trust")
    assert (found.score.n, found.score.unscored) == (7, 3)
    assert found.score.mean == pytest.approx((5 * 5 + 2 * 1) / 7, abs=1e-12)


def test_do_not_know_is_reported_by_item_and_axis_and_is_never_a_number() -> None:
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward"))
    found = scores(of, "respondent i1 i2\n a*6 3 3\n b*2 3 d\n c*2 3 n")
    assert [i.dont_know_share for i in found.items] == [0.0, 0.2]
    assert axis(found, "trust").dont_know_share == 0.1
    assert [i.mean for i in found.items] == [3.0, 3.0]


def test_one_persons_own_do_not_knows_are_counted() -> None:
    """One person sees everything of their own: 1 of 3 items, and both of 2."""
    found = scores(questionnaire(), "respondent t1 t2 t3 p1 p2\n anna 4 d 2 d d")
    assert axis(found, "trust").dont_know_share == pytest.approx(1 / 3)
    assert axis(found, "plans").dont_know_share == 1.0
    assert axis(found, "money").dont_know_share == 0.0
