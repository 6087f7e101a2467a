"""How does a team start its own report templates?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The words and pictures of reports.", no_args_is_help=True)


@app.command()
def copy(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> None:
    """Copy the shipped templates into a folder, to change and use with 'score --templates'.

    Change what you need and delete the rest: what is not there is taken from the shipped ones.

    Example: collabcheck templates copy our-templates
    """
    from collabcheck.cli.settings import note
    from collabcheck.library.templates import copy_templates

    for name in copy_templates(folder):
        print(folder / name)
    note(f"Use them with: collabcheck score FILES --templates {folder}")
