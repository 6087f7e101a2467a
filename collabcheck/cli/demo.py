"""What does a report look like, before anybody has answered?"""

from __future__ import annotations

from pathlib import Path

NAME = "collabcheck-demo"


def demo() -> None:
    """Score a made-up partnership and write its report here, as a page and as text.

    24 professionals, 16 parents and 9 young people answered; two meetings were observed. Writes
    collabcheck-demo.html and collabcheck-demo.md into the current folder.

    Example: collabcheck demo
    """
    from collabcheck.cli.gather import gathered_from
    from collabcheck.cli.output import write_file
    from collabcheck.cli.reporting import report_of, triangulation_of
    from collabcheck.cli.settings import note
    from collabcheck.library.demo import PARTNERSHIP, SOURCES, demo_observations, demo_responses
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.library.templates import load_templates
    from collabcheck.readers.inputs import collect
    from collabcheck.render.formats import render

    answers = []
    for folder, (name, by) in SOURCES.items():
        questionnaire = load_questionnaire(name)
        table = collect(questionnaire, demo_responses(folder))
        answers.append(gathered_from(questionnaire, table, by))
    report = report_of(
        answers,
        PARTNERSHIP,
        comments=True,
        triangulation=lambda numbers: triangulation_of(
            demo_observations("meetings"), numbers, demo_observations("second"), notes=True
        ),
    )
    templates = load_templates()
    for format, ending in (("html", ".html"), ("markdown", ".md")):
        path = Path(NAME + ending)
        write_file(path, render(report, format, templates))
        print(path)
    note(
        "Open collabcheck-demo.html in a browser. The people and their answers are invented.\n"
        "Answer for your own work with: collabcheck assess"
    )
