"""Which keys does an observer have, and can any of them lose a note?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watching import NOW, begun, pressed, schedule_in, shipped, told

from collabcheck.ask.observing import plain
from collabcheck.ask.observing import session as step
from collabcheck.ask.observing.entries import LINE_KEYS, Entry, read_entry
from collabcheck.ask.observing.press import View, opened, paste, press, spoken
from collabcheck.ask.observing.screens import render
from collabcheck.ask.press import NAMED
from collabcheck.ask.terminal import Looks
from collabcheck.ask.text import cells
from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.responses.observed import (
    check_observation,
    observation_from_json,
    observation_to_json,
)
from collabcheck.library.schedules import load_schedule

OF = shipped()
PLAIN = Looks(unicode=False, styled=False)
USUAL = st.sampled_from(
    [*"abhz1240u", *"TN. ", "enter", "enter", "escape", "up", "down", "tab", "backspace", "clear"]
)
KEYS = st.one_of(USUAL, st.sampled_from([*"fq?x", *NAMED]), st.characters())


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Schedule:
    return load_schedule(str(schedule_in(tmp_path_factory.mktemp("town"))))


LISTED = """\
a. News in time: no level, 1 note.
b. All speak: Absent, 1 note.
c. One plan: no level."""


def drawn(view: View, width: int = 80, height: int = 24) -> list[str]:
    drawing = render(view, width, height, PLAIN, NOW)
    assert drawing is not None
    return ["".join(text for text, _ in line) for line in drawing.lines]


def notes(view: View) -> set[tuple[str, str]]:
    whole = {("", note.text) for note in view.record.notes}
    return whole | {(j.line, n.text) for j in view.record.judgements for n in j.notes}


@given(st.lists(KEYS, max_size=80))
def test_any_keys_leave_a_record_that_can_be_read_back(keys: list[str]) -> None:
    """From the first page on: no key in any state raises, and what would be saved is valid."""
    view = opened(step.start(OF, observer="abcd1234", date="2026-01-02"))
    for key in ["enter", "g", "enter", *keys]:
        view = press(view, key, NOW)
        if view.record.meeting:
            text = observation_to_json(view.record)
            assert observation_from_json(text, "here") == view.record
            check_observation(OF, view.record, "here")
        assert (view.record.state == "complete") == (view.session.phase == "done")


@given(st.lists(USUAL, max_size=60))
def test_no_key_loses_a_note(keys: list[str]) -> None:
    """After any key all notes are as they were, unless the key wrote in one; what Escape, u, or
    Enter on a text that was cleared took away, the next u brings back."""
    view = begun(OF)
    for key in keys:
        before, view = view, press(view, key, NOW)
        lost = notes(before) - notes(view)
        if before.draft is not None and key not in ("enter", "escape", "up", "down"):
            assert len(lost) <= 1
        elif lost:
            assert lost <= notes(pressed(view, "u"))


@given(st.lists(USUAL, max_size=40))
def test_u_restores_and_u_again_brings_back(keys: list[str]) -> None:
    """The last change goes with its line, and comes again; nothing else moves."""
    view = pressed(begun(OF), [*keys, "enter"])
    view = pressed(view, ["enter"]) if view.draft is not None else view
    if view.finishing:
        view = pressed(view, "x")
    after = pressed(view, "a1")
    changed = told(after) != told(view)
    assert told(pressed(after, "u")) == (told(view) if changed else told(pressed(view, "u")))
    assert told(pressed(after, "uu")) == told(after)


@given(st.lists(USUAL, max_size=40))
def test_a_kept_record_is_gone_on_with_as_it_was(keys: list[str]) -> None:
    """With the text that was being written, and in the meeting."""
    view = begun(OF, "")
    view = pressed(view, keys)
    again = opened(step.resume(OF, view.record))
    assert again.record == view.record
    assert again.session.phase == "lines"


def test_a_letter_jumps_a_number_judges_and_a_capital_begins_a_note(town: Schedule) -> None:
    view = begun(town, "b2The chair asked.\n\nwho else?\na1")
    assert told(view) == {
        "in-time": ("clear", []),
        "all-speak": ("some", ["10:42 The chair asked.", "10:42 who else?"]),
    }


def test_no_letter_of_a_line_does_anything_else() -> None:
    """Twenty lines, the most that a schedule can have, and f, q and u stay what they are."""
    assert len(LINE_KEYS) == len(set(LINE_KEYS)) == 20
    assert set(LINE_KEYS).isdisjoint("fqu")


def test_a_note_has_the_time_of_its_first_letter(town: Schedule) -> None:
    """However long it takes to write, and when it was opened; mended, it keeps its time."""
    view = pressed(begun(town), ["enter"], now="10:40")
    view = pressed(view, "La", now="10:41")
    view = pressed(view, "te\n", now="10:45")
    assert told(view)["in-time"] == (None, ["10:41 Late"])
    view = pressed(view, ["enter", "up", "r", "enter"], now="11:00")
    assert told(view)["in-time"] == (None, ["10:41 Later"])


def test_a_note_can_be_taken_away_and_brought_back(town: Schedule) -> None:
    """By going up to it, clearing it and Enter; a name must not stay on record."""
    view = begun(town, "One\nTwo\n")
    gone = pressed(view, ["enter", "up", "up", "clear", "enter"])
    assert told(gone)["in-time"] == (None, ["10:42 Two"])
    assert told(pressed(gone, "u")) == told(view)


def test_a_note_put_away_with_escape_comes_back_with_u(town: Schedule) -> None:
    view = pressed(begun(town, "Half a no"), ["escape"])
    assert told(view) == {}
    assert told(pressed(view, "u"))["in-time"] == (None, ["10:42 Half a no"])


def test_undo_goes_back_to_the_line_that_it_changes(town: Schedule) -> None:
    view = begun(town, "a1b3u")
    assert told(view) == {"in-time": ("clear", [])}
    assert view.session.line.id == "all-speak"


def test_zero_takes_a_level_away(town: Schedule) -> None:
    assert told(begun(town, "a10")) == {}
    assert "There is nothing to undo." in begun(town, "u").hint


def test_finishing_asks_once_and_names_the_lines_without_a_level(town: Schedule) -> None:
    """Any key but f goes back; such lines are on record without a level."""
    asked = begun(town, "a1c5f")
    assert "1 line has no level (b)" in "\n".join(drawn(asked))
    assert pressed(asked, "x").session.phase == "lines"
    done = pressed(asked, "f")
    assert done.done
    assert done.record.state == "complete"
    assert done.record.judgement("all-speak").level is None
    assert "Every line has a level." in "\n".join(drawn(begun(town, "a1b1c1f")))


def test_pasted_text_is_one_note(town: Schedule) -> None:
    view = paste(begun(town, "b"), "3 of them\r\nspoke", NOW)
    assert told(view)["all-speak"] == (None, ["10:42 3 of them spoke"])


def test_the_pages_before_the_meeting(town: Schedule) -> None:
    """A label is needed, an answer to oneself is not; up goes back to what was written."""
    view = opened(step.start(town, observer="abcd1234", date="2026-01-02"))
    view = pressed(view, "\n\n")
    assert "short label" in view.hint
    view = pressed(view, "review 2\nMuch\n")
    assert pressed(view, ["up"]).draft == "Much"
    assert pressed(view, ["up", "up"]).draft == "review 2"
    view = pressed(view, "\n")
    assert (view.session.phase, view.draft) == ("present", "")
    assert "Roles only" in drawn(view)[0]
    assert pressed(view, ["up"]).session.phase == "reflexivity"
    view = pressed(view, "Chair, mother\n")
    assert view.record.present == "Chair, mother"
    assert (view.session.phase, view.record.began) == ("lines", NOW)
    assert view.record.meeting == "review 2"
    assert [(r.prompt, r.text) for r in view.record.reflections] == [("own-work", "Much")]


def test_z_writes_on_the_meeting_as_a_whole(town: Schedule) -> None:
    """Mended with the up arrow and undone as a note on a line is; the open line stays open."""
    view = begun(town, "bz")
    assert "z" not in LINE_KEYS
    assert "The whole, note" in "\n".join(drawn(view))
    view = pressed(view, "Hurried.\n")
    assert [(n.time, n.text) for n in view.record.notes] == [(NOW, "Hurried.")]
    assert told(view) == {}
    assert view.session.line.id == "all-speak"
    assert "z  The meeting as a whole: 1 note." in "\n".join(drawn(view, 80, 30))
    assert pressed(view, "u").record.notes == ()
    mended = pressed(view, ["z", "up", "backspace", "!", "enter"])
    assert [n.text for n in mended.record.notes] == ["Hurried!"]
    assert [n.text for n in pressed(view, "zLate.\nTold.\n").record.notes] == ["Hurried.", "Late."]
    again = observation_from_json(observation_to_json(mended.record), "here")
    assert again.notes == mended.record.notes


@given(st.lists(KEYS, max_size=20), st.integers(40, 120), st.integers(10, 50), st.booleans())
def test_every_view_fills_the_window_and_no_more(
    keys: list[str], width: int, height: int, unicode: bool
) -> None:
    """Or says that it is too small, and never at 80 by 24."""
    view = pressed(begun(OF), keys)
    for size in ((width, height), (80, 24)):
        drawing = render(view, *size, Looks(unicode=unicode, styled=False), NOW)
        if drawing is None:
            assert size != (80, 24)
            continue
        lines = ["".join(text for text, _ in line) for line in drawing.lines]
        assert len(lines) == size[1]
        assert all(cells(line) < size[0] for line in lines)
        assert unicode or "".join(lines).isascii()


@pytest.mark.parametrize("key", LINE_KEYS[:14])
def test_80_by_24_shows_every_line_and_all_signs_of_the_one_that_is_open(key: str) -> None:
    """Also while a long note is written, and beside many notes."""
    view = begun(OF, f"{key}1")
    text = " ".join(" ".join(drawn(view)).split())
    for line in OF.lines:
        assert line.name in text
    for sign in (*view.session.line.look_for, view.session.line.absent_if):
        assert sign in text
    assert "1 Clear 2 Some 3 None seen 4 Seen to be absent 5 Not observable" in text
    assert "f finish ? help q leave" in text
    writing = drawn(pressed(view, "Word " * 300 + "end"))
    assert sum(line.name in "\n".join(writing) for line in OF.lines) == 14
    assert any(line.endswith("end") for line in writing)


def test_60_by_18_still_shows_every_line() -> None:
    text = "\n".join(drawn(begun(OF, "h4"), 60, 18))
    assert all(line.name[:30] in text for line in OF.lines)
    assert "Seen to be..." in text
    assert "? help   q leave" in text


def test_the_head_says_how_long_the_meeting_runs_past_midnight(town: Schedule) -> None:
    """And how much is judged."""
    view = begun(town, "a1")
    assert "1 of 3 judged   10:42, 42 min" in drawn(view)[0]
    drawing = render(view, 80, 24, PLAIN, "00:05")
    assert drawing is not None
    assert "14 h 05 min" in drawing.lines[0][2][0]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("b 1", Entry(1, judged=True, level="clear")),
        ("b", Entry(1)),
        ("all-speak absent", Entry(1, judged=True, level="seen-to-be-absent")),
        ("b seen-to-be-absent", Entry(1, judged=True, level="seen-to-be-absent")),
        ("b 0", Entry(1, judged=True)),
        ("b The chair asked", Entry(1, text="The chair asked")),
        ("b 9:05 The chair asked", Entry(1, time="09:05", text="The chair asked")),
        ("b 25:00 is no time", Entry(1, text="25:00 is no time")),
        ("A parent spoke", Entry(None, text="A parent spoke")),
        ("2", Entry(None, judged=True, level="some")),
    ],
)
def test_a_line_of_text_says(town: Schedule, line: str, entry: Entry) -> None:
    assert read_entry(town, line) == entry


def test_line_by_line(town: Schedule) -> None:
    """For a screen reader: short answers, the signs only on request, and the same record."""
    view = begun(town)
    assert "a. News in time: no level." in list(plain.ask(view))
    for line, hint in (
        ("b", "b. All speak: no level.\nJuniors speak.\nRounds are made.\nAbsent if: One speaks."),
        ("4", "b. All speak: Absent."),
        ("The chair went on.", "b. All speak: Absent, 1 note."),
        ("a 11:02 All had read it", "a. News in time: no level, 1 note."),
        ("u", "Undone. u brings it back."),
        ("u", "Undone. u brings it back."),
        ("y 1", f"There is no line 'y'. {plain.HOW}"),
        ("list", LISTED),
    ):
        view = plain.hear(view, line, NOW)
        assert view.hint == hint
    assert told(view) == {
        "in-time": (None, ["11:02 All had read it"]),
        "all-speak": ("seen-to-be-absent", ["10:42 The chair went on."]),
    }
    view = plain.hear(view, "f", NOW)
    assert "2 lines have no level (a, c)" in "".join(plain.ask(view))
    assert plain.hear(view, "f", NOW).done


def test_what_is_written_when_the_window_becomes_too_small_is_kept(town: Schedule) -> None:
    view = spoken(begun(town, "Half a no"))
    assert view.draft is None
    assert told(view)["in-time"] == (None, ["10:42 Half a no"])
