"""Which commands are there, and how do they end?"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from collabcheck.cli import check, demo, explain, questionnaires, score, templates
from collabcheck.cli.assess import assess
from collabcheck.cli.map import map_
from collabcheck.cli.observe import observe
from collabcheck.cli.plan import plan
from collabcheck.cli.settings import settings
from collabcheck.cli.tally import tally
from collabcheck.cli.triangulate import triangulate

EPILOG = (
    "Exit status: 0 done, 1 something to mend, 2 wrong use. Help on one: collabcheck COMMAND --help"
)
EVERYWHERE = ("--no-color", "--quiet", "--debug")

app = typer.Typer(
    name="collabcheck",
    help="A health check for collaboration in safeguarding: find the barriers, and what to do.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    else "rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(assess)
app.command()(observe)
app.command()(score.score)
app.command()(triangulate)
app.command("map")(map_)
app.command()(check.check)
app.command()(tally)
app.command()(plan)
app.command()(explain.explain)
app.command()(demo.demo)
app.add_typer(questionnaires.app, name="questionnaires")
app.add_typer(templates.app, name="templates")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"collabcheck {version('collabcheck')}")
        raise typer.Exit


@app.callback()
def options(
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colour or other styling (also: NO_COLOR).")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Only the result and errors, no notes.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an error arose.")
    ] = False,
    _: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Find out how well a partnership works together, and what to do about what stands in the way.

    Example: collabcheck demo
    """
    settings.no_color, settings.quiet, settings.debug = no_color, quiet, debug


def main() -> None:
    """Run the command line; the one place where errors become messages and exit codes."""
    from collabcheck.cli.output import let_go, ready_streams
    from collabcheck.cli.settings import safe
    from collabcheck.core.errors import CollabcheckError

    ready_streams()
    # The matrices are small: threads for them cost more than they give.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    # These three may stand anywhere: they are moved to the front, where they are defined.
    front = [word for word in words[:end] if word in EVERYWHERE]
    rest = [word for word in words[:end] if word not in EVERYWHERE] + words[end:]
    settings.debug = "--debug" in front
    try:
        app(args=front + rest, prog_name="collabcheck")
    except BrokenPipeError:
        let_go()
    except CollabcheckError as error:
        if settings.debug:
            raise
        print(safe(str(error)), file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        if settings.debug:
            raise
        where = error.filename or "the result cannot be written"
        print(safe(f"{where}: {error.strerror or error}"), file=sys.stderr)
        sys.exit(1)
