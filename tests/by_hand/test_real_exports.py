"""Are three real exports read as a plain reading of the files says? (See README.md beside this.)"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
from program import Run
from python_calamine import CalamineWorkbook

FOLDER = Path(os.environ.get("COLLABCHECK_EXPORTS", ""))
HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(
    "COLLABCHECK_EXPORTS" not in os.environ, reason="the real exports do not ship"
)
EXPORTS = {
    "starwars": ("surveymonkey_starwars.csv", "gender"),
    "research": ("limesurvey_rse_uk2016.csv", "university"),
    "models": ("limesurvey_informalmodels_de_2sheets.xlsx", "informatics"),
}


def rows(name: str, headers: int) -> list[list[str]]:
    path = FOLDER / EXPORTS[name][0]
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Data")
        return [[str(cell) for cell in row] for row in sheet.to_python()][headers:]
    with path.open(encoding="cp1252" if name == "starwars" else "utf-8", newline="") as file:
        return list(csv.reader(file))[headers:]


def scored(run: Run, name: str) -> Any:
    export, by = EXPORTS[name]
    done = run(
        "score", str(FOLDER / export), "--mapping", str(HERE / name / "mapping.yaml"),
        "--by", by, "-f", "json",
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "headers", "columns"),
    [
        ("starwars", 2, range(15, 29)),
        ("research", 1, [*range(27, 33), *range(39, 44), *range(47, 51)]),
        ("models", 2, range(30, 37)),
    ],
)
def test_everybody_who_answered_an_item_is_counted(
    run: Run, name: str, headers: int, columns: list[int]
) -> None:
    answered = sum(any(row[c].strip() for c in columns) for row in rows(name, headers))
    assert scored(run, name)["respondents"] == answered


AGREE = ["strongly disagree", "disagree", "neither agree or disagree", "agree", "strongly agree"]
OFTEN = ["never", "sometimes", "often", "very often", "always"]
LIKE = [
    "very unfavorably",
    "somewhat unfavorably",
    "neither favorably nor unfavorably (neutral)",
    "somewhat favorably",
    "very favorably",
]
GERMAN = [
    "stimme gar nicht zu",
    "stimme eher nicht zu",
    "stimme eher zu",
    "stimme vollständig zu",
]


@pytest.mark.parametrize(
    ("name", "headers", "axis", "labels", "columns", "turned"),
    [
        ("starwars", 2, "heroes", LIKE, [15, 16, 17, 19, 28, 27], []),
        ("starwars", 2, "villains", LIKE, [20, 21, 23], []),
        ("starwars", 2, "others", LIKE, [18, 22, 24, 25, 26], []),
        ("research", 1, "feedback", OFTEN, range(27, 33), []),
        ("research", 1, "thanks", AGREE, range(39, 44), []),
        ("research", 1, "work", AGREE, range(47, 51), []),
        ("models", 2, "reuse", GERMAN, [30, 31, 32, 33], [30, 31, 33]),
        ("models", 2, "effort", GERMAN, [34, 35, 36], [34, 36]),
    ],
)
def test_an_axis_has_the_mean_of_a_plain_reckoning(
    run: Run,
    name: str,
    headers: int,
    axis: str,
    labels: list[str],
    columns: list[int],
    turned: list[int],
) -> None:
    """Half of the items and two at least; blanks and "don't know" count as not answered."""
    own = []
    for row in rows(name, headers):
        cells = [(c, row[c].strip().casefold()) for c in columns]
        codes = [
            len(labels) - labels.index(text) if c in turned else labels.index(text) + 1
            for c, text in cells
            if text in labels
        ]
        if len(codes) >= 2 and 2 * len(codes) >= len(columns):
            own.append(sum(codes) / len(codes))
    found = next(a for a in scored(run, name)["axes"] if a["id"] == axis)["result"]["score"]
    assert found["n"] == len(own)
    assert found["mean"] == round(sum(own) / len(own), 2)
