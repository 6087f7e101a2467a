"""How is a report written for a program?"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from collabcheck.core.report import Report


def render_json(report: Report, *_: object) -> str:
    """Write the whole report as JSON (see `report_schema`); numbers are not rounded."""
    return TypeAdapter(Report).dump_json(report, indent=2, by_alias=True).decode() + "\n"


def report_schema() -> dict[str, Any]:
    """Give the JSON Schema of a report written as JSON."""
    return TypeAdapter(Report).json_schema(mode="serialization", by_alias=True)
