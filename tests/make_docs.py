"""How do docs/commands.md and docs/schemas/ stay in step with the code?

Run it after a change to a command or a file format: python tests/make_docs.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from collabcheck.cli.app import app
from collabcheck.cli.schemas import KINDS, schema_of

DOCS = Path(__file__).parent.parent / "docs"
OPENING = """# Commands

Made from the program by `tests/make_docs.py`; do not edit by hand.

`--no-color`, `--quiet` and `--debug` may stand anywhere on the line. The result goes to standard
output and all else to standard error. Exit status: 0 done, 1 something to mend (one line says what,
where and how), 2 wrong use; `assess` ends with 130 after Ctrl-C.
"""


def commands(group: Any, path: tuple[str, ...] = ("collabcheck",)) -> Iterator[tuple[str, Any]]:
    """Go through all commands, each with its full name."""
    yield " ".join(path), group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


def parameters(command: Any) -> Iterator[tuple[str, str]]:
    """Give each argument and option of a command with its help."""
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.metavar or parameter.name.upper(), parameter.help or ""
        elif parameter.name != "help":
            yield ", ".join(parameter.opts), parameter.help or ""


def commands_page() -> str:
    """Write the page of all commands."""
    parts = [OPENING]
    for name, command in commands(get_command(app)):
        text = (command.help or "").strip()
        about, _, example = text.partition("Example:")
        parts.append(f"## {name}\n\n{about.strip()}\n")
        rows = [
            f"| `{option.replace('|', chr(92) + '|')}` | {text} |"
            for option, text in parameters(command)
        ]
        if rows:
            parts.append("\n".join(["| | |", "|:--|:--|", *rows]) + "\n")
        if example:
            parts.append(f"Example: `{example.strip()}`\n")
    return "\n".join(parts)


def schema_texts() -> dict[str, str]:
    """Write the JSON Schemas, by file name."""
    return {f"{kind}.json": json.dumps(schema_of(kind), indent=2) + "\n" for kind in KINDS}


def main() -> None:
    """Write the files."""
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "schemas").mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (DOCS / "schemas" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
