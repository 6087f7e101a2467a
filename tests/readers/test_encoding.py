"""Is a text read in the encoding it was written in, or refused?"""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from opening import names, opened, refused, rows

from collabcheck.readers.encoding import CHUNK

TEXT = "agency,comment\nhealth,We don’t ring the café – naïve\npolice,“Über” £5\n"
CELLS = [["health", "We don’t ring the café – naïve"], ["police", "“Über” £5"]]

MARKED = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""),
    ("utf-16-be", b""),
    ("utf-32-le", codecs.BOM_UTF32_LE),
]


@pytest.mark.parametrize(("codec", "mark"), MARKED)
def test_unicode_is_read_with_and_without_a_mark(codec: str, mark: bytes, tmp_path: Path) -> None:
    grid = opened(tmp_path, mark + TEXT.encode(codec))
    assert (names(grid), rows(grid)) == (["agency", "comment"], CELLS)
    assert grid.notes == (() if codec == "utf-8" else (f"read as {codec[:6].upper()}",))


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_windows_and_old_macs_are_told_apart(
    codec: str, name: str, end: str, tmp_path: Path
) -> None:
    """Each decodes as the other without an error, to `We donÕt` or `We donít`."""
    grid = opened(tmp_path, TEXT.replace("\n", end).encode(codec))
    assert rows(grid) == CELLS
    assert grid.notes == (f"not UTF-8: read as {name}, as in 'don’t r' (line 2)",)


WORDS = {
    "an apostrophe": "don’t", "é": "le café", "è": "la mère", "ü": "Gemüse",
    "ß": "die Straße", "ä": "spät", "ï": "naïve", "ç": "français", "quotes": "the “plan” is",
    "small and capital": "Él está",
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_one_word_is_enough_to_tell(word: str, codec: str, tmp_path: Path) -> None:
    assert rows(opened(tmp_path, f"a,b\n{WORDS[word]},1\n".encode(codec))) == [[WORDS[word], "1"]]


def test_a_letter_that_is_common_in_one_and_rare_in_the_other_is_not_guessed(
    tmp_path: Path,
) -> None:
    """`schön` from an old Mac is `schšn` in Windows-1252, which is a word somewhere."""
    said = refused(tmp_path, "a,b\nschön,1\n".encode("mac_roman"))
    assert "Windows-1252 ('schšn,1'), Mac Roman ('schön,1')" in said


def test_a_sign_that_is_the_same_in_both_is_read(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, "a,b\n£5,1\n".encode("cp1252"))) == [["£5", "1"]]


@pytest.mark.parametrize(
    ("codec", "text"),
    [("cp1251", "Согласен полностью"), ("shift_jis", "はい、そう思います"), ("cp1253", "Συμφωνώ")],
)
def test_a_text_that_makes_sense_in_neither_is_refused(
    codec: str, text: str, tmp_path: Path
) -> None:
    data = f"a,b\n{text},1\n".encode(codec)
    said = refused(tmp_path, data)
    assert "not UTF-8" in said
    assert "layout: encoding" in said
    assert rows(opened(tmp_path, data, encoding=codec)) == [[text, "1"]]


def test_the_mapping_names_the_encoding_and_is_believed(tmp_path: Path) -> None:
    data = "a,b\ndonít,1\n".encode("mac_roman")
    assert rows(opened(tmp_path, data, encoding="mac-roman")) == [["donít", "1"]]
    assert rows(opened(tmp_path, data, encoding="cp1252")) == [["don’t", "1"]]


@pytest.mark.parametrize("name", ["utf-9", "base64", "é", "rot13"])
def test_an_encoding_that_does_not_exist_is_refused(name: str, tmp_path: Path) -> None:
    assert f"no encoding '{name}'" in refused(tmp_path, "a,b\n", encoding=name)


def test_a_text_that_is_not_in_the_named_encoding_is_refused_at_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, b"a,b\n1,2\ncaf\xe9,3\n", encoding="utf-8")
    assert "answers.csv, line 3: the byte 0xE9" in said


@pytest.mark.parametrize("above", [0, 3 * CHUNK // 4])
def test_one_wrong_byte_in_utf8_is_refused_at_its_line(above: int, tmp_path: Path) -> None:
    """Wherever it stands: the whole file is looked at before a row is read."""
    filler = "1,2\n" * above
    data = f"a,b\ncafé,1\n{filler}".encode() + b"don\x92t,2\n"
    said = refused(tmp_path, data)
    assert f"answers.csv, line {above + 3}: the file is UTF-8, but for the byte 0x92" in said


def test_one_foreign_byte_at_the_end_of_a_long_file_still_tells_the_encoding(
    tmp_path: Path,
) -> None:
    data = b"a,b\n" + b"1,2\n" * CHUNK + b"caf\xe9,2\n"
    assert rows(opened(tmp_path, data))[-1] == ["café", "2"]


MARKS_INSIDE = ["\ufeff", "ï»¿"]


@pytest.mark.parametrize("mark", MARKS_INSIDE)
def test_marks_inside_cells_are_taken_out_and_said(mark: str, tmp_path: Path) -> None:
    grid = opened(tmp_path, f'{mark}"a, b",c\n{mark}"1",2{mark}\n')
    assert (names(grid), rows(grid)) == (["a, b", "c"], [["1", "2"]])
    assert grid.notes[0].startswith("byte-order marks inside the text, taken out: ")


def test_a_mark_inside_windows_1252_is_taken_out(tmp_path: Path) -> None:
    grid = opened(tmp_path, b"a,b\ncaf\xe9,1\n" + codecs.BOM_UTF8 + b"x,2\n")
    assert rows(grid) == [["café", "1"], ["x", "2"]]


def test_letters_lost_earlier_are_counted(tmp_path: Path) -> None:
    grid = opened(tmp_path, "a,b\nx,1\ncaf\ufffd,don\ufffdt\n")
    assert rows(grid)[1] == ["caf\ufffd", "don\ufffdt"]
    assert grid.notes == (
        "letters lost before this file was made, which stand as \ufffd: 2, the first in line 3",
    )


def test_a_nul_is_refused_at_its_line(tmp_path: Path) -> None:
    assert "answers.csv, line 2: a NUL byte" in refused(tmp_path, b"a,b\n1,\x002\n")


def test_half_a_letter_of_utf16_is_refused(tmp_path: Path) -> None:
    assert "line 4" in refused(tmp_path, TEXT.encode("utf-16") + b"x")
