"""Which steps does a session know, and what do they never break?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitting import TEXT, at_items, fresh, pressed, scaled
from support import questionnaire

from collabcheck.ask import session as step
from collabcheck.ask.names import answer_keys
from collabcheck.ask.press import NAMED, View, paste, press
from collabcheck.core.responses.response import (
    LONGEST_COMMENT,
    check_response,
    response_from_json,
    response_to_json,
)

KEYS = st.one_of(
    st.sampled_from([*"12345dnsbckfq?j0x"] * 3 + [*NAMED]), st.characters()
)  # fmt: skip
USUAL = st.sampled_from([*"12345dns" * 2, *"bckj", "enter", "escape", "left", "right"])


@given(st.lists(KEYS, max_size=80))
def test_any_keys_leave_a_response_that_can_be_read_back(keys: list[str]) -> None:
    """No key in any state raises, and what would be saved is always a valid response."""
    view = View(fresh())
    for key in keys:
        view = press(view, key)
        check_response(view.session.questionnaire, view.response, "here")
        assert response_from_json(response_to_json(view.response), "here") == view.response
        assert (view.response.state == "complete") == (view.session.phase == "done")


@given(st.lists(USUAL, max_size=60))
def test_what_was_saved_restores_the_session(keys: list[str]) -> None:
    """After any keys, a killed session that is resumed has the same answers, and asks next the
    first item without a record, or the one before it if that has a comment and no answer yet."""
    view = pressed(View(fresh(agency="police", role="nurse")), ["enter", *keys])
    again = step.resume(view.session.questionnaire, view.response, {})
    assert again.response == view.response
    rest = [i for i in again.questionnaire.items if again.recorded(i) is None]
    if not view.response.answers:
        assert (again.phase, again.position) == ("items", 0)
    elif again.phase == "review":
        assert not rest
    else:
        recorded = again.recorded(again.item)
        assert recorded is None or (recorded.answer is None and recorded.comment)
        after = again.questionnaire.items[again.position + 1 :]
        assert not rest or rest[0] in (again.item, *after[:1])


@given(st.sampled_from("12345dn"), st.integers(0, 2))
def test_back_and_the_same_answer_change_nothing(key: str, ahead: int) -> None:
    """Going back to look costs nothing."""
    view = pressed(at_items(), "3" * ahead + key)
    assert pressed(view, "b" + key) == view
    assert pressed(view, "bk") == view
    assert press(press(view, "left"), "right") == view


@given(USUAL)
def test_only_an_answer_answers(key: str) -> None:
    """Enter, arrows and letters of other things never record an answer."""
    before = at_items()
    after = press(before, key)
    if key not in answer_keys(before.session.questionnaire.scale):
        assert after.response == before.response


def test_the_wording_follows_the_role() -> None:
    """A sergeant reads another sentence than a nurse."""
    items = questionnaire(TEXT).items
    assert fresh(role="sergeant").wording(items[0]) == "The station hears in time."
    assert fresh(role="nurse").wording(items[0]) == "We hear in time."
    assert fresh().wording(items[0]) == "We hear in time."


def test_what_is_given_is_not_asked() -> None:
    """With an agency from the command line, only the role is asked; going back skips it too."""
    view = press(View(fresh(agency="police")), "enter")
    assert view.session.attribute.id == "role"
    assert press(view, "b").session.phase == "notice"
    assert at_items().session.phase == "items"
    assert press(at_items(), "b").session.phase == "notice"


def test_an_attribute_can_be_skipped_changed_and_picked_with_arrows() -> None:
    """Nobody has to say where they work."""
    view = pressed(View(fresh()), ["enter", "s", "down", "down", "enter"])
    assert view.response.choice("agency") is None
    assert view.response.choice("role") == "sergeant"
    view = pressed(view, ["b", "1"])
    assert view.response.choice("role") == "nurse"


def test_more_than_nine_options_have_a_key_each() -> None:
    """The tenth is 0, then come letters that do nothing else."""
    more = "\n".join(f"      - {{id: more{n}, name: More {n}}}" for n in range(8))
    of = questionnaire(TEXT.replace("      - {id: nurse, name: Nurse}", more))
    view = pressed(View(fresh(of, agency="police")), ["enter", "9"])
    assert view.response.choice("role") == "sergeant"


@pytest.mark.parametrize(("lo", "points"), [(0, 3), (1, 7), (0, 11), (1, 10), (1, 11)])
def test_every_point_of_every_scale_has_one_key(lo: int, points: int) -> None:
    """Digits for 0-9, x for 10, y for 11."""
    of = scaled(lo, points)
    keys = answer_keys(of.scale)
    assert len(keys) == points + 3
    for key, code in keys.items():
        view = pressed(View(fresh(of, agency="police", role="nurse")), ["enter", key])
        recorded = view.session.recorded(of.items[0])
        assert recorded is not None
        assert recorded.answer == code
    assert {10: "x", 11: "y"}.get(of.scale.hi, str(of.scale.hi)) in keys


def test_a_comment_is_written_changed_cancelled_and_taken_away() -> None:
    """Enter keeps, Esc leaves as it was, an empty one goes; the item stays in place."""
    view = pressed(at_items(), [*"cslow", "backspace", "backspace", "enter"])
    item = view.session.item
    assert view.session.position == 0
    recorded = view.session.recorded(item)
    assert recorded is not None
    assert recorded.comment == "sl"
    assert pressed(view, [*"cxyz", "escape"]).response == view.response
    answered = pressed(view, [*"4bc", "clear", "enter"])
    recorded = answered.session.recorded(item)
    assert recorded is not None
    assert (recorded.answer, recorded.comment) == (4, None)


def test_a_comment_has_a_longest_length_and_no_control_characters() -> None:
    """What is too long is cut, and said; what could move the cursor is left out."""
    view = paste(pressed(at_items(), "c"), "a\x1b[31mb\nc\u202e" + "x" * 3000)
    assert "2000 characters" in view.hint
    view = press(view, "enter")
    comment = view.response.answers[0].comment
    assert comment is not None
    assert comment.startswith("a[31mb cx")
    assert len(comment) == LONGEST_COMMENT


def test_backspace_takes_an_accent_with_its_letter() -> None:
    """A letter that is two characters is one to the person who typed it."""
    assert pressed(at_items(), [*"cae\u0301", "backspace"]).draft == "a"


def test_changing_from_the_review_leads_back_to_it() -> None:
    """By number or by cursor, with the cursor where it was; b leaves the answer as it is."""
    view = pressed(at_items(), "3333")
    assert view.session.phase == "review"
    view = pressed(view, ["2", "enter"])
    assert (view.session.phase, view.session.position) == ("items", 1)
    view = pressed(view, "5")
    assert (view.session.phase, view.cursor) == ("review", 1)
    assert [a.answer for a in view.response.answers] == [3, 5, 3, 3]
    assert pressed(view, ["j", "enter", "b"]).response == view.response
    assert press(view, "f").session.phase == "done"
    assert "no question 9" in pressed(view, ["9", "enter"]).hint


def test_the_role_can_be_changed_from_the_review() -> None:
    """What was asked can be changed, not only the items."""
    view = pressed(View(fresh(agency="police")), ["enter", "1", *"3333", "home", "enter", "2"])
    assert view.session.phase == "review"
    assert view.response.choice("role") == "sergeant"


def test_skipping_counts_as_recorded() -> None:
    """A skipped item is not asked again when the session is resumed."""
    view = pressed(at_items(), "3s")
    again = step.resume(view.session.questionnaire, view.response, {})
    assert (again.phase, again.position) == ("items", 2)
    assert view.session.answered == 1


def test_resuming_with_another_role_takes_it() -> None:
    """What is given on the command line wins over what was kept."""
    view = pressed(at_items(), "3")
    again = step.resume(view.session.questionnaire, view.response, {"role": "sergeant"})
    assert again.response.choice("role") == "sergeant"
    assert again.response.answers == view.response.answers


def test_resuming_before_the_first_item_asks_the_next_attribute() -> None:
    """The agency was chosen, the role was not."""
    view = pressed(View(fresh()), ["enter", "1"])
    again = step.resume(view.session.questionnaire, view.response, {})
    assert (again.phase, again.attribute.id) == ("attributes", "role")


def test_pasted_text_is_never_an_answer() -> None:
    """A paste into the wrong window would answer several questions."""
    view = paste(at_items(), "12345")
    assert not view.response.answers
    assert replace(view, hint="") == at_items()
