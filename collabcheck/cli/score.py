"""How do answers become a report on the command line?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from collabcheck.cli.options import (
    By,
    Comments,
    Files,
    Jobs,
    MappingFile,
    Output,
    Partnership,
    Publish,
    Published,
    RosterFile,
    ScheduleFile,
    Second,
    Templates,
    Wave,
    Which,
)

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.response import Response


class Format(StrEnum):
    """The formats that a report can be written in."""

    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"
    csv = "csv"
    checklist = "checklist"
    guide = "guide"


ENDINGS = {
    "": Format.terminal,
    ".txt": Format.terminal,
    ".html": Format.html,
    ".htm": Format.html,
    ".md": Format.markdown,
    ".json": Format.json,
    ".csv": Format.csv,
}

FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Default: by the ending of -o, else terminal."),
]


def score(
    files: Files,
    format: FormatOption = None,
    output: Output = None,
    questionnaire: Which = None,
    mapping: MappingFile = None,
    wave: Wave = None,
    by: By = None,
    perspectives: Annotated[
        bool,
        typer.Option(
            "--perspectives",
            help="Take answers to several questionnaires, such as families', and set all who were "
            "asked side by side; by role, if not --by something else.",
        ),
    ] = False,
    roster: RosterFile = None,
    published: Published = None,
    publish: Publish = False,
    second: Second = None,
    schedule: ScheduleFile = None,
    comments: Comments = False,
    partnership: Partnership = None,
    templates: Templates = None,
    jobs: Jobs = 1,
) -> None:
    """Score answers and report the profile, the barriers and what to do.

    Records of observed meetings among the files are held against the answers.

    Example: collabcheck score responses/ health.csv police.tally.json -o report.html
    """
    from collabcheck.cli.beside import read_observations, read_roster, read_tallies
    from collabcheck.cli.gather import gather_all
    from collabcheck.cli.output import emit, look
    from collabcheck.cli.reporting import check_given, report_of, triangulation_of
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    chosen = chosen_format(format, output, files)
    texts = load_templates(templates)
    given = gather_all(
        files,
        questionnaire,
        mapping,
        wave,
        by or ("role" if perspectives else None),
        jobs,
        several=perspectives,
        publish=publish,
    )
    check_given(given, perspectives=perspectives)
    asked = [found.questionnaire for found in given.answers]
    report = report_of(
        given.answers,
        partnership,
        comments=comments,
        roster=read_roster(roster, asked[0]) if roster else None,
        published=read_tallies(published, *asked),
        triangulation=lambda numbers: triangulation_of(
            given.observations,
            numbers,
            read_observations(second),
            schedule,
            notes=comments,
            publish=publish,
        ),
    )
    emit(render(report, chosen, texts, None if output else look()), output)


def chosen_format(format: Format | None, output: Path | None, files: list[str]) -> Format:
    """Settle the format by what is asked for, else by the ending of the file to write.

    Raises `BadParameter` where neither tells, or where the file is one of those read.
    """
    from collabcheck.cli.beside import is_among

    ending = output.suffix.lower() if output else ""
    if format is None and ending not in ENDINGS:
        known = ", ".join(sorted(filter(None, ENDINGS)))
        pdf = " A page (.html) prints to PDF from a browser." if ending == ".pdf" else ""
        raise typer.BadParameter(
            f"no format goes with '{ending}'; use {known}, or name one with --format.{pdf}"
        )
    if is_among(output, files):
        raise typer.BadParameter(f"{output} is one of the files to score; write somewhere else")
    return format or ENDINGS[ending]


def print_own_report(questionnaire: Questionnaire, response: Response) -> None:
    """Print one respondent's own report on the screen."""
    from collabcheck.cli.gather import gathered_from
    from collabcheck.cli.output import emit, look
    from collabcheck.cli.reporting import report_of
    from collabcheck.core.responses.table import table_of
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    gathered = gathered_from(questionnaire, table_of(questionnaire, [("this response", response)]))
    emit(render(report_of([gathered]), Format.terminal, load_templates(), look()), None)
