"""Does the page hold together, whatever the report holds?"""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

import pytest
from conftest import Maker
from pages import NASTY, Page
from support import SMALL_ANSWERS, rendered, report

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report, find
from collabcheck.core.responses.table import table_of
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.render.geometry import along, css_text, diverging, reach, tone, zones
from collabcheck.render.rings import Region, picture, wrapped

LONG = "Whether everybody who ought to be told is told early enough to do something now"


def of_people(questionnaire: Questionnaire, make: Maker, people: int) -> Report:
    answered = table_of(questionnaire, [(r.respondent, r) for r in make(questionnaire, people)])
    said = tuple((item.id, "It depends.") for item in questionnaire.items[:3])
    scores = score(questionnaire, tally(questionnaire, answered, "agency"))
    return find(questionnaire, scores, date="2026-11-24", comments=said)


def renamed(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """Give every axis and strand, and the questionnaire itself, another name."""
    framework = questionnaire.framework
    influences = tuple(
        i.model_copy(
            update={
                "name": name,
                "axes": tuple(a.model_copy(update={"name": name}) for a in i.axes),
            }
        )
        for i in framework.influences
    )
    strands = tuple(s.model_copy(update={"name": name}) for s in framework.strands)
    changed = framework.model_copy(update={"influences": influences, "strands": strands})
    return questionnaire.model_copy(update={"title": name, "framework": changed})


@pytest.fixture(params=[24, 6, 3, 1])
def everything(
    request: pytest.FixtureRequest, practitioner: Questionnaire, make_responses: Maker
) -> Report:
    return of_people(practitioner, make_responses, request.param)


def test_the_page_is_well_formed_and_its_links_lead_somewhere(everything: Report) -> None:
    page = Page(rendered(everything, "html"))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    named = " ".join(page.values("aria-labelledby")).split()
    assert set(named) <= set(ids)


def test_nothing_on_the_page_can_run_or_load(everything: Report) -> None:
    page = Page(rendered(everything, "html"))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "object", "form"}
    assert not page.values("src")
    assert all(link.startswith("#") for link in page.values("href"))
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "url(" not in rendered(everything, "html")
    assert any("default-src 'none'" in value for value in page.values("content"))


def test_headings_go_down_one_level_at_a_time(everything: Report) -> None:
    page = Page(rendered(everything, "html"))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_axis_barrier_strand_and_item_is_named(
    practitioner: Questionnaire, make_responses: Maker
) -> None:
    found = of_people(practitioner, make_responses, 24)
    words = Page(rendered(found, "html")).words
    assert found.barriers
    for name in (
        *(axis.name for axis in found.axes),
        *(barrier.barrier.name for barrier in found.barriers),
        *(strand.name for strand in found.strands),
        *(item.text for item in found.items),
        *(planned.action.step for planned in found.actions),
    ):
        assert name in words


def test_one_person_is_told_nothing_about_groups(
    practitioner: Questionnaire, make_responses: Maker
) -> None:
    page = Page(rendered(of_people(practitioner, make_responses, 1), "html"))
    before_method = page.words[: page.words.rindex("Method and limits")]
    for word in ("95% interval", "Reported by", "Confirmed by", "Who answered", "Agreement"):
        assert word not in before_method, word


def test_a_small_group_sees_a_short_page_without_charts(
    practitioner: Questionnaire, make_responses: Maker
) -> None:
    page = Page(rendered(of_people(practitioner, make_responses, 3), "html"))
    assert not [tag for tag, _ in page.tags if tag in {"svg", "table"}]
    assert "fewer than 5 people" in page.words


def test_a_hidden_item_says_why_and_has_no_mark(town: Questionnaire) -> None:
    people = "respondent agency t1 t2 t3 p1 p2 m1\n" + "\n".join(
        f"p{n} health 4 2 3 4 2 {4 if n < 3 else 'd'}" for n in range(8)
    )
    text = rendered(report(town, people), "html")
    row = text[text.index('id="item-m1"') :]
    row = row[: row.index("</tr>")]
    assert "hidden" in row
    assert "<rect" not in row


@pytest.mark.parametrize("people", [24, 1])
def test_names_stay_text_wherever_they_stand(
    practitioner: Questionnaire, make_responses: Maker, people: int
) -> None:
    page = Page(rendered(of_people(renamed(practitioner, NASTY), make_responses, people), "html"))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert page.words.count("<script>alert(1)</script>") >= len(practitioner.axes)
    assert "{{7*7}}" in page.words


def test_the_short_questionnaire_makes_a_page_too(
    pulse: Questionnaire, make_responses: Maker
) -> None:
    Page(rendered(of_people(pulse, make_responses, 12), "html"))


def test_a_report_without_a_date_or_with_a_partnership(
    practitioner: Questionnaire, make_responses: Maker
) -> None:
    found = of_people(practitioner, make_responses, 6)
    found = dataclasses.replace(found, date=None, partnership="Ebbw & Co")
    words = Page(rendered(found, "html")).words
    assert "Ebbw & Co" in words
    assert "Scored on" not in words


def test_the_demo_fits_a_mail(practitioner: Questionnaire, make_responses: Maker) -> None:
    assert len(rendered(of_people(practitioner, make_responses, 24), "html").encode()) < 400_000


def test_zones_cover_the_scale(practitioner: Questionnaire) -> None:
    found = zones(practitioner.scale)
    assert found[0].left == 0
    assert found[-1].left + found[-1].width == 100
    assert all(a.left + a.width == b.left for a, b in pairwise(found))
    assert (along(1, practitioner.scale), along(5, practitioner.scale)) == (0, 100)
    assert len({tone(band.id, practitioner.scale) for band in practitioner.scale.bands}) == 3


def test_a_diverging_bar_has_its_middle_in_the_middle(practitioner: Questionnaire) -> None:
    scale = practitioner.scale
    split = diverging((2, 1, 4, 1, 2), scale)
    assert split[0].left == pytest.approx(25)
    assert split[2].left + split[2].width / 2 == pytest.approx(50)
    assert sum(segment.width for segment in split) == pytest.approx(50)
    wide = diverging((0, 0, 0, 0, 7), scale)
    assert [(s.left, s.width, s.tone) for s in wide] == [(50, 50, "hi2")]


def test_the_longest_bar_fills_its_side(practitioner: Questionnaire, make_responses: Maker) -> None:
    found = of_people(practitioner, make_responses, 24)
    most = reach(found)
    ends = [
        edge
        for item in found.items
        if isinstance(item.result.counts, tuple)
        for s in diverging(item.result.counts, found.scale, most)
        for edge in (s.left, s.left + s.width)
    ]
    assert min(ends) >= -1e-9
    assert max(ends) <= 100 + 1e-9
    assert min(*ends, 100 - max(ends)) == pytest.approx(0, abs=1e-6)


def test_a_css_text_cannot_leave_its_string() -> None:
    assert not set(css_text(NASTY + "\n'")) & set("\"'<>{};\n")


@pytest.mark.parametrize("most", [4, 11, 80])
def test_lines_keep_to_their_length(most: int) -> None:
    lines = wrapped(LONG + " Donaudampfschifffahrtsgesellschaft", most)
    assert max(map(len, lines)) <= most
    assert "".join(lines).replace(" ", "") == (
        LONG + " Donaudampfschifffahrtsgesellschaft"
    ).replace(" ", "")


def laid_out(found: Report) -> tuple[Region, ...]:
    return picture(found, {axis.id: "Concern (could be Mixed)" for axis in found.axes}).regions


@pytest.mark.parametrize("name", ["Trust", LONG])
@pytest.mark.parametrize(
    "rings", [(0, 1, 2, 2), (0, 0, 0, 0), (0, 1, 1, 1), (3, 2, 1, 0), (5, 5, 7, 7)]
)
def test_no_text_of_the_picture_lies_over_another(
    practitioner: Questionnaire, make_responses: Maker, name: str, rings: tuple[int, ...]
) -> None:
    framework = practitioner.framework
    influences = tuple(
        i.model_copy(update={"ring": ring})
        for i, ring in zip(framework.influences, rings, strict=True)
    )
    other = practitioner.model_copy(
        update={"framework": framework.model_copy(update={"influences": influences})}
    )
    found = of_people(renamed(other, name), make_responses, 6)
    boxes = [
        (r.x - w / 2, r.y - h / 2, r.x + w / 2, r.y + h / 2)
        for r in laid_out(found)
        for w in [max(len(text) for _, text, _ in r.rows) * 8]
        for h in [r.rows[-1][2] - r.rows[0][2] + 15]
    ]
    assert len(boxes) == len(found.axes)
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_axes_of_one_level_stand_on_one_side(
    practitioner: Questionnaire, make_responses: Maker
) -> None:
    found = of_people(practitioner, make_responses, 6)
    regions = laid_out(found)
    rings = {influence.id: influence.ring for influence in found.influences}
    pairs = [
        (inner, outer)
        for inner in regions
        for outer in regions
        if inner.axis.level == outer.axis.level is not None
        and rings[inner.axis.influence] < rings[outer.axis.influence]
    ]
    assert pairs
    for inner, outer in pairs:
        assert inner.x * outer.x + inner.y * outer.y > 0


def test_a_text_of_the_questionnaire_is_escaped_once(town: Questionnaire) -> None:
    """Sentences are put together from parts, some of which are escaped when they are."""
    bands = tuple(b.model_copy(update={"name": f"{b.name} & more"}) for b in town.scale.bands)
    of = town.model_copy(update={"scale": town.scale.model_copy(update={"bands": bands})})
    page = rendered(report(of, SMALL_ANSWERS), "html")
    assert "mixed &amp; more" in page
    assert "&amp;amp;" not in page
