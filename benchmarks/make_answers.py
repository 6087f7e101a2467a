"""What do a million people's answers look like?

Writes made answers, the same each time, with the questionnaire that they answer:

    .venv/bin/python benchmarks/make_answers.py 1000000 FOLDER

`FOLDER` then holds `framework.yaml`, `questionnaire.yaml` and `answers.csv`: 60 items on 8 axes,
every fourth one reverse-keyed, 5 agencies, codes of 1 to 5 and now and then "Don't know", "N/A" or
nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

AXES, ITEMS = 8, 60
AGENCIES = ("Health", "Police", "School", "Council", "Charity")
CELLS = ("1", "2", "3", "4", "5", "Don't know", "N/A", "")
ROWS = 100_000
"""Rows made at a time."""


def axis_of(item: int) -> int:
    """Give the axis of an item, both counted from 0: 7 or 8 items stand together."""
    return item * AXES // ITEMS


def is_reverse(item: int) -> bool:
    """Tell whether an item is reverse-keyed."""
    return item % 4 == 3


def columns() -> list[str]:
    """Name the columns of the answers."""
    return ["agency", *(f"i{item + 1}" for item in range(ITEMS))]


def write_answers(path: Path, people: int, seed: int = 1) -> None:
    """Write the answers of so many people: each leans one way, and further on some axes."""
    dice = np.random.default_rng(seed)
    with path.open("wb") as file:
        file.write(",".join(columns()).encode() + b"\n")
        for start in range(0, people, ROWS):
            file.write(_lines(dice, min(ROWS, people - start)))


def _lines(dice: np.random.Generator, n: int) -> bytes:
    agency = dice.integers(len(AGENCIES), size=n)
    lean = dice.normal(3.2, 0.7, (n, 1)) + dice.normal(0, 0.5, (n, AXES)) + 0.1 * agency[:, None]
    by_item = lean[:, [axis_of(item) for item in range(ITEMS)]]
    codes = np.clip(np.rint(by_item + dice.normal(0, 0.8, (n, ITEMS))), 1, 5).astype(np.int8)
    reverse = np.array([is_reverse(item) for item in range(ITEMS)])
    cells = np.where(reverse, 5 - codes, codes - 1)
    without = dice.random((n, ITEMS))
    for cell, share in ((5, 0.05), (6, 0.03), (7, 0.01)):
        cells[without < share] = cell
    return _joined([(AGENCIES, agency), *((CELLS, cells[:, item]) for item in range(ITEMS))])


def _joined(parts: list[tuple[tuple[str, ...], NDArray[np.int64]]]) -> bytes:
    """Join columns, each given as its texts and their positions, into lines."""
    ends = [b","] * (len(parts) - 1) + [b"\n"]
    padded = []
    for (texts, at), end in zip(parts, ends, strict=True):
        cells = [text.encode() + end for text in texts]
        width = max(map(len, cells))
        table = np.frombuffer(b"".join(c.ljust(width, b"\0") for c in cells), dtype=np.uint8)
        padded.append(table.reshape(len(cells), width)[at])
    flat = np.concatenate(padded, axis=1).ravel()
    return bytes(flat[flat != 0].tobytes())


def write_questionnaire(folder: Path) -> None:
    """Write the framework, with a barrier for each strand of an axis, and the questionnaire."""
    strands = [f"s{n}" for n in range(1, 6)]
    axes = [f"a{n}" for n in range(1, AXES + 1)]
    framework = [
        "kind: framework", "id: made", 'version: "1.0.0"', "title: Made", "base: Made.",
        "caution: Made.", "influences:",
        "  - id: all", "    name: All", "    about: All.", "    ring: 0", "    axes:",
        *(f"      - {{id: {a}, name: Axis {a}, about: Made.}}" for a in axes),
        "strands:", *(f"  - {{id: {s}, name: Strand {s}, about: M., links: M.}}" for s in strands),
        "owners:", "  - {id: anyone, name: Anyone}",
        "codes:", "  - {code: M-1, name: made}",
        "barriers:",
        *(
            f"  - {{id: {a}-{s}, name: Barrier {a} {s}, practice: Made., axis: {a}, strand: {s}, "
            "evidence: local, actions: [act]}"
            for a in axes
            for s in strands
        ),
        "actions:",
        "  - {id: act, step: Act., who: [anyone], review_weeks: 4, recommendations: [M-1],",
        "     evidence: local}",
    ]  # fmt: skip
    questionnaire = [
        "kind: questionnaire", "id: made/answers", "framework: made", 'version: "1.0.0"',
        "title: Made", "audience: Nobody.", "intro: Made.", "notice: Made.",
        "scale: agreement-5", "attributes:",
        "  - id: agency", "    question: Which agency?", "    options:",
        *(f"      - {{id: {name.lower()}, name: {name}}}" for name in AGENCIES),
        "items:",
        *map(_item, range(ITEMS)),
    ]  # fmt: skip
    for name, lines in (("framework", framework), ("questionnaire", questionnaire)):
        (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _item(item: int) -> str:
    axis, strand = f"a{axis_of(item) + 1}", f"s{item % 5 + 1}"
    keying = ", keying: reverse" if is_reverse(item) else ""
    return (
        f"  - {{id: i{item + 1}, text: Statement {item + 1}., axis: {axis}, strand: {strand}, "
        f"barriers: [{axis}-{strand}]{keying}}}"
    )


def main() -> None:
    """Write all into the folder named."""
    people, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write_questionnaire(folder)
    write_answers(folder / "answers.csv", people)


if __name__ == "__main__":
    main()
