"""Is a mapping agreed on with its user, and is nothing in doubt taken without a yes?"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from grids import grid, mapping
from support import questionnaire

from collabcheck.ask.agree import agree
from collabcheck.ask.talk import Talk
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.mapping import ItemColumn, Mapping, Word
from collabcheck.core.responses.proposal import propose, resolve

IDS = "t1,t2,t3,p1,p2,m1"


@dataclass
class Desk:
    """Somebody who types these lines in turn; all that was said to them is kept."""

    lines: list[str]
    said: list[str] = field(default_factory=list)

    def ask(self, question: str) -> str:
        self.said.append(question)
        assert self.lines, f"nobody said what to answer to: {question}"
        return self.lines.pop(0) + "\n"

    def talk(self) -> Talk:
        return Talk(self.ask, self.said.append)


def agreed(text: str, *lines: str) -> tuple[Mapping, str]:
    """Map an export with these answers; give the mapping and all that was said."""
    desk = Desk(list(lines))
    cells, start = grid(text), mapping()
    found = agree(
        questionnaire(), cells, start, propose(questionnaire(), cells, start), desk.talk()
    )
    assert not desk.lines, f"not asked for: {desk.lines}"
    return found, "\n".join(desk.said)


def items(of: Mapping) -> dict[str, object]:
    return {entry.item: entry.column for entry in of.items}


def test_what_is_certain_is_shown_with_two_cells_and_taken_with_one_yes() -> None:
    found, said = agreed(f"agency,{IDS}\npolice,1,2,3,4,5,1\nhealth,2,2,3,4,5,1\n", "y")
    assert list(items(found)) == ["t1", "t2", "t3", "p1", "p2", "m1"]
    assert [a.column for a in found.attributes] == ["agency"]
    assert "    2  t1 -> t1: '1', '2'" in said
    assert "    1  agency -> agency: 'police', 'health'" in said


def test_what_all_headers_share_is_left_out_and_lines_break_at_words() -> None:
    texts = ["We hear in time.", "Letters come late.", "Everybody has a say.", "We share one plan.",
             "Tasks are lost.", "We speak about cuts."]  # fmt: skip
    grid_question = "How far do you agree with each of these about the last three months?"
    headers = ",".join(f"{grid_question} [{text}]" for text in texts)
    _, said = agreed(f"{headers}\n1,2,3,4,5,1\n", "y")
    assert "    2  Letters come late. -> t2: '2'" in said
    assert grid_question not in said
    assert max(map(len, said.splitlines())) <= 80


def test_what_is_certain_can_be_taken_one_by_one() -> None:
    found, _ = agreed(f"{IDS},x\n1,2,3,4,5,1,1\n", "one", "y", "y", "n", "y", "y", "y", "s", "s")
    assert list(items(found)) == ["t1", "t2", "p1", "p2", "m1"]


def test_what_was_left_stays_left_when_the_export_is_read() -> None:
    text = f"agency,{IDS}\npolice,1,2,3,4,5,1\n"
    found, _ = agreed(text, "one", "n", "y", "y", "y", "y", "y", "n", "s", "s")
    whole = resolve(questionnaire(), grid(text), found)
    assert list(items(whole)) == ["t2", "t3", "p1", "p2", "m1"]
    assert whole.attributes == ()


DOUBT = "t1,t2,t3,p1,p2,We speak of the cuts,Other\n1,2,3,4,5,1,2\n"


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        (["y", "s"], "We speak of the cuts"),
        (["7", "y", "s"], "Other"),
        (["n", "s"], None),
        (["", "what?", "1", "99", "yes", "s"], "We speak of the cuts"),
    ],
)
def test_a_doubt_is_taken_with_a_yes_or_another_column_and_not_otherwise(
    lines: list[str], column: str | None
) -> None:
    """An empty line is no yes; nor can a column be taken that holds another item."""
    found, said = agreed(DOUBT, "y", *lines)
    assert items(found).get("m1") == column
    assert 'Which column is item m1, "We speak about cuts."?' in said
    assert "confidence 0." in said


def test_of_two_columns_for_one_item_one_is_chosen_by_number() -> None:
    found, _ = agreed(f"{IDS},We hear in time.\n1,2,3,4,5,1,1\n", "y", "y", "7", "s")
    assert items(found)["t1"] == "We hear in time."


MISSING = "t1,t2,t3,p1,p2,Zettel,Place\n1,2,3,4,5,1,London\n"


def test_an_item_without_any_column_is_named_and_asked_for_with_the_columns_not_in_use() -> None:
    found, said = agreed(MISSING, "y", "6", "y", "s")
    assert items(found)["m1"] == "Zettel"
    assert 'No column was found for "We speak about cuts." (m1).' in said
    assert "Columns that are not in use:\n    6  Zettel: '1'\n    7  Place: 'London'" in said
    assert "m1" not in items(agreed(MISSING, "y", "s", "s")[0])


def test_a_typed_column_is_shown_and_taken_with_a_yes_and_one_without_answers_is_warned_of() -> (
    None
):
    found, said = agreed(MISSING, "y", "7", "n", "6", "y", "s")
    assert items(found)["m1"] == "Zettel"
    warning = "None of its texts is an answer of the scale."
    assert said.count(warning) == 1
    assert f"    7  Place: 'London'\n  {warning}\n  Is this it?" in said


def test_many_items_without_a_column_can_be_passed_over_at_once() -> None:
    found, said = agreed("Zettel,t3\n1,2\n", "y", "n", "s")
    assert items(found) == {"t3": "t3"}
    assert said.count("No column was found for") == 5


def test_where_no_item_has_a_column_nothing_is_written_and_a_way_on_is_named() -> None:
    with pytest.raises(CollabcheckError, match="no item has a column, so nothing was written"):
        agreed("Zettel\n1\n", "n")


ROW = "Zettel,a,b,c,d,e,f\nx,1,2,3,4,5,1\n"


def test_the_columns_behind_one_that_was_named_are_offered_to_the_next_items_at_once() -> None:
    found, said = agreed(ROW, "y", "2", "y", "all", "s")
    assert items(found) == dict(zip(IDS.split(","), "abcdef", strict=True))
    assert "The 5 columns behind it may be the next 5 items:\n    3  b -> t2: '2'" in said
    assert "    7  f -> m1: '1'" in said
    found, _ = agreed(ROW, "y", "2", "y", "one", *"sssss", "s")
    assert items(found) == {"t1": "a"}


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ("t[1],t[2],t[3],p[1],p[2],Other", "the id is written otherwise"),
        (
            ",".join(
                f"Think of the last three months and say what holds where you work {n} {text}"
                for n, text in enumerate(
                    ["We hear in time.", "Letters come late.", "Everybody has a say.",
                     "We share one plan.", "Tasks are lost."], 1
                )
            )
            + ",Other",
            "the wording differs",
        ),
    ],
)  # fmt: skip
def test_many_like_doubts_are_one_question_after_three_of_them(headers: str, why: str) -> None:
    text = f"{headers}\n1,2,3,4,5,1\n"
    found, said = agreed(text, "all", "n", "s")
    assert list(items(found)) == ["t1", "t2", "t3", "p1", "p2"]
    assert f"5 columns may each be an item in the same way ({why}); three:" in " ".join(
        said.split()
    )
    found, _ = agreed(text, "one", "y", "y", "y", "n", "n", "n", "s")
    assert list(items(found)) == ["t1", "t2", "t3"]


def test_every_line_breaks_at_words_within_80_columns() -> None:
    long = "a very long text that nobody would ever have as an option of anything " * 2
    text = f"agency,{IDS}\n{long},1,2,3,4,5,Strongly disagre\n"
    _, said = agreed(text, "y", "y", "s")
    assert max(map(len, said.splitlines())) <= 80
    assert "Did you mean 'Strongly disagree'? y takes it.\n" in said


def test_an_attribute_without_a_column_is_asked_for_and_its_texts_become_options() -> None:
    text = f"Body,{IDS}\nGP surgery,1,2,3,4,5,1\nPolice,1,2,3,4,5,1\n"
    found, said = agreed(text, "y", "1", "y", "1")
    assert 'Which column tells the agency, "Where do you work?"?' in said
    assert "    1  Body: 'GP surgery', 'Police'" in said
    (agency,) = found.attributes
    assert agency.column == "Body"
    assert [(word.text, word.option) for word in agency.options] == [("GP surgery", "health")]


def test_unknown_texts_are_asked_about_once_each_and_an_offer_is_taken_with_y() -> None:
    found, said = agreed(
        f"{IDS}\nStronlgy disagree,Stimme zu,3,4,5,1\nstronlgy disagree,?,3,4,5,1\n",
        "y", "y", "4", "s",
    )  # fmt: skip
    assert found.answers == (
        Word(text="Stronlgy disagree", answer=1),
        Word(text="Stimme zu", answer=4),
    )
    assert "Did you mean 'Strongly disagree'?" in said
    assert "2 x, first in row 2, column 1" in said


def test_numbers_that_are_no_codes_of_the_scale_are_all_asked_about() -> None:
    found, _ = agreed(f"{IDS}\n1,2,3,4,6,1\n", "y", "1", "3", "4", "5", "2")
    assert {word.text: word.answer for word in found.answers} == {
        "1": 1, "2": 3, "3": 4, "4": 5, "6": 2,
    }  # fmt: skip


def test_unknown_options_are_asked_about_with_the_options_in_words() -> None:
    text = f"agency,{IDS}\nHelth,1,2,3,4,5,1\nPolizei,1,2,3,4,5,1\nAndere,1,2,3,4,5,1\n"
    found, said = agreed(text, "y", "y", "2", "x")
    assert [(w.text, w.option) for w in found.attributes[0].options] == [
        ("Helth", "health"),
        ("Polizei", "police"),
        ("Andere", None),
    ]
    assert "4 Council" in said


@pytest.mark.parametrize(("line", "order"), [("1", "day-first"), ("2", "month-first")])
def test_days_that_can_be_read_two_ways_are_asked_about_with_the_possible_ways_alone(
    line: str, order: str
) -> None:
    text = f"Date,{IDS}\n02/02/2026,1,2,3,4,5,1\n11/02/2026,1,2,3,4,5,1\n"
    found, said = agreed(text, "y", "y", "3", line)
    assert found.date
    assert (found.date.column, found.date.order) == ("Date", order)
    assert "11/02/2026: 1 for 11 February (day first), 2 for 2 November (month first)." in said


@pytest.mark.parametrize(("line", "kept"), [("f", "first"), ("l", "last"), ("s", "refuse")])
def test_respondents_who_answered_twice_are_asked_about(line: str, kept: str) -> None:
    text = f"id,{IDS}\na,1,2,3,4,5,1\nb,1,2,3,4,5,1\nc,1,2,3,4,5,1\na,2,2,3,4,5,1\n"
    found, said = agreed(text, "y", line)
    assert found.duplicates == kept
    assert "Row 5 is a second answer by the respondent of row 2." in said


STATES = f"id,Status,{IDS}\n1,ok,1,2,3,4,5,1\n2,part,1,2,3,4,5,1\n3,,1,2,3,4,5,1\n"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["y", "n", "n"], [("ok",)]),
        (["y", "n", "y"], [("ok", "")]),
        (["y", "y", "y"], []),
        (["n", "no", "n", "yes", "n", "n"], [("ok",)]),
    ],
)
def test_a_column_that_may_say_who_finished_is_asked_about_text_by_text(
    lines: list[str], kept: list[tuple[str, ...]]
) -> None:
    found, said = agreed(STATES, "y", *lines, *([] if kept else ["s"]))
    assert [keep.texts for keep in found.keep] == kept
    assert "This column may say who finished:\n    2  Status: 'ok', 'part'" in said
    assert "Count the rows with a blank here?" in said
    assert ("No row would be left." in said) == (len(lines) > 3)


@pytest.mark.parametrize(("line", "kept"), [("y", []), ("n", [("submitdate", ())])])
def test_rows_without_a_day_of_submission_are_asked_about(line: str, kept: list[object]) -> None:
    text = f"id,submitdate,{IDS}\n1,2026-01-01,1,2,3,4,5,1\n2,,1,2,3,4,5,1\n"
    found, _ = agreed(text, "y", line)
    assert [(keep.column, keep.texts) for keep in found.keep] == kept


def test_a_q_leaves_at_any_question_as_is_said_first() -> None:
    for lines in (["q"], ["y", " Q "], ["y", "n", "quit"]):
        desk = Desk(lines)
        cells, start = grid(MISSING), mapping()
        with pytest.raises(CollabcheckError, match="you left; nothing was written"):
            agree(
                questionnaire(), cells, start, propose(questionnaire(), cells, start), desk.talk()
            )
        assert desk.said[0] == "Type q at any question to leave; nothing is written then."


def test_what_the_start_says_is_not_asked_again() -> None:
    start = mapping(
        items=[{"item": "m1", "column": "We speak of the cuts"}],
        answers=[{"text": "ja", "answer": 4}],
    )
    cells = grid("t1,t2,t3,p1,p2,We speak of the cuts\nja,2,3,4,5,1\n")
    desk = Desk(["y"])
    found = agree(
        questionnaire(), cells, start, propose(questionnaire(), cells, start), desk.talk()
    )
    assert found.items[0] == ItemColumn(item="m1", column="We speak of the cuts")
    assert found.answers == start.answers


def test_nothing_in_a_file_can_act_on_the_terminal() -> None:
    _, said = agreed(f"{IDS},\x1b[31mRed\n1,2,3,4,\x1b]0;x\x07,1,1\n", "y", "s", "s")
    assert "\x1b" not in said
    assert "\x07" not in said
