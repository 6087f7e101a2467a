"""What is made of the numbers: the order of barriers, patterns, and a plan?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib.resources.abc import Traversable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import FRAMEWORK, TOWN, formats, questionnaire, rendered, report

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report
from collabcheck.core.responses.response import Response
from collabcheck.core.responses.table import table_of
from collabcheck.library.resources import shipped

HEAD = "respondent t1 t2 t3 p1 p2 m1\n"


def order(rows: str) -> list[str]:
    return [f.barrier.id for f in report(questionnaire(), HEAD + rows, by=None).barriers]


def test_barriers_stand_in_the_order_of_how_many_report_them() -> None:
    assert order("a*6 4 2 2 2 2 4\n b*2 4 2 4 2 2 4\n c*2 4 2 4 4 2 4") == ["gaps", "rank"]


def test_among_equals_the_more_severe_comes_first() -> None:
    assert order("a*5 4 2 2 1 2 4\n b*5 4 2 4 4 2 4") == ["gaps", "rank"]


def test_among_equals_in_both_the_one_that_recurs_comes_first() -> None:
    """gaps and cuts share a strand on two axes; unowned has its strand to itself."""
    assert order("a*10 4 2 4 2 4 2") == ["cuts", "gaps", "unowned"]


def test_a_tie_in_all_is_ordered_by_id() -> None:
    assert order("a*10 2 4 2 2 4 2") == ["cuts", "gaps", "late", "rank", "unowned"]


def test_a_barrier_that_nobody_reports_is_not_shown() -> None:
    assert order("a*10 3 3 3 3 3 3") == []


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 6), min_size=5, max_size=14))
def test_the_order_is_that_of_the_rule(rows: list[tuple[int, ...]]) -> None:
    text = "\n".join(f"r{n:02} " + " ".join(map(str, row)) for n, row in enumerate(rows))
    found = report(questionnaire(), HEAD + text, by=None).barriers
    keys = []
    for f in found:
        assert isinstance(f.counts.share, float)
        assert isinstance(f.counts.severity, float)
        keys.append((-f.counts.share, -f.counts.severity, -len(f.recurs_on), f.barrier.id))
    assert keys == sorted(keys)
    assert [f.in_full for f in found] == [n < 8 for n in range(len(found))]


def test_recurrence_names_the_other_axes_where_a_quarter_report_the_strand() -> None:
    found = report(questionnaire(), HEAD + "a*3 2 2 4 2 2 2\n b*9 4 2 4 4 2 4", by=None).barriers
    recurs = {f.barrier.id: f.recurs_on for f in found}
    assert recurs == {"late": ("plans", "money"), "gaps": ("trust", "money"),
                      "cuts": ("trust", "plans")}  # fmt: skip


def test_a_barrier_that_fewer_report_does_not_make_another_recur() -> None:
    found = report(questionnaire(), HEAD + "a*2 2 2 4 2 2 2\n b*9 4 2 4 4 2 4", by=None).barriers
    assert {f.recurs_on for f in found} == {()}


# ---------------------------------------------------------------------------------------------
# Patterns


def test_a_strand_in_concern_on_two_axes_is_one_linked_pattern() -> None:
    found = report(questionnaire(), HEAD + "a*9 4 2 4 2 2 2", by=None)
    (pattern,) = found.patterns
    assert pattern.linked
    assert pattern.strand.id == "talk"
    assert pattern.axes == ("plans", "money")
    assert pattern.barriers == ("cuts", "gaps")
    text = rendered(found, "markdown")
    assert "Talk scores in the Concern band in two places at once: Plans and Money." in text
    assert pattern.strand.links in text


def test_a_linked_pattern_names_a_barrier_of_each_place_before_a_second_of_any() -> None:
    """News comes late and Rank decides are both weightier than what is reported on plans."""
    of = questionnaire(
        TOWN.replace("strand: roles, barriers: [rank]", "strand: talk, barriers: [rank]"),
        FRAMEWORK.replace("axis: trust,\n     strand: roles", "axis: trust,\n     strand: talk"),
    )
    found = report(of, HEAD + "a*9 1 5 1 2 2 5\n b 4 2 4 4 2 4", by=None)
    talk = next(p for p in found.patterns if p.strand.id == "talk")
    assert [f.barrier.id for f in found.barriers] == ["late", "rank", "gaps"]
    assert talk.barriers == ("late", "gaps", "rank")
    assert "Reported there, and each may touch both: News comes late; Plans have gaps; Rank" in (
        rendered(found, "markdown")
    )


def test_concerns_that_meet_on_one_axis_are_named_together() -> None:
    found = report(questionnaire(), HEAD + "a*9 4 1 4 2 5 5", by=None)
    assert [(p.strand.id, p.axes) for p in found.patterns] == [
        ("talk", ("plans",)),
        ("roles", ("plans",)),
    ]
    text = rendered(found, "markdown")
    assert "Talk scores in the Concern band in one place: Plans, together with roles." in text


def test_a_single_concern_shows_what_surrounds_it_weakest_first() -> None:
    found = report(questionnaire(), HEAD + "a*9 4 1 4 2 3 5", by=None)
    (pattern,) = found.patterns
    assert not pattern.linked
    assert (pattern.strand.id, pattern.axes) == ("talk", ("plans",))
    assert pattern.around == (("roles", "plans"), ("talk", "trust"), ("talk", "money"))
    for format in ("markdown", "terminal"):
        assert "look at what stands beside it" in " ".join(rendered(found, format).split())


def test_a_linked_pattern_comes_before_a_single_concern() -> None:
    found = report(questionnaire(), HEAD + "a*9 4 1 2 2 1 2", by=None)
    assert [(p.strand.id, p.linked) for p in found.patterns] == [("talk", True), ("roles", False)]


def test_without_a_concern_there_is_no_pattern() -> None:
    assert report(questionnaire(), HEAD + "a*9 4 2 4 4 2 4", by=None).patterns == ()


# ---------------------------------------------------------------------------------------------
# Actions


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 6), min_size=5, max_size=9))
def test_every_barrier_shown_has_an_action_and_the_plan_has_each_once(
    rows: list[tuple[int, ...]],
) -> None:
    text = "\n".join(f"r{n:02} " + " ".join(map(str, row)) for n, row in enumerate(rows))
    found = report(questionnaire(), HEAD + text, by=None)
    steps = [p.action.id for p in found.actions]
    assert len(steps) == len(set(steps))
    for f in found.barriers:
        assert f.actions
        assert {a.id for a in f.actions} <= set(steps)
        for a in f.actions:
            assert a.recommendations
            assert a.evidence
            assert a.who
            assert a.review_weeks
    for p in found.actions:
        assert p.answers
        assert len(p.answers) == len(set(p.answers))


def test_the_plan_follows_the_barriers_and_prefers_what_answers_more() -> None:
    """`unowned` comes first by severity; of its two actions `note` answers another one too."""
    found = report(questionnaire(), HEAD + "a*9 4 2 4 2 5 4", by=None)
    assert [(p.action.id, p.answers) for p in found.actions] == [
        ("note", ("unowned", "gaps")),
        ("round", ("unowned",)),
    ]


def test_an_action_named_twice_by_a_barrier_answers_it_once() -> None:
    twice = FRAMEWORK.replace("actions: [ring, note]", "actions: [ring, ring]")
    try:
        of = questionnaire(TOWN, twice)
    except Exception as error:  # noqa: BLE001 - to refuse it is as good
        assert "ring" in str(error)  # noqa: PT017
    else:
        found = report(of, HEAD + "a*9 1 5 4 4 2 4", by=None)
        assert all(len(p.answers) == len(set(p.answers)) for p in found.actions)


def test_an_enabler_is_named_from_half_of_those_who_answered() -> None:
    of = questionnaire()
    half = report(of, HEAD + "a*5 4 2 4 4 2 4\n b*5 3 2 4 4 2 4", by=None)
    fewer = report(of, HEAD + "a*5 4 2 4 4 2 4\n b*6 3 2 4 4 2 4", by=None)
    assert [e.enabler.id for e in half.enablers] == ["calls"]
    assert fewer.enablers == ()


# ---------------------------------------------------------------------------------------------
# No single cause

BLAME = re.compile(
    r"\b(the|one|main|real|single|sole|only) (root |main |real |single |sole )?cause\b"
    r"|root[- ]cause|\bto blame\b|\bat fault\b",
    re.IGNORECASE,
)
DENIAL = "none of these is the cause"
"""The one sentence that may say the words, since it says that it is not so."""


def blame_in(text: str) -> list[str]:
    plain = " ".join(re.sub(r"<[^>]+>|[*_]", "", text).split())
    return BLAME.findall(re.sub(DENIAL, "", plain, flags=re.IGNORECASE))


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".yaml", ".j2")):
            yield entry


@pytest.mark.parametrize("folder", ["questionnaires", "report_templates"])
def test_no_shipped_text_names_a_single_cause(folder: str) -> None:
    files = list(_files(shipped(folder)))
    assert files
    assert {f.name: found for f in files if (found := blame_in(f.read_text("utf-8")))} == {}


@pytest.fixture(scope="module")
def bad_news(practitioner: Questionnaire, make_responses: object) -> Report:
    """Say what 24 made-up people think, of whom many report a barrier."""
    from collabcheck.core.report import find
    from collabcheck.core.scoring.score import score
    from collabcheck.core.scoring.tally import tally

    assert callable(make_responses)
    made: list[Response] = make_responses(practitioner, 24, seed=3)
    table = table_of(practitioner, [(r.respondent, r) for r in made])
    return find(practitioner, score(practitioner, tally(practitioner, table)), date="2026-01-02")


@pytest.mark.parametrize("format", formats())
def test_no_report_names_a_single_cause(bad_news: Report, format: str) -> None:
    assert len(bad_news.barriers) > 8
    assert blame_in(rendered(bad_news, format)) == []


@pytest.mark.parametrize("format", ["markdown", "checklist", "terminal", "html"])
def test_every_action_of_the_plan_is_in_every_report(bad_news: Report, format: str) -> None:
    text = " ".join(unescape(rendered(bad_news, format)).split())
    for planned in bad_news.actions:
        words = planned.action.step.split()
        assert " ".join(words[:3]) in text


def test_a_barrier_not_in_full_still_carries_a_first_step(bad_news: Report) -> None:
    text = rendered(bad_news, "markdown")
    others = [f for f in bad_news.barriers if not f.in_full and f.major]
    assert others
    for found in others:
        line = next(li for li in text.splitlines() if li.startswith(f"| {found.barrier.name} |"))
        assert found.actions[0].step.split(".")[0][:30] in line


def test_the_terminal_too_gives_every_barrier_it_shows_an_action(bad_news: Report) -> None:
    """'Also reported' names barriers; SCORING.md: every barrier shown carries an action."""
    text = " ".join(rendered(bad_news, "terminal").split())
    text = text[text.index("WHAT STANDS IN THE WAY") : text.index("HOW IT HANGS TOGETHER")]
    text += " ".join(planned.action.step for planned in bad_news.actions)
    for found in bad_news.barriers:
        if found.barrier.name in text:
            steps = [" ".join(a.step.split()[:5]) for a in found.actions]
            assert any(step in text for step in steps), found.barrier.id
