"""How is a report written for a program?"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from collabcheck.core.report import Report
from collabcheck.render.escape import escape_controls


def render_json(report: Report, *_: object) -> str:
    """Write the whole report as JSON (see `report_schema`).

    Numbers that come from people's scores have two decimals, p values four; what is worked out from
    published counts has all digits.
    """
    return written(Report, report)


def written(kind: type[Any], value: Any) -> str:
    """Write a value of this kind as JSON."""
    text = TypeAdapter(kind).dump_json(value, indent=2, by_alias=True).decode() + "\n"
    # Written as escapes, what could act on a terminal is still in the data and harms none.
    return escape_controls(text)


def report_schema() -> dict[str, Any]:
    """Give the JSON Schema of a report written as JSON."""
    return TypeAdapter(Report).json_schema(mode="serialization", by_alias=True)
