"""How does a practitioner answer a questionnaire from the command line?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from collabcheck.cli.settings import note, settings

if TYPE_CHECKING:
    from collabcheck.ask.conduct import Wishes

DEFAULT = "safeguarding/practitioner"


def assess(
    questionnaire: Annotated[
        str | None,
        typer.Argument(
            help="A shipped questionnaire, or the path of a YAML file of your own.",
            show_default=DEFAULT,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file for the answers.",
            show_default="a new file in this folder",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last unfinished questionnaire.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Ask line by line, as suits a screen reader.")
    ] = False,
    role: Annotated[
        str | None, typer.Option(help="Your role, instead of being asked (id, name or number).")
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help="Your agency, instead of being asked (id, name or number).")
    ] = None,
) -> None:
    """Answer a questionnaire by yourself, and see your own report.

    Every answer is kept as you give it: leave with q, and go on later with --resume.

    Parents, carers and young people are asked for consent first, and with q whether to keep their
    answers or throw them away. They are told at the end who can help, and shown no report.

    With answers from a file or a pipe, one line answers one question. Consent takes no line: hand
    in only the answers of somebody who said yes.

    Example: collabcheck assess safeguarding/pulse --output mine.json
    """  # fmt: skip
    from collabcheck.ask.conduct import conduct
    from collabcheck.ask.words import finished
    from collabcheck.library.questionnaires import load_questionnaire

    wishes = _wishes(
        questionnaire, output, {"role": role, "agency": agency}, resume=resume, plain=plain
    )
    loaded = load_questionnaire(wishes.name)
    outcome = conduct(loaded, wishes)
    if isinstance(outcome, int):
        raise typer.Exit(outcome)
    if loaded.lay:  # a report of bands and actions is for those who do the work
        return
    from collabcheck.cli.score import print_own_report

    settings.no_color = settings.no_color or plain
    try:
        print_own_report(loaded, outcome.response)
    finally:
        # Last, so that it is still on the screen after a long report.
        note(finished(outcome.path, loaded))


def _wishes(
    questionnaire: str | None,
    output: Path | None,
    choices: dict[str, str | None],
    *,
    resume: bool,
    plain: bool,
) -> Wishes:
    """Add to what was asked for what only the world knows: the folder, the day, an identifier."""
    import os
    from datetime import date

    from platformdirs import user_state_path

    from collabcheck.ask.conduct import Wishes
    from collabcheck.ask.keep import RESPONSES, name_of

    folder = user_state_path("collabcheck") / "sessions"
    return Wishes(
        name=name_of(questionnaire, DEFAULT, folder, RESPONSES, resume=resume), folder=folder,
        respondent=os.urandom(16).hex(), date=date.today().isoformat(),
        choices=choices, output=output, resume=resume, plain=plain,
        no_color=settings.no_color, quiet=settings.quiet,
    )  # fmt: skip
