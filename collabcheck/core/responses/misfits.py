"""Where does an export contradict how it is to be read?"""

from __future__ import annotations

from collections.abc import Iterator

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Grid
from collabcheck.core.responses.fields import FirstCells, named
from collabcheck.core.responses.labels import normal, vocabulary
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.places import places, short


def misfits(
    questionnaire: Questionnaire, mapping: Mapping, grid: Grid, cells: FirstCells
) -> tuple[CollabcheckError, ...]:
    """List what a mapping says that the file shows to be wrong; `cells` are those of `propose`."""
    return (
        *_has_a_column(questionnaire, mapping, grid, cells),
        *_holds_answers(questionnaire, mapping, grid),
    )


def _has_a_column(
    of: Questionnaire, mapping: Mapping, grid: Grid, cells: FirstCells
) -> Iterator[CollabcheckError]:
    """Refuse one option for all where a column tells each one's."""
    always = {entry.attribute: entry.always for entry in mapping.attributes if entry.always}
    for asked in of.attributes:
        found = named(asked, grid.columns) if asked.id in always else ()
        if len(found) == 1 and cells[found[0].number]:
            yield CollabcheckError(
                f"{asked.id} is always '{short(always[asked.id])}' as the mapping says, but the "
                f"file has a column for it: {found[0].number} ({short(found[0].title)})",
                where=grid.where,
                mend="name the column in the mapping in place of 'always', or take it out of the "
                "file",
            )


def _holds_answers(of: Questionnaire, mapping: Mapping, grid: Grid) -> Iterator[CollabcheckError]:
    """Refuse a header row that holds answers: the first respondent's.

    It is one where most of the cells above items that say something are answers. Numbers that all
    differ may be those of the questions.
    """
    rows = len(grid.columns[0].headers) if grid.columns else 0
    items = places(of, mapping, grid).items.values()
    words = vocabulary(of.scale, mapping.answers)
    points = len(of.scale.points)
    for row in range(rows):
        meant = [words.meaning(text) for column in items if normal(text := column.headers[row])]
        answers = [m.category for m in meant if m and m.category < points]
        if 2 * len(answers) > len(meant) and len(set(answers)) < len(answers):
            yield CollabcheckError(
                f"header row {row + 1} of {rows} holds answers",
                where=grid.where,
                mend=f"say so in the mapping's layout: header_rows: {row}"
                if row
                else "write a row of column names above it",
            )
            return
