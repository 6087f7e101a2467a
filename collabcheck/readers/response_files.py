"""How do response files, and folders of them, become a table?"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.response import Response, check_response, response_from_json
from collabcheck.core.responses.table import Table, table_of

MOST_BYTES = 5_000_000
STDIN = "-"


def read_responses(questionnaire: Questionnaire, paths: Iterable[str | Path]) -> Table:
    """Read response files, folders of them (`*.json`), or `-` for standard input, into a table.

    Raises `BadResponse` naming the file that cannot be read, belongs to another questionnaire,
    holds an unknown item or code, or repeats a respondent.
    """
    return collect(questionnaire, list(load_responses(paths)))


def load_responses(paths: Iterable[str | Path]) -> Iterator[tuple[str, Response]]:
    """Read responses, each with the name of its file, but hold them against nothing yet."""
    for name in paths:
        for path in _files(str(name)):
            yield path, response_from_json(_read(path), path)


def collect(questionnaire: Questionnaire, responses: list[tuple[str, Response]]) -> Table:
    """Check responses against their questionnaire and put them into a table."""
    for where, response in responses:
        check_response(questionnaire, response, where)
    return table_of(questionnaire, responses)


def _files(name: str) -> Iterator[str]:
    try:
        if name == STDIN or not Path(name).is_dir():
            yield name
            return
        found = sorted(path for path in Path(name).iterdir() if path.suffix == ".json")
    except (OSError, ValueError) as error:
        raise BadResponse(_reason(error), where=name) from None
    if not found:
        raise BadResponse("there are no response files (*.json) in this folder", where=name)
    yield from map(str, found)


def _read(name: str) -> bytes:
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
        raise BadResponse("larger than 5 MB, which no response is", where=name)
    if not data.strip():
        raise BadResponse("the file is empty", where=name)
    return data.removeprefix(b"\xef\xbb\xbf")


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
