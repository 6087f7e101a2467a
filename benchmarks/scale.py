"""How long does a large export take, and how much memory, beside a pandas script?

Whole processes, each pair in turn, so that a ratio holds on a noisy machine. Memory is the peak of
the largest process. Makes the answers in a temporary folder and writes the table into README.md:

    .venv/bin/python benchmarks/scale.py
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
DEMO = HERE.parent / "questionnaires" / "safeguarding" / "demo" / "professionals"
README = HERE / "README.md"
START, END = "<!-- made by scale.py -->\n", "<!-- end -->\n"
RUNS, LARGE_RUNS, SMALL_RUNS = 5, 3, 15
MILLION = 1_000_000


@dataclass(frozen=True)
class Run:
    """One whole process: seconds, and MB at its peak."""

    seconds: float
    memory: float


def run(command: Sequence[str]) -> Run:
    """Run a command that must succeed."""
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        said = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    return Run(perf_counter() - start, used.ru_maxrss / 1024)


def pairs(ours: list[str], theirs: list[str], runs: int) -> list[tuple[Run, Run]]:
    """Run two commands in turn, once each to warm up and then so many times."""
    run(ours), run(theirs)
    return [(run(ours), run(theirs)) for _ in range(runs)]


def median(values: Sequence[float]) -> float:
    """Give the middle value."""
    return statistics.median(values)


def row(name: str, of: list[tuple[Run, Run]], time: float, memory: float, each: int = 1) -> str:
    """Give a row: medians of the first, ratios to the second, and whether the targets are met.

    time, memory: the largest ratio that is aimed at. each: the ratio of time is to so many.
    """
    seconds = median([a.seconds / b.seconds / each for a, b in of])
    peak = median([a.memory / b.memory for a, b in of])
    met = [_met(seconds, time), _met(peak, memory)]
    return (
        f"| {name} | {median([a.seconds for a, _ in of]):.2f} s | {seconds:.2f} | {met[0]} "
        f"| {median([a.memory for a, _ in of]):.0f} MB | {peak:.2f} | {met[1]} |"
    )


def _met(ratio: float, most: float) -> str:
    return f"{most:.2f}: {'met' if ratio <= most else '**missed**'}"


def score(folder: Path, answers: str, *more: str) -> list[str]:
    """Give the command that scores a folder's answers."""
    tool = [sys.executable, "-m", "collabcheck", "--quiet", "score", str(folder / answers)]
    questionnaire = ["-q", str(folder / "questionnaire.yaml")]
    return [*tool, *questionnaire, "-o", str(folder / "report.html"), *more]


def make(folder: Path, people: int) -> Path:
    """Make a folder of answers."""
    script = str(HERE / "make_answers.py")
    subprocess.run([sys.executable, script, str(people), str(folder)], check=True)
    return folder


AS_PARQUET = """
import polars, sys
answers = polars.read_csv(sys.argv[1] + "/answers.csv", infer_schema=False)
answers.write_parquet(sys.argv[1] + "/answers.parquet")
"""


def as_parquet(folder: Path) -> None:
    """Write a folder's answers as Parquet too, in a process of its own.

    The peak of a process counts from that of the one that started it: this one must stay small.
    """
    subprocess.run([sys.executable, "-c", AS_PARQUET, str(folder)], check=True)


def against_pandas(folder: Path) -> list[str]:
    """Compare with the script, a million rows each."""
    script = [sys.executable, str(HERE / "pandas_script.py"), str(folder)]
    ways = {
        "CSV": (score(folder, "answers.csv"), 4.0, 1.0),
        "CSV, `--jobs 0`": (score(folder, "answers.csv", "--jobs", "0"), 1 / 3, 1 / 3),
        "Parquet, with `[scale]`": (score(folder, "answers.parquet"), 1 / 3, 1 / 3),
    }
    found = {name: pairs(command, script, RUNS) for name, (command, *_) in ways.items()}
    theirs = [b for each in found.values() for _, b in each]
    seconds, memory = median([r.seconds for r in theirs]), median([r.memory for r in theirs])
    return [
        f"| the pandas script | {seconds:.2f} s | | | {memory:.0f} MB | | |",
        *(row(name, found[name], time, peak) for name, (_, time, peak) in ways.items()),
    ]


def ten_times(small: Path, large: Path) -> list[str]:
    """Compare ten million rows with one million."""
    return [
        row(
            f"10,000,000 rows, CSV{name}",
            pairs(
                score(large, "answers.csv", *more), score(small, "answers.csv", *more), LARGE_RUNS
            ),
            1.2,
            1.2,
            each=10,
        )
        for name, more in (("", ()), (", `--jobs 0`", ("--jobs", "0")))
    ]


def thirty(folder: Path) -> list[str]:
    """Time a small report: of the demo's answers, some of them twice, and of an export."""
    for n in range(30):
        response = json.loads((DEMO / f"{n % 24 + 1:02}.json").read_text(encoding="utf-8"))
        response["respondent"] = f"made-{n:08}"
        (folder / f"{n}.json").write_text(json.dumps(response), encoding="utf-8")
    files = [str(folder / f"{n}.json") for n in range(30)]
    tool = [sys.executable, "-m", "collabcheck", "--quiet", "score", *files]
    found = []
    for name, command in {
        "30 response files": [*tool, "-o", str(folder / "report.html")],
        "an export of 30": score(folder, "answers.csv"),
    }.items():
        run(command)
        seconds = median([run(command).seconds for _ in range(SMALL_RUNS)])
        found.append(f"| {name} | {seconds:.2f} s | {_met(seconds, 0.5)} |")
    return found


def main() -> None:
    """Measure all and write the table."""
    head = "| median of {} | time | ratio | at most | peak | ratio | at most |\n"
    rule = "|:--|--:|--:|:--|--:|--:|:--|\n"
    with tempfile.TemporaryDirectory() as place:
        small, large = make(Path(place, "1"), MILLION), make(Path(place, "10"), 10 * MILLION)
        as_parquet(small)
        python, cores = platform.python_version(), os.cpu_count()
        parts = [
            f"Measured on {dt.date.today()} with Python {python} on {cores} shared cores.\n\n",
            "1,000,000 rows, ratios to the pandas script:\n\n",
            head.format(RUNS) + rule + "\n".join(against_pandas(small)),
            "\n\nTen times as many, ratios to a million (of time, to ten times a million's):\n\n",
            head.format(LARGE_RUNS) + rule + "\n".join(ten_times(small, large)),
            "\n\nA small report, to a page:\n\n",
            f"| median of {SMALL_RUNS} | time | at most, s |\n|:--|--:|:--|\n",
            "\n".join(thirty(make(Path(place, "30"), 30))) + "\n\n",
        ]
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{START}\n{''.join(parts)}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
