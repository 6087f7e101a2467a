"""Where is an export's mapping, and what does it say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from collabcheck.core.errors import CollabcheckError, UnknownName
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.columns import Column
from collabcheck.core.responses.dates import ORDERS
from collabcheck.core.responses.labels import number
from collabcheck.core.responses.mapping import Mapping, mapping_faults
from collabcheck.core.responses.places import short
from collabcheck.core.responses.proposal import Proposal, reference
from collabcheck.core.responses.refusals import LONGEST_TEXT, distrusted, unknown
from collabcheck.library.files import exists, read_text
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.validate import validated
from collabcheck.library.yaml_tree import Tree, read_tree

ENDING = ".mapping.yaml"
SHARED = "mapping.yaml"
MOST_UNREAD = 100


def mapping_beside(export: str) -> Path:
    """Name the mapping that belongs to one export: `answers.csv` has `answers.mapping.yaml`."""
    path = Path(export)
    return path.with_name(path.stem + ENDING)


def find_mapping(export: str, named: Path | None = None) -> Path | None:
    """Find the mapping of an export: the one named, its own, or `mapping.yaml` in its folder.

    Standard input (`-`) has only the one that is named.
    """
    if named or export == "-":
        return named
    own = mapping_beside(export)
    return next((path for path in (own, own.with_name(SHARED)) if exists(path)), None)


def load_mapping(path: Path, name: str | None = None) -> tuple[Mapping, Questionnaire]:
    """Load a mapping and its questionnaire; `name` is that of the questionnaire that is wanted.

    Raises `FaultyFile` with every fault and its line, those of fit with the questionnaire among
    them, and `CollabcheckError` where it is for another questionnaire than `name`.
    """
    tree = read_tree(read_text(path), str(path))
    if not isinstance(tree.data, dict):
        raise CollabcheckError(
            "this is not a mapping",
            where=tree.place(()),
            mend="'collabcheck map' and an export's name write one",
        )
    try:
        questionnaire = load_questionnaire(name or _named(tree, path))
    except UnknownName as error:
        if not name:
            error.where = error.where or tree.place(("questionnaire",))
        raise
    if name:
        _refuse_another(tree, path, questionnaire)
    mapping = validated(Mapping, tree.data, {"": tree}, lambda m: mapping_faults(questionnaire, m))
    return mapping, questionnaire


def _refuse_another(tree: Tree, path: Path, wanted: Questionnaire) -> None:
    """Refuse a mapping for another questionnaire; one whose own cannot be found is for any."""
    try:
        own = load_questionnaire(_named(tree, path))
    except CollabcheckError:
        return
    if own.id != wanted.id:
        raise CollabcheckError(
            f"this mapping is for {own.id}, and {wanted.id} is asked for",
            where=str(path),
            mend="name another mapping with -m, or leave -q away",
        )


def _named(tree: Tree, path: Path) -> str:
    """Give the questionnaire that a mapping names; a path counts from the mapping's folder."""
    named = tree.data.get("questionnaire")
    if not isinstance(named, str) or not named.strip():
        raise CollabcheckError(
            "no questionnaire is named",
            where=tree.place(("questionnaire",)),
            mend="write 'questionnaire: ' and its name or path",
        )
    beside = path.parent / named
    return str(beside) if exists(beside) else named


def mapping_to_yaml(
    mapping: Mapping,
    export: str,
    proposal: Proposal | None = None,
    columns: Sequence[Column] = (),
    account: Account | None = None,
) -> str:
    """Write a mapping as a file of its own.

    With the `proposal` that it is, the confidence and two cells stand beside each match, and all
    that is in doubt follows as comments, to be read and uncommented; so do the texts that have no
    meaning in the `account` of a reading. `columns` are the export's.
    """
    comments: dict[str, list[str]] = {}
    for section, line in (
        *(_doubts(proposal, columns) if proposal else ()),
        *(_missing(proposal) if proposal else ()),
        *(_unread(proposal) if proposal and proposal.missing else ()),
        *(_unknown(account) if account else ()),
    ):
        comments.setdefault(section, []).append(f"# {line}")
    return "\n".join(_lines(mapping, export, proposal, comments)) + "\n"


def _lines(
    mapping: Mapping, export: str, proposal: Proposal | None, comments: dict[str, list[str]]
) -> Iterator[str]:
    yield f"# How {short(Path(export).name)} is read. Kept beside it, it reads the next wave too."
    yield f"kind: {mapping.kind}"
    yield f"questionnaire: {_quoted(mapping.questionnaire)}"
    layout = mapping.layout.model_dump(exclude_defaults=True)
    if layout:
        yield f"layout: {_flow(layout)}"
    for part in ("respondent", "wave", "date"):
        value = getattr(mapping, part)
        if value is not None:
            yield f"{part}: {_flow(value.model_dump() if part == 'date' else value)}"
        yield from comments.pop(part, ())
    matches = {m.item: m for m in proposal.matches} if proposal else {}
    for section in ("attributes", "items", "patterns", "answers", "keep"):
        entries, more = getattr(mapping, section), comments.pop(section, [])
        if entries or more:
            # A section of comments alone would be empty, which is no list.
            yield f"{section}:" if entries else f"# {section}:"
        for entry in entries:
            match = matches.get(getattr(entry, "item", ""))
            beside = ""
            if match and proposal:
                beside = f"  # {match.how}, {match.confidence:.2f}{_cells(match.column, proposal)}"
            yield f"  - {_flow(entry.model_dump(exclude_defaults=True))}{beside}"
        yield from more
    yield f"duplicates: {mapping.duplicates}"
    yield from _rest(mapping, proposal)
    for section, lines in comments.items():
        yield f"# {section}"
        yield from lines


def _rest(mapping: Mapping, proposal: Proposal | None) -> Iterator[str]:
    """Say that nothing else is read, or how to say so where that would settle doubts."""
    if mapping.rest == "leave":
        yield "rest: leave  # nothing is read but what stands here"
    elif proposal and proposal.doubts:
        yield "# rest: leave  # settles all that is in doubt: nothing is read but what stands here"


def _doubts(proposal: Proposal, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Give for each doubt the section that it belongs to, and the line that would settle it."""
    for doubt in proposal.doubts:
        column = reference(doubt.column, columns)
        where = f"column {doubt.column.number}{_cells(doubt.column, proposal)}"
        why = f"  # in doubt, {doubt.confidence:.2f}: {doubt.why}; {where}"
        if doubt.days:
            text, ways = doubt.days
            for order, words in ways.items():
                line = f"date: {_flow({'column': column, 'order': order})}"
                yield "date", f"{line}  # if '{text}' is {words}; column {doubt.column.number}"
        elif doubt.part == "finished":
            entry = {"column": column, **({"texts": doubt.texts} if doubt.texts else {})}
            yield "keep", f"  - {_flow(entry)}  # column {doubt.column.number}: {doubt.why}"
        else:
            entry = {doubt.part: doubt.name, "column": column}
            yield f"{doubt.part}s", f"  - {_flow(entry)}{why}"


def _missing(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Say of each item and attribute that it has no column, and how many items are placed."""
    for part, name in proposal.missing:
        yield f"{part}s", f"{name}: no column was found"
    missing = [name for part, name in proposal.missing if part == "item"]
    if len(missing) > 1:
        front = missing[0].rpartition("-")[0]
        example = {"columns": f"{front}_(\\d+)", "items": f"{front}-\\1"}
        why = "an example: many columns at once, by their numbers; it must fit a whole header cell"
        yield "patterns", f"  - {_flow(example)}  # {why}"


def _unread(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """List the columns that are not read, with two cells of each."""
    section = "Columns that are not read:"
    for column in proposal.unread[:MOST_UNREAD]:
        cells = _cells(column, proposal)
        told = "" if "\u2026" in cells else cells  # longer ones are somebody's own words
        yield section, f"  {column.number} {short(proposal.titles[column.number])}{told}"
    if len(proposal.unread) > MOST_UNREAD:
        yield section, f"  and {len(proposal.unread) - MOST_UNREAD} more"


def _unknown(account: Account) -> Iterator[tuple[str, str]]:
    """Give for each text without a meaning its section, and a line that waits for one."""
    numbers = distrusted(account)
    for n in numbers:
        yield "answers", f"  - {{text: {_quoted(str(n))}, answer: ?}}  # no number can be trusted"
    for one in unknown(account):
        first = one.first
        if first.kind == "date" or len(first.text) > LONGEST_TEXT or number(first.text) in numbers:
            continue
        section, means = "answers", "answer"
        if first.kind == "attribute":
            section, means = f"Texts that are no {first.part}; for its options:", "option"
        offer = _flow(first.offer.value) if first.offer else "?"
        where = f"{one.times} x, first in row {first.row}, column {first.column.number}"
        yield section, f"  - {{text: {_quoted(first.text)}, {means}: {offer}}}  # {where}"


def _cells(column: Column, proposal: Proposal) -> str:
    texts = ", ".join(f"'{text}'" for text in proposal.samples.get(column.number, ()))
    return f": {texts}" if texts else ""


def _flow(value: Any) -> str:
    """Write a value in YAML's one-line style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _quoted(value) if value not in _WORDS else value
    return "null" if value is None else str(value)


_WORDS = {"dont_know", "not_applicable", "blank", *ORDERS}


def _quoted(text: str) -> str:
    """Write a text in quotes, on one line, with what cannot be printed as escapes."""
    import yaml

    written: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9)
    return written.strip()
