"""What is each group asked about each other group?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from collabcheck.core.instrument.item import Item, Option
from collabcheck.core.instrument.values import Code, Evidence, Id, Text, Value

GROUP = "{group}"
"""Where the name of whoever a statement is about goes."""


class Statement(Value):
    """A statement about every group in turn; `{group}` in its text and help is that group's name.

    `keying` is "reverse" where agreeing means worse collaboration.
    """

    id: Id
    text: Text
    keying: Literal["forward", "reverse"] = "forward"
    codes: tuple[Code, ...] = ()
    evidence: Evidence = "local"
    help: Text | None = None


class RoundRobin(Value):
    """Statements by which the groups of an attribute rate each other, and themselves.

    `without`: the options that nobody is asked about. `names`: what an option is called within a
    statement, where its own name does not read well there.
    """

    attribute: Id
    title: Text
    about: Text
    items: Annotated[tuple[Statement, ...], Field(min_length=1, max_length=20)]
    without: tuple[Id, ...] = ()
    names: tuple[Option, ...] = ()

    def rated(self, options: Sequence[Option]) -> tuple[Option, ...]:
        """Give those of the attribute's options that are asked about, as statements name them."""
        names = {option.id: option for option in self.names}
        return tuple(names.get(o.id, o) for o in options if o.id not in self.without)

    def ids(self, options: Sequence[Option]) -> tuple[str, ...]:
        """Name the items that it stands for, in the order in which they are asked."""
        return tuple(_id(statement, o) for o, statement in self._each(options))

    def expanded(self, options: Sequence[Option]) -> tuple[Item, ...]:
        """Write out an item for each statement about each group: one group after the other."""
        return tuple(
            Item(
                id=_id(statement, option),
                text=statement.text.replace(GROUP, option.name),
                about=option.id,
                keying=statement.keying,
                codes=statement.codes,
                evidence=statement.evidence,
                help=statement.help and statement.help.replace(GROUP, option.name),
            )
            for option, statement in self._each(options)
        )

    def _each(self, options: Sequence[Option]) -> Iterator[tuple[Option, Statement]]:
        return ((option, item) for option in self.rated(options) for item in self.items)


def _id(statement: Statement, option: Option) -> str:
    return f"{statement.id}-{option.id}"
