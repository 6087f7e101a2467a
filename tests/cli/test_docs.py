"""Do the documents and the program say the same?"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from make_demo import FOLDER, made
from make_docs import commands, commands_page, parameters, schema_texts
from program import Run
from typer.main import get_command

from collabcheck.cli.app import app
from collabcheck.library.questionnaires import load_questionnaire

ROOT = Path(__file__).parents[2]
COMMANDS = dict(commands(get_command(app)))
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_every_command_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert all(text for _, text in parameters(command)), list(parameters(command))
    if not hasattr(command, "commands"):
        assert f"Example: {name}" in command.help


def test_the_page_of_commands_is_what_the_program_says() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == commands_page(), (
        "run: python tests/make_docs.py"
    )


@pytest.mark.parametrize(("name", "text"), schema_texts().items())
def test_the_published_schemas_are_what_the_program_reads_and_writes(name: str, text: str) -> None:
    published = (ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8")
    assert published == text, "run: python tests/make_docs.py"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_the_demo_belongs_to_the_questionnaires_as_they_are() -> None:
    found = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in FOLDER.rglob("*.json")
    }
    assert found == made(), "run: python tests/make_demo.py"


def readme_commands() -> list[str]:
    return re.findall(r"^\| [^|]+ \| `(collabcheck [^`]+)` \|$", README, flags=re.MULTILINE)


@pytest.mark.parametrize("command", readme_commands())
def test_every_command_of_the_readme_runs_as_printed(
    run: Run, responses: Path, command: str, practitioner: Any
) -> None:
    """Those that ask are given answers on standard input; there is nothing to resume here."""
    words = command.split()[1:]
    ids = [item.id for item in practitioner.items]
    rows = [["agency", *ids], *[["police", *("4" for _ in ids)]] * 5]
    Path(responses.parent, "answers.csv").write_text("".join(",".join(r) + "\n" for r in rows))
    for folder in ("families", "meetings"):
        shutil.copytree(FOLDER / folder, responses.parent / folder)
    Path(responses.parent, "roster.csv").write_text("agency,invited\npolice,12\nhealth,20\n")
    named = next((word for word in words[1:] if word.startswith("safeguarding/")), None)
    asked = load_questionnaire(named) if words[0] == "assess" and named else practitioner
    answers = "1\n" * len(asked.attributes) + "4\n" * len(asked.items)
    code = 1 if "--resume" in words else 0
    told = {"assess": answers, "observe": "meeting review 3\na 1\n"}
    run(*words, stdin=told.get(words[0], ""), code=code)


def test_the_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_the_readme_names_all_commands_that_ship() -> None:
    for name in COMMANDS:
        top = " ".join(name.split()[:2])
        assert top in README or name == "collabcheck", name
