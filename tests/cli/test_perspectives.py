"""Does the command line set perspectives and observations beside answers?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from make_demo import FOLDER
from program import Run

ALL = ("responses", "families", "young-people", "meetings")


@pytest.fixture
def lantern_bay(responses: Path) -> Path:
    """Lay the demo's other answers and meetings beside the folder `responses`."""
    for name in ("families", "young-people", "meetings", "second"):
        shutil.copytree(FOLDER / name, responses.parent / name)
    return responses.parent


def test_answers_to_several_questionnaires_need_a_word(run: Run, lantern_bay: Path) -> None:
    told = run("score", "responses", "families", code=1).stderr
    assert "safeguarding/family" in told
    assert "--questionnaire" in told or "--perspectives" in told


def test_perspectives_stand_in_the_report_of_the_longest(run: Run, lantern_bay: Path) -> None:
    report = json.loads(
        run("score", "families", "responses", "--perspectives", "-f", "json").stdout
    )
    assert report["questionnaire"]["id"] == "safeguarding/practitioner"
    assert report["by"] == "role"
    voices = {voice["id"]: voice["name"] for voice in report["every_voice"]["voices"]}
    assert voices["safeguarding/family"] == "Parents and carers"
    assert voices["safeguarding/family#father"] == "Father or stepfather"


def test_one_questionnaire_makes_no_perspectives(run: Run, lantern_bay: Path) -> None:
    told = run("score", "responses", "--perspectives", code=1).stderr
    assert "nothing to set beside it" in told


def test_tallies_of_several_questionnaires_make_the_same_report(
    run: Run, lantern_bay: Path
) -> None:
    run("tally", "responses", "-o", "ours.tally.json", "--by", "none")
    run("tally", "young-people", "-o", "young.tally.json", "--by", "none")
    words = ("--perspectives", "-f", "json", "--by", "none")
    told = [
        json.loads(run("score", *given, *words).stdout)
        for given in (("responses", "young-people"), ("ours.tally.json", "young.tally.json"))
    ]
    assert told[0]["every_voice"] == told[1]["every_voice"]
    assert told[0]["axes"] == told[1]["axes"]


@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_observations_among_the_files_stand_in_the_report(
    run: Run, lantern_bay: Path, format: str
) -> None:
    told = run(
        "score", *ALL, "--perspectives", "--second", "second/core-group.json", "-f", format
    ).stdout
    for text in ("every perspective", "seen in meetings, and said", "the father's voice", "kappa"):
        assert text in told.lower().replace("&#39;", "'")
    assert "Nobody said why he was" not in told


def test_observers_notes_are_printed_only_if_asked_for(run: Run, lantern_bay: Path) -> None:
    told = " ".join(run("triangulate", *ALL, "--comments").stdout.split())
    assert "Nobody said why he was away." in told


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "json", "csv"])
def test_a_triangulation_stands_by_itself_in_every_format(
    run: Run, lantern_bay: Path, format: str
) -> None:
    told = run("triangulate", *ALL, "-p", "Lantern <Bay>", "-f", format).stdout
    assert "voice-of-father" in told or "The father&#39;s voice" in told or "father's" in told
    assert "<Bay>" not in told or format == "terminal"


def test_a_triangulation_is_no_checklist(run: Run, lantern_bay: Path) -> None:
    assert "checklist" in run("triangulate", *ALL, "-f", "checklist", code=1).stderr


def test_a_meeting_can_be_read_without_answers(run: Run, lantern_bay: Path) -> None:
    assert "nothing is compared" in " ".join(run("triangulate", "meetings").stdout.split())


def test_observations_alone_are_not_scored(run: Run, lantern_bay: Path) -> None:
    assert "collabcheck triangulate" in run("score", "meetings", code=1).stderr


def test_answers_without_a_meeting_are_not_triangulated(run: Run, lantern_bay: Path) -> None:
    assert "collabcheck observe" in run("triangulate", "responses", code=1).stderr


def test_a_second_record_needs_a_first(run: Run, lantern_bay: Path) -> None:
    told = run("score", "responses", "--second", "second/core-group.json", code=1).stderr
    assert "second/core-group.json" in told


def test_a_record_in_a_tally_is_refused(run: Run, lantern_bay: Path) -> None:
    told = run("tally", "responses", "meetings", "-o", "x.json", code=1).stderr
    assert "a record of a meeting holds no answers" in told


def test_what_families_wrote_is_printed_only_if_asked_for(run: Run, lantern_bay: Path) -> None:
    answered = lantern_bay / "families" / "family-01.json"
    response = json.loads(answered.read_text(encoding="utf-8"))
    response["answers"][0]["comment"] = "Nobody rang back."
    answered.write_text(json.dumps(response), encoding="utf-8")
    words = ("score", "responses", "families", "--perspectives", "-f", "markdown")
    told = run(*words).stdout
    assert "wrote one comment that is not printed here" in told
    assert "Nobody rang back" not in told
    assert "Nobody rang back" in run(*words, "--comments").stdout
