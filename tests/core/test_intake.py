"""Does an export become the answers that stand in it, with an account of all else?"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from grids import grid, mapping, reading, with_scale
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, ITEMS, named, questionnaire, table

from collabcheck.core.errors import CollabcheckError, FaultyFile
from collabcheck.core.findings.quality import quality
from collabcheck.core.responses.account import Account, Shift
from collabcheck.core.responses.columns import Batch
from collabcheck.core.responses.dates import day
from collabcheck.core.responses.intake import Intake, intake, refuse_repeats
from collabcheck.core.responses.proposal import resolve
from collabcheck.core.responses.table import Table

ITEM_IDS = "t1,t2,t3,p1,p2,m1"


def tables(of: Intake) -> Table:
    """Read an export to its end and put its tables together."""
    found = list(of.tables())
    return Table(
        np.concatenate([t.answers for t in found]),
        {
            name: tuple(option for t in found for option in t.attributes[name])
            for name in (found[0].attributes if found else ())
        },
    )


def account(of: Intake) -> Account:
    """Read an export to its end, whatever is to be mended."""
    list(of.portions())
    return of.account


def refusal(of: Intake) -> str:
    """Read an export that must be refused and give what is said."""
    with pytest.raises(FaultyFile) as caught:
        list(of.tables())
    return str(caught.value)


def dropped(of: Account) -> dict[str, int]:
    return {drop.why: drop.count for drop in of.dropped}


def test_a_file_of_item_ids_gives_the_answers_in_it() -> None:
    found = tables(
        reading(
            f"agency,{ITEM_IDS}\n"
            "police,1,2,3,4,5,Agree\n"
            "Health,Strongly agree,n/a,Don't know,,5,1\n"
            ",5,5,5,1,1,3\n"
        )
    )
    same = table(
        questionnaire(),
        """respondent agency t1 t2 t3 p1 p2 m1
           a          police 1  2  3  4  5  4
           b          health 5  n  d  .  5  1
           c          -      5  5  5  1  1  3""",
    )
    assert np.array_equal(found.answers, same.answers)
    assert found.attributes == same.attributes


CELLS = st.sampled_from(["1", "2", "3", "4", "5", "Agree", "n/a", "dont know", ""])


@given(
    st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=12), st.integers(1, 5)
)
def test_the_size_of_a_batch_changes_nothing(rows: list[list[str]], size: int) -> None:
    text = "\n".join([ITEM_IDS, *(",".join(row) for row in rows if any(row)), "1,1,1,1,1,1"])
    small, large = reading(text, size=size), reading(text, size=100)
    assert np.array_equal(tables(small).answers, tables(large).answers)
    assert account(small) == account(large)


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=12))
def test_every_row_is_kept_or_dropped_and_every_answer_of_the_kept_is_counted(
    rows: list[list[str]],
) -> None:
    found = account(reading("\n".join([ITEM_IDS, *(",".join(row) for row in rows if any(row))])))
    assert found.rows == found.kept + sum(drop.count for drop in found.dropped)
    assert {sum(item.counts) for item in found.items} == {found.kept}


def test_a_category_that_nobody_chose_is_counted_as_zero() -> None:
    found = account(reading(f"{ITEM_IDS}\n4,4,4,4,4,4\n"))
    assert [item.counts for item in found.items] == [(0, 0, 0, 1, 0, 0, 0, 0)] * 6


@pytest.mark.parametrize("lo", [0, 1])
@pytest.mark.parametrize("points", [3, 4, 7, 10, 11])
def test_any_scale_of_3_to_11_points_is_read(lo: int, points: int) -> None:
    of = with_scale(lo, [f"Label {chr(97 + n)}" for n in range(points)])
    codes = [str(lo + n % points) for n in range(6)]
    text = f"{ITEM_IDS}\n{','.join(codes)}\n{lo},{lo},{lo},{lo},{lo},Label {chr(96 + points)}\n"
    expected = [[n % points for n in range(6)], [0, 0, 0, 0, 0, points - 1]]
    assert tables(reading(text, of)).answers.tolist() == expected


# Rows


def test_rows_without_an_answer_are_dropped_and_counted() -> None:
    found = account(reading(f"name,{ITEM_IDS}\nx,,,,,,\ny,1,2,3,4,5,1\nz,,Prefer not to say,,,,\n"))
    assert (found.kept, dropped(found)) == (1, {"no-answer": 2})


def test_rows_are_kept_where_a_column_holds_one_of_the_texts() -> None:
    text = f"done,{ITEM_IDS}\nYes,1,2,3,4,5,1\nno,1,2,3,4,5,1\n yes ,1,2,3,4,5,1\nno,x,x,x,x,x,x\n"
    of = reading(text, mapping=mapping(keep=[{"column": "done", "texts": ["YES"]}]))
    assert len(tables(of)) == 2
    assert dropped(account(of)) == {"not-kept": 2}


def test_several_waves_are_refused_until_one_is_chosen() -> None:
    text = f"wave,{ITEM_IDS}\nspring,1,2,3,4,5,1\nautumn,2,2,3,4,5,1\nSpring,3,2,3,4,5,1\n"
    assert "several waves: 'autumn', 'spring'; choose one with --wave" in refusal(reading(text))
    one = reading(text, wave="spring")
    assert tables(one).answers[:, 0].tolist() == [0, 2]
    assert dropped(account(one)) == {"other-wave": 1}
    said = "there is no wave 'winter'; there are 'autumn', 'spring'; choose one of them with --wave"
    assert refusal(reading(text, wave="winter")) == f"answers.csv: {said}"
    with pytest.raises(CollabcheckError, match="no column tells the wave"):
        reading(f"{ITEM_IDS}\n1,2,3,4,5,1", wave="spring")


def test_rows_without_a_wave_are_counted_and_are_no_wave_to_choose() -> None:
    text = f"wave,{ITEM_IDS}\nspring,1,2,3,4,5,1\n,2,2,3,4,5,1\n,3,2,3,4,5,1\n"
    assert "it holds wave 'spring' and 2 rows without a wave; choose one" in refusal(reading(text))
    assert "there is no wave ''; there is 'spring'" in refusal(reading(text, wave=" "))
    assert len(tables(reading(text, wave="spring"))) == 1


def test_a_row_with_a_remark_and_no_answer_is_of_no_wave() -> None:
    text = f"wave,{ITEM_IDS},note\n1,1,2,3,4,5,1,\n,,,,,, ,entered by JB\n2,,,,,,,late\n"
    of = reading(text)
    assert len(tables(of)) == 1
    assert account(of).waves == (("1", 1),)
    assert "there is no wave '2'; there is '1'" in refusal(reading(text, wave="2"))


def short(row: int, cells: int) -> Batch:
    """Give two rows, of which the first had so few cells."""
    whole = ["1", "2", "3", "4", "5", "1", "x"]
    first = [*whole[:cells], *[""] * (7 - cells)]
    return Batch([row, row + 1], [first, whole], padded=((row, cells),))


def test_a_row_that_lacks_the_cell_of_an_item_is_refused_by_its_number() -> None:
    """The cell that is missing may be any, and all answers behind it one item too early."""
    cells = replace(grid(f"{ITEM_IDS},Remarks\n"), batches=lambda _=None: iter([short(7, 5)]))
    of = intake(questionnaire(), resolve(questionnaire(), cells), cells)
    assert "row 7 has fewer cells than the header, and so an answer may stand" in refusal(of)


def test_a_row_that_lacks_no_item_is_filled_up_and_named() -> None:
    cells = replace(grid(f"{ITEM_IDS},Remarks\n"), batches=lambda _=None: iter([short(7, 6)]))
    of = intake(questionnaire(), resolve(questionnaire(), cells), cells)
    assert len(tables(of)) == 2
    assert account(of).notes == ("filled up with blanks, as shorter than the header: row 7",)


TWICE = f"id,{ITEM_IDS}\na,1,1,1,1,1,2\nb,2,2,2,2,2,1\nA ,3,3,3,3,3,1\n,4,4,4,4,4,1\n,5,5,5,5,5,1\n"


@pytest.mark.parametrize("size", [1, 2, 10])
@pytest.mark.parametrize(("which", "kept"), [("first", [0, 1, 3, 4]), ("last", [1, 2, 3, 4])])
def test_of_two_answers_by_one_respondent_the_mapping_chooses(
    size: int, which: str, kept: list[int]
) -> None:
    """A blank is nobody in particular."""
    of = reading(TWICE, mapping=mapping(respondent="id", duplicates=which), size=size)
    assert tables(of).answers[:, 0].tolist() == kept
    assert dropped(account(of)) == {"duplicate": 1}


@pytest.mark.parametrize("size", [1, 2, 10])
def test_two_answers_by_one_respondent_are_refused_by_row(size: int) -> None:
    of = reading(TWICE, mapping=mapping(respondent="id"), size=size)
    said = refusal(of)
    found = account(of)
    assert (found.rows, found.kept, found.dropped) == (5, 5, ())
    assert "row 4 is a second answer by the respondent of row 2; which counts?" in said
    assert "duplicates: first" in said


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.integers(1, 7))
def test_each_respondent_is_left_once_whatever_the_batches(people: list[int], size: int) -> None:
    rows = [
        f"p{n},{1 + at // 25},{1 + at // 5 % 5},{1 + at % 5},1,1,1" for at, n in enumerate(people)
    ]
    text = "\n".join([f"id,{ITEM_IDS}", *rows])
    for which in ("first", "last"):
        of = reading(text, mapping=mapping(respondent="id", duplicates=which), size=size)
        kept = (tables(of).answers[:, :3] @ np.array([25, 5, 1])).tolist()
        order = list(enumerate(people))
        rows_of = {n: at for at, n in (order[::-1] if which == "first" else order)}
        assert kept == sorted(rows_of.values())


# Texts without a meaning


def test_all_unknown_texts_of_the_file_are_refused_at_once_with_their_place_and_an_offer() -> None:
    said = refusal(
        reading(
            f"agency,{ITEM_IDS}\n"
            "police,Stronlgy disagree,2,3,4,5,1\n"
            "Helth,1,2,3,4,5,1\n"
            "police,stronlgy  Disagree,2,3,4,5,Zustimmung\n"
        )
    )
    assert said.splitlines() == [
        (
            "answers.csv, row 2, column 2 (t1): 'Stronlgy disagree' is no answer of the scale, "
            "2 times; did you mean 'Strongly disagree'? say what it means in the mapping, under "
            "answers"
        ),
        (
            "answers.csv, row 3, column 1 (agency): 'Helth' is no option; did you mean 'Health'? "
            "say which option it is in the mapping, under the attribute's options"
        ),
        (
            "answers.csv, row 4, column 7 (m1): 'Zustimmung' is no answer of the scale; say what "
            "it means in the mapping, under answers"
        ),
    ]


def test_unknown_texts_of_rows_that_are_dropped_are_nobodys_business() -> None:
    text = f"id,{ITEM_IDS}\na,1,2,3,4,5,1\na,?,?,?,?,?,?\n"
    of = reading(text, mapping=mapping(respondent="id", duplicates="first"))
    assert len(tables(of)) == 1


def test_the_mapping_translates_another_language() -> None:
    words = {"Stimme zu": 4, "Stimme nicht zu": 2, "Keine Angabe": "blank"}
    answers = [{"text": text, "answer": answer} for text, answer in words.items()]
    text = f"{ITEM_IDS}\nstimme zu,Stimme nicht zu,Keine Angabe,Stimme zu,Stimme zu,Stimme zu\n"
    found = tables(reading(text, mapping=mapping(answers=answers)))
    assert found.answers.tolist() == [[3, 1, 7, 3, 3, 3]]


def test_one_number_off_the_scale_means_that_no_number_in_the_file_can_be_trusted() -> None:
    """A tool's own codes 1, 2, 3, 4, 6; in m1 nobody happened to choose the 6."""
    of = reading(f"{ITEM_IDS}\n1,2,3,4,6,1\n2,2,2,2,2,2\n")
    said = refusal(of)
    assert "no number alone can be trusted to be a code of the scale" in said
    assert "what each number means: 1, 2, 3, 4, 6" in said
    codes = [{"text": str(a), "answer": b} for a, b in zip((1, 2, 3, 4, 6), (1, 3, 4, 5, 2))]  # noqa: B905
    of = reading(f"{ITEM_IDS}\n1,2,3,4,6,1\n", mapping=mapping(answers=codes))
    assert tables(of).answers.tolist() == [[0, 2, 3, 4, 1, 0]]


def test_a_label_beside_another_code_wins_is_counted_and_makes_numbers_alone_doubtful() -> None:
    labels = reading(f"{ITEM_IDS}\nAgree (6),Agree (6),Disagree (2),n/a,Agree,Agree\n")
    assert tables(labels).answers.tolist() == [[3, 3, 1, 6, 3, 3]]
    assert account(labels).clashes == 2
    mixed = refusal(reading(f"{ITEM_IDS}\nAgree (6),4,Agree,n/a,Agree,Agree\n"))
    assert "labels that have other codes" in mixed


def test_a_date_in_an_items_column_is_said_to_be_a_spreadsheets_doing() -> None:
    said = refusal(reading(f"{ITEM_IDS}\n01-Feb,2,3,4,5,1\n"))
    assert "looks like a date that a spreadsheet made of an answer such as '1-2'" in said


def test_a_column_of_free_text_is_no_column_of_answers() -> None:
    rows = "".join(f"remark {n},2,3,4,5,1\n" for n in range(80))
    said = refusal(reading(f"{ITEM_IDS}\n{rows}"))
    assert "column 1 (t1): too many different texts here" in said
    assert "remark" not in said


# Attributes and days


def test_an_attribute_that_is_not_asked_takes_its_texts_as_they_are() -> None:
    text = f"Team,{ITEM_IDS}\n" + "".join(
        f"{team},1,2,3,4,5,1\n" for team in ("North", " north ", "South", "")
    )
    of = reading(text, mapping=mapping(attributes=[{"attribute": "team", "column": "Team"}]))
    assert tables(of).attributes["team"] == ("North", "North", "South", None)


def test_groups_of_more_than_50_texts_are_refused_as_they_may_be_names() -> None:
    rows = "".join(f"Person {n},1,2,3,4,5,1\n" for n in range(51))
    of = reading(
        f"Who,{ITEM_IDS}\n{rows}", mapping=mapping(attributes=[{"attribute": "w", "column": "Who"}])
    )
    said = refusal(of)
    assert "column 1 (Who): too many different texts" in said
    assert "Person" not in said


def test_an_attribute_can_be_the_same_for_the_whole_file_or_left_out() -> None:
    text = f"{ITEM_IDS}\n1,2,3,4,5,1\n"
    always = mapping(attributes=[{"attribute": "agency", "always": "Police"}])
    assert tables(reading(text, mapping=always)).attributes == {"agency": ("police",)}
    assert tables(reading(text)).attributes == {"agency": (None,)}


def test_options_are_translated_and_none_leaves_one_out() -> None:
    words = [{"text": "Polizei", "option": "police"}, {"text": "Andere", "option": None}]
    of = reading(
        f"Amt,{ITEM_IDS}\nPolizei,1,2,3,4,5,1\nandere,1,2,3,4,5,1\n",
        mapping=mapping(attributes=[{"attribute": "agency", "column": "Amt", "options": words}]),
    )
    assert tables(of).attributes["agency"] == ("police", None)


def test_an_option_named_as_a_blank_is_elsewhere_is_that_option() -> None:
    secret = "      - {id: secret, name: Prefer not to say}\n"
    of = questionnaire(HEAD + secret + ITEMS)
    text = f"agency,{ITEM_IDS}\nPrefer not to say,1,2,3,4,5,1\n,1,2,3,4,5,1\n"
    assert tables(reading(text, of)).attributes["agency"] == ("secret", None)
    assert tables(reading(text)).attributes["agency"] == (None, None)


def test_the_period_runs_from_the_first_day_to_the_last() -> None:
    of = reading(
        f"When,{ITEM_IDS}\n31/01/2026 10:22,1,2,3,4,5,1\n,1,2,3,4,5,1\n02/01/2026,1,2,3,4,5,1\n",
        mapping=mapping(date={"column": "When", "order": "day-first"}),
    )
    assert [t.period for t in of.tables()] == [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-02", "2026-01-02"),
    ]
    assert account(of).period == ("2026-01-02", "2026-01-31")


@pytest.mark.parametrize(
    ("days", "period"),
    [
        (["3 January 2026", "12 August 2026 10:22"], ("2026-01-03", "2026-08-12")),
        (["September 30, 2026", " 1 Oct 26"], ("2026-09-30", "2026-10-01")),
        (["   31/01/2026 9:05", "02/02/2026 10:22:05"], ("2026-01-31", "2026-02-02")),
    ],
)
def test_a_day_is_read_whole_however_long_its_words_are(
    days: list[str], period: tuple[str, str]
) -> None:
    rows = "".join(f'"{day}",1,2,3,4,5,1\n' for day in days)
    when = mapping(date={"column": "When", "order": "day-first"})
    assert account(reading(f"When,{ITEM_IDS}\n{rows}", mapping=when)).period == period


def test_a_day_that_does_not_fit_the_order_is_refused_with_its_row() -> None:
    of = reading(
        f"When,{ITEM_IDS}\n31/01/2026,1,2,3,4,5,1\n01/31/2026,1,2,3,4,5,1\n",
        mapping=mapping(date={"column": "When", "order": "day-first"}),
    )
    assert "row 3, column 1 (When): '01/31/2026' is no day in this order" in refusal(of)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-01-31T10:22:05Z", "year-first", "2026-01-31"),
        ("2026/01/31 10:22:05 AM GMT+1", "year-first", "2026-01-31"),
        ("31.01.2026", "day-first", "2026-01-31"),
        ("1/31/26 9:05", "month-first", "2026-01-31"),
        ("31 January 2026 10:22", "year-first", "2026-01-31"),
        ("Jan 31, 2026", "day-first", "2026-01-31"),
        ("30/02/2026", "day-first", None),
        ("46053.43", "year-first", None),
        ("2026", "year-first", None),
        ("x", "day-first", None),
    ],
)
def test_days_are_read_as_tools_write_them(text: str, order: str, expected: str | None) -> None:
    assert day(text, order) == expected  # type: ignore[arg-type]


def test_one_option_for_all_is_refused_where_a_column_tells_each_ones() -> None:
    always = mapping(attributes=[{"attribute": "agency", "always": "Police"}])
    with pytest.raises(FaultyFile, match="the file has a column for it: 1 \\(agency\\)"):
        reading(f"agency,{ITEM_IDS}\nhealth,1,2,3,4,5,1\n", mapping=always)
    empty = reading(f"agency,{ITEM_IDS}\n,1,2,3,4,5,1\n", mapping=always)
    assert tables(empty).attributes["agency"] == ("police",)


def test_a_second_header_row_that_holds_answers_is_refused() -> None:
    cells = grid(f"{ITEM_IDS}\n4,2,Agree,4,2,\n1,2,3,4,5,1\n", headers=2)
    with pytest.raises(FaultyFile, match=r"header row 2 of 2 holds answers.*header_rows: 1"):
        resolve(questionnaire(), cells)
    assert resolve(questionnaire(), grid(f"{ITEM_IDS}\n1,2,3,4,5,6\n1,2,3,4,5,1", headers=2))


def test_the_first_respondent_is_not_taken_for_the_header() -> None:
    """The file has no row of names, and the mapping names columns by their numbers."""
    by_number = mapping(
        items=[{"item": item, "column": n} for n, item in enumerate(ITEM_IDS.split(","), 2)]
    )
    first = "anna@x,Agree,Agree,,Disagree,,\n"
    with pytest.raises(FaultyFile, match=r"header row 1 of 1 holds answers; write a row of column"):
        reading(f"{first}bo@x,1,2,3,4,5,1\n", mapping=by_number)
    assert len(tables(reading("who,1,2,3,4,5,6\nbo@x,1,2,3,4,5,1\n", mapping=by_number))) == 1


def twins(same: int, others: int, codes: str = "1,2,3,4,5,1") -> str:
    """Write answers of `same` people that another file may hold too, and of others."""
    rows = [f"{n},{codes}" for n in range(same)]
    return "\n".join(
        [f"id,{ITEM_IDS}", *rows, *(f"x{n},5,1,4,2,3,{n % 5 + 1}" for n in range(others))]
    )


def repeated(first: str, second: str) -> tuple[str, ...]:
    readings = [reading(text, mapping=mapping(respondent="id")) for text in (first, second)]
    for each in readings:
        each.remembers = True
        list(each.tables())
    return refuse_repeats(readings)


def test_most_of_a_files_people_in_another_file_are_the_same_people() -> None:
    with pytest.raises(CollabcheckError, match="4 of its respondents stand with the same answers"):
        repeated(twins(4, 0), twins(4, 9))


def test_a_few_with_the_same_number_and_answers_may_be_chance_and_are_said() -> None:
    others = "".join(f"\n{n},5,4,3,2,1,1" for n in range(1, 9))
    (line,) = repeated(twins(1, 5), twins(1, 0) + others)
    assert "1 of its respondents has the name or number, and the answers, of one in" in line


def test_those_who_gave_one_answer_throughout_count_for_nothing_there() -> None:
    assert repeated(twins(3, 0, "4,4,4,4,4,4"), twins(3, 0, "4,4,4,4,4,4")) == ()


# What is flagged


@pytest.mark.parametrize(
    ("rows", "nameless"),
    [
        ("police,a\nhealth,b\n,\n", 4),
        ("police,\nhealth,b\n,c\n", None),
        ("police,a\n,\nhealth,c\n", None),
        (",\npolice,a\n,\n", None),
        (",\n", None),
    ],
)
def test_a_last_row_that_alone_says_nothing_of_who_answered_is_named(
    rows: str, nameless: int | None
) -> None:
    text = f"agency,id,{ITEM_IDS}\n" + rows.replace("\n", ",1,2,3,4,5,1\n")
    assert account(reading(text)).nameless == nameless


@pytest.mark.parametrize(
    ("lo", "codes", "shift"),
    [
        (1, "1234", Shift(5, 0)),
        (1, "2345", Shift(1, 2)),
        (0, "1234", Shift(0, 1)),
        (0, "0123", None),
        (1, "12345", None),
        (1, "234", None),
    ],
)
def test_numbers_alone_of_which_none_is_at_one_end_of_the_scale_may_count_from_elsewhere(
    lo: int, codes: str, shift: Shift | None
) -> None:
    of = with_scale(lo, [f"Label {chr(97 + n)}" for n in range(5)])
    answers = [codes[n % len(codes)] for n in range(6 * 20)]
    rows = "".join(",".join(answers[n : n + 6]) + "\n" for n in range(0, len(answers), 6))
    assert account(reading(f"{ITEM_IDS}\n{rows}", of)).shift == shift
    label = "Label b,2,2,2,2,2\n"
    assert account(reading(f"{ITEM_IDS}\n{rows}{label}", of)).shift is None
    assert account(reading(f"{ITEM_IDS}\n{rows[:36]}", of)).shift is None


def flagged(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    found = account(reading(text))
    return found.straight.first, found.contradictory.first


def test_the_same_answer_to_statements_and_their_opposites_is_flagged_and_kept() -> None:
    text = f"{ITEM_IDS}\n4,4,4,4,4,4\n4,4,4,4,4,3\n4,4,4,4,,\n4,n/a,4,4,n/a,4\n"
    assert flagged(text) == ((2,), ())
    assert account(reading(text)).kept == 4


def test_the_same_answer_to_statements_that_all_point_one_way_is_no_sign() -> None:
    of = questionnaire(HEAD + ITEMS.replace("keying: reverse", "keying: forward"))
    assert account(reading(f"{ITEM_IDS}\n4,4,4,4,4,4\n", of)).straight.count == 0


def test_a_long_run_of_one_answer_is_flagged() -> None:
    items = "items:\n" + "".join(
        f"  - {{id: i{n}, text: Statement {n}., axis: trust}}\n" for n in range(1, 21)
    )
    of = questionnaire(HEAD + items)
    header = ",".join(f"i{n}" for n in range(1, 21))
    ten = ",".join(["3"] * 10 + ["4", "2"] * 5)
    nine = ",".join(["3"] * 9 + ["4", "2"] * 5 + ["1"])
    gap = ",".join(["3"] * 9 + ["", "3"] + ["4", "2"] * 4 + ["1"])
    found = account(reading(f"{header}\n{ten}\n{nine}\n{gap}\n", of))
    assert found.straight.first == (2, 4)


def test_full_agreement_with_a_statement_and_its_opposite_is_flagged() -> None:
    """t1 and t2 are about one strand of one axis, and of one barrier; p1 and p2 are not."""
    assert flagged(f"{ITEM_IDS}\n5,5,1,1,2,1\n5,4,1,1,2,1\n1,1,1,5,5,1\n") == ((), (2,))


MANY = "".join("4,2,4,4,2,3\n" for _ in range(10))
SAME = "5,5,5,5,5,5\n"


def means(text: str) -> list[tuple[object, object]]:
    return [(axis.mean, axis.without) for axis in quality(reading(text)).axes]


def test_the_means_are_given_with_and_without_the_flagged() -> None:
    found = means(f"{ITEM_IDS}\n{MANY}{SAME * 5}")
    assert found[0] == (3.89, 4.0), "10 times 4 and 5 times 11/3, to two decimals"
    assert means(f"{ITEM_IDS}\n{MANY}") == []


def test_whoever_holds_the_export_is_told_of_few_people_too() -> None:
    """Nothing is hidden from them: they can see each row."""
    assert means(f"{ITEM_IDS}\n{MANY[:24]}{SAME * 2}")[0] == (3.83, 4.0)
    (agency,) = quality(reading(f"agency,{ITEM_IDS}\npolice,1,2,3,4,5,1\n")).options
    assert agency.counts == (("police", 1),)


def test_the_account_before_the_end_is_a_mistake_of_the_program() -> None:
    with pytest.raises(RuntimeError):
        _ = reading(f"{ITEM_IDS}\n1,2,3,4,5,1\n").account


def test_columns_that_are_not_read_are_listed() -> None:
    found = account(reading(f"{ITEM_IDS},Comments,Shoe size\n1,2,3,4,5,1,x,9\n"))
    assert [column.name for column in found.unread] == ["Comments", "Shoe size"]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=6, max_size=6))
def test_any_cells_give_answers_or_an_error_for_people(cells: list[str]) -> None:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    with named("answers.csv"):
        list(reading(f"{ITEM_IDS}\n1,2,3,4,5,1\n{file.getvalue()}").tables())


def test_an_empty_file_is_refused() -> None:
    assert "no row holds an answer" in refusal(reading(ITEM_IDS))
    assert grid(ITEM_IDS).columns[0].name == "t1"


def test_items_are_those_of_the_questionnaire_in_its_order() -> None:
    found = tables(reading("m1,p2,p1,t3,t2,t1\n1,5,4,3,2,1\n"))
    assert found.answers.tolist() == [[0, 1, 2, 3, 4, 0]]
    assert ITEMS.count("id:") == 6
