"""Is a workbook whole, readable, and no larger than it may be?"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from collabcheck.core.errors import BadExport
from collabcheck.readers.source import Source, opened

MOST_BYTES = 1_000_000_000
MOST_CELLS = 20_000_000
"""A workbook larger than these would not fit into the memory of an office computer."""

CHUNK = 1 << 20
CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
"""A cell that holds something: `<c r="A1" s="1"/>` has a format only."""
ERROR = re.compile(rb"""t\s*=\s*["']e["']""")
UNCALCULATED = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>|</c>)")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*["'](?:1|true)["']""")
RELATION = re.compile(rb"<Relationship\b[^>]*>")
TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']+)["']""")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LONGEST_TAG = 1024


@dataclass
class _Found:
    """What stands in the sheets: the furthest cell, and what its reader would not see."""

    size: int = 0
    row: int = 0
    column: int = 0
    errors: int = 0
    uncalculated: int = 0
    marks: int = 0
    hidden: int = 0


def check_package(source: Source) -> tuple[str, ...]:
    """Look into a workbook before it is read, and say of what a reader would not see.

    A few bytes can unpack to gigabytes, and one cell in the last corner makes a sheet of
    17 thousand million. Raises `BadExport` for these, for a workbook with parts missing, damaged
    or locked, and for a zip that is no workbook.
    """
    with opened(source) as file:
        if file.read(2) != b"PK":
            _check_old(file, source.name)
            return ()
        try:
            with ZipFile(file) as package:
                _check_parts(package, source.name)
                return _notes(_looked_through(package, source.name))
        except (BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError) as error:
            raise BadExport(
                f"this workbook is damaged: {error}",
                where=source.name,
                mend="export or download it again",
            ) from None
        except RuntimeError:  # so says zipfile of a part that is encrypted
            raise locked(source.name) from None


def locked(name: str) -> BadExport:
    """Say that a workbook cannot be read without its password."""
    return BadExport(
        "this workbook is protected by a password",
        where=name,
        mend="open it and save it without one",
    )


def _check_old(file: BinaryIO, name: str) -> None:
    before = b""
    while chunk := file.read(CHUNK):
        if ENCRYPTED in before + chunk:
            raise locked(name)
        before = chunk[-len(ENCRYPTED) :]


def _check_parts(package: ZipFile, name: str) -> None:
    names = set(package.namelist())
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        inside = [one for one in names if one.lower().endswith((".csv", ".tsv", ".xlsx", ".xls"))]
        what = f", with {', '.join(sorted(inside)[:3])} in it" if inside else ""
        raise BadExport(
            f"this is a zip archive, not a workbook{what}",
            where=name,
            mend="unpack it, and give the file that is in it",
        )
    size = sum(part.file_size for part in package.infolist())
    if size > MOST_BYTES:
        raise _too_large(f"unpacks to {size / 1e9:.0f} GB", name)
    for part in _wanted(package):
        if part not in names:
            raise BadExport(
                f"a part of this workbook is missing: {part}",
                where=name,
                mend="export or download it again",
            )


def _wanted(package: ZipFile) -> list[str]:
    """Name the parts that the workbook says it is made of."""
    relations = "xl/_rels/workbook.xml.rels"
    if "xl/workbook.xml" not in package.namelist():
        return []
    if relations not in package.namelist():
        return [relations]
    found = []
    for relation in RELATION.findall(package.read(relations)):
        target = TARGET.search(relation)
        if target and b"External" not in relation:
            part = target[1].decode("utf-8", "replace")
            found.append(part[1:] if part.startswith("/") else str(PurePosixPath("xl", part)))
    return found


def _too_large(what: str, name: str) -> BadExport:
    return BadExport(
        f"this workbook {what}, which is more than can be held in memory",
        where=name,
        mend="save the sheet of answers as CSV, which is read piece by piece",
    )


def _looked_through(package: ZipFile, name: str) -> _Found:
    """Unpack each part once, piece by piece, and see how far the cells of a sheet reach."""
    found = _Found()
    for part in package.namelist():
        found.row = found.column = 0
        before = b""
        with package.open(part) as unpacked:
            while chunk := unpacked.read(CHUNK):
                found.size += len(chunk)
                if part.startswith("xl/worksheets/sheet"):
                    _measure(found, before, chunk)
                if part.startswith("xl/"):
                    found.marks += chunk.count(codecs.BOM_UTF8, 3)
                before = chunk[-LONGEST_TAG:]
        if found.row * found.column > MOST_CELLS:
            raise _too_large(f"has cells out to row {found.row}, column {found.column}", name)
    return found


def _measure(found: _Found, before: bytes, chunk: bytes) -> None:
    cells = CELL.findall(before + chunk)
    found.row = max(found.row, max(map(int, {row for _, row in cells}), default=0))
    found.column = max(found.column, max(map(_number, {c for c, _ in cells}), default=0))
    found.errors += len(ERROR.findall(chunk))
    found.hidden += len(HIDDEN_ROW.findall(chunk))
    found.uncalculated += len(UNCALCULATED.findall(chunk))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _notes(found: _Found) -> tuple[str, ...]:
    notes = (
        ("cells with an error such as #N/A, read as blank", found.errors),
        ("cells with a formula that was never calculated, read as blank", found.uncalculated),
        ("byte-order marks inside cells, taken out", found.marks),
        ("rows hidden in the workbook, read like all others", found.hidden),
    )
    return tuple(f"{what}: {number}" for what, number in notes if number)
