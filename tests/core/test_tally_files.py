"""Can a tally travel, and does it tell at the partnership what the answers would have told?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, ITEMS, TOWN, questionnaire, rendered, table

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.report import find
from collabcheck.core.responses.table import Table
from collabcheck.core.scoring.missing import Missing
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import Tally, add, tally
from collabcheck.core.scoring.tally_file import check_tally, pooled, tally_from_json, tally_to_json

HEAD_LINE = "respondent agency t1 t2 t3 p1 p2 m1\n"
HEALTH = HEAD_LINE + "a*5 health 5 2 d 2 5 n\n b*2 health 4 4 . 1 1 1"
POLICE = HEAD_LINE + "c*6 police 4 2 2 3 4 2\n d*3 police 1 5 3 5 2 d"


def counted(text: str, by: str | None = "agency") -> Tally:
    return tally(questionnaire(), table(questionnaire(), text), by)


def travelled(of: Tally) -> Tally:
    return tally_from_json(tally_to_json(questionnaire(), of), "x.tally.json")


def in_months(of: Tally) -> Tally:
    return replace(of, period=of.period and (of.period[0][:7], of.period[1][:7]))


def test_a_tally_comes_back_from_its_file_as_it_was() -> None:
    for text in (HEALTH, POLICE):
        assert travelled(counted(text)) == in_months(counted(text))


@pytest.mark.parametrize("format", ["json", "csv", "markdown", "html"])
def test_the_report_from_tallies_is_that_from_the_pooled_answers_to_the_last_digit(
    format: str,
) -> None:
    of = questionnaire()
    answers = table(of, HEALTH + "\n" + POLICE.removeprefix(HEAD_LINE))
    together = pooled([("a", travelled(counted(HEALTH))), ("b", travelled(counted(POLICE)))])
    one, other = (
        rendered(find(of, score(of, t), date="2026-01-31", period=t.period), format)
        for t in (tally(of, answers), together)
    )
    assert one == other


@given(st.lists(st.integers(0, 7), min_size=60, max_size=240))
def test_any_answers_travel_without_loss(cells: list[int]) -> None:
    import numpy as np

    of, rows = questionnaire(), len(cells) // 6
    answers = np.array(cells[: rows * 6], dtype=np.int8).reshape(rows, 6)
    counts = tally(of, Table(answers, {}), None)
    check_tally(of, travelled(counts), "x")
    assert travelled(counts) == counts


def test_an_answer_is_in_no_tally() -> None:
    """Of a group there are counts alone; only one person's own tally keeps what they gave."""
    text = tally_to_json(questionnaire(), counted(HEALTH))
    assert '"own":null' in text
    assert "respondent" not in text.replace("respondents", "")


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (HEAD_LINE + "a*4 health 5 2 d 2 5 n", "agency"),
        (HEAD_LINE + "a health 5 2 d 2 5 n", "agency"),
        (HEAD_LINE + "a*2 health 5 2 d 2 5 n\n b*2 police 4 2 2 3 4 2", "agency"),
        (HEAD_LINE + "a*2 health 5 2 d 2 5 n\n b*2 police 4 2 2 3 4 2", None),
    ],
)
def test_a_tally_with_fewer_than_the_smallest_cell_does_not_leave(
    text: str, by: str | None
) -> None:
    with pytest.raises(CollabcheckError, match="fewer than 5 people"):
        tally_to_json(questionnaire(), counted(text, by))


@pytest.mark.parametrize(
    ("sizes", "leave"),
    [
        ({"school": 12, "charity": 3}, {"": 15}),
        ({"school": 12, "charity": 3, "housing": 3}, {"": 6, "school": 12}),
        ({"school": 12, "charity": 3, "": 2}, {"": 5, "school": 12}),
        ({"school": 12, "police": 7, "charity": 3}, {"": 10, "school": 12}),
        ({"school": 12, "police": 7, "": 6}, {"": 6, "police": 7, "school": 12}),
    ],
)
def test_groups_too_small_to_leave_alone_leave_together_without_a_name(
    sizes: dict[str, int], leave: dict[str, int]
) -> None:
    rows = [f"{n}x*{people} {n or '-'} 4 2 2 3 4 2" for n, people in sizes.items()]
    counts = counted(HEAD_LINE + "\n".join(rows))
    found = travelled(counts)
    assert {name: of.respondents for name, of in found.groups} == leave
    assert found.whole == counts.whole
    check_tally(questionnaire(), found, "x.tally.json")


def test_what_left_without_a_name_counts_at_the_partnership_in_the_whole_and_in_no_group() -> None:
    schools = HEAD_LINE + "a*12 school 4 2 2 3 4 2\n b*3 charity 1 5 3 5 2 d"
    together = pooled([("a", travelled(counted(schools))), ("b", travelled(counted(POLICE)))])
    of = questionnaire()
    pooled_answers = score(of, counted(schools + "\n" + POLICE.removeprefix(HEAD_LINE)))
    found = score(of, together)
    assert found.axes[0].score == pooled_answers.axes[0].score
    assert {g.id: g.respondents for g in found.groups} == {"": 15, "police": 9}
    assert isinstance(found.axes[0].comparison, Missing)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5)), min_size=5, max_size=40))
def test_no_group_in_a_file_is_smaller_than_the_smallest_cell(rows: list[tuple[str, int]]) -> None:
    names = ["health", "police", "school", "council", "charity", "-"]
    options = dict(zip("abcdef", names, strict=True))
    lines = [f"r{n} {options[who]} {code or '.'} 2 2 3 4 2" for n, (who, code) in enumerate(rows)]
    found = travelled(counted(HEAD_LINE + "\n".join(lines)))
    assert min(of.respondents for _, of in found.groups) >= 5


def test_a_tally_without_groups_may_leave_where_its_groups_are_small() -> None:
    counts = counted(HEALTH + "\n c*2 police 4 2 2 3 4 2", None)
    assert travelled(counts) == in_months(counts)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (TOWN.replace('version: "1.0.0"', 'version: "1.1.0"'), "version '1.0.0', not '1.1.0'"),
        (HEAD + ITEMS.replace("We hear in time.", "We hear it soon."), "hash"),
        (TOWN.replace("barriers: [rank]", "barriers: [late]"), "other barriers"),
    ],
)
def test_a_tally_of_another_version_is_refused(changed: str, said: str) -> None:
    with pytest.raises(CollabcheckError, match=said) as error:
        check_tally(questionnaire(changed), travelled(counted(HEALTH)), "health.tally.json")
    assert "health.tally.json" in str(error.value)


def test_the_same_tally_twice_is_noticed() -> None:
    one = travelled(counted(HEALTH))
    with pytest.raises(CollabcheckError, match=r"the same tally as a\.tally\.json"):
        pooled([("a.tally.json", one), ("b.tally.json", travelled(counted(HEALTH)))])


def test_the_same_tally_with_its_parts_in_another_order_is_the_same() -> None:
    text = HEALTH + "\n" + POLICE.removeprefix(HEAD_LINE)
    data = json.loads(tally_to_json(questionnaire(), counted(text)))
    data["tally"]["groups"].reverse()
    other = tally_from_json(json.dumps(data), "b")
    with pytest.raises(CollabcheckError, match="the same tally as a"):
        pooled([("a", travelled(counted(text))), ("b", other)])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t["groups"][0].__setitem__(0, "healht"), "there is no agency 'healht'"),
        (lambda t: t.update(period=["2026-01", "<b>"]), "period is not in months"),
    ],
)
def test_a_tally_names_groups_and_months_that_there_are(
    change: Callable[[Any], None], said: str
) -> None:
    data = json.loads(tally_to_json(questionnaire(), counted(HEALTH)))
    change(data["tally"])
    with pytest.raises(CollabcheckError, match=said):
        check_tally(questionnaire(), tally_from_json(json.dumps(data), "x"), "x")


def test_tallies_in_different_groups_are_not_added() -> None:
    with pytest.raises(CollabcheckError, match="grouped by nothing, but a by agency"):
        pooled([("a", counted(HEALTH)), ("b", counted(POLICE, None))])


def test_an_agencys_two_tallies_add() -> None:
    two = pooled([("a", counted(HEALTH)), ("b", counted(HEALTH.replace("5 2 d", "4 2 3")))])
    assert two == add(counted(HEALTH), counted(HEALTH.replace("5 2 d", "4 2 3")))
    assert two.whole.respondents == 14


def spoil(change: Callable[[Any], None]) -> str:
    data = json.loads(tally_to_json(questionnaire(), counted(HEALTH)))
    change(data["tally"]["groups"][0][1])
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda g: g.update(respondents=9), "answers"),
        (lambda g: g.update(respondents=10**400), "respondents"),
        (lambda g: g["scored"]["answers"].pop(), "answers"),
        (lambda g: g["scored"]["answers"][0].append(0), "answers"),
        (lambda g: g["scored"]["barriers"]["late"].update(reported=99), "barriers"),
        (lambda g: g["scored"]["enablers"].clear(), "enablers"),
        (lambda g: g["cells"].pop("money"), "axes"),
        (lambda g: g["cells"]["trust"].append([[3, 3, 99], 1]), "scores on trust"),
        (lambda g: g["moments"]["plans"].update(n=6), "sums on plans"),
        (lambda g: g["moments"]["plans"].update(sums=[1]), "sums on plans"),
        (lambda g: g["moments"]["plans"].update(products=[[-1, 0], [0, -1]]), "sums on plans"),
        (lambda g: g["scored"]["answers"][0].reverse(), "scores on trust"),
        (lambda g: g["cells"]["trust"].append(g["cells"]["trust"][0]), "scores on trust"),
        (lambda g: g["pairs"].pop(), "pairs of axes"),
        (lambda g: g["pairs"].reverse(), "pairs of axes"),
        (lambda g: g["pairs"][0].update(n=8), "sums on trust and plans"),
        (lambda g: g["pairs"][0].update(n=-1), "sums on trust and plans"),
        (lambda g: g["pairs"][0].update(n=4), "sums on trust and plans"),
        (lambda g: g["pairs"][0].update(x=g["pairs"][0]["x"] + 1), "sums on trust and plans"),
        (lambda g: g["pairs"][0].update(yy=g["pairs"][0]["yy"] - 1), "sums on trust and plans"),
        (lambda g: g["pairs"][0].update(xy=g["pairs"][0]["xy"] * 2), "sums on trust and plans"),
        (lambda g: g["pairs"][2].update(n=1, x=0), "sums on plans and money"),
    ],
)
def test_a_tally_that_was_tampered_with_does_not_add_up(
    change: Callable[[Any], None], part: str
) -> None:
    with pytest.raises(CollabcheckError, match=f"the {part} of group 'health' do not add up"):
        check_tally(questionnaire(), tally_from_json(spoil(change), "x"), "x")


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "null", '{"format": "collabcheck-response"}', "{", '{"tally": 1}'),
        tally_to_json(questionnaire(), counted(HEALTH))[:-40],
    ],
)
def test_what_is_no_tally_is_refused_by_name(text: str) -> None:
    with pytest.raises(CollabcheckError, match="not a tally") as error:
        tally_from_json(text, "odd.json")
    assert "odd.json" in str(error.value)
