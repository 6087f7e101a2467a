"""What can a script or a notebook use?

The six verbs are the six stages:

    from collabcheck import find, load_questionnaire, read_responses, render, score, tally

    questionnaire = load_questionnaire("safeguarding/practitioner")
    table = read_responses(questionnaire, ["responses/"])
    scores = score(questionnaire, tally(questionnaire, table))
    print(render(find(questionnaire, scores), "markdown"))

Errors that a user can mend are `CollabcheckError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.report import Report, find
    from collabcheck.core.scoring.score import score
    from collabcheck.core.scoring.tally import add, tally
    from collabcheck.library.questionnaires import load_questionnaire
    from collabcheck.readers.inputs import read_responses

__all__ = [
    "CollabcheckError",
    "add",
    "find",
    "load_questionnaire",
    "read_responses",
    "render",
    "score",
    "tally",
]

_HOMES = {
    "CollabcheckError": "core.errors",
    "add": "core.scoring.tally",
    "find": "core.report",
    "load_questionnaire": "library.questionnaires",
    "read_responses": "readers.inputs",
    "score": "core.scoring.score",
    "tally": "core.scoring.tally",
}


def render(
    report: Report, format: str = "markdown", templates: Mapping[str, str] | None = None
) -> str:
    """Write a report as terminal text, markdown, html, json, csv or a checklist.

    `templates` are texts by name, as `library.templates.load_templates` gives them; without them
    the shipped ones are used. Raises `UnknownName` for another format.
    """
    from collabcheck.library.templates import load_templates
    from collabcheck.render.formats import render as render_with

    return render_with(report, format, load_templates() if templates is None else templates)


def __getattr__(name: str) -> Any:
    """Import a verb when it is first used, so that `collabcheck --help` waits for none."""
    if name in _HOMES:
        return getattr(import_module(f"collabcheck.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'collabcheck' has no attribute '{name}'")
