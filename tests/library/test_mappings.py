"""Is a mapping's file read, found and written so that its user can mend and reuse it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from grids import grid
from hypothesis import given
from hypothesis import strategies as st
from support import FRAMEWORK, TOWN, named, questionnaire

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.intake import read_through
from collabcheck.core.responses.mapping import (
    AttributeColumn,
    DateColumn,
    FileLayout,
    ItemColumn,
    Keep,
    Mapping,
    OptionWord,
    Pattern,
    Word,
)
from collabcheck.core.responses.proposal import item_column, propose
from collabcheck.library.mappings import find_mapping, load_mapping, mapping_to_yaml

GOOD = """\
kind: mapping
questionnaire: town.yaml
layout: {sheet: Answers, header_rows: 2, encoding: cp1252, delimiter: ";"}
respondent: Response ID
date: {column: Submitted, order: day-first}
wave: 3
attributes:
  - attribute: agency
    column: Where do you work?
    options:
      - {text: Polizei, option: police}
      - {text: Andere, option: null}
  - {attribute: team, always: North}
items:
  - {item: t1, column: 7}
  - {item: t2, column: "How is it? > Letters come late."}
patterns:
  - {columns: 'Q(\\d)', items: 'p\\1'}
answers:
  - {text: Stimme zu, answer: 4}
  - {text: Weiß nicht, answer: dont_know}
  - {text: "-99", answer: blank}
keep:
  - {column: Finished, texts: ["True"]}
  - {column: submitdate}
duplicates: last
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    return tmp_path


def load(home: Path, text: str) -> Mapping:
    path = home / "answers.mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path)[0]


def faults(home: Path, text: str) -> list[str]:
    """Load a mapping that cannot be used and give its faults, without the folder's name."""
    with pytest.raises(CollabcheckError) as caught:
        load(home, text)
    return [line.rpartition("/")[2] for line in str(caught.value).splitlines()]


def test_a_mapping_says_all_in_yaml_and_brings_its_questionnaire(home: Path) -> None:
    """The questionnaire's path counts from the mapping's folder, wherever the user stands."""
    assert load(home, GOOD) == Mapping(
        kind="mapping",
        questionnaire="town.yaml",
        layout=FileLayout(sheet="Answers", header_rows=2, encoding="cp1252", delimiter=";"),
        respondent="Response ID",
        date=DateColumn(column="Submitted", order="day-first"),
        wave=3,
        attributes=(
            AttributeColumn(
                attribute="agency",
                column="Where do you work?",
                options=(
                    OptionWord(text="Polizei", option="police"),
                    OptionWord(text="Andere", option=None),
                ),
            ),
            AttributeColumn(attribute="team", always="North"),
        ),
        items=(
            ItemColumn(item="t1", column=7),
            ItemColumn(item="t2", column="How is it? > Letters come late."),
        ),
        patterns=(Pattern(columns=r"Q(\d)", items=r"p\1"),),
        answers=(
            Word(text="Stimme zu", answer=4),
            Word(text="Weiß nicht", answer="dont_know"),
            Word(text="-99", answer="blank"),
        ),
        keep=(Keep(column="Finished", texts=("True",)), Keep(column="submitdate")),
        duplicates="last",
    )
    assert load_mapping(home / "answers.mapping.yaml")[1].id == "town/staff"


HEAD = "kind: mapping\nquestionnaire: town.yaml\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "answers.mapping.yaml:1:1: this is not a mapping; 'collabcheck map' and an"),
        ("kind: mapping\n", "no questionnaire is named"),
        ("kind: mapping\nquestionnaire: twon.yaml\n", "there is no such file"),
        ("kind: mapping\nquestionnaire: safeguarding/puls\n", ":2:16: there is no questionnaire"),
        (HEAD + "kep: []\n", ":3:6: there is no field 'kep'; did you mean 'keep'?"),
        (HEAD + "respondent: 0\n", ":3:13: 'respondent': a column is a number from 1, or its"),
        (HEAD + "respondent: true\n", "a column is a number from 1"),
        (HEAD + "date: {column: A, order: dmy}\n", "'order' cannot be 'dmy'; use 'year-first'"),
        (HEAD + "items:\n  - {item: t1, column: 1.5}\n", ":4:24: item number 1: 'column': a col"),
        (HEAD + "items:\n  - {item: t9, column: 1}\n", ":4:12: there is no item 't9'"),
        (HEAD + "answers:\n  - {text: 6, answer: 2}\n", 'quote this value: "6"'),
        (HEAD + "answers:\n  - {text: A, answer: 6}\n", ":4:23: 6 is not on the scale; codes run"),
        (HEAD + "answers:\n  - {text: A, answer: ja}\n", "an answer is a code of the scale, dont"),
        (
            HEAD + "answers:\n  - {text: A, answer: 1}\n  - {text: a, answer: 2}\n",
            ":5:12: 'a' has two meanings",
        ),
        (HEAD + "attributes:\n  - {attribute: agency}\n", "agency needs a column, or one option"),
        (
            HEAD + "attributes:\n  - {attribute: agency, always: Polise}\n",
            ":4:33: there is no agency 'Polise'; did you mean 'police'?",
        ),
        (
            HEAD
            + "attributes:\n  - {attribute: agency, column: 1, options: [{text: x, option: y}]}",
            "there is no agency 'y'",
        ),
        (HEAD + "patterns:\n  - {columns: 'Q(', items: t1}\n", ":4:15: this is no regular expres"),
        (HEAD + "patterns:\n  - {columns: 'Q', items: 't\\1'}\n", "this is no regular expression"),
        (HEAD + "patterns:\n  - {columns: 'a{99999999999}', items: t1}\n", "no regular expression"),
        (
            HEAD + "patterns:\n  - {columns: 'Q(?P<n>.)', items: 't\\g<m>'}\n",
            "this is no regular expression: unknown group name 'm'",
        ),
        (
            HEAD
            + "attributes:\n  - {attribute: team, column: 1, options: [{text: x, option: ''}]}\n",
            ":4:62: attribute number 1: 'option' is empty or not a text",
        ),
        (HEAD + "rest: all\n", "'rest' cannot be 'all'; use 'find' or 'leave'"),
        (HEAD + "duplicates: all\n", "'duplicates' cannot be 'all'"),
        (HEAD + "layout: {sheets: A}\n", "there is no field 'sheets'; did you mean 'sheet'?"),
    ],
)
def test_a_fault_is_named_with_its_line_and_its_mend(home: Path, text: str, fault: str) -> None:
    with pytest.raises(CollabcheckError) as caught:
        load(home, text)
    assert fault in str(caught.value)


def test_all_faults_are_named_at_once(home: Path) -> None:
    text = HEAD + "items:\n  - {item: t9, column: 1}\nanswers:\n  - {text: A, answer: 7}\nx: 1\n"
    assert [fault.split(": ")[0] for fault in faults(home, text)] == [
        "answers.mapping.yaml:4:12",
        "answers.mapping.yaml:6:23",
        "answers.mapping.yaml:7:4",
    ]


def test_a_mapping_is_found_beside_its_export_or_for_its_whole_folder(tmp_path: Path) -> None:
    export = str(tmp_path / "wave 2.csv")
    assert find_mapping(export) is None
    shared, own = tmp_path / "mapping.yaml", tmp_path / "wave 2.mapping.yaml"
    shared.touch()
    assert find_mapping(export) == shared
    own.touch()
    assert find_mapping(export) == own
    assert find_mapping(export, shared) == shared
    assert find_mapping("-") is None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
SAID = TEXT.map(str.strip).filter(bool)
REFERENCE = st.integers(1, 300) | SAID


@given(
    st.builds(
        Mapping,
        kind=st.just("mapping"),
        questionnaire=st.just("town.yaml"),
        respondent=st.none() | REFERENCE,
        wave=st.none() | REFERENCE,
        date=st.none()
        | st.builds(DateColumn, column=REFERENCE, order=st.sampled_from(["day-first"])),
        items=st.lists(
            st.builds(ItemColumn, item=st.sampled_from(["t1", "t2"]), column=REFERENCE), max_size=3
        ).map(tuple),
        answers=st.lists(
            st.builds(Word, text=TEXT, answer=st.sampled_from([1, 5, "blank"])), max_size=1
        ).map(tuple),
        keep=st.lists(
            st.builds(Keep, column=REFERENCE, texts=st.lists(SAID, max_size=2).map(tuple)),
            max_size=2,
        ).map(tuple),
        duplicates=st.sampled_from(["refuse", "first"]),
        rest=st.sampled_from(["find", "leave"]),
        layout=st.builds(FileLayout, sheet=st.none() | SAID),
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, mapping: Mapping
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (home / "town.yaml").write_text(TOWN, encoding="utf-8")
    assert load(home, mapping_to_yaml(mapping, "a.csv")) == mapping


EXPORT = """
id,When,Name,Team,t1,t2,t3,p1,p2,We speak of the cuts
xyz-1,01/02/2026,Anna,police,1,2,Agree,4,5,Agree
xyz-2,03/02/2026,Bo,Health,1,Agre,Agree,4,5,Stimme zu
"""


def proposed(text: str = EXPORT) -> str:
    of, cells = questionnaire(), grid(text)
    proposal = propose(of, cells)
    account = read_through(of, proposal.mapping, cells)
    return mapping_to_yaml(proposal.mapping, "a.csv", proposal, cells.columns, account)


def test_a_proposal_takes_the_certain_and_leaves_doubts_and_unknown_texts_as_comments(
    home: Path,
) -> None:
    text = proposed().replace('"town/staff"', '"town.yaml"')
    assert [entry.item for entry in load(home, text).items] == ["t1", "t2", "t3", "p1", "p2"]
    lines = text.splitlines()
    assert '  - {item: "t3", column: "t3"}  # id, 1.00: \'Agree\'' in lines
    team, item = (line for line in lines if "# in doubt, 0." in line)
    assert team.startswith('#   - {attribute: "agency", column: "Team"}')
    assert item.startswith('#   - {item: "m1", column: "We speak of the cuts"}')
    assert item.endswith("column 10: 'Agree', 'Stimme zu'")
    assert '#   - {text: "Agre", answer: 4}  # 1 x, first in row 3, column 6' in lines


def test_a_line_that_settles_all_doubts_is_a_comment_where_there_are_some(home: Path) -> None:
    (line,) = (line for line in proposed().splitlines() if line.startswith("# rest: leave"))
    assert "settles all that is in doubt" in line
    assert "rest" not in proposed("t1,t2,t3,p1,p2,m1\n1,2,3,4,5,1\n")
    text = proposed().replace('"town/staff"', '"town.yaml"').replace(line, line[2:])
    assert load(home, text).rest == "leave"


@pytest.mark.parametrize(
    ("columns", "items"),
    [
        (r"Q_(?P<axis>[a-z])_(?P<n>\d)", r"\g<axis>\g<n>"),
        (r"(?i)q(\d)", r"t\1"),
        ("Zettel", "t1"),
    ],
)
def test_a_pattern_may_have_groups_with_names_flags_or_none(
    home: Path, columns: str, items: str
) -> None:
    text = f"{HEAD}patterns:\n  - {{columns: '{columns}', items: '{items}'}}\n"
    assert load(home, text).patterns == (Pattern(columns=columns, items=items),)


def test_a_doubt_that_is_uncommented_is_taken(home: Path) -> None:
    text = proposed().replace('"town/staff"', '"town.yaml"').replace("#   - {item", "  - {item")
    assert load(home, text).items[-1] == ItemColumn(item="m1", column="We speak of the cuts")


def test_a_column_that_may_say_who_finished_is_a_comment_to_keep_some_rows(home: Path) -> None:
    text = proposed("Finished,t1,t2,t3,p1,p2,m1\nWAHR,1,2,3,4,5,1\nFALSCH,1,2,3,4,5,1\n")
    (line,) = (line for line in text.splitlines() if line.startswith("#   - {column"))
    assert line.startswith('#   - {column: "Finished", texts: ["FALSCH", "WAHR"]}  # column 1: it')
    kept = text.replace("# keep", "keep").replace(line, line[2:].replace('"FALSCH", ', ""))
    assert load(home, kept.replace("town/staff", "town.yaml")).keep == (
        Keep(column="Finished", texts=("WAHR",)),
    )


def test_a_column_named_by_its_number_is_written_with_its_header(home: Path) -> None:
    columns = grid("Answer,Answer\n1,2").columns
    items = tuple(item_column(f"t{c.number}", c, columns) for c in columns)
    text = mapping_to_yaml(Mapping(kind="mapping", questionnaire="town.yaml", items=items), "a")
    assert '  - {item: "t2", column: 2, header: "Answer"}' in text.splitlines()
    assert load(home, text).items == items


def test_a_proposal_shows_nobody(home: Path) -> None:
    text = proposed(EXPORT + "xyz-3,05/02/2026,Cy,police,1," + "long " * 30 + ",Agree,4,5,Agree\n")
    for hidden in ("xyz", "Anna", "Bo", "long " * 9):
        assert hidden not in text


@pytest.mark.parametrize(
    "header", ['a "b": {c} # [d]', "a\x07b", "ü\u2028ß", "- x", "'", "?", "{}"]
)
def test_any_header_can_be_written(home: Path, header: str) -> None:
    cells = Column(1, (header.strip(),))
    mapping = Mapping(
        kind="mapping",
        questionnaire="town.yaml",
        items=(ItemColumn(item="t1", column=cells.name),),
    )
    assert load(home, mapping_to_yaml(mapping, "a\n# b.csv")) == mapping


def test_a_mapping_for_another_questionnaire_is_refused_in_one_line(home: Path) -> None:
    load(home, GOOD)
    with pytest.raises(CollabcheckError) as caught:
        load_mapping(home / "answers.mapping.yaml", "safeguarding/pulse")
    assert str(caught.value).endswith(
        "answers.mapping.yaml: this mapping is for town/staff, and safeguarding/pulse is asked for;"
        " name another mapping with -m, or leave -q away"
    )
    again = load_mapping(home / "answers.mapping.yaml", str(home / "town.yaml"))
    assert again[1].id == "town/staff"


def test_a_mistyped_name_is_not_blamed_on_the_mapping(home: Path) -> None:
    load(home, GOOD)
    with pytest.raises(CollabcheckError) as caught:
        load_mapping(home / "answers.mapping.yaml", "practitioner")
    assert str(caught.value) == (
        "there is no questionnaire 'practitioner'; did you mean 'safeguarding/practitioner'? A file"
        " of your own is named by its path, such as ./mine.yaml"
    )


@given(st.binary(max_size=200))
def test_any_file_is_a_mapping_or_an_error_for_people(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.mapping.yaml"
    path.write_bytes(b"kind: mapping\n" + data)
    with named("a.mapping.yaml"):
        load_mapping(path)


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*b", r"Q(\d{1,3})*"])
def test_a_pattern_that_could_match_for_ever_is_refused(home: Path, pattern: str) -> None:
    head = "kind: mapping\nquestionnaire: town.yaml\npatterns:\n"
    text = f"{head}  - {{columns: '{pattern}', items: t1}}\n"
    (fault,) = faults(home, text)
    assert "can take for ever" in fault
