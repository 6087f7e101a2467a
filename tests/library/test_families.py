"""Can parents and young people read what they are asked, and does it ask what staff are asked?"""

from __future__ import annotations

import re
from itertools import chain

import pytest
from textstat import textstat

from collabcheck.core.instrument.item import Item
from collabcheck.core.instrument.questionnaire import Questionnaire, paragraphs
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.reading import grades

NAMES = ["safeguarding/family", "safeguarding/young-person"]
OTHER_NUMBER = {"y-rsu-13": "rsu-10", "f-dmp-08": "dmp-06"}
"""Two lines go with one practitioner item: a child's time and place, being asked and heeded."""
TURNED = {"f-rip-04", "f-oip-01", "y-rip-04", "y-rsu-05"}
"""A family meets the fault where staff see the virtue, or the other way round."""
WORK_WORDS = (
    "practitioner", "agency", "agencies", "multi-agency", "partnership", "safeguarding",
    "intervention", "case", "engage", "assessment", "threshold", "professional",
)  # fmt: skip


@pytest.fixture(scope="module")
def family() -> Questionnaire:
    return load_questionnaire("safeguarding/family")


@pytest.fixture(scope="module")
def young() -> Questionnaire:
    return load_questionnaire("safeguarding/young-person")


def items_of(*questionnaires: str) -> list[Item]:
    return [item for name in questionnaires for item in load_questionnaire(name).items]


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))


def seen(of: Questionnaire) -> dict[str, str]:
    """Give all texts that whoever answers reads, in the order in which they are read."""
    choices = chain.from_iterable(
        [a.question, *(option.name for option in a.options)] for a in of.attributes
    )
    scale = [*(point.label for point in of.scale.points), of.scale.dont_know]
    return {
        "title": of.title,
        "consent": of.consent or "",
        "intro": of.intro,
        "notice": of.notice,
        "choices": ". ".join(choices),
        "statements": " ".join(item.text for item in of.items),
        "variants": " ".join(v.text for item in of.items for v in item.variants),
        "thanks": of.thanks or "",
        "helps": " ".join(item.help for item in of.items if item.help),
        "scale": ". ".join([*scale, of.scale.not_applicable]),
        "support": of.support or "",
    }


def test_a_child_of_nine_can_read_all_that_the_young_are_shown(young: Questionnaire) -> None:
    """Grade 4 of the United States is read at nine."""
    hard = {name: grade(text) for name, text in seen(young).items() if text and grade(text) > 4}
    assert hard == {}
    assert grades(young).whole <= 4


def test_a_tired_parent_can_read_all_that_families_are_shown(family: Questionnaire) -> None:
    hard = {name: grade(text) for name, text in seen(family).items() if text and grade(text) > 6}
    assert hard == {}
    assert grades(family).whole <= 6


@pytest.mark.parametrize("item", items_of(*NAMES), ids=lambda item: item.id)
def test_every_statement_is_easy_by_itself(item: Item) -> None:
    """In every wording: grade 5 at most, one sentence, no more than 16 words."""
    for text in (item.text, *(variant.text for variant in item.variants)):
        assert grade(text) <= 5, text
        assert len(text.split()) <= 16, text
        assert text.count(".") == 1, text


@pytest.mark.parametrize("item", items_of(*NAMES), ids=lambda item: item.id)
def test_an_item_asks_what_the_practitioner_item_of_its_number_asks(
    practitioner: Questionnaire, item: Item
) -> None:
    """Same axis, strand and barriers, so that the two can be set beside each other."""
    number = OTHER_NUMBER.get(item.id, item.id[2:])
    twin = next(of for of in practitioner.items if of.id == number)
    assert (item.axis, item.strand, item.barriers) == (twin.axis, twin.strand, twin.barriers)
    assert (item.keying != twin.keying) == (item.id in TURNED)
    assert set(item.enablers) <= set(twin.enablers)


def test_the_young_are_asked_ten_to_twelve_lines(young: Questionnaire) -> None:
    assert 10 <= len(young.items) <= 12


def test_mothers_and_fathers_read_a_line_of_their_own_about_the_father(
    family: Questionnaire,
) -> None:
    """Fathers were found left out: where it matters the two are not asked in the same words."""
    own = {item.id: {v.role for v in item.variants} for item in family.items if item.variants}
    assert own == {
        "f-olw-01": {"father"},
        "f-rsu-08": {"mother", "father"},
        "f-osu-06": {"father"},
    }
    role = next(attribute for attribute in family.attributes if attribute.id == "role")
    assert {"mother", "father"} <= {option.id for option in role.options}


@pytest.mark.parametrize("name", NAMES)
def test_the_promises_that_count_are_made_before_the_first_question(name: str) -> None:
    of = load_questionnaire(name)
    assert len(paragraphs(of.consent)) >= 4
    text = " ".join((of.consent or "").split()).lower()
    for promise in ("up to you", "stop", "same", "name", "judge", "danger", "999", "give it back"):
        assert promise in text, promise


@pytest.mark.parametrize("name", NAMES)
def test_the_words_at_the_end_are_true_for_those_who_stop_or_say_no(name: str) -> None:
    """They name people and the one number that does not change, and promise no use of answers."""
    of = load_questionnaire(name)
    support = of.support or ""
    assert "bring hard things back" in (of.thanks or "")
    assert "bring" not in support
    assert "Thank" not in support
    assert "advocate" in support
    assert "999" in support
    assert "what you said" not in support.lower()
    assert "what you told" not in support.lower()
    assert len(paragraphs(support)) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_no_word_reads_as_leave_to_write_of_danger_or_as_a_promise_nobody_can_keep(
    name: str,
) -> None:
    """What is passed on is a limit; that a family keeps out, or nobody is cross, is not ours."""
    of = load_questionnaire(name)
    consent = " ".join((of.consent or "").split())
    assert re.search(r"If you write that (somebody|someone) is in danger, and we can tell", consent)
    assert re.search(r"five or more.*says? the same", consent)
    for false in ("You may write", "will be cross", "nothing about fewer", "unless you show"):
        assert false not in consent


@pytest.mark.parametrize("name", NAMES)
def test_what_can_take_longer_than_three_months_is_asked_since_the_plan_began(name: str) -> None:
    """The intro says to think of three months; in these a worker seldom changes twice."""
    for item in load_questionnaire(name).items:
        if item.id[2:] in ("rlw-09", "olw-04"):
            assert item.text.startswith("Since the plan began, ")


def test_whoever_was_never_asked_or_invited_has_an_answer(family: Questionnaire) -> None:
    """A father who is left out must not drop out of the counts as "not applicable"."""
    intro = " ".join(family.intro.split())
    assert f'invited you, choose "{family.scale.points[0].label}"' in intro
    assert f'Choose "{family.scale.not_applicable}" only where' in intro
    asked = next(item for item in family.items if item.id == "f-dmp-08")
    assert (asked.axis, asked.barriers) == ("dmp", ("family-has-little-say",))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_spoken_to_in_the_words_of_the_trade(name: str) -> None:
    words = " ".join(seen(load_questionnaire(name)).values()).lower()
    spoken = {word.strip('.,:;?"') for word in words.split()}
    assert spoken & set(WORK_WORDS) == set()


def test_a_cup_fills_up_with_yes(young: Questionnaire) -> None:
    assert [point.picture for point in young.scale.points] == ["cup-empty", "cup-half", "cup-full"]
    assert [point.code for point in young.scale.points] == [1, 2, 3]


def test_a_blank_line_parts_paragraphs() -> None:
    assert paragraphs("One\ntwo.\n\n  Three.\n") == ("One", "two.", "Three.")
    assert paragraphs(None) == ()
