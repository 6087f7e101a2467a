"""How is a line asked for, and taken only if it is an answer?"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any

from collabcheck.core.errors import CollabcheckError

WIDTH = 76


@dataclass(frozen=True)
class Talk:
    """Ways to ask for a line and to say one."""

    ask: Callable[[str], str]
    say: Callable[[str], None]

    def line(self, question: str) -> str:
        """Ask for a line, in lower case. Raises `CollabcheckError` for a q, which leaves."""
        said = self.ask(question).strip().lower()
        if said in ("q", "quit"):
            raise CollabcheckError("you left; nothing was written")
        return said

    def yes(self, question: str) -> bool:
        """Ask for a yes or no; an empty line is no answer."""
        return self.choose(question, {"y": True, "n": False}, skip=False) is True

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
