"""Which options do several commands share?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """The forms of what is said on the way to a report."""

    terminal = "terminal"
    json = "json"


Files = Annotated[
    list[str],
    typer.Argument(
        help="Exports of survey tools, response files, tallies, folders of them, or - for "
        "standard input."
    ),
]
Which = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        "-q",
        help="A shipped questionnaire, or the path of a YAML file.",
        show_default="as the answers or their mapping say",
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        "-m",
        metavar="FILE",
        help="How exports are to be read.",
        show_default="EXPORT.mapping.yaml or mapping.yaml beside it, if there is one",
    ),
]
Wave = Annotated[str | None, typer.Option(help="Only the rows of this wave.")]
By = Annotated[
    str | None,
    typer.Option(
        help="Compare groups by this: agency, role, or what a mapping names; none for no groups.",
        show_default="agency, where it is asked",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        help="Read a large CSV file with so many processes; 0: as many as there are processors.",
    ),
]
Published = Annotated[
    list[Path] | None,
    typer.Option(
        "--published",
        metavar="TALLY",
        help="The tally behind a report on the same wave that went out, one for each: what they "
        "and this would expose together is hidden.",
        show_default=False,
    ),
]
Publish = Annotated[
    bool, typer.Option("--publish", help="For readers outside: hide groups of fewer than 10.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        metavar="FILE",
        help="How many of each group were invited: CSV or XLSX, two columns.",
    ),
]
Second = Annotated[
    list[Path] | None,
    typer.Option(
        "--second",
        metavar="OBSERVATION",
        help="A second observer's record of a meeting: how far the two agree is told.",
        show_default=False,
    ),
]
ScheduleFile = Annotated[
    str | None,
    typer.Option(
        "--schedule",
        help="The observation schedule, if it is one of your own.",
        show_default="as the records say",
    ),
]
Partnership = Annotated[
    str | None, typer.Option("--partnership", "-p", help="Its name, to stand on the report.")
]
Comments = Annotated[
    bool,
    typer.Option(
        "--comments",
        help="Print comments and observers' notes word for word; people may be recognised.",
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", help="A folder of templates that replace shipped ones."),
]
