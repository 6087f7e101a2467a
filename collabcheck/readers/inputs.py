"""What was given to score: responses, tallies, observations, exports of survey tools?"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.response import Response, check_response, response_from_json
from collabcheck.core.responses.table import Table, joined, table_of
from collabcheck.readers.exports import is_export
from collabcheck.readers.source import STDIN

if TYPE_CHECKING:
    from io import BufferedReader

Kind = Literal["response", "tally", "observation"]
MOST_BYTES = 50_000_000
FORMAT = re.compile(rb'"format"\s*:\s*"collabcheck-(response|tally|observation)"')


@dataclass(frozen=True)
class Input:
    """One file, or standard input. data: what it holds, of an export nothing yet."""

    name: str
    kind: Kind | Literal["export"]
    data: bytes = b""


def inputs(names: Iterable[str | Path]) -> Iterator[Input]:
    """Go through files, folders of them, and `-` for standard input.

    Of a folder all exports, responses, tallies and observations are taken, and nothing else. Raises
    `BadResponse` naming the file that cannot be read.
    """
    for given in names:
        name = str(given)
        try:
            folder = name != STDIN and Path(name).is_dir()
            found = sorted(Path(name).iterdir()) if folder else []
        except (OSError, ValueError) as error:
            raise BadResponse(_reason(error), where=name) from None
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

    `mapping` says how the exports are to be read; without it their columns must tell. Raises
    `CollabcheckError` naming the file that cannot be read, belongs to another questionnaire, holds
    an unknown item or answer, or repeats a respondent.
    """
    from collabcheck.core.responses.intake import intake
    from collabcheck.core.responses.mapping import FileLayout
    from collabcheck.core.responses.proposal import resolve
    from collabcheck.readers.exports import open_export

    tables, responses = [], []
    for given in inputs(paths):
        if given.kind in ("tally", "observation"):
            raise BadResponse(f"a file of kind {given.kind} holds no answers", where=given.name)
        if given.kind == "response":
            responses.append((given.name, response_from_json(given.data, given.name)))
            continue
        grid = open_export(given.name, mapping.layout if mapping else FileLayout())
        reading = intake(questionnaire, resolve(questionnaire, grid, mapping), grid)
        tables += list(reading.tables())
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
        data = read_bytes(str(path))
        kind = _kind(data)
        return Input(str(path), kind, data) if kind else None
    if not is_export(path.name) or path.suffix.lower() == ".txt" or not path.is_file():
        return None  # a text may be anything; by name it is read
    return Input(str(path), "export")


def _input(name: str) -> Input:
    if name != STDIN and is_export(name):
        return Input(name, "export")
    start = _start(name).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start and not start.startswith((b"{", b"[")) and Path(name).suffix.lower() != ".json":
        return Input(name, "export")
    data = read_bytes(name)
    return Input(name, _kind(data) or "response", data)


def _start(name: str) -> bytes:
    """Look at how an input begins; a pipe other than standard input is left as it is."""
    if name == STDIN:
        return cast("BufferedReader", sys.stdin.buffer).peek(1024)
    try:
        path = Path(name)
        if path.is_fifo():
            return b"?"  # taken for an export: to look into it would use it up
        with path.open("rb") as file:
            return file.read(1024)
    except (OSError, ValueError):
        return b""  # reading it in full says why


def _kind(data: bytes) -> Kind | None:
    found = FORMAT.search(data[:200])
    return cast("Kind", found[1].decode()) if found else None


def read_bytes(name: str) -> bytes:
    """Read a JSON file whole, `-` for standard input. Raises `CollabcheckError` naming it."""
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadResponse("there is no such file", where=name) from None
    except (OSError, ValueError) as error:
        raise BadResponse(_reason(error), where=name) from None
    if len(data) > MOST_BYTES:
        raise BadResponse("larger than 50 MB, which no response or tally is", where=name)
    if not data.strip():
        raise BadResponse("the file is empty", where=name)
    return data.removeprefix(b"\xef\xbb\xbf")


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
