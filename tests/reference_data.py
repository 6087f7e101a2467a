"""Which answers do the reliability tests share?"""

from __future__ import annotations

from typing import Any

import numpy as np

Matrix = np.ndarray[Any, np.dtype[np.int64]]


def _matrix(text: str) -> Matrix:
    """Read a respondent a line, an item a number."""
    return np.array([line.split() for line in text.strip().splitlines()], dtype=np.int64)


def _digits(text: str) -> Matrix:
    """Read a respondent a word, an item a digit."""
    return np.array([list(word) for word in text.split()], dtype=np.int64)


# R's `attitude`, Chatterjee & Price (1977), Regression Analysis by Example, section 3.7.
ATTITUDE = _matrix("""
43 51 30 39 61 92 45
63 64 51 54 63 73 47
71 70 68 69 76 86 48
61 63 45 47 54 84 35
81 78 56 66 71 83 47
43 55 49 44 54 49 34
58 67 42 56 66 68 35
71 75 50 55 70 66 41
72 82 72 67 71 83 31
67 61 45 47 62 80 41
64 53 53 58 58 67 34
67 60 47 39 59 74 41
69 62 57 42 55 63 25
68 83 83 45 59 77 35
77 77 54 72 79 77 46
81 90 50 72 60 54 36
74 85 64 69 79 79 63
65 60 65 75 55 80 60
65 70 46 57 75 85 46
50 58 68 54 64 78 52
50 40 33 34 43 64 33
64 61 52 62 66 80 41
53 66 52 50 63 80 37
40 37 42 58 50 57 49
63 54 42 48 66 75 33
66 77 66 63 88 76 72
78 75 58 74 80 78 49
48 57 44 45 51 83 38
85 85 71 71 77 74 55
82 82 39 59 64 78 39
""")

# The example data of pingouin.cronbach_alpha, 15 people and 10 items.
PINGOUIN = _digits("""
3224145143 5546351255 7535564336 2343322266 6556544467 1223425235 4335352124 2544372246 6255516523
5246435317 4135253234 4423253423 5556233244 6555422146 4435531323
""")

# 45 people and 6 items on which the likelihood has two maxima, the better at a negative uniqueness.
LOCAL_OPTIMUM = _digits("""
232224 332421 331431 331443 243324 322435 333223 331544 325242 243442
445314 333232 252214 244232 433234 242434 332423 333343 335424 243434
352224 433424 333322 223443 343224 522223 222223 333142 333223 441433
343354 433432 344434 533331 333424 223334 433424 344313 252433 335433
334323 343325 444424 223231 343222
""")
