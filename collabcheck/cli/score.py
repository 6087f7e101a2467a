"""How do answers become a report on the command line?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from collabcheck.cli.gather import (
    By,
    Files,
    Jobs,
    MappingFile,
    Publish,
    Published,
    RosterFile,
    Wave,
    Which,
    gathered_from,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabcheck.cli.gather import Gathered
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.report import Report
    from collabcheck.core.responses.response import Response
    from collabcheck.core.responses.roster import Roster
    from collabcheck.core.scoring.tally import Tally


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
    mapping: MappingFile = None,
    wave: Wave = None,
    by: By = None,
    roster: RosterFile = None,
    published: Published = None,
    publish: Publish = False,
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
    jobs: Jobs = 1,
) -> None:
    """Score answers and report the profile, the barriers and what to do.

    Example: collabcheck score responses/ health.csv police.tally.json -o report.html
    """
    from collabcheck.cli.gather import for_readers, gather, is_among, read_roster, read_tallies
    from collabcheck.cli.output import emit, look
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    ending = output.suffix.lower() if output else ""
    if format is None and ending not in ENDINGS:
        raise typer.BadParameter(f"no format goes with '{ending}'; name one with --format")
    chosen = format or ENDINGS[ending]
    texts = load_templates(templates)
    if is_among(output, files):
        raise typer.BadParameter(f"{output} is one of the files to score; write somewhere else")
    gathered = gather(files, questionnaire, mapping, wave, by, jobs)
    gathered = for_readers(gathered, publish=publish)
    report = report_of(
        gathered,
        partnership,
        comments=comments,
        roster=read_roster(roster, gathered.questionnaire) if roster else None,
        published=read_tallies(published, gathered.questionnaire),
    )
    emit(render(report, chosen, texts, None if output else look()), output)


def report_of(
    gathered: Gathered,
    partnership: str | None = None,
    *,
    comments: bool = False,
    roster: Roster | None = None,
    published: Sequence[Tally] = (),
) -> Report:
    """Take a tally through the stages to a report dated today.

    One respondent's own comments are always in; those of a group only if they are asked for.
    """
    from datetime import date

    from collabcheck.core.report import find
    from collabcheck.core.scoring.score import score as score_tally

    scores = score_tally(gathered.questionnaire, gathered.tally, roster=roster, published=published)
    return find(
        gathered.questionnaire,
        scores,
        date=date.today().isoformat(),
        # An argument in another encoding has letters that cannot be written.
        partnership=partnership and partnership.encode("utf-8", "replace").decode(),
        period=gathered.tally.period,
        role=gathered.role,
        comments=gathered.comments if comments or scores.one_person else (),
    )


def print_own_report(questionnaire: Questionnaire, response: Response) -> None:
    """Print one respondent's own report on the screen."""
    from collabcheck.cli.output import emit, look
    from collabcheck.core.responses.table import table_of
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render

    gathered = gathered_from(questionnaire, table_of(questionnaire, [("this response", response)]))
    emit(render(report_of(gathered), Format.terminal, load_templates(), look()), None)
