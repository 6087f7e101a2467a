"""Where do what was seen and what was answered agree, and where do they part?

Convergence coding after Farmer and others (2006).
"""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meetings import SCHEDULE, asked, record, schedule
from support import TOWN, questionnaire

from collabcheck.core.errors import BadResponse
from collabcheck.core.findings.convergence import (
    ORDER,
    answered_side,
    converge,
    observed_side,
    overall,
)
from collabcheck.core.findings.triangulation import Occasion, Triangulation, triangulate
from collabcheck.core.instrument.observation import LevelCode
from collabcheck.core.responses.observed import Note, Observation, Reflection, check_meetings
from collabcheck.core.scoring.missing import Missing, Why
from collabcheck.library.questionnaires import load_questionnaire
from collabcheck.library.schedules import load_schedule

LEVELS: tuple[LevelCode, ...] = get_args(LevelCode)

# Twelve people who say that news is late (t1, t2), that everybody has a say (t3), and no more.
LATE = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*12       police 1  5  5  .  .  d
"""


def coded(found: Triangulation) -> dict[tuple[str, str], str]:
    return {(cell.line, cell.questionnaire): cell.convergence for cell in found.cells}


@pytest.mark.parametrize(
    ("band", "level", "expected"),
    [
        ("strength", "clear", "agreement"),
        ("strength", "some", "partial"),
        ("strength", "none-seen", "partial"),
        ("strength", "seen-to-be-absent", "dissonance"),
        ("mixed", "clear", "partial"),
        ("mixed", "some", "agreement"),
        ("mixed", "none-seen", "partial"),
        ("mixed", "seen-to-be-absent", "partial"),
        ("concern", "clear", "dissonance"),
        ("concern", "some", "partial"),
        ("concern", "none-seen", "partial"),
        ("concern", "seen-to-be-absent", "agreement"),
        ("strength", "not-observable", "silence"),
        ("concern", "not-observable", "silence"),
    ],
)
def test_a_band_and_a_level_are_coded_by_meaning_and_prominence(
    band: str, level: LevelCode, expected: str
) -> None:
    scale, line = questionnaire().scale, schedule().lines[0]
    assert converge(answered_side(scale, band, line), observed_side(level, line)) == expected


@pytest.mark.parametrize(
    ("band", "level", "expected"),
    [
        ("concern", "clear", "agreement"),
        ("strength", "clear", "dissonance"),
        ("strength", "seen-to-be-absent", "agreement"),
        ("concern", "seen-to-be-absent", "dissonance"),
        ("mixed", "some", "agreement"),
    ],
)
def test_where_seeing_a_line_speaks_of_a_barrier_the_coding_is_turned_round(
    band: str, level: LevelCode, expected: str
) -> None:
    scale, line = questionnaire().scale, schedule().lines[2]
    assert line.meaning == "barrier"
    assert converge(answered_side(scale, band, line), observed_side(level, line)) == expected


def test_the_items_on_a_lines_barriers_and_enablers_are_its_other_source() -> None:
    found = triangulate(schedule(), [record("clear", "clear", "some")], [asked(TOWN, LATE)])
    cells = {cell.line: cell for cell in found.cells}
    assert [item.id for item in cells["news"].answered.items] == ["t1", "t2"]
    assert (cells["news"].answered.mean, cells["news"].answered.band) == (1, "concern")
    assert coded(found) == {
        ("news", "town/staff"): "dissonance",
        ("say", "town/staff"): "agreement",
        ("cuts", "town/staff"): "silence",
    }
    assert [cell.line for cell in found.cells] == ["news", "cuts", "say"]


def test_the_axes_that_no_line_looks_at_are_named() -> None:
    found = triangulate(schedule(), [record("clear", "some", "some")], [asked(TOWN, LATE)])
    assert [axis.id for axis in found.unobserved] == ["plans"]


def test_too_few_answers_are_silence_and_tell_no_number() -> None:
    few = LATE.replace("a*12", "a*3")
    found = triangulate(schedule(), [record("clear", "clear", "clear")], [asked(TOWN, few)])
    assert {cell.convergence for cell in found.cells} == {"silence"}
    assert all(isinstance(cell.answered.mean, Missing) for cell in found.cells)
    told = {
        cell.answered.mean.why for cell in found.cells if isinstance(cell.answered.mean, Missing)
    }
    assert told == {Why.HIDDEN}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), None),
        (("not-observable", "not-observable"), None),
        (("not-observable", "clear"), "clear"),
        (("clear", "clear", "some"), "clear"),
        (("clear", "some"), "some"),
        (("clear", "seen-to-be-absent"), "some"),
        (("some", "none-seen", "none-seen"), "none-seen"),
        (("none-seen", "seen-to-be-absent"), "seen-to-be-absent"),
        (("some", "seen-to-be-absent"), "some"),
    ],
)
def test_several_meetings_are_summed_up_to_one_level(
    levels: tuple[LevelCode, ...], expected: LevelCode | None
) -> None:
    assert overall(levels) == expected


judged = st.tuples(*[st.one_of(st.none(), st.sampled_from(LEVELS)) for _ in range(3)])


@given(st.lists(judged, min_size=1, max_size=4))
def test_every_line_is_coded_once_for_each_questionnaire(
    meetings: list[tuple[LevelCode | None, ...]],
) -> None:
    records = [record(*levels, meeting=f"m {n}") for n, levels in enumerate(meetings)]
    other = TOWN.replace("town/staff", "town/families")
    found = triangulate(schedule(), records, [asked(TOWN, LATE), asked(other, LATE)])
    lines = [line.id for line in schedule().lines]
    expected = sorted(product(lines, ("town/staff", "town/families")))
    assert sorted((cell.line, cell.questionnaire) for cell in found.cells) == expected
    assert sum(map(found.count, ORDER)) == len(found.cells)
    assert [ORDER.index(c.convergence) for c in found.cells] == sorted(
        ORDER.index(c.convergence) for c in found.cells
    )
    for line in found.lines:
        told = sum(times for _, times in line.observed.levels)
        judged_in = sum(bool(levels[lines.index(line.id)]) for levels in meetings)
        assert told == judged_in


def test_notes_are_told_only_if_they_are_asked_for() -> None:
    seen = [record("clear", "some", "some", note="The chair asked twice.")]
    assert not triangulate(schedule(), seen, []).lines[0].observed.notes
    place, note = triangulate(schedule(), seen, [], notes=True).lines[0].observed.notes[0]
    assert (place, note.text) == (0, "The chair asked twice.")


def test_which_meeting_it_was_and_from_where_it_was_watched_is_told_with_the_notes_alone() -> None:
    note = Note(time="10:00", text="It ended early.")
    said = Reflection(prompt="self", text="I chair.")
    more = {"reflections": (said,), "present": "Two nurses.", "notes": (note,)}
    seen = record("clear", "some", "some").model_copy(update=more)
    of = schedule(SCHEDULE + "reflexivity:\n  - {id: self, prompt: Where do you stand?}\n")
    hushed, told = (triangulate(of, [seen], [], notes=notes) for notes in (False, True))
    assert hushed.meetings == (Occasion("2026-01", None),)
    assert not any(hushed.reflections)
    assert told.meetings == (Occasion("2026-01", "core group 1", "Two nurses.", (note,)),)
    assert told.reflections == ((("Where do you stand?", "I chair."),),)


VOICE = SCHEDULE.replace(
    "absent_if: One person talks., axes: [trust], barriers: [rank]}",
    "absent_if: One person talks., axes: [trust], barriers: [rank],\n"
    "     only_from: [{questionnaire: town/staff, attribute: agency, option: police}],\n"
    "     not_from: [town/others]}",
)
SIDES = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*6        police 1  5  5  .  .  d
    b*6        school 1  5  1  .  .  d
"""


def test_what_one_group_is_heard_of_is_for_that_group_to_say() -> None:
    others = TOWN.replace("town/staff", "town/others")
    both = [asked(TOWN, SIDES, "agency"), asked(others, SIDES, "agency")]
    found = triangulate(schedule(VOICE), [record("clear", "clear", "some")], both)
    cells = {cell.questionnaire: cell.answered for cell in found.cells if cell.line == "say"}
    # All of a group of six may have said the same: no mean of theirs is told, but its band.
    assert isinstance(cells["town/staff"].mean, Missing)
    assert (cells["town/staff"].whose, cells["town/staff"].band) == ("Police", "strength")
    assert cells["town/others"].items == ()
    assert coded(found)["say", "town/staff"] == "agreement"
    assert coded(found)["say", "town/others"] == "silence"


@pytest.mark.parametrize(
    ("answers", "by", "why"),
    [
        (SIDES, None, Why.NOT_GROUPED),
        (SIDES.replace("a*6", "a*4"), "agency", Why.HIDDEN),
        # Of the school four answered t3: with the police and everybody, theirs would follow.
        (SIDES.replace("b*6        school 1  5  1", "b*4 school 1 5 1 . . d\n c*2 school 1 5 d"),
         "agency", Why.HIDDEN),
    ],
)  # fmt: skip
def test_a_group_that_may_not_be_told_apart_is_silent(
    answers: str, by: str | None, why: Why
) -> None:
    found = triangulate(
        schedule(VOICE), [record("clear", "clear", "some")], [asked(TOWN, answers, by)]
    )
    cell = next(cell for cell in found.cells if cell.line == "say")
    assert isinstance(cell.answered.band, Missing)
    assert (cell.answered.band.why, cell.convergence) == (why, "silence")


def test_a_second_observer_counts_for_agreement_and_for_nothing_else() -> None:
    first = record("clear", "some", "clear")
    second = record("clear", "none-seen", "clear", observer="another")
    alone = triangulate(schedule(), [first], [asked(TOWN, LATE)])
    both = triangulate(schedule(), [first], [asked(TOWN, LATE)], [second])
    assert both.cells == alone.cells
    assert both.lines == alone.lines
    assert alone.second is None
    assert both.second
    assert (both.second.n, both.second.alike) == (3, 2)


def refusal(*records: Observation, second: tuple[Observation, ...] = ()) -> str:
    named = [(f"{n}.json", each) for n, each in enumerate(records)]
    with pytest.raises(BadResponse) as caught:
        check_meetings(schedule(), named, [("second.json", each) for each in second])
    return str(caught.value)


def test_two_records_of_one_meeting_are_refused() -> None:
    told = refusal(record("clear", "some", "some"), record("some", "some", "some"))
    assert "1.json: the same meeting as in 0.json" in told
    assert "--second" in told


def test_a_second_record_needs_a_first() -> None:
    other = record("clear", "some", "some", meeting="another")
    told = refusal(record("clear", "some", "some"), second=(other,))
    assert "nobody else observed 'another'" in told


@pytest.mark.parametrize("name", ["Core Group  1", " core group 1 "])
def test_a_meetings_name_is_the_same_however_it_is_written(name: str) -> None:
    again = record("some", "some", "some", meeting=name)
    assert "the same meeting" in refusal(record("clear", "some", "some"), again)


def test_nobody_is_their_own_second_observer() -> None:
    seen = record("clear", "some", "some")
    assert "the same observer's record as 0.json" in refusal(seen, second=(seen,))


def test_a_mean_near_a_cut_off_is_on_the_edge_of_the_next_band() -> None:
    near = """
    respondent agency t1 t2 t3 p1 p2 m1
    a*10       police 3  3  3  .  .  d
    b*1        police 2  3  3  .  .  d
    """
    found = triangulate(schedule(), [record("some", "some", "some")], [asked(TOWN, near)])
    edges = {cell.line: (cell.answered.band, cell.answered.edge) for cell in found.cells}
    assert edges["news"] == ("concern", "mixed")
    assert edges["say"] == ("mixed", "concern")


def test_what_chance_would_bring_stands_beside_the_counts() -> None:
    found = triangulate(
        schedule(), [record("clear", "seen-to-be-absent", None)], [asked(TOWN, LATE)]
    )
    # News (concern) and say (strength), each met by clear and by absent: one of each agrees.
    assert (found.blind.agreement, found.blind.dissonance) == (1, 1)


def test_an_unfinished_record_is_refused() -> None:
    unfinished = record("clear", "some", "some").model_copy(update={"state": "unfinished"})
    assert "not finished" in refusal(unfinished)


def test_a_record_of_another_version_of_the_schedule_is_refused() -> None:
    then = record("clear", "some", "some")
    changed = schedule(SCHEDULE.replace("News comes in time", "News is told early"))
    with pytest.raises(BadResponse, match="hash"):
        check_meetings(changed, [("a.json", then)])


# What the study found: its interviews name these as influences that work where they are present,
# and its observers saw nine areas clearly, three to a limited degree, and fathers not at all.
CLEAR = (
    "shared-aim", "open-sharing", "role-clarity", "stays-focused", "trust-and-power",
    "voice-of-mother", "lead-holds-together", "outside-pressure", "gain-from-joint-work",
)  # fmt: skip
LIMITED = ("without-judging", "plain-words", "grounds-for-order")


def study(levels: dict[str, LevelCode]) -> Triangulation:
    """Set twelve social workers who speak of the study's enablers and barriers beside a record."""
    of = load_questionnaire("safeguarding/practitioner")
    seen = load_schedule("safeguarding/observation")
    named = {
        barrier
        for line in seen.lines
        if line.id in {*LIMITED, "voice-of-father", "outside-pressure"}
        for barrier in line.barriers
    } - {
        barrier for line in seen.lines if line.id == "voice-of-mother" for barrier in line.barriers
    }
    rows = []
    for item in of.items:
        trouble = not named.isdisjoint(item.barriers)
        good = 1 if trouble else 5
        rows.append(str(6 - good if item.keying == "reverse" else good))
    answers = "\n".join(
        [
            "respondent role " + " ".join(item.id for item in of.items),
            "a*12 lead-social-worker " + " ".join(rows),
        ]
    )
    observed = record(*[levels.get(line.id) for line in seen.lines], of=seen)
    return triangulate(seen, [observed], [asked(of, answers)])


def test_the_studys_own_result_converges_as_the_study_reports() -> None:
    levels: dict[str, LevelCode] = {"voice-of-father": "seen-to-be-absent"}
    levels |= dict.fromkeys(CLEAR, "clear")
    found = study(levels | dict.fromkeys(LIMITED, "some"))
    told = {line: how for (line, _), how in coded(found).items()}
    assert {told[line] for line in CLEAR} == {"agreement"}
    assert {told[line] for line in LIMITED} == {"partial"}
    # Fathers went unheard in the meetings, and those interviewed said that they are left out.
    assert told["voice-of-father"] == "partial"
    assert told["voice-of-child"] == "silence"
    assert found.count("dissonance") == 0


def test_the_shipped_schedule_names_groups_that_are_asked() -> None:
    for line in load_schedule("safeguarding/observation").lines:
        for name in line.not_from:
            load_questionnaire(name)
        for only in line.only_from:
            of = load_questionnaire(only.questionnaire)
            options = {o.id for a in of.attributes if a.id == only.attribute for o in a.options}
            assert only.option in options, line.id
