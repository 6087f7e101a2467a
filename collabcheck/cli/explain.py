"""How does the command line show where a number comes from?"""

from __future__ import annotations

from typing import Annotated

import typer

from collabcheck.cli.options import (
    By,
    Files,
    MappingFile,
    Publish,
    Published,
    Templates,
    Wave,
    Which,
)


def explain(
    name: Annotated[
        str, typer.Argument(metavar="AXIS|BARRIER", help="An axis or a barrier, by id or name.")
    ],
    files: Files,
    questionnaire: Which = None,
    mapping: MappingFile = None,
    wave: Wave = None,
    by: By = None,
    published: Published = None,
    publish: Publish = False,
    templates: Templates = None,
) -> None:
    """Show how a number came to be: items, answers, keying, missing data, arithmetic.

    Example: collabcheck explain rip responses/
    """
    from collabcheck.cli.beside import read_tallies
    from collabcheck.cli.gather import for_readers, gather
    from collabcheck.cli.output import emit, look
    from collabcheck.core.findings.explain import explain as explain_number
    from collabcheck.core.report import find
    from collabcheck.core.scoring.score import score
    from collabcheck.library.templates import load_templates
    from collabcheck.render.terminal import to_screen

    found = for_readers(gather(files, questionnaire, mapping, wave, by), publish=publish)
    asked, counts = found.questionnaire, found.tally
    numbers = score(asked, counts, published=read_tallies(published, asked))
    explained = explain_number(asked, counts, numbers, name, found.role)
    report, texts = find(asked, numbers), load_templates(templates)
    emit(to_screen("explain.txt.j2", report, texts, look(), explained=explained), None)
