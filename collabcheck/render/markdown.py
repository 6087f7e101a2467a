"""How does a report read as Markdown, raw and rendered?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire, paragraphs
from collabcheck.core.report import Report
from collabcheck.render.escape import escaped, for_markdown
from collabcheck.render.look import Look
from collabcheck.render.words import environment, fill, fill_values


def render_markdown(report: Report, templates: Mapping[str, str], _: Look) -> str:
    """Write the whole report as GitHub-flavoured Markdown."""
    return _fill("report.md.j2", report, templates)


def render_checklist(report: Report, templates: Mapping[str, str], _: Look) -> str:
    """Write the actions as a task list, to paste into a ticket or minutes."""
    return _fill("checklist.md.j2", report, templates)


def render_guide(report: Report, templates: Mapping[str, str], _: Look) -> str:
    """Write what a meeting about the results talks of, with a page for whoever runs it."""
    return _fill("guide.md.j2", report, templates)


def render_questionnaire(questionnaire: Questionnaire, templates: Mapping[str, str]) -> str:
    """Write a questionnaire as Markdown, to read through or to print."""
    env = environment(templates, html=False)
    values = {
        "questionnaire": escaped(questionnaire, for_markdown),
        "consent": escaped(paragraphs(questionnaire.consent), for_markdown),
        "support": escaped(paragraphs(questionnaire.support), for_markdown),
    }
    return tidy(fill_values(env, "questionnaire.md.j2", values))


def render_schedule(schedule: Schedule, templates: Mapping[str, str]) -> str:
    """Write an observation schedule as Markdown, to read through or to take along on paper."""
    env = environment(templates, html=False)
    clean = escaped(schedule, for_markdown)
    return tidy(fill_values(env, "schedule.md.j2", {"schedule": clean}))


def _fill(name: str, report: Report, templates: Mapping[str, str]) -> str:
    env = environment(templates, html=False)
    return tidy(fill(env, name, escaped(report, for_markdown)))


def tidy(text: str) -> str:
    """Leave one blank line where templates left several."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
