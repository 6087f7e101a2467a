"""Does a report about several groups tell what each sees, and expose or blame nobody?"""

from __future__ import annotations

import re
from functools import cache

import pytest
from grouped import ROSTER, of_groups
from rich.cells import cell_len
from support import HEAD, questionnaire, rendered, report

from collabcheck.core.report import Report
from collabcheck.core.responses.roster import Roster

TEXTS = ("markdown", "terminal", "html")
BLAMING = re.compile(
    r"\b(worst|badly|poor(ly)?|fail(s|ed|ing)?|lags?|underperform\w*)\b", re.IGNORECASE
)


@cache
def words(format: str, roster: Roster | None = None) -> str:
    """Give a format's text in one line, without the tags of a page."""
    text = rendered(of_groups(roster), format)
    if format == "html":
        text = re.sub(r"<[^>]*>", "", text[text.index("<main") :])
    return " ".join(text.split())


@pytest.mark.parametrize("format", TEXTS)
def test_a_chair_can_read_out_who_sees_an_axis_differently(format: str) -> None:
    assert (
        "The mean is 1.67 for School and 4.67 for Police, a gap of 3.00 points "
        "(95% interval 2.70 to 3.30)."
    ) in words(format)


@pytest.mark.parametrize("format", TEXTS)
def test_groups_that_stand_close_are_not_said_to_agree(format: str) -> None:
    text = words(format)
    assert "That is no proof that they agree." in text
    assert re.search(
        r"All 4 groups shown lie within 0\.00 points\. "
        r"With 30 people, a gap of up to \d\.\d\d cannot be ruled out",
        text,
    )


@pytest.mark.parametrize("format", TEXTS)
def test_a_barrier_gap_is_told_in_people_and_as_one_that_was_picked(format: str) -> None:
    text = words(format)
    assert "Picked as the widest of 5; of so many, some would be so wide by chance." in text
    assert "Reported by 8 of 8 (100%) from School, and by 0 of 8 (0%) from Health." in text


@pytest.mark.parametrize("format", TEXTS)
def test_barriers_that_every_group_reports_are_named(format: str) -> None:
    assert re.search(
        r"Cuts are not spoken of\W* Reported by 50% to 100% of each group", words(format)
    )


@pytest.mark.parametrize("format", [*TEXTS, "guide"])
def test_no_word_blames_or_ranks_a_group(format: str) -> None:
    assert BLAMING.findall(words(format, ROSTER)) == []


@pytest.mark.parametrize("format", TEXTS)
def test_the_rate_is_told_of_all_and_of_no_group_whose_size_is_hidden(format: str) -> None:
    text = words(format, ROSTER)
    assert "30 of the 50 people invited answered (60%)" in text
    assert "20 were not heard" in text
    assert "7 of those invited belong to no agency listed here" in text
    for rate in ("80%", "50%", "100%"):
        assert rate in text
    assert "75%" not in text.split("Side by side")[0]
    housing = re.search(r"Housing.{0,60}", text)
    assert housing
    assert "hidden" in housing[0]


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_method_tells_of_the_roster_only_where_there_is_one(format: str) -> None:
    narrowed = "the interval of a mean is narrowed by the share of them who answered"
    assert narrowed in words(format, ROSTER)
    assert narrowed not in words(format)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_log_names_what_is_held_back_and_not_which_of_two_reasons(format: str) -> None:
    text = words(format)
    log = text[text.index("The log of what is hidden") :]
    assert re.search(r"Charity\W+Housing|Housing\W+Charity", log)
    assert "Which of the two is not told" in log


def test_no_number_of_a_hidden_group_stands_anywhere() -> None:
    for part in of_groups().groups:
        if part.id in ("housing", "charity"):
            assert part.result.axes == ()
    lines = [li for li in rendered(of_groups(), "markdown").splitlines() if "| Housing" in li]
    assert lines == ["| Housing | hidden |"]


def test_few_groups_make_what_lies_between_them_exploratory() -> None:
    assert "With 3 groups, fewer than 10, both are exploratory." in words("markdown")


def test_each_group_has_a_shape_of_its_own_and_its_name_beside_it() -> None:
    page = rendered(of_groups(), "html")
    lanes = re.findall(
        r'<svg class="mark"[^>]*><path class="g[^"]*" d="([^"]+)"/>'
        r"</svg>([\w ]+)</th>",
        page,
    )
    assert len(lanes) == 12
    assert len({shape for shape, _ in lanes}) == len({name for _, name in lanes}) == 4
    assert page.count("<title>Police, Trust: 4.67</title>") == 1


def test_a_cell_of_the_heat_map_has_its_number_and_band_in_words() -> None:
    page = rendered(of_groups(), "html")
    heat = page[page.index('class="grid heat') :]
    heat = heat[: heat.index("</table>")]
    assert heat.count("<small>Strength</small>") + heat.count("<small>Mixed</small>") + heat.count(
        "<small>Concern</small>"
    ) == 3 * (1 + 4)


@pytest.mark.parametrize("format", TEXTS)
def test_hidden_groups_that_are_shown_together_say_so(format: str) -> None:
    text = words(format)
    assert "Charity and Housing together" in text
    assert "Hidden by themselves: Charity; Housing." in text or format == "terminal"


def test_where_one_group_alone_can_be_shown_nothing_is_compared() -> None:
    rows = "respondent agency t1 t2 t3\n a*6 police 4 2 3"
    found = report(questionnaire(), rows)
    for format in TEXTS:
        text = rendered(found, format)
        assert "WHO SEES WHAT" not in text.upper()
        assert "SIDE BY SIDE" in text.upper()


POINTS = [3, 7, 11]


def many_groups(points: int, groups: int) -> Report:
    """Report on one axis without strands, on a scale of so many points, for so many groups."""
    labels = "".join(f"    - {{code: {n}, label: Answer {n}}}\n" for n in range(points))
    options = "".join(
        f"      - {{id: g{n}, name: A very long name of the organisation with number {n}}}\n"
        for n in range(groups)
    )
    head = HEAD[: HEAD.index("scale:")]
    of = questionnaire(
        f"{head}scale:\n  points:\n{labels}  dont_know: Don't know\n  not_applicable: Not ours\n"
        f"  favourable: {points - 1}\n  unfavourable: 0\n"
        f"  bands: [{{id: low, name: Low, reading: Low.}},"
        f" {{id: high, name: High, reading: High., from: {points / 2}}}]\n"
        f"attributes:\n  - id: agency\n    question: Where?\n    options:\n{options}"
        "items:\n  - {id: q1, text: One., axis: trust}\n  - {id: q2, text: Two., axis: trust}\n"
    )
    rows = "\n".join(f"{chr(97 + n)}*5 g{n} {n % points} {(n + 1) % points}" for n in range(groups))
    return report(of, f"respondent agency q1 q2\n{rows}")


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("format", [*TEXTS, "guide", "csv", "json"])
def test_twelve_groups_on_one_axis_of_any_scale_render(points: int, format: str) -> None:
    text = rendered(many_groups(points, 12), format)
    if format == "terminal":
        assert max(cell_len(line) for line in text.splitlines()) <= 78
