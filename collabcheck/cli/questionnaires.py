"""How are questionnaires listed, read, checked and started on the command line?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Questionnaires: list, show, print as a form, check, start.", no_args_is_help=True
)
Name = Annotated[
    str, typer.Argument(metavar="QUESTIONNAIRE", help="A shipped name, or the path of a YAML file.")
]


class Kind(StrEnum):
    """The file formats that have a JSON Schema."""

    questionnaire = "questionnaire"
    framework = "framework"
    schedule = "schedule"
    response = "response"
    observation = "observation"
    report = "report"


@app.command("list")
def list_() -> None:
    """List the questionnaires and observation schedules that ship.

    Example: collabcheck questionnaires list
    """
    from collabcheck.library.questionnaires import load_questionnaire, questionnaire_names
    from collabcheck.library.reading import minutes_to_answer
    from collabcheck.library.schedules import load_schedule, schedule_names

    for name in questionnaire_names():
        questionnaire = load_questionnaire(name)
        size = f"{len(questionnaire.items)} items, {minutes_to_answer(questionnaire)} minutes"
        print(f"{name:<28}{size:<24}{questionnaire.title}")
    for name in schedule_names():
        schedule = load_schedule(name)
        size = f"{len(schedule.lines)} lines to observe"
        print(f"{name:<28}{size:<24}{schedule.title}")


@app.command()
def show(name: Name) -> None:
    """Print a questionnaire or schedule as Markdown, to read through or to print.

    Example: collabcheck questionnaires show safeguarding/pulse
    """
    from collabcheck.cli.output import emit
    from collabcheck.library.named import kind_named
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.library.schedules import load_schedule
    from collabcheck.library.templates import load_templates
    from collabcheck.render.markdown import render_questionnaire, render_schedule

    if kind_named(name) == "observation":
        emit(render_schedule(load_schedule(name), load_templates()), None)
        return
    emit(render_questionnaire(load_questionnaire(name), load_templates()), None)


@app.command()
def form(
    name: Name,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The page to write.",
            show_default="to the screen",
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            help="Print the wording for one role (id, name or number), and do not ask it."
        ),
    ] = None,
) -> None:
    """Write a questionnaire as a form in large type, to print on A4 from a browser.

    Consent comes first and help last; a scale with pictures shows them.

    Example: collabcheck questionnaires form safeguarding/young-person -o form.html
    """
    from collabcheck.ask.names import options_named
    from collabcheck.cli.output import emit
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.library.templates import load_templates
    from collabcheck.render.form import render_form

    questionnaire = load_questionnaire(name)
    chosen = options_named(questionnaire, {"role": role}).get("role")
    emit(render_form(questionnaire, load_templates(), chosen), output)


@app.command()
def check(
    file: Annotated[str, typer.Argument(help="A YAML file, or a shipped name.")],
) -> None:
    """Check a questionnaire, schedule or framework; name every fault with its line and its mend.

    Example: collabcheck questionnaires check ours.yaml
    """
    from collabcheck.library.checking import check_file

    for line in check_file(file):
        print(line)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> None:
    """Start a framework and a questionnaire of your own, small and complete, to write over.

    Example: collabcheck questionnaires new discharge
    """
    from collabcheck.cli.settings import note
    from collabcheck.library.starter import start

    for path in start(folder):
        print(path)
    note(f"Change the texts, then: collabcheck questionnaires check {folder}/questionnaire.yaml")


@app.command()
def schema(
    kind: Annotated[Kind, typer.Argument(help="Which kind of file.")] = Kind.questionnaire,
) -> None:
    """Print the JSON Schema of a kind of file, for editors and programs.

    Example: collabcheck questionnaires schema report
    """
    import json

    from collabcheck.cli.schemas import schema_of

    print(json.dumps(schema_of(kind), indent=2))


@app.command()
def trace(
    framework: Annotated[str, typer.Argument(help="The name of a framework.")] = "safeguarding",
) -> None:
    """Show which items, lines, barriers and actions reach each finding of the study.

    Example: collabcheck questionnaires trace
    """
    from collabcheck.core.instrument.trace import trace as trace_codes
    from collabcheck.library.questionnaires import load_all
    from collabcheck.library.schedules import load_schedules

    for line in trace_codes(*load_all(framework), load_schedules(framework)):
        print(f"{line.code.code:<9}{line.code.name}")
        for kind, names in line.reached_by:
            print(f"         {kind}: {', '.join(names)}")
