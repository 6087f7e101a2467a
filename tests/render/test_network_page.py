"""Is it drawn and said which axes go together, and no more made of it than it tells?"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from support import rendered

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report, find
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.scores import Edge, LeftOut, Network
from collabcheck.core.scoring.statistics import Interval
from collabcheck.core.scoring.tally import tally
from collabcheck.render.lines import CLEAR, DISC, Web, web
from collabcheck.render.rings import picture

TEXTS = ("markdown", "terminal", "html")


def of_people(of: Questionnaire, n: int, lean: float = 0.7) -> Report:
    """Make a report on people who lean one way, and on the last axis the other way."""
    dice = np.random.default_rng(7)
    tilt = dice.normal(0, lean, (n, 1))
    last = of.axes[-1].id
    turned = np.array(
        [(item.keying == "reverse") != (item.axis == last) for item in of.items], dtype=bool
    )
    keyed = np.clip(np.rint(2.2 + tilt + dice.normal(0, 0.8, (n, len(of.items)))), 0, 4)
    answers = np.where(turned, 4 - keyed, keyed).astype(np.int8)
    return find(of, score(of, tally(of, Table(answers, {}), None)))


@pytest.fixture(scope="module")
def full(practitioner: Questionnaire) -> Report:
    return of_people(practitioner, 60)


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def network(of: Report) -> Network:
    assert isinstance(of.network, Network)
    return of.network


def with_network(of: Report, **parts: object) -> Report:
    return replace(of, network=replace(Network((), 28, ()), **parts))  # type: ignore[arg-type]


def laid_out(of: Report) -> Web:
    standing = {axis.id: "Mixed" for axis in of.axes}
    return web(of, picture(of, standing))


def test_the_page_draws_a_line_for_each_edge_and_dashes_the_negative_ones(full: Report) -> None:
    edges = network(full).edges
    page = rendered(full, "html")
    assert len(edges) > 10
    drawn = re.findall(r'<path class="(line(?: other)?)"', page)
    assert len(drawn) == len(edges)
    assert drawn.count("line other") == sum(e.r < 0 for e in edges) > 0
    assert "Dashed: the other way round." in page
    assert '<title id="web-title">' in page
    assert '<desc id="web-desc">' in page


def test_every_line_stands_in_a_table_and_in_each_other_format(full: Report) -> None:
    names = {axis.id: axis.name for axis in full.axes}
    page, text = words(rendered(full, "html")), rendered(full, "markdown")
    table = list(csv.DictReader(io.StringIO(rendered(full, "csv"))))
    told = {row["id"]: row for row in table if row["statistic"] == "pearson_r"}
    data = json.loads(rendered(full, "json"))["network"]["edges"]
    assert len(data) == len(told) == len(network(full).edges)
    for e, as_json in zip(network(full).edges, data, strict=True):
        assert set(as_json) == {"first", "second", "r", "interval"}
        assert as_json["r"] == e.r
        assert float(told[f"{e.first}/{e.second}"]["value"]) == e.r
        assert not told[f"{e.first}/{e.second}"]["n"]
        r = f"{e.r:.2f}".replace("-", "\u2212")
        other = ", the other way round" if e.r < 0 else ""
        assert f"| {names[e.first]} | {names[e.second]}{other} | {r} |" in text
        assert f"{names[e.first]} Goes together with {names[e.second]}{other} r {r}" in page


def test_the_terminal_gives_the_strongest_and_says_how_many_more_there_are(full: Report) -> None:
    text = " ".join(rendered(full, "terminal").split())
    names = {axis.id: axis.name for axis in full.axes}
    first = network(full).edges[0]
    assert f"• {names[first.first]} and {names[first.second]}: {first.r:.2f}" in text
    more = len(network(full).edges) - 8
    assert f"{more} more are in the other formats." in text


@pytest.mark.parametrize("format", TEXTS)
def test_it_is_said_what_chance_does_and_that_none_is_a_cause(full: Report, format: str) -> None:
    text = words(rendered(full, format))
    assert "Of 28 compared, one or two would show by chance alone" in text
    assert "To go together is not to bring about" in text
    assert "because" not in text[text.index("Of 28 pairs") : text.index("Ask in the meeting")]


@pytest.mark.parametrize(
    ("compared", "said"),
    [(3, "one may"), (21, "about one would"), (28, "one or two would"), (190, "about 10 would")],
)
def test_how_many_show_by_chance_goes_by_how_many_are_compared(
    full: Report, compared: int, said: str
) -> None:
    found = with_network(full, edges=network(full).edges[:1], compared=compared)
    assert f"{said} show by chance alone" in words(rendered(found, "markdown"))


def test_where_nearly_all_go_together_a_common_mood_is_named(full: Report) -> None:
    name = "some people may simply answer more favourably throughout"
    same = tuple(e for e in network(full).edges if e.r > 0)
    assert name in rendered(with_network(full, edges=same), "markdown")
    assert name not in rendered(with_network(full, edges=same[:10]), "markdown")


@pytest.mark.parametrize("format", TEXTS)
def test_where_none_go_together_that_is_said(full: Report, format: str) -> None:
    text = words(rendered(with_network(full), format))
    assert "No two axes clearly go together in the answers; 28 pairs were compared." in text
    assert "by chance alone" not in text


@pytest.mark.parametrize("format", TEXTS)
def test_an_axis_that_was_not_compared_is_named_with_the_reason(full: Report, format: str) -> None:
    out = (
        LeftOut(full.axes[0].id, Missing(Why.NO_VARIANCE)),
        LeftOut(full.axes[1].id, Missing(Why.TOO_FEW_PEOPLE, needed=30)),
    )
    text = words(rendered(with_network(full, compared=15, left_out=out), format))
    assert f"Not compared: {full.axes[0].name} (none: everybody answered alike)" in text
    assert f"{full.axes[1].name} (needs 30 people)" in text


def test_an_interval_that_leaves_out_0_by_less_than_its_digits_does_not_seem_to_hold_it(
    full: Report,
) -> None:
    first, second = full.axes[0].id, full.axes[1].id
    edges = (
        Edge(first, second, 0.26, Interval(0.0, 0.48)),
        Edge(first, second, -0.26, Interval(-0.48, -0.0)),
    )
    text = rendered(with_network(full, edges=edges), "markdown")
    assert "| just above 0.00 to 0.48 |" in text
    assert "| \u22120.48 to just below 0.00 |" in text


@pytest.mark.parametrize("format", TEXTS)
def test_fewer_than_thirty_people_read_from_how_many_it_is_told(
    practitioner: Questionnaire, format: str
) -> None:
    text = words(rendered(of_people(practitioner, 24), format))
    assert "Which axes go together is worked out from 30 people on; 24 answered." in text


@pytest.mark.parametrize("format", TEXTS)
def test_one_person_reads_nothing_of_it(practitioner: Questionnaire, format: str) -> None:
    assert "go together" not in words(rendered(of_people(practitioner, 1), format))


def every_pair(of: Report) -> Report:
    pairs = combinations([axis.id for axis in of.axes], 2)
    edges = tuple(Edge(*pair, 0.9 - 0.02 * n, Interval(0.1, 0.95)) for n, pair in enumerate(pairs))
    return with_network(of, edges=edges, compared=len(edges))


def test_no_line_runs_through_another_axis(full: Report) -> None:
    found = laid_out(every_pair(full))
    assert len(found.lines) == 28
    for line in found.lines:
        (_, start), (_, (kx, ky, ex, ey)) = line.path
        for t in np.linspace(0, 1, 101):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            x, y = a * start[0] + b * kx + c * ex, a * start[1] + b * ky + c * ey
            for disc in found.discs:
                if disc.id not in (line.edge.first, line.edge.second):
                    assert math.hypot(x - disc.x, y - disc.y) > DISC + CLEAR / 2


def test_the_stronger_of_two_lines_is_the_thicker_and_lies_on_top(full: Report) -> None:
    widths = [line.width for line in laid_out(full).lines]
    sizes = [abs(line.edge.r) for line in laid_out(full).lines]
    assert sizes == sorted(sizes)
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_discs_and_names_keep_apart_and_inside(full: Report) -> None:
    found = laid_out(full)
    half = picture(full, {axis.id: "Mixed" for axis in full.axes}).half
    for disc in found.discs:
        assert math.hypot(disc.x, disc.y) + DISC < half
        assert disc.name[-1][1] < half
    for one, other in combinations(found.discs, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > 2 * DISC + CLEAR
