"""How does what was read from an export read on the screen, and for a program?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from collabcheck.core.errors import under
from collabcheck.core.findings.quality import BothWays, Quality
from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.account import Account
from collabcheck.core.responses.places import short
from collabcheck.core.responses.refusals import LONGEST_TEXT, titles_in
from collabcheck.core.scoring.missing import Maybe
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
    }
    return values_to_screen("check.txt.j2", values, templates, look)


def accounts_to_json(qualities: Sequence[Quality]) -> str:
    """Write the accounts of exports as JSON, with the same things hidden as on the screen."""
    found = {"schema_version": "1.0", "exports": [_plain(quality) for quality in qualities]}
    return escape_controls(json.dumps(found, indent=2, ensure_ascii=False)) + "\n"


def _plain(quality: Quality) -> dict[str, Any]:
    account = TypeAdapter(Account).dump_python(quality.account, mode="json")
    for text in account["unmatched"]:
        # Longer ones are somebody's own words.
        text["text"] = short(text["text"], LONGEST_TEXT)
    items, options = account.pop("items"), account.pop("attributes")
    counts = TypeAdapter(tuple[Maybe[tuple[int, ...]], ...]).dump_python(quality.items, mode="json")
    chosen = TypeAdapter(tuple[tuple[tuple[str, Maybe[int]], ...], ...]).dump_python(
        tuple(o.counts for o in quality.options), mode="json"
    )
    faults = [{"where": f.where, "what": f.what, "mend": f.mend} for f in quality.faults]
    return {
        **account,
        "items": [{**item, "counts": c} for item, c in zip(items, counts, strict=True)],
        "attributes": [
            {"attribute": a["attribute"], "column": a["column"], "counts": c}
            for a, c in zip(options, chosen, strict=True)
        ],
        "flagged": quality.flagged,
        "axes": TypeAdapter(tuple[BothWays, ...]).dump_python(quality.axes, mode="json"),
        "to_mend": faults,
    }
