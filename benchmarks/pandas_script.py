"""What would a straightforward script do with a million answers?

Reads `answers.csv` (see `make_answers.py`) and prints axis means by the half rule, those of each
agency, and Cronbach's alpha of each axis: less than `collabcheck score` reports.

    .venv/bin/python benchmarks/pandas_script.py FOLDER

Answers are read as categories: as texts they take four times as long.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pingouin as pg
from make_answers import AXES, ITEMS, axis_of, is_reverse

NAMES = [f"i{item + 1}" for item in range(ITEMS)]


def main() -> None:
    """Print the three tables."""
    path = Path(sys.argv[1]) / "answers.csv"
    answers = pd.read_csv(path, dtype="category", keep_default_na=False)
    applies = answers[NAMES] != "N/A"
    for name in NAMES:
        answers[name] = answers[name].map({str(code): code for code in range(1, 6)}).astype(float)
    for item, name in enumerate(NAMES):
        if is_reverse(item):
            answers[name] = 6 - answers[name]
    means, alphas = {}, {}
    for axis in range(AXES):
        of = [name for item, name in enumerate(NAMES) if axis_of(item) == axis]
        codes = answers[of]
        enough = 2 * codes.count(axis=1) >= applies[of].sum(axis=1)
        means[f"a{axis + 1}"] = codes.mean(axis=1).where(enough)
        alphas[f"a{axis + 1}"] = pg.cronbach_alpha(codes, nan_policy="listwise")
    scores = pd.DataFrame(means)
    print(scores.mean())
    print(scores.groupby(answers["agency"]).mean())
    print(pd.DataFrame(alphas, index=["alpha", "interval"]).T)


if __name__ == "__main__":
    main()
