"""What shape does each kind of file have, as JSON Schema?"""

from __future__ import annotations

from typing import Any

KINDS = ("questionnaire", "framework", "response", "report")


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of one of `KINDS`."""
    if kind == "report":
        from collabcheck.render.json import report_schema

        found = report_schema()
    else:
        from collabcheck.core.instrument.framework import Framework
        from collabcheck.core.instrument.questionnaire import Questionnaire
        from collabcheck.core.responses.response import Response

        models = {"questionnaire": Questionnaire, "framework": Framework, "response": Response}
        found = models[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | found
