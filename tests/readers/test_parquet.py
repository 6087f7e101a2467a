"""Does a Parquet file read like the same answers in CSV?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from opening import names, numbers, rows

from collabcheck.core.errors import BadExport
from collabcheck.readers import parquet
from collabcheck.readers.exports import is_export, open_export


def written(folder: Path, **columns: list[Any]) -> str:
    """Write a Parquet file."""
    path = folder / "answers.parquet"
    pl.DataFrame(columns, strict=False).write_parquet(path)
    return str(path)


def test_values_read_as_csv_has_them(tmp_path: Path) -> None:
    grid = open_export(
        written(
            tmp_path,
            agency=["Health", None, ""],
            t1=[4, None, 5],
            t2=[4.0, 4.5, None],
            t3=[True, False, None],
            day=[dt.date(2026, 1, 31), None, dt.date(2026, 2, 1)],
            when=[dt.datetime.fromisoformat("2026-01-31T10:22:05"), None, None],
            many=[["a"], [], None],
        )
    )
    assert names(grid) == ["agency", "t1", "t2", "t3", "day", "when", "many"]
    assert rows(grid) == [
        ["Health", "4", "4", "True", "2026-01-31", "2026-01-31 10:22:05", "['a']"],
        ["", "", "4.5", "False", "", "", "[]"],
        ["", "5", "", "", "2026-02-01", "", ""],
    ]
    assert numbers(grid) == [2, 3, 4]


@pytest.mark.parametrize("name", ["answers[1].parquet", "w?.parquet", "*.parquet"])
def test_a_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    for each, count in ((name, 7), ("answers1.parquet", 2), ("w1.parquet", 2)):
        pl.DataFrame({"t1": ["4"] * count}).write_parquet(tmp_path / each)
    assert len(rows(open_export(str(tmp_path / name)))) == 7


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    path = written(tmp_path, a=["1", None, " ", "4", "5"], b=[1, None, None, None, 5])
    grid = open_export(path)
    assert numbers(grid) == [2, 5, 6]
    assert sum(batch.blank for batch in grid.batches()) == 2
    assert grid.size == 5


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = Path(written(tmp_path, a=["1"] * 100))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadExport, match=r"answers\.parquet: this Parquet file cannot be read"):
        open_export(str(path))


def test_without_polars_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, a=["1"])
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(BadExport, match=r"install collabcheck\[scale\]"):
        open_export(path)


def test_it_is_known_by_its_ending() -> None:
    assert is_export("Answers.PARQUET")
