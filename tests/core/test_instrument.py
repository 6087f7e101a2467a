"""Does the shipped instrument reach all that the study found, and is it well made?

The codes are the project's inventory of the study: R relationships, O organisations, X outside
pressures, D decisions, V what is seen in meetings, W what observers ask themselves, Q
recommendations (of which Q-6 has two parts).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from collabcheck.core.instrument.framework import Framework
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.instrument.trace import Traced, trace
from collabcheck.library.questionnaires import load_all, questionnaire_names
from collabcheck.library.schedules import load_schedules

SECTIONS = {
    "E-RIP": 12, "B-RIP": 19, "E-RLW": 10, "B-RLW": 18, "E-RSU": 12, "B-RSU": 35,
    "O-OIP": 6, "O-OLW": 6, "O-OSU": 5, "X": 7, "D": 7, "Q": 5, "V": 12, "W": 3,
}  # fmt: skip
INVENTORY = [f"{stem}-{n}" for stem, most in SECTIONS.items() for n in range(1, most + 1)]
INVENTORY += ["Q-6a", "Q-6b"]
EVERY_AXIS = {"rip", "rlw", "rsu", "oip", "olw", "osu", "ext", "dmp"}


@pytest.fixture(scope="module")
def everything() -> tuple[Framework, tuple[Questionnaire, ...]]:
    """The framework and every questionnaire about it."""
    return load_all("safeguarding")


@pytest.fixture(scope="module")
def traced(everything: tuple[Framework, tuple[Questionnaire, ...]]) -> dict[str, Traced]:
    return {t.code.code: t for t in trace(*everything, load_schedules("safeguarding"))}


def test_the_inventory_has_all_its_codes() -> None:
    assert len(INVENTORY) == len(set(INVENTORY)) == 159


def test_the_framework_names_exactly_the_codes_of_the_inventory(traced: dict[str, Traced]) -> None:
    assert sorted(set(INVENTORY) - set(traced)) == []
    assert sorted(set(traced) - set(INVENTORY)) == []


@pytest.mark.parametrize("code", INVENTORY)
def test_every_code_is_reached(traced: dict[str, Traced], code: str) -> None:
    """By an item or line that measures it, a barrier or enabler that names it, or an action."""
    assert dict(traced[code].reached_by), f"nothing reaches {code}"


@pytest.mark.parametrize("code", [c for c in INVENTORY if c.startswith("Q")])
def test_every_recommendation_has_an_action(traced: dict[str, Traced], code: str) -> None:
    assert dict(traced[code].reached_by).get("actions")


def test_the_full_questionnaire_has_48_to_64_items_on_every_axis(
    practitioner: Questionnaire,
) -> None:
    assert 48 <= len(practitioner.items) <= 64
    assert {axis.id for axis in practitioner.axes} == EVERY_AXIS


def test_one_item_in_four_is_turned_and_some_on_each_axis(practitioner: Questionnaire) -> None:
    turned = [item for item in practitioner.items if item.keying == "reverse"]
    assert 4 * len(turned) >= len(practitioner.items)
    assert {item.axis for item in turned} == EVERY_AXIS


def test_an_axis_has_at_least_two_items_of_each_questionnaire(
    practitioner: Questionnaire, pulse: Questionnaire
) -> None:
    for of in (practitioner, pulse):
        assert min(Counter(item.axis for item in of.items).values()) >= 2


def test_the_pulse_has_two_items_an_axis_with_the_wording_of_the_full_one(
    practitioner: Questionnaire, pulse: Questionnaire
) -> None:
    assert Counter(item.axis for item in pulse.items) == dict.fromkeys(EVERY_AXIS, 2)
    full = {item.id: item for item in practitioner.items}
    for item in pulse.items:
        assert item == full[item.id]
    assert pulse.attributes == practitioner.attributes
    assert pulse.scale == practitioner.scale


def test_every_action_answers_a_barrier_and_every_barrier_is_asked_about(
    everything: tuple[Framework, tuple[Questionnaire, ...]],
) -> None:
    framework, questionnaires = everything
    used = {name for barrier in framework.barriers for name in barrier.actions}
    assert {a.id for a in framework.actions} - used == set()
    items = [item for of in questionnaires for item in of.items]
    asked = {name for item in items for name in item.barriers}
    assert {b.id for b in framework.barriers} - asked == set()
    confirmed = {name for item in items for name in item.enablers}
    assert {e.id for e in framework.enablers} - confirmed == set()


def texts(framework: Framework, of: Questionnaire) -> Iterator[str]:
    """Give every text of the practitioner's instrument that a person reads."""
    for item in of.items:
        yield item.text
        yield from (variant.text for variant in item.variants)
    for barrier in framework.barriers:
        yield from (barrier.name, barrier.practice)
    for enabler in framework.enablers:
        yield from (enabler.name, enabler.practice)
    for action in framework.actions:
        yield action.step
    for strand in framework.strands:
        yield strand.about
        yield strand.links
    for axis in framework.axes:
        yield axis.name
        yield axis.about


def test_no_text_is_there_twice(
    everything: tuple[Framework, tuple[Questionnaire, ...]], practitioner: Questionnaire
) -> None:
    seen = Counter(
        re.sub(r"\W+", " ", text.casefold()).strip() for text in texts(everything[0], practitioner)
    )
    influences = {i.name.casefold() for i in everything[0].influences}
    assert [t for t, n in seen.items() if n > 1 and t not in influences] == []


def test_an_item_is_evidence_for_a_finding_of_its_own_axis_or_strand(
    practitioner: Questionnaire,
) -> None:
    """A turned item never confirms an enabler: agreeing to it means trouble."""
    for item in practitioner.items:
        assert item.codes, item.id
        assert item.barriers or item.enablers, item.id
        if item.keying == "reverse":
            assert item.barriers, item.id


def test_every_report_says_on_what_it_rests(
    everything: tuple[Framework, tuple[Questionnaire, ...]],
) -> None:
    base = everything[0].base
    assert "16 social workers" in base
    assert "20" in base
    assert "tested" in everything[0].caution


def test_both_questionnaires_ship() -> None:
    assert {"safeguarding/practitioner", "safeguarding/pulse"} <= set(questionnaire_names())
