"""What does a report look like, before anybody has answered?"""

from __future__ import annotations

from pathlib import Path

NAME = "collabcheck-demo"


def demo() -> None:
    """Score a made-up partnership of 24 people and write its report here, as a page and as text.

    Writes collabcheck-demo.html and collabcheck-demo.md into the current folder.

    Example: collabcheck demo
    """
    from collabcheck.cli.gather import gathered_from
    from collabcheck.cli.output import write_file
    from collabcheck.cli.score import report_of
    from collabcheck.cli.settings import note
    from collabcheck.library.demo import PARTNERSHIP, QUESTIONNAIRE, demo_responses
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.library.templates import load_templates
    from collabcheck.readers.inputs import collect
    from collabcheck.render.formats import render

    questionnaire = load_questionnaire(QUESTIONNAIRE)
    gathered = gathered_from(questionnaire, collect(questionnaire, demo_responses()))
    report = report_of(gathered, PARTNERSHIP, comments=True)
    templates = load_templates()
    for format, ending in (("html", ".html"), ("markdown", ".md")):
        path = Path(NAME + ending)
        write_file(path, render(report, format, templates))
        print(path)
    note(
        "Open collabcheck-demo.html in a browser. The people and their answers are invented.\n"
        "Answer for your own work with: collabcheck assess"
    )
