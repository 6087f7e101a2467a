"""How does a test say an export in the words of its file?

A CSV text stands for the export; its first lines are the headers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from support import HEAD, ITEMS, questionnaire

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.columns import Batch, Column, Grid
from collabcheck.core.responses.intake import Intake, intake
from collabcheck.core.responses.mapping import Mapping
from collabcheck.core.responses.proposal import resolve


def grid(text: str, *, headers: int = 1, tool: str = "plain", size: int = 2) -> Grid:
    """Make the grid of a CSV text, given out `size` rows at a time."""
    rows = list(csv.reader(io.StringIO(text.strip() + "\n"), skipinitialspace=True))
    cells = zip(*rows[:headers], strict=True)
    columns = tuple(Column(number, header) for number, header in enumerate(cells, 1))

    def batches(used: frozenset[int] | None = None) -> Iterator[Batch]:
        for start in range(headers, len(rows), size):
            part = rows[start : start + size]
            yield Batch(range(start + 1, start + 1 + len(part)), part)

    return Grid("answers.csv", tool, columns, (), batches)


def reading(
    text: str,
    of: Questionnaire | None = None,
    mapping: Mapping | None = None,
    wave: str | None = None,
    tool: str = "plain",
    size: int = 2,
) -> Intake:
    """Prepare to read a CSV text, with a mapping or with what is certain."""
    of = of or questionnaire()
    cells = grid(text, tool=tool, size=size)
    return intake(of, resolve(of, cells, mapping), cells, wave)


def mapping(**parts: object) -> Mapping:
    """Make a mapping of the town's questionnaire."""
    named = {"kind": "mapping", "questionnaire": "town/staff", **parts}
    return Mapping.model_validate_json(json.dumps(named))


def with_scale(lo: int, labels: list[str]) -> Questionnaire:
    """Give the town's questionnaire another scale, its codes from `lo` up."""
    points = ", ".join(f'{{code: {lo + n}, label: "{text}"}}' for n, text in enumerate(labels))
    hi = lo + len(labels) - 1
    scale = (
        f"scale: {{points: [{points}], dont_know: No idea, not_applicable: Not for me,"
        f" favourable: {hi}, unfavourable: {lo}, bands: [{{id: low, name: Low, reading: Low.}},"
        f" {{id: high, name: High, reading: High., from: {hi}}}]}}"
    )
    return questionnaire(HEAD.replace("scale: agreement-5", scale) + ITEMS)
