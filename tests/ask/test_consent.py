"""Is a parent or a young person asked before, told who can help after, and spared the rest?"""

from __future__ import annotations

import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from program import Run
from sitting import TEXT, Place, Sitting, fresh, pressed
from support import questionnaire

from collabcheck.ask.plain import ask
from collabcheck.ask.press import View, press
from collabcheck.ask.screens import render
from collabcheck.ask.session import resume
from collabcheck.ask.terminal import Looks
from collabcheck.ask.text import wrap
from collabcheck.ask.words import consent, help_text, support, welcome
from collabcheck.library.questionnaires import load_questionnaire

ASKED = """\
consent: >-
  It is up to you.

  You can stop when you like.
intro:"""
HELPED = """\
thanks: Answering can be hard.
support: >-
  Talk to a friend.

  In danger, ring 999.
scale:"""
LAY = TEXT.replace("intro:", ASKED).replace("scale:", HELPED)
YES, HELP = "Enter yes, I will take part", "In danger, ring 999."
MUST = "Whoever gave you this must tell you who asks, who keeps your answers and until when."
SHIPPED = ["safeguarding/family", "safeguarding/young-person"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, LAY)


def drawn(view: View, width: int = 80, height: int = 24, *, unicode: bool = True) -> list[str]:
    drawing = render(view, width, height, Looks(unicode=unicode, styled=False))
    assert drawing is not None
    return ["".join(text for text, _ in line).rstrip() for line in drawing.lines]


def in_order(text: str, *parts: str) -> None:
    flat = " ".join(text.split())
    places = [flat.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places)


def test_enter_alone_says_yes() -> None:
    """A key that begins elsewhere, moves a text or answers does not pass for consent."""
    view = View(fresh(questionnaire(LAY)))
    assert view.session.phase == "consent"
    for key in [*"1dfsybck ", "right", "down", "pagedown", "escape"]:
        assert press(view, key).session.phase == "consent"
    assert press(view, "q").leaving
    assert press(view, "enter").session.phase == "notice"


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("size", [(80, 24), (60, 18), (40, 12)])
def test_no_yes_to_a_line_that_was_not_in_sight(name: str, size: tuple[int, int]) -> None:
    """Enter reads on, no line is passed over, and only with the last in sight it says yes."""
    view, read = View(fresh(load_questionnaire(name))), set()
    asked = [text for p in consent(view.session) for text in wrap(p, min(size[0] - 1, 76))]
    while True:
        drawing = render(view, *size, Looks(unicode=True, styled=False))
        assert drawing is not None
        lines = drawn(view, *size)
        read |= set(lines)
        view = replace(view, scroll=min(view.scroll, drawing.first), page=drawing.page)
        end = asked[-1] in lines
        assert (YES in " ".join(lines)) == end
        assert ("Enter read on" in " ".join(lines)) == (not end)
        view = press(view, "enter")
        assert (view.session.phase == "consent") == (not end)
        if end:
            break
    assert set(asked) <= read


def test_at_a_terminal_two_quick_presses_are_no_yes_to_what_is_below(tmp_path: Path) -> None:
    """Both come in one piece, before the screen is drawn again."""
    long = LAY.replace("It is up to you.", "It is up to you.\n\n" + "  A line of this.\n\n" * 30)
    at = Sitting(Place(tmp_path, long), "--role", "1", "--agency", "1")
    assert YES not in at.see("Enter read on")
    at.press("\r\r")
    at.see("(lines 37-")
    assert "Name nobody." not in at.window
    at.press("\r\r\r\r")
    at.see(YES)
    at.press("\r")
    at.see("Name nobody.")
    at.press("q")
    at.end()


def test_the_consent_says_who_asks_or_that_somebody_must(tmp_path: Path) -> None:
    """Who, where to ask, until when answers are kept, and who else to complain to."""
    who = "organiser: {name: Town council, contact: 01234 5, kept_until: May 2027}\nintro:"
    told = " ".join(consent(fresh(questionnaire(LAY.replace("intro:", who, 1)))))
    in_order(told, "Who is asking: Town council.", "Talk to: 01234 5.", "until: May 2027.",
             "Information Commissioner, ico.org.uk")  # fmt: skip
    assert MUST not in told
    assert MUST in " ".join(drawn(View(fresh(questionnaire(LAY))), 120))


def test_a_questionnaire_without_consent_begins_at_its_notice() -> None:
    assert fresh().phase == "notice"


def test_what_is_kept_is_gone_on_with_and_consent_not_asked_twice() -> None:
    view = pressed(View(fresh(questionnaire(LAY))), ["enter", "enter", "1"])
    again = resume(view.session.questionnaire, view.response, {})
    assert again.phase == "attributes"
    assert resume(again.questionnaire, fresh(again.questionnaire).response, {}).phase != "consent"


def test_the_whole_way_with_consent_first_and_help_instead_of_a_report(place: Place) -> None:
    at = Sitting(place, "-o", "mine.json", "--role", "nurse", "--agency", "police")
    window = at.see(YES)
    assert "It is up to you." in window
    assert "Name nobody." not in window
    at.press("\r")
    at.see("Name nobody.")
    at.press("\r3333")
    at.see("Check your answers")
    at.press("f")
    assert at.end() == 0
    in_order(at.text, "It is up to you.", "Name nobody.", "mine.json",
             "Give this file to the person who asked you. Then it is done.",
             "Answering can be hard.", "Talk to a friend.", HELP)  # fmt: skip
    assert place.finished()["state"] == "complete"
    assert "Thank you" not in at.text
    assert "Concern" not in at.text
    assert "What stands in the way" not in at.text


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "plain"])
def test_to_say_no_keeps_nothing_and_still_says_who_can_help(
    place: Place, options: list[str]
) -> None:
    at = Sitting(place, "--agency", "police", *options)
    at.see("yes, I will take part")
    at.press("q\n" if options else "q")
    assert at.end() == 0
    in_order(at.text, "Thank you. That is fine. Nothing is kept.", "Talk to a friend.", HELP)
    assert "Answering can be hard." not in at.text
    assert not list(place.sessions.glob("*.json"))


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "plain"])
@pytest.mark.parametrize("key", ["", "x"])
def test_whoever_stops_is_asked_and_without_a_thought_nothing_stays(
    place: Place, options: list[str], key: str
) -> None:
    at = Sitting(place, "--role", "1", "--agency", "1", *options)
    enter = "\n" if options else ""
    at.press("\n\n" if options else "\r\r")
    at.see("Question 1 of 4")
    at.press(f"3{enter}")
    at.see("Question 2 of 4")
    at.press(f"q{enter}")
    at.see("You have answered 1 of 4 questions.")
    at.press(f"b{enter}")
    at.see("Letters come late.")
    at.press(f"q{enter}")
    at.see("Enter alone throws them away.")
    assert list(place.sessions.glob("*.json"))
    at.press(f"{key}{enter}" if key or options else "\r")
    assert at.end() == 0
    in_order(at.text, "Your answers are thrown away. Nothing is kept.", "Answering can be", HELP)
    assert not list(place.sessions.iterdir())


def test_staff_who_leave_are_not_asked_and_keep_their_answers() -> None:
    view = press(View(fresh(agency="police", role="nurse")), "enter")
    assert press(press(view, "1"), "q").leaving
    assert not press(press(view, "1"), "q").parting


def test_nobody_who_was_asked_for_consent_is_hurried() -> None:
    """No minutes that run down beside the bar, and a length that leaves room to think."""
    assert "27 questions. Take as long as you like; many need 10 to 15 minutes." in welcome(
        fresh(load_questionnaire(SHIPPED[0]))
    )[-1]  # fmt: skip
    assert "12 questions. Take as long as you like; many need 5 to 10 minutes." in welcome(
        fresh(load_questionnaire(SHIPPED[1]))
    )[-1]  # fmt: skip
    view = View(fresh(questionnaire(LAY), agency="police", role="nurse"))
    view = pressed(view, ["enter", "enter"])
    assert "minute" not in " ".join(drawn(view))
    assert "minute" not in " ".join(ask(view))
    assert "minute" in " ".join(drawn(pressed(View(fresh(agency="police", role="nurse")), "\r")))


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "plain"])
@pytest.mark.parametrize(("way", "code"), [("q", 0), ("\x03", 130), (signal.SIGTERM, 143)])
def test_whoever_leaves_early_is_told_who_can_help_and_how_to_take_it_back(
    place: Place, options: list[str], way: str | signal.Signals, code: int
) -> None:
    at = Sitting(place, "--role", "1", "--agency", "1", *options)
    enter = "\n" if options else ""
    at.press("\n\n" if options else "\r\r")
    at.see("Question 1 of 4")
    at.press(f"3{enter}")
    at.see("Question 2 of 4")
    if isinstance(way, signal.Signals):
        at.signal(way)
    else:
        at.press(way if way == "\x03" else f"q{enter}k{enter}")
    assert at.end() == code
    (kept,) = place.sessions.glob("*.json")
    in_order(at.text, "Your answers are kept.", "--resume", "delete this file", HELP)
    assert kept.name in re.sub(r"\s", "", at.text)
    again = Sitting(place, "--resume", *options)
    again.see("Question 2 of 4")
    again.press(f"q{enter}k{enter}")
    again.end()
    assert "up to you" not in again.text


def test_nobody_is_shown_the_way_to_the_answers_of_another(place: Place) -> None:
    """A family may share a computer."""
    first = Sitting(place, "--role", "1", "--agency", "1")
    first.press("\r\r3qk")
    first.end()
    second = Sitting(place)
    assert "waiting" not in second.see(YES)
    second.press("q")
    second.end()
    assert "waiting" not in second.text


def test_line_by_line_an_empty_line_says_yes_and_no_cup_is_drawn(tmp_path: Path) -> None:
    text = LAY.replace("scale: agreement-5", cups())
    at = Sitting(Place(tmp_path, text), "--plain", "--role", "1", "--agency", "1")
    at.see("Press Enter to say: yes, I will take part.")
    at.press("4\n")
    at.see("Enter says yes, q says no.")
    at.press("\n")
    at.see("Press Enter to begin")
    at.press("\n")
    window = at.see("c comment")
    assert "3 Yes" in window
    assert not re.search(r"[\u2500-\u259f]|\+---\+|\[#|empty cup", at.text)
    at.press("q\n")
    at.end()


def test_in_a_pipe_consent_takes_no_line(run: Run, tmp_path: Path) -> None:
    """It is said and counts as given; help comes last; a script that wants quiet has it."""
    place = Place(tmp_path, LAY)
    words = ["assess", str(place.questionnaire), "-o"]
    done = run(*words, "a.json", stdin="police\nnurse\n1\n2\n3\n4\n")
    in_order(done.stderr, "It is up to you.", "count as a yes", "a.json", "Talk to a friend.", HELP)
    assert done.stdout == ""
    assert [a["answer"] for a in place.finished("a.json")["answers"]] == [1, 2, 3, 4]
    quiet = run(*words, "b.json", "--quiet", stdin="police\nnurse\n1\n2\n3\n4\n")
    assert quiet.stderr == quiet.stdout == ""


def test_support_without_consent_and_consent_without_support(tmp_path: Path) -> None:
    """One does not need the other: a staff questionnaire may ask for consent and give a report."""
    staff = questionnaire(TEXT.replace("intro:", ASKED))
    assert (fresh(staff).phase, staff.lay) == ("consent", False)
    family = questionnaire(TEXT.replace("scale:", HELPED))
    assert (fresh(family).phase, family.lay) == ("notice", True)


def cups() -> str:
    points = "\n".join(
        f"    - {{code: {code}, label: '{label}', picture: cup-{picture}}}"
        for code, label, picture in ((1, "No", "empty"), (2, "A bit", "half"), (3, "Yes", "full"))
    )
    return (
        "scale:\n  dont_know: I don't know\n  not_applicable: Not about me\n  favourable: 3\n"
        f"  unfavourable: 1\n  points:\n{points}\n  bands: [{{id: all, name: All, reading: All.}}]"
    )


def at_cups() -> View:
    of = questionnaire(LAY.replace("scale: agreement-5", cups()))
    return pressed(View(fresh(of, agency="police", role="nurse")), ["enter", "enter"])


@pytest.mark.parametrize(
    ("unicode", "rows"),
    [
        (True, ["│   │  No", "└───┘", "│▄▄▄│  A bit", "└───┘", "│███│  Yes", "└───┘"]),
        (False, ["|   |  No", "+---+", "|---|  A bit", "+---+", "|###|  Yes", "+---+"]),
    ],
)
def test_a_cup_fills_up_beside_each_answer(unicode: bool, rows: list[str]) -> None:
    """Three cups that differ without colour; what has no picture lines up below them."""
    lines = drawn(at_cups(), unicode=unicode)
    start = next(n for n, line in enumerate(lines) if line.endswith("No"))
    assert [line[6:] for line in lines[start : start + 6]] == rows
    assert lines[start + 6].index("I don't know") == lines[start].index("No")
    assert drawn(pressed(at_cups(), "2b"), unicode=unicode)[start + 2].startswith(" * 2")
    assert unicode or "".join(lines).isascii()


def test_what_a_cup_means_is_said_before_the_first_question() -> None:
    of = load_questionnaire(SHIPPED[1])
    lines = " ".join(drawn(press(View(fresh(of)), "enter"), height=40))
    assert (
        "An empty cup means no. A half-full cup means a bit, or sometimes. A full cup means yes."
        in " ".join(lines.split())
    )
    assert "cup" not in " ".join(drawn(press(View(fresh(questionnaire(LAY))), "enter")))


def test_a_small_window_has_small_cups() -> None:
    lines = " ".join(drawn(at_cups(), 40, 12))
    assert re.search(r"1 \[   \] No +2 \[▄▄▄\] A bit", lines)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("size", [(80, 24), (60, 18), (40, 12)])
def test_the_questionnaires_for_families_fit_each_window(name: str, size: tuple[int, int]) -> None:
    """A statement stands with its scale and help, and no axis."""
    of = load_questionnaire(name)
    last = of.attributes[0].options[-1].id
    view = pressed(View(fresh(of, **{of.attributes[0].id: last})), ["enter", "enter"])
    for item in of.items:
        text = " ".join(" ".join(drawn(view, *size)).split())
        assert item.text in text
        assert view.session.heading.name not in text
        assert of.scale.points[-1].label in text
        if item.help and size == (80, 24):
            assert item.help in text
        view = press(view, "3")
    assert view.session.heading.name not in " ".join(drawn(pressed(view, "end"), *size))


@pytest.mark.parametrize("name", SHIPPED)
def test_no_word_of_the_session_presumes_somebody_at_work(name: str) -> None:
    of = load_questionnaire(name)
    view = View(fresh(of))
    said = [*support(of, answered=True)]
    for _ in range(len(of.items) + len(of.attributes) + 3):
        lines = drawn(view, 120, 60)
        said += [*lines, *help_text(view.session), *welcome(view.session)]
        if view.session.phase == "items":
            said += drawn(pressed(view, "c"), 120, 60)
        view = press(view, "enter" if view.session.phase in ("consent", "notice") else "2")
    assert view.session.phase == "review"
    text = " ".join(said).lower()
    for word in ("your work", "your name is", "a case", "your report", "agenc", "strand"):
        assert word not in text, word


def test_a_pictured_scale_is_no_reason_to_leave_a_staff_report_out() -> None:
    of = questionnaire(TEXT.replace("scale: agreement-5", cups()))
    assert not of.lay
