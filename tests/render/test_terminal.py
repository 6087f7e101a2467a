"""Does a report print on a terminal as plain text, unless colour is asked for?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import ANSWERS, hostile, poisoned_report, readable
from hypothesis import example, given, settings
from rich.cells import cell_len
from support import SMALL_ANSWERS, TOWN, questionnaire, rendered, report, scores
from syrupy.assertion import SnapshotAssertion

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import find
from collabcheck.render.terminal import ruler

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=25)
@given(hostile)
@example("\\[bold] x")
@example("\\[/bold] x")
@example("x\\")
@example("[/] x")
def test_a_hostile_text_prints_as_it_was_written(text: str) -> None:
    """No style is switched on or off, no markup is left over, and nothing is lost."""
    printed = rendered(poisoned_report(text), "terminal", color=False)
    assert "\x1b" not in printed
    assert not [c for c in printed if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]
    assert squeezed(readable(text)) in squeezed(printed)
    if "bold" not in text:
        assert "bold]" not in printed


@settings(max_examples=6)
@given(hostile)
@example("\\[bold] x")
@example("x\\")
def test_in_colour_the_same_words_are_printed_with_sgr_codes_only(text: str) -> None:
    plain = rendered(poisoned_report(text), "terminal", color=False)
    colour = rendered(poisoned_report(text), "terminal", color=True)
    assert "\x1b[" in colour
    assert ESCAPE.sub("", colour) == plain
    assert "\x1b" not in ESCAPE.sub("", colour)


def test_no_text_of_a_user_can_choose_a_style() -> None:
    """Colour codes are as many with `[red]` in every text as with a plain word there."""
    red = rendered(poisoned_report("\\[red]w x"), "terminal", color=True)
    plain = rendered(poisoned_report("w x"), "terminal", color=True)
    assert set(ESCAPE.findall(red)) == set(ESCAPE.findall(plain))


@pytest.mark.parametrize("width", [78, 100])
def test_no_line_is_wider_than_the_page(practitioner: Questionnaire, width: int) -> None:
    head = "respondent " + " ".join(i.id for i in practitioner.items) + "\n"
    answers = head + "a*8 " + "2 " * len(practitioner.items)
    for found in (report(practitioner, answers, by=None), report(questionnaire(), ANSWERS)):
        for line in rendered(found, "terminal", width=width).splitlines():
            assert cell_len(line) <= width, line


@pytest.mark.parametrize(
    "rows", [SMALL_ANSWERS, "respondent t1 t2\n a*3 1 2", "respondent t1\n a 1"]
)
def test_ascii_only_means_ascii_only(rows: str) -> None:
    text = rendered(report(questionnaire(), rows), "terminal", ascii_only=True)
    assert text.isascii()
    assert "?" not in text.replace("?  ", "").split("THE PROFILE")[0]


def test_a_ruler_has_the_mean_at_its_place() -> None:
    from collabcheck.core.scoring.missing import Missing, Why

    alone = Missing(Why.TOO_FEW_PEOPLE, 2, 1)
    assert ruler(1.0, alone, 1, 5).index("\u25cf") == 0
    assert ruler(5.0, alone, 1, 5).index("\u25cf") == 24
    assert ruler(3.0, alone, 1, 5).index("\u25cf") == 12
    assert ruler(5.0, alone, 0, 10).index("\u25cf") == 12
    assert ruler(alone, alone, 1, 5).strip() == ""


def test_a_small_report_on_a_terminal(snapshot: SnapshotAssertion) -> None:
    assert rendered(report(questionnaire(), SMALL_ANSWERS), "terminal", color=False) == snapshot


def test_a_report_about_three_people_on_a_terminal(snapshot: SnapshotAssertion) -> None:
    rows = "respondent agency t1 t2 t3 p1 p2 m1\n a*3 police 1 2 3 4 5 d"
    assert rendered(report(questionnaire(), rows), "terminal", color=False) == snapshot


def test_brackets_that_a_line_break_parts_are_printed_as_they_stand(town: Questionnaire) -> None:
    """Rich's tags may span lines; a partnership's name must not become one."""
    for name in ("x" * 70 + " [/city centre] team", "x" * 70 + " [city centre] team", "ends \\"):
        found = find(town, scores(town, SMALL_ANSWERS), partnership=name)
        printed = " ".join(rendered(found, "terminal").split())
        assert " ".join(name.split()) in printed


@pytest.mark.parametrize("widths", [(60, 78), (78, 60)])
def test_lines_are_as_wide_as_the_screen_whoever_compiled_the_templates(
    widths: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compiled is kept between runs, and must not keep the width of the first."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    found = report(questionnaire(), SMALL_ANSWERS)
    for width in widths:
        lines = rendered(found, "terminal", width=width).splitlines()
        advice = next(n for n, line in enumerate(lines) if line.startswith("For the board"))
        assert len(lines[advice]) <= width
        assert len(f"{lines[advice]} {lines[advice + 1].split()[0]}") > width, "could be longer"


def test_on_a_narrow_screen_names_are_not_cut_where_there_is_room() -> None:
    of = questionnaire(TOWN.replace("name: Police}", "name: Police of the whole county}"))
    printed = rendered(report(of, SMALL_ANSWERS), "terminal", width=48)
    assert re.search(r"Police of the whole county +6$", printed, re.MULTILINE)
