"""Does a scale of 3, 5, 7 or 11 points, from 0 or from 1, work through to a report?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import HEAD, axis, formats, item, items_on_one_axis, questionnaire, rendered
from support import report as report_of
from support import scores as scores_of

from collabcheck.core.errors import CollabcheckError
from collabcheck.core.instrument.questionnaire import Questionnaire


def scale(lo: int, hi: int, cuts: str) -> str:
    points = ", ".join(f"{{code: {n}, label: Point {n}}}" for n in range(lo, hi + 1))
    return f"scale: {{points: [{points}], dont_know: Unsure, not_applicable: Not mine{cuts}}}"


def bands(*starts: float) -> str:
    named = ["{id: b0, name: B0, reading: Lowest.}"]
    named += [
        f"{{id: b{n}, name: B{n}, from: {at}, reading: Higher.}}" for n, at in enumerate(starts, 1)
    ]
    return f"bands: [{', '.join(named)}]"


def with_scale(text: str, items: str = items_on_one_axis("forward", "reverse")) -> Questionnaire:
    return questionnaire(HEAD.replace("scale: agreement-5", text) + items)


THREE = with_scale(scale(1, 3, f", favourable: 3, unfavourable: 1, {bands(2, 2.5)}"))
ELEVEN = with_scale(scale(0, 10, f", favourable: 7, unfavourable: 3, {bands(4, 7)}"))
TWELFTH = with_scale(scale(1, 11, f", favourable: 8, unfavourable: 4, {bands(5)}"))
FROM_0 = with_scale(scale(0, 4, f", favourable: 3, unfavourable: 1, {bands(2, 3)}"))


@pytest.mark.parametrize(
    ("of", "best", "worst"),
    [(THREE, "3 1", "1 3"), (ELEVEN, "10 0", "0 10"), (FROM_0, "4 0", "0 4"), (TWELFTH, "11 1",
     "1 11")],
)  # fmt: skip
def test_the_best_and_the_worst_answers_reach_the_ends(
    of: Questionnaire, best: str, worst: str
) -> None:
    for answers, end, band in ((best, of.scale.hi, -1), (worst, of.scale.lo, 0)):
        got = axis(scores_of(of, f"respondent i1 i2\n a*6 {answers}"), "trust")
        assert got.score.mean == end
        assert got.score.band == of.scale.rising[band].id


@pytest.mark.parametrize("of", [THREE, ELEVEN, FROM_0, TWELFTH], ids=["3", "0-10", "0-4", "1-11"])
@pytest.mark.parametrize("format", formats())
def test_every_scale_reads_through_to_every_format(of: Questionnaire, format: str) -> None:
    lo, hi = of.scale.lo, of.scale.hi
    for people in ("a", "a*3", "a*9"):
        rows = f"respondent i1 i2\n {people} {lo} {hi}"
        assert rendered(report_of(of, rows), format)
    assert rendered(report_of(of, f"respondent i1 i2\n a*5 {lo} d\n b*9 {hi} {lo}"), format)


def test_counts_have_a_place_for_each_point_of_the_scale() -> None:
    found = scores_of(ELEVEN, "respondent i1 i2\n a*5 0 0\n b*2 10 10")
    assert item(found, "i1").counts == (5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert item(found, "i2").counts == (2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5)


def test_a_five_point_scale_without_cut_offs_gets_the_usual_ones() -> None:
    of = with_scale(scale(1, 5, ""))
    assert (of.scale.favourable, of.scale.unfavourable) == (4, 2)
    assert [(b.id, b.start) for b in of.scale.rising] == [
        ("concern", None),
        ("mixed", 3.0),
        ("strength", 4.0),
    ]


def test_a_five_point_scale_may_set_one_cut_off_and_keep_the_others() -> None:
    of = with_scale(scale(1, 5, ", favourable: 5"))
    assert (of.scale.favourable, of.scale.unfavourable) == (5, 2)


@pytest.mark.parametrize(("lo", "hi"), [(1, 7), (0, 4), (1, 4), (0, 10)])
def test_another_scale_without_cut_offs_is_refused(lo: int, hi: int) -> None:
    with pytest.raises(CollabcheckError, match="'favourable' is missing") as caught:
        with_scale(scale(lo, hi, ""))
    assert "'bands' is missing; write it as 'bands: [{id: low, name: Low, rea" in str(caught.value)
    assert "'unfavourable' is missing" in str(caught.value)


DOCS = Path(__file__).parents[2] / "docs" / "questionnaires.md"


def test_the_scales_that_the_guide_writes_out_can_be_used() -> None:
    seven, pictures = re.findall(r"```yaml\n(scale:\n.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert (with_scale(seven).scale.lo, with_scale(seven).scale.hi) == (0, 6)
    assert [p.picture for p in with_scale(pictures).scale.points] == [
        "cup-empty", "cup-half", "cup-full",
    ]  # fmt: skip


def test_points_in_short_are_one_fault_that_shows_how_to_write_them() -> None:
    points = "scale: {points: [{0: Never}, {1: Often}, {2: Always}], dont_know: No idea, "
    text = f"{points}not_applicable: Not for me, favourable: 2, unfavourable: 0, {bands(2)}}}"
    with pytest.raises(CollabcheckError) as caught:
        with_scale(text)
    (line,) = str(caught.value).splitlines()
    assert line.endswith(
        "'0: Never' is no entry of 'points'; write {code: 0, label: Never}, and so all like it"
    )


CUTS = ", favourable: 4, unfavourable: 2, "


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (scale(1, 2, CUTS + bands(2)), "wrong number"),
        (scale(0, 11, CUTS + bands(2)), "wrong number"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 3", "code: 2"), "steps of one"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 5", "code: 6"), "steps of one"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 3", "code: 3.5"), "'code'"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 1", "code: -1"), "'code'"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 1", 'code: "1"'), "'code'"),
        (scale(1, 5, CUTS + bands(2)).replace("code: 1", "code: yes"), "'code'"),
        (
            scale(1, 5, ", favourable: 2, unfavourable: 2, " + bands(2)),
            "choose two codes from 1 to 5",
        ),
        (
            scale(1, 5, ", favourable: 6, unfavourable: 2, " + bands(2)),
            "choose two codes from 1 to 5",
        ),
        (scale(1, 5, CUTS + bands(1)), "a mean that a respondent can reach"),
        (scale(1, 5, CUTS + bands(5.5)), "a mean that a respondent can reach"),
        (
            scale(1, 5, CUTS + bands(3.334)),
            "begins at 3.334, with more than two decimals; write 3.33",
        ),
        (scale(1, 5, CUTS + bands(3, 3)), "no two bands begin at the same value"),
        (scale(1, 5, CUTS + bands(3)).replace("from: 3, ", ""), "exactly one band has no 'from'"),
        (scale(1, 5, CUTS + bands(3)).replace("id: b1", "id: b0"), "b0"),
    ],
)
def test_a_scale_that_cannot_work_is_refused(text: str, what: str) -> None:
    with pytest.raises(CollabcheckError) as caught:
        with_scale(text)
    assert what in " ".join(str(caught.value).split())


def test_bands_may_stand_in_any_order() -> None:
    turned = "bands: [{id: hi, name: Hi, from: 3, reading: X.}, {id: lo, name: Lo, reading: Y.}]"
    of = with_scale(scale(1, 5, CUTS + turned))
    assert [of.scale.band(mean).id for mean in (1, 2.9999, 3, 5)] == ["lo", "lo", "hi", "hi"]


def test_a_cut_off_is_printed_as_it_stands() -> None:
    """A band from 3.25 that prints as "from 3.2" tells a reader something else."""
    of = with_scale(scale(1, 5, CUTS + bands(3.25)))
    text = rendered(report_of(of, "respondent i1 i2\n a*6 4 2"), "markdown")
    assert "from 3.25" in text
