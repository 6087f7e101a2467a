"""Is every report whole: valid against its schema, and fit for every format?"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hostile import hostile, poisoned_report
from hypothesis import given, settings
from hypothesis import strategies as st
from support import FRAMEWORK, HEAD, SMALL_ANSWERS, TOWN, formats, questionnaire, rendered, report

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.render.json import report_schema

VALIDATOR = jsonschema.Draft202012Validator(report_schema())
AGENCIES = ["police", "health", "school", "council", "-"]


def constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def valid(text: str) -> Any:
    data = json.loads(text, parse_constant=constant)
    VALIDATOR.validate(data)
    return data


@st.composite
def answers(draw: st.DrawFn, of: Questionnaire, most: int = 14) -> str:
    """Draw a table of answers of 1 to `most` people."""
    signs = [str(p.code) for p in of.scale.points] + ["d", "n", "."]
    lines = ["respondent agency " + " ".join(i.id for i in of.items)]
    for n in range(draw(st.integers(1, most))):
        cells = draw(st.lists(st.sampled_from(signs), min_size=len(of.items),
                              max_size=len(of.items)))  # fmt: skip
        lines.append(f"r{n:02} {draw(st.sampled_from(AGENCIES))} {' '.join(cells)}")
    return "\n".join(lines)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Draw any questionnaire about the town's framework that loads.

    An item may have no strand, and be evidence for a barrier of another axis or strand.
    """
    lines = ["items:"]
    for n in range(draw(st.integers(1, 5))):
        strand = draw(st.sampled_from(["", ", strand: talk", ", strand: roles"]))
        barriers = draw(st.lists(st.sampled_from(["late", "rank", "gaps", "unowned", "cuts"]),
                                 max_size=2, unique=True))  # fmt: skip
        lines.append(
            f"  - {{id: q{n}, text: Statement {n}., axis: "
            f"{draw(st.sampled_from(['trust', 'plans', 'money']))}{strand}"
            f", keying: {draw(st.sampled_from(['forward', 'reverse']))}"
            f", barriers: [{', '.join(barriers)}]"
            f"{draw(st.sampled_from(['', ', enablers: [calls]']))}}}"
        )
    return questionnaire(HEAD + "\n".join(lines) + "\n")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_the_schema_refuses_what_is_no_report() -> None:
    data = valid(rendered(report(questionnaire(), SMALL_ANSWERS), "json"))
    for broken in ({}, data | {"axes": 1}, {k: v for k, v in data.items() if k != "caution"}):
        assert not VALIDATOR.is_valid(broken)


@settings(max_examples=30)
@given(answers(questionnaire()))
def test_every_report_as_json_is_valid_against_the_schema(text: str) -> None:
    data = valid(rendered(report(questionnaire(), text), "json"))
    assert data["schema_version"] == "1.0"
    assert len(data["items"]) == 6


@settings(max_examples=30)
@given(hostile)
def test_hostile_texts_come_back_from_json_as_they_were(text: str) -> None:
    data = valid(rendered(poisoned_report(text), "json"))
    assert data["title"].split() == text.split()
    assert data["items"][0]["comments"] == [text]


def test_numbers_in_json_are_not_rounded() -> None:
    found = report(questionnaire(), SMALL_ANSWERS)
    data = valid(rendered(found, "json"))
    for axis, part in zip(found.axes, data["axes"], strict=True):
        assert part["result"]["score"]["mean"] == axis.result.score.mean


@settings(max_examples=6)
@given(answers(questionnaire()))
def test_any_answers_render_in_every_format(text: str) -> None:
    found = report(questionnaire(), text)
    for format in formats():
        assert rendered(found, format)


@settings(max_examples=16)
@given(st.data())
def test_any_questionnaire_renders_in_every_format(data: st.DataObject) -> None:
    of = data.draw(questionnaires())
    found = report(of, data.draw(answers(of, most=7)))
    for format in formats():
        assert rendered(found, format)


@pytest.mark.parametrize(
    "item",
    [
        "axis: plans, strand: talk, barriers: [late]",  # the barrier is of another axis
        "axis: trust, strand: talk, barriers: [rank]",  # of another strand
        "axis: trust, barriers: [late]",  # the item has no strand
        "axis: plans, strand: roles, enablers: [calls]",  # the enabler is of another axis
    ],
)
@pytest.mark.parametrize("format", formats())
def test_a_barrier_or_enabler_may_be_asked_about_on_another_axis(item: str, format: str) -> None:
    of = questionnaire(f"{HEAD}items:\n  - {{id: q1, text: One., {item}}}\n")
    for code in "15":
        assert rendered(report(of, f"respondent q1\n a*6 {code}", by=None), format)


def test_a_framework_without_strands_barriers_or_levels_renders() -> None:
    bare = FRAMEWORK[: FRAMEWORK.index("strands:")] + "owners:\n  - {id: anyone, name: Anyone}\n"
    of = questionnaire(f"{HEAD}items:\n  - {{id: q1, text: One., axis: trust}}\n", bare)
    for people in ("a", "a*3", "a*6"):
        for format in formats():
            assert rendered(report(of, f"respondent q1\n {people} 2", by=None), format)


def test_a_questionnaire_without_attributes_has_no_groups() -> None:
    text = TOWN[: TOWN.index("attributes:")] + TOWN[TOWN.index("items:") :]
    found = report(questionnaire(text), "respondent t1 t2 t3\n a*6 4 2 3")
    assert (found.by, found.groups) == (None, ())
    for format in formats():
        assert rendered(found, format)


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(CollabcheckError, match="did you mean 'markdown'"):
        rendered(report(questionnaire(), SMALL_ANSWERS), "markdwon")
