"""How is a line asked for, and taken only if it is an answer?"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any

from collabcheck.core.errors import CollabcheckError

WIDTH = 76


@dataclass(frozen=True)
class Talk:
    """Ways to ask for a line and to write one, neither of which breaks lines."""

    ask: Callable[[str], str]
    write: Callable[[str], None]

    def say(self, text: str) -> None:
        """Say a text, its lines broken at words."""
        self.write(wrapped(text))

    def line(self, question: str) -> str:
        """Ask for a line, in lower case. Raises `CollabcheckError` for a q, which leaves."""
        said = self.ask(wrapped(question.rstrip()) + " ").strip().lower()
        if said in ("q", "quit"):
            raise CollabcheckError("you left; nothing was written")
        return said

    def yes(self, question: str) -> bool:
        """Ask for a yes or no; an empty line is no answer."""
        known = {"y": True, "yes": True, "n": False, "no": False}
        while (said := self.line(f"{question} [y/n] ")) not in known:
            self.say("Type y or n.")
        return known[said]

    def choose(self, question: str, known: Dict[str, Any], *, skip: bool = True) -> Any:
        """Ask for one of the keys of `known` and give its value; None if it is skipped."""
        keys = "/".join([*known, *(["s(kip)"] if skip else [])])
        while True:
            said = self.line(f"{question} [{keys}] ")
            if said in known:
                return known[said]
            if skip and said in ("s", "skip"):
                return None
            self.say(f"Type one of {keys}.")


def wrapped(text: str, hang: str = "") -> str:
    """Break a text's lines at words; what follows stands as far in as its line, and by `hang`."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            subsequent_indent=line[: len(line) - len(line.lstrip())] + hang,
            break_on_hyphens=False,
        )
        if len(line) > WIDTH
        else line
        for line in text.split("\n")
    )
