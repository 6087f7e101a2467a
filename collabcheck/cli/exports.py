"""How does a survey tool's file become answers on the command line?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.columns import Grid
    from collabcheck.core.responses.intake import Intake
    from collabcheck.core.responses.mapping import Mapping
    from collabcheck.readers.source import Source


def open_intake(
    export: str,
    name: str | None = None,
    mapping_path: Path | None = None,
    wave: str | None = None,
    jobs: int = 1,
    source: Source | None = None,
) -> Intake:
    """Open an export, ready to be read: with the mapping named or found, or with none.

    The questionnaire is the one named, else the mapping's, else the one whose items all stand in
    the columns, which is then said. `jobs` processes read a large file side by side, 0 for as many
    as there are processors. `source` is the export's, if it was looked into already. Raises
    `CollabcheckError` for all that cannot be used.
    """
    import os

    from collabcheck.cli.progress import watched
    from collabcheck.cli.settings import note
    from collabcheck.core.responses.intake import intake
    from collabcheck.core.responses.proposal import settled
    from collabcheck.library.mappings import find_mapping, load_mapping
    from collabcheck.readers.exports import open_export

    jobs = jobs or os.cpu_count() or 1
    path = find_mapping(export, mapping_path)
    if path:
        mapping, questionnaire = load_mapping(path, name)
        note(f"{export}: read with the mapping {path}")
        grid = open_export(source or export, mapping.layout, jobs=jobs)
    else:
        mapping = None
        grid = open_export(source or export, jobs=jobs)
        questionnaire = questionnaire_of(grid, name)
    whole, doubts = settled(questionnaire, grid, mapping)
    return intake(questionnaire, whole, watched(grid), wave, doubts)


@contextmanager
def settling(command: str) -> Iterator[None]:
    """Read an export inside; what refuses it then ends with the command that settles it."""
    from collabcheck.core.errors import FaultyExport, FaultyFile

    try:
        yield
    except FaultyFile as error:
        way = way_out(command, error.faults)
        raise FaultyExport(error.where, error.faults, way) from error


def map_command(export: str, name: str | None, mapping: Path | None, reading: Intake) -> str:
    """Write the command that asks about an export, as it was read: to be typed as it stands."""
    import shlex

    from collabcheck.library.mappings import find_mapping

    if export == "-":
        return "collabcheck map, on a file that you save it in"
    path = find_mapping(export, mapping)
    questionnaire = name or (None if path else reading.questionnaire.id)
    words = ["collabcheck", "map", export]
    words += ["-q", questionnaire] if questionnaire else []
    words += ["-m", str(mapping)] if mapping else []
    return shlex.join(words)


def way_out(command: str, faults: Iterable[CollabcheckError]) -> str:
    """Say what asks about those faults that an export's user can settle, if there are any."""
    from collabcheck.core.errors import Unsettled

    asked = [isinstance(fault, Unsettled) for fault in faults]
    if not any(asked):
        return ""
    these = "what can be" if not all(asked) else "all of these" if len(asked) > 1 else "this"
    return f"To settle {these} by answering questions: {command}"


def questionnaire_of(grid: Grid, name: str | None) -> Questionnaire:
    """Load the questionnaire that is named, or that all of whose items stand in an export."""
    from collabcheck.cli.settings import note
    from collabcheck.core.responses.proposal import detect
    from collabcheck.library.questionnaires import load_questionnaire, questionnaire_names

    if name:
        return load_questionnaire(name)
    found = detect(map(load_questionnaire, questionnaire_names()), grid)
    note(f"{grid.where}: answers {found.id}, as its columns show")
    return found


def start_mapping(
    export: str, name: str | None, mapping_path: Path | None, output: Path
) -> tuple[Questionnaire, Mapping, Grid]:
    """Open an export to map it: its questionnaire, the mapping to start from, and its cells.

    A questionnaire in a file is named in the mapping as it is reached from `output`'s folder.
    """
    from collabcheck.core.responses.mapping import Mapping
    from collabcheck.library.files import exists
    from collabcheck.library.mappings import find_mapping, load_mapping
    from collabcheck.readers.exports import open_export

    if path := find_mapping(export, mapping_path):
        start, questionnaire = load_mapping(path, name)
        beside = path.parent / start.questionnaire
        said = name or (str(beside) if exists(beside) else start.questionnaire)
        start = start.model_copy(update={"questionnaire": _named(said, output)})
        return questionnaire, start, open_export(export, start.layout)
    grid = open_export(export)
    questionnaire = questionnaire_of(grid, name)
    named = _named(name or questionnaire.id, output)
    return questionnaire, Mapping(kind="mapping", questionnaire=named), grid


def _named(name: str, output: Path) -> str:
    """Name a questionnaire's file as it is reached from the folder of the mapping."""
    import os

    if not Path(name).is_file():
        return name
    folder = Path.cwd() if str(output) == "-" else output.resolve().parent
    return Path(os.path.relpath(Path(name).resolve(), folder)).as_posix()
