"""Which lines of a script are taken, and how is each kind of wrong one refused?"""

from __future__ import annotations

import pytest
from sitting import TEXT
from support import questionnaire

from collabcheck.ask import session as step
from collabcheck.ask.scripted import run
from collabcheck.core.errors import BadResponse
from collabcheck.core.responses.response import Response, check_response

GOOD = ["police", "Nurse", "4", "d", "s", "5 most weeks"]


def scripted(lines: list[str] | bytes, **choices: str) -> Response:
    data = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
    session = step.start(
        questionnaire(TEXT), respondent="abcd1234", date="2026-01-02", choices=choices
    )
    return run(session, data).response


def test_attributes_then_one_line_an_item() -> None:
    """An option by id, name or number; an answer, and a comment after a space."""
    response = scripted(GOOD)
    check_response(questionnaire(TEXT), response, "here")
    assert response.state == "complete"
    assert [c.option for c in response.attributes] == ["police", "nurse"]
    assert [a.answer for a in response.answers] == [4, "dont_know", None, 5]
    assert response.answers[3].comment == "most weeks"
    assert scripted(["2", "1", *GOOD[2:]]) == response


@pytest.mark.parametrize(
    "data",
    [b"4\n4\n4\n4", b"4\r\n4\r\n4\r\n4\r\n", b"\xef\xbb\xbf4\n4\n4\n4\n"],
    ids=["no last newline", "Windows line ends", "byte-order mark"],
)
def test_lines_from_any_editor(data: bytes) -> None:
    """How a file ends its lines does not matter."""
    response = scripted(data, agency="police", role="nurse")
    assert [a.answer for a in response.answers] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("line", "text", "where", "what"),
    [
        (0, "polise", "line 1, agency", "'polise' is not an answer; write the id, name or number"),
        (0, "", "line 1, agency", "the line is blank"),
        (1, "9", "line 2, role", "'9' is not an answer"),
        (2, "6", "line 3, item t1, question 1 of 4", "'6' is not an answer; write 1-5, d (don't"),
        (3, "", "line 4, item t2, question 2 of 4", "a missing answer is never guessed"),
        (3, "  ", "line 4, item t2, question 2 of 4", "the line is blank"),
        (4, "yes", "line 5, item p1, question 3 of 4", "'yes' is not an answer"),
        (4, "4.0", "line 5, item p1, question 3 of 4", "'4.0' is not an answer"),
        (4, "\x1b[2J", "line 5, item p1, question 3 of 4", "'[2J' is not an answer"),
        (5, f"4 {'x' * 2001}", "line 6, item m1, question 4 of 4", "2001 characters; shorten it"),
    ],
)
def test_a_wrong_line_names_itself(line: int, text: str, where: str, what: str) -> None:
    """The line, the item, its place among all, and the mend."""
    lines = GOOD.copy()
    lines[line] = text
    with pytest.raises(BadResponse) as caught:
        scripted(lines)
    assert str(caught.value).startswith(f"{where}: ")
    assert what in str(caught.value)


def test_a_near_miss_is_suggested() -> None:
    """A misspelt agency is likely one of the list."""
    with pytest.raises(BadResponse, match="did you mean 'police'"):
        scripted(["polise", *GOOD[1:]])


@pytest.mark.parametrize("missing", [1, 3, 5])
def test_too_few_lines(missing: int) -> None:
    """The first question without a line is named."""
    with pytest.raises(BadResponse, match="the answers end before the questions do") as caught:
        scripted(GOOD[:-missing])
    assert caught.value.where.startswith(f"line {7 - missing}, ")


@pytest.mark.parametrize("more", [["3"], [""], ["3", "4"]])
def test_too_many_lines(more: list[str]) -> None:
    """A line too many may mean that one slipped in further up, so none is taken."""
    with pytest.raises(BadResponse, match=f"line 7: there are {6 + len(more)} lines") as caught:
        scripted([*GOOD, *more])
    assert "answered by line 6" in str(caught.value)


def test_no_lines_at_all() -> None:
    """An empty input stands at the first question."""
    with pytest.raises(BadResponse, match="line 1, item t1, question 1 of 4: the answers end"):
        scripted(b"", agency="police", role="nurse")


def test_not_utf8() -> None:
    """A file in another encoding is refused rather than read wrongly."""
    with pytest.raises(BadResponse, match="line 2: the text is not UTF-8"):
        scripted(b"4\n4 d\xe9j\xe0\n4\n4\n", agency="police", role="nurse")
