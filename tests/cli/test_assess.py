"""What does `collabcheck assess` do with its options, and with answers from a file or a pipe?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from support import FRAMEWORK, TOWN
from typer.testing import CliRunner, Result

from collabcheck.cli.app import app
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire

Assess = Callable[..., Result]
ANSWERS = ["police", *"12345d"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def assess(home: Path) -> Assess:
    def run(*options: str, lines: Iterable[str] = ANSWERS, of: str = "town.yaml") -> Result:
        text = "".join(f"{line}\n" for line in lines)
        return CliRunner().invoke(app, ["assess", *([of] if of else []), *options], input=text)

    return run


def refusal(result: Result) -> str:
    assert isinstance(result.exception, CollabcheckError), result.output
    return str(result.exception)


def test_lines_in_file_and_report_out(home: Path, assess: Assess) -> None:
    """The file is named after questionnaire and day; the report alone is on standard output."""
    result = assess()
    assert result.exit_code == 0, result.output
    (path,) = home.glob("collabcheck-town-staff-*.json")
    response = json.loads(path.read_text(encoding="utf-8"))
    assert path.stem.endswith(f"{response['date']}-{response['respondent'][:8]}")
    assert response["state"] == "complete"
    assert response["questionnaire"]["hash"].startswith("sha256:")
    assert path.name in result.stderr
    assert path.name not in result.stdout
    assert "Our town" in result.stdout
    assert not (home / "state").exists()


def test_no_prompt_is_printed(assess: Assess) -> None:
    """A script is asked nothing."""
    result = assess()
    assert "Enter" not in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_agency_on_the_command_line_takes_no_line(home: Path, assess: Assess) -> None:
    """By id, by name in any case, or by number."""
    for name in ("police", "POLICE", "2"):
        assert assess("--agency", name, "-o", f"{name}.json", lines=ANSWERS[1:]).exit_code == 0
        response = json.loads((home / f"{name}.json").read_text(encoding="utf-8"))
        assert response["attributes"] == [{"attribute": "agency", "option": "police"}]


def test_options_that_name_nothing(assess: Assess) -> None:
    """The list of the questionnaire decides."""
    assert "did you mean 'police'?" in refusal(assess("--agency", "polise"))
    assert "--role: questionnaire town/staff does not ask for 'role'" in refusal(
        assess("--role", "nurse")
    )


def test_a_wrong_line_writes_nothing(home: Path, assess: Assess) -> None:
    """Line, item and place are said; no file is left, not even a part of one."""
    before = sorted(home.rglob("*"))
    result = assess("-o", "mine.json", lines=["police", "1", "", "3", "4", "5", "d"])
    assert refusal(result).startswith("line 3, item t2, question 2 of 6: the line is blank")
    assert sorted(home.rglob("*")) == before


def test_an_existing_file_is_refused_before_a_line_is_read(home: Path, assess: Assess) -> None:
    """It stays as it is, and wrong lines are not even looked at."""
    (home / "mine.json").write_text("mine", encoding="utf-8")
    assert "mine.json: this file exists" in refusal(assess("-o", "mine.json", lines=["?"]))
    assert (home / "mine.json").read_text(encoding="utf-8") == "mine"
    assert "no such folder" in refusal(assess("-o", "nowhere/mine.json"))


def test_resuming_needs_a_terminal_and_something_to_resume(assess: Assess) -> None:
    """Each says what to do instead."""
    assert "no unfinished questionnaire to go on with" in refusal(assess("--resume", of=""))
    assert "not from a script" in refusal(assess("--resume"))


def test_the_practitioner_questionnaire_is_asked_by_default(
    home: Path, assess: Assess, practitioner: Questionnaire
) -> None:
    """Role and agency first, then all its items."""
    lines = ["1", "1", *["3"] * len(practitioner.items)]
    result = assess("-o", "mine.json", lines=lines, of="")
    assert result.exit_code == 0, result.output
    response = json.loads((home / "mine.json").read_text(encoding="utf-8"))
    assert response["questionnaire"]["id"] == "safeguarding/practitioner"


def test_nothing_heavy_is_loaded_for_a_question() -> None:
    """A question on the screen waits for no statistics, templates or styling library."""
    code = (
        "import sys, collabcheck.cli.assess, collabcheck.ask.conduct, collabcheck.ask.live\n"
        "import collabcheck.library.questionnaires\n"
        "print({'numpy', 'scipy', 'jinja2', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
