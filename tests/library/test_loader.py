"""Does a faulty questionnaire say what is wrong, on which line, and how to mend it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import FRAMEWORK, HEAD, ITEMS, TOWN, questionnaire

from collabcheck.core.errors import CollabcheckError, FaultyFile
from collabcheck.library.checking import check_file
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.reading import grades

Say = Callable[..., list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Say:
    """Load a questionnaire and framework and give what is said about them, a line a fault."""

    def say(text: str = TOWN, framework: str = FRAMEWORK) -> list[str]:
        (tmp_path / "framework.yaml").write_text(framework, encoding="utf-8")
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CollabcheckError) as caught:
            load_questionnaire(str(path))
        return str(caught.value).replace(f"{tmp_path}/", "").splitlines()

    return say


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("title: Our town", "title: No", "'title' must be a text", 'quote this value: "No"'),
        ("title: Our town", "title: on", "'title' must be a text", 'quote this value: "on"'),
        ("title: Our town", "title: yes", "'title' must be a text", 'quote this value: "yes"'),
        ("title: Our town", "title: 1.0", "'title' must be a text", 'quote this value: "1.0"'),
        ("title: Our town", "title: 12", "'title' must be a text", 'quote this value: "12"'),
        (
            "title: Our town",
            "title: 2026-01-02",
            "must be a text",
            'quote this value: "2026-01-02"',
        ),
        ('version: "1.0.0"', "version: 1.0", "must be a text", 'quote this value: "1.0"'),
        ('version: "1.0.0"', 'version: "1.0"', "cannot be '1.0'", '"1.0.0"'),
        ("title: Our town", "titel: Our town", "there is no field 'titel'", "'title'"),
        ("audience: Everybody.", "audience:", "'audience' is empty", "write a text"),
        ("audience: Everybody.", 'audience: ""', "'audience' is empty", "write a text"),
        ("audience: Everybody.", "audience: [a]", "'audience' is empty or not a text", "write"),
        ("kind: questionnaire", "kind: quiz", "'kind' cannot be 'quiz'", "'questionnaire'"),
        ("scale: agreement-5", "scale: agreement", "no scale 'agreement'", "'agreement-5'"),
        ("framework: town", "framework: twon", "no framework 'twon'", ""),
    ],
)
def test_a_fault_of_the_head_has_its_line_and_mend(
    faults: Say, old: str, new: str, what: str, mend: str
) -> None:
    text = TOWN.replace(old, new, 1)
    said = "\n".join(faults(text))
    assert f"mine.yaml:{line_of(text, new)}:" in said
    assert what in said
    assert mend in said


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("text: Tasks are lost.", "text: No", "item p2: 'text' must be a text", 'value: "No"'),
        ("id: p2", "id: P2", "'id' cannot be 'P2'", "small letters"),
        ("id: p2", "id: t1", "item 't1' stands 2 times", "an id of its own"),
        ("axis: money", "axis: mony", "item m1 refers to axis 'mony'", "did you mean 'money'?"),
        ("barriers: [cuts]", "barriers: [cut]", "refers to barrier 'cut'", "did you mean 'cuts'?"),
        ("enablers: [calls]", "enablers: [call]", "refers to enabler 'call'", "mean 'calls'?"),
        ("strand: roles, barr", "strand: role, barr", "refers to strand 'role'", "mean 'roles'?"),
        ("keying: reverse", "keying: reversed", "'keying' cannot be 'reversed'", "'reverse'"),
        ("barriers: [cuts]", "barrier: [cuts]", "no field 'barrier'", "did you mean 'barriers'?"),
        ("barriers: [cuts]", "barriers: cuts", "'barriers' must be a list", "[...]"),
        ("barriers: [cuts]", "variants: [{role: x, text: y}]", "refers to role 'x'", ""),
    ],
)
def test_a_fault_of_an_item_has_its_line_and_mend(
    faults: Say, old: str, new: str, what: str, mend: str
) -> None:
    text = TOWN.replace(old, new, 1)
    said = "\n".join(faults(text))
    assert what in said
    assert mend in said
    if "times" not in what:
        assert re.search(rf"^mine\.yaml:{line_of(text, new)}:\d+: ", said, re.MULTILINE)


def test_a_missing_field_is_named(faults: Say) -> None:
    said = "\n".join(faults(TOWN.replace("title: Our town\n", "")))
    assert "'title' is missing" in said
    assert "add a line 'title: ...'" in said


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("strand: roles, evidence", "strand: rolls, evidence", "barrier rank refers to strand"),
        ("actions: [round]", "actions: [rund]", "barrier rank refers to action 'rund'"),
        ("who: [anyone]", "who: [anybody]", "action ring refers to owner 'anybody'"),
        ("[L-1]", "[L-2]", "action ring refers to code 'L-2'"),
        ("id: note,", "id: ring,", "action 'ring' stands 2 times"),
        ("{id: plans, ", "{id: trust, ", "axis 'trust' stands 2 times"),
        ("id: outside\n", "id: people\n", "influence 'people' stands 2 times"),
        ("{id: chair,", "{id: anyone,", "owner 'anyone' stands 2 times"),
        ("ring: 0", "ring: 12", "'ring'"),
        ("{id: money, name", "{id: money, nme", "there is no field 'nme'"),
    ],
)
def test_a_fault_of_the_framework_is_named_in_its_file(
    faults: Say, old: str, new: str, what: str
) -> None:
    framework = FRAMEWORK.replace(old, new, 1)
    said = "\n".join(faults(framework=framework))
    assert what in said
    assert "framework.yaml:" in said


def test_one_run_names_every_fault_in_the_order_of_the_lines(faults: Say) -> None:
    text = (
        TOWN.replace("title: Our town", "titel: Our town")
        .replace("text: Tasks are lost.", "text: on")
        .replace("axis: money", "axis: mony")
        .replace("barriers: [rank]", "barriers: [rnk]")
    )
    said = faults(text)
    assert len(said) == 5
    for line, words in zip(
        said,
        ["'title' is missing", "no field 'titel'", "barrier 'rnk'", "'text' must", "axis 'mony'"],
        strict=True,
    ):
        assert words in line
    numbers = [int(line.split(":")[1]) for line in said]
    assert numbers == sorted(numbers)


def test_faults_of_items_and_of_the_scale_are_named_in_one_run(faults: Say) -> None:
    scale = "scale: {points: [{code: 1, label: A}, {code: 2, label: B}], dont_know: X}"
    text = TOWN.replace("scale: agreement-5", scale).replace("axis: money", "axis: mony")
    said = "\n".join(faults(text))
    assert "'points' has the wrong number" in said
    assert "'not_applicable' is missing" in said
    assert "mony" in said


def test_a_fault_of_one_axis_is_not_blamed_on_all_that_refer_to_it(faults: Say) -> None:
    framework = FRAMEWORK.replace("{id: money, name: Money,", "{id: money, nme: Money,", 1)
    said = faults(framework=framework)
    assert [line for line in said if "refers to axis" in line] == []
    assert any("'nme'" in line for line in said)


def test_a_framework_written_into_the_questionnaire_is_held_to_the_same_rules(faults: Say) -> None:
    """It is refused, or its dangling references are found: never taken unchecked."""
    broken = FRAMEWORK.replace("actions: [round]", "actions: [rund]", 1)
    inside = "framework:\n" + "".join(f"  {line}\n" for line in broken.splitlines())
    assert faults(TOWN.replace("framework: town\n", inside))


def test_a_framework_without_its_id_says_so(faults: Say) -> None:
    said = "\n".join(faults(framework=FRAMEWORK.replace("id: town\n", "", 1)))
    assert "'id' is missing" in said


def test_check_names_what_is_wrong_with_a_framework_that_has_no_id(tmp_path: Path) -> None:
    path = tmp_path / "framework.yaml"
    path.write_text(FRAMEWORK.replace("id: town\n", "", 1), encoding="utf-8")
    with pytest.raises(CollabcheckError, match="'id' is missing"):
        check_file(str(path))


def test_check_describes_a_sound_questionnaire_and_framework(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(HEAD + ITEMS, encoding="utf-8")
    assert check_file(str(tmp_path / "mine.yaml"))[0] == "town/staff 1.0.0: no faults"
    assert check_file(str(tmp_path / "framework.yaml"))[0] == "town 1.0.0: no faults"


def test_faults_are_values_that_a_program_can_read(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(TOWN.replace("title: Our town", "title: No"), encoding="utf-8")
    with pytest.raises(FaultyFile) as caught:
        load_questionnaire(str(path))
    (fault,) = caught.value.faults
    assert fault.where.endswith("mine.yaml:5:8")
    assert fault.mend == 'quote this value: "No"'


@pytest.mark.parametrize("text", ["77", "Łódź qwrtz zzyzx.", "...", "你好", "{{7*7}}"])
def test_any_text_has_a_reading_level(text: str) -> None:
    """Words that no dictionary knows are counted by their hyphens."""
    of = questionnaire(TOWN.replace("We hear in time.", f'"{text}"'))
    assert isinstance(grades(of).whole, float)
