"""In which encoding is a text written, and is all of it sound?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from collabcheck.core.errors import BadExport
from collabcheck.readers.legacy import Evidence, western
from collabcheck.readers.source import Source, opened

CHUNK = 1 << 20
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAY_ENCODING = "save it as UTF-8, or name the encoding in the mapping's layout: encoding"
MARK = "\ufeff"
MARK_AS_LETTERS = "ï»¿"
"""The bytes of a byte-order mark, taken for Windows-1252 once and saved as such."""
MARKS = re.compile(f"{MARK}|{MARK_AS_LETTERS}")
ESCAPED = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as "surrogateescape" decodes them."""


@dataclass(frozen=True)
class Text:
    """How a source is decoded, whether marks stand inside it, what was noticed, and its lines."""

    codec: str
    marks: bool
    notes: tuple[str, ...]
    lines: int = 0


@dataclass
class _Found:
    """What one pass over a text found.

    lines: read so far. marks: byte-order marks inside. lost: replacement characters. sound: letters
    beyond ASCII. foreign: bytes that are not UTF-8. The first of them stands in `first_foreign`.
    """

    lines: int = 0
    marks: int = 0
    lost: int = 0
    first_lost: int = 0
    sound: int = 0
    foreign: int = 0
    first_foreign: int = 0
    first_byte: str = ""
    evidence: Evidence = field(default_factory=Evidence)


def text_of(source: Source, encoding: str | None = None) -> Text:
    """Find how to decode a source; `encoding` is taken at its word.

    The whole of the source is looked at, in pieces: a stray byte may stand in its last line. Raises
    `BadExport` naming the line of what is no text, or where the encoding cannot be told.
    """
    if encoding is not None:
        codec = _codec(encoding, source.name)
        return _text(codec, _look(source, codec, "strict"))
    marked = _by_first_bytes(source)
    if marked:
        return _text(marked, _look(source, marked, "strict"))
    found = _look(source, "utf-8", "surrogateescape")
    if not found.foreign:
        return _text("utf-8", found)
    if found.sound >= found.foreign:
        # Two bytes of another encoding make a letter of UTF-8 only by chance.
        raise BadExport(
            f"the file is UTF-8, but for the byte {found.first_byte}",
            where=f"{source.name}, line {found.first_foreign}",
            mend=f"put the letter right; or {SAY_ENCODING}",
        )
    codec, name, example = western(found.evidence, source.name, SAY_ENCODING)
    text = _text(codec, _look(source, codec, "strict"))
    note = f"not UTF-8: read as {name}, as in '{example}' (line {found.first_foreign})"
    return replace(text, notes=(note, *text.notes))


def _codec(encoding: str, name: str) -> str:
    try:
        "a".encode(encoding)
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise BadExport(
            f"there is no encoding '{encoding}' (the mapping's layout: encoding)",
            where=name,
            mend="write utf-8, utf-16, cp1252 or mac-roman",
        ) from None
    return "utf-8-sig" if codec == "utf-8" else codec


def _by_first_bytes(source: Source) -> str | None:
    with opened(source) as file:
        start = file.read(4096)
    for mark, codec in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return codec
    # Latin text in UTF-16 has a NUL in every other byte, and no other text has any.
    if len(start) >= 4 and b"\0" in start:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        for nuls, others, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
            if nuls > 0.4 * len(start) / 2 and others < 0.1 * nuls:
                return codec
    return None


def _text(codec: str, found: _Found) -> Text:
    notes = []
    if codec not in {"utf-8", "utf-8-sig"} and codec.startswith("utf"):
        notes.append(f"read as {codec[:6].upper()}")
    if found.marks:
        notes.append(f"byte-order marks inside the text, taken out: {found.marks}")
    if found.lost:
        notes.append(
            f"letters lost before this file was made, which stand as \N{REPLACEMENT CHARACTER}: "
            f"{found.lost}, the first in line {found.first_lost}"
        )
    return Text(codec, bool(found.marks), tuple(notes), found.lines)


def _look(source: Source, codec: str, errors: str) -> _Found:
    """Go through the whole text once. Raises `BadExport` for what is not text in this encoding."""
    found = _Found()
    for chunk in _decoded(source, codec, errors):
        if "\0" in chunk:
            raise BadExport(
                "a NUL byte stands here, which no text has",
                where=f"{source.name}, line {_line(found, chunk, chunk.index(chr(0)))}",
                mend=f"export the file again as CSV or XLSX; or {SAY_ENCODING}",
            )
        if not chunk.isascii():
            _note_letters(found, chunk)
        found.lines += _line_ends(chunk)
    return found


def _note_letters(found: _Found, chunk: str) -> None:
    found.marks += chunk.count(MARK) + chunk.count(MARK_AS_LETTERS)
    if "\N{REPLACEMENT CHARACTER}" in chunk:
        lost = chunk.index("\N{REPLACEMENT CHARACTER}")
        found.first_lost = found.first_lost or _line(found, chunk, lost)
        found.lost += chunk.count("\N{REPLACEMENT CHARACTER}")
    found.evidence.add(chunk)
    beyond = len(chunk) - len(chunk.encode("ascii", "ignore")) - chunk.count(MARK)
    first = ESCAPED.search(chunk)
    foreign = len(chunk) - len(ESCAPED.sub("", chunk)) if first else 0
    found.foreign += foreign
    found.sound += beyond - foreign
    if first and not found.first_foreign:
        found.first_foreign = _line(found, chunk, first.start())
        found.first_byte = f"0x{ord(first[0][0]) - 0xDC00:02X}"


def _decoded(source: Source, codec: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)(errors)
    lines = 0
    with opened(source) as file:
        while True:
            data = file.read(CHUNK)
            try:
                chunk = decoder.decode(data, final=not data)
            except UnicodeError as error:
                raise _undecodable(error, source, codec, lines) from None
            yield chunk
            lines += _line_ends(chunk)
            if not data:
                return


def _undecodable(error: UnicodeError, source: Source, codec: str, lines: int) -> BadExport:
    place, what = source.name, "this is not text"
    if isinstance(error, UnicodeDecodeError):
        before = error.object[: error.start].decode(codec, "replace")
        place = f"{source.name}, line {lines + _line_ends(before) + 1}"
        what = f"the byte 0x{error.object[error.start]:02X} is no letter"
    return BadExport(f"{what} in the encoding {codec}", where=place, mend=SAY_ENCODING)


def _line(found: _Found, chunk: str, position: int) -> int:
    return found.lines + _line_ends(chunk[:position]) + 1


def _line_ends(text: str) -> int:
    """Count line ends: LF, CRLF, or CR alone as old Macs wrote it."""
    return text.count("\n") or text.count("\r")
