"""Is every response file that cannot be used named, with what is wrong with it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import TOWN, a_response, named, questionnaire, responses

from collabcheck.core.errors import BadResponse, CollabcheckError
from collabcheck.core.responses.response import Response, response_from_json, response_to_json
from collabcheck.readers.inputs import read_responses


def sound(name: str = "anna") -> dict[str, Any]:
    """Give a sound response file as plain data."""
    (one,) = responses(questionnaire(), f"respondent agency t1 t2 t3\n {name} police 4 d .")
    found: dict[str, Any] = json.loads(response_to_json(one))
    return found


def refused(path: Path, data: bytes | str) -> str:
    """Read a file of these bytes and give the error, which names the file."""
    file = path / "anna.json"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(BadResponse) as caught:
        read_responses(questionnaire(), [file])
    assert "anna.json" in str(caught.value)
    assert len(str(caught.value)) < 10_000
    return str(caught.value)


def changed(**changes: Any) -> str:
    return json.dumps(sound() | changes)


def answered(*answers: dict[str, Any]) -> str:
    return changed(answers=list(answers))


KEY = sound()["questionnaire"]

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "truncated": (json.dumps(sound())[:150], "cut off"),
    "empty": ("", "empty"),
    "blank": (" \n\t ", "empty"),
    "junk": ("hello", "not JSON"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "not JSON"),
    "a byte-order mark alone": (b"\xef\xbb\xbf", ""),
    "UTF-16": (json.dumps(sound()).encode("utf-16"), "not JSON"),
    "Latin-1": (json.dumps(sound()).replace("police", "pol\u00efce").encode("latin-1"), ""),
    "a list": ("[]", "not a response file"),
    "null": ("null", "not a response file"),
    "an empty object": ("{}", "not a response file"),
    "deep": ("[" * 100_000, "not JSON"),
    "deep inside": (changed(answers=0).replace("0}", "[" * 5000 + "]" * 5000 + "}"), ""),
    "two documents": (json.dumps(sound()) * 2, "not JSON"),
    "another format": (changed(format="other"), "format"),
    "another format version": (changed(schema_version="9.0"), "schema_version"),
    "an unknown field": (changed(name="Anna"), "name"),
    "another questionnaire": (changed(questionnaire=KEY | {"id": "a/b"}), "id 'a/b'"),
    "another version": (changed(questionnaire=KEY | {"version": "2.0.0"}), "version '2.0.0'"),
    "another hash": (changed(questionnaire=KEY | {"hash": "sha256:" + "0" * 64}), "hash"),
    "no hash": (changed(questionnaire=KEY | {"hash": "x"}), "hash"),
    "unfinished": (changed(state="unfinished"), "unfinished"),
    "an unknown state": (changed(state="done"), "state"),
    "a code below": (answered({"item": "t1", "answer": 0}), "0 is not on the scale"),
    "a code above": (answered({"item": "t1", "answer": 6}), "6 is not on the scale"),
    "a negative code": (answered({"item": "t1", "answer": -1}), "-1 is not on the scale"),
    "half a code": (answered({"item": "t1", "answer": 3.5}), "answer"),
    "a code as text": (answered({"item": "t1", "answer": "4"}), "answer"),
    "yes": (answered({"item": "t1", "answer": True}), "answer"),
    "a huge code": (answered({"item": "t1", "answer": 10**18}), "not on the scale"),
    "a huger code": (answered({"item": "t1", "answer": 10**4000}), ""),
    "the hugest code": (answered({"item": "t1", "answer": 0}).replace("0}", "9" * 9000 + "}"), ""),
    "NaN": (answered({"item": "t1", "answer": float("nan")}), ""),
    "infinity": (answered({"item": "t1", "answer": float("inf")}), ""),
    "1e999": (answered({"item": "t1", "answer": 0}).replace("0}", "1e999}"), ""),
    "an unknown item": (answered({"item": "t9", "answer": 1}), "no item 't9'"),
    "an item twice": (answered(*[{"item": "t1", "answer": 1}] * 2), "t1 is answered twice"),
    "no answer": (answered({"item": "t1"}), "answer"),
    "too many answers": (answered(*[{"item": "t1", "answer": 1}] * 1001), "answers"),
    "a long comment": (answered({"item": "t1", "answer": 1, "comment": "x" * 2001}), "comment"),
    "an unknown agency": (
        changed(attributes=[{"attribute": "agency", "option": "polis"}]),
        "did you mean 'police'",
    ),
    "an unknown attribute": (
        changed(attributes=[{"attribute": "shoe", "option": "police"}]),
        "does not ask for 'shoe'",
    ),
    "two agencies": (
        changed(
            attributes=[
                {"attribute": "agency", "option": "police"},
                {"attribute": "agency", "option": "health"},
            ]
        ),
        "agency",
    ),
    "a name": (changed(respondent="Anna Smith"), "respondent"),
    "a date that is none": (changed(date="2026-13-45"), "date"),
    "a time": (changed(date="2026-01-02T10:00"), "date"),
    "lone surrogate": (json.dumps(sound()).replace("police", "\\ud800"), ""),
}


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_file_is_refused_by_name(tmp_path: Path, what: str) -> None:
    data, words = BROKEN[what]
    assert words in refused(tmp_path, data)


def test_a_near_miss_of_an_item_is_suggested(tmp_path: Path) -> None:
    assert "did you mean" in refused(tmp_path, answered({"item": "t", "answer": 1}))


def test_a_sound_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    text = json.dumps(sound())
    (tmp_path / "a.json").write_text(text, encoding="utf-8-sig")
    found = read_responses(questionnaire(), [tmp_path / "a.json"])
    assert len(found) == 1
    assert found.attributes == {"agency": ("police",)}
    # 4 of 1..5 is category 3; don't know 5; blank 7, also for an item that is not there.
    assert found.answers.tolist() == [[3, 5, 7, 7, 7, 7]]


def test_a_response_comes_back_as_it_was_written() -> None:
    one = a_response(questionnaire(), "anna", {"t1": 4, "t2": "dont_know", "t3": None})
    assert response_from_json(response_to_json(one), "x") == one


def test_a_respondent_given_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(sound()), encoding="utf-8")
    with pytest.raises(BadResponse) as caught:
        read_responses(questionnaire(), [tmp_path])
    assert "a.json" in str(caught.value)
    assert "b.json" in str(caught.value)


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(sound()), encoding="utf-8")
    with pytest.raises(BadResponse, match="same respondent"):
        read_responses(questionnaire(), [file, file])


def test_the_same_people_in_two_exports_are_refused(tmp_path: Path) -> None:
    head = "email,t1,t2,t3,p1,p2,m1\n"
    rows = "".join(f"p{n}@x,1,2,3,4,5,{n}\n" for n in range(1, 6))
    (tmp_path / "a.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{head}{rows}new@x,5,1,4,2,3,1\n", encoding="utf-8")
    with pytest.raises(CollabcheckError, match="5 of its respondents stand with the same answers"):
        read_responses(questionnaire(), [tmp_path])


def test_a_folder_is_read_for_what_holds_answers(tmp_path: Path) -> None:
    for name in ("anna", "ben", "carl"):
        (tmp_path / f"{name}.json").write_text(json.dumps(sound(name)), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a response", encoding="utf-8")
    assert len(read_responses(questionnaire(), [tmp_path])) == 3


def test_a_folder_without_responses_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadResponse, match="no responses, tallies or exports") as caught:
        read_responses(questionnaire(), [tmp_path])
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CollabcheckError, match="no such file") as caught:
        read_responses(questionnaire(), [tmp_path / "nobody.json"])
    assert "nobody.json" in str(caught.value)


def test_a_folder_named_like_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "odd.json").mkdir()
    with pytest.raises(CollabcheckError, match=r"odd\.json"):
        read_responses(questionnaire(), [tmp_path])


@pytest.mark.parametrize("name", ["x" * 5000, "a/" * 3000 + "b.json", "no\x00name.json"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(CollabcheckError):
        read_responses(questionnaire(), [name])


@pytest.mark.parametrize("method", ["open", "iterdir", "is_dir"])
def test_what_may_not_be_read_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """Permission can be missing on a file, on a folder, and on the folder that holds it."""
    (tmp_path / "anna.json").write_text(json.dumps(sound()), encoding="utf-8")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, forbidden)
    with pytest.raises(CollabcheckError, match="Permission denied") as caught:
        read_responses(
            questionnaire(), [tmp_path if method == "iterdir" else tmp_path / "anna.json"]
        )
    assert str(tmp_path) in str(caught.value)


def test_a_file_larger_than_any_response_or_tally_is_refused(tmp_path: Path) -> None:
    assert "larger than 50 MB" in refused(tmp_path, b" " * 51_000_000)


def test_answers_to_another_wording_are_refused() -> None:
    other = questionnaire(TOWN.replace("We hear in time.", "We hear early."))
    assert other.hash != questionnaire().hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("axis: money, strand: talk,", "axis: money, strand: talk, help: Think of last week.,"),
        ("question: Where do you work?", "question: Whom do you work for?"),
        ("{id: police, name: Police}", "{id: police, name: Fire service}"),
    ],
)
def test_the_hash_covers_all_that_a_respondent_sees(old: str, new: str) -> None:
    """So says `Questionnaire.hash`: a changed question must not take answers to the old one."""
    assert old in TOWN
    assert questionnaire(TOWN.replace(old, new)).hash != questionnaire().hash


@given(st.binary(max_size=200))
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    with pytest.raises(BadResponse, match=r"f\.json"):
        response_from_json(data, "f.json")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(sound())), values)
def test_no_value_in_any_field_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: Any
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzz.json"
    file.write_text(changed(**{field: value}), encoding="utf-8")
    with named("fuzz.json"):
        read_responses(questionnaire(), [file])


def test_responses_are_frozen() -> None:
    one = a_response(questionnaire(), "anna", {"t1": 4})
    with pytest.raises(ValueError, match="frozen"):
        one.state = "unfinished"  # type: ignore[misc]
    assert isinstance(one, Response)
