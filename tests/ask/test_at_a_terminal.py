"""Does a respondent at a real terminal get through, and is nothing lost on the way?"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sitting import TEXT, Place, Sitting

Sit = Callable[..., Sitting]
STYLING = re.compile(r"\x1b\[[0-9;]*m")
ANY_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def sit(place: Place) -> Sit:
    return lambda *options, **how: Sitting(place, *options, **how)


def test_the_whole_way_through(place: Place, sit: Sit) -> None:
    """Notice, agency, role, items, review, file, report; the session is removed at the end."""
    at = sit("-o", "mine.json")
    assert "Name nobody." in at.see("Enter begin")
    at.press("\r")
    at.see("Where do you work?")
    at.press("2")
    at.see("What do you do?")
    at.press("2")
    window = at.see("Question 1 of 4")
    assert "The station hears in time." in window
    assert "Trust" in window
    assert "less than a minute left" in window
    assert "1  Strongly disagree" in window
    at.press("4")
    at.see("Letters come late.")
    at.press("d")
    at.see("We share one plan.")
    at.press("s")
    at.see("We speak about cuts")
    at.press("n")
    window = at.see("Check your answers")
    assert "Check your answers. 1 without an answer, marked !." in window
    assert "!  3  We share one plan." in window
    at.press("3\r")
    at.see("Question 3 of 4")
    at.press("2")
    at.see("Every question is answered.")
    at.press("f")
    assert at.end() == 0
    finished = place.finished()
    assert finished["state"] == "complete"
    assert finished["questionnaire"]["id"] == "town/staff"
    assert [a["answer"] for a in finished["answers"]] == [4, "dont_know", 2, "not_applicable"]
    assert [c["option"] for c in finished["attributes"]] == ["police", "sergeant"]
    assert not list(place.sessions.iterdir())
    assert "mine.json" in at.text


def test_each_answer_is_on_disk_before_the_next_question(place: Place, sit: Sit) -> None:
    """When the next question is seen, the answer, comment or choice is in the file already."""
    at = sit()
    at.press("\r1")
    at.see("What do you do?")
    assert place.kept()["attributes"] == [{"attribute": "agency", "option": "health"}]
    at.press("1")
    at.see("Question 1 of 4")
    at.press("5")
    at.see("Question 2 of 4")
    assert place.answers() == {"t1": 5}
    at.press("cA letter")
    at.see("> A letter")
    assert place.kept()["answers"][1]["comment"] == "A letter"
    at.press("\r2")
    at.see("Question 3 of 4")
    assert place.answers() == {"t1": 5, "t2": 2}
    assert place.kept()["state"] == "unfinished"
    at.press("b1")
    at.see("Question 3 of 4")
    at.press("q")
    assert at.end() == 0
    assert place.answers() == {"t1": 5, "t2": 1}


LEAVING = {"q": 0, "\x03": 130, signal.SIGTERM: 143}


@pytest.mark.parametrize(
    ("way", "answered"),
    [("q", 0), ("q", 4), ("\x03", 2), ("\x03", 4), (signal.SIGTERM, 0), (signal.SIGTERM, 3)],
    ids=str,
)
def test_leaving_keeps_all_and_resuming_goes_on_there(
    sit: Sit, way: str | signal.Signals, answered: int
) -> None:
    """However the session is left, the way back is said, and leads to the next question."""
    at = sit("--role", "nurse", "--agency", "school")
    at.press("\r" + "3" * answered)
    after = f"Question {answered + 1} of 4" if answered < 4 else "Check your answers"
    at.see(after)
    if isinstance(way, signal.Signals):
        at.signal(way)
    else:
        at.press(way)
    assert at.end() == LEAVING[way]
    assert f"{answered} of 4 questions are answered. Your answers are kept." in at.text
    assert f"To go on: collabcheck assess {at.place.questionnaire} --resume" in at.text.replace(
        "\r\n", "\n"
    )
    again = sit("--resume")
    again.see(after)
    again.press("q")
    again.end()


@pytest.mark.parametrize("answered", [0, 1, 3])
def test_a_lost_line_or_a_killed_process_loses_nothing(
    place: Place, sit: Sit, answered: int
) -> None:
    """SIGHUP ends with 129; after kill -9 the lock is free and the answers are there."""
    at = sit("--role", "nurse", "--agency", "school")
    at.press("\r" + "3" * answered)
    at.see(f"Question {answered + 1} of 4")
    assert at.hang_up() == 129
    again = sit("--resume")
    again.see(f"Question {answered + 1} of 4")
    again.press("4")
    again.see(f"Question {answered + 2} of 4" if answered < 3 else "Check your answers")
    again.signal(signal.SIGKILL)
    assert again.end() == -9
    assert list(place.answers().values()) == [3] * answered + [4]
    third = sit("--resume", "-o", "mine.json")
    third.see(f"Question {answered + 2} of 4" if answered < 3 else "Check your answers")
    third.press("5" * (3 - answered) + "f")
    assert third.end() == 0
    assert len(place.finished()["answers"]) == 4


def test_a_comment_half_written_is_kept_too(place: Place, sit: Sit) -> None:
    """The item is asked again then: a comment is no answer."""
    at = sit("--role", "1", "--agency", "1")
    at.press("\r2cMind the g\u00e2p")
    at.see("> Mind the g\u00e2p")
    at.signal(signal.SIGKILL)
    at.end()
    again = sit("--resume")
    assert "Mind the g\u00e2p" in again.see("Question 2 of 4")
    again.press("3")
    again.see("Question 3 of 4")
    again.press("q")
    again.end()
    assert place.kept()["answers"][1] == {"item": "t2", "answer": 3, "comment": "Mind the g\u00e2p"}


def test_typed_ahead_keys_are_answers(place: Place, sit: Sit) -> None:
    """Keys that were pressed before the first screen stood there are not thrown away."""
    at = sit("-o", "mine.json")
    at.press("\r1112345"[:-1] + "f")
    assert at.end() == 0
    assert [a["answer"] for a in place.finished()["answers"]] == [1, 2, 3, 4]


def test_answers_typed_just_before_ctrl_c_count(place: Place, sit: Sit) -> None:
    """The terminal would throw them away with Ctrl-C if it were left to itself."""
    at = sit("--role", "1", "--agency", "1")
    at.see("Enter begin")
    at.press("\r345\x03")
    assert at.end() == 130
    assert place.answers() == {"t1": 3, "t2": 4, "p1": 5}


def test_a_second_window_is_refused(sit: Sit) -> None:
    """The same session in two windows would overwrite answers."""
    first = sit("--role", "1", "--agency", "1")
    first.press("\r3")
    first.see("Question 2 of 4")
    second = sit("--resume")
    assert second.end() == 1
    assert "these answers are being given in another window" in second.text.replace("\r\n", " ")
    first.press("q")
    assert first.end() == 0


def test_starting_anew_mentions_what_is_unfinished(sit: Sit) -> None:
    """One line, and on with the new one."""
    first = sit("--role", "1", "--agency", "1")
    first.press("\r3q")
    first.end()
    second = sit()
    assert "An unfinished questionnaire is waiting." in second.see("Enter begin")
    second.press("q")
    assert second.end() == 0
    assert "Nothing was answered, so nothing is kept." in second.text
    third = sit("--resume")
    third.see("Question 2 of 4")
    third.press("q")
    third.end()


def test_help_hints_and_comments(place: Place, sit: Sit) -> None:
    """Keys without a meaning give one quiet line; Enter and arrows are never an answer."""
    at = sit("--role", "1", "--agency", "1")
    at.press("\r1")
    at.see("Question 2 of 4")
    at.press("?")
    assert "Late is a week." in at.see("Press any key to go back.")
    at.press("?")
    at.see("Letters come late.")
    at.press("z")
    at.see("'z' does nothing here.")
    at.press("\r\x1b[A\x1bOP\x1b[99~\x07")
    at.press("cna\u00efve \u65e5\u672c\x7f\r")
    at.see('Your comment: "na\u00efve \u65e5"')
    at.press("\x1b[D")
    assert "Question 1 of 4" in at.see("* 1  Strongly disagree")  # drawn from the top downwards
    at.press("\x1b[C")
    at.see("Question 2 of 4")
    at.press("\x1b[200~3 weeks\r5\x1b[201~")
    at.see("Pasted text is used in comments only")
    assert place.answers() == {"t1": 1, "t2": None}
    at.press("q")
    assert at.end() == 0
    assert "\x07" not in at.text


def test_no_color_prints_no_styling(sit: Sit) -> None:
    """Not a single styling code, while the terminal is still drawn on."""
    at = sit(NO_COLOR="1")
    at.press("\r111")
    at.see("Question 2 of 4")
    at.press("q")
    at.end()
    assert not STYLING.search(at.text)
    coloured = sit()
    coloured.press("\r111")
    coloured.see("Question 2 of 4")
    coloured.press("q")
    coloured.end()
    assert STYLING.search(coloured.text)


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C"}, {"LANG": None}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["LANG=C", "no LANG", "LC_ALL=C", "ascii"],
)
def test_without_utf8_only_ascii_is_printed(sit: Sit, environment: dict[str, str | None]) -> None:
    """Dashes and accents become their nearest ASCII; the bar is drawn with # and -."""
    at = sit("--role", "1", "--agency", "1", **environment)
    at.press("\r123")
    window = at.see("Question 4 of 4")
    assert "We speak about cuts - deja vu." in window
    assert "###" in window
    at.press("q")
    at.end()
    assert at.text.isascii()


def test_a_small_window_and_one_that_changes(sit: Sit) -> None:
    """60x18 shows the whole scale; a new size draws anew; a tiny window asks line by line."""
    at = sit("--role", "1", "--agency", "1", size=(18, 60))
    at.press("\r1")
    window = at.see("Question 2 of 4")
    assert "Letters come late." in window
    assert "5  Strongly agree" in window
    assert "q save and leave" in window
    at.resize(12, 40)
    at.see("5 Strongly agree   d Don't know")
    at.resize(8, 30)
    at.read("q save and leave.")
    at.press("3\n")
    at.read("We share one plan.")
    at.press("q\n")
    assert at.end() == 0
    assert "2 of 4 questions are answered." in at.text


@pytest.mark.parametrize("how", [{"options": ["--plain"]}, {"TERM": "dumb"}], ids=str)
def test_line_by_line(place: Place, sit: Sit, how: dict[str, object]) -> None:
    """For screen readers and dumb terminals: no cursor movement, no styling, all by lines."""
    options = how.get("options", [])
    assert isinstance(options, list)
    term = {"TERM": "dumb"} if "TERM" in how else {}
    at = sit("-o", "mine.json", *options, **term)
    at.see("Press Enter to begin")
    for line, then in (
        ("", "Where do you work?"),
        ("99", "'99' is not an answer here."),
        ("police", "What do you do?"),
        ("2", "The station hears in time."),
        ("?", "s skips the question."),
        ("7", "'7' is not an answer here."),
        ("4 in most weeks", "Letters come late."),
        ("c", "Write your comment on one line."),
        ("d\u00e9j\u00e0 vu", "Comment kept."),
        ("n", "We share one plan."),
        ("b", "Your comment:"),
        ("k", "We share one plan."),
        ("s", "We speak about cuts"),
        ("5", "Check your answers. 3 of 4 are answered."),
        ("3", "Your answer: no answer"),
        ("2", "Check your answers. 4 of 4 are answered."),
    ):
        at.press(f"{line}\n")
        at.see(then)
    at.press("f\n")
    assert at.end() == 0
    assert not ANY_SEQUENCE.search(at.text)
    answers = place.finished()["answers"]
    assert [a["answer"] for a in answers] == [4, "not_applicable", 2, 5]
    assert [a["comment"] for a in answers] == ["in most weeks", "d\u00e9j\u00e0 vu", None, None]


@pytest.mark.parametrize(("way", "code"), [("\x03", 130), ("\x04", 0), (signal.SIGTERM, 143)])
def test_leaving_line_by_line(place: Place, sit: Sit, way: str | signal.Signals, code: int) -> None:
    """Ctrl-C, Ctrl-D and SIGTERM keep all, and say how to go on in the same manner."""
    at = sit("--plain", "--role", "1", "--agency", "1")
    at.press("\n")
    at.see("Question 1 of 4")
    at.press("3\n")
    at.see("Question 2 of 4")
    if isinstance(way, signal.Signals):
        at.signal(way)
    else:
        at.press(way)
    assert at.end() == code
    assert place.answers() == {"t1": 3}
    assert "--resume --plain" in at.text


def test_pasted_lines_are_one_comment_and_no_answers(place: Place, sit: Sit) -> None:
    """Line by line, what is pasted after a comment must not pass for the next answers."""
    at = sit("--plain", "--role", "1", "--agency", "1")
    at.press("\n")
    at.see("Question 1 of 4")
    at.press("c\n")
    at.see("Write your comment")
    at.press("They were late.\n2 weeks passed.\nd\n")
    at.see("Press Enter to end the comment")
    at.press("\n")
    at.see("They were late. 2 weeks passed. d")
    at.press("q\n")
    assert at.end() == 0
    assert place.answers() == {"t1": None}


def test_a_hangup_line_by_line(place: Place, sit: Sit) -> None:
    """A lost line ends with 129 there too."""
    at = sit("--plain", "--role", "1", "--agency", "1")
    at.press("\n3\n")
    at.see("Question 2 of 4")
    assert at.hang_up() == 129
    assert place.answers() == {"t1": 3}


def test_the_terminal_is_given_back(sit: Sit) -> None:
    """The alternate screen is left and the cursor shown before the last words are said."""
    at = sit("--role", "1", "--agency", "1")
    at.press("\r1")
    at.see("Question 2 of 4")
    at.signal(signal.SIGINT)
    at.end()
    left, _, last = at.text.partition("\x1b[?1049l")
    assert left.count("\x1b[?1049h") == 1
    assert "\x1b[?25h" in left[-30:]
    assert "1 of 4 questions" in last


def test_ctrl_z_gives_the_terminal_back_meanwhile(sit: Sit) -> None:
    """Stopped, the window is as it was before; going on draws the question again."""
    at = sit("--role", "1", "--agency", "1")
    at.press("\r1")
    at.see("Question 2 of 4")
    at.signal(signal.SIGTSTP)
    at.process.expect_exact("\x1b[?1049l")
    at.signal(signal.SIGCONT)
    at.process.expect_exact("Question 2 of 4")
    at.press("1")
    at.see("Question 3 of 4")
    at.press("q")
    assert at.end() == 0


def test_a_file_that_appears_meanwhile_costs_no_answer(place: Place, sit: Sit) -> None:
    """It is not overwritten; the session is kept, and can be finished into another file."""
    at = sit("--role", "1", "--agency", "1", "-o", "mine.json")
    at.press("\r1234")
    at.see("Check your answers")
    (place.folder / "mine.json").write_text("somebody's", encoding="utf-8")
    at.press("f")
    assert at.end() == 1
    assert "your answers are kept; go on with: collabcheck assess" in at.text.replace("\r\n", "")
    assert place.kept()["state"] == "unfinished"
    assert (place.folder / "mine.json").read_text(encoding="utf-8") == "somebody's"
    again = sit("--resume", "-o", "other.json")
    again.see("Check your answers")
    again.press("f")
    assert again.end() == 0
    assert len(place.finished("other.json")["answers"]) == 4


def test_another_role_is_kept_when_resuming(place: Place, sit: Sit) -> None:
    """What the command line says wins, and is on disk with the next answer at the latest."""
    first = sit("--role", "nurse", "--agency", "1")
    first.press("\r3q")
    first.end()
    again = sit("--resume", "--role", "sergeant")
    again.see("Question 2 of 4")
    again.press("b")
    again.see("The station hears in time.")
    again.signal(signal.SIGKILL)
    again.end()
    assert place.kept()["attributes"][1] == {"attribute": "role", "option": "sergeant"}


def test_a_changed_questionnaire_is_not_gone_on_with(place: Place, sit: Sit) -> None:
    """Answers belong to the wording that was read."""
    at = sit("--role", "1", "--agency", "1")
    at.press("\r1q")
    at.end()
    place.questionnaire.write_text(
        TEXT.replace("Letters come late", "Letters get lost"), encoding="utf-8"
    )
    again = sit("--resume", size=(24, 200))
    assert again.end() == 1
    assert "town/staff has changed since this was begun" in again.text
    assert "start anew with 'collabcheck assess" in again.text
    assert place.answers() == {"t1": 1}


def test_escape_sequences_in_a_questionnaire_stay_out(tmp_path: Path) -> None:
    """A text that would clear the screen or turn the line round is only text."""
    evil = TEXT.replace("Letters come late.", '"Letters\\e[2J \\u202Ecome\\x07 late."')
    at = Sitting(Place(tmp_path, evil), "--role", "1", "--agency", "1")
    at.press("\r1")
    at.see("Letters[2J come late.")
    at.press("q")
    at.end()
    assert "\x1b[2J" not in at.text.replace("\x1b[H\x1b[2J", "")
    assert "\u202e" not in at.text
