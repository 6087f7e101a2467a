"""How does the page fare in a browser: with a screen reader, on a phone, on paper, under attack?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Maker
from lantern import lantern_bay
from playwright.sync_api import Browser, Page, sync_playwright
from support import rendered, templates

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.report import Report, find
from collabcheck.core.responses.table import table_of
from collabcheck.core.scoring.score import score
from collabcheck.core.scoring.tally import tally
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.render.form import render_form
from collabcheck.render.triangulation import render

HOSTILE = '<script>document.title="run"</script> "><img src=x onerror=document.title="run"> {{7*7}}'
PEOPLE = {"many": 24, "groups": 70, "one": 1, "hidden": 3}
SEEN = [
    ("many", "light"),
    ("one", "dark"),
    ("many", "print"),
    ("groups", "light"),
    ("groups", "dark"),
    ("hidden", "light"),
    ("every", "light"),
    ("every", "dark"),
    ("seen", "light"),
]
BESIDE = ["every", "seen"]
"""Pages with all who were asked, and with what was observed alone."""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
WIDE, PHONE = 1280, 320
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "print": {"media": "print"},
}
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
"""


def find_chromium() -> str | None:
    named = os.environ.get("COLLABCHECK_CHROMIUM")
    known = [named, "/usr/bin/chromium", *map(shutil.which, ("chromium", "chromium-browser"))]
    return next((path for path in known if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all; without one these tests are skipped, but fail where CI=true."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium: set COLLABCHECK_CHROMIUM to its path"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()


def of_people(questionnaire: Questionnaire, make: Maker, people: int, comment: str) -> Report:
    answered = table_of(questionnaire, [(r.respondent, r) for r in make(questionnaire, people)])
    said = tuple((item.id, comment) for item in questionnaire.items[::9])
    scores = score(questionnaire, tally(questionnaire, answered, "agency"))
    return find(questionnaire, scores, date="2026-11-24", comments=said)


@pytest.fixture(scope="session")
def pages(practitioner: Questionnaire, make_responses: Maker) -> dict[str, str]:
    """The pages that a reader may meet."""
    of_many = {
        name: rendered(of_people(practitioner, make_responses, people, "It depends."), "html")
        for name, people in PEOPLE.items()
    }
    beside = lantern_bay()
    assert beside.triangulation
    alone = render(beside.triangulation, "html", templates(), None, "Lantern Bay", "2026-11-24")
    return of_many | {"every": rendered(beside, "html"), "seen": alone}


@pytest.fixture
def wanted() -> list[str]:
    """What a page asks the network for."""
    return []


@pytest.fixture
def page(browser: Browser, wanted: list[str]) -> Iterator[Page]:
    """A tab that may fetch nothing and remembers what it was asked for."""
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    tab = context.new_page()
    tab.on("request", lambda request: wanted.append(request.url))
    tab.route("**/*", lambda route: route.abort())
    yield tab
    context.close()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def hold_against_axe(page: Page, part: str = "all") -> None:
    """Check a page; `part` is all, colours or structure, as colours are slow to check."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if part == "colours":
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    elif part == "structure":
        options["rules"] = {"color-contrast": {"enabled": False}}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("name", "look"), SEEN)
def test_axe_finds_no_fault(page: Page, pages: dict[str, str], name: str, look: str) -> None:
    page.emulate_media(**LOOKS[look])
    page.set_content(pages[name])
    unfold(page)
    hold_against_axe(page, "all" if look == "light" else "colours")


def test_axe_finds_no_fault_in_forced_colours(page: Page, pages: dict[str, str]) -> None:
    page.emulate_media(forced_colors="active")
    page.set_content(pages["one"])
    unfold(page)
    hold_against_axe(page)


@pytest.mark.parametrize("name", [*PEOPLE, *BESIDE])
def test_a_phone_shows_it_all_in_its_width(page: Page, pages: dict[str, str], name: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 700})
    page.set_content(pages[name])
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    hold_against_axe(page, "structure")
    if name == "many":
        step = page.locator(".plan tbody td").first.bounding_box()
        assert step
        assert step["width"] > 0.8 * PHONE


@pytest.mark.parametrize("width", [PHONE, 768, WIDE])
def test_wider_text_spacing_breaks_nothing(page: Page, pages: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(pages["many"])
    unfold(page)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", PEOPLE)
def test_the_page_asks_for_nothing(
    page: Page, pages: dict[str, str], wanted: list[str], name: str
) -> None:
    page.set_content(pages[name])
    page.wait_for_load_state("load")
    assert wanted == []
    assert page.locator("script").count() == 0


@pytest.mark.parametrize("people", [24, 1])
def test_hostile_texts_are_only_read(
    page: Page,
    practitioner: Questionnaire,
    make_responses: Maker,
    wanted: list[str],
    people: int,
) -> None:
    hostile = practitioner.model_copy(update={"title": HOSTILE})
    page.set_content(rendered(of_people(hostile, make_responses, people, HOSTILE), "html"))
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.get_by_text(HOSTILE).count() > 1
    assert page.locator("script, img").count() == 0
    assert page.title().startswith("<script>")
    assert wanted == []


def test_the_first_key_leads_past_the_contents(page: Page, pages: dict[str, str]) -> None:
    page.set_content(pages["many"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_link_to_an_item_unfolds_it(page: Page, pages: dict[str, str]) -> None:
    page.set_content(pages["many"])
    link = page.locator("#barriers ~ article a[href^='#item-']").first
    item = page.locator(link.get_attribute("href") or "")
    assert not item.is_visible()
    link.click()
    assert item.is_visible()


def test_paper_shows_what_is_folded(page: Page, pages: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.set_content(pages["many"])
    folded = page.evaluate(
        """() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
            .then(() => [...document.querySelectorAll('.items tbody tr')]
                .filter(row => !row.checkVisibility()).map(row => row.id))"""
    )
    assert folded == []
    assert page.locator(".on-paper").first.is_visible()
    assert not page.locator("details.rare").is_visible()


@pytest.mark.parametrize("name", ["many", "every"])
@pytest.mark.parametrize("width", [768, WIDE])
def test_no_word_of_a_head_is_broken(
    page: Page, pages: dict[str, str], width: int, name: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(pages[name])
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.grid thead th')]
            .filter(head => head.scrollWidth > head.clientWidth + 1)
            .map(head => head.textContent)"""
    )
    assert wide == []


def test_no_text_of_the_picture_leaves_its_region(page: Page, pages: dict[str, str]) -> None:
    page.set_content(pages["many"])
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.model svg > g')].flatMap(g => {
            const region = g.querySelector('.region');
            const back = region.getScreenCTM().inverse();
            return [...g.querySelectorAll('.full text')].filter(text => {
                const r = text.getBoundingClientRect();
                const inside = (x, y) =>
                    region.isPointInFill(new DOMPoint(x, y).matrixTransform(back));
                return !(inside(r.left, r.top) && inside(r.right, r.top)
                    && inside(r.left, r.bottom) && inside(r.right, r.bottom));
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_paper_has_room_to_write_an_owner_and_a_date(page: Page, pages: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})
    page.set_content(pages["many"])
    for cell in page.locator(".plan tbody td.fill").all()[:2]:
        box = cell.bounding_box()
        assert box
        assert box["width"] > 110
        assert box["height"] > 60


@pytest.mark.parametrize(
    ("name", "least"), [("safeguarding/young-person", 16), ("safeguarding/family", 14)]
)
def test_a_form_is_large_reachable_and_fits(
    page: Page, wanted: list[str], name: str, least: int
) -> None:
    """Type as promised, no fault for a screen reader, a phone's width, and nothing is ever sent."""
    page.set_content(render_form(load_questionnaire(name), templates()))
    hold_against_axe(page)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('main *')]
            .filter(each => !each.closest('.id, .staff, svg'))
            .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
    )
    assert smallest * 72 / 96 >= least - 0.01
    box = page.get_by_role("checkbox", name="Yes, I will take part.")
    box.check()
    first = page.get_by_role("radio").last
    first.check()
    page.keyboard.press("Enter")
    assert first.is_checked()
    assert page.url == "about:blank"
    page.set_viewport_size({"width": PHONE, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert wanted == []
