"""How are the statements about each group asked?"""

from __future__ import annotations

import pytest
from robin import ROBIN
from sitting import pressed

from collabcheck.ask import plain
from collabcheck.ask import session as step
from collabcheck.ask.press import View
from collabcheck.ask.screens import render
from collabcheck.ask.terminal import Looks

HEADS = ["Trust", "Trust"] + [f"How we see each other: {n}" for n in ("Health", "Police", "School")]


def opened() -> View:
    start = step.start(ROBIN, respondent="r-123", date="2026-01-02", choices={"agency": "health"})
    return View(step.begin(start))


def drawn(view: View, width: int, height: int) -> list[str]:
    drawing = render(view, width, height, Looks(unicode=True, styled=True))
    assert drawing is not None
    return ["".join(text for text, _ in line) for line in drawing.lines]


def test_they_are_asked_last_one_group_after_the_other() -> None:
    view, heads, asked = opened(), [], []
    while view.session.phase == "items":
        heads.append(view.session.heading.name)
        asked.append(view.session.item.id)
        view = pressed(view, ["4"])
    assert asked == [item.id for item in ROBIN.items]
    assert list(dict.fromkeys(heads)) == list(dict.fromkeys(HEADS))
    assert view.session.phase == "review"


def test_the_screen_names_the_group_above_the_statement() -> None:
    view = opened()
    for _ in range(4):
        view = pressed(view, ["4"])
    text = " ".join(drawn(view, 80, 24))
    assert "How we see each other: Police" in text
    assert "About the work between you." in text
    assert "We hear from the police in time." in text


def test_no_dealings_is_an_answer_that_fits() -> None:
    view = opened()
    for _ in range(2):
        view = pressed(view, ["4"])
    for _ in range(6):
        view = pressed(view, ["n"])
    given = {a.item: a.answer for a in view.response.answers}
    assert given["k-school"] == "not_applicable"
    assert view.session.phase == "review"


@pytest.mark.parametrize("line_by_line", [False, True])
def test_the_review_parts_them_by_group(line_by_line: bool) -> None:
    view = pressed(opened(), [*"44444444"])
    text = "\n".join(plain.ask(view) if line_by_line else drawn(view, 80, 60))
    places = [text.index(head) for head in dict.fromkeys(HEADS)]
    assert places == sorted(places)


def test_line_by_line_the_group_is_read_out_too() -> None:
    view = pressed(opened(), [*"44"])
    assert "How we see each other: Health." in next(plain.ask(view))
