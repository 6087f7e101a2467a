"""Is every file, however broken, answered by a clear error and never by a traceback?"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import FRAMEWORK, TOWN, named

from collabcheck.core.errors import CollabcheckError
from collabcheck.library.checking import check_file
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.templates import load_templates
from collabcheck.library.yaml_tree import read_tree


def refused(path: Path, data: bytes) -> str:
    """Load a file of these bytes and give the error, which names the file."""
    (path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    file = path / "mine.yaml"
    file.write_bytes(data)
    with pytest.raises(CollabcheckError) as caught:
        load_questionnaire(str(file))
    assert "mine.yaml" in str(caught.value)
    return str(caught.value)


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a questionnaire"),
        ("# only a remark\n", "not a questionnaire"),
        ("- a\n- b\n", "not a questionnaire"),
        ("just words\n", "not a questionnaire"),
        ("12", "not a questionnaire"),
        ("a: [1, 2\n", "not valid YAML"),
        ("a:\n\tb: 1\n", "not valid YAML"),
        ("a: 'open\n", "not valid YAML"),
        (f"{TOWN}---\n{TOWN}", "a second document"),
        (f"{TOWN}title: Again\n", "'title' is given twice"),
        (TOWN.replace("title: Our town", "title: &t Our town"), "anchors and aliases"),
        (TOWN.replace("Our town", "!!python/object:os.system x"), "the tag"),
        (TOWN.replace("Our town", "!!python/object/apply:os.system [ls]"), "the tag"),
        (TOWN.replace("Our town", "!!binary aGk="), "the tag"),
        (TOWN.replace("Our town", "!mine x"), "the tag"),
        (LAUGHS, "anchors and aliases"),
        ("a: &a [*a]\n", "anchors and aliases"),
        ("[" * 10_000, "nest"),
        ("{a: " * 10_000, "nest"),
        ("- " * 10_000, "nest"),
        ("? [a, b]\n: c\n", "a key must be a plain word"),
        ("x: 1\n" * 500_000, "larger than 2 MB"),
        ("é" * 1_100_000, "larger than 2 MB"),
        (f"\x00{TOWN}", "not valid YAML"),
        (TOWN.replace("Our town", "Our\x00town"), "not valid YAML"),
        (TOWN.replace("Our town", "Our\x07town"), "not valid YAML"),
        (TOWN.replace("scale: agreement-5", "scale: [1, 2]"), "'scale'"),
        (TOWN.replace("scale: agreement-5", "scale: 5"), "'scale'"),
        (TOWN.replace("framework: town", "framework: [town]"), "'framework'"),
        (TOWN.replace("framework: town", "framework: ../../../etc"), "no framework"),
        (TOWN.replace("framework: town", "framework: 5"), "'framework'"),
        (TOWN + "thresholds: [5]\n", "thresholds"),
        (TOWN + "thresholds: {smallest_cell: 1}\n", "'smallest_cell'"),
        (TOWN + "thresholds: {smallest_cell: 1" + "0" * 5000 + "}\n", "'smallest_cell'"),
        (TOWN + "thresholds: {split_share: .nan}\n", "'split_share'"),
        (TOWN + "thresholds: {split_share: .inf}\n", "'split_share'"),
        (TOWN[: TOWN.index("items:")] + "items: []\n", "'items' has the wrong number"),
        (TOWN[: TOWN.index("items:")] + "items: {a: 1}\n", "'items' must be a list"),
        (TOWN[: TOWN.index("items:")] + "items: [1, [], null, {}]\n", "item number 1"),
        ("<<: {a: 1}\n", "'<<'"),
        ("=: 1\n", "'='"),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, what: str) -> None:
    assert what in refused(tmp_path, text.encode())


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"title: caf\xe9\n", 1), (b"a: b\nc: \xff\xfe\n", 2), (TOWN.encode("utf-16"), 1)],
)
def test_a_text_that_is_not_utf8_is_refused_with_its_line(
    tmp_path: Path, data: bytes, line: int
) -> None:
    said = refused(tmp_path, data)
    assert "not UTF-8" in said
    assert f"mine.yaml:{line}:" in said


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8-sig")
    (tmp_path / "mine.yaml").write_text(TOWN, encoding="utf-8-sig")
    assert load_questionnaire(str(tmp_path / "mine.yaml")).title == "Our town"


@pytest.mark.parametrize(
    "junk", [b"\x00" * 10_000_000, b"[" * 10_000_000, b"a: b\n" * 2_000_000, b"\x80" * 10_000_000]
)
def test_ten_megabytes_of_junk_are_refused_at_once(tmp_path: Path, junk: bytes) -> None:
    start = time.monotonic()
    refused(tmp_path, junk)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("name", ["", "nowhere.yaml", "folder.yaml"])
def test_what_is_no_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(CollabcheckError) as caught:
        load_questionnaire(str(tmp_path / name))
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("name", ["x" * 5000, "a/" * 3000, "no\x00name", "~nobody/x", "..", "-"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    for load in (load_questionnaire, check_file):
        with pytest.raises(CollabcheckError):
            load(name)


def test_a_shipped_name_that_is_nearly_right_suggests_the_right_one() -> None:
    with pytest.raises(CollabcheckError, match="did you mean 'safeguarding/pulse'"):
        load_questionnaire("safeguarding/puls")


def test_a_broken_framework_is_refused_in_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(TOWN, encoding="utf-8")
    for text in ("id: town\na: [", "id: town\n", "id: town\n---\nid: x\n", "id: town\nx: *a\n"):
        (tmp_path / "framework.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(CollabcheckError, match=r"framework\.yaml"):
            load_questionnaire(str(tmp_path / "mine.yaml"))


def test_a_section_of_its_own_that_is_no_list_is_refused_in_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(TOWN, encoding="utf-8")
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    for text in ("", "a: b\n", "- 1\n- x\n", "- {id: ring}\n"):
        (tmp_path / "actions.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(CollabcheckError, match=r"actions\.yaml"):
            load_questionnaire(str(tmp_path / "mine.yaml"))


@given(st.text(max_size=300))
def test_no_text_makes_a_traceback(text: str) -> None:
    with named("a.yaml"):
        read_tree(text, "a.yaml")


@given(st.binary(max_size=300))
def test_no_bytes_make_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    refused(tmp_path_factory.getbasetemp(), data)


SNIPPETS = [
    "No", "~", "[]", "{}", "{a: b}", "[[]]", "[{}]", "[null]", "1e999", ".inf", "0x1F", "-1", "''",
    "!!str x", "&a b", "*a", "- x", "2026-01-02", "1:30", "\x85", "\u2028", "|", ">-", "?", "%YAML",
]  # fmt: skip


@given(
    st.integers(0, TOWN.count("\n") - 1),
    st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20)),
    st.booleans(),
)
def test_no_change_of_one_value_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, line: int, snippet: str, in_framework: bool
) -> None:
    """One line of a sound file gets another value: it loads, or the error is a clear one."""
    folder = tmp_path_factory.getbasetemp()
    texts = {"framework.yaml": FRAMEWORK, "mine.yaml": TOWN}
    name = "framework.yaml" if in_framework else "mine.yaml"
    lines = texts[name].splitlines()
    line %= len(lines)
    head, colon, _ = lines[line].rpartition(": ")
    lines[line] = f"{head}{colon}{snippet}"
    texts[name] = "\n".join(lines)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
    with named("yaml"):
        load_questionnaire(str(folder / "mine.yaml"))


def test_templates_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_bytes(b"\xff\xff")
    with pytest.raises(CollabcheckError, match=r"report\.md\.j2"):
        load_templates(tmp_path)
    with pytest.raises(CollabcheckError, match="no such folder"):
        load_templates(tmp_path / "nowhere")
