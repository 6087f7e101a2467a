"""Do the same answers come out of every survey tool's export?"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import HEAD, questionnaire

from collabcheck.core.responses.mapping import Mapping
from collabcheck.readers.inputs import read_responses

EXPORTS = Path(__file__).parent / "exports"
OF = questionnaire(
    HEAD
    + """\
items:
  - {id: w1, text: We hear about changes in time., axis: trust}
  - {id: w2, text: Our meetings end with a plan., axis: trust}
  - {id: w3, text: I know whom to ring., axis: trust}
  - {id: w4, text: Letters between us go astray., axis: plans, keying: reverse}
  - {id: w5, text: Everybody in the room has a say., axis: plans}
  - {id: w6, text: We talk about what went wrong., axis: money}
"""
)
FIRST_TWO = [[3, 4, 1, 0, 3, 2], [1, 1, 3, 4, 0, 1]]


def mapping(columns: list[str], agency: str | None = None, **words: object) -> Mapping:
    options = [{"text": text, "option": option} for text, option in words.items()]
    return Mapping.model_validate(
        {
            "kind": "mapping",
            "questionnaire": "town/staff",
            "items": tuple(
                {"item": f"w{n}", "column": column} for n, column in enumerate(columns, 1)
            ),
            "attributes": ({"attribute": "agency", "column": agency, "options": tuple(options)},)
            if agency
            else (),
        }
    )


def coded(of: Mapping, *texts: str) -> Mapping:
    words = tuple({"text": text, "answer": code} for code, text in enumerate(texts, 1))
    return Mapping.model_validate({**of.model_dump(), "answers": words})


def finished(of: Mapping, column: str, *texts: str) -> Mapping:
    return Mapping.model_validate(
        {**of.model_dump(), "keep": ({"column": column, "texts": texts},)}
    )


MAPPINGS = {
    "google_forms": None,
    "kobo": None,
    "limesurvey_codes": finished(
        coded(
            mapping([f"team[SQ00{n}]" for n in range(1, 7)], "work", A1="health", A2="police"),
            "A1",
            "A2",
            "A3",
            "A4",
            "A5",
        ),
        "submitdate",
    ),
    "limesurvey_text": None,
    "odk": mapping(
        [f"team-{name}" for name in ("hear", "plan", "ring", "letters", "say", "wrong")],
        "about-work",
    ),
    "plain": None,
    "qualtrics": None,
    "qualtrics_legacy": mapping(
        [f"Q2_{n}" for n in range(1, 7)], "Q1", **{"1": "health", "2": "police"}
    ),
    "redcap_labels": None,
    "redcap_raw": finished(
        mapping(
            ["hear", "plan", "ring", "letters", "say", "wrong"],
            "work",
            **{"1": "health", "2": "police"},
        ),
        "teamwork_complete",
        "2",
    ),
    # "Other (please specify)" has a column of its own, so it must be said which one counts.
    "surveymonkey": mapping([], "Where do you work? > Response"),
    "typeform": None,
}
"""How each is read; None where the export tells it all by itself."""


def test_there_is_a_way_to_read_every_export() -> None:
    assert {path.stem for path in EXPORTS.iterdir()} == set(MAPPINGS)


@pytest.mark.parametrize("tool", MAPPINGS)
def test_the_same_answers_come_out_of(tool: str) -> None:
    table = read_responses(OF, [EXPORTS / f"{tool}.csv"], MAPPINGS[tool])
    assert table.answers[:2].tolist() == FIRST_TWO
    assert table.attributes["agency"][0] == "health"
