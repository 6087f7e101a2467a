"""Which survey tool wrote this export?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

PLAIN = "plain"
QUALTRICS = "Qualtrics"
SURVEYMONKEY = "SurveyMonkey"

Names = frozenset[str]


def tool_of(records: Sequence[list[str]]) -> str:
    """Name the tool whose own columns stand in the first records; "plain" if none's do.

    The names are compared in lower case, without spaces and signs: a tool writes them in one way
    in a CSV and in another in a workbook.
    """
    rows = [_names(row) for row in records[:3]]
    for tool, marks in TOOLS.items():
        if rows and marks(rows):
            return tool
    return PLAIN


def _names(row: Sequence[str]) -> Names:
    return frozenset("".join(c for c in cell.lower() if c.isalnum() or c in "_#") for cell in row)


def _all(*names: str) -> Callable[[Sequence[Names]], bool]:
    """Want all of these names in the first row."""
    return lambda rows: set(names) <= rows[0]


def _qualtrics(rows: Sequence[Names]) -> bool:
    top = rows[0]
    if any("importid" in name for row in rows for name in row):
        return True
    today = {"startdate", "enddate", "responseid"} <= top
    legacy = {"v1", "v2"} <= top and len(rows) > 1 and "responseid" in rows[1]
    return today or legacy


def _surveymonkey(rows: Sequence[Names]) -> bool:
    return "respondentid" in rows[0] and (
        "collectorid" in rows[0]
        or (len(rows) > 1 and bool({"response", "openendedresponse"} & rows[1]))
    )


def _limesurvey(rows: Sequence[Names]) -> bool:
    top = rows[0]
    return bool({"submitdate", "datesubmitted"} & top and {"lastpage", "startlanguage"} & top)


def _redcap(rows: Sequence[Names]) -> bool:
    top = rows[0]
    return ("record_id" in top or "recordid" in top) and (
        any(name.endswith("_complete") or name == "complete" for name in top)
        or "redcap_event_name" in top
    )


TOOLS: Mapping[str, Callable[[Sequence[Names]], bool]] = {
    QUALTRICS: _qualtrics,
    SURVEYMONKEY: _surveymonkey,
    "LimeSurvey": _limesurvey,
    "REDCap": _redcap,
    "KoboToolbox": _all("_uuid", "_submission_time"),
    "ODK": lambda rows: "key" in rows[0] and bool({"metainstanceid", "submissiondate"} & rows[0]),
    "Typeform": lambda rows: "networkid" in rows[0] and "#" in rows[0],
    "Microsoft Forms": _all("id", "starttime", "completiontime"),
    "Google Forms": lambda rows: "timestamp" in rows[0],
}
"""The columns by which a tool is known, told apart from the most telling to the least."""
