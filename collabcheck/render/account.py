"""How does what was read from an export read on the screen, and for a program?"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from collabcheck.core.errors import under
from collabcheck.core.findings.quality import BothWays, Quality
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.places import short
from collabcheck.core.responses.refusals import LONGEST_TEXT, titles_in
from collabcheck.render.escape import escape_controls, escaped, one_line
from collabcheck.render.look import Look
from collabcheck.render.terminal import values_to_screen


def account_to_screen(
    quality: Quality,
    questionnaire: Questionnaire,
    templates: Mapping[str, str],
    look: Look,
    settle: str = "",
) -> str:
    """Write the account of one export for a terminal; `settle` says what to run where it lacks."""
    where = quality.account.where
    values = {
        "quality": escaped(quality, one_line),
        "account": escaped(quality.account, one_line),
        "questionnaire": escaped(questionnaire, one_line),
        "faults": [one_line(under(where, fault)) for fault in quality.faults],
        "titles": {n: one_line(title) for n, title in titles_in(quality.account).items()},
        "settle": one_line(settle),
        "missing": ranges(questionnaire, quality.account.missing),
    }
    return values_to_screen("check.txt.j2", values, templates, look)


def ranges(questionnaire: Questionnaire, ids: Collection[str]) -> str:
    """List items in the questionnaire's order, those of one kind in a row by their ends alone."""
    runs: list[list[str]] = []
    before = True
    for item in questionnaire.items:
        front = item.id.rpartition("-")[0]
        if item.id not in ids:
            before = False
            continue
        if before and front and runs and runs[-1][-1].rpartition("-")[0] == front:
            runs[-1].append(item.id)
        else:
            runs.append([item.id])
        before = True
    ends = [run if len(run) < 3 else [f"{run[0]} to {run[-1]}"] for run in runs]
    return ", ".join(text for run in ends for text in run)


def accounts_to_json(qualities: Sequence[Quality]) -> str:
    """Write the accounts of exports as JSON: all that stands on the screen."""
    found = {"schema_version": "1.0", "exports": [_plain(quality) for quality in qualities]}
    return escape_controls(json.dumps(found, indent=2, ensure_ascii=False)) + "\n"


def _plain(quality: Quality) -> dict[str, Any]:
    account = TypeAdapter(Account).dump_python(quality.account, mode="json")
    for text in account["unmatched"]:
        # Longer ones are somebody's own words.
        text["text"] = short(text["text"], LONGEST_TEXT)
    options = account.pop("attributes")
    faults = [{"where": f.where, "what": f.what, "mend": f.mend} for f in quality.faults]
    return {
        **account,
        "attributes": [
            {"attribute": a["attribute"], "column": a["column"], "counts": [*map(list, o.counts)]}
            for a, o in zip(options, quality.options, strict=True)
        ],
        "flagged": quality.flagged,
        "axes": TypeAdapter(tuple[BothWays, ...]).dump_python(quality.axes, mode="json"),
        "to_mend": faults,
    }
