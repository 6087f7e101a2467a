"""Does every view fit every window, in letters that the terminal has?"""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitting import TEXT, fresh, pressed, scaled
from support import questionnaire

from collabcheck.ask.keys import Decoder, Key, Paste
from collabcheck.ask.press import View
from collabcheck.ask.progress import bar, in_words
from collabcheck.ask.screens import render
from collabcheck.ask.terminal import Looks, looks, speaks_unicode
from collabcheck.ask.text import cells, clean, clip, to_ascii, wrap
from collabcheck.core.instrument.questionnaire import Questionnaire

PLAIN = Looks(unicode=False, styled=False)
RICH = Looks(unicode=True, styled=True)


def drawn(view: View, width: int = 80, height: int = 24, look: Looks = RICH) -> list[str]:
    drawing = render(view, width, height, look)
    assert drawing is not None
    return ["".join(text for text, _ in line) for line in drawing.lines]


@given(
    st.lists(st.sampled_from(["enter", "?", "down", "pagedown", "c", *"12345djf"]), max_size=12),
    st.integers(40, 120),
    st.integers(12, 50),
    st.booleans(),
)
def test_every_view_fills_the_window_and_no_more(
    keys: list[str], width: int, height: int, unicode: bool
) -> None:
    """As many lines as the window has rows, none wider than it, from 40x12 up."""
    lines = drawn(pressed(View(fresh()), keys), width, height, Looks(unicode=unicode, styled=False))
    assert len(lines) == height
    assert all(cells(line) < width for line in lines)
    assert unicode or "".join(lines).isascii()


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (40, 12)])
def test_the_whole_practitioner_questionnaire_fits(
    practitioner: Questionnaire, size: tuple[int, int]
) -> None:
    """Each item with its scale, whole, in each of these windows."""
    view = pressed(View(fresh(practitioner, role="police", agency="police")), ["enter"])
    for item in practitioner.items:
        lines = drawn(view, *size)
        text = " ".join(" ".join(lines).split())
        assert view.session.wording(item) in text
        assert "5 Strongly agree" in text
        assert "s skip b back" in text
        assert drawn(pressed(view, "?"), *size)
        assert "> x" in drawn(pressed(view, "cx"), *size)
        view = pressed(view, "3")
    lines = drawn(view, *size)
    assert lines[0].startswith("Check your answers.")
    assert all(cells(line) < size[0] for line in lines)


def test_the_help_scrolls_too() -> None:
    """The arrow keys move it, any other key leads back."""
    view = pressed(View(fresh(agency="police", role="nurse")), ["enter", "?"])
    assert "q leaves." not in "".join(drawn(view, 40, 12))
    moved = pressed(view, ["pagedown"] * 9)
    assert "go on later." in "".join(drawn(moved, 40, 12))
    assert not pressed(moved, "x").helping


def test_a_long_text_scrolls_below_a_scale_in_view() -> None:
    """However long the text, the scale stays, and the arrows move the text."""
    of = questionnaire(TEXT.replace("Letters come late.", f"Start {'word ' * 300}end."))
    view = pressed(View(fresh(of, agency="police", role="nurse")), ["enter", "1"])
    lines = drawn(view)
    assert "Start word" in "".join(lines)
    assert "5  Strongly agree" in "".join(lines)
    assert "the arrow keys move" in "".join(lines)
    assert "end." in "".join(drawn(pressed(view, ["pagedown"] * 9)))


@pytest.mark.parametrize(("lo", "points"), [(0, 11), (1, 11), (1, 3)])
def test_long_scales_fit(lo: int, points: int) -> None:
    """Eleven points at 80x24 below one another, in a small window side by side."""
    view = pressed(View(fresh(scaled(lo, points), agency="police", role="nurse")), ["enter"])
    for size in ((80, 24), (60, 18)):
        text = "".join(drawn(view, *size))
        assert all(f"P{n}" in text for n in range(points))


def test_the_review_pages_with_the_cursor(practitioner: Questionnaire) -> None:
    """All answers on pages; the cursor is always in sight."""
    total = len(practitioner.items)
    keys = ["enter", *"3" * total]
    view = pressed(View(fresh(practitioner, role="police", agency="police")), keys)
    for _ in range(total):
        assert sum(line.startswith(">") for line in drawn(view)) == 1
        view = pressed(view, "j")
    assert any(line.startswith(f">  {total}") for line in drawn(view))


def test_the_answer_given_is_marked_without_colour() -> None:
    """A star before it, for those who see no styling."""
    view = pressed(View(fresh(agency="police", role="nurse")), ["enter", *"4b"])
    assert any(line.startswith(" * 4  Agree") for line in drawn(view, look=PLAIN))


def test_a_window_too_small_is_not_drawn() -> None:
    """The line-by-line way takes over there."""
    view = pressed(View(fresh(agency="police", role="nurse")), ["enter"])
    assert render(view, 40, 6, RICH) is None


def test_minutes_in_words() -> None:
    """From the reading time, never more exact than it is."""
    assert in_words(20) == "less than a minute"
    assert in_words(60) == "about a minute"
    assert in_words(400) == "about 7 minutes"
    assert bar(59, 60, 10, full="#", empty="-") == "#########-"


@given(st.text())
def test_cleaned_text_holds_nothing_that_moves_the_cursor(text: str) -> None:
    """No control characters, whatever the text."""
    cleaned = clean(text)
    assert all(c.isprintable() or c in " \u200c\u200d" or c > "\x9f" for c in cleaned)
    assert not set("\x1b\x9b\n\r\x07\u202e\u2066") & set(cleaned)
    assert to_ascii(text).isascii()
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(4, 40))
def test_wrapped_text_keeps_every_word_and_the_width(text: str, width: int) -> None:
    """Wide characters count double; nothing is lost."""
    cleaned = clean(text)
    lines = wrap(cleaned, width)
    assert "".join(lines).replace(" ", "") == cleaned.replace(" ", "")
    assert all(cells(line) <= width for line in lines)
    assert cells(clip(cleaned, width)) <= width


@given(st.lists(st.sampled_from([b"4", b"\x1b[A", b"\x1bOB", "\u65e5".encode(), b"\r"])), st.data())
def test_keys_are_the_same_however_the_bytes_are_cut(
    pieces: list[bytes], data: st.DataObject
) -> None:
    """A slow line cuts sequences and letters apart."""
    whole = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)))))
    decoder = Decoder()
    keys = []
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        keys += decoder.feed(whole[start:end])
    names = {b"4": "4", b"\x1b[A": "up", b"\x1bOB": "down", b"\r": "enter"}
    assert keys == [Key(names.get(piece, piece.decode())) for piece in pieces]
    assert not decoder.waiting


def test_escape_alone_and_pastes() -> None:
    """An escape with nothing after it is a key; pasted text is one piece."""
    decoder = Decoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.waiting
    assert decoder.give_up_waiting() == [Key("escape")]
    assert decoder.feed(b"\x1b4") == [Key("escape"), Key("4")]
    assert decoder.feed(b"\x1b[200~a\rb") == []
    assert decoder.feed(b"\x1b[201~4") == [Paste("a\rb"), Key("4")]
    assert decoder.feed(b"\xff") == [Key("\ufffd")]


@pytest.mark.parametrize(
    ("environment", "speaks"),
    [
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_ALL": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"LANG": "C", "PYTHONIOENCODING": "utf-8"}, True),
        ({"LANG": "C", "PYTHONUTF8": "1"}, True),
    ],
)
def test_the_locale_counts_as_the_user_set_it(environment: dict[str, str], speaks: bool) -> None:
    """Python turns the C locale into UTF-8; the terminal does not."""
    assert speaks_unicode(environment, "utf-8") == speaks
    assert not speaks_unicode(environment, "ascii")


@pytest.mark.parametrize(
    ("environment", "no_color", "styled"),
    [
        ({}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_on_styling(environment: dict[str, str], no_color: bool, styled: bool) -> None:
    """--no-color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    stream = io.TextIOWrapper(io.BytesIO())
    assert looks(environment, stream, no_color=no_color).styled == styled
