"""Does the command line behave as its users expect of the best they know?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

ESCAPE = "\x1b"


def test_the_result_goes_to_standard_output_and_notes_to_standard_error(
    run: Run, responses: Path, tmp_path: Path
) -> None:
    to_screen = run("score", "responses", "--format", "json")
    assert json.loads(to_screen.stdout)["respondents"] == 24
    assert to_screen.stderr == ""
    to_file = run("score", "responses", "-o", "report.html")
    assert to_file.stdout == ""
    assert "report.html" in to_file.stderr
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")


def test_quiet_leaves_only_the_result(run: Run, responses: Path) -> None:
    assert run("score", "responses", "-o", "report.md", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", "<!doctype"),
        ("a.md", "# "),
        ("a.json", "{"),
        ("a.csv", "kind,"),
        ("a.txt", "How"),
    ],
)
def test_the_ending_of_the_output_chooses_the_format(
    run: Run, responses: Path, tmp_path: Path, name: str, begins: str
) -> None:
    run("score", "responses", "-o", name)
    assert (tmp_path / name).read_text().startswith(begins)


def test_a_dash_is_standard_input(run: Run, responses: Path) -> None:
    one = (responses / "01.json").read_text()
    assert "one person" in run("score", "-", stdin=one).stdout


def test_a_name_of_the_partnership_stands_on_the_report(run: Run, responses: Path) -> None:
    assert "Lantern Bay: answered by 24" in run("score", "responses", "-p", "Lantern Bay").stdout


@pytest.mark.parametrize(
    "command", [["--help"], ["score", "responses"], ["explain", "rip", "responses"]]
)
@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_no_styling_code_leaves_the_program_in_a_pipe(
    run: Run, responses: Path, command: list[str], plain: dict[str, str]
) -> None:
    assert ESCAPE not in run(*command, **plain).stdout


@pytest.mark.parametrize("where", ["before", "after"])
def test_no_color_wins_over_force_color_wherever_it_stands(
    run: Run, responses: Path, where: str
) -> None:
    words = ["score", "responses"]
    assert ESCAPE in run(*words, FORCE_COLOR="1").stdout
    words = ["--no-color", *words] if where == "before" else [*words, "--no-color"]
    assert ESCAPE not in run(*words, FORCE_COLOR="1").stdout


def test_the_version_is_that_of_the_package(run: Run) -> None:
    from importlib.metadata import version

    assert run("--version").stdout == f"collabcheck {version('collabcheck')}\n"


def test_an_error_is_one_line_that_says_where_and_exits_with_1(run: Run) -> None:
    done = run("score", "nowhere.json", code=1)
    assert done.stderr == "nowhere.json: there is no such file\n"
    assert done.stdout == ""


def test_wrong_use_exits_with_2(run: Run) -> None:
    assert "No such command" in run("scoer", code=2).stderr
    assert "--format" in run("score", "x", "--format", "pdf", code=2).stderr


def test_debug_shows_where_in_the_program_an_error_arose(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "collabcheck", "score", "nowhere.json", "--debug"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert "Traceback" in done.stderr
    assert done.returncode == 1


def test_a_reader_that_goes_away_is_no_error(responses: Path) -> None:
    script = f"{sys.executable} -m collabcheck score responses --format json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        capture_output=True,
        cwd=responses.parent,
        check=False,
    )
    assert done.stdout == b'{\n  "schem'
    assert done.stderr == b""


def test_a_report_that_cannot_be_written_leaves_nothing_behind(
    run: Run, responses: Path, tmp_path: Path
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    assert "cannot be written" in run("score", "responses", "-o", "no/such/a.md", code=1).stderr
    assert "a folder" in run("score", "responses", "-o", "responses", code=1).stderr
    assert {path.name for path in tmp_path.iterdir()} - {"state"} == before


def test_a_pipe_gets_utf8_whatever_the_locale(run: Run, responses: Path) -> None:
    done = run("score", "responses", "--format", "json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["schema_version"] == "1.0"


def test_completion_can_be_shown(run: Run) -> None:
    assert "_COLLABCHECK_COMPLETE" in run("--show-completion", "bash", code=None).stdout


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
@pytest.mark.parametrize("command", ["score responses", "assess safeguarding/pulse"])
def test_a_closed_stream_is_no_traceback(responses: Path, closed: str, command: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m collabcheck {command} {closed}"],
        capture_output=True,
        text=True,
        cwd=responses.parent,
        check=False,
    )
    lost = closed == ">&-" or command.startswith("assess")
    assert done.returncode == (1 if lost else 0)
    assert "Traceback" not in done.stderr


def test_a_result_that_nothing_takes_is_an_error(responses: Path) -> None:
    command = f"{sys.executable} -m collabcheck score responses -f json >&-"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=responses.parent, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("the result cannot be written")
