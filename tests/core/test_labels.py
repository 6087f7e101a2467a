"""Is a cell's text read as the answer that it means, and otherwise not at all?"""

from __future__ import annotations

import pytest
from grids import with_scale
from hypothesis import given
from hypothesis import strategies as st
from support import questionnaire

from collabcheck.core.instrument.item import Attribute, Option
from collabcheck.core.responses.account import Offer
from collabcheck.core.responses.labels import normal, vocabulary
from collabcheck.core.responses.mapping import Word
from collabcheck.core.responses.offers import offer_answer, offer_option

AGREEMENT = questionnaire().scale
NAMES = ["1", "2", "3", "4", "5", "don't know", "not applicable", "blank"]


def means(text: str, *answers: Word) -> str | None:
    """Say which answer of the five-point scale a text means, None for none."""
    found = vocabulary(AGREEMENT, answers).meaning(text)
    return NAMES[found.category] if found else None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Agree", "4"),
        ("AGREE", "4"),
        (" agree\u00a0", "4"),
        ("Agree.", "4"),
        ("Strongly  agree", "5"),
        ("\ufeffAgree", "4"),
        ("Agree (4)", "4"),
        ("Agree [4]", "4"),
        ("4 - Agree", "4"),
        ("4 \u2013 Agree", "4"),
        ("4. Agree", "4"),
        ("4) Agree", "4"),
        ("(4) Agree", "4"),
        ("Agree=4", "4"),
        ("4", "4"),
        ("4.0", "4"),
        ("Don\u2019t know", "don't know"),
        ("dont know", "don't know"),
        ("DK", "don't know"),
        ("N/A", "not applicable"),
        ("Not applicable", "not applicable"),
        ("Does not apply to my work", "not applicable"),
        ("Prefer not to say", "blank"),
        ("", "blank"),
        ("  ", "blank"),
    ],
)
def test_an_answer_is_read_in_any_spelling_that_tools_give_it(text: str, answer: str) -> None:
    assert means(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "Stronlgy disagree", "Somewhat agree", "Zustimmung", "Not sure", "NA", "nan", "None", "-",
        ".", "6", "0", "-99", "4.5", "1e0", "A4", "01-Feb", "2026-02-01", "1/2", "4 - Rather agree",
        "4 5", "Agree, Disagree", "\u0664x",
    ],
)  # fmt: skip
def test_what_could_be_misread_has_no_meaning(text: str) -> None:
    assert means(text) is None


def test_where_label_and_code_disagree_the_label_wins_and_it_is_told() -> None:
    found = vocabulary(AGREEMENT).meaning("Agree (6)")
    assert found
    assert (NAMES[found.category], found.clash) == ("4", True)
    agrees = vocabulary(AGREEMENT).meaning("Agree (4)")
    assert agrees
    assert not agrees.clash


def test_the_mapping_translates_and_goes_before_the_scale() -> None:
    assert means("Stimme zu", Word(text="stimme  ZU", answer=4)) == "4"
    assert means("Keine Angabe", Word(text="Keine Angabe", answer="blank")) == "blank"
    assert means("Agree", Word(text="Agree", answer=5)) == "5"


def test_once_a_number_is_another_code_no_other_number_is_its_own() -> None:
    """A tool's own 1, 2, 3, 4, 6: to say what 6 is, and leave the rest, would misread the rest."""
    six = Word(text="6", answer=2)
    assert means("6", six) == "2"
    assert means("2", six) is None
    assert means("2", six, Word(text="2", answer=3)) == "3"
    assert means("Agree", six) == "4"


def test_a_number_for_having_no_answer_leaves_the_codes_alone() -> None:
    assert means("-99", Word(text="-99", answer="blank")) == "blank"
    assert means("4", Word(text="9", answer="dont_know")) == "4"
    assert means("4", Word(text="5", answer="dont_know")) is None


WORDS = ["Never", "Rarely", "Seldom", "At times", "Often", "Mostly", "Nearly always", "Always"]
SCALES = st.tuples(st.integers(0, 1), st.integers(3, 11)).map(
    lambda s: (s[0], [*WORDS, "More", "Most", "All"][: s[1]])
)


@given(SCALES)
def test_labels_and_codes_of_any_scale_mean_their_points(scale: tuple[int, list[str]]) -> None:
    lo, labels = scale
    words = vocabulary(with_scale(lo, labels).scale)
    for position, label in enumerate(labels):
        code = lo + position
        for text in (label, label.upper(), f"{label} ({code})", f"{code} - {label}", str(code)):
            found = words.meaning(text)
            assert found
            assert (found.category, found.clash) == (position, False)
    assert words.meaning(str(lo - 1)) is None
    assert words.meaning(str(lo + len(labels))) is None


def test_a_scale_with_words_at_its_ends_alone_reads_words_and_numbers() -> None:
    labels = ["Not at all", *(str(n) for n in range(1, 10)), "Entirely"]
    words = vocabulary(with_scale(0, labels).scale)
    for text, position in {"Not at all": 0, "0": 0, "0 - Not at all": 0, "7": 7, "Entirely": 10,
                           "Entirely (10)": 10, "10": 10}.items():  # fmt: skip
        found = words.meaning(text)
        assert found
        assert found.category == position


def test_a_code_written_into_the_scales_own_labels_may_be_left_out() -> None:
    words = vocabulary(with_scale(1, ["1 - Bad", "2 - Fair", "3 - Good"]).scale)
    for text in ("Good", "3 - Good", "Good (3)", "3"):
        found = words.meaning(text)
        assert found
        assert found.category == 2


def test_numbers_are_not_guessed_where_a_label_is_another_points_code() -> None:
    words = vocabulary(with_scale(0, ["1", "2", "3"]).scale)
    assert words.meaning("1") is None


@given(st.text(max_size=20))
def test_no_text_is_read_against_its_own_words(text: str) -> None:
    """Whatever a cell holds, it is read only if it holds a word or a code of the scale."""
    found = vocabulary(AGREEMENT).meaning(text)
    if found and found.category < 5:
        point = AGREEMENT.points[found.category]
        assert normal(point.label) in normal(text) or str(point.code) in normal(text)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("Stronlgy disagree", "Strongly disagree"),
        ("Neither agree or disagree", "Neither agree nor disagree"),
        ("4 - Rather agree", "Agree"),
        ("A4", "Agree"),
        ("AO02", "Disagree"),
        ("Dont't know", "Don't know"),
    ],
)
def test_a_misspelt_or_coded_answer_is_offered(text: str, offer: str) -> None:
    found, _ = offer_answer(AGREEMENT, text)
    assert found
    assert found.words == offer


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("01-Feb", "a date that a spreadsheet made"),
        ("2-Jan", "a date that a spreadsheet made"),
        ("Feb-01", "a date that a spreadsheet made"),
        ("2026-02-01", "a date that a spreadsheet made"),
        ("2026-02-01 00:00:00", "a date that a spreadsheet made"),
        ("1/2", "a date that a spreadsheet made"),
        ("01/02/2026", "a date that a spreadsheet made"),
        ("6", "not on the scale"),
        ("NA", "may be a blank"),
        ("Zustimmung", ""),
        ("A6", ""),
    ],
)
def test_what_cannot_be_offered_is_explained(text: str, note: str) -> None:
    found, why = offer_answer(AGREEMENT, text)
    assert found is None
    assert note in why


def test_a_misspelt_option_is_offered() -> None:
    agency = questionnaire().attributes[0]
    offer = offer_option(agency, "Helth")
    assert offer
    assert (offer.value, offer.words) == ("health", "Health")
    assert offer_option(agency, "Fire brigade") is None


def test_a_word_of_one_option_alone_offers_it_and_one_of_two_options_offers_none() -> None:
    names = ["School, college or early years", "Health visitors", "Health service"]
    options = tuple(Option(id=f"o{n}", name=name) for n, name in enumerate(names))
    agency = Attribute(id="agency", question="Where?", options=options)
    assert offer_option(agency, "school") == Offer("o0", names[0])
    assert offer_option(agency, "Health") is None
