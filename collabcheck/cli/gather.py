"""How do all the files given become one tally on the command line?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.intake import Intake
    from collabcheck.core.responses.response import Response
    from collabcheck.core.responses.roster import Roster
    from collabcheck.core.responses.table import Table
    from collabcheck.core.scoring.tally import Tally
    from collabcheck.readers.inputs import Input

Files = Annotated[
    list[str],
    typer.Argument(
        help="Exports of survey tools, response files, tallies, folders of them, or - for "
        "standard input."
    ),
]
Which = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        "-q",
        help="A shipped questionnaire, or the path of a YAML file.",
        show_default="as the answers or their mapping say",
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        "-m",
        metavar="FILE",
        help="How exports are to be read.",
        show_default="EXPORT.mapping.yaml or mapping.yaml beside it, if there is one",
    ),
]
Wave = Annotated[str | None, typer.Option(help="Only the rows of this wave.")]
By = Annotated[
    str | None,
    typer.Option(
        help="Compare groups by this: agency, role, or what a mapping names; none for no groups.",
        show_default="agency, where it is asked",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        help="Read a large CSV file with so many processes; 0: as many as there are processors.",
    ),
]
Published = Annotated[
    list[Path] | None,
    typer.Option(
        "--published",
        metavar="TALLY",
        help="The tally behind a report on the same wave that went out, one for each: what they "
        "and this would expose together is hidden.",
        show_default=False,
    ),
]
Publish = Annotated[
    bool, typer.Option("--publish", help="For readers outside: hide groups of fewer than 10.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        metavar="FILE",
        help="How many of each group were invited: CSV or XLSX, two columns.",
    ),
]


@dataclass(frozen=True)
class Gathered:
    """All answers as one tally; of response files also the comments, of one person the role."""

    questionnaire: Questionnaire
    tally: Tally
    comments: tuple[tuple[str, str], ...] = ()
    role: str | None = None


def gather(
    files: list[str],
    name: str | None = None,
    mapping: Path | None = None,
    wave: str | None = None,
    by: str | None = None,
    jobs: int = 1,
) -> Gathered:
    """Read everything given, with the questionnaire that is named or that the answers tell."""
    from collabcheck.cli.exports import map_command, open_intake, settling
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.responses.response import response_from_json
    from collabcheck.core.scoring.tally_file import check_tally, pooled, tally_from_json
    from collabcheck.readers.inputs import collect, inputs

    if "" in files:
        raise typer.BadParameter("an empty name; name a file or a folder")
    given = list(inputs(files))
    responses = [
        (i.name, response_from_json(i.data, i.name)) for i in given if i.kind == "response"
    ]
    tallies = [(i.name, tally_from_json(i.data, i.name)) for i in given if i.kind == "tally"]
    named = name or _named(responses, tallies)
    exports = [i.name for i in given if i.kind == "export"]
    readings = [open_intake(name, named, mapping, wave, jobs) for name in exports]
    questionnaire = readings[0].questionnaire if readings else _load(name, named, given[0])
    chosen = by or (tallies[0][1].by or "none" if tallies else None)
    parts = []
    table = collect(questionnaire, responses)
    if responses:
        parts.append(("the response files", _tally(questionnaire, table, chosen)))
    for export, reading in zip(exports, readings, strict=True):
        if reading.questionnaire.hash != questionnaire.hash:
            raise CollabcheckError(
                f"answers {reading.questionnaire.id}, not {questionnaire.id}",
                where=reading.grid.where,
                mend="score one questionnaire at a time",
            )
        reading.remembers = len(readings) > 1
        with settling(map_command(export, named, mapping, reading)):
            counted = _counted(reading, chosen)
        parts += [(reading.grid.where, counted)] if counted else []
    _refuse_repeats(readings)
    for where, each in tallies:
        check_tally(questionnaire, each, where)
        parts.append((where, each))
    if not parts:
        raise CollabcheckError("there are no responses to score", mend="give at least one")
    return Gathered(questionnaire, pooled(parts), table.comments, table.own_role)


def _refuse_repeats(readings: list[Intake]) -> None:
    """Refuse exports that hold the same people with the same answers."""
    import numpy as np

    from collabcheck.core.errors import CollabcheckError

    found = [(r.grid.where, np.concatenate(r.people)) for r in readings if r.people]
    for place, (where, people) in enumerate(found):
        for other, those in found[:place]:
            if same := len(np.intersect1d(people, those)):
                raise CollabcheckError(
                    f"{same} of its respondents stand with the same answers in {other}",
                    where=where,
                    mend="give each person's answers once",
                )


def for_readers(gathered: Gathered, *, publish: bool) -> Gathered:
    """Give the same answers, for readers outside the partnership if so."""
    questionnaire = gathered.questionnaire
    return replace(gathered, questionnaire=questionnaire.for_publication()) if publish else gathered


def is_among(output: Path | None, files: list[str]) -> bool:
    """Tell whether a result would be written over one of the files that it is made of."""
    from collabcheck.library.files import exists

    if output is None or not output.is_file():
        return False
    return any(output.samefile(name) for name in files if exists(Path(name)))


def gathered_from(questionnaire: Questionnaire, table: Table) -> Gathered:
    """Gather the answers of a table."""
    counted = _tally(questionnaire, table, None)
    return Gathered(questionnaire, counted, table.comments, table.own_role)


def read_tallies(paths: list[Path] | None, questionnaire: Questionnaire) -> list[Tally]:
    """Read tally files of a questionnaire."""
    from collabcheck.core.scoring.tally_file import check_tally, tally_from_json
    from collabcheck.readers.inputs import read_bytes

    found = [(str(path), tally_from_json(read_bytes(str(path)), str(path))) for path in paths or ()]
    for where, tally in found:
        check_tally(questionnaire, tally, where)
    return [tally for _, tally in found]


def read_roster(path: Path, questionnaire: Questionnaire) -> Roster:
    """Read a roster."""
    from collabcheck.core.responses.roster import roster_of
    from collabcheck.readers.exports import open_export

    return roster_of(questionnaire, open_export(str(path)))


def _named(responses: list[tuple[str, Response]], tallies: list[tuple[str, Tally]]) -> str | None:
    """Name the questionnaire that responses or tallies answer, if there are any."""
    keys = [r.questionnaire for _, r in responses] + [t.questionnaire for _, t in tallies]
    return keys[0].id if keys else None


def _load(name: str | None, named: str | None, first: Input) -> Questionnaire:
    from collabcheck.core.errors import UnknownName
    from collabcheck.library.questionnaires import load_questionnaire

    try:
        return load_questionnaire(str(named))
    except UnknownName as error:
        if name:
            raise
        raise UnknownName(
            f"answers questionnaire '{named}', which does not ship",
            where=first.name,
            mend="name its file with --questionnaire",
        ) from error


def _counted(reading: Intake, by: str | None) -> Tally | None:
    """Count an export, so many rows at a time; None where no answer is in it.

    What the reading lost or put right is said.
    """
    from collabcheck.cli.said import told
    from collabcheck.cli.settings import note
    from collabcheck.core.responses.table import stacked
    from collabcheck.core.scoring.tally import add

    total = None
    for table in stacked(reading.tables()):
        counted = _tally(reading.questionnaire, table, by)
        total = add(total, counted) if total else counted
    for line in told(reading.account):
        note(line)
    return total


def _tally(questionnaire: Questionnaire, table: Table, by: str | None) -> Tally:
    from collabcheck.core.scoring.tally import DEFAULT_BY, tally

    return tally(questionnaire, table, None if by == "none" else by or DEFAULT_BY)
