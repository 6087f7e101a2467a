"""How does it read, before fieldwork, which groups a turnout will show?"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from collabcheck.core.findings.fieldwork import Fieldwork
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.render.escape import escape_controls, escaped, one_line
from collabcheck.render.look import Look
from collabcheck.render.terminal import values_to_screen


def plan_to_screen(
    plan: Fieldwork, questionnaire: Questionnaire, templates: Mapping[str, str], look: Look
) -> str:
    """Write what a roster and a turnout promise for a terminal."""
    names = {group.id: questionnaire.option_name(plan.by, group.id) for group in plan.groups}
    values = {
        "plan": escaped(plan, one_line),
        "names": {one_line(key): one_line(name) for key, name in names.items()},
        "span": questionnaire.scale.width,
    }
    return values_to_screen("plan.txt.j2", values, templates, look)


def plan_to_json(plan: Fieldwork) -> str:
    """Write the same as JSON; widths of intervals are shares of the scale's width."""
    return escape_controls(TypeAdapter(Fieldwork).dump_json(plan, indent=2).decode()) + "\n"
