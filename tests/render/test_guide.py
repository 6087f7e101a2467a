"""Does the guide lead a meeting well?"""

from __future__ import annotations

import html
import re

import pytest
from grouped import ANSWERS, of_groups
from support import FRAMEWORK, questionnaire, rendered, report, templates

GUIDE = "guide"


def test_it_begins_with_what_works_and_ends_with_steps() -> None:
    text = rendered(of_groups(), GUIDE)
    heads = re.findall(r"^### (.*) \(\d+ minutes\)", text, re.MULTILINE)
    assert heads == [
        "What works", "What many of us report", "Where we see it differently", "What is open",
        "What we will try",
    ]  # fmt: skip


def test_the_sheet_for_the_room_names_no_group_and_the_facilitators_page_does() -> None:
    room, page = rendered(of_groups(), GUIDE).split("## For whoever")
    assert "Some of us report this far more often than others: *News comes late*." in room
    assert "Some of us see this more favourably than others: *Trust*." in room
    assert not re.search(r"Police|School|Health", room)
    assert "Reported by 8 of 8 (100%) from School" in page
    cut = room.rindex("From here on: for whoever runs the meeting. Do not hand out.")
    assert "What will be different if it works" in room[:cut]
    assert room[cut:].count("\n") == 4
    assert "Name a group and its numbers only if those from it in the room are content" in page


def test_a_group_that_stands_in_many_prompts_is_spared() -> None:
    text = rendered(of_groups(), GUIDE)
    assert re.findall(r"- (.*) is named in (\d)", text) == [("School", "3")]


def test_minutes_add_up() -> None:
    text = rendered(of_groups(), GUIDE)
    minutes = [int(n) for n in re.findall(r"^\| [^*].* \| (\d+) \|$", text, re.MULTILINE)]
    assert f"| **{sum(minutes)}** |" in text
    assert sum(minutes) <= 90


def test_every_prompt_of_the_report_is_in_it_and_is_asked_about_openly() -> None:
    text = rendered(of_groups(), GUIDE)
    assert of_groups().discussion
    assert len(re.findall(r"^- .*", text.split("## For whoever")[0], re.MULTILINE)) == len(
        of_groups().discussion
    )
    asked = re.findall(r"\*\*Ask: (.*)\*\*", text)
    assert asked
    assert all("?" in question for question in asked)


def test_it_says_what_to_do_when_somebody_may_be_unsafe_and_who_is_not_in_the_room() -> None:
    text = rendered(of_groups(), GUIDE)
    assert "### If somebody may be unsafe" in text
    assert "Stop. Do not discuss the case with the group." in text
    assert "Those the work is for may not be in the room" in text
    assert "nobody will be asked to explain or defend a number of their own organisation" in text


MEETING = """\
meeting:
  whom_for: the neighbours
  first_speakers: those who live there
  at_risk: a tenant
  unsafe: {heading: If a tenant may be unsafe, lines: ["Ring <the warden> first."]}
  absent: {heading: Who stayed at home, lines: [Ask them by Friday.]}
strands:
"""


@pytest.mark.parametrize("format", [GUIDE, "html"])
def test_the_framework_says_it_in_the_words_of_its_work(format: str) -> None:
    of = questionnaire(framework=FRAMEWORK.replace("strands:\n", MEETING, 1))
    text = html.unescape(rendered(report(of, ANSWERS), format)).replace("\\", "")
    assert re.search(
        "If a tenant may be unsafe\\W.*\\W+(<li>)?Ring <the warden> first", text, re.DOTALL
    )
    assert "Who stayed at home" in text
    assert "what did it mean for the neighbours?" in text
    assert "Those who live there go first" in text
    assert "unless a tenant may be unsafe" in text
    assert "Those the work is for" not in text


WORDS_OF_ONE_FIELD = re.compile(
    r"\b(child(ren)?|famil(y|ies)|safeguarding|social (care|work\w*)|police|agenc(y|ies)"
    r"|carers?)\b",
    re.IGNORECASE,
)


def test_no_template_speaks_of_one_field_of_work() -> None:
    for name, text in templates().items():
        told = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        if not name.endswith(".css.j2"):
            assert WORDS_OF_ONE_FIELD.findall(told) == [], name


@pytest.mark.parametrize(
    ("rows", "said"),
    [("a 1 2", "one person's answers"), ("a*3 1 2", "nothing can be shown")],
)
def test_there_is_no_guide_to_what_one_person_or_too_few_said(rows: str, said: str) -> None:
    text = rendered(report(questionnaire(), f"respondent t1 t2\n {rows}", by=None), GUIDE)
    assert said in text
    assert "Running order" not in text


def test_without_groups_it_asks_about_no_difference_between_them() -> None:
    text = rendered(report(questionnaire(), "respondent t1 t2\n a*6 1 2\n b*6 5 1", by=None), GUIDE)
    assert "What many of us report" in text
    assert "Where we see it differently" not in text


def test_the_page_has_it_on_pages_of_its_own() -> None:
    page = rendered(of_groups(), "html")
    assert page.index('id="plan"') < page.index('id="guide"') < page.index('id="facilitator"')
    assert ".guide, .guide + section { break-before: page;" in page
    cut = page.index("From here on: for whoever runs the meeting. Do not hand out.")
    assert page.rindex("<section", 0, cut) > page.index("What we will try")
    assert not re.search(r"Police|School|Health", page[page.index('id="guide"') : cut])
