"""How is a meeting observed from the command line?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from collabcheck.cli.settings import note, settings

if TYPE_CHECKING:
    from collabcheck.ask.observing.conduct import Wishes

DEFAULT = "safeguarding/observation"


def observe(
    schedule: Annotated[
        str | None,
        typer.Argument(
            help="A shipped observation schedule, or the path of a YAML file of your own.",
            show_default=DEFAULT,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file for the record.",
            show_default="a new file in this folder",
        ),
    ] = None,
    meeting: Annotated[
        str,
        typer.Option(help="What the meeting is called, without names.", show_default="asked"),
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last unfinished observation.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Go line by line, as suits a screen reader.")
    ] = False,
) -> None:
    """Observe a meeting while it happens: levels and notes on one screen.

    Every key is kept as you press it: leave with q, and go on later with --resume.

    From a file or a pipe, "b 1" sets a level, "b The chair asked" adds a note and "z Hurried" one
    on the meeting as a whole; "present Chair, mother" says which roles are there.

    A time may stand before a note (b 10:42 The chair asked), an id for a letter.

    Example: collabcheck observe --meeting "core group 3"
    """
    from collabcheck.ask.observing.conduct import observe as conduct
    from collabcheck.ask.observing.words import finished
    from collabcheck.library.schedules import load_schedule

    wishes = _wishes(schedule, output, meeting, resume=resume, plain=plain)
    outcome = conduct(load_schedule(wishes.name), wishes)
    if isinstance(outcome, int):
        raise typer.Exit(outcome)
    note(finished(outcome.path, outcome.session))


def _wishes(
    schedule: str | None, output: Path | None, meeting: str, *, resume: bool, plain: bool
) -> Wishes:
    """Add to what was asked for what only the world knows: folder, clock, an identifier."""
    import os
    from datetime import datetime

    from platformdirs import user_state_path

    from collabcheck.ask.keep import OBSERVATIONS, name_of
    from collabcheck.ask.observing.conduct import Wishes

    folder = user_state_path("collabcheck") / "observations"
    return Wishes(
        name=name_of(schedule, DEFAULT, folder, OBSERVATIONS, resume=resume), folder=folder,
        observer=os.urandom(16).hex(), now=datetime.now, meeting=meeting, output=output,
        resume=resume, plain=plain, no_color=settings.no_color,
    )  # fmt: skip
