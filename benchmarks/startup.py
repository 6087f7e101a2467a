"""How long do users wait: for help, for the first question, for the demo?

Each command runs in turn with a bare Typer app in the same environment, so that the ratio holds
on a noisy machine. Prints a Markdown table. Run with nothing else going on:

    .venv/bin/python benchmarks/startup.py
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 15
BARE = [sys.executable, str(Path(__file__).with_name("bare.py")), "--help"]
TOOL = [sys.executable, "-m", "collabcheck"]
FIRST_ITEM = b"Agencies here agree on how serious a worry about a child is."


def whole(command: list[str]) -> float:
    """Time a whole process, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=tempfile.gettempdir())
    return time.perf_counter() - start


def first_question() -> float:
    """Time from the start to the first statement on a terminal of 80 x 24, in seconds.

    Role and agency are given, and the key that leaves the notice is typed ahead.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [*TOOL, "assess", "--role", "police", "--agency", "police"]
        start = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.environ |= {"XDG_STATE_HOME": folder, "TERM": "xterm-256color", "COLUMNS": "80"}
            os.execv(command[0], command)
        os.write(terminal, b"\r")
        seen = b""
        while FIRST_ITEM not in seen.replace(b"\r\n", b" "):
            if not select.select([terminal], [], [], 10)[0]:
                raise SystemExit(f"the first question never came:\n{seen.decode()}")
            seen += os.read(terminal, 65536)
        passed = time.perf_counter() - start
        os.write(terminal, b"q")
        drain(terminal)
        os.waitpid(child, 0)
        return passed


def drain(terminal: int) -> None:
    """Read until the other end is gone."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


def compare(name: str, run: Callable[[], float], limit: str) -> str:
    """Run in turn with the bare app; give a row of the table."""
    run(), whole(BARE)
    pairs = [(run(), whole(BARE)) for _ in range(RUNS)]
    median = statistics.median(ours for ours, _ in pairs)
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    return f"| {name} | {median:.3f} s | {ratio:.2f} | {limit} |"


def main() -> None:
    """Print the table."""
    print(f"| | median of {RUNS} | ratio to the bare app, median | target |")
    print("|:--|--:|--:|:--|")
    print(compare("`collabcheck --help`", lambda: whole([*TOOL, "--help"]), "ratio 1.3"))
    print(compare("first question on the screen", first_question, "ratio 2.5"))
    print(compare("`collabcheck demo`", lambda: whole([*TOOL, "demo"]), "1 s"))


if __name__ == "__main__":
    main()
