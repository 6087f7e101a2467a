"""How does a test answer a questionnaire: by steps of a session, or at a real terminal?"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pexpect
import pyte
from support import FRAMEWORK, HEAD, questionnaire

from collabcheck.ask import session as step
from collabcheck.ask.press import View, press
from collabcheck.ask.session import Session
from collabcheck.core.instrument.questionnaire import Questionnaire

COMMAND = [sys.executable, "-m", "collabcheck"]
ROLE = """\
  - id: role
    question: What do you do?
    options:
      - {id: nurse, name: Nurse}
      - {id: sergeant, name: Police sergeant}
"""
ITEMS = """\
items:
  - {id: t1, text: We hear in time., axis: trust,
     variants: [{role: sergeant, text: The station hears in time.}]}
  - {id: t2, text: Letters come late., axis: trust, keying: reverse, help: Late is a week.}
  - {id: p1, text: We share one plan., axis: plans}
  - {id: m1, text: We speak about cuts \u2013 d\u00e9j\u00e0 vu., axis: money}
"""
TEXT = HEAD + ROLE + ITEMS


def fresh(of: Questionnaire | None = None, **choices: str) -> Session:
    """Open a session at its notice."""
    return step.start(
        of or questionnaire(TEXT), respondent="abcd1234", date="2026-01-02", choices=choices
    )


def pressed(view: View, keys: str | list[str]) -> View:
    """Press keys one after the other."""
    for key in keys:
        view = press(view, key)
    return view


def at_items() -> View:
    """Stand at the first item."""
    return pressed(View(fresh(agency="police", role="nurse")), ["enter"])


def scaled(lo: int, points: int) -> Questionnaire:
    """Give the questionnaire another scale."""
    lines = "\n".join(f"    - {{code: {lo + n}, label: P{n}}}" for n in range(points))
    scale = (
        f"scale:\n  dont_know: '?'\n  not_applicable: '-'\n  favourable: {lo + points - 1}\n"
        f"  unfavourable: {lo}\n  points:\n{lines}\n"
        "  bands: [{id: all, name: All, reading: All.}]"
    )
    return questionnaire(TEXT.replace("scale: agreement-5", scale))


class Place:
    """A computer of a respondent's own: a folder to work in, a questionnaire, kept sessions."""

    def __init__(self, folder: Path, text: str = TEXT) -> None:
        (folder / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        self.questionnaire = folder / "q.yaml"
        self.questionnaire.write_text(text, encoding="utf-8")
        self.folder = folder
        self.sessions = folder / "state" / "collabcheck" / "sessions"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("NO_COLOR", "FORCE_COLOR") and not name.startswith(("LC_", "LANG"))
        } | {
            "XDG_STATE_HOME": str(folder / "state"),
            "TERM": "xterm-256color",
            "LANG": "en_GB.UTF-8",
        }

    def kept(self) -> dict[str, Any]:
        """Read the one unfinished response."""
        (path,) = self.sessions.glob("*.json")
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def answers(self) -> dict[str, Any]:
        """Read the answers of the one unfinished response, by item."""
        return {answer["item"]: answer["answer"] for answer in self.kept()["answers"]}

    def finished(self, name: str = "mine.json") -> dict[str, Any]:
        """Read a finished response."""
        return dict(json.loads((self.folder / name).read_text(encoding="utf-8")))


class Sitting:
    """One run of `collabcheck assess`, or another `command`, at a terminal of its own."""

    command = "assess"

    def __init__(
        self,
        place: Place,
        *options: str,
        size: tuple[int, int] = (24, 80),
        **environment: str | None,
    ) -> None:
        variables = place.environment | {k: v for k, v in environment.items() if v is not None}
        for name in [name for name, value in environment.items() if value is None]:
            variables.pop(name, None)
        words = options if "--resume" in options else (str(place.questionnaire), *options)
        self.place = place
        self.raw = b""
        self.display = pyte.Screen(size[1], size[0])
        self.stream = pyte.ByteStream(self.display)
        self.process: Any = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], self.command, *words],
            cwd=str(place.folder),
            env=variables,
            dimensions=size,
            timeout=10,
        )
        # pexpect waits here and there for programs that are slow to start or end; nothing needs it.
        self.process.delaybeforesend = self.process.delayafterread = None
        vars(self.process)["ptyproc"].delayafterclose = 0.01

    def see(self, text: str) -> str:
        """Wait until the window shows a text; give the window."""
        while text not in self.window:
            try:
                self._hear(self.process.read_nonblocking(65536, timeout=10))
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"no {text!r} in:\n{self.window}") from None
        return self.window

    def read(self, text: str) -> None:
        """Wait until a text was printed, whether or not it has scrolled away since."""
        while text not in self.text:
            try:
                self._hear(self.process.read_nonblocking(65536, timeout=10))
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"no {text!r} in:\n{self.text}") from None

    def press(self, keys: str) -> None:
        """Type, without waiting."""
        self.process.send(keys)

    def resize(self, rows: int, columns: int) -> None:
        """Pull the window to another size."""
        self.display.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.kill(number)

    def end(self) -> int:
        """Wait for the end; give the exit code, or minus the signal that killed it."""
        try:
            while True:
                self._hear(self.process.read_nonblocking(65536, timeout=10))
        except pexpect.EOF:
            pass
        self.process.close()
        if self.process.exitstatus is not None:
            return int(self.process.exitstatus)
        return -int(self.process.signalstatus)

    def hang_up(self) -> int:
        """Close the terminal under the program, as a lost line does; give its exit code."""
        os.close(self.process.fileno())
        self.process.fileobj = open(os.devnull, "rb")  # noqa: SIM115, PTH123 - pexpect closes it
        self.process.child_fd = self.process.fileobj.fileno()
        return wait(self.process.pid)

    @property
    def window(self) -> str:
        """What the window shows."""
        return "\n".join(line.rstrip() for line in self.display.display)

    @property
    def text(self) -> str:
        """All that was ever printed, styling and all."""
        return self.raw.decode("utf-8")

    def _hear(self, data: bytes) -> None:
        self.raw += data
        self.stream.feed(data)


def wait(process: int) -> int:
    """Wait for a child process, and give its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
