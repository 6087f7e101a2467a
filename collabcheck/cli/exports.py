"""How does a survey tool's file become answers on the command line?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.columns import Grid
    from collabcheck.core.responses.intake import Intake
    from collabcheck.core.responses.mapping import Mapping


def open_intake(
    export: str,
    name: str | None = None,
    mapping_path: Path | None = None,
    wave: str | None = None,
) -> Intake:
    """Open an export, ready to be read: with the mapping named or found, or with none.

    The questionnaire is the one named, else the mapping's, else the one whose items all stand in
    the columns, which is then said. Raises `CollabcheckError` for all that cannot be used.
    """
    from collabcheck.cli.settings import note
    from collabcheck.core.responses.intake import intake
    from collabcheck.core.responses.mapping import FileLayout
    from collabcheck.core.responses.proposal import resolve
    from collabcheck.library.mappings import find_mapping, load_mapping
    from collabcheck.readers.exports import open_export

    path = find_mapping(export, mapping_path)
    if path:
        mapping, questionnaire = load_mapping(path, name)
        note(f"{export}: read with the mapping {path}")
        grid = open_export(export, mapping.layout)
        return intake(questionnaire, resolve(questionnaire, grid, mapping), grid, wave)
    grid = open_export(export, FileLayout())
    questionnaire = questionnaire_of(grid, name)
    return intake(questionnaire, resolve(questionnaire, grid), grid, wave)


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
    from collabcheck.core.responses.mapping import FileLayout, Mapping
    from collabcheck.library.mappings import find_mapping, load_mapping
    from collabcheck.readers.exports import open_export

    if path := find_mapping(export, mapping_path):
        start, questionnaire = load_mapping(path, name)
        return questionnaire, start, open_export(export, start.layout)
    grid = open_export(export, FileLayout())
    questionnaire = questionnaire_of(grid, name)
    return (
        questionnaire,
        Mapping(kind="mapping", questionnaire=_named(name, output) or questionnaire.id),
        grid,
    )


def _named(name: str | None, output: Path) -> str | None:
    """Name a questionnaire's file as it is reached from the folder of the mapping."""
    import os

    if not name or not Path(name).is_file():
        return name
    folder = Path.cwd() if str(output) == "-" else output.resolve().parent
    return Path(os.path.relpath(Path(name).resolve(), folder)).as_posix()
