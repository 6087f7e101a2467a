"""Which answers does the demo show?"""

from __future__ import annotations

from collabcheck.core.responses.response import Response, response_from_json
from collabcheck.library.resources import shipped

QUESTIONNAIRE = "safeguarding/practitioner"
PARTNERSHIP = "Lantern Bay Safeguarding Partnership (invented)"


def demo_responses() -> list[tuple[str, Response]]:
    """Read the 24 invented responses that ship, each with the name of its file."""
    folder = shipped("questionnaires") / "safeguarding" / "demo"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return [(entry.name, response_from_json(entry.read_bytes(), entry.name)) for entry in entries]
