"""What shape does each kind of file have, as JSON Schema?"""

from __future__ import annotations

from typing import Any

KINDS = (
    "questionnaire", "framework", "schedule", "response", "observation", "mapping", "tally",
    "report",
)  # fmt: skip


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of one of `KINDS`."""
    from collabcheck.core.instrument.schema import (
        framework_schema,
        questionnaire_schema,
        schedule_schema,
    )
    from collabcheck.core.responses.mapping import Mapping
    from collabcheck.core.responses.observed import Observation
    from collabcheck.core.responses.response import Response
    from collabcheck.core.scoring.tally_file import tally_schema
    from collabcheck.render.json import report_schema

    schemas = {
        "questionnaire": questionnaire_schema,
        "framework": framework_schema,
        "schedule": schedule_schema,
        "response": Response.model_json_schema,
        "observation": Observation.model_json_schema,
        "mapping": Mapping.model_json_schema,
        "tally": tally_schema,
        "report": report_schema,
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schemas[kind]()
