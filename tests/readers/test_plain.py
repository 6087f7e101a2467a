"""Is a large text read as `csv.reader` reads it, whichever way its pieces go?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening import opened, refused
from support import questionnaire

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.columns import Batch, Coded, Grid
from collabcheck.core.responses.intake import intake
from collabcheck.core.responses.mapping import FileLayout, Mapping
from collabcheck.core.responses.proposal import resolve
from collabcheck.core.scoring.tally import add, tally
from collabcheck.readers import plain
from collabcheck.readers.exports import open_export

USUAL = ["1", "2", "", "Agree", "Don't know", '"N/A"', '""', '"Yes, often"', " ", "é", "b", "say"]
ODD = [
    '"two\nlines"', '"two\r\nlines"', '"say ""no"""', 'say "no"', '"a" b', 'b"', '"open', "a\rb",
    "x" * 200,
]  # fmt: skip
SHORT_OR_LONG = [["1"], [""], ["1", "2"], ["1", "2", "3", " "]]
HEAD_OR_BLANK = [["aa", "b", "c"], ['"aa"', "b", "c"], ["", "", ""], [" ", '""', ""]]


LOOKED_AT = "1,2,3\n" * 40
"""Rows that are looked at to find the header; what is wrong in them is refused before."""


@contextmanager
def pieces_of(size: int) -> Iterator[None]:
    """Read texts larger than so many bytes in pieces of them."""
    before, plain.PIECE = plain.PIECE, size
    try:
        yield
    finally:
        plain.PIECE = before


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a CSV file of three columns: usual cells and rows, and perhaps some odd ones."""
    odd_cells = draw(st.sampled_from([[], [], ODD]))
    odd_rows = draw(st.sampled_from([[], SHORT_OR_LONG, HEAD_OR_BLANK]))
    row = st.lists(st.sampled_from(USUAL * 3 + odd_cells), min_size=3, max_size=3)
    rows = st.one_of(row, row, row, st.sampled_from(odd_rows)) if odd_rows else row
    lines = [",".join(cells) for cells in draw(st.lists(rows, min_size=1, max_size=12))]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    other = draw(st.sampled_from([end, end, "\n", "\r\n", "\r"]))
    ends = [draw(st.sampled_from([end, end, end, other])) for _ in lines[1:]]
    ends.append(draw(st.sampled_from([end, ""])))
    return "".join(line + e for line, e in zip(lines, ends, strict=True))


def read(of: Grid) -> object:
    """Read to the end and give all that the batches say, or the refusal."""
    found: list[Batch] = []
    try:
        found.extend(of.batches())
    except CollabcheckError as error:
        return str(error)
    said = [(batch.blank, batch.repeated) for batch in found]
    return (
        [list(row) for batch in found for row in batch.rows],
        [number for batch in found for number in batch.numbers],
        [sum(counts) for counts in zip(*said, strict=True)],
        [row for batch in found for row in batch.padded],
    )


@given(texts(), st.integers(30, 120))
@settings(max_examples=150)
@example('1,"x, y",3\n1,"x\n\n y",3\n1,2,3\n', 40)
@example('1,2,"3\r"\r\n1,2,\r\n1,2,3', 40)
@example("1,2,3\n1,2,3\n1\r,2,3\n1,2,3\n", 40)
def test_the_rows_are_those_that_csv_reader_finds(tmp_path: Path, text: str, size: int) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(f"aa,b,c\n{LOOKED_AT}{text}".encode())
    grid = open_export(str(path), FileLayout(delimiter=",", header_rows=1))
    whole = read(grid)
    with pieces_of(size):
        assert read(grid) == whole


def test_texts_that_many_have_are_held_once(tmp_path: Path) -> None:
    with pieces_of(1000):
        grid = opened(tmp_path, "aa,b\n" + '1,"Yes, often"\n2,No\n1,\n' * 200)
        first = next(grid.batches()).cells[1]
    assert isinstance(first, Coded)
    assert first.texts == ("Yes, often", "No", "")
    assert first[:4] == ["Yes, often", "No", "", "Yes, often"]


@pytest.mark.parametrize("row", ['2,3,"' + "x" * 140_000 + '"', "1,2,3,4", '1,"2" x,3', '"1,2,3'])
def test_what_csv_reader_refuses_far_down_is_refused_alike(tmp_path: Path, row: str) -> None:
    text = f"aa,b,c\n{LOOKED_AT}{row}\n" + LOOKED_AT * 700
    with pieces_of(150_000):
        said = refused(tmp_path, text)
    assert said == refused(tmp_path, text)


def test_two_processes_read_what_one_reads(tmp_path: Path) -> None:
    """A piece that cannot be cut, in the middle, is no matter."""
    row = '1,"Yes, often",2\n2,No,3\n,,\n1,2\naa,b,c\n'
    path = tmp_path / "answers.csv"
    used = frozenset({1, 2})
    for text in (row * 100, row * 50 + '1,say "no",x\n1,b" c,\n' + row * 50):
        path.write_text("aa,b,c\n" + text, encoding="utf-8")
        with pieces_of(500):
            one, two = (open_export(str(path), jobs=jobs) for jobs in (1, 2))
            found = [
                [
                    (
                        list(b.numbers),
                        b.blank,
                        b.repeated,
                        b.padded,
                        *(list(b.cells[n]) for n in (0, 1)),
                    )
                    for b in grid.batches(used)
                ]
                for grid in (one, two)
            ]
        assert found[0] == found[1]


CELLS = ["1", "5", "Agree", "agree ", "Don't know", "N/A", "", '""', '"Strongly agree"', "9", "x"]
AGENCIES = ["Health", "police", '"School"', "", "Polcie"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(AGENCIES), st.lists(st.sampled_from(CELLS), min_size=6, max_size=6)
        ),
        min_size=5,
        max_size=20,
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_the_tally_and_the_account_are_the_same(
    tmp_path: Path, people: list[tuple[str, list[str]]], end: str, keep: bool
) -> None:
    """So they are where rows are left out, and where the answers are refused."""
    lines = ["agency,t1,t2,t3,p1,p2,m1", *(",".join([name, *cells]) for name, cells in people)]
    path = tmp_path / "answers.csv"
    path.write_bytes((end.join(lines) + end).encode())
    of = questionnaire()
    kept = [{"column": "t1", "texts": ["1", "agree", "9"]}] if keep else []
    mapping = Mapping.model_validate_json(
        json.dumps({"kind": "mapping", "questionnaire": of.id, "keep": kept})
    )
    found = []
    for size in (1 << 20, 40):
        with pieces_of(size):
            grid = open_export(str(path))
            reading = intake(of, resolve(of, grid, mapping), grid)
            parts = [tally(of, portion.table) for portion in reading.portions()]
            account = reading.account
            unmatched = frozenset(account.unmatched)
            found.append(
                (replace(account, unmatched=()), unmatched, reduce(add, parts) if parts else None)
            )
    assert found[0] == found[1]
