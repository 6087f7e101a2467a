"""Does `collabcheck check` say, in words for anybody, what an export holds and lacks?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from program import Run
from support import FRAMEWORK, TOWN

IDS = "t1,t2,t3,p1,p2,m1"
ROWS = "police,1,2,3,4,5,Agree\n" * 6


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    (tmp_path / "good.csv").write_text(f"agency,{IDS},Remarks\n" + ROWS.replace("\n", ",x\n"))
    (tmp_path / "bad.csv").write_text(
        f"agency,{IDS}\n{ROWS}Helth,1,Agre,3,4,5,1\n,,,,,,\n,,x,,,,\n"
    )
    return tmp_path


def test_a_good_export_is_told_in_full(run: Run, home: Path) -> None:
    assert run("check", "good.csv", "-q", "town.yaml").stdout == GOOD


GOOD = """\
good.csv
Answers town/staff.

Rows
6 of 6 rows kept.

Items
6 of 6 have a column.
Numbers alone were read as the scale's codes: 1, 2, 3, 4, 5.

item            1    2    3    4    5    ?  n/a blank
t1              6    0    0    0    0    0    0     0
t2              0    6    0    0    0    0    0     0
t3              0    0    6    0    0    0    0     0
p1              0    0    0    6    0    0    0     0
p2              0    0    0    0    6    0    0     0
m1              0    0    0    6    0    0    0     0
1 to 5: "Strongly disagree" to "Strongly agree". ?: "Don't know". n/a: "Does
not apply to my work".

agency
From column 1 (agency)
  6  Police

To look at
No row was flagged.

Columns not read
  column 8 (Remarks)

This can be scored.
"""


def test_what_must_be_mended_is_listed_and_the_exit_status_is_1(run: Run, home: Path) -> None:
    done = run("check", "bad.csv", "-q", "town.yaml", code=1)
    said = " ".join(done.stdout.split())
    assert "To mend before this can be scored" in said
    assert "- row 8, column 3 (t2): 'Agre' is no answer of the scale; did you mean" in said
    assert "by answering questions: collabcheck map bad.csv -q town.yaml" in said
    assert "'Helth' is no option; did you mean 'Health'?" in said
    assert "This can be scored" not in said
    assert done.stderr == ""


def test_score_refuses_what_check_finds_and_takes_what_it_lets_pass(run: Run, home: Path) -> None:
    lines = run("score", "bad.csv", "-q", "town.yaml", code=1).stderr.splitlines()
    assert lines[0] == "bad.csv:"
    assert lines[1].startswith("  - row 8, column 3 (t2): 'Agre' is no answer of the scale")
    assert lines[-1] == (
        "To settle all of these by answering questions: collabcheck map bad.csv -q town.yaml"
    )
    assert "6" in run("score", "good.csv", "-q", "town.yaml").stdout


def test_what_may_be_another_tools_numbers_or_a_row_of_totals_is_said(run: Run, home: Path) -> None:
    rows = "police,1,2,3,4,4,1\n" * 20 + ",2,2,2,2,2,2\n"
    (home / "odd.csv").write_text(f"agency,{IDS}\n{rows}")
    said = run("check", "odd.csv", "-q", "town.yaml").stdout
    assert (
        "To look at\n"
        "Nobody chose 5 in any item. Does your tool count from 0?\n"
        "The last row, 22, alone says nothing of who answered. Is it a row of totals?\n"
    ) in said
    told = run("score", "odd.csv", "-q", "town.yaml").stderr
    assert "odd.csv: nobody chose 5 in any item; does your tool count from 0?\n" in told
    assert "odd.csv: the last row (22) alone says nothing of who answered" in told


def test_rows_of_no_wave_are_no_wave(run: Run, home: Path) -> None:
    (home / "waves.csv").write_text(f"wave,{IDS}\n" + "1,1,2,3,4,5,1\n,1,2,3,4,5,1\n" * 5)
    said = run("check", "waves.csv", "-q", "town.yaml", code=1).stdout
    assert "Waves\n  5 rows without a wave\n  5 rows of 1\n" in said


def test_a_doubt_is_listed_under_what_to_mend_and_all_else_is_told(run: Run, home: Path) -> None:
    rows = "11/02/2026,police,1,2,3,4,5,Agree\n" * 6
    (home / "two ways.csv").write_text(f"Date,agency,{IDS}\n{rows}")
    done = run("check", "two ways.csv", "-q", "town.yaml", code=1)
    assert "6 of 6 rows kept." in done.stdout
    assert done.stdout.endswith(
        "To mend before this can be scored\n"
        "  - column 1 (Date): '11/02/2026' may be 11 February (day first) or 2 November\n"
        "    (month first)\n"
        "To settle this by answering questions: "
        "collabcheck map 'two ways.csv' -q town.yaml\n"
    )
    refused = run("score", "two ways.csv", "-q", "town.yaml", code=1).stderr
    assert refused.startswith("two ways.csv:\n  - column 1 (Date): '11/02/2026' may be 11 Feb")


def test_what_questions_cannot_settle_names_no_command(run: Run, home: Path) -> None:
    (home / "a.csv").write_text(f"{IDS}\n,,,,,x\n".replace("x", ""))
    said = run("check", "a.csv", "-q", "town.yaml", code=1).stdout
    assert "no row holds an answer" in said
    assert "collabcheck map" not in said


def test_a_questionnaire_in_a_mapping_is_not_named_again(run: Run, home: Path) -> None:
    (home / "bad.mapping.yaml").write_text("kind: mapping\nquestionnaire: town.yaml\n")
    assert run("check", "bad.csv", code=1).stdout.endswith(": collabcheck map bad.csv\n")


def test_whoever_holds_the_export_is_told_of_one_row_too(run: Run, home: Path) -> None:
    (home / "a.csv").write_text(f"agency,{IDS}\n{ROWS}charity,5,5,5,5,5,5\n")
    said = run("check", "a.csv", "-q", "town.yaml").stdout
    assert "  1  Charity\n  6  Police\n" in said
    assert re.search(r"mean of the axis +all +without\nTrust +2\.\d\d +2\.\d\d\n", said)
    assert "hidden" not in said


def test_as_json_the_same_is_said(run: Run, home: Path) -> None:
    (home / "few.csv").write_text(f"agency,{IDS}\n" + "police,1,2,3,4,5,1\n" * 4)
    done = run("check", "good.csv", "bad.csv", "few.csv", "-q", "town.yaml", "-f", "json", code=1)
    good, bad, few = json.loads(done.stdout)["exports"]
    assert good["to_mend"] == []
    assert good["items"][0]["counts"] == [6, 0, 0, 0, 0, 0, 0, 0]
    assert good["attributes"][0]["counts"] == [["police", 6]]
    assert bad["to_mend"][0]["where"].startswith("bad.csv, row 8")
    assert few["items"][0]["counts"] == [4, 0, 0, 0, 0, 0, 0, 0]
    assert few["attributes"][0]["counts"] == [["police", 4]]


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_nobodys_own_words_are_shown(run: Run, home: Path, form: str) -> None:
    words = "Anna from the North team told me this"
    (home / "a.csv").write_text(f"agency,{IDS}\n{ROWS}police,{words} and {words},2,3,4,5,1\n")
    said = run("check", "a.csv", "-q", "town.yaml", "-f", form, code=1).stdout
    assert words in " ".join(said.split())
    assert said.count("Anna") == said.count("\u2026") > 0


def test_a_saved_mapping_is_found_and_said(run: Run, home: Path) -> None:
    (home / "good.mapping.yaml").write_text(
        "kind: mapping\nquestionnaire: town.yaml\nitems: [{item: m1, column: 7}]\n"
    )
    assert "read with the mapping good.mapping.yaml" in run("check", "good.csv").stderr
    named = run("check", "bad.csv", "-m", "good.mapping.yaml", code=1)
    assert "read with the mapping good.mapping.yaml" in named.stderr


def test_the_shipped_questionnaire_is_told_by_its_columns_and_said(
    run: Run, tmp_path: Path
) -> None:
    from collabcheck.library.questionnaires import load_questionnaire

    ids = [item.id for item in load_questionnaire("safeguarding/pulse").items]
    (tmp_path / "a.csv").write_text(",".join(ids) + "\n" + ",".join(["4"] * len(ids)) + "\n")
    assert "answers safeguarding/pulse, as its columns show" in run("check", "a.csv").stderr


def test_where_hardly_a_column_is_known_that_comes_first_and_fits_a_screen(
    run: Run, tmp_path: Path
) -> None:
    headers = ",".join(f"Frage {n}" for n in range(1, 90))
    (tmp_path / "a.csv").write_text(headers + "\n" + ("," * 88).join("44") + "\n")
    lines = run("check", "a.csv", "-q", "safeguarding/practitioner", code=1).stdout.splitlines()
    assert lines[3] == "To mend before this can be scored"
    assert lines[4].startswith("  - none of the 64 items")
    assert "collabcheck check" not in " ".join(lines)
    said = " ".join(" ".join(lines).split())
    assert "NOBODY'S ANSWERS to these were found: rip-01 to rip-11, rlw-01 to rlw-11," in said
    assert not [line for line in lines if line.startswith("rip-01 ")]
    assert "and 69 more" in said
    assert len(lines) < 45


def test_why_no_row_counts_is_said_where_it_is_refused(run: Run, home: Path) -> None:
    (home / "a.csv").write_text(f"id,Finished,{IDS}\n1,Yes,,,,,,\n2,No,1,2,3,4,5,1\n3,Yes,,,,,,\n")
    for command in ("check", "score"):
        done = run(command, "a.csv", "-q", "town.yaml", code=1)
        said = " ".join((done.stdout + done.stderr).split())
        assert (
            "no row holds an answer (1 row unfinished, or left out otherwise, by column 2 "
            "(Finished); 2 rows without an answer to any item)" in said
        )


QUALTRICS = (
    f"ResponseId,Status,Finished,StartDate,EndDate,{IDS}\n"
    f"Response ID,Response Type,Finished,Start Date,End Date,{IDS}\n"
    + ",".join(f'"{{""ImportId"":""c{n}""}}"' for n in range(11))
    + "\n"
    + "a,1,1,2026-01-01,2026-01-01,1,2,3,4,5,1\n"
    + "b,0,0,2026-01-01,2026-01-01,1,2,3,4,5,1\n"
    + "".join(f"c{n},0,1,2026-01-01,2026-01-01,1,2,3,4,5,1\n" for n in range(5))
)


def test_a_preview_is_called_so_and_a_tools_own_header_is_not_shown(run: Run, home: Path) -> None:
    (home / "q.csv").write_text(QUALTRICS)
    said = " ".join(run("check", "q.csv", "-q", "town.yaml").stdout.split())
    assert "1 row dropped: from a preview of the survey, by column 2 (Status > Resp" in said
    assert "1 row dropped: unfinished, or left out otherwise, by column 3 (Finished)" in said
    assert "ImportId" not in said
    told = run("score", "q.csv", "-q", "town.yaml").stderr.splitlines()
    assert "q.csv: left out: 1 row from a preview of the survey, by column 2 (Status > Resp" in (
        "\n".join(told)
    )
    assert "q.csv: numbers alone were read as the scale's codes: 1, 2, 3, 4, 5" in told


def test_items_without_a_column_are_said_loudly(run: Run, home: Path) -> None:
    (home / "a.csv").write_text("t1,t2,t3,p1\n1,2,3,4\n")
    said = " ".join(run("check", "a.csv", "-q", "town.yaml").stdout.split())
    assert "4 of 6 have a column. NOBODY'S ANSWERS to these were found: p2, m1." in said


def test_a_file_that_is_no_export_is_an_error_of_one_line(run: Run, home: Path) -> None:
    assert run("check", "nowhere.csv", "-q", "town.yaml", code=1).stderr.count("\n") == 1
    (home / "empty.csv").write_text("")
    assert "empty" in run("check", "empty.csv", "-q", "town.yaml", code=1).stderr


def test_what_score_reads_and_is_no_export_is_said_to_be_so(run: Run, home: Path) -> None:
    run("tally", "good.csv", "-q", "town.yaml", "-o", "t.json")
    for command in ("check", "map"):
        said = run(command, "t.json", "-q", "town.yaml", code=1).stderr
        assert said == (
            "t.json: this is a file of kind tally, not an export of a survey tool; "
            "'collabcheck score' reads it\n"
        )


def test_no_line_is_wider_than_80_columns(run: Run, home: Path) -> None:
    (home / "wide.csv").write_text(
        f"agency,{IDS},{'A very long question ' * 10}\n" + ROWS.replace("\n", ",x\n") * 9
    )
    lines = run("check", "wide.csv", "-q", "town.yaml").stdout.splitlines()
    assert max(map(len, lines)) <= 80
