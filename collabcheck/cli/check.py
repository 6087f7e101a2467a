"""How does the command line say what an export holds?"""

from __future__ import annotations

from typing import Annotated

import typer

from collabcheck.cli.options import Form, Jobs, MappingFile, Templates, Wave, Which

Exports = Annotated[
    list[str],
    typer.Argument(help="Exports of survey tools (CSV, XLSX), or - for standard input."),
]


def check(
    exports: Exports,
    questionnaire: Which = None,
    mapping: MappingFile = None,
    wave: Wave = None,
    format: Annotated[Form, typer.Option("--format", "-f", help="The form.")] = Form.terminal,
    templates: Templates = None,
    jobs: Jobs = 1,
) -> None:
    """Say what is read from an export: rows, items, answers, and what must be mended.

    Exit status 1 where something must be mended before the answers can be scored.

    Example: collabcheck check answers.csv --questionnaire safeguarding/pulse
    """
    from collabcheck.cli.exports import map_command, open_intake, way_out
    from collabcheck.cli.output import emit, look
    from collabcheck.core.findings.quality import quality
    from collabcheck.library.templates import load_templates
    from collabcheck.render.account import account_to_screen, accounts_to_json

    readings = [open_intake(export, questionnaire, mapping, wave, jobs) for export in exports]
    found = [quality(reading) for reading in readings]
    if format is Form.json:
        emit(accounts_to_json(found), None)
    else:
        texts = load_templates(templates)
        for export, reading, each in zip(exports, readings, found, strict=True):
            command = map_command(export, questionnaire, mapping, reading)
            settle = way_out(command, each.faults)
            emit(account_to_screen(each, reading.questionnaire, texts, look(), settle), None)
    if any(each.faults for each in found):
        raise typer.Exit(1)
