"""On which day was a response given?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

Order = Literal["year-first", "day-first", "month-first"]
ORDERS: tuple[Order, ...] = ("year-first", "day-first", "month-first")
_NUMBERS = re.compile(r"\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?=$|[\sT,])")
_NAMED = (
    re.compile(
        r"\s*(?P<day>\d{1,2})[-\s]+(?P<month>[A-Za-z]{3,9})\.?[-,\s]+(?P<year>\d{4}|\d{2})\b"
    ),
    re.compile(r"\s*(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})\b"),
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DATE_LIKE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?: .*)?"
    r"|\d{1,2}-\d{1,2}(?:-\d{2,4})?"
    r"|\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[- ]\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ]\d{1,4}",
    re.IGNORECASE,
)
"""Texts that look like a day, or a part of one."""


def day(text: str, order: Order) -> str | None:
    """Read the day at the front of a text, YYYY-MM-DD; None if there is none in this order.

    A day with the name of its month (English) is read whatever the order.
    """
    if found := _NUMBERS.match(text):
        first, second, third = found.groups()
        if order == "year-first":
            return _iso(first, second, third) if len(first) == 4 else None
        if len(first) > 2 or len(third) not in (2, 4):
            return None
        return _iso(third, second, first) if order == "day-first" else _iso(third, first, second)
    for pattern in _NAMED:
        if found := pattern.match(text):
            name = found["month"].lower()
            months = [n for n, month in enumerate(_MONTHS, 1) if month.startswith(name)]
            if len(months) == 1:
                return _iso(found["year"], str(months[0]), found["day"])
    return None


def is_day_missing(text: str) -> bool:
    """Tell whether a cell is blank, or says as REDCap does that a form is unfinished."""
    return not text or text.isspace() or text.strip().lower() == "[not completed]"


def orders(texts: Iterable[str]) -> tuple[Order, ...]:
    """Name the orders in which every one of the texts is a day, and tells days apart.

    None, if some text is a day in no order; one, if the texts prove it or need none; else several.
    """
    possible, numbers = list(ORDERS), False
    for text in texts:
        possible = [order for order in possible if day(text, order)]
        numbers = numbers or bool(_NUMBERS.match(text))
    return tuple(possible) if numbers else tuple(possible[:1])


def spoken(text: str, order: Order) -> str:
    """Say the day at the front of a text, read in this order: `11 February (day first)`."""
    _, month, number = (day(text, order) or "0-0-0").split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1].title()} ({order.replace('-', ' ')})"


def _iso(year: str, month: str, number: str) -> str | None:
    try:
        return dt.date(
            int(year) + (2000 if len(year) == 2 else 0), int(month), int(number)
        ).isoformat()
    except ValueError:
        return None
