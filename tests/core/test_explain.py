"""Is somebody who misspells what is to be explained led to it?"""

from __future__ import annotations

import pytest
from support import SMALL_ANSWERS, questionnaire, table

from collabcheck.core.errors import UnknownName
from collabcheck.core.findings.explain import explain
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("trsut", "did you mean 'Trust' (trust)?"),
        ("comes late", "did you mean 'News comes late' (late)?"),
        ("plan", "did you mean 'Plans' (plans) or 'Plans have gaps' (gaps)?"),
        ("zzz", "axes: 'Trust' (trust), 'Plans' (plans), 'Money' (money)"),
    ],
)
def test_an_unknown_name_is_answered_with_names_that_people_see(name: str, said: str) -> None:
    of = questionnaire()
    counted = tally(of, table(of, SMALL_ANSWERS))
    with pytest.raises(UnknownName) as caught:
        explain(of, counted, score(of, counted), name)
    assert caught.value.mend == said
