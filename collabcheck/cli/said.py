"""What is said of an export, beside the result, when it was read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabcheck.core.responses.account import Account

WORDS = {
    "not-kept": "not to be kept, as the mapping says",
    "other-wave": "of another wave",
    "no-answer": "without an answer to any item",
    "duplicate": "a second answer by the same respondent",
}


def told(account: Account) -> Iterator[str]:
    """Say in a line each what a reading put right, and what it did not find."""
    where = account.where
    yield from (f"{where}: {line}" for line in account.notes)
    if account.missing:
        some = ", ".join(account.missing[:5])
        more = len(account.missing) - 5
        yield (
            f"{where}: no column for {len(account.missing)} of {len(account.items)} items "
            f"({some}{f' and {more} more' if more > 0 else ''}); they count as not answered"
        )
    if account.clashes:
        yield (
            f"{where}: {account.clashes} answers with a label and another answer's number; the "
            "label counts"
        )
    if account.shift:
        yield (
            f"{where}: nobody chose {account.shift.code} in any item; does your tool count from "
            f"{account.shift.start}?"
        )
    if account.nameless:
        yield (
            f"{where}: the last row ({account.nameless}) alone says nothing of who answered; is it "
            "a row of totals?"
        )
    for part in account.dropped:
        if part.why not in ("blank", "header"):
            rows = "1 row" if part.count == 1 else f"{part.count} rows"
            yield f"{where}: {rows} left out: {WORDS[part.why]}"
