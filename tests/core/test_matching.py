"""Are columns matched with items where it is certain, asked about where not, and never guessed?"""

from __future__ import annotations

import pytest
from grids import grid, mapping, reading
from support import TOWN, questionnaire

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.matching import Matches, match_items, titles
from collabcheck.core.responses.places import places
from collabcheck.core.responses.proposal import detect, propose, reference, resolve

TEXTS = ["We hear in time.", "Letters come late.", "Everybody has a say.", "We share one plan.",
         "Tasks are lost.", "We speak about cuts."]  # fmt: skip


def matched(*headers: str | tuple[str, ...], of: Questionnaire | None = None) -> Matches:
    columns = [
        Column(number, (header,) if isinstance(header, str) else header)
        for number, header in enumerate(headers, 1)
    ]
    return match_items((of or questionnaire()).items, columns)


def certain(*headers: str | tuple[str, ...]) -> dict[str, int]:
    return {m.item: m.column.number for m in matched(*headers).certain}


@pytest.mark.parametrize(
    "header",
    [
        "t1",
        "T1",
        " t1 ",
        "t1. We hear in time.",
        "t1: Do we hear in time?",
        "[t1] We hear in time",
        "We hear in time. [t1]",
        "Q7[t1]",
        "We hear in time.",
        "WE HEAR IN TIME",
        "We\u00a0hear  in time",
        "3. We hear in time.",
        "How is it? [We hear in time.]",
        "How is it? - We hear in time.",
        "<p>We hear in <b>time</b>.</p>",
        "We hear in time. *",
        "Please answer. - We hear in time.",
        "How far do you agree: - We hear in time.",
        "How is it? Think of three months. - We hear in time.",
        'How is it? "We" is all. \u2013 We hear in time.',
        ("How is it?", "We hear in time."),
        ("Q3_1", "How is it? - We hear in time.", '{"ImportId":"QID3_1"}'),
        ("t1", "How is it? - We hear in time.", '{"ImportId":"QID3_1"}'),
        ("t1", ""),
    ],
)
def test_a_column_is_certain_by_id_or_text_as_tools_write_them(
    header: str | tuple[str, ...],
) -> None:
    assert certain("Respondent", header) == {"t1": 2}


@pytest.mark.parametrize("spelt", ["rip-04", "rip_04", "RIP04"])
def test_an_id_is_found_as_tools_spell_it_that_allow_no_hyphen(spelt: str) -> None:
    of = questionnaire(TOWN.replace("id: t1", "id: rip-04"))
    assert [m.item for m in matched(spelt, of=of).certain] == ["rip-04"]


@pytest.mark.parametrize("spelt", ["{}[0{}]", "{}[SQ00{}]", "{}_SQ{}", "{}.0{}", "{} {}"])
def test_codes_are_certain_where_they_leave_no_item_over_and_else_in_doubt(spelt: str) -> None:
    ids = ("t1", "t2", "t3", "p1", "p2", "m1")
    headers = [spelt.format(*name) for name in ids]
    assert certain("id", *headers, "x[01]") == {name: n for n, name in enumerate(ids, 2)}
    assert [m.how for m in matched(*headers[:5], "t3").certain] == ["id"]
    some = matched("id", *headers[:5])
    assert some.certain == ()
    assert [(m.item, m.how) for m in some.doubtful] == [(name, "code") for name in ids[:5]]


def test_a_code_above_another_question_or_twice_is_not_taken() -> None:
    headers = ["t[1]", "t[2]", "t[3]", "p[1]", "p[2]"]
    assert matched(*headers, "m[1]", "m[SQ1]").certain == ()
    assert matched(*headers, ("m[1]", "Do you agree to take part in this?")).certain == ()


def test_a_longer_text_that_holds_an_item_whole_is_worth_a_question() -> None:
    text = "In the last three months, and in all of the places where you work, we hear in time"
    (match,) = matched(text).doubtful
    assert (match.item, match.how) == ("t1", "similar")


def test_a_tools_own_number_is_not_an_item_of_the_same_name() -> None:
    """A survey's first question is called t1 too, but asks something else."""
    found = matched(("t1", "Do you agree to take part in this survey?", '{"ImportId":"QID1"}'))
    assert found.certain == ()
    assert [(m.item, m.how) for m in found.doubtful] == [("t1", "id")]


def test_each_of_several_headers_finds_its_own_item() -> None:
    assert certain(*TEXTS) == {"t1": 1, "t2": 2, "t3": 3, "p1": 4, "p2": 5, "m1": 6}


def test_the_wording_for_one_role_is_the_item_too() -> None:
    text = "  - {id: t1, text: We hear in time.,"
    of = questionnaire(
        TOWN.replace("  - id: agency", "  - id: role", 1).replace(
            text, text + " variants: [{role: health, text: Nurses hear in time.}],"
        )
    )
    assert [m.item for m in matched("Nurses hear in time.", of=of).certain] == ["t1"]


def test_another_wording_is_in_doubt_with_a_confidence() -> None:
    found = matched("We hear about it in time.", "Something else entirely")
    (match,) = found.doubtful
    assert (match.item, match.how, match.column.number) == ("t1", "similar", 1)
    assert 0.5 < match.confidence < 1
    assert found.certain == ()


def test_two_columns_for_one_item_are_a_conflict_and_neither_is_taken() -> None:
    found = matched("t1", "We hear in time.", "t2")
    assert [m.item for m in found.certain] == ["t2"]
    assert [(m.item, m.column.number) for m in found.conflicts] == [("t1", 1), ("t1", 2)]


def test_one_column_for_two_items_is_a_conflict() -> None:
    found = matched("t1. Letters come late.", "t3")
    assert [m.item for m in found.certain] == ["t3"]
    assert {m.item for m in found.conflicts} == {"t1", "t2"}


def test_items_that_ask_the_same_are_told_apart_by_id() -> None:
    of = questionnaire(TOWN.replace("Everybody has a say.", "We hear in time."))
    found = matched("t1. We hear in time.", "t3. We hear in time.", of=of)
    assert {m.item: m.column.number for m in found.certain} == {"t1": 1, "t3": 2}
    assert matched("We hear in time.", of=of).certain == ()


def test_a_doubtful_match_is_refused_without_a_mapping() -> None:
    cells = grid("t1,t2,t3,p1,p2,We speak of the cuts\n1,2,3,4,5,1")
    with pytest.raises(CollabcheckError, match=r"column 6 .*may be m1 \(We speak about cuts\.\)"):
        resolve(questionnaire(), cells)


def test_an_item_without_a_column_is_missing_and_half_of_them_are_too_few() -> None:
    some = reading("t1,t2,t3,p1\n1,2,3,4")
    list(some.portions())
    assert some.account.missing == ("p2", "m1")
    with pytest.raises(CollabcheckError, match="only 2 of the 6 items"):
        list(reading("t1,t2\n1,2").tables())


def test_a_mapping_names_columns_by_number_header_or_pattern() -> None:
    cells = grid("When?,A,A,Frage 1,Frage 2,Frage 3\n2026-01-01,1,2,3,4,5")
    found = places(
        questionnaire(),
        mapping(
            items=[{"item": "t1", "column": 2}, {"item": "m1", "column": "frage  3"}],
            patterns=[{"columns": r"Frage ([12])", "items": r"p\1"}],
        ),
        cells,
    )
    assert {item: column.number for item, column in found.items.items()} == {
        "t1": 2,
        "p1": 4,
        "p2": 5,
        "m1": 6,
    }


def test_a_pattern_may_leave_out_the_zeros_in_front_of_an_items_number() -> None:
    of = questionnaire(TOWN.replace("id: t1", "id: rip-01"))
    start = mapping(patterns=[{"columns": r"Q3_(\d+)", "items": r"rip-\1"}])
    cells = grid("Q3_1,t2\n1,2")
    assert places(of, start, cells).items["rip-01"].number == 1


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"respondent": "Nmae"}, "respondent: there is no column 'Nmae'; did you mean 'Name'"),
        ({"respondent": 9}, "there is no column 9; the last one is 8"),
        ({"wave": "A"}, "'A' stands above 2 columns: 2, 3; name one by its number"),
        ({"items": [{"item": "t1", "column": 1}, {"item": "t2", "column": 1}]}, "for two items"),
        ({"items": [{"item": "t1", "column": 1}, {"item": "t1", "column": 2}]}, "for two columns"),
        ({"patterns": [{"columns": "x(.)", "items": r"t\1"}]}, "fits no column"),
        ({"patterns": [{"columns": "(t)1", "items": r"\g<1>9"}]}, "there is no item 't9'"),
    ],
)
def test_a_mapping_that_does_not_fit_the_columns_is_refused(
    parts: dict[str, object], what: str
) -> None:
    cells = grid("Name,A,A,t1,t2,t3,p1,p2\nx,y,z,1,2,3,4,5")
    with pytest.raises(CollabcheckError) as caught:
        places(questionnaire(), mapping(**parts), cells)
    assert what in str(caught.value)
    assert "answers.csv" in str(caught.value)


def test_a_mapping_is_completed_with_what_is_certain() -> None:
    cells = grid("agency,t1,t2,t3,p1,p2,Cuts\npolice,1,2,3,4,5,1")
    whole = resolve(questionnaire(), cells, mapping(items=[{"item": "m1", "column": "Cuts"}]))
    found = places(questionnaire(), whole, cells)
    assert list(found.items) == ["t1", "t2", "t3", "p1", "p2", "m1"]
    assert found.attributes["agency"].number == 1


ODD = "id,Wave,t1,t2,t3,p1,p2,Cuts\na,1,1,2,3,4,5,1\n"
CUTS = [{"item": "m1", "column": "Cuts"}]


def test_a_mapping_of_a_few_odd_columns_takes_no_guard_away() -> None:
    """Who answered, in which wave, and two columns for one item are seen as without it."""
    whole = resolve(questionnaire(), grid(ODD), mapping(items=CUTS))
    assert (whole.respondent, whole.wave) == ("id", "Wave")
    twice = ODD.replace("Wave", "We hear in time.")
    with pytest.raises(CollabcheckError, match="more than one column or item fits"):
        resolve(questionnaire(), grid(twice), mapping(items=CUTS))


def test_a_mapping_that_leaves_the_rest_is_all_that_is_read() -> None:
    left = mapping(items=CUTS, rest="leave")
    assert resolve(questionnaire(), grid(ODD), left) == left
    assert list(places(questionnaire(), left, grid(ODD)).items) == ["m1"]


def test_a_proposal_that_starts_from_such_a_mapping_finds_the_rest_again() -> None:
    found = propose(questionnaire(), grid(ODD), mapping(items=CUTS, rest="leave")).mapping
    assert (found.rest, found.respondent) == ("find", "id")


def test_who_answered_when_and_where_is_found_by_the_names_that_tools_give() -> None:
    found = propose(
        questionnaire(),
        grid(
            "Timestamp,Email Address,Where do you work?,t1,t2,t3,p1,p2,m1\n"
            "31/01/2026 10:22:05,a@b.org,Police,1,2,3,4,5,1\n"
            "01/02/2026 10:22:05,b@b.org,Health,1,2,3,4,5,1"
        ),
    )
    assert found.mapping.respondent == "Email Address"
    assert found.mapping.date
    assert (found.mapping.date.column, found.mapping.date.order) == ("Timestamp", "day-first")
    assert [(a.attribute, a.column) for a in found.mapping.attributes] == [
        ("agency", "Where do you work?")
    ]
    assert found.doubts == ()


def test_no_cell_of_a_column_that_names_people_is_shown() -> None:
    found = propose(questionnaire(), grid("Name,Email,t1,t2,t3\nAnna,a@b.org,1,2,3\nBo,b@b,2,2,3"))
    assert found.samples[3] == ("1", "2")
    assert not {1, 2} & set(found.samples)


def test_anonymous_for_all_is_no_respondent() -> None:
    cells = grid("Email,t1,t2,t3,p1,p2,m1\n" + "anonymous,1,2,3,4,5,1\n" * 5)
    assert resolve(questionnaire(), cells).respondent is None


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["2026-01-31", "2026-02-01 10:22"], "year-first"),
        (["31/01/2026", "01/02/2026"], "day-first"),
        (["1/31/2026 10:22:05 AM", "2/1/2026 9:00:00 PM"], "month-first"),
        (["31-Jan-2026", "1-Feb-2026"], "year-first"),
    ],
)
def test_the_order_of_days_is_proven_by_the_cells(days: list[str], order: str) -> None:
    cells = grid("Date,t1,t2,t3,p1,p2,m1\n" + "".join(f"{day},1,2,3,4,5,1\n" for day in days))
    date = resolve(questionnaire(), cells).date
    assert date
    assert date.order == order


def test_days_that_can_be_read_two_ways_are_refused() -> None:
    cells = grid("Date,t1,t2,t3,p1,p2,m1\n01/02/2026,1,2,3,4,5,1\n")
    with pytest.raises(CollabcheckError, match=r"may be 1 February .* or 2 January"):
        resolve(questionnaire(), cells)


@pytest.mark.parametrize(
    ("tool", "header", "cells", "kept"),
    [
        ("Qualtrics", "Finished", ["True", "False"], ("True", "1", "Yes")),
        ("Qualtrics", "Status", ["IP Address", "Survey Preview"], None),
        ("LimeSurvey", "submitdate", ["2026-01-01 10:00:00", ""], ()),
        ("REDCap", "health_complete", ["2", "0"], ("Complete", "2")),
    ],
)
def test_what_tells_finished_rows_is_known_by_the_tool(
    tool: str, header: str, cells: list[str], kept: tuple[str, ...] | None
) -> None:
    rows = "".join(f"{cell},1,2,3,4,5,1\n" for cell in cells)
    text = f"{header},t1,t2,t3,p1,p2,m1\n{rows}"
    (keep,) = resolve(questionnaire(), grid(text, tool=tool)).keep
    assert keep.column == header
    assert kept is None or keep.texts == kept
    table = list(reading(text, tool=tool).tables())
    assert sum(map(len, table)) == 1


def unfinished(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Give the columns that may say who finished, and their texts."""
    doubts = propose(questionnaire(), grid(text)).doubts
    return [(d.column.number, d.texts) for d in doubts if d.part == "finished"]


def headed(header: str, *cells: str) -> str:
    """Put a column in front of the items'."""
    return f"{header},t1,t2,t3,p1,p2,m1\n" + "".join(f"{cell},1,2,3,4,5,1\n" for cell in cells)


@pytest.mark.parametrize(
    ("header", "cells", "texts"),
    [
        ("Finished", ["WAHR", "FALSCH", "WAHR"], ("FALSCH", "WAHR")),
        ("_validation_status", ["Approved", "", "Not approved"], ("Approved", "Not approved", "")),
        ("health_complete", ["2", "0"], ("0", "2")),
        ("Status", ["0", "1"], ("0", "1")),
        ("Date submitted", ["2026-01-01", ""], ()),
        ("Datum abgeschickt", ["01.02.2026 10:22", ""], ()),
    ],
)
def test_a_column_that_may_say_who_finished_is_in_doubt_whatever_the_tool(
    header: str, cells: list[str], texts: tuple[str, ...]
) -> None:
    text = headed(f"id,{header}", *(f"{n},{cell}" for n, cell in enumerate(cells)))
    assert unfinished(text) == [(2, texts)]
    with pytest.raises(CollabcheckError, match="do all rows count"):
        resolve(questionnaire(), grid(text))
    with pytest.raises(CollabcheckError, match="do all rows count"):
        resolve(questionnaire(), grid(text), mapping(answers=[{"text": "ja", "answer": 4}]))
    assert resolve(questionnaire(), grid(text), mapping(rest="leave")).keep == ()


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Status", ["Freigegeben", "Freigegeben"]),
        ("Status", [f"remark {n}" for n in range(9)]),
        ("Date submitted", ["2026-01-01", "2026-01-02"]),
        ("Date", ["2026-01-01", ""]),
        ("Remarks", ["late", ""]),
    ],
)
def test_a_column_that_tells_no_rows_apart_or_is_something_else_is_in_no_doubt(
    header: str, cells: list[str]
) -> None:
    rows = (f"{n},{cell}" for n, cell in enumerate(cells))
    assert unfinished(headed(f"id,{header}", *rows)) == []


def test_plain_words_for_finished_are_known_from_any_tool() -> None:
    text = headed("id,Response Status", "1,Completed", "2,Partial", "3,completed")
    assert unfinished(text) == []
    assert sum(map(len, reading(text).tables())) == 2


def test_a_row_without_an_answer_says_nothing_of_who_finished() -> None:
    text = headed("id,Completion time", "1,2026-01-01 10:00", "2,2026-01-02 10:00")
    assert unfinished(f"{text}Total,,,,,,,\n") == []
    assert unfinished(f"{text}3,,1,,,,,\n") == [(2, ())]


def test_redcaps_timestamp_of_the_form_is_the_day_and_one_not_completed_is_left_out() -> None:
    text = headed(
        "record_id,team_timestamp", "1,2026-01-31 09:12", "2,[not completed]", "3,2026-02-01 10:00"
    )
    found = propose(questionnaire(), grid(text, tool="REDCap"))
    assert found.mapping.date
    assert found.mapping.date.column == "team_timestamp"
    assert unfinished(text) == [(2, ())]
    keep = mapping(keep=[{"column": 2}], date=found.mapping.date.model_dump())
    assert sum(map(len, reading(text, mapping=keep).tables())) == 2
    done = f"{text}".replace("m1\n", "m1,team_complete\n").replace("5,1\n", "5,1,2\n")
    done = done.replace("[not completed],1,2,3,4,5,1,2", "[not completed],1,2,3,4,5,1,0")
    whole = reading(done, tool="REDCap")
    assert sum(map(len, whole.tables())) == 2
    assert whole.account.period == ("2026-01-31", "2026-02-01")


FORM = "record_id,t1,t2,t3,p1,p2,m1"


@pytest.mark.parametrize(
    ("header", "kept", "doubted"),
    [
        (f"intro_complete,{FORM},team_complete", "team_complete", []),
        (f"{FORM},team_complete,age,last_complete", "team_complete", []),
        (f"{FORM},intro_complete,team_complete", None, [8, 9]),
        ("record_id,t1,t2,t3,a_complete,p1,p2,m1,b_complete", None, [5, 9]),
    ],
)
def test_of_several_forms_that_of_the_items_tells_who_finished(
    header: str, kept: str | None, doubted: list[int]
) -> None:
    names = header.split(",")
    cells = {"record_id": "12", "age": "44"}
    rows = ["", ""]
    for n in (0, 1):
        rows[n] = ",".join(
            "20"[n] if name.endswith("_complete") else cells.get(name, "33")[n] for name in names
        )
    found = propose(questionnaire(), grid("\n".join([header, *rows]), tool="REDCap"))
    assert [keep.column for keep in found.mapping.keep] == ([kept] if kept else [])
    assert [doubt.column.number for doubt in found.doubts] == doubted


def test_a_column_that_only_its_number_tells_is_placed_with_its_header() -> None:
    start = mapping(items=[{"item": "t1", "column": 1, "header": "Answer"}])
    cells = grid("Answer,Answer,t3\n1,2,3")
    assert places(questionnaire(), start, cells).items["t1"].number == 1
    with pytest.raises(CollabcheckError, match=r"column 1 \(New\) is not headed 'Answer', as"):
        places(questionnaire(), start, grid("New,Answer,t3\n1,2,3"))


@pytest.mark.parametrize("column", [1, "t2"])
def test_a_column_that_is_headed_by_another_item_is_refused_unless_its_header_is_given(
    column: int | str,
) -> None:
    """A column was added in front: all that a mapping names by number is one further on."""
    cells = grid("t2,x\n1,2")
    moved = mapping(items=[{"item": "t1", "column": column}])
    with pytest.raises(CollabcheckError, match=r"named for item t1, but is headed as t2 is"):
        places(questionnaire(), moved, cells)
    meant = mapping(items=[{"item": "t1", "column": column, "header": "t2"}])
    assert places(questionnaire(), meant, cells).items["t1"].number == 1


def test_an_attributes_column_by_its_cells_alone_is_in_doubt() -> None:
    cells = grid("Team,t1,t2,t3,p1,p2,m1\npolice,1,2,3,4,5,1\nHealth,1,2,3,4,5,1")
    (doubt,) = propose(questionnaire(), cells).doubts
    assert (doubt.part, doubt.name, doubt.column.number) == ("attribute", "agency", 1)


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ([("How is it?", "We hear."), ("How is it?", "We say.")], ["We hear.", "We say."]),
        ([("How is it? [We hear.]",), ("How is it? [We say.]",)], ["We hear.", "We say."]),
        ([("Q1", "How? - We hear.", '{"ImportId":"Q1"}'), ("Q2", "How? - We say.", "{}")],
         ["Q1 > We hear.", "Q2 > We say."]),
        ([("Health: good",), ("Health: bad",), ("Police: good",), ("Police: bad",)],
         ["Health: good", "Health: bad", "Police: good", "Police: bad"]),
        ([("Q1", "Tell us. - We hear."), ("Q2", "Tell us. - We say.")],
         ["Q1 > We hear.", "Q2 > We say."]),
        ([("Same",), ("Same",), ("",)], ["Same", "Same", ""]),
    ],
)  # fmt: skip
def test_a_column_is_shown_by_what_tells_it_from_the_others(
    headers: list[tuple[str, ...]], shown: list[str]
) -> None:
    columns = [Column(number, each) for number, each in enumerate(headers, 1)]
    assert list(titles(columns).values()) == shown


def test_a_column_is_named_by_what_no_other_column_has() -> None:
    columns = grid("Q,Q,R\nWe hear,We say,We say\n1,2,3", headers=2).columns
    assert [reference(column, columns) for column in columns] == ["We hear", "Q > We say", "R"]
    twins = grid("Q,Q\n1,2").columns
    assert [reference(column, twins) for column in twins] == [1, 2]


def test_the_questionnaire_is_told_by_its_items_the_larger_of_two() -> None:
    whole = questionnaire()
    start, _, end = TOWN.rpartition("  - {id: m1")
    part = questionnaire(start.replace("town/staff", "town/part"))
    assert end
    headers = "t1,t2,t3,p1,p2"
    assert detect([part, whole], grid(f"{headers},m1\n1,2,3,4,5,1")).id == "town/staff"
    assert detect([part, whole], grid(f"{headers}\n1,2,3,4,5")).id == "town/part"
    with pytest.raises(UnknownName) as caught:
        detect([part, whole], grid("t1,t2\n1,2"))
    assert str(caught.value) == (
        "answers.csv: these columns fit town/part (2 of 5 items) and town/staff (2 of 6 items); "
        "say which: -q town/part"
    )


def test_a_column_that_is_certainly_one_attribute_is_in_doubt_for_no_other() -> None:
    """Police is an agency and a role; a column headed "agency" holds agencies."""
    role = "  - id: role\n    question: What are you?\n    options:\n"
    role += "      - {id: police, name: Police}\n      - {id: nurse, name: Nurse}\nitems:"
    of = questionnaire(TOWN.replace("items:", role))
    found = propose(of, grid("agency,t1,t2,t3,p1,p2,m1\npolice,1,2,3,4,5,1"))
    assert found.doubts == ()
    assert [entry.attribute for entry in found.mapping.attributes] == ["agency"]
