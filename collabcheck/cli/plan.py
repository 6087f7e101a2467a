"""How does the command line show, before fieldwork, what will be hidden?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from collabcheck.cli.options import Form, Templates


def plan(
    roster: Annotated[
        Path,
        typer.Argument(
            help="How many of each group will be invited: CSV or XLSX, such as agency,invited."
        ),
    ],
    turnout: Annotated[
        int, typer.Option(min=1, max=100, help="How many of 100 invited people you expect.")
    ] = 60,
    questionnaire: Annotated[
        str, typer.Option("--questionnaire", "-q", help="Shipped, or the path of a YAML file.")
    ] = "safeguarding/practitioner",
    publish: Annotated[
        bool,
        typer.Option("--publish", help="For readers outside: hide groups of fewer than 10."),
    ] = False,
    format: Annotated[Form, typer.Option("--format", "-f", help="The form.")] = Form.terminal,
    templates: Templates = None,
) -> None:
    """Show before fieldwork which breakdowns will be hidden at a given turnout.

    Example: collabcheck plan roster.csv --turnout 50
    """
    from collabcheck.cli.beside import read_roster
    from collabcheck.cli.output import emit, look
    from collabcheck.core.findings.fieldwork import plan_fieldwork
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.library.templates import load_templates
    from collabcheck.render.plan import plan_to_json, plan_to_screen

    asked = load_questionnaire(questionnaire)
    asked = asked.for_publication() if publish else asked
    found = plan_fieldwork(read_roster(roster, asked), turnout / 100, asked.thresholds)
    if format is Form.json:
        emit(plan_to_json(found), None)
    else:
        emit(plan_to_screen(found, asked, load_templates(templates), look()), None)
