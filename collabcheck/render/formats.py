"""Which formats can a report be written in?"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from collabcheck.core.errors import UnknownName
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.report import Report
from collabcheck.render.look import Look

FORMATS: Mapping[str, tuple[str, str]] = {
    "terminal": ("terminal", "render_terminal"),
    "markdown": ("markdown", "render_markdown"),
    "checklist": ("markdown", "render_checklist"),
    "guide": ("markdown", "render_guide"),
    "html": ("html", "render_html"),
    "json": ("json", "render_json"),
    "csv": ("csv", "render_csv"),
}
"""The module beside this one that writes a format, and its function."""


def render(
    report: Report, format: str, templates: Mapping[str, str], look: Look | None = None
) -> str:
    """Write a report in one of `FORMATS`; `look` is for the terminal format.

    Raises `UnknownName` for another format.
    """
    if format not in FORMATS:
        raise UnknownName(f"there is no format '{format}'", mend=near_miss(format, FORMATS))
    module, function = FORMATS[format]
    written = getattr(import_module(f"collabcheck.render.{module}"), function)
    return str(written(report, templates, look or Look()))
