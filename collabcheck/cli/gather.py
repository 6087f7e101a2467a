"""How do all the files given become tallies on the command line?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collabcheck.core.instrument.questionnaire import Questionnaire
    from collabcheck.core.responses.intake import Intake
    from collabcheck.core.responses.observed import Observation
    from collabcheck.core.responses.response import Response
    from collabcheck.core.responses.table import Table
    from collabcheck.core.scoring.tally import Tally
    from collabcheck.readers.inputs import Input


@dataclass(frozen=True)
class Gathered:
    """All answers as one tally; of response files also the comments, of one person the role."""

    questionnaire: Questionnaire
    tally: Tally
    comments: tuple[tuple[str, str], ...] = ()
    role: str | None = None


@dataclass(frozen=True)
class Given:
    """Answers by questionnaire, that of most items first, and the records of observed meetings."""

    answers: tuple[Gathered, ...]
    observations: tuple[tuple[str, Observation], ...]


@dataclass(frozen=True)
class _Answers:
    """Answers that were given, each with the name of its file."""

    responses: list[tuple[str, Response]]
    exports: list[tuple[str, Intake]]
    tallies: list[tuple[str, Tally]]

    @property
    def named(self) -> list[str]:
        """The questionnaires that responses and tallies say they answer."""
        told = [r.questionnaire.id for _, r in self.responses]
        return told + [t.questionnaire.id for _, t in self.tallies]


def gather(
    files: list[str],
    name: str | None = None,
    mapping: Path | None = None,
    wave: str | None = None,
    by: str | None = None,
    jobs: int = 1,
) -> Gathered:
    """Read answers to one questionnaire: the one that is named, or that the answers tell."""
    from collabcheck.core.errors import CollabcheckError

    given = _given(files)
    for each in given:
        if each.kind == "observation":
            raise CollabcheckError("a record of a meeting holds no answers", where=each.name)
    return _gather(given, name, mapping, wave, by, jobs)


def gather_all(
    files: list[str],
    name: str | None = None,
    mapping: Path | None = None,
    wave: str | None = None,
    by: str | None = None,
    jobs: int = 1,
    *,
    several: bool,
    publish: bool = False,
) -> Given:
    """Read all that is given: answers, to `several` questionnaires if so, and observations.

    A questionnaire that does not ask for `by` is taken by role, if it asks that. With `publish`,
    what is made of them is for readers outside the partnership.
    """
    from collabcheck.core.responses.observed import observation_from_json

    given = _given(files)
    records = [
        (i.name, observation_from_json(i.data, i.name)) for i in given if i.kind == "observation"
    ]
    answers = [i for i in given if i.kind != "observation"]
    if not answers:
        return Given((), tuple(records))
    found = (
        _gather_each(answers, name, mapping, wave, by, jobs)
        if several
        else [_gather(answers, name, mapping, wave, by, jobs)]
    )
    return Given(tuple(for_readers(each, publish=publish) for each in found), tuple(records))


def _given(files: list[str]) -> list[Input]:
    from collabcheck.readers.inputs import inputs

    if "" in files:
        raise typer.BadParameter("an empty name; name a file or a folder")
    return list(inputs(files))


def _gather(
    given: list[Input],
    name: str | None,
    mapping: Path | None,
    wave: str | None,
    by: str | None,
    jobs: int,
) -> Gathered:
    """Read answers to one questionnaire; others are refused where they are met."""
    from collabcheck.cli.exports import open_intake
    from collabcheck.core.errors import CollabcheckError

    parsed = _parsed(given)
    named = name or next(iter(parsed.named), None)
    exports = [i for i in given if i.kind == "export"]
    opened = [(i.name, open_intake(i.name, named, mapping, wave, jobs, i.source)) for i in exports]
    found = replace(parsed, exports=opened)
    readings = [reading for _, reading in opened]
    questionnaire = readings[0].questionnaire if readings else _load(name, named, given[0])
    for reading in readings:
        if reading.questionnaire.hash != questionnaire.hash:
            raise CollabcheckError(
                f"answers {reading.questionnaire.id}, not {questionnaire.id}",
                where=reading.grid.where,
                mend="score one questionnaire at a time, or all side by side with --perspectives",
            )
    return _gathered(questionnaire, found, by, named, mapping)


def _gather_each(
    given: list[Input],
    name: str | None,
    mapping: Path | None,
    wave: str | None,
    by: str | None,
    jobs: int,
) -> list[Gathered]:
    """Read answers to several questionnaires, each by itself.

    One that does not ship is named by an export's mapping, or with `name`, which leads.
    """
    from collabcheck.cli.exports import open_intake
    from collabcheck.core.errors import UnknownName
    from collabcheck.core.instrument.checks import near_miss
    from collabcheck.core.scoring.tally import DEFAULT_BY
    from collabcheck.library.questionnaires import load_questionnaire

    parsed = _parsed(given)
    readings = [
        (i.name, open_intake(i.name, None, mapping, wave, jobs, i.source))
        for i in given
        if i.kind == "export"
    ]
    known = {reading.questionnaire.id: reading.questionnaire for _, reading in readings}
    if name:
        own = load_questionnaire(name)
        known[own.id] = own
    names = dict.fromkeys([*parsed.named, *(r.questionnaire.id for _, r in readings)])
    asked = {each: known.get(each) or _load(None, each, given[0]) for each in names}
    attributes = {attribute.id for of in asked.values() for attribute in of.attributes}
    if by and by.casefold() not in {"none", *attributes}:
        mend = near_miss(by, attributes)
        raise UnknownName("nobody was asked for that", where=f"--by {by}", mend=mend)
    by, found = by and by.casefold(), []
    for answered, questionnaire in asked.items():
        of = _Answers(
            [pair for pair in parsed.responses if pair[1].questionnaire.id == answered],
            [pair for pair in readings if pair[1].questionnaire.id == answered],
            [pair for pair in parsed.tallies if pair[1].questionnaire.id == answered],
        )
        asks = {attribute.id for attribute in questionnaire.attributes}
        # One that does not ask it, as families are not asked for their agency, is taken by role.
        plain = None if of.tallies or (by is None and DEFAULT_BY in asks) else "none"
        other = "role" if plain == "none" and "role" in asks else plain
        chosen = by if by in {"none", *asks} else other
        found.append(_gathered(questionnaire, of, chosen, None, mapping))
    leads = own.id if name else None
    return sorted(
        found,
        key=lambda g: (
            g.questionnaire.id != leads,
            -len(g.questionnaire.items),
            g.questionnaire.id,
        ),
    )


def _parsed(given: list[Input]) -> _Answers:
    """Read the responses and tallies; exports are opened by who knows their questionnaire."""
    from collabcheck.core.responses.response import response_from_json
    from collabcheck.core.scoring.tally_file import tally_from_json

    return _Answers(
        [(i.name, response_from_json(i.data, i.name)) for i in given if i.kind == "response"],
        [],
        [(i.name, tally_from_json(i.data, i.name)) for i in given if i.kind == "tally"],
    )


def _gathered(
    questionnaire: Questionnaire,
    found: _Answers,
    by: str | None,
    named: str | None,
    mapping: Path | None,
) -> Gathered:
    """Count all answers to one questionnaire."""
    from collabcheck.cli.exports import map_command, settling
    from collabcheck.cli.settings import note
    from collabcheck.core.errors import CollabcheckError
    from collabcheck.core.responses.intake import refuse_repeats
    from collabcheck.core.scoring.tally_file import check_tally, pooled
    from collabcheck.readers.inputs import collect

    tallies = found.tallies
    chosen = by or (tallies[0][1].by or "none" if tallies else None)
    parts = []
    table = collect(questionnaire, found.responses)
    if found.responses:
        parts.append(("the response files", _tally(questionnaire, table, chosen)))
    for export, reading in found.exports:
        reading.remembers = len(found.exports) > 1
        with settling(map_command(export, named, mapping, reading)):
            counted = _counted(reading, chosen)
        parts += [(reading.grid.where, counted)] if counted else []
    for line in refuse_repeats([reading for _, reading in found.exports]):
        note(line)
    for where, each in tallies:
        check_tally(questionnaire, each, where)
        parts.append((where, each))
    if not parts:
        raise CollabcheckError("there are no responses to score", mend="give at least one")
    return Gathered(questionnaire, pooled(parts), table.comments, table.own_role)


def for_readers(gathered: Gathered, *, publish: bool) -> Gathered:
    """Give the same answers, for readers outside the partnership if so."""
    questionnaire = gathered.questionnaire
    return replace(gathered, questionnaire=questionnaire.for_publication()) if publish else gathered


def gathered_from(questionnaire: Questionnaire, table: Table, by: str | None = None) -> Gathered:
    """Gather the answers of a table."""
    counted = _tally(questionnaire, table, by)
    return Gathered(questionnaire, counted, table.comments, table.own_role)


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
    from collabcheck.core.errors import UnknownName
    from collabcheck.core.scoring.tally import DEFAULT_BY, tally

    known = {name.casefold(): name for name in table.attributes}
    chosen = known.get(by.casefold(), by) if by else DEFAULT_BY
    try:
        return tally(questionnaire, table, None if chosen == "none" else chosen)
    except UnknownName as error:
        error.where = f"--by {by}"
        raise
