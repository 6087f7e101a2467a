"""What is said of an export, beside the result, when it was read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabcheck.core.responses.account import Account


def told(account: Account) -> Iterator[str]:
    """Say in a line each what a reading took or put right, and what it did not find."""
    from collabcheck.core.responses.refusals import left_out

    where = account.where
    yield from (f"{where}: {line}" for line in account.notes)
    if account.missing:
        some = ", ".join(account.missing[:5])
        more = len(account.missing) - 5
        yield (
            f"{where}: no column for {len(account.missing)} of {len(account.items)} items "
            f"({some}{f' and {more} more' if more > 0 else ''}); they count as not answered"
        )
    if account.codes:
        codes = ", ".join(map(str, account.codes))
        yield f"{where}: numbers alone were read as the scale's codes: {codes}"
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
    yield from (f"{where}: left out: {line}" for line in left_out(account))
