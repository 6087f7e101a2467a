"""Does the way in which answers are read change the result?"""

from __future__ import annotations

from pathlib import Path

import polars as pl
from program import Run
from support import FRAMEWORK, TOWN

AGENCIES = ("Health", "Police", "School")


def test_csv_parquet_and_two_processes_make_one_tally(run: Run, tmp_path: Path) -> None:
    """The file is large enough to be read a piece at a time; codes are whole numbers in Parquet."""
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("agency,t1,t2,t3,p1,p2,m1\n")
        for n in range(120_000):
            codes = [str((n * (item + 3) + n // 7) % 5 + 1) for item in range(5)]
            file.write(f"{AGENCIES[n % 3]},{','.join(codes)},{'' if n % 4 else 'N/A'}\n")
    pl.read_csv(path).write_parquet(tmp_path / "answers.parquet")
    tallies = []
    for words in (["answers.csv"], ["answers.csv", "--jobs", "2"], ["answers.parquet"]):
        run("tally", *words, "-q", "town.yaml", "-o", "out.json")
        tallies.append((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert '"respondents":40000' in tallies[0]
    assert tallies[0] == tallies[1] == tallies[2]
