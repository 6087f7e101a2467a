"""How does an agency count its answers, so that none of them has to leave it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from collabcheck.cli.options import By, Files, Jobs, MappingFile, Wave, Which


def tally(
    files: Files,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Write the tally to this file, - for the screen.")
    ],
    questionnaire: Which = None,
    mapping: MappingFile = None,
    wave: Wave = None,
    by: By = None,
    jobs: Jobs = 1,
) -> None:
    """Count answers into a file that can leave the agency in their place.

    At the partnership, 'collabcheck score' makes the same report of the tallies as of the answers.

    Example: collabcheck tally health.csv -o health.tally.json
    """
    from collabcheck.cli.beside import is_among
    from collabcheck.cli.gather import gather
    from collabcheck.cli.output import emit
    from collabcheck.cli.settings import note
    from collabcheck.core.scoring.tally_file import nameless, tally_to_json

    if is_among(output, files):
        raise typer.BadParameter(f"{output} is one of the files to count; write somewhere else")
    gathered = gather(files, questionnaire, mapping, wave, by, jobs)
    asked, counts = gathered.questionnaire, gathered.tally
    text = tally_to_json(asked, counts)
    if joined := [name for name in nameless(asked, counts) if name]:
        names = ", ".join(asked.option_name(counts.by or "", name) for name in joined)
        note(
            f"Too few to leave by themselves, so in the tally without a name: {names}. At the "
            f"partnership they count in the whole, but stand under no {counts.by}."
        )
    emit(text, output)
