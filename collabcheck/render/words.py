"""How do numbers, and their absence, read?

Numbers that come from people's scores are in the report with two decimals (see
`core.findings.precision`); all others are rounded here and in the templates, and nowhere else.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.findings.others import Others
from collabcheck.core.findings.robin import RoundRobinPart
from collabcheck.core.findings.triangulation import Triangulation
from collabcheck.core.findings.voices import EveryVoice
from collabcheck.core.report import Report
from collabcheck.core.scoring.agreement import ad_cutoff
from collabcheck.core.scoring.missing import Maybe, Missing
from collabcheck.render.compiled import CompiledTemplates

MARK = "template:"
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
FRACTIONS = {0.2: "a fifth", 0.25: "a quarter", 1 / 3: "a third", 0.5: "half"}


@dataclass(frozen=True)
class Ends:
    """Which groups to name where their numbers differ, and how those of the others run.

    low, high: the ids of those at either end. Where one stands further from all others than these
    do from each other, it alone is named, at its end. others: the numbers of the rest, rising.
    """

    low: tuple[str, ...]
    high: tuple[str, ...]
    others: tuple[float, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """All that are named."""
        return self.low + self.high


def is_missing(value: object) -> bool:
    """Tell whether a value stands for a number that is not given."""
    return isinstance(value, Missing)


def number(value: float, digits: int = 2) -> str:
    """Write a number with a fixed count of digits and a true minus sign."""
    return f"{value:.{digits}f}".replace("-", "\u2212")


def percent(share: float) -> str:
    """Write a share of 0 to 1 as whole per cent, halves upwards: also 23/40, a float below it."""
    return f"{floor(round(share * 100, 9) + 0.5)}%"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: `a, b and c`."""
    *first, final = list(words)
    return f"{', '.join(first)} {last} {final}" if first else final


def capital(text: str) -> str:
    """Begin a sentence with a capital and leave the rest, unlike Jinja's `capitalize`.

    A text that is marked as safe for a page stays so.
    """
    return text[:1].upper() + text[1:]


def counted(number: int) -> str:
    """Write a count in a sentence: up to nine as a word."""
    return COUNTS[number] if number < len(COUNTS) else str(number)


def portion(share: float) -> str:
    """Write a share of 0 to 1 in words where there is a common one: `a quarter`, else `30%`."""
    return next((word for exact, word in FRACTIONS.items() if abs(share - exact) < 0.005), "") or (
        percent(share)
    )


def plural(word: str) -> str:
    """Write an English noun in the plural: `agency` becomes `agencies`."""
    if word[-1:] == "y" and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def ends(numbers: Mapping[str, float]) -> Ends:
    """Choose which of at least two groups to name; `numbers` has each group's by its id."""
    rising = sorted(numbers, key=lambda name: numbers[name])
    values = tuple(numbers[name] for name in rising)
    if len(rising) > 2:
        if values[1] - values[0] > values[-1] - values[1]:
            return Ends((rising[0],), (), values[1:])
        if values[-1] - values[-2] > values[-2] - values[0]:
            return Ends((), (rising[-1],), values[:-1])
    return Ends(
        tuple(name for name in rising if numbers[name] == values[0]),
        tuple(name for name in rising if numbers[name] == values[-1]),
        tuple(value for value in values if values[0] < value < values[-1]),
    )


def among(ids: Iterable[str], parts: Mapping[str, Any]) -> list[Any]:
    """Look ids up, in their order."""
    return [parts[name] for name in ids]


FILTERS: dict[str, Callable[..., Any]] = {
    "ad_cutoff": ad_cutoff,
    "among": among,
    "capital": capital,
    "counted": counted,
    "ends": ends,
    "listed": listed,
    "number": number,
    "percent": percent,
    "plural": plural,
    "portion": portion,
}


def environment(
    templates: Mapping[str, str],
    *,
    html: bool,
    filters: dict[str, Callable[..., Any]] | None = None,
) -> Environment:
    """Make the Jinja environment that all text formats share."""
    # Templates are shared between teams: in the sandbox one cannot reach the program around it.
    env = SandboxedEnvironment(
        # With a file name for each, a template's own line shows in a traceback.
        loader=FunctionLoader(lambda name: _source(templates, name)),
        autoescape=html,
        # Constants that are worked out before cost more time than they save.
        optimized=False,
        bytecode_cache=CompiledTemplates(html=html),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= FILTERS
    env.filters |= filters or {}
    env.tests["missing"] = is_missing
    return env


def fill(env: Environment, name: str, report: Report) -> str:
    """Fill a template with a report and its parts by id."""
    return fill_values(env, name, {"report": report, **lookups(report)})


def fill_values(env: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Fill a template with values. Raises `CollabcheckError` naming the template's line."""
    try:
        return env.get_template(name).render(values)
    except Exception as error:  # a template is a program, and its user may have written it
        where, line = _template_line(error, name)
        raise CollabcheckError(
            f"the template cannot be used: {error}",
            where=f"{where}:{line}" if line else where,
            mend="compare it with the one that ships ('collabcheck templates copy DIR')",
        ) from error


def _template_line(error: Exception, name: str) -> tuple[str, int | None]:
    """Find the template and the line that an error arose in, from the error or its traceback."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    if isinstance(error, TemplateNotFound):
        return str(error.name or name), None
    place: tuple[str, int | None] = (name, None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(MARK):
            place = (frame.filename.removeprefix(MARK), frame.lineno)
    return place


def _source(templates: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    return (templates[name], MARK + name, None) if name in templates else None


def lookups(report: Report) -> dict[str, Any]:
    """Index a report's parts by id, for templates.

    compared: the ids of the groups with a view of their own. Those who named no group are none, nor
    are hidden groups that are held together. means, shares: by axis and by barrier, the mean or
    share of each of them that has one.
    """
    compared = [part for part in report.groups if part.id and part.result.axes and not part.parts]
    return {
        "axis": {part.id: part for part in report.axes},
        "item": {part.id: part for part in report.items},
        "strand": {part.id: part for part in report.strands},
        "band": {band.id: band for band in report.scale.bands},
        "owner": {owner.id: owner for owner in report.owners},
        "barrier": {found.barrier.id: found.barrier for found in report.barriers},
        "barrier_counts": {found.barrier.id: found.counts for found in report.barriers},
        "enabler": {found.enabler.id: found for found in report.enablers},
        "group": {part.id: part for part in report.groups},
        "group_axis": {
            part.id: {axis.score.id: axis for axis in part.result.axes} for part in report.groups
        },
        "group_barrier": {
            part.id: {barrier.id: barrier for barrier in part.result.barriers}
            for part in report.groups
        },
        "compared": [part.id for part in compared],
        "means": _by_id(
            (g.id, of.score.id, of.score.mean) for g in compared for of in g.result.axes
        ),
        "shares": _by_id((g.id, of.id, of.share) for g in compared for of in g.result.barriers),
        "code": {code.code: code for code in report.codes},
        **(robin_lookups(report.round_robin) if report.round_robin else {}),
        **(seen_lookups(report.triangulation) if report.triangulation else {}),
        **(voice_lookups(report.every_voice) if report.every_voice else {}),
        **other_lookups(report.every_voice, report.others),
    }


def robin_lookups(found: RoundRobinPart) -> dict[str, Any]:
    """Index how groups see each other, for templates: rates by whom it is about, then by rater."""
    return {
        "rated": {part.id: part for part in found.rated},
        "rates": {part.id: dict(part.result.by_group) for part in found.rated},
    }


def seen_lookups(found: Triangulation) -> dict[str, Any]:
    """Index a triangulation's parts, for templates."""
    return {
        "t": found,
        "level": {level.code: level for level in found.levels},
        "source": {source.questionnaire.id: source for source in found.sources},
        "source_band": {
            source.questionnaire.id: {band.id: band.name for band in source.scale.bands}
            for source in found.sources
        },
        "held": {(cell.line, cell.questionnaire): cell for cell in found.cells},
    }


def voice_lookups(found: EveryVoice) -> dict[str, Any]:
    """Index what all who were asked say, for templates."""
    voices = found.voices
    return {
        "v": found,
        "voice": {part.id: part for part in voices},
        "voice_axis": {p.id: {axis.id: axis for axis in p.result.axes} for p in voices},
        "voice_barrier": {p.id: {of.id: of for of in p.result.barriers} for p in voices},
        "voice_item": {p.id: {item.id: item for item in p.items} for p in voices},
    }


def other_lookups(every: EveryVoice | None, others: Others | None) -> dict[str, Any]:
    """Index what others report, for templates: by the enabler that it speaks against."""
    views = every.barriers if every else ()
    reports = others.reports if others else ()
    return {
        "barrier_name": {view.id: view.name for view in views}
        | {report.barrier.id: report.barrier.name for report in reports},
        "told_by_others": {report.barrier.id: report for report in reports},
        "doubt": {doubt.enabler: doubt for doubt in others.doubts} if others else {},
    }


def _by_id(numbers: Iterable[tuple[str, str, Maybe[float]]]) -> dict[str, dict[str, float]]:
    """Gather (group, thing, number) by thing and group."""
    found: dict[str, dict[str, float]] = {}
    for group, thing, number in numbers:
        by_group = found.setdefault(thing, {})
        if not isinstance(number, Missing):
            by_group[group] = number
    return found
