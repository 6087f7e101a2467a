"""What may a round robin say, and what becomes of it when the file is loaded?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from robin import ROBIN, TEXT
from support import FRAMEWORK

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.instrument.reading_time import seconds_to_answer
from collabcheck.core.instrument.schema import questionnaire_schema
from collabcheck.core.instrument.trace import trace
from collabcheck.library.checking import check_file
from collabcheck.library.frameworks import load_framework
from collabcheck.library.questionnaires import load_questionnaire

Say = Callable[[str], str]


@pytest.fixture
def faults(tmp_path: Path) -> Say:
    """Load a questionnaire and give what is said about it."""

    def say(text: str) -> str:
        (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CollabcheckError) as caught:
            load_questionnaire(str(path))
        return str(caught.value)

    return say


def test_each_statement_is_asked_about_each_group_one_group_after_the_other() -> None:
    asked = [(item.id, item.about, item.text) for item in ROBIN.items if item.axis is None]
    assert asked == [
        ("h-health", "health", "We hear from Health in time."),
        ("k-health", "health", "What we agree with Health gets done."),
        ("h-police", "police", "We hear from the police in time."),
        ("k-police", "police", "What we agree with the police gets done."),
        ("h-school", "school", "We hear from School in time."),
        ("k-school", "school", "What we agree with School gets done."),
    ]


def test_they_come_after_all_others_and_belong_to_no_axis() -> None:
    assert [item.axis for item in ROBIN.items] == ["trust"] * 2 + [None] * 6
    assert [axis.id for axis in ROBIN.axes] == ["trust"]
    assert ROBIN.heading(ROBIN.items[-1]).name == "How we see each other: School"


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("attribute: agency", "attribute: agncy", "refers to attribute 'agncy'", "'agency'?"),
        ("without: [council", "without: [concil", "refers to option 'concil'", "'council'?"),
        ("{id: police, name: the", "{id: polce, name: the", "option 'polce'", "'police'?"),
        ("from {group} in", "from them in", "statement h: no {group} in it", "whoever it is about"),
        ("{id: k, text", "{id: h, text", "statement 'h' stands 2 times", "an id of its own"),
        ("{id: h, text", "{id: h, txt", "there is no field 'txt'", "'text'"),
        ("{id: h, text", "{id: h, codes: [L-9], text", "refers to code 'L-9'", "L-1"),
        ("[council, charity, housing]", "[council, charity, housing, health, police]",
         "no two groups are left to rate", "leave fewer of them out"),
        ("  title: How we see", "  titel: How we see", "there is no field 'titel'", "'title'?"),
    ],
)  # fmt: skip
def test_a_fault_in_it_has_its_line_and_mend(
    faults: Say, old: str, new: str, what: str, mend: str
) -> None:
    text = TEXT.replace(old, new, 1)
    said = faults(text)
    line = text[: text.index(new)].count("\n") + 1
    assert f"mine.yaml:{line}:" in said
    assert what in said
    assert mend in said


def test_an_item_that_has_the_id_of_another_is_a_fault(faults: Say) -> None:
    said = faults(TEXT.replace("{id: t2,", "{id: h-police,"))
    assert "the round robin makes item 'h-police', which is there already" in said


def test_more_items_than_can_be_asked_are_a_fault(faults: Say) -> None:
    many = "".join(f"  - {{id: x{n}, text: Statement., axis: trust}}\n" for n in range(995))
    said = faults(TEXT.replace("\nround_robin:", f"{many}\nround_robin:"))
    assert "more than 1000 items with the round robin" in said


def test_an_item_of_the_file_needs_an_axis_and_is_about_no_group(faults: Say) -> None:
    without = faults(TEXT.replace("Letters come late., axis: trust,", "Letters come late.,"))
    assert "item t2: 'axis' is missing; add a line 'axis: ...'" in without
    about = faults(TEXT.replace("Letters come late., axis: trust,", "Late., about: police,"))
    assert "item t2: 'about' is not written here" in about


def test_editors_are_told_the_same() -> None:
    item = questionnaire_schema()["$defs"]["Item"]
    assert "axis" in item["required"]
    assert "about" not in item["properties"]
    assert item["properties"]["axis"]["type"] == "string"


# ---------------------------------------------------------------------------------------------
# The one that ships


@pytest.fixture(scope="module")
def partners() -> Questionnaire:
    return load_questionnaire("safeguarding/partners")


def test_partners_asks_items_of_the_full_one_with_its_wording(
    partners: Questionnaire, practitioner: Questionnaire
) -> None:
    full = {item.id: item for item in practitioner.items}
    own = [item for item in partners.items if item.axis]
    assert 4 <= len(own) <= 6
    for item in own:
        assert item == full[item.id]
    agencies = {attribute.id: attribute for attribute in practitioner.attributes}
    assert partners.attributes == (agencies["agency"],)


def test_partners_takes_less_than_five_minutes(partners: Questionnaire) -> None:
    assert seconds_to_answer(item.text for item in partners.items) < 4.5 * 60


def test_every_organisation_but_another_one_is_rated(partners: Questionnaire) -> None:
    options = [option.id for option in partners.attributes[0].options]
    assert [option.id for option in partners.rated] == options[:-1]
    assert all("{" not in item.text for item in partners.items)


def test_check_says_how_many_items_it_makes() -> None:
    said = "\n".join(check_file("safeguarding/partners"))
    assert "4 items on 2 of 8 axes" in said
    assert "Round robin by agency: 3 statements about each of 9, 27 items more" in said
    assert "about 4 minutes" in said


def test_a_statement_is_traced_once(partners: Questionnaire) -> None:
    found = trace(load_framework("safeguarding"), [partners])
    reached = next(dict(of.reached_by)["items"] for of in found if of.code.code == "E-RIP-6")
    assert reached == ("hear",)
