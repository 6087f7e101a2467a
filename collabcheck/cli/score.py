"""How do response files become a report on the command line?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.report import Report
    from collabcheck.core.responses.response import Response
    from collabcheck.core.responses.table import Table


class Format(StrEnum):
    """The formats that a report can be written in."""

    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"
    csv = "csv"
    checklist = "checklist"


ENDINGS = {
    "": Format.terminal,
    ".txt": Format.terminal,
    ".html": Format.html,
    ".htm": Format.html,
    ".md": Format.markdown,
    ".json": Format.json,
    ".csv": Format.csv,
}

Files = Annotated[
    list[str],
    typer.Argument(help="Response files, folders of them, or - for standard input."),
]
Which = Annotated[
    str | None,
    typer.Option(
        "--questionnaire", "-q", help="Your own questionnaire file, where it is not a shipped one."
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", help="A folder of templates that replace shipped ones."),
]


def score(
    files: Files,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: by the ending of -o, else terminal."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead.")
    ] = None,
    questionnaire: Which = None,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments", help="Print comments word for word; a writer may be recognised."
        ),
    ] = False,
    partnership: Annotated[
        str | None, typer.Option("--partnership", "-p", help="Its name, to stand on the report.")
    ] = None,
    templates: Templates = None,
) -> None:
    """Score responses and report the profile, the barriers and what to do.

    Example: collabcheck score responses/ -o report.html
    """
    from collabcheck.cli.output import emit, look
    from collabcheck.library.files import exists
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    ending = output.suffix.lower() if output else ""
    if format is None and ending not in ENDINGS:
        raise typer.BadParameter(f"no format goes with '{ending}'; name one with --format")
    chosen = format or ENDINGS[ending]
    texts = load_templates(templates)
    if output and any(output.is_file() and output.samefile(n) for n in files if exists(Path(n))):
        raise typer.BadParameter(f"{output} is one of the files to score; write somewhere else")
    report = report_of(*read(files, questionnaire), partnership, comments=comments)
    emit(render(report, chosen, texts, None if output else look()), output)


def read(files: list[str], name: str | None) -> tuple[Questionnaire, Table]:
    """Read responses, with the questionnaire that is named or that the first of them names."""
    from collabcheck.core.errors import UnknownName
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.readers.response_files import collect, load_responses

    if "" in files:
        raise typer.BadParameter("an empty name; name a file or a folder")
    responses = list(load_responses(files))
    where, first = responses[0]
    try:
        questionnaire = load_questionnaire(name or first.questionnaire.id)
    except UnknownName as error:
        if name:
            raise
        raise UnknownName(
            f"answers questionnaire '{first.questionnaire.id}', which does not ship",
            where=where,
            mend="name its file with --questionnaire",
        ) from error
    return questionnaire, collect(questionnaire, responses)


def report_of(
    questionnaire: Questionnaire,
    table: Table,
    partnership: str | None = None,
    *,
    comments: bool = False,
) -> Report:
    """Take a table of answers through the stages to a report dated today.

    One respondent's own comments are always in; those of a group only if they are asked for.
    """
    from datetime import date

    from collabcheck.core.report import find
    from collabcheck.core.scoring.score import score as score_tally
    from collabcheck.core.scoring.tally import tally

    return find(
        questionnaire,
        score_tally(questionnaire, tally(questionnaire, table)),
        date=date.today().isoformat(),
        # An argument in another encoding has letters that cannot be written.
        partnership=partnership and partnership.encode("utf-8", "replace").decode(),
        period=table.period,
        role=table.own_role,
        comments=table.comments if comments or len(table) == 1 else (),
    )


def print_own_report(questionnaire: Questionnaire, response: Response) -> None:
    """Print one respondent's own report on the screen."""
    from collabcheck.cli.output import emit, look
    from collabcheck.core.responses.table import table_of
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    report = report_of(questionnaire, table_of(questionnaire, [("this response", response)]))
    emit(render(report, Format.terminal, load_templates(), look()), None)
