"""How is what was observed held against what was answered, on the command line?"""

from __future__ import annotations

from collabcheck.cli.options import (
    Comments,
    Files,
    MappingFile,
    Output,
    Partnership,
    Publish,
    Published,
    ScheduleFile,
    Second,
    Templates,
    Wave,
    Which,
)
from collabcheck.cli.score import FormatOption


def triangulate(
    files: Files,
    format: FormatOption = None,
    output: Output = None,
    second: Second = None,
    schedule: ScheduleFile = None,
    questionnaire: Which = None,
    mapping: MappingFile = None,
    wave: Wave = None,
    published: Published = None,
    publish: Publish = False,
    comments: Comments = False,
    partnership: Partnership = None,
    templates: Templates = None,
) -> None:
    """Hold what was seen in meetings against what people answer: where they part comes first.

    Takes answers to one questionnaire or several, and records made with 'collabcheck observe'.

    Example: collabcheck triangulate responses/ meetings/
    """
    from datetime import date

    from collabcheck.cli.beside import read_observations, read_tallies
    from collabcheck.cli.gather import gather_all
    from collabcheck.cli.output import emit, look
    from collabcheck.cli.reporting import check_together, numbers, triangulation_of
    from collabcheck.cli.score import chosen_format
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.library.templates import load_templates
    from collabcheck.render.triangulation import render

    chosen = chosen_format(format, output, files)
    texts = load_templates(templates)
    given = gather_all(files, questionnaire, mapping, wave, several=True, publish=publish)
    check_together(given.answers)
    asked = [each.questionnaire for each in given.answers]
    found = triangulation_of(
        given.observations,
        numbers(given.answers, published=read_tallies(published, *asked) if asked else ()),
        read_observations(second),
        schedule,
        notes=comments,
        publish=publish,
    )
    if found is None:
        raise CollabcheckError(
            "there is no record of an observed meeting among these",
            mend="make one with 'collabcheck observe'",
        )
    day = date.today().isoformat()
    emit(render(found, chosen, texts, None if output else look(), partnership, day), output)
