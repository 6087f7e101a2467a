"""What would a straightforward script do with a million answers?

Reads `answers.csv` (see `make_answers.py`) and prints axis means by the half rule, those of each
agency, and Cronbach's alpha of each axis: less than `collabcheck score` reports. "Don't know" and
"N/A" are missing values here, which lets pandas read numbers at once, and is as quick as it gets.

    .venv/bin/python benchmarks/pandas_script.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pingouin as pg
from make_answers import AXES, ITEMS, axis_of, is_reverse


def main() -> None:
    """Print the three tables."""
    path = Path(sys.argv[1]) / "answers.csv"
    answers = pd.read_csv(path, na_values=["Don't know", "N/A"])
    names = [f"i{item + 1}" for item in range(ITEMS)]
    for item, name in enumerate(names):
        if is_reverse(item):
            answers[name] = 6 - answers[name]
    means, alphas = {}, {}
    for axis in range(AXES):
        of = answers[[name for item, name in enumerate(names) if axis_of(item) == axis]]
        means[f"a{axis + 1}"] = of.mean(axis=1).where(2 * of.count(axis=1) >= of.shape[1])
        alphas[f"a{axis + 1}"] = pg.cronbach_alpha(of, nan_policy="listwise")
    scores = pd.DataFrame(means)
    print(scores.mean())
    print(scores.groupby(answers["agency"]).mean())
    print(pd.DataFrame(alphas, index=["alpha", "interval"]).T)


if __name__ == "__main__":
    main()
