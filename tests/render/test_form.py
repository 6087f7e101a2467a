"""Is the paper form whole, readable and quiet, for whoever it is printed?"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pages import NASTY, Page
from program import Run
from support import TOWN, questionnaire, templates

from collabcheck.core.instrument.questionnaire import Organiser, Questionnaire
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.render.form import render_form, sections, sentences

FAMILY, YOUNG = "safeguarding/family", "safeguarding/young-person"
SHIPPED = [FAMILY, YOUNG, "safeguarding/pulse"]


def form(name: str, role: str | None = None) -> str:
    return render_form(load_questionnaire(name), templates(), role)


def words(text: str) -> str:
    return " ".join(Page(text).words.split())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_statement_has_its_id_and_a_box_for_each_answer(name: str) -> None:
    """What is ticked can be typed in: the boxes of an item carry the keys of `assess`."""
    of = load_questionnaire(name)
    page = Page(form(name))
    boxes = [attrs for tag, attrs in page.tags if tag == "input"]
    keys = [*(str(point.code) for point in of.scale.points), "d", "n"]
    for item in of.items:
        assert [box["value"] for box in boxes if box["name"] == item.id] == keys
        assert f">{item.id}</span>" in form(name)
        assert item.text in words(form(name))
        assert item.help is None or item.help in words(form(name))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_form_asks_for_nothing_and_runs_nothing(name: str) -> None:
    """Nothing could send it either: there is no form element, script, link or address."""
    page = Page(form(name))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "form", "link", "img", "a", "iframe", "button"}
    assert not page.values("src") + page.values("href")
    assert "default-src 'none'" in page.values("content")[0]
    assert "url(" not in form(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_group_of_boxes_is_named_by_its_statement(name: str) -> None:
    """A fieldset and a legend each, a label round each box, one first heading and none skipped."""
    page = Page(form(name))
    of = load_questionnaire(name)
    count = [tag for tag, _ in page.tags].count
    assert count("fieldset") == count("legend") == len(of.items) + len(of.attributes)
    assert count("label") == count("input")
    assert count("h1") == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert page.values("lang") == ["en-GB"]


@pytest.mark.parametrize("name", [FAMILY, YOUNG])
def test_a_sheet_to_keep_comes_first_and_the_typists_key_last(name: str) -> None:
    """What a yes means, who asks and who can help are not on what is handed in."""
    of = load_questionnaire(name)
    text = words(form(name)).partition(of.title)[2]
    parts = [
        "Keep this sheet.", of.title, sentences(of.consent or "")[0], "Who is asking:",
        "Questions first? Talk to:", "We keep this paper until:", "not happy with what we do",
        "or the Information Commissioner, ico.org.uk", "Who can help you",
        sentences(of.support or "")[-1], "Help near you:", of.title,
        "Yes, I will take part.", sentences(of.intro)[0],
        "The small grey letters are the same on every form. They do not show who you are.",
        of.attributes[0].question, of.items[0].text, of.items[-1].text,
        "Do you want to say more?", of.thanks or "-", "Hand this form in to:",
        "For whoever types this in", "collabcheck assess",
    ]  # fmt: skip
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, (part, text[place : place + 200])
        place = found + len(part)
    handed_in = text[text.index("Yes, I will take part.") :]
    assert "advocate" not in handed_in
    assert "Information Commissioner" not in handed_in


@pytest.mark.parametrize("name", ["safeguarding/practitioner", "safeguarding/pulse"])
def test_a_form_that_asks_for_no_consent_has_no_sheet_to_keep(name: str) -> None:
    assert "Keep this sheet" not in form(name).partition("</style>")[2]
    assert "Who is asking" not in words(form(name))


def test_who_asks_is_printed_where_the_questionnaire_says_it() -> None:
    who = Organiser(name="Town council", contact="01234 5", kept_until="May 2027")
    of = load_questionnaire(FAMILY).model_copy(update={"organiser": who})
    text = words(render_form(of, templates()))
    assert "Who is asking: Town council" in text
    assert "Questions first? Talk to: 01234 5" in text
    assert "We keep this paper until: May 2027" in text
    assert "we do with it: 01234 5 or the Information Commissioner" in text


def test_no_page_ends_within_a_paragraph_and_the_form_begins_on_a_page_of_its_own() -> None:
    css = templates()["form.css.j2"]
    assert re.search(r"^p \{[^}]*break-inside: avoid", css, flags=re.MULTILINE)
    assert ".keep + .form { break-before: page; }" in css


def test_a_cup_is_explained_where_it_is_drawn_and_nowhere_else() -> None:
    cups = "An empty cup means no. A half-full cup means a bit, or sometimes. A full cup means yes."
    assert cups in words(form(YOUNG))
    assert "cup" not in words(form(FAMILY))
    assert "cup" not in load_questionnaire(YOUNG).intro


def test_staff_are_shown_the_axes_and_families_are_not() -> None:
    staff, family = load_questionnaire("safeguarding/pulse"), load_questionnaire(FAMILY)
    assert [s.heading.name for s in sections(staff, None) if s.heading] == [
        a.name for a in staff.axes
    ]
    assert [s.heading for s in sections(family, None)] == [None]
    assert "Do you want to take part?" not in words(form("safeguarding/pulse"))


@pytest.mark.parametrize("role", [None, "mother", "father"])
def test_a_role_reads_its_own_wording_and_is_not_asked_again(role: str | None) -> None:
    of, text = load_questionnaire(FAMILY), words(form(FAMILY, role))
    line = next(item for item in of.items if item.id == "f-rsu-08")
    assert line.wording(role) in text
    for variant in line.variants:
        assert (variant.text in text) == (variant.role == role)
    assert ("Who are you to the child?" in text) == (role is None)
    assert (f"--role {role}" in text) == (role is not None)


def test_only_a_scale_with_pictures_is_drawn_and_set_in_the_largest_type() -> None:
    young = Page(form(YOUNG))
    assert young.values("data-picture")[:3] == ["cup-empty", "cup-half", "cup-full"]
    assert all(attrs.get("aria-hidden") == "true" for tag, attrs in young.tags if tag == "svg")
    assert '<body class="easy">' in form(YOUNG)
    assert '<body class="large">' in form(FAMILY)
    assert Page(form(FAMILY)).values("data-picture") == []


def test_type_is_large() -> None:
    """16 pt with pictures, else 14; smaller is only what staff type in by, and the page number."""
    css = templates()["form.css.j2"]
    assert "font: 14pt" in css
    assert "body.easy { font-size: 16pt" in css
    small = {float(size) for size in re.findall(r"([\d.]+)pt", css)} - {14, 16}
    assert small == {8, 9, 11}


def test_one_idea_a_line() -> None:
    assert sentences('We call them "the team". You can stop. Why? Ring 999.') == (
        'We call them "the team".', "You can stop.", "Why?", "Ring 999.",
    )  # fmt: skip
    ideas = form(YOUNG).count('class="idea"')
    assert ideas > 30


def test_hostile_texts_are_only_read() -> None:
    of = questionnaire(TOWN)
    hostile = of.model_copy(
        update={
            "title": NASTY,
            "consent": NASTY,
            "support": NASTY,
            "items": tuple(item.model_copy(update={"text": NASTY}) for item in of.items),
        }
    )
    page = Page(render_form(hostile, templates()))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert "alert(1)" in page.words


def test_the_command_writes_a_file_or_to_standard_output(run: Run, tmp_path: Path) -> None:
    printed = run("questionnaires", "form", YOUNG)
    assert printed.stdout.startswith("<!doctype html>")
    assert printed.stdout.rstrip().endswith("</html>")
    written = run("questionnaires", "form", FAMILY, "--role", "2", "-o", "form.html")
    assert written.stdout == ""
    text = (tmp_path / "form.html").read_text(encoding="utf-8")
    assert "This form is for: father or stepfather." in text
    wrong = run("questionnaires", "form", FAMILY, "--role", "mothr", code=1)
    assert "did you mean 'mother'?" in wrong.stderr
    assert (
        "does not ask for 'role'"
        in run("questionnaires", "form", YOUNG, "--role", "mother", code=1).stderr
    )


def test_markdown_shows_consent_and_support_too(run: Run) -> None:
    shown = run("questionnaires", "show", YOUNG).stdout
    of: Questionnaire = load_questionnaire(YOUNG)
    parts = ["Do you want to take part?", "You can say yes or no.", "Who is asking: …",
             of.intro[:30], of.items[0].text, "Who can help you", "bring hard things back",
             "ring 999"]  # fmt: skip
    places = [shown.rindex(part) for part in parts]
    assert places == sorted(places)
    assert of.axes[0].about not in shown
    assert "take part?" not in run("questionnaires", "show", "safeguarding/pulse").stdout
