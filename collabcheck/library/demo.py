"""Which answers and observations does the demo show?"""

from __future__ import annotations

from collabcheck.core.responses.observed import Observation, observation_from_json
from collabcheck.core.responses.response import Response, response_from_json
from collabcheck.library.resources import shipped

SOURCES = {
    "professionals": ("safeguarding/practitioner", "agency"),
    "families": ("safeguarding/family", "role"),
    "young-people": ("safeguarding/young-person", "none"),
}
"""The questionnaire that each folder of the demo's responses answers, and what it is grouped by."""
PARTNERSHIP = "Lantern Bay Safeguarding Partnership (invented)"


def demo_responses(folder: str) -> list[tuple[str, Response]]:
    """Read the invented responses of one folder, each with the name of its file."""
    return [(name, response_from_json(text, name)) for name, text in _files(folder)]


def demo_observations(folder: str) -> list[tuple[str, Observation]]:
    """Read the invented records of meetings: of first observers, or of `second` ones."""
    return [(name, observation_from_json(text, name)) for name, text in _files(folder)]


def _files(folder: str) -> list[tuple[str, bytes]]:
    entries = (shipped("questionnaires") / "safeguarding" / "demo" / folder).iterdir()
    return [(e.name, e.read_bytes()) for e in sorted(entries, key=lambda entry: entry.name)]
