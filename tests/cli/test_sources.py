"""Do exports, responses and tallies, alone or mixed, make one honest report?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from program import Run
from support import FRAMEWORK, TOWN, questionnaire, responses

from collabcheck.core.responses.response import response_to_json

ITEMS = ("t1", "t2", "t3", "p1", "p2", "m1")
HEALTH = [("Health", *"525452")] * 4 + [("Health", *"343333")] * 2
POLICE = [("Police", *"224242")] * 5 + [("Police", *"151511")] * 2
SCHOOL = "respondent agency t1 t2 t3 p1 p2 m1\n s*6 school 3 3 3 2 2 4"


def csv_of(rows: list[tuple[str, ...]]) -> str:
    lines = [("agency", *ITEMS), *rows]
    return "".join(",".join(line) + "\n" for line in lines)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Health has a CSV, police a workbook whose first sheet is a cover, the school files."""
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    answers = tmp_path / "answers"
    answers.mkdir()
    (answers / "health.csv").write_text(csv_of(HEALTH), encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    book.active.append(["Answers of the police"])
    sheet = book.create_sheet("Data")
    sheet.append(["agency", *ITEMS])
    for agency, *codes in POLICE:
        sheet.append([agency, *(int(code) for code in codes)])
    book.save(answers / "police.xlsx")
    for response in responses(questionnaire(), SCHOOL):
        (answers / f"{response.respondent}.json").write_text(response_to_json(response))
    return tmp_path


def report_of(done: subprocess.CompletedProcess[str]) -> Any:
    report = json.loads(done.stdout)
    report.pop("date")
    report.pop("period")  # a CSV without a column of days says nothing of them
    return report


def score(run: Run, *arguments: str) -> Any:
    return report_of(run("score", *arguments, "-q", "town.yaml", "-f", "json"))


def test_a_folder_of_mixed_sources_makes_one_report(run: Run, home: Path) -> None:
    (home / "pooled.csv").write_text(
        csv_of([*HEALTH, *POLICE, *[("School", *"333224")] * 6]), encoding="utf-8"
    )
    mixed = score(run, "answers")
    assert mixed == score(run, "pooled.csv")
    assert mixed["respondents"] == 19
    assert [group["id"] for group in mixed["groups"]] == ["health", "police", "school"]


def test_what_else_lies_in_a_folder_is_passed_over(run: Run, home: Path) -> None:
    before = score(run, "answers")
    run("score", "answers", "-q", "town.yaml", "-o", "answers/report.json")
    (home / "answers" / "notes.md").write_text("Ring the school.")
    (home / "answers" / "settings.json").write_text("{}")
    (home / "answers" / "~$police.xlsx").write_bytes(b"locked")
    (home / "answers" / "._health.csv").write_bytes(b"\0\1")
    assert score(run, "answers") == before


def test_tallies_make_the_report_that_the_answers_make(run: Run, home: Path) -> None:
    run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "health.tally.json")
    run("tally", "answers/police.xlsx", "-q", "town.yaml", "-o", "police.tally.json")
    (home / "school").mkdir()
    for path in (home / "answers").glob("*.json"):
        path.rename(home / "school" / path.name)
    run("tally", "school", "-q", "town.yaml", "-o", "school.tally.json")
    tallies = score(run, "health.tally.json", "police.tally.json", "school.tally.json")
    assert tallies == score(run, "answers", "school")
    assert tallies == score(run, "answers/health.csv", "police.tally.json", "school")


def test_a_tally_of_four_does_not_leave_the_agency(run: Run, home: Path) -> None:
    (home / "few.csv").write_text(csv_of(HEALTH[:4]), encoding="utf-8")
    done = run("tally", "few.csv", "-q", "town.yaml", "-o", "few.tally.json", code=1)
    assert "fewer than 5 people" in done.stderr
    assert not (home / "few.tally.json").exists()


def test_a_group_too_small_leaves_without_its_name_and_can_be_joined(run: Run, home: Path) -> None:
    rows = [("School", *"424424")] * 12 + [("Police", *"151551")] * 3
    (home / "mixed.csv").write_text(csv_of(rows))
    done = run("tally", "mixed.csv", "-q", "town.yaml", "-o", "mixed.tally.json")
    assert "without a name: Police, School. At the partnership they count in the" in done.stderr
    run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "health.tally.json")
    found = score(run, "health.tally.json", "mixed.tally.json", "--by", "agency")
    assert found["respondents"] == len(HEALTH) + 15
    assert [g["id"] for g in found["groups"]] == ["health", ""]


def test_the_same_tally_or_export_twice_is_noticed(run: Run, home: Path) -> None:
    run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "a.tally.json")
    (home / "b.tally.json").write_text((home / "a.tally.json").read_text())
    done = run("score", "a.tally.json", "b.tally.json", "-q", "town.yaml", code=1)
    assert "b.tally.json: the same tally as a.tally.json" in done.stderr
    done = run("score", "a.tally.json", "answers/health.csv", "-q", "town.yaml", code=1)
    assert "a.tally.json: the same tally as answers/health.csv" in done.stderr


def test_the_same_people_in_two_exports_are_noticed(run: Run, home: Path) -> None:
    """A later export holds the earlier one; numbers from 1 alone show nothing."""
    rows = [f"{n},Health,5,2,5,4,5,{1 + n % 5}" for n in range(1, 7)]
    head = "Respondent ID,agency,t1,t2,t3,p1,p2,m1\n"
    (home / "one.csv").write_text(head + "\n".join(rows) + "\n")
    (home / "two.csv").write_text(head + "\n".join([*rows, "7,Health,1,1,1,1,1,1"]) + "\n")
    done = run("score", "one.csv", "two.csv", "-q", "town.yaml", code=1)
    assert "two.csv: 6 of its respondents stand with the same answers in one.csv" in done.stderr
    others = [row.replace(",5,2,5,", ",4,1,3,") for row in rows]
    (home / "two.csv").write_text(head + "\n".join(others) + "\n")
    assert score(run, "one.csv", "two.csv")["respondents"] == 12


def test_a_tally_of_another_version_is_refused(run: Run, home: Path) -> None:
    run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "old.tally.json")
    (home / "town.yaml").write_text(TOWN.replace('version: "1.0.0"', 'version: "2.0.0"'))
    done = run("score", "old.tally.json", "answers/police.xlsx", "-q", "town.yaml", code=1)
    assert "a tally of questionnaire version '1.0.0', not '2.0.0'" in done.stderr


def test_two_questionnaires_are_not_scored_together(run: Run, home: Path) -> None:
    (home / "other.yaml").write_text(TOWN.replace("We hear in time.", "We hear it soon."))
    for name, questionnaire_file in (("health", "other.yaml"), ("police", "town.yaml")):
        mapping = f"kind: mapping\nquestionnaire: ../{questionnaire_file}\n"
        (home / "answers" / f"{name}.mapping.yaml").write_text(mapping)
    done = run("score", "answers/health.csv", "answers/police.xlsx", code=1)
    assert "score one questionnaire at a time" in done.stderr


def test_an_export_comes_in_through_standard_input(run: Run, home: Path) -> None:
    text = (home / "answers" / "health.csv").read_text()
    done = run("score", "-", "-q", "town.yaml", "-f", "json", stdin=text)
    assert report_of(done)["respondents"] == 6
    tally = run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "-").stdout
    done = run("score", "-", "-q", "town.yaml", "-f", "json", stdin=tally)
    assert report_of(done)["respondents"] == 6


def test_an_export_without_an_ending_or_from_a_process_comes_in(run: Run, home: Path) -> None:
    (home / "noext").write_bytes((home / "answers" / "health.csv").read_bytes())
    assert score(run, "noext")["respondents"] == 6
    command = f"{sys.executable} -m collabcheck score <(cat noext) -q town.yaml -f json"
    done = subprocess.run(
        ["bash", "-c", command], cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert json.loads(done.stdout)["respondents"] == 6, done.stderr


def test_a_tally_or_a_response_from_a_process_is_known(run: Run, home: Path) -> None:
    run("tally", "answers/health.csv", "-q", "town.yaml", "-o", "health.tally.json")
    (response,) = list((home / "answers").glob("*.json"))[:1]
    command = f"{sys.executable} -m collabcheck score <(cat {response}) -q town.yaml -f json"
    for words in (
        command,
        command.replace(str(response), "health.tally.json"),
        f"cat health.tally.json | {command.replace(f'<(cat {response})', '/dev/stdin')}",
    ):
        done = subprocess.run(
            ["bash", "-c", words], cwd=home, capture_output=True, text=True, timeout=60, check=False
        )
        assert json.loads(done.stdout)["respondents"] in {1, 6}, done.stderr


def test_what_a_file_says_cannot_act_on_the_terminal(run: Run, home: Path) -> None:
    title = "\x1b[2J\x1b]0;owned\x07Survey\n"
    (home / "esc.csv").write_text(title + csv_of(HEALTH), encoding="utf-8")
    said = run("score", "esc.csv", "-q", "town.yaml").stderr
    assert "passed over above the header row (2)" in said
    assert not {"\x1b", "\x07"} & set(said)


def test_what_a_reading_lost_is_said(run: Run, home: Path) -> None:
    (home / "short.csv").write_text("agency,t1,t2,t3,p1,p2\n" + "police,1,2,3,4,5\n" * 6)
    done = run("score", "short.csv", "-q", "town.yaml")
    assert "short.csv: no column for 1 of 6 items (m1); they count as not answered" in done.stderr


def test_without_groups_nobody_is_compared(run: Run, home: Path) -> None:
    report = score(run, "answers", "--by", "none")
    assert (report["groups"], report["perspectives"], report["by"]) == ([], None, None)


def test_a_grouping_that_nobody_was_asked_for_is_refused(run: Run, home: Path) -> None:
    done = run("score", "answers", "-q", "town.yaml", "--by", "agnecy", code=1)
    assert "did you mean 'agency'?" in done.stderr


# ---------------------------------------------------------------------------------------------
# Roster, published states, publication


def test_a_roster_gives_response_rates_and_narrower_intervals(run: Run, home: Path) -> None:
    (home / "roster.csv").write_text("agency,invited,seat\nHealth,9.0,A\npolice,14,B\nschool,6,7\n")
    plain = score(run, "answers")
    with_roster = score(run, "answers", "--roster", "roster.csv")
    assert with_roster["invited"] == 29
    assert [g["result"]["invited"] for g in with_roster["groups"]] == [9, 14, 6]

    def width(report: Any) -> float:
        interval = report["axes"][0]["result"]["score"]["interval"]
        return float(interval["high"] - interval["low"])

    assert width(with_roster) == pytest.approx(width(plain) * ((29 - 19) / 28) ** 0.5, abs=0.02)
    page = run("score", "answers", "-q", "town.yaml", "--roster", "roster.csv", "-f", "markdown")
    assert "19 of the 29 people invited answered (66%)" in page.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agency,invited\nhealth,9\n", "the roster does not name 'police'"),
        ("agency,invited\nhealth,3\npolice,9\nschool,9\n", "more people of 'health' answered"),
        ("agency,invited\nhealth,many\n", "row 2: 'many' is not a number of people"),
        ("agency,invited\nhelth,9\n", "there is no agency 'helth'; did you mean 'Health'?"),
        ("agency,invited\nzoo,9\n", "write one of 'Health', 'Police', 'School'"),
        ("agency,invited\nhealth,many\nzoo,9\n", "row 3: there is no agency 'zoo'"),
        ("agency,invited\nhealth,9\nHealth,9\n", "row 3: 'Health' stands in it twice"),
        ("team,invited\nhealth,9\n", "'team'; head the first column agency"),
        ("Where do you work?,n\nhealth,9\n", "the roster does not name 'police'"),
        ("agency\nhealth\n", "a roster has two columns"),
        (
            "agency,2024,2025\nhealth,9,8\npolice,9,\n",
            "several columns hold numbers of people: 2 (2024), 3 (2025); keep the one",
        ),
        ("agency,invited\n", "names no group"),
    ],
)
def test_a_roster_that_does_not_fit_is_refused(run: Run, home: Path, text: str, said: str) -> None:
    (home / "roster.csv").write_text(text)
    done = run("score", "answers", "-q", "town.yaml", "--roster", "roster.csv", code=1)
    assert said in " ".join(done.stderr.split())


def test_a_second_report_that_would_expose_the_late_ones_is_refused(run: Run, home: Path) -> None:
    run("tally", "answers", "-q", "town.yaml", "-o", "out.tally.json")
    late = csv_of([*HEALTH, ("Health", *"111111"), ("Health", *"211111")])
    (home / "answers" / "health.csv").write_text(late)
    arguments = ("score", "answers", "-q", "town.yaml", "--published", "out.tally.json")
    done = run(*arguments, code=1)
    assert "differs from this by fewer than 5 people" in done.stderr
    rows = [*HEALTH, *[("Health", *"111111")] * 5]
    (home / "answers" / "health.csv").write_text(csv_of(rows))
    assert "24 people" in run(*arguments).stdout


def test_for_publication_a_group_of_fewer_than_ten_is_hidden(run: Run, home: Path) -> None:
    groups = score(run, "answers", "--publish")["groups"]
    assert groups == []
    (home / "big.csv").write_text(csv_of([*HEALTH * 2, *POLICE * 2]), encoding="utf-8")
    shown = score(run, "big.csv", "--publish")["groups"]
    assert [(g["id"], g["result"]["respondents"]) for g in shown] == [
        ("health", 12),
        ("police", 14),
    ]


def test_the_plan_says_before_fieldwork_what_will_be_hidden(run: Run, home: Path) -> None:
    (home / "roster.csv").write_text("agency,invited\nhealth,20\npolice,12\nschool,8\ncharity,6\n")
    done = run("plan", "roster.csv", "--turnout", "60", "-q", "town.yaml")
    assert done.stdout == PLAN
    found = json.loads(
        run("plan", "roster.csv", "--turnout", "60", "-q", "town.yaml", "-f", "json").stdout
    )
    assert [(g["id"], g["shown"]) for g in found["groups"]] == [
        ("health", True),
        ("police", True),
        ("school", False),
        ("charity", False),
    ]


PLAN = """\
If 60% of those invited answer, by agency

Group                              Invited  Answer  How sure  Shown
Health                                  20      12     ± 0.3  yes
Police                                  12       7     ± 0.5  yes
School                                   8       5            together
  by itself if 75% or more answer
Charity                                  6       4            together
  by itself if 75% or more answer
All                                     46      28     ± 0.2  yes

A group is hidden where fewer than 5 of it answer. The next larger one is
hidden with it where the two could else be told apart by subtraction. Where
others are shown, the hidden ones are shown together, as one.
How sure: half the 95% interval of a mean (± 0.2 of 5 points), if answers
spread as they often do (a standard deviation of 0.8). It is a guess before
the answers are in.
What helps: invite more people, join small groups before you ask (one option
for two groups), or ask those who have not answered once more.
"""
