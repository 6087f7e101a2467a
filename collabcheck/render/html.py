"""How does a report read as a page?"""

from __future__ import annotations

from collections.abc import Mapping

from collabcheck.core.report import Report
from collabcheck.render.escape import escaped, one_line
from collabcheck.render.geometry import FILTERS
from collabcheck.render.look import Look
from collabcheck.render.words import environment, fill


def render_html(report: Report, templates: Mapping[str, str], _: Look) -> str:
    """Write the whole report as one self-contained page: no script, no request to anywhere."""
    env = environment(templates, html=True, filters=FILTERS)
    return fill(env, "report.html.j2", escaped(report, one_line))
