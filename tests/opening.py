"""How do the tests of readers write a file, and see what came of it?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from collabcheck.core.errors import BadExport
from collabcheck.core.responses.columns import Grid
from collabcheck.core.responses.mapping import FileLayout
from collabcheck.readers.exports import open_export


def opened(folder: Path, data: str | bytes, name: str = "answers.csv", **layout: Any) -> Grid:
    """Open a file of these bytes, or of this text in UTF-8."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_export(str(path), FileLayout(**layout))


def names(of: Grid) -> list[str]:
    """Name the columns."""
    return [column.name for column in of.columns]


def rows(of: Grid) -> list[list[str]]:
    """Go through all rows."""
    return [list(row) for batch in of.batches() for row in batch.rows]


def numbers(of: Grid) -> list[int]:
    """Number all rows."""
    return [number for batch in of.batches() for number in batch.numbers]


def refused(folder: Path, data: str | bytes, name: str = "answers.csv", **layout: Any) -> str:
    """Open and read a file that cannot be read, and give the error, which names the file."""
    with pytest.raises(BadExport) as caught:
        rows(opened(folder, data, name, **layout))
    assert name in str(caught.value)
    assert caught.value.mend or "empty" in caught.value.what
    return str(caught.value).replace(str(folder), "")


def workbook(folder: Path, name: str = "answers.xlsx", **sheets: list[list[Any]]) -> Path:
    """Write a workbook of these sheets of rows."""
    book = openpyxl.Workbook()
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    del book["Sheet"]
    path = folder / name
    book.save(path)
    return path
