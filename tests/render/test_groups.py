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
    """Give the text of the report about several groups."""
    return words_of(of_groups(roster), format)


def words_of(found: Report, format: str) -> str:
    """Give a format's text in one line, without the tags of a page."""
    text = rendered(found, format)
    if format == "html":
        text = re.sub(r"<[^>]*>", "", text[text.index("<main") :])
    return " ".join(text.split())


@pytest.mark.parametrize("format", TEXTS)
def test_a_chair_can_read_out_who_sees_an_axis_differently(format: str) -> None:
    text = words(format)
    assert (
        "The mean is 1.67 for School; the other two lie from 3.67 to 4.67. The widest gap of "
        "the three groups compared is 3.00 points (95% interval 2.70 to 3.30)."
    ) in text
    assert "The means run from 1.50 (Police) to 2.50 (Health), the other between." in text


@pytest.mark.parametrize("format", [*TEXTS, "guide"])
def test_where_it_is_too_early_to_tell_no_group_is_named(format: str) -> None:
    rows = """
        respondent agency t1 t2 t3
        a*3 police 5 1 5\n b*3 police 1 5 1\n c*3 school 4 2 4\n d*3 school 2 4 2
        e*3 health 5 2 5\n f*3 health 3 4 3
    """
    text = words_of(report(questionnaire(), rows), format)
    said = "Means run from 3.00 to 3.67, but in groups of 6 people that is within what chance"
    assert said in text
    told = text[text.index("Who stands where" if format == "guide" else "Too early to tell") :]
    told = told[: told.index("Ground rules" if format == "guide" else "Barriers that")]
    assert not re.search(r"Police|School|Health", told)


@pytest.mark.parametrize("format", TEXTS)
def test_groups_that_stand_close_are_not_said_to_agree(format: str) -> None:
    text = words(format)
    assert "That is no proof that they agree." in text
    assert re.search(
        r"The means of all three groups compared lie within 0\.00 points\. "
        r"With 24 people, a gap of up to \d\.\d\d cannot be ruled out",
        text,
    )


@pytest.mark.parametrize("format", TEXTS)
def test_a_barrier_gap_is_told_in_people_and_names_no_one_of_those_alike(format: str) -> None:
    text = words(format)
    assert "no further than chance often brings among 5 barriers" in text
    assert (
        "Reported by 8 of 8 (100%) from School, and by 0% of each of the other two. "
        "The widest gap of the three groups compared is 100 percentage points"
    ) in text


@pytest.mark.parametrize("format", TEXTS)
def test_where_no_barrier_gap_survives_a_test_none_is_named(format: str) -> None:
    rows = """
        respondent agency t1 t2 t3
        a*3 police 4 2 1\n b*5 police 4 2 4\n c*4 school 4 2 1\n d*4 school 4 2 4
    """
    text = words_of(report(questionnaire(), rows), format)
    assert "no barrier do the groups compared clearly differ." in text
    assert "percentage points" not in text


@pytest.mark.parametrize("format", TEXTS)
def test_what_is_held_together_is_shown_and_not_compared(format: str) -> None:
    assert "Not compared: Charity and Housing together." in words(format)


@pytest.mark.parametrize("format", TEXTS)
def test_barriers_that_every_group_reports_are_named(format: str) -> None:
    text = words(format)
    assert "Barriers that at least a quarter of every group compared reports" in text
    assert re.search(
        r"Cuts are not spoken of\W* Reported by 50% to 100% of each of the three groups", text
    )
    if format != "terminal":
        cells = "26 of 30 (87%)", "4 of 8 (50%)", "8 of 8 (100%)"
        assert re.search(r"\D*".join(map(re.escape, cells)), text)


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
    assert re.search(r"Housing[\s|]*not shown", text)
    assert "Fewest heard of those shown: School (8 of 16)." in text


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_method_tells_of_the_roster_only_where_there_is_one(format: str) -> None:
    narrowed = "the interval of a mean is narrowed by the share of them who answered"
    assert narrowed in words(format, ROSTER)
    assert narrowed not in words(format)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_log_names_what_is_held_back_and_not_which_of_two_reasons(format: str) -> None:
    text = words(format)
    log = text[text.index("The log of what is hidden") :]
    assert "Charity and Housing" in log
    assert "Which of the two is not told" in log


def test_no_number_of_a_hidden_group_stands_anywhere() -> None:
    for part in of_groups().groups:
        if part.id in ("housing", "charity"):
            assert part.result.axes == ()
    lines = [li for li in rendered(of_groups(), "markdown").splitlines() if "| Housing" in li]
    assert lines == ["| Housing | not shown |"]


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
    assert page.count("<title>Police, Trust: 4.67, Strength</title>") == 1


def test_a_cell_of_the_heat_map_is_tinted_only_where_its_band_is_firm() -> None:
    page = rendered(of_groups(), "html")
    heat = page[page.index('class="grid heat') :]
    cells = re.findall(r"<td [^>]*>.*?</td>", heat[: heat.index("</table>")])
    assert len(cells) == 3 * (1 + 4)
    for cell in cells:
        band = re.search(r"<small>(.*)</small>", cell)
        assert band
        firm = band[1] in ("Strength", "Mixed", "Concern")
        assert firm == (" t-" in cell) == ("<svg" in cell) == ("unsure" not in cell)
    assert any("<small>Concern or Mixed</small>" in cell for cell in cells)


def test_a_mean_that_rounds_to_the_edge_of_another_band_is_said_to_lie_under_it() -> None:
    rows = "respondent agency t1 t2 t3\na*249 police 4 2 4\nb police 4 2 3\nc*9 school 4 2 4"
    found = report(questionnaire(), rows)
    assert "| just under 4.00 mixed? (4.00 to 4.00) |" in rendered(found, "markdown")
    assert re.search(r"Police +\S+ <4.00 Mixed\?", rendered(found, "terminal"))
    assert "Police, Trust: just under 4.00, Mixed or Strength" in rendered(found, "html")


@pytest.mark.parametrize("format", TEXTS)
def test_hidden_groups_that_are_shown_together_say_so(format: str) -> None:
    text = words(format)
    assert "Charity and Housing together" in text
    assert "Charity and Housing are shown only together, so that nobody can be picked out." in text


@pytest.mark.parametrize("format", TEXTS)
def test_an_axis_that_nobody_was_asked_about_is_not_called_hidden(format: str) -> None:
    text = words_of(report(questionnaire(), "respondent agency t1 t2 t3\na*9 police 4 2 4"), format)
    assert "Plans: no score, too few items answered." in text
    assert "1 axis" not in text
    assert "2 axes" not in text


@pytest.mark.parametrize("format", TEXTS)
def test_silence_is_told_by_its_kind_where_one_item_tells_it(format: str) -> None:
    rows = (
        "respondent agency t1 t2 t3 m1\na*6 police 4 2 4 1\nb*5 police 4 2 4 d\nc*2 police 4 2 4 ."
    )
    text = words_of(report(questionnaire(), rows), format)
    assert "7 gave no answer on the scale (5 said they do not know)" in text
    assert "Cuts are not spoken of (6 of the 6 who could say; 13 answered)" in text


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
