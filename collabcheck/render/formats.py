"""Which formats can a report be written in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from collabcheck.core.errors import UnknownName
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.report import Report
from collabcheck.render.look import Look

Renderer = Callable[[Report, Mapping[str, str], Look], str]


def _terminal(report: Report, templates: Mapping[str, str], look: Look) -> str:
    from collabcheck.render.terminal import render_terminal

    return render_terminal(report, templates, look)


def _markdown(report: Report, templates: Mapping[str, str], _: Look) -> str:
    from collabcheck.render.markdown import render_markdown

    return render_markdown(report, templates)


def _checklist(report: Report, templates: Mapping[str, str], _: Look) -> str:
    from collabcheck.render.markdown import render_checklist

    return render_checklist(report, templates)


def _html(report: Report, templates: Mapping[str, str], _: Look) -> str:
    from collabcheck.render.html import render_html

    return render_html(report, templates)


def _json(report: Report, *_: object) -> str:
    from collabcheck.render.json import render_json

    return render_json(report)


def _csv(report: Report, *_: object) -> str:
    from collabcheck.render.csv import render_csv

    return render_csv(report)


FORMATS: Mapping[str, Renderer] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "checklist": _checklist,
    "html": _html,
    "json": _json,
    "csv": _csv,
}


def render(
    report: Report, format: str, templates: Mapping[str, str], look: Look | None = None
) -> str:
    """Write a report in one of `FORMATS`; `look` is for the terminal format.

    Raises `UnknownName` for another format.
    """
    if format not in FORMATS:
        raise UnknownName(f"there is no format '{format}'", mend=near_miss(format, FORMATS))
    return FORMATS[format](report, templates, look or Look())
