"""Does `collabcheck map` write a mapping that reads the export, and ask only where somebody is?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest
from program import Run
from support import FRAMEWORK, TOWN

EXPORT = (
    "agency,t1,t2,t3,p1,p2,We speak of the cuts\n"
    "police,1,2,Agree,4,5,Agree\n"
    "health,1,Agre,Agree,4,5,Agree\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(EXPORT, encoding="utf-8")
    return tmp_path


def test_without_a_terminal_a_proposal_is_written_beside_the_export(run: Run, home: Path) -> None:
    done = run("map", "answers.csv", "-q", "town.yaml")
    assert done.stdout == ""
    assert "answers.mapping.yaml" in done.stderr
    text = (home / "answers.mapping.yaml").read_text(encoding="utf-8")
    assert 'questionnaire: "town.yaml"' in text
    assert "# in doubt" in text


def test_uncommented_it_reads_the_export_from_any_folder(run: Run, home: Path) -> None:
    run("map", "answers.csv", "-q", "town.yaml")
    path = home / "answers.mapping.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    settled = [line.removeprefix("# ") for line in lines[1:]]
    path.write_text("\n".join(settled), encoding="utf-8")
    assert "This can be scored." in run("check", str(home / "answers.csv")).stdout


def test_a_file_that_is_there_stays_without_force(run: Run, home: Path) -> None:
    mine = home / "answers.mapping.yaml"
    mine.write_text("kind: mapping\nquestionnaire: town.yaml\nduplicates: last\n", encoding="utf-8")
    before = mine.read_text(encoding="utf-8")
    assert "this file is there already; add --force" in run("map", "answers.csv", code=1).stderr
    assert mine.read_text(encoding="utf-8") == before
    run("map", "answers.csv", "--force")
    assert "duplicates: last" in mine.read_text(encoding="utf-8")


def test_a_dash_reads_standard_input_and_writes_standard_output(run: Run, home: Path) -> None:
    done = run("map", "-", "-q", "town.yaml", stdin=EXPORT)
    assert done.stdout.splitlines()[1] == "kind: mapping"
    assert (
        run("map", "answers.csv", "-q", "town.yaml", "-o", "-").stdout.splitlines()[1:]
        == (done.stdout.splitlines()[1:])
    )


def test_a_questionnaire_elsewhere_is_named_from_the_mappings_folder(run: Run, home: Path) -> None:
    (home / "wave1").mkdir()
    (home / "wave1" / "a.csv").write_text(EXPORT, encoding="utf-8")
    run("map", "wave1/a.csv", "-q", "town.yaml")
    text = (home / "wave1" / "a.mapping.yaml").read_text(encoding="utf-8")
    assert 'questionnaire: "../town.yaml"' in text
    assert run("map", "wave1/a.csv", "--force").returncode == 0


def test_a_mapping_in_another_folder_names_the_questionnaire_from_there(
    run: Run, home: Path
) -> None:
    """Mapped again with the mapping of the first wave, and with a questionnaire that moved."""
    (home / "wave1").mkdir()
    (home / "wave2").mkdir()
    (home / "wave2" / "a.csv").write_text(EXPORT, encoding="utf-8")
    first = home / "wave1" / "mapping.yaml"
    for text, more in (("../town.yaml", ()), ("../old.yaml", ("-q", "town.yaml"))):
        first.write_text(f"kind: mapping\nquestionnaire: {text}\n", encoding="utf-8")
        run("map", "wave2/a.csv", "-m", "wave1/mapping.yaml", "-o", "map.yaml", "--force", *more)
        assert 'questionnaire: "town.yaml"' in (home / "map.yaml").read_text(encoding="utf-8")


def test_a_mapping_is_not_written_over_the_answers(run: Run, home: Path) -> None:
    done = run("map", "answers.csv", "-q", "town.yaml", "-o", "./answers.csv", "--force", code=2)
    assert "answers.csv is the export to map" in " ".join(done.stderr.split())
    assert (home / "answers.csv").read_text(encoding="utf-8") == EXPORT


def test_what_is_in_doubt_stays_so_until_it_is_settled_or_left(run: Run, home: Path) -> None:
    """Which rows count is in doubt; a mapping with the doubt as a comment does not count them."""
    rows = "".join(f"{'fertig' if n % 2 else 'offen'},1,2,3,4,5,1\n" for n in range(6))
    (home / "s.csv").write_text(f"status,t1,t2,t3,p1,p2,m1\n{rows}", encoding="utf-8")
    run("map", "s.csv", "-q", "town.yaml")
    assert "do all rows count?" in run("score", "s.csv", code=1).stderr
    path = home / "s.mapping.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# rest: leave", "rest: leave"), encoding="utf-8")
    assert "6 of 6 rows kept." in run("check", "s.csv").stdout


def test_a_questionnaire_that_cannot_be_told_must_be_named(run: Run, home: Path) -> None:
    said = run("map", "answers.csv", code=1).stderr
    assert "answers.csv: no item of a questionnaire that ships stands in these columns" in said
    assert "say which it answers, by name or file, such as: -q safeguarding/" in said


def test_what_no_column_was_found_for_is_a_comment_with_the_columns_not_read(
    run: Run, home: Path
) -> None:
    (home / "a.csv").write_text("Body,t1,t2,t3,p1,p2\nGP,1,2,3,4,5\n", encoding="utf-8")
    text = run("map", "a.csv", "-q", "town.yaml", "-o", "-").stdout
    assert "# agency: no column was found\n" in text
    assert "# Columns that are not read:\n#   1 Body: 'GP'\n" in text
    assert "# m1: no column was found\n" in text


def test_many_columns_that_say_nothing_are_listed_with_an_example_of_a_pattern(
    run: Run, home: Path
) -> None:
    (home / "a.csv").write_text("agency,F1,F2,F3,F4,F5,F6\npolice,1,2,3,4,5,1\n", encoding="utf-8")
    text = run("map", "a.csv", "-q", "safeguarding/pulse", "-o", "-").stdout
    assert "#   2 F1: '1'\n#   3 F2: '2'\n" in text
    assert """#   - {columns: "rip_(\\\\d+)", items: "rip-\\\\1"}  # an example""" in text


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_at_a_terminal_every_doubt_is_asked_about(run: Run, home: Path) -> None:
    command = [sys.executable, "-m", "collabcheck", "map", "answers.csv", "-q", "town.yaml"]
    screen = pexpect.spawn(command[0], command[1:], cwd=str(home), encoding="utf-8", timeout=20)
    screen.expect("Take all of these")
    screen.sendline("y")
    screen.expect("may be this one:")
    screen.expect("7  We speak of the cuts")
    screen.sendline("y")
    screen.expect("Did you mean 'Agree'")
    screen.sendline("y")
    screen.expect(pexpect.EOF)
    assert "answers.mapping.yaml" in str(screen.before)
    assert "rest: leave" in (home / "answers.mapping.yaml").read_text(encoding="utf-8")
    assert "This can be scored." in run("check", "answers.csv").stdout


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_leaving_in_the_middle_writes_nothing(home: Path) -> None:
    command = [sys.executable, "-m", "collabcheck", "map", "answers.csv", "-q", "town.yaml"]
    screen = pexpect.spawn(command[0], command[1:], cwd=str(home), encoding="utf-8", timeout=20)
    screen.expect("Take all of these")
    screen.sendcontrol("c")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus != 0
    assert "Traceback" not in str(screen.before)
    assert not (home / "answers.mapping.yaml").exists()
