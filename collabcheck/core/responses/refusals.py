"""What must be mended before an export's answers can be scored?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from collabcheck.core.errors import CollabcheckError, Unsettled
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account, Rows, Unmatched
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.labels import normal, number
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.matching import titles
from collabcheck.core.responses.places import short

LONGEST_TEXT = 40
IN_MAPPING = {
    "answer": "say what it means in the mapping, under answers",
    "attribute": "say which option it is in the mapping, under the attribute's options",
    "date": "mend the cell, or the date's order in the mapping",
}
DROPPED = {
    "preview": "from a preview of the survey",
    "not-kept": "unfinished, or left out otherwise",
    "other-wave": "of another wave",
    "no-answer": "without an answer to any item",
    "duplicate": "by a respondent with another row that counts",
}


def refusals(
    questionnaire: Questionnaire, mapping: Mapping, account: Account
) -> tuple[CollabcheckError, ...]:
    """List all that stands in the way of scoring; nothing, if an export can be scored."""
    return tuple(_refusals(questionnaire, mapping, account))


def _refusals(
    questionnaire: Questionnaire, mapping: Mapping, account: Account
) -> Iterator[CollabcheckError]:
    where = account.where
    yield from _waves(account)
    # Where no item has a column, that is what is wrong.
    if not account.kept and not _no_such_wave(account) and any(i.column for i in account.items):
        yield CollabcheckError(
            "no row holds an answer"
            + (f" ({why})" if (why := "; ".join(left_out(account))) else ""),
            where=where,
            mend="export the answers again, or change what the mapping keeps",
        )
    if account.short.count:
        one = account.short.count == 1
        yield CollabcheckError(
            f"{rows(account.short)} {'has' if one else 'have'} fewer cells than the header, and so "
            "an answer may stand under another item",
            where=where,
            mend="export the file again, or put an empty cell where an answer is missing",
        )
    for column in account.crowded:
        yield CollabcheckError(
            "too many different texts here for groups or answers",
            where=place(where, column, titles_in(account)),
            mend="name another column in the mapping",
        )
    yield from _codes(questionnaire, account)
    yield from _texts(account)
    if account.repeated.count and mapping.duplicates == "refuse":
        yield Unsettled(
            twice(account),
            where=where,
            mend="which counts? Write 'duplicates: first' or 'duplicates: last' in the mapping",
        )


def _waves(account: Account) -> Iterator[CollabcheckError]:
    """Refuse several waves at once, and a wave that is not there."""
    names = [f"'{short(name)}'" for name, _ in account.waves if name]
    without = dict(account.waves).get("", 0)
    if _no_such_wave(account):
        there = f"there {'is' if len(names) == 1 else 'are'} {', '.join(names) or 'none'}"
        yield CollabcheckError(
            f"there is no wave '{short(account.wave or '')}'; {there}",
            where=account.where,
            mend="choose one of them with --wave",
        )
    elif account.wave is None and len(account.waves) > 1:
        held = ", ".join(names) + (f" and {count_of(without)} without a wave" if without else "")
        yield CollabcheckError(
            f"it holds several waves: {held}" if len(names) > 1 else f"it holds wave {held}",
            where=account.where,
            mend="choose one with --wave",
        )


def left_out(account: Account) -> Iterator[str]:
    """Say how many rows were left out for which reason, and by which column; nothing of blanks."""
    names = titles_in(account)
    for each in account.dropped:
        if each.why in DROPPED:
            at = each.column
            by = f", by column {at.number} ({short(names[at.number])})" if at else ""
            yield f"{count_of(each.count)} {DROPPED[each.why]}{by}"


def _no_such_wave(account: Account) -> bool:
    return account.wave is not None and normal(account.wave) not in {
        normal(name) for name, _ in account.waves if name
    }


def twice(account: Account) -> str:
    """Say which rows are second answers, and, as far as that is known, to which first ones."""
    again = account.repeated
    pairs = list(zip(again.first, account.earlier, strict=False))
    if again.count == 1 and pairs:
        return "row {} is a second answer by the respondent of row {}".format(*pairs[0])
    if again.count == 1:
        return f"row {again.first[0]} is another answer by a respondent of another row"
    beside = [f"{row} (after {first})" for row, first in pairs] or again.first
    return f"respondents answer more than once: {_named(beside, again.count)}"


def _codes(questionnaire: Questionnaire, account: Account) -> Iterator[CollabcheckError]:
    """Refuse all numbers where one of them shows that they are not the codes of the scale."""
    numbers = distrusted(account)
    if not numbers:
        return
    strange = ", ".join(str(number) for number in numbers if number not in account.codes)
    scale = questionnaire.scale
    why = (
        f"not on the scale ({scale.lo} to {scale.hi}), but in the file: {strange}"
        if strange
        else "numbers stand beside labels that have other codes on the scale"
    )
    yield Unsettled(
        f"{why}; so no number alone can be trusted to be a code of the scale",
        where=account.where,
        mend="say in the mapping, under answers, what each number means: "
        + ", ".join(str(number) for number in numbers),
    )


def distrusted(account: Account) -> tuple[int, ...]:
    """List all numbers alone, where one of them, or a label, shows that they are other codes."""
    strange = {n for u in account.unmatched if (n := _off_scale(u)) is not None}
    if not account.codes or not (strange or account.clashes):
        return ()
    return tuple(sorted({*account.codes, *strange}))


def _off_scale(unmatched: Unmatched) -> int | None:
    return number(normal(unmatched.text)) if unmatched.kind == "answer" else None


@dataclass(frozen=True)
class Unknown:
    """A text without a meaning: where it stands first, how often in all, and in which columns."""

    first: Unmatched
    times: int
    columns: int


def unknown(account: Account) -> tuple[Unknown, ...]:
    """List each text without a meaning once; those of crowded columns are left out."""
    crowded = {column.number for column in account.crowded}
    groups: dict[tuple[str, str], list[Unmatched]] = {}
    for one in account.unmatched:
        if one.column.number not in crowded:
            part = "" if one.kind == "answer" else one.part
            groups.setdefault((part, normal(one.text)), []).append(one)
    return tuple(
        Unknown(
            min(ones, key=lambda one: (one.row, one.column.number)),
            sum(one.count for one in ones),
            len({one.column.number for one in ones}),
        )
        for ones in groups.values()
    )


def _texts(account: Account) -> Iterator[CollabcheckError]:
    names = titles_in(account)
    for one in unknown(account):
        first = one.first
        many = "" if one.times == 1 else f", {one.times} times"
        many += f" in {one.columns} columns" if one.columns > 1 else ""
        note = f": {first.note}" if first.note else ""
        offer = f"did you mean '{first.offer.words}'? " if first.offer else ""
        kind = CollabcheckError if first.kind == "date" else Unsettled
        yield kind(
            f"'{short(first.text, LONGEST_TEXT)}' {_IS_NO[first.kind]}{many}{note}",
            where=place(account.where, first.column, names, first.row),
            mend=offer + IN_MAPPING[first.kind],
        )


_IS_NO = {
    "answer": "is no answer of the scale",
    "attribute": "is no option",
    "date": "is no day in this order",
}


def titles_in(account: Account) -> dict[int, str]:
    """Name each column of an account, by its number, with what tells it from the others."""
    some = [*account.unread, *account.crowded, *(one.column for one in account.unmatched)]
    some += [dropped.column for dropped in account.dropped if dropped.column]
    placed = [*(i.column for i in account.items), *(a.column for a in account.attributes)]
    columns = {column.number: column for column in (*some, *placed) if column}
    return titles([columns[number] for number in sorted(columns)])


def place(where: str, column: Column, names: Dict[int, str], row: int | None = None) -> str:
    """Name a cell, or a column: file, row, column number and what tells it from the others."""
    at = f", row {row}" if row else ""
    return f"{where}{at}, column {column.number} ({short(names[column.number])})"


def rows(of: Rows) -> str:
    """Name rows: `rows 3, 5 and 40 more`."""
    return _named(of.first, of.count)


def count_of(rows: int) -> str:
    """Count rows: `1 row`, `3 rows`."""
    return f"{rows} row{'' if rows == 1 else 's'}"


def _named(numbers: Iterable[int | str], count: int) -> str:
    listed = list(numbers)
    more = f" and {count - len(listed)} more" if count > len(listed) else ""
    return f"row{'' if count == 1 else 's'} {', '.join(map(str, listed))}{more}"
