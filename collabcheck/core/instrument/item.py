"""What is one statement, and what does a respondent say about themselves?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from collabcheck.core.instrument.values import Code, Evidence, Id, Text, Value


class Option(Value):
    """One choice of an attribute, such as one agency."""

    id: Id
    name: Text


class Attribute(Value):
    """Something a respondent says about themselves: role, agency. Never a name."""

    id: Id
    question: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Variant(Value):
    """The wording that respondents of one role see instead."""

    role: Id
    text: Text


class Item(Value):
    """One statement to be answered on the scale.

    `keying` is "reverse" where agreeing means worse collaboration. `about` is the group that an
    item of a round robin is about; such an item has no axis, and every other has one.
    """

    id: Id
    text: Text
    axis: Id | None = None
    about: Id | None = None
    strand: Id | None = None
    keying: Literal["forward", "reverse"] = "forward"
    barriers: tuple[Id, ...] = ()
    enablers: tuple[Id, ...] = ()
    codes: tuple[Code, ...] = ()
    evidence: Evidence = "local"
    help: Text | None = None
    variants: tuple[Variant, ...] = ()

    def wording(self, role: str | None) -> str:
        """Give the statement as a respondent of this role sees it."""
        return next((v.text for v in self.variants if v.role == role), self.text)
