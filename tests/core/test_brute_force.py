"""Do the scores agree with a slow, plain reckoning from the raw answers?

Here nothing is tallied: each respondent's answers are a list of letters, and each number is worked
out from those lists with plain loops and SciPy's distributions.
"""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support import axis, barrier, facet, item, number, questionnaire, scores

from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.scores import SharedBy
from collabcheck.core.scoring.statistics import Interval

ITEMS = ("t1", "t2", "t3", "p1", "p2", "m1")
REVERSED = {"t2", "p2"}
AXES = {"trust": ("t1", "t2", "t3"), "plans": ("p1", "p2"), "money": ("m1",)}
FACETS = {"trust/talk": ("t1", "t2"), "trust/roles": ("t3",), "plans/roles": ("p2",)}
BARRIERS = {"late": ("t1", "t2"), "rank": ("t3",), "gaps": ("p1",), "unowned": ("p2",)}

Sheet = list[dict[str, str]]
"""One dict a respondent: item id to the letter or figure that was written."""

sheets = st.lists(
    st.fixed_dictionaries({name: st.sampled_from([*"1122334455", *"dn."]) for name in ITEMS}),
    min_size=5,
    max_size=30,
)


def keyed(name: str, written: str) -> int | None:
    if not written.isdigit():
        return None
    return 6 - int(written) if name in REVERSED else int(written)


def counted(row: dict[str, str], name: str) -> int | None:
    """Give an answer that counts: by somebody who has a score on its axis."""
    axis_items = next(items for items in AXES.values() if name in items)
    return keyed(name, row[name]) if own_scores([row], axis_items) else None


def few_answered(sheet: Sheet, names: tuple[str, ...]) -> bool:
    """Tell whether an item of an axis that the items are on was answered by one to four.

    Or one to four of those with a score on it left a gap, or did not while others did: these are
    why an item is hidden.
    """
    near = [items for items in AXES.values() if set(items) & set(names)]
    apart = []
    for items in near:
        scored = [row for row in sheet if own_scores([row], items)]
        gaps = sum(any(keyed(i, row[i]) is None for i in items) for row in scored)
        apart += [gaps, len(scored) - gaps] if 0 < gaps < len(scored) else []
    few = (sum(counted(row, i) is not None for row in sheet) for items in near for i in items)
    return any(0 < n < 5 for n in (*few, *apart))


def own_scores(sheet: Sheet, names: tuple[str, ...]) -> list[float]:
    found = []
    for row in sheet:
        codes = [k for k in (keyed(n, row[n]) for n in names) if k is not None]
        applicable = sum(row[n] != "n" for n in names)
        if codes and 2 * len(codes) >= applicable and len(codes) >= min(2, len(names)):
            found.append(sum(codes) / len(codes))
    return found


def text(sheet: Sheet) -> str:
    lines = ["respondent " + " ".join(ITEMS)]
    lines += [f"r{n:03} " + " ".join(row[i] for i in ITEMS) for n, row in enumerate(sheet)]
    return "\n".join(lines)


@given(sheets)
def test_means_deviations_and_t_intervals(sheet: Sheet) -> None:
    found = scores(questionnaire(), text(sheet))
    for name, items in AXES.items():
        got = axis(found, name).score
        own = own_scores(sheet, items)
        if isinstance(got.n, Missing):
            assert len(own) < 5
            continue
        assert got.n == len(own) >= 5
        assert got.unscored == len(sheet) - len(own)
        mean, sd = statistics.fmean(own), statistics.stdev(own)
        assert got.mean == pytest.approx(mean, abs=1e-9)
        assert 1 <= number(got.mean) <= 5
        assert got.sd == pytest.approx(sd, abs=1e-7 if sd < 1e-6 else 1e-9)
        if len(set(own)) == 1:
            assert got.interval == Missing(Why.NO_VARIANCE)
            assert not got.firm
            continue
        assert isinstance(got.interval, Interval)
        low, high = stats.t.interval(0.95, len(own) - 1, loc=mean, scale=stats.sem(own))
        assert got.interval.low == pytest.approx(max(1, low), abs=1e-9)
        assert got.interval.high == pytest.approx(min(5, high), abs=1e-9)


@given(sheets)
def test_a_facet_is_the_mean_of_its_items_means(sheet: Sheet) -> None:
    found = scores(questionnaire(), text(sheet))
    for name, items in FACETS.items():
        got = facet(found, name).mean
        codes = [[k for row in sheet if (k := counted(row, i)) is not None] for i in items]
        means = [statistics.fmean(of_one) for of_one in codes if of_one]
        if isinstance(got, Missing):
            assert not means or few_answered(sheet, items)
        else:
            assert got == pytest.approx(statistics.fmean(means), abs=1e-9)


@given(sheets)
def test_item_counts_shares_and_wilson_intervals(sheet: Sheet) -> None:
    found = scores(questionnaire(), text(sheet))
    for name in ITEMS:
        got = item(found, name)
        codes = [k for k in (counted(row, name) for row in sheet) if k is not None]
        if isinstance(got.n, Missing):
            assert not codes or few_answered(sheet, (name,))
            continue
        assert len(codes) >= 5
        assert got.n == len(codes)
        assert got.counts == tuple(codes.count(k) for k in range(1, 6))
        assert got.mean == pytest.approx(statistics.fmean(codes), abs=1e-9)
        favourable, unfavourable = sum(k >= 4 for k in codes), sum(k <= 2 for k in codes)
        assert not isinstance(got.shares, Missing)
        assert got.shares.favourable == pytest.approx(favourable / len(codes), abs=1e-12)
        assert got.shares.unfavourable == pytest.approx(unfavourable / len(codes), abs=1e-12)
        net = (favourable - unfavourable) / len(codes)
        assert got.shares.net == pytest.approx(net, abs=1e-12)
        assert isinstance(got.favourable_interval, Interval)
        wilson = stats.binomtest(favourable, len(codes)).proportion_ci(method="wilson")
        assert got.favourable_interval.low == pytest.approx(wilson.low, abs=1e-9)
        assert got.favourable_interval.high == pytest.approx(wilson.high, abs=1e-9)
        assert got.split == (4 * favourable >= len(codes) and 4 * unfavourable >= len(codes))
        written = [row[name] for row in sheet]
        assert not isinstance(got.kinds, Missing)
        assert got.kinds.dont_know == written.count("d")
        assert got.kinds.not_applicable == written.count("n")
        assert got.kinds.blank == written.count(".")
        assert sum(vars(got.kinds).values()) == len(sheet)


@given(sheets)
def test_prevalence_and_severity_of_barriers(sheet: Sheet) -> None:
    """Severity is `hi` less the mean keyed answer, over the width; reported, any answer <= 2."""
    found = scores(questionnaire(), text(sheet))
    for name, items in BARRIERS.items():
        got = barrier(found, name)
        rows = [[k for k in (counted(row, i) for i in items) if k is not None] for row in sheet]
        answered = [codes for codes in rows if codes]
        each = [sum(counted(r, i) is not None for r in sheet) for i in items]
        if isinstance(got.share, Missing):
            left_out = any(0 < len(answered) - n < 5 for n in each)
            assert not answered or few_answered(sheet, items) or left_out
            continue
        assert all(
            n == 0 or n >= 5 for i in items for n in [sum(counted(r, i) is not None for r in sheet)]
        )
        reported = sum(any(k <= 2 for k in codes) for codes in answered)
        everything = [k for codes in answered for k in codes]
        assert (got.answered, got.reported) == (len(answered), reported)
        assert got.share == pytest.approx(reported / len(answered), abs=1e-12)
        if isinstance(got.severity, Missing):
            assert few_answered(sheet, items)
        else:
            assert got.severity == pytest.approx((5 - statistics.fmean(everything)) / 4, abs=1e-9)
        wilson = stats.binomtest(reported, len(answered)).proportion_ci(method="wilson")
        assert isinstance(got.interval, Interval)
        assert got.interval.low == pytest.approx(wilson.low, abs=1e-9)
        assert got.interval.high == pytest.approx(wilson.high, abs=1e-9)


@given(sheets)
def test_an_enabler_is_confirmed_where_every_answered_item_of_it_is_favourable(
    sheet: Sheet,
) -> None:
    (got,) = scores(questionnaire(), text(sheet)).enablers
    codes = [k for k in (counted(row, "t1") for row in sheet) if k is not None]
    assert isinstance(got, SharedBy)
    if isinstance(got.share, Missing):
        assert not codes or few_answered(sheet, ("t1",))
    else:
        assert (got.answered, got.reported) == (len(codes), sum(k >= 4 for k in codes))
