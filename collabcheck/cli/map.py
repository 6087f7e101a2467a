"""How does the command line help to say how an export is to be read?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from collabcheck.cli.options import MappingFile, Which

if TYPE_CHECKING:
    from collabcheck.ask.talk import Talk


def map_(
    export: Annotated[str, typer.Argument(help="An export of a survey tool (CSV, XLSX), or -.")],
    questionnaire: Which = None,
    mapping: MappingFile = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file for the mapping, or - for standard output.",
            show_default="EXPORT.mapping.yaml, beside the export",
        ),
    ] = None,
    no_ask: Annotated[
        bool, typer.Option("--no-ask", help="Ask nothing: what is in doubt becomes a comment.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Propose which column holds which item, and write it down as a mapping.

    At a terminal you are asked about all that is in doubt. Otherwise it is written as comments,
    with its confidence and two cells of the column, for you to uncomment.

    Example: collabcheck map answers.csv --questionnaire safeguarding/pulse
    """
    from collabcheck.ask.agree import agree
    from collabcheck.cli.beside import is_among
    from collabcheck.cli.exports import start_mapping
    from collabcheck.cli.output import emit
    from collabcheck.core.responses.intake import read_through
    from collabcheck.core.responses.proposal import propose
    from collabcheck.library.mappings import mapping_to_yaml

    talk = None if no_ask else _talk()
    if is_among(output, [export]):
        raise typer.BadParameter(f"{output} is the export to map; write somewhere else")
    path = _target(export, output, talk, force=force)
    asked, start, grid = start_mapping(export, questionnaire, mapping, path)
    proposal = propose(asked, grid, start)
    if talk:
        agreed = agree(asked, grid, start, proposal, talk)
        emit(mapping_to_yaml(agreed, export), path)
    else:
        account = read_through(asked, proposal.mapping, grid)
        emit(mapping_to_yaml(proposal.mapping, export, proposal, grid.columns, account), path)


def _talk() -> Talk | None:
    """Give the way to ask, where there is somebody to ask."""
    from collabcheck.ask.talk import Talk

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(question: str) -> str:
        print(question, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise typer.Abort
        return line

    return Talk(ask, lambda line: print(line, file=sys.stderr))


def _target(export: str, output: Path | None, talk: Talk | None, *, force: bool) -> Path:
    """Choose the file to write; one that is there needs a yes or `--force`."""
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.library.mappings import mapping_beside

    path = output or (Path("-") if export == "-" else mapping_beside(export))
    if str(path) == "-" or not path.exists() or force:
        return path
    if talk and talk.yes(f"{path} is there already. Replace it?"):
        return path
    raise CollabcheckError("this file is there already", where=str(path), mend="add --force")
