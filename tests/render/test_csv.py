"""Is the tidy table safe to open in a spreadsheet, and does it read back?"""

from __future__ import annotations

import csv
import io

from hostile import hostile, poisoned_report
from hypothesis import example, given, settings
from support import SMALL_ANSWERS, questionnaire, rendered, report
from syrupy.assertion import SnapshotAssertion

HEADER = [
    "kind", "id", "name", "group", "statistic", "value", "low", "high", "n", "why_missing",
]  # fmt: skip
NUMBERS = ("value", "low", "high", "n")


def read(text: str) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    return [dict(zip(HEADER, row, strict=True)) for row in rows[1:]]


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@settings(max_examples=40)
@given(hostile)
@example("\x00=1+1")
@example("\u200e@x")
def test_no_text_cell_begins_as_a_formula_does(text: str) -> None:
    for row in read(rendered(poisoned_report(text), "csv")):
        for column, cell in row.items():
            if column not in NUMBERS or not is_number(cell):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (column, cell)


@settings(max_examples=40)
@given(hostile)
def test_hostile_texts_add_no_row_and_no_column(text: str) -> None:
    def shape(of: str) -> list[tuple[str, ...]]:
        keys = ("kind", "id", "group", "statistic", "value", "why_missing")
        return [tuple(row[k] for k in keys) for row in read(rendered(poisoned_report(of), "csv"))]

    assert shape(text) == shape("word x")


def test_numbers_are_left_alone_also_negative_ones() -> None:
    found = report(questionnaire(), SMALL_ANSWERS)
    rows = read(rendered(found, "csv"))
    by_key = {(r["kind"], r["id"], r["statistic"]): r for r in rows if r["group"] == "all"}
    for axis in found.axes:
        mean = axis.result.score.mean
        assert isinstance(mean, float)
        assert float(by_key["axis", axis.id, "mean"]["value"]) == mean
    for item in found.items:
        if isinstance(item.result.mean, float):
            assert float(by_key["item", item.id, "mean"]["value"]) == item.result.mean
    negative = [r["value"] for r in rows if r["statistic"] == "net" and r["value"].startswith("-")]
    assert negative
    assert all(float(v) < 0 for v in negative)


def test_what_is_missing_has_its_reason_and_no_number() -> None:
    rows = read(rendered(report(questionnaire(), SMALL_ANSWERS), "csv"))
    missing = [r for r in rows if r["why_missing"]]
    assert {r["why_missing"] for r in missing} >= {"hidden", "too-few-people"}
    assert {r[column] for r in missing for column in NUMBERS} == {""}
    assert all(r["value"] for r in rows if not r["why_missing"])


def test_a_point_is_the_decimal_sign_and_lines_end_as_rfc_4180_says() -> None:
    text = rendered(report(questionnaire(), SMALL_ANSWERS), "csv")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_the_csv_of_a_small_report(snapshot: SnapshotAssertion) -> None:
    assert rendered(report(questionnaire(), SMALL_ANSWERS), "csv").splitlines() == snapshot


def test_a_barrier_or_enabler_that_is_hidden_stands_there_as_hidden() -> None:
    """Four of twenty answered t1: what rests on it must not just be missing from the table."""
    rows = read(
        rendered(
            report(
                questionnaire(),
                "respondent t1 t2 t3 p1 p2 m1\n a*16 d 2 4 4 2 3\n b*4 1 2 4 4 2 3",
                by=None,
            ),
            "csv",
        )
    )
    held = [(r["kind"], r["id"], r["group"], r["statistic"]) for r in rows if not r["name"]]
    assert held == [("barrier", "late", "all", "share"), ("enabler", "calls", "all", "share")]
    assert {r["why_missing"] for r in rows if not r["name"]} == {"hidden"}


def test_both_sides_of_an_item_have_an_interval() -> None:
    rows = read(rendered(report(questionnaire(), SMALL_ANSWERS), "csv"))
    of = {r["statistic"]: r for r in rows if (r["kind"], r["id"]) == ("item", "t1")}
    assert all(
        float(of[side]["low"]) < float(of[side]["value"]) < float(of[side]["high"])
        for side in ("favourable", "unfavourable")
    )
