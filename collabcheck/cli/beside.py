"""Which files does a command read beside the answers?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.observed import Observation
    from collabcheck.core.responses.roster import Roster
    from collabcheck.core.scoring.tally import Tally


def is_among(output: Path | None, files: list[str]) -> bool:
    """Tell whether a result would be written over one of the files that it is made of."""
    from collabcheck.library.files import exists

    if output is None or not output.is_file():
        return False
    return any(output.samefile(name) for name in files if exists(Path(name)))


def read_tallies(paths: list[Path] | None, *questionnaires: Questionnaire) -> list[Tally]:
    """Read tally files of questionnaires."""
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.scoring.tally_file import check_tally, tally_from_json
    from collabcheck.readers.inputs import read_bytes

    found = [(str(path), tally_from_json(read_bytes(str(path)), str(path))) for path in paths or ()]
    known = {questionnaire.id: questionnaire for questionnaire in questionnaires}
    for where, tally in found:
        answered = tally.questionnaire.id
        if len(known) > 1 and answered not in known:
            raise CollabcheckError(f"none of these answers are to {answered}", where=where)
        check_tally(known.get(answered, questionnaires[0]), tally, where)
    return [tally for _, tally in found]


def read_observations(paths: list[Path] | None) -> tuple[tuple[str, Observation], ...]:
    """Read records of observed meetings, or folders of them."""
    from collabcheck.core.responses.observed import observation_from_json
    from collabcheck.readers.inputs import inputs

    return tuple(
        (each.name, observation_from_json(each.data, each.name)) for each in inputs(paths or ())
    )


def read_roster(path: Path, questionnaire: Questionnaire) -> Roster:
    """Read a roster."""
    from collabcheck.core.responses.roster import roster_of
    from collabcheck.readers.exports import open_export

    return roster_of(questionnaire, open_export(str(path)))
