"""Which shape do the files have that an author writes?"""

from __future__ import annotations

from typing import Any

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.observation import Schedule
from collabcheck.core.instrument.questionnaire import Questionnaire

DEFAULTED = ("favourable", "unfavourable", "bands")


def questionnaire_schema() -> dict[str, Any]:
    """Give the JSON Schema of a questionnaire's file.

    It is looser than the value that is loaded: a scale may be named instead of written out, a scale
    of 1 to 5 has default cut-offs, and thresholds may be left out. Of items it is stricter: whom
    one is about is never written there, and so each has an axis.
    """
    schema = Questionnaire.model_json_schema(by_alias=True)
    parts = schema["$defs"]
    schema["properties"]["scale"] = {"anyOf": [{"type": "string"}, schema["properties"]["scale"]]}
    schema["required"].remove("thresholds")
    del parts["Thresholds"]["required"]
    parts["Item"]["required"].append("axis")
    del parts["Item"]["properties"]["about"]
    parts["Item"]["properties"]["axis"] = parts["Item"]["properties"]["axis"]["anyOf"][0]
    scale = parts["Scale"]
    scale["required"] = [name for name in scale["required"] if name not in DEFAULTED]
    return schema


def framework_schema() -> dict[str, Any]:
    """Give the JSON Schema of a framework in one file."""
    return Framework.model_json_schema(by_alias=True)


def schedule_schema() -> dict[str, Any]:
    """Give the JSON Schema of an observation schedule's file."""
    return Schedule.model_json_schema(by_alias=True)
