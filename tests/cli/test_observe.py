"""What does `collabcheck observe` do with a script, and with what it cannot use?"""

from __future__ import annotations

from pathlib import Path

import pytest
from program import Run
from watching import judgements, read, schedule_in

SCRIPT = """\
meeting core group 3
own-work I expect little.
present Chair, mother; father not asked
a 1
z 11:20 Over in half the time.

b 10:02 The chair goes round.
b 10.30 A parent is asked.
all-speak some
one-plan 14:00 Two dates
"""


@pytest.fixture
def schedule(tmp_path: Path) -> str:
    return schedule_in(tmp_path).name


def test_lines_in_and_a_record_out(run: Run, tmp_path: Path, schedule: str) -> None:
    """Named after schedule, day and observer; a line without a level stays without."""
    done = run("observe", schedule, stdin=SCRIPT)
    assert done.stdout == ""
    assert "3 lines (1 without a level)" in done.stderr
    (path,) = tmp_path.glob("collabcheck-town-meeting-*.json")
    record = read(path)
    assert (record["state"], record["meeting"]) == ("complete", "core group 3")
    assert record["reflections"] == [{"prompt": "own-work", "text": "I expect little."}]
    assert record["present"] == "Chair, mother; father not asked"
    assert record["notes"] == [{"time": "11:20", "text": "Over in half the time."}]
    assert judgements(record) == {
        "in-time": ("clear", []),
        "all-speak": ("some", ["The chair goes round.", "A parent is asked."]),
        "one-plan": (None, ["Two dates"]),
    }
    assert [n["time"] for n in record["judgements"][1]["notes"]] == ["10:02", "10:30"]
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", ["--meeting", "the meeting has no label"]),
        ("meeting x\nown-work Much\n", ["nothing was observed"]),
        ("a 1\n", ["--meeting", "the meeting has no label"]),
        ("meeting x\na 1\ny 2\n", ["line 3", "'y' is not a line", "a letter from a to c"]),
        ("meeting x\nall-speek 2\n", ["line 2", "did you mean 'all-speak'?"]),
        ("meeting x\nb\n", ["line 2", "a level or a note is missing"]),
        (f"meeting {'x' * 81}\n", ["line 1", "81 characters", "shorten it to 80"]),
        (f"meeting x\nb {'x' * 2001}\n", ["line 2", "2001 characters"]),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    run: Run, tmp_path: Path, schedule: str, script: str, words: list[str]
) -> None:
    done = run("observe", schedule, "-o", "mine.json", stdin=script, code=1)
    for word in words:
        assert word in done.stderr
    assert not (tmp_path / "mine.json").exists()


def test_a_file_in_the_way_is_never_overwritten(run: Run, tmp_path: Path, schedule: str) -> None:
    (tmp_path / "mine.json").write_text("somebody's", encoding="utf-8")
    done = run("observe", schedule, "-o", "mine.json", stdin=SCRIPT, code=1)
    assert "never overwritten" in done.stderr
    assert (tmp_path / "mine.json").read_text(encoding="utf-8") == "somebody's"


def test_a_script_cannot_resume(run: Run, schedule: str) -> None:
    assert "at a terminal" in run("observe", schedule, "--resume", code=1).stderr


def test_the_shipped_schedule_is_the_default(run: Run, tmp_path: Path) -> None:
    run("observe", "--meeting", "review 1", "-o", "mine.json", stdin="open-sharing 2\n")
    record = read(tmp_path / "mine.json")
    assert record["schedule"]["id"] == "safeguarding/observation"
    assert judgements(record) == {"open-sharing": ("some", [])}


def test_a_questionnaire_is_no_schedule_and_a_schedule_no_questionnaire(run: Run) -> None:
    """Each says what the other is for."""
    said = run("observe", "safeguarding/pulse", code=1).stderr
    assert "this is a questionnaire, not an observation schedule" in said
    assert "collabcheck assess" in said
    said = run("assess", "safeguarding/observation", code=1).stderr
    assert "this is an observation schedule, not a questionnaire" in said
    assert "collabcheck observe" in said


def test_the_commands_for_questionnaires_know_schedules(run: Run) -> None:
    assert "14 lines to observe" in run("questionnaires", "list").stdout
    shown = run("questionnaires", "show", "safeguarding/observation").stdout
    assert "## 14. Clear grounds for what comes first" in shown
    assert "*Seen to be absent:*" in shown
    checked = run("questionnaires", "check", "safeguarding/observation").stdout
    assert "14 lines on 7 of 8 axes, 3 questions to the observer" in checked
    assert '"title": "Schedule"' in run("questionnaires", "schema", "schedule").stdout
    assert '"title": "Observation"' in run("questionnaires", "schema", "observation").stdout
    assert "lines: open-sharing" in run("questionnaires", "trace").stdout


@pytest.mark.parametrize("line", ["b 9", "b 25:99 The chair asked.", "b 12"])
def test_a_number_that_is_no_level_and_no_time_is_refused(run: Run, line: str) -> None:
    told = run("observe", stdin=f"meeting review\n{line}\n", code=1).stderr
    assert "line 2" in told
    assert "is no level, no time and no note" in told
