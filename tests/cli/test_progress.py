"""Does a long reading say how far it has come, and only to somebody who can see it?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest
from support import FRAMEWORK, TOWN

from collabcheck.cli.progress import worth_while

# A reading is long here as soon as it has begun.
RUN = (
    "import collabcheck.cli.progress as p; p.SHOWN_AFTER = 0.0;"
    "from collabcheck.cli.app import main; main()"
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Write 20,000 people's answers."""
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    path = tmp_path / "answers.csv"
    head = "agency,t1,t2,t3,p1,p2,m1\n"
    path.write_text(head + "Health,1,2,3,4,5,1\n" * 20_000, encoding="utf-8")
    return path


def at_a_terminal(export: Path, *words: str, term: str = "xterm-256color") -> str:
    """Tally at a terminal of 100 columns and give all that was sent to it."""
    command = ["-c", RUN, "tally", export.name, "-q", "town.yaml", "-o", "out.json", *words]
    child = pexpect.spawn(
        sys.executable,
        command,
        cwd=str(export.parent),
        env=os.environ | {"TERM": term},
        dimensions=(24, 100),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before
    return str(child.before)


def test_rows_are_counted_and_the_bar_is_gone_at_the_end(export: Path) -> None:
    sent = at_a_terminal(export)
    assert "of 20,001 rows" in sent
    after = sent.rpartition("rows")[2]
    assert "\x1b[2K" in after, "the line is cleared"
    assert "\x1b[?25h" in after, "the cursor is back"
    assert after.rstrip().endswith("Written to out.json")


@pytest.mark.parametrize(("words", "term"), [(("--quiet",), "xterm"), ((), "dumb")])
def test_nothing_is_shown_where_it_is_not_wanted(
    export: Path, words: tuple[str, ...], term: str
) -> None:
    assert "rows" not in at_a_terminal(export, *words, term=term)


@pytest.mark.parametrize(
    ("passed", "done", "size", "shown"),
    [
        (0.5, 10, 1000, False),  # too early to say
        (1.1, 10, 1000, True),
        (1.1, 900, 1000, False),  # nearly done
        (1.1, 0, None, False),
        (2.1, 0, None, True),
    ],
)
def test_short_work_does_not_flicker(
    passed: float, done: int, size: int | None, shown: bool
) -> None:
    assert worth_while(passed, done, size) is shown
