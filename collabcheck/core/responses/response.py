"""What did one person answer?"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from collabcheck.core.errors import BadResponse
from collabcheck.core.instrument.checks import near_miss
from collabcheck.core.instrument.questionnaire import Questionnaire, QuestionnaireId
from collabcheck.core.instrument.values import Id, Value, Version

LONGEST_COMMENT = 2000

Given = int | Literal["dont_know", "not_applicable"] | None
"""An answer: a code of the scale, one of the two ways of having none, or None for a blank."""

Record = TypeVar("Record", bound=Value)

Comment = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_COMMENT)]


def day(text: str) -> str:
    """Let a day of the calendar pass, written YYYY-MM-DD."""
    if dt.date.fromisoformat(text).isoformat() != text:
        raise ValueError("write the day as YYYY-MM-DD")
    return text


class QuestionnaireKey(Value):
    """Which questionnaire, in which version, was answered."""

    id: QuestionnaireId
    version: Version
    hash: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]


class Answer(Value):
    """One item's answer, and what the respondent added to it."""

    item: Id
    answer: Given
    comment: Comment | None = None


class Choice(Value):
    """What a respondent says about themselves: an attribute and the option chosen."""

    attribute: Id
    option: Id


class Response(Value):
    """One person's answers, as they stand in a response file.

    `respondent` is a random identifier and never a name. `date` is a day without a time, as the
    time of an answer could tell who gave it.
    """

    format: Literal["collabcheck-response"] = "collabcheck-response"
    schema_version: Literal["1.0"] = "1.0"
    respondent: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{4,64}$")]
    date: Annotated[str, AfterValidator(day)]
    state: Literal["complete", "unfinished"]
    questionnaire: QuestionnaireKey
    attributes: tuple[Choice, ...] = ()
    answers: Annotated[tuple[Answer, ...], Field(max_length=1000)] = ()

    def choice(self, attribute: str) -> str | None:
        """Give the option chosen for an attribute, if any."""
        return next((c.option for c in self.attributes if c.attribute == attribute), None)


def key_of(questionnaire: Questionnaire) -> QuestionnaireKey:
    """Name a questionnaire in the way a response file does."""
    return QuestionnaireKey(
        id=questionnaire.id, version=questionnaire.version, hash=questionnaire.hash
    )


def response_to_json(response: Response) -> str:
    """Write a response as the text of a response file."""
    return response.model_dump_json(indent=2, exclude_none=False) + "\n"


def response_from_json(text: str | bytes, where: str) -> Response:
    """Read the text of a response file; `where` names it in errors. Raises `BadResponse`."""
    mend = "use the file as 'collabcheck assess' wrote it"
    return record_from_json(Response, text, where, "a response file", mend)


def record_from_json(
    model: type[Record], text: str | bytes, where: str, what: str, mend: str
) -> Record:
    """Read the text of a file that holds one record, `what` in a message. Raises `BadResponse`."""
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            fault = f"this is not JSON, or was cut off: {first['ctx']['error']}"
        else:
            field = ".".join(str(step) for step in first["loc"]) or "the whole"
            fault = f"this is not {what}: {field}: {first['msg']}"
        raise BadResponse(fault, where=where, mend=mend) from None


def check_key(
    expected: QuestionnaireKey, given: QuestionnaireKey, said: str, where: str, mend: str
) -> None:
    """Refuse what belongs to another questionnaire or version, `said` before the part that differs.

    Raises `BadResponse`.
    """
    for name in ("id", "version", "hash"):
        one, other = getattr(given, name), getattr(expected, name)
        if one != other:
            raise BadResponse(f"{said} {name} '{one}', not '{other}'", where=where, mend=mend)


def check_response(questionnaire: Questionnaire, response: Response, where: str) -> None:
    """Hold a response against its questionnaire. Raises `BadResponse` at the first mismatch."""
    check_key(
        key_of(questionnaire),
        response.questionnaire,
        "answered for questionnaire",
        where,
        "score it with the questionnaire that was answered (--questionnaire FILE), or all side by "
        "side with --perspectives",
    )
    for choice in response.attributes:
        _check_choice(questionnaire, choice, where)
    chosen = [choice.attribute for choice in response.attributes]
    for name in chosen:
        if chosen.count(name) > 1:
            raise BadResponse(f"{name} is chosen twice", where=where)
    items = {item.id for item in questionnaire.items}
    codes = {point.code for point in questionnaire.scale.points}
    seen: set[str] = set()
    for answer in response.answers:
        if answer.item not in items:
            raise BadResponse(
                f"there is no item '{answer.item}'", where=where, mend=near_miss(answer.item, items)
            )
        if answer.item in seen:
            raise BadResponse(f"item {answer.item} is answered twice", where=where)
        seen.add(answer.item)
        if isinstance(answer.answer, int) and answer.answer not in codes:
            raise BadResponse(
                f"item {answer.item}: {answer.answer} is not on the scale",
                where=where,
                mend=f"codes run from {questionnaire.scale.lo} to {questionnaire.scale.hi}",
            )


def _check_choice(questionnaire: Questionnaire, choice: Choice, where: str) -> None:
    for attribute in questionnaire.attributes:
        if attribute.id == choice.attribute:
            options = [option.id for option in attribute.options]
            if choice.option not in options:
                raise BadResponse(
                    f"there is no {attribute.id} '{choice.option}'",
                    where=where,
                    mend=near_miss(choice.option, options),
                )
            return
    raise BadResponse(f"the questionnaire does not ask for '{choice.attribute}'", where=where)
