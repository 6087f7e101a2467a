"""What do the lines of a script answer, and which of them is wrong?"""

from __future__ import annotations

from collabcheck.ask.names import allowed, answer_words, option_named
from collabcheck.ask.session import Session, agree, answer, begin, choose, comment, finish
from collabcheck.ask.text import clean
from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.item import Attribute
from collabcheck.core.instrument.questionnaire import Scale
from collabcheck.core.responses.response import LONGEST_COMMENT, Given


def run(session: Session, data: bytes) -> Session:
    """Answer a session to its end, one line a question.

    First come the attributes that are not settled yet, then the items. Consent takes no line:
    whoever hands in answers has asked for it. Raises `BadResponse` at
    the first line that is wrong, missing or too many: an answer is never guessed.
    """
    lines = _lines(data)
    session = begin(agree(session))
    for number, line in enumerate(lines, 1):
        if session.phase == "attributes":
            session = _attribute(session, number, line)
        elif session.phase == "items":
            session = _item(session, number, line)
        else:
            raise BadResponse(
                f"there are {len(lines)} lines, but every question is answered by line "
                f"{number - 1}",
                where=f"line {number}",
                mend="take out the lines that are too many, blank ones included",
            )
    if session.phase in ("attributes", "items"):
        raise BadResponse(
            "the answers end before the questions do",
            where=_place(session, len(lines) + 1),
            mend=f"add a line for this and each question after it: {_options(session)}",
        )
    return finish(session)


def parse_answer(scale: Scale, line: str) -> tuple[Given, str] | None:
    """Read `4` or `4 a comment`; None if it does not begin with an answer."""
    word, _, rest = line.strip().partition(" ")
    answers = answer_words(scale)
    if word.lower() not in answers:
        return None
    return answers[word.lower()], rest.strip()


def _attribute(session: Session, number: int, line: str) -> Session:
    option = option_named(session.attribute, line)
    if option is None and line.strip() != "s":
        raise _wrong(session, number, line)
    return choose(session, option.id if option else None)


def _item(session: Session, number: int, line: str) -> Session:
    parsed = parse_answer(session.questionnaire.scale, line)
    if parsed is None:
        raise _wrong(session, number, line)
    given, remark = parsed
    if len(clean(remark)) > LONGEST_COMMENT:
        raise BadResponse(
            f"the comment has {len(clean(remark))} characters",
            where=_place(session, number),
            mend=f"shorten it to {LONGEST_COMMENT}",
        )
    return answer(comment(session, remark), given)


def _lines(data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadResponse(
            "the text is not UTF-8", where=f"line {line}", mend="save the answers as UTF-8"
        ) from None
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]


def _wrong(session: Session, number: int, line: str) -> BadResponse:
    if not line.strip():
        what = "the line is blank, and a missing answer is never guessed"
    else:
        word = clean(line) if session.phase == "attributes" else clean(line).split(" ")[0]
        what = f"'{word[:40]}' is not an answer"
    return BadResponse(what, where=_place(session, number), mend=f"write {_options(session, line)}")


def _place(session: Session, number: int) -> str:
    if session.phase == "attributes":
        return f"line {number}, {session.attribute.id}"
    question = f"question {session.position + 1} of {session.total}"
    return f"line {number}, item {session.item.id}, {question}"


def _options(session: Session, line: str = "") -> str:
    if session.phase == "attributes":
        return _choices(session.attribute, line)
    return allowed(session.questionnaire.scale)


def _choices(attribute: Attribute, line: str) -> str:
    near = near_miss(line.strip(), [option.id for option in attribute.options])
    hint = f" ({near})" if line.strip() and near else ""
    return f"the id, name or number (1-{len(attribute.options)}) of an option, or s to skip{hint}"
