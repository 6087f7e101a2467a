"""Who may be shown, and can what is hidden be worked out from what is shown?"""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import (
    HEAD,
    TOWN,
    axis,
    barrier,
    facet,
    formats,
    item,
    items_on_one_axis,
    questionnaire,
    rendered,
    report,
    scores,
)

from collabcheck.core.findings.parts import GroupPart
from collabcheck.core.report import Report
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.core.scoring.suppression import shown

HIDDEN = Missing(Why.HIDDEN, needed=5)
sizes = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), min_size=1)


@given(sizes)
def test_no_group_below_the_smallest_cell_is_shown(counts: dict[str, int]) -> None:
    assert all(counts[name] >= 5 for name in shown(counts, 5))


@given(sizes)
def test_the_hidden_part_is_nobody_or_five_people_from_two_groups(counts: dict[str, int]) -> None:
    """Where even hiding all cannot reach that, all are hidden."""
    open_groups = shown(counts, 5)
    hidden = [n for name, n in counts.items() if n and name not in open_groups]
    if hidden and open_groups:
        assert len(hidden) >= 2
        assert sum(hidden) >= 5


@given(sizes)
def test_no_more_is_hidden_than_is_needed(counts: dict[str, int]) -> None:
    """Where every group has five people, every group is shown."""
    if all(n == 0 or n >= 5 for n in counts.values()):
        assert shown(counts, 5) == {name for name, n in counts.items() if n}


def single(of: Report) -> list[GroupPart]:
    """Give the groups that are no others held together: these tell what subtraction tells."""
    return [group for group in of.groups if not group.parts]


def consistent_sizes(total: int, hidden: int) -> list[tuple[int, ...]]:
    """List every way in which `total` people can stand in `hidden` groups of at least one."""
    if hidden == 0:
        return [()]
    return [
        (first, *rest)
        for first in range(1, total - hidden + 2)
        for rest in consistent_sizes(total - first, hidden - 1)
        if first + sum(rest) == total
    ]


AGENCIES = ("health", "police", "school", "council", "charity", "housing")
ONE_ITEM = questionnaire(HEAD + items_on_one_axis("forward"))


def groups_report(counts: tuple[int, ...]) -> Report:
    rows = [f"{a}*{n} {a} 4" for a, n in zip(AGENCIES, counts, strict=False) if n]
    return report(ONE_ITEM, "respondent agency i1\n" + "\n".join(rows))


CASES = [c for k in (1, 2, 3) for c in itertools.combinations_with_replacement(range(1, 9), k)]
MANY = [(1,) * 4, (1,) * 5, (1, 1, 1, 1, 1, 9), (2, 1, 1, 1, 9), (1, 1, 1, 2), (4, 1, 6), (3, 3, 9)]


@pytest.mark.parametrize("case", [CASES, MANY], ids=["small", "many-groups"])
def test_an_attacker_who_tries_every_size_finds_no_small_group(
    case: list[tuple[int, ...]],
) -> None:
    """From the published total and sizes, no group of 1 to 4 people has only one possible size."""
    for counts in case:
        if sum(counts) == 1:
            continue
        found = groups_report(counts)
        hidden = [g for g in found.groups if isinstance(g.result.respondents, Missing)]
        open_sizes = [
            g.result.respondents for g in single(found) if isinstance(g.result.respondents, int)
        ]
        assert all(n >= 5 for n in open_sizes)
        totals = [found.respondents - sum(open_sizes)] if isinstance(
            found.respondents, int
        ) else range(2, 5)  # fmt: skip
        possible = [p for t in totals for p in consistent_sizes(t, len(hidden))]
        for position in range(len(hidden)):
            of_one = {p[position] for p in possible}
            assert len(of_one) > 1 or min(of_one) >= 5, f"{counts}: {hidden[position].id}"


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6))
@example([1, 1, 1, 1, 1, 9])
def test_no_small_group_can_be_computed_from_those_that_are_shown(counts: list[int]) -> None:
    found = groups_report(tuple(counts))
    hidden = [g for g in found.groups if isinstance(g.result.respondents, Missing)]
    if isinstance(found.respondents, int) and hidden:
        rest = found.respondents - sum(
            g.result.respondents for g in single(found) if isinstance(g.result.respondents, int)
        )
        assert rest >= 5
        assert len(hidden) >= 2
        assert rest > len(hidden), f"{rest} people in {len(hidden)} groups: one in each"


def test_an_attacker_who_knows_the_rule_finds_no_small_group() -> None:
    """The program is open: whoever reads it can try which sizes would hide just these groups."""
    names = "abcd"
    seen: dict[tuple[object, ...], list[dict[str, int]]] = {}
    for sizes in itertools.product(range(1, 10), repeat=3):
        counts = dict(zip(names, sizes, strict=False))
        open_groups = shown(counts, 5)
        public = (sum(sizes), *((n, counts[n] if n in open_groups else None) for n in counts))
        seen.setdefault(public, []).append(counts)
    found = [
        (counts, name)
        for same in seen.values()
        for counts in same[:1]
        for name, n in counts.items()
        if n < 5 <= sum(counts.values()) and len({other[name] for other in same}) == 1
    ]
    assert found == []


# ---------------------------------------------------------------------------------------------
# One person, and two to four


def test_one_person_sees_everything_of_their_own() -> None:
    found = scores(questionnaire(), "respondent t1 t2 t3 p1 p2 m1\n anna 4 d 2 n . 1")
    assert found.respondents == 1
    assert [i.mean for i in found.items if isinstance(i.mean, float)] == [4.0, 2.0, 1.0]
    assert [i.kinds for i in found.items if isinstance(i.kinds, Missing)] == []
    assert barrier(found, "rank").reported == 1


def without_date(text: str, date: str) -> str:
    return text.replace(date, "DATE")


@pytest.mark.parametrize("format", formats())
@pytest.mark.parametrize("people", [2, 3, 4])
def test_of_two_to_four_people_nothing_is_shown_in_any_format(format: str, people: int) -> None:
    """Whatever so few answer, and wherever they work, the report is the same to the last byte."""
    of = questionnaire()
    head = "respondent agency t1 t2 t3 p1 p2 m1\n"
    low = report(of, f"{head} a*{people} police 1 5 1 1 5 1", ("t1", "Something is wrong."))
    high = report(
        of,
        f"{head} a*{people - 1} health 5 1 5 d n 5\n b police 2 2 2 . 4 4",
        ("t2", "All is well."),
    )
    one, other = (rendered(r, format) for r in (low, high))
    assert "Something is wrong" not in one
    assert one == other


@given(st.data())
def test_of_fewer_than_five_no_number_depends_on_the_answers(data: st.DataObject) -> None:
    people = data.draw(st.integers(2, 4))
    cells = st.lists(st.sampled_from([*"12345dn."]), min_size=6, max_size=6)
    head = "respondent t1 t2 t3 p1 p2 m1\n"
    reports = []
    for _ in range(2):
        rows = [f"r{n} " + " ".join(data.draw(cells)) for n in range(people)]
        reports.append(rendered(report(questionnaire(), head + "\n".join(rows), by=None), "json"))
    assert reports[0] == reports[1]


# ---------------------------------------------------------------------------------------------
# An item that few answered, in a group that may be shown

LIKE = "respondent t1 t2 t3 p1 p2 m1\n"


def few_answer_t1(code: str, other: str = "2 4 4 2 3") -> str:
    """Write 20 respondents of whom 4 answered t1."""
    return f"{LIKE} a*16 d {other}\n b*4 {code} {other}"


def test_an_item_answered_by_4_of_20_is_hidden_with_all_that_would_tell_it() -> None:
    found = scores(questionnaire(), few_answer_t1("1"))
    got = item(found, "t1")
    values = (got.n, got.mean, got.counts, got.kinds, got.shares, got.split, got.dont_know_share)
    assert set(values) == {HIDDEN}
    assert barrier(found, "late").share == HIDDEN
    assert facet(found, "trust/talk").mean == HIDDEN
    assert [e.share for e in found.enablers] == [HIDDEN]


@pytest.mark.parametrize("format", formats())
def test_a_comment_on_an_item_that_few_answered_is_hidden(format: str) -> None:
    found = report(questionnaire(), few_answer_t1("1"), ("t1", "Nobody rings."), by=None)
    assert "Nobody rings" not in rendered(found, format)


def test_an_item_that_few_answered_is_not_the_only_unknown_of_its_axis() -> None:
    """Else the axis's mean, with the other items known, would tell what the few answered."""
    found = scores(questionnaire(), few_answer_t1("1"))
    unknown = [i for i in ("t1", "t2", "t3") if item(found, i).n == HIDDEN]
    assert unknown == ["t1", "t2"]
    assert isinstance(axis(found, "trust").score.mean, float)


@pytest.mark.parametrize("format", formats())
def test_what_few_answered_changes_no_byte_of_any_format(format: str) -> None:
    """The same people with the same axis scores, who got there by other answers to hidden items."""
    of = questionnaire()
    rows = (f"{LIKE} a*16 d 2 4 4 2 3\n b*4 {t1} {t2} 4 4 2 3" for t1, t2 in ("11", "55"))
    low, high = (rendered(report(of, r, by=None), format) for r in rows)
    assert low == high


def test_shares_of_an_axis_leave_out_an_item_that_few_answered() -> None:
    low, high = (axis(scores(questionnaire(), few_answer_t1(c)), "trust") for c in "15")
    assert low.shares == high.shares
    assert (low.rwg, low.ad, low.dont_know_share) == (high.rwg, high.ad, high.dont_know_share)


def test_no_reason_tells_how_few_answered() -> None:
    """'Needs 30 people, there are 4' would count the cell that is hidden."""
    text = rendered(report(questionnaire(), few_answer_t1("1"), by=None), "json")

    def haves(part: object) -> list[int]:
        if isinstance(part, dict):
            own = [part["have"]] if isinstance(part.get("have"), int) else []
            return own + [n for value in part.values() for n in haves(value)]
        return [n for value in part for n in haves(value)] if isinstance(part, list) else []

    assert [n for n in haves(json.loads(text)["axes"][0]) if n < 5] == []


def test_what_is_hidden_is_said() -> None:
    found = report(questionnaire(), few_answer_t1("1"), by=None)
    assert {part.kind: part.ids for part in found.hidden} == {
        "item": ("t1", "t2"),
        "barrier": ("late",),
        "enabler": ("calls",),
    }
    said = "About everybody together: 2 items, 1 barrier and 1 enabler."
    assert said in rendered(found, "markdown")


def test_what_nobody_answered_is_called_that_and_not_hidden() -> None:
    """That nobody answered exposes nobody. An answer that is set aside was given all the same."""
    of, why = questionnaire(), Why.NOBODY_ANSWERED
    for m1 in "dn":
        found = report(of, f"{LIKE} a*9 4 2 4 4 2 {m1}", by=None)
        assert found.hidden == ()
        numbers = scores(of, f"{LIKE} a*9 4 2 4 4 2 {m1}", by=None)
        assert barrier(numbers, "cuts").share == Missing(why)
        assert facet(numbers, "money/talk").mean == Missing(why)
        money = axis(numbers, "money")
        told = (money.score.mean, money.rwg, money.ad, money.alpha, money.omega)
        assert set(told) == {Missing(Why.TOO_FEW_ANSWERED)}
    numbers = scores(of, f"{LIKE} a*9 4 d d 4 2 3", by=None)
    assert {n.share for n in numbers.enablers} == {Missing(Why.TOO_FEW_ANSWERED)}
    assert barrier(numbers, "late").share == Missing(Why.TOO_FEW_ANSWERED)
    assert barrier(numbers, "rank").share == Missing(Why.NOBODY_ANSWERED)
    assert facet(numbers, "trust/talk").mean == Missing(Why.TOO_FEW_ANSWERED)


def test_an_axis_that_few_have_a_score_on_is_hidden_and_said() -> None:
    found = report(questionnaire(), f"{LIKE} a*16 4 2 4 d d 3\n b*4 4 2 4 2 2 3", by=None)
    plans = next(a for a in found.axes if a.id == "plans").result
    assert plans.score.mean == plans.shares == plans.rwg == plans.alpha == HIDDEN
    assert ("axis", ("plans",)) in [(part.kind, part.ids) for part in found.hidden]


def test_one_persons_answer_to_one_of_two_items_cannot_be_worked_out() -> None:
    """Items of 20 and 19 and an axis of 19 would tell what the twentieth answered.

    The axis mean of two items holds only those who answered both. The items' sums less twice the
    axis's sum is what is left: one person's answer.
    """
    of = questionnaire(HEAD + items_on_one_axis("forward", "forward"))
    found = scores(of, "respondent i1 i2\n a*9 4 2\n b*10 3 3\n c 1 .", by=None)
    first, second = found.items
    score = axis(found, "trust").score
    known = (first.n, first.mean, second.n, second.mean, score.n, score.mean)
    if not any(isinstance(value, Missing) for value in known):
        n1, m1, n2, m2, n, m = (float(value) for value in known if not isinstance(value, Missing))
        assert n1 - n in {0} | set(range(5, 99)), f"the answer was {n1 * m1 + n2 * m2 - 2 * n * m}"


def test_one_persons_answers_about_work_done_with_them_are_few() -> None:
    of = questionnaire(TOWN.replace("scale: agreement-5", "support: Help.\nscale: agreement-5"))
    alone = scores(of, "respondent agency t1 t2 t3 p1 p2 m1\na police 1 1 1 1 1 1", None)
    assert not alone.one_person
    assert isinstance(alone.respondents, Missing)
    assert all(isinstance(item.mean, Missing) for item in alone.items)
