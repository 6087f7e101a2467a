"""Does an observer at a real terminal get through a meeting, and is nothing lost on the way?"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from watching import Meeting, Watch, judgements, read

Sit = Callable[..., Watch]
STYLING = re.compile(r"\x1b\[[0-9;]*m")
ANY_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
NAMED = ("--meeting", "core group 3")


@pytest.fixture
def place(tmp_path: Path) -> Meeting:
    return Meeting(tmp_path)


@pytest.fixture
def sit(place: Meeting) -> Sit:
    return lambda *options, **how: Watch(place, *options, **how)


def test_the_whole_way_through(place: Meeting, sit: Sit) -> None:
    """Notice, label, prompts, meeting, file; the kept record is removed at the end."""
    at = sit("-o", "mine.json")
    assert "Write no names." in at.see("Enter begin")
    at.press("\r")
    at.see("What is this meeting called?")
    at.press("core group 3\r")
    at.see("What do you expect?")
    at.press("Little\r")
    at.see("With whom do you side?")
    at.press("\r")
    at.see("Who is there? Roles only.")
    at.press("Chair, mother\r")
    window = at.see("0 of 3 judged")
    assert all(name in window for name in ("News in time", "All speak", "One plan"))
    assert "+ Papers are there." in window
    at.press("b")
    assert "+ Rounds are made." in at.see("Juniors speak.")
    at.press("The chair goes round.\r2")
    at.see("Some              1 note")
    at.press("a5c1z")
    at.see("The whole, note")
    at.press("Hurried.\r")
    at.see("The meeting as a whole: 1 note.")
    at.press("f")
    at.see("Every line has a level.")
    at.press("f")
    assert at.end() == 0
    record = read(place.folder / "mine.json")
    assert record["state"] == "complete"
    assert record["meeting"] == "core group 3"
    assert record["reflections"] == [{"prompt": "own-work", "text": "Little"}]
    assert record["present"] == "Chair, mother"
    assert [note["text"] for note in record["notes"]] == ["Hurried."]
    assert re.fullmatch(r"\d\d:\d\d", record["began"])
    assert judgements(record) == {
        "in-time": ("not-observable", []),
        "all-speak": ("some", ["The chair goes round."]),
        "one-plan": ("clear", []),
    }
    assert not list(place.sessions.iterdir())
    assert "3 lines. Your record is in this file:" in at.text
    assert "mine.json" in at.text


def test_a_note_killed_half_way_is_there_again(place: Meeting, sit: Sit) -> None:
    """Each letter is on disk before the next screen; kill -9 frees the lock, and --resume goes on
    in the meeting."""
    at = sit(*NAMED)
    at.press("\r\r\r\r")
    at.see("0 of 3 judged")
    at.press("a1bHalf a th")
    at.see("> Half a th")
    assert judgements(place.kept())["all-speak"] == (None, ["Half a th"])
    at.signal(signal.SIGKILL)
    assert at.end() == -9
    again = sit("--resume", "-o", "mine.json")
    again.see("1 of 3 judged")
    again.press("b\r\x1b[A")
    again.see("> Half a th")
    again.press("ought\rf")
    again.see("2 lines have no level (b, c)")
    again.press("f")
    assert again.end() == 0
    assert judgements(read(place.folder / "mine.json")) == {
        "in-time": ("clear", []),
        "all-speak": (None, ["Half a thought"]),
    }


@pytest.mark.parametrize("written", ["", "core gr"])
def test_killed_before_the_meeting_began_it_asks_on(place: Meeting, sit: Sit, written: str) -> None:
    """With what was written in its place; with nothing written there is nothing to go on with."""
    at = sit()
    at.press(f"\r{written}")
    at.see(f"> {written}".rstrip())
    at.signal(signal.SIGKILL)
    at.end()
    again = sit("--resume")
    if written:
        again.see("> core gr")
        again.press("oup 3\rMuch")
        again.see("> Much")
        again.signal(signal.SIGKILL)
        again.end()
        assert place.kept()["reflections"] == [{"prompt": "own-work", "text": "Much"}]
    else:
        assert again.end() == 1
        assert "no unfinished observation to go on with" in again.text


@pytest.mark.parametrize(
    ("way", "code"), [("q", 0), ("\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_leaving_keeps_all_and_says_how_to_go_on(
    place: Meeting, sit: Sit, way: str | signal.Signals, code: int
) -> None:
    at = sit(*NAMED)
    at.press("\r\r\r\ra2")
    at.see("1 of 3 judged")
    if isinstance(way, signal.Signals):
        at.signal(way)
    else:
        at.press(way)
    assert at.end() == code
    assert judgements(place.kept()) == {"in-time": ("some", [])}
    if code != 129:
        assert "1 of 3 judged. All is kept." in at.text
        assert f"collabcheck observe {place.questionnaire} --resume" in at.text.replace("\r\n", "")
    again = sit("--resume")
    again.see("1 of 3 judged")
    again.press("q")
    again.end()


def test_a_second_window_is_refused(sit: Sit) -> None:
    first = sit(*NAMED)
    first.press("\r\r\r\ra1")
    first.see("1 of 3 judged")
    second = sit("--resume", size=(24, 200))
    assert second.end() == 1
    assert "this meeting is being observed in another window" in second.text
    first.press("q")
    assert first.end() == 0


def test_no_color_and_ascii(sit: Sit) -> None:
    """Not a single styling code, and only letters that every terminal has."""
    at = sit(*NAMED, NO_COLOR="1", LANG="C")
    at.see("Enter begin")
    at.press("\r\r\r\rbCaf\u00e9\r")
    at.see("1 note")
    at.press("q")
    at.end()
    assert not STYLING.search(at.text)
    assert at.text.isascii()


@pytest.mark.parametrize("how", [{"options": ["--plain"]}, {"TERM": "dumb"}], ids=str)
def test_line_by_line(place: Meeting, sit: Sit, how: dict[str, object]) -> None:
    """No cursor movement, no styling, all by lines; each is on disk when it is answered."""
    options = how.get("options", [])
    assert isinstance(options, list)
    term = {"TERM": "dumb"} if "TERM" in how else {}
    at = sit("-o", "mine.json", *options, **term)
    for line, then in (
        ("", "What is this meeting called?"),
        ("core group 3", "What do you expect?"),
        ("Little", "With whom do you side?"),
        ("", "Who is there? Roles only."),
        ("Chair", "a. News in time: no level."),
        ("b", "Rounds are made."),
        ("b 1", "b. All speak: Clear."),
        ("The chair goes round.", "b. All speak: Clear, 1 note."),
        ("z Hurried at the end.", "z. The meeting as a whole: 1 note."),
        ("f", "2 lines have no level (a, c)"),
    ):
        at.press(f"{line}\n")
        at.see(then)
    assert judgements(place.kept()) == {"all-speak": ("clear", ["The chair goes round."])}
    at.press("f\n")
    assert at.end() == 0
    assert not ANY_SEQUENCE.search(at.text)
    record = read(place.folder / "mine.json")
    assert record["reflections"][0]["text"] == "Little"
    assert record["present"] == "Chair"
    assert record["notes"][0]["text"] == "Hurried at the end."


def test_a_window_that_becomes_too_small_goes_on_line_by_line(place: Meeting, sit: Sit) -> None:
    """With the note that was being written."""
    at = sit(*NAMED)
    at.press("\r\r\r\raHalf")
    at.see("> Half")
    at.resize(6, 30)
    at.read("a. News in time: no level, 1")
    at.press("q\n")
    assert at.end() == 0
    assert judgements(place.kept()) == {"in-time": (None, ["Half"])}


def test_a_changed_schedule_is_not_gone_on_with(place: Meeting, sit: Sit) -> None:
    """A level belongs to the signs that were read."""
    at = sit(*NAMED)
    at.press("\r\r\r\ra1q")
    at.end()
    text = place.questionnaire.read_text(encoding="utf-8")
    place.questionnaire.write_text(text.replace("Papers are there", "Papers lie there"))
    again = sit("--resume", size=(24, 200))
    assert again.end() == 1
    assert "town/meeting has changed since this was begun" in again.text
    assert judgements(place.kept()) == {"in-time": ("clear", [])}
