"""Are numbers told in words that a reader takes for what they are?"""

from __future__ import annotations

import pytest

from collabcheck.render.words import Ends, counted, ends, percent, plural, portion


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ({"a": 1.0, "b": 3.0}, Ends(("a",), ("b",), ())),
        ({"a": 3.0, "b": 1.0, "c": 3.5}, Ends(("b",), (), (3.0, 3.5))),
        ({"a": 1.0, "b": 1.5, "c": 3.5}, Ends((), ("c",), (1.0, 1.5))),
        ({"a": 1.0, "b": 2.0, "c": 3.0}, Ends(("a",), ("c",), (2.0,))),
        ({"a": 1.0, "b": 1.0, "c": 2.0, "d": 3.0}, Ends(("a", "b"), ("d",), (2.0,))),
    ],
)
def test_one_who_stands_alone_is_named_alone_else_all_at_both_ends(
    numbers: dict[str, float], named: Ends
) -> None:
    assert ends(numbers) == named


def test_small_counts_and_common_shares_are_words() -> None:
    assert [counted(2), counted(10)] == ["two", "10"]
    assert [portion(0.25), portion(0.3), portion(0.5)] == ["a quarter", "30%", "half"]
    assert [plural(w) for w in ("agency", "role", "day", "branch")] == [
        "agencies", "roles", "days", "branches",
    ]  # fmt: skip


def test_half_a_per_cent_is_rounded_upwards_whatever_float_it_is() -> None:
    assert percent(23 / 40) == "58%", "57.49999999999999 as a float"
    wrong = [
        (count, n)
        for n in range(5, 201)
        for count in range(n + 1)
        if percent(count / n) != f"{(200 * count + n) // (2 * n)}%"
    ]
    assert wrong == []
