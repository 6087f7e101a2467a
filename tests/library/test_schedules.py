"""Does a faulty observation schedule say what is wrong, on which line, and how to mend it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import FRAMEWORK, TOWN
from watching import SCHEDULE, schedule_in

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.library.checking import check_file
from collabcheck.library.questionnaires import load_questionnaire, questionnaire_names
from collabcheck.library.schedules import load_schedule, schedule_names

Say = Callable[[str], str]


@pytest.fixture
def faults(tmp_path: Path) -> Say:
    """Load a schedule and give what is said about it, a line a fault."""

    def say(text: str) -> str:
        path = schedule_in(tmp_path, text)
        with pytest.raises(CollabcheckError) as caught:
            load_schedule(str(path))
        return str(caught.value).replace(f"{tmp_path}/", "")

    return say


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("axes: [plans]", "axes: [planes]", "line one-plan refers to axis 'planes'", "'plans'"),
        ("strands: [talk]", "strands: [tlak]", "line in-time refers to strand 'tlak'", "'talk'"),
        ("barriers: [rank]", "barriers: [ranks]", "refers to barrier 'ranks'", "'rank'"),
        ("barriers: [gaps]", "enablers: [cals]", "refers to enabler 'cals'", "'calls'"),
        ("expect?, code: L-1", "expect?, code: L-2", "prompt own-work refers to code 'L-2'", "L-1"),
        ("name: News in time, code: L-1", "name: N, code: L-9", "refers to code 'L-9'", "L-1"),
        ("code: some,", "code: clear,", "level 'clear' stands 2 times", "each of the five once"),
        ("code: some,", "code: sum,", "'code' cannot be 'sum'", "'some'"),
        ("label: Some,", "label: Clear,", "label 'Clear' stands 2 times", "words of its own"),
        ("id: one-plan", "id: all-speak", "line 'all-speak' stands 2 times", "an id of its own"),
        ("id: own-side", "id: own-work", "prompt 'own-work' stands 2 times", "an id of its own"),
        ("look_for: [Papers are there.]", "look_fro: [P.]", "no field 'look_fro'", "'look_for'"),
        ("absent_if: One speaks.", "absent_if: No", "'absent_if' must be a text", 'value: "No"'),
        ("axes: [plans]", "axes: []", "'axes' has the wrong number of entries", "at least 1"),
        ("meaning: barrier", "meaning: bad", "'meaning' cannot be 'bad'", "'barrier'"),
        ("framework: town", "framework: twon", "no framework 'twon'", ""),
        ('version: "1.0.0"', "version: 1.0", "must be a text", 'quote this value: "1.0"'),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_mend(
    faults: Say, old: str, new: str, what: str, mend: str
) -> None:
    text = SCHEDULE.replace(old, new, 1)
    said = faults(text)
    line = text[: text.rindex(new) if what.endswith("times") else text.index(new)].count("\n") + 1
    where = [line] if not what.endswith("times") else range(1, line + 1)
    assert any(f"meeting.yaml:{number}:" in said for number in where)
    assert what in said
    assert mend in said


def test_a_missing_level_is_named(faults: Say) -> None:
    """Also where another stands twice, so that there are five."""
    said = faults(SCHEDULE.replace("code: some,", "code: clear,"))
    assert "level 'some' is missing" in said
    level = "  - {code: some, label: Some, meaning: Seen at times.}\n"
    assert "'levels' has the wrong number of entries" in faults(SCHEDULE.replace(level, ""))


def test_faults_of_shape_and_of_fit_are_named_in_one_run(faults: Say) -> None:
    text = SCHEDULE.replace("title: What", "titel: What").replace("axes: [plans]", "axes: [x]")
    said = faults(text.replace("code: some,", "code: sum,"))
    assert "there is no field 'titel'" in said
    assert "line one-plan refers to axis 'x'" in said
    assert "'code' cannot be 'sum'" in said


def test_a_sound_schedule_checks_clean_and_is_described(tmp_path: Path) -> None:
    assert check_file(str(schedule_in(tmp_path))) == [
        "town/meeting 1.0.0: no faults",
        "3 lines on 2 of 3 axes, 2 questions to the observer",
        "note: axis money has no line",
    ]
    bare = SCHEDULE.replace(", barriers: [gaps]", "")
    assert any("line one-plan names no barrier" in x for x in check_file(
        str(schedule_in(tmp_path, bare))
    ))  # fmt: skip


def test_questionnaires_and_schedules_are_listed_apart() -> None:
    assert schedule_names() == ("safeguarding/observation",)
    assert set(schedule_names()).isdisjoint(questionnaire_names())
    assert not any("codes" in name for name in questionnaire_names())


def test_a_name_of_the_other_kind_says_so(tmp_path: Path) -> None:
    """By its shipped name or its path; a framework too."""
    path = schedule_in(tmp_path)
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    with pytest.raises(CollabcheckError, match="is an observation schedule, not a questionnaire"):
        load_questionnaire(str(path))
    with pytest.raises(CollabcheckError, match=r"town\.yaml:1:7: this is a questionnaire, not an"):
        load_schedule(str(tmp_path / "town.yaml"))
    with pytest.raises(CollabcheckError, match="this is a framework, not an observation schedule"):
        load_schedule(str(tmp_path / "framework.yaml"))


@pytest.mark.parametrize("name", ["safeguarding/observations", "safeguarding/codes", "no"])
def test_an_unknown_name_has_a_suggestion(name: str) -> None:
    with pytest.raises(UnknownName, match="there is no observation schedule"):
        load_schedule(name)


def test_a_list_is_no_schedule(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(CollabcheckError, match="this is not an observation schedule"):
        load_schedule(str(path))
