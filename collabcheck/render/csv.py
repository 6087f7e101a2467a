"""How is a report written as a tidy table?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from collabcheck.core.findings.parts import GroupPart
from collabcheck.core.report import Report
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import (
    AxisScore,
    Comparison,
    FacetScore,
    GroupAxis,
    ItemScore,
    SetScore,
    SharedBy,
)
from collabcheck.render.escape import for_spreadsheet

HEADER = ("kind", "id", "name", "group", "statistic", "value", "low", "high", "n", "why_missing")
EVERYBODY = "all"
OTHERS = "all but their own"
Statistics = Iterator[tuple[str, tuple[Any, ...]]]
"""Pairs of a statistic's name and its cells from `value` to `why_missing`."""


def render_csv(report: Report, *_: object) -> str:
    """Write one row a thing, group and statistic; the last column says why a value is missing.

    `low` and `high` are 95 % intervals. Texts that a spreadsheet would take for a formula are
    neutralised. Numbers that come from people's scores have two decimals, p values four; those
    worked out from published counts have all digits.
    """
    return written(HEADER, _rows(report))


def written(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows as CSV, with no text in them that a spreadsheet would take for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([for_spreadsheet(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()


def _rows(report: Report) -> Iterator[tuple[Any, ...]]:
    who = ("report", report.questionnaire.id, report.title, EVERYBODY)
    yield (*who, "respondents", *_cells(report.respondents))
    if report.invited is not None:
        yield (*who, "invited", *_cells(report.invited))
    for group in report.groups:
        of = ("group", group.id, group.name, group.id)
        yield (*of, "respondents", *_cells(group.result.respondents))
        if group.result.invited is not None:
            yield (*of, "invited", *_cells(group.result.invited))
    every = [(EVERYBODY, _things(report))]
    every += [(group.id, _things_of(group, report)) for group in report.groups]
    for whose, things in every:
        for kind, name, text, statistics in things:
            for statistic, cells in statistics:
                yield (kind, name, text, whose, statistic, *cells)
    for axis in report.axes:
        if not isinstance(axis.result.comparison, Missing):
            for pair, statistic, cells in _comparison(axis.result.comparison):
                yield ("axis", axis.id, axis.name, pair, statistic, *cells)
    yield from _network(report)
    yield from _voices(report)
    yield from _seen(report)
    yield from _robin(report)
    yield from _held_back(report)


def _robin(report: Report) -> Iterator[tuple[Any, ...]]:
    """Give how groups see each other: who is seen is the id, who sees them the group."""
    for part in report.round_robin.rated if report.round_robin else ():
        who, rated = ("rated", part.id, part.name), part.result
        views = [(EVERYBODY, rated.everyone), *rated.by_group]
        for rater, score in views:
            for statistic, cells in _set(score):
                yield (*who, rater, statistic, *cells)
        if not rated.by_group:
            continue
        if isinstance(rated.others, Missing):
            yield (*who, OTHERS, "mean", *_cells(rated.others))
        else:
            for statistic, cells in _set(rated.others):
                yield (*who, OTHERS, statistic, *cells)
        mean = rated.weighted if isinstance(rated.weighted, Missing) else rated.weighted.mean
        yield (*who, OTHERS, "group_weighted_mean", *_cells(mean))
        pair, gap = f"{OTHERS} < {part.id}", rated.gap
        if isinstance(gap, Missing):
            yield (*who, pair, "difference", *_cells(gap))
        else:
            yield (*who, pair, "difference", *_cells(gap.difference, gap.interval))
            yield (*who, pair, "hedges_g", *_cells(gap.g, gap.g_interval))


def _voices(report: Report) -> Iterator[tuple[Any, ...]]:
    """Give what those say who answered other questionnaires; their id stands for the group."""
    found = report.every_voice
    if found is None:
        return
    axes = {axis.id: axis.name for axis in found.axes}
    barriers = {barrier.id: barrier.name for barrier in found.barriers}
    for voice in found.voices:
        if voice.questionnaire.id == report.questionnaire.id:
            continue
        respondents = _cells(voice.result.respondents)
        yield ("voice", voice.id, voice.name, voice.id, "respondents", *respondents)
        for axis in voice.result.axes:
            if axis.id in axes:
                of = ("axis", axis.id, axes[axis.id], voice.id)
                yield (*of, "mean", *_cells(axis.mean, axis.interval, axis.n))
                yield (*of, "dont_know", *_cells(axis.dont_know_share))
        for barrier in voice.result.barriers:
            if barrier.id in barriers:
                of = ("barrier", barrier.id, barriers[barrier.id], voice.id)
                yield (*of, "share", *_cells(barrier.share, barrier.interval, barrier.answered))
    for view in found.axes:
        if view.gap:
            pair = f"{view.gap.low} < {view.gap.high}"
            yield ("axis", view.id, view.name, pair, "difference",
                   *_cells(view.gap.difference, view.gap.interval))  # fmt: skip


def _seen(report: Report) -> Iterator[tuple[Any, ...]]:
    """Give what was seen of each line, and how it goes with each questionnaire's answers."""
    found = report.triangulation
    if found is None:
        return
    names = {line.id: line.name for line in found.lines}
    for line in found.lines:
        level = line.observed.level or "not-observable"
        yield ("line", line.id, line.name, "observed", "level", *_cells(level))
    for cell in found.cells:
        of = ("line", cell.line, names[cell.line], cell.questionnaire)
        yield (*of, "mean", *_cells(cell.answered.mean))
        yield (*of, "convergence", *_cells(cell.convergence))


def _network(report: Report) -> Iterator[tuple[Any, ...]]:
    """Give each pair of axes that go together."""
    names = {axis.id: axis.name for axis in report.axes}
    for edge in () if isinstance(report.network, Missing) else report.network.edges:
        pair = f"{names[edge.first]}; {names[edge.second]}"
        of = ("axes", f"{edge.first}/{edge.second}", pair, EVERYBODY)
        yield (*of, "pearson_r", *_cells(edge.r, edge.interval))


def _held_back(report: Report) -> Iterator[tuple[Any, ...]]:
    """Give the hidden barriers and enablers that are in no other row; the report has their ids."""
    told = {("barrier", found.barrier.id) for found in report.barriers}
    told |= {("enabler", found.enabler.id) for found in report.enablers}
    for part in report.hidden:
        for name in part.ids if part.kind in ("barrier", "enabler") else ():
            if (part.kind, name) not in told:
                hidden = Missing(Why.HIDDEN, needed=report.thresholds.smallest_cell)
                yield (part.kind, name, "", part.group or EVERYBODY, "share", *_cells(hidden))


def _things(report: Report) -> Iterator[tuple[str, str, str, Statistics]]:
    """Go through all that has numbers: its kind, id and name, and its statistics."""
    for axis in report.axes:
        yield "axis", axis.id, axis.name, _axis(axis.result)
    for strand in report.strands:
        for cell in filter(None, strand.cells):
            yield "facet", cell.id, strand.name, _facet(cell)
    for item in report.items:
        yield "item", item.id, item.text, _item(item.result)
    for barrier in report.barriers:
        yield "barrier", barrier.barrier.id, barrier.barrier.name, _shared(barrier.counts)
    for enabler in report.enablers:
        yield "enabler", enabler.enabler.id, enabler.enabler.name, _shared(enabler.counts)


def _things_of(group: GroupPart, report: Report) -> Iterator[tuple[str, str, str, Statistics]]:
    """Go through all that one group has numbers about."""
    axes = {axis.id: axis.name for axis in report.axes}
    barriers = {found.barrier.id: found.barrier.name for found in report.barriers}
    for axis in group.result.axes:
        yield "axis", axis.score.id, axes[axis.score.id], _group_axis(axis)
    for barrier in group.result.barriers:
        if barrier.id in barriers:
            yield "barrier", barrier.id, barriers[barrier.id], _shared(barrier)


def _set(score: SetScore) -> Statistics:
    yield "mean", _cells(score.mean, score.interval, score.n)
    yield "sd", _cells(score.sd, n=score.n)
    yield "band", _cells(score.band, n=score.n)


def _facet(facet: FacetScore) -> Statistics:
    yield "mean", _cells(facet.mean)
    yield "band", _cells(facet.band)


def _comparison(of: Comparison) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Give what compares all groups, and every two of them; the lower one is named first."""
    icc, test = of.icc, of.kruskal_wallis
    for name in ("one", "two"):
        value = icc if isinstance(icc, Missing) else getattr(icc, name)
        yield EVERYBODY, {"one": "icc_1", "two": "icc_2"}[name], _cells(value)
    for name in ("h", "p", "adjusted"):
        value = test if isinstance(test, Missing) else getattr(test, name)
        yield EVERYBODY, f"kruskal_wallis_{name}", _cells(value)
    for gap in of.gaps:
        pair = f"{gap.low} < {gap.high}"
        yield pair, "difference", _cells(gap.difference, gap.interval)
        yield pair, "hedges_g", _cells(gap.g, gap.g_interval)


def _axis(axis: AxisScore) -> Statistics:
    yield from _group_axis(axis)
    weighted = axis.weighted
    yield (
        "group_weighted_mean",
        _cells(weighted if isinstance(weighted, Missing) else weighted.mean),
    )
    for name in ("favourable", "unfavourable", "net"):
        shares = axis.shares
        yield name, _cells(shares if isinstance(shares, Missing) else getattr(shares, name))


def _group_axis(axis: GroupAxis) -> Statistics:
    yield from _set(axis.score)
    yield "unscored", _cells(axis.score.unscored)
    yield "dont_know", _cells(axis.dont_know_share)
    yield "rwg_j", _cells(axis.rwg)
    yield "ad_j", _cells(axis.ad)
    for name, found in (("alpha", axis.alpha), ("omega", axis.omega)):
        if isinstance(found, Missing):
            yield name, _cells(found)
        else:
            yield name, _cells(found.value, getattr(found, "interval", None), found.n)


def _item(item: ItemScore) -> Statistics:
    yield "mean", _cells(item.mean, n=item.n)
    shares = item.shares
    intervals = {
        "favourable": item.favourable_interval,
        "unfavourable": item.unfavourable_interval,
    }
    for name in ("favourable", "unfavourable", "net"):
        value = shares if isinstance(shares, Missing) else getattr(shares, name)
        yield name, _cells(value, intervals.get(name), item.n)
    yield "dont_know", _cells(item.dont_know_share)


def _shared(counts: SharedBy) -> Statistics:
    yield "share", _cells(counts.share, counts.interval, counts.answered)
    if not (isinstance(counts.severity, Missing) and counts.severity.why is Why.NOT_ASKED):
        yield "severity", _cells(counts.severity, n=counts.answered)


def _cells(value: Any, interval: Any = None, n: Any = None) -> tuple[Any, ...]:
    if isinstance(value, Missing):
        return ("", "", "", "", value.why.value)
    low, high = (interval.low, interval.high) if hasattr(interval, "low") else ("", "")
    return (value, low, high, "" if n is None or isinstance(n, Missing) else n, "")
