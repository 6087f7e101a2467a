"""What was given to score: responses, tallies, observations, exports of survey tools?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.response import Response, check_response, response_from_json
from collabcheck.core.responses.table import Table, joined, table_of
from collabcheck.readers.exports import OURS, START, is_export
from collabcheck.readers.source import STDIN, Source, opened, said, source_of

Kind = Literal["response", "tally", "observation"]
MOST_BYTES = 50_000_000
MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Input:
    """One file, or standard input: its name as it was given. data: what it holds, if it is ours."""

    name: str
    kind: Kind | Literal["export"]
    source: Source
    data: bytes = b""


def inputs(names: Iterable[str | Path]) -> Iterator[Input]:
    """Go through files, folders of them, and `-` for standard input.

    Of a folder all exports, responses, tallies and observations are taken, and nothing else. Raises
    `CollabcheckError` naming the file that cannot be read.
    """
    for given in names:
        name = str(given)
        with said(name):
            folder = name != STDIN and Path(name).is_dir()
            found = sorted(Path(name).iterdir()) if folder else []
        if not folder:
            yield _input(name)
            continue
        kept = [each for path in found if (each := _in_folder(path))]
        if not kept:
            raise BadResponse(
                "there are no responses, tallies or exports in this folder", where=name
            )
        yield from kept


def read_responses(
    questionnaire: Questionnaire, paths: Iterable[str | Path], mapping: Mapping | None = None
) -> Table:
    """Read response files, exports, folders of them, or `-`, into one table.

    `mapping` says how the exports are to be read, beside what their columns tell; no mapping's file
    is looked for. Raises `CollabcheckError` naming the file that cannot be read, belongs to another
    questionnaire, holds an unknown item or answer, or repeats respondents.
    """
    from collabcheck.core.responses.intake import intake, refuse_repeats
    from collabcheck.core.responses.mapping import FileLayout
    from collabcheck.core.responses.proposal import settled
    from collabcheck.readers.exports import open_export

    layout = mapping.layout if mapping else FileLayout()
    tables, responses, readings = [], [], []
    for given in inputs(paths):
        if given.kind in ("tally", "observation"):
            raise BadResponse(f"a file of kind {given.kind} holds no answers", where=given.name)
        if given.kind == "response":
            responses.append((given.name, response_from_json(given.data, given.name)))
            continue
        grid = open_export(given.source, layout)
        whole, doubts = settled(questionnaire, grid, mapping)
        reading = intake(questionnaire, whole, grid, doubts=doubts)
        reading.remembers = True
        readings.append(reading)
        tables += list(reading.tables())
    refuse_repeats(readings)
    if responses or not tables:
        tables.append(collect(questionnaire, responses))
    return joined(tables)


def collect(questionnaire: Questionnaire, responses: list[tuple[str, Response]]) -> Table:
    """Check responses against their questionnaire and put them into a table."""
    for where, response in responses:
        check_response(questionnaire, response, where)
    return table_of(questionnaire, responses)


def _in_folder(path: Path) -> Input | None:
    if path.name.startswith((".", "~$")):  # left by a spreadsheet or a file manager
        return None
    if path.suffix.lower() == ".json":
        source = source_of(str(path))
        data = read_bytes(source)
        return Input(str(path), kind, source, data) if (kind := _kind(data)) else None
    if not is_export(path.name) or path.suffix.lower() == ".txt" or not path.is_file():
        return None  # a text may be anything; by name it is read
    return Input(str(path), "export", source_of(str(path)))


def _input(name: str) -> Input:
    source = source_of(name)
    if name != STDIN and is_export(name):
        return Input(name, "export", source)
    with opened(source) as file:
        start = file.read(START).removeprefix(MARK).lstrip()
    if start and not start.startswith((b"{", b"[")) and Path(name).suffix.lower() != ".json":
        return Input(name, "export", source)
    data = read_bytes(source)
    return Input(name, _kind(data) or "response", source, data)


def _kind(data: bytes) -> Kind | None:
    found = OURS.search(data[:START])
    return cast("Kind", found[1].decode()) if found else None


def read_bytes(given: str | Source) -> bytes:
    """Read a JSON file whole, `-` for standard input. Raises `CollabcheckError` naming it."""
    source = source_of(given)
    with opened(source) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadResponse("larger than 50 MB, which no response or tally is", where=source.name)
    if not data.strip():
        raise BadResponse("the file is empty", where=source.name)
    return data.removeprefix(MARK)
