"""How do observations beside answers read by themselves, in each format?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from collabcheck.core.errors import UnknownName
from collabcheck.core.findings.triangulation import Triangulation
from collabcheck.core.scoring.missing import Missing
from collabcheck.render.escape import escaped, for_markdown, one_line
from collabcheck.render.look import Look

HEADER = (
    "line", "name", "code", "observed", "questionnaire", "mean", "band", "meaning_answered",
    "prominence_answered", "meaning_observed", "prominence_observed", "convergence",
)  # fmt: skip


def render(
    found: Triangulation,
    format: str,
    templates: Mapping[str, str],
    look: Look | None,
    partnership: str | None,
    day: str,
) -> str:
    """Write a triangulation as terminal text, Markdown, a page, JSON or CSV."""
    if format == "json":
        from collabcheck.render import json

        return json.written(Triangulation, found)
    if format == "csv":
        from collabcheck.render import csv

        # A row a line and questionnaire, dissonances first.
        return csv.written(HEADER, _rows(found))
    if format not in ("terminal", "markdown", "html"):
        raise UnknownName(
            f"observations are not written as a {format}",
            mend="use terminal, markdown, html, json or csv",
        )
    escape: Callable[[str], str] = for_markdown if format == "markdown" else one_line
    values: dict[str, Any] = {"partnership": partnership and escape(partnership), "day": day}
    from collabcheck.render.words import environment, fill_values, seen_lookups

    values |= seen_lookups(escaped(found, escape))
    if format == "terminal":
        from collabcheck.render.terminal import values_to_screen

        return values_to_screen("triangulation.txt.j2", values, templates, look or Look())
    from collabcheck.render.geometry import FILTERS

    if format == "html":
        env = environment(templates, html=True, filters=FILTERS)
        # What the style sheet of a page prints at the head of each sheet of paper.
        values["report"] = {"partnership": partnership, "title": found.title, "date": day}
        return fill_values(env, "triangulation.html.j2", values)
    from collabcheck.render.markdown import tidy

    return tidy(fill_values(environment(templates, html=False), "triangulation.md.j2", values))


def _rows(found: Triangulation) -> Iterator[tuple[Any, ...]]:
    lines = {line.id: line for line in found.lines}
    for cell in found.cells:
        line, answered = lines[cell.line], cell.answered
        sides = [
            part
            for side in (answered.side, line.observed.side)
            for part in ((side.meaning, side.prominence) if side else ("", ""))
        ]
        told = [
            value.why.value if isinstance(value, Missing) else value
            for value in (answered.mean, answered.band)
        ]
        yield (
            line.id, line.name, line.code or "", line.observed.level or "", cell.questionnaire,
            *told, *sides, cell.convergence,
        )  # fmt: skip
