"""What does a sitting at a terminal know of the session it shows?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from collabcheck.ask.layout import Drawing
from collabcheck.ask.terminal import Looks


@dataclass(frozen=True, kw_only=True)
class Shown(ABC):
    """A session as it stands on a screen, whatever it is about.

    hint: one quiet line about the last key. helping: whether the help is open.
    scroll: lines of a long text passed over. page: how many lines of it are in sight where more
    follows, 0 where its end is in sight. leaving: whether the session is left now.
    """

    hint: str = ""
    helping: bool = False
    scroll: int = 0
    page: int = 0
    leaving: bool = False

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether the session is complete."""

    @property
    @abstractmethod
    def writing(self) -> bool:
        """Whether a text of several words is being written, which may be pasted too."""

    @property
    @abstractmethod
    def topic(self) -> object:
        """What is asked now; line by line, it is asked anew when this changes."""


V = TypeVar("V", bound=Shown)


@dataclass(frozen=True)
class Manner(Generic[V]):
    """How one kind of session is shown and answered, key by key and line by line.

    render: lays a view out for a window of so many columns and rows, or None where it is too small.
    ask, hear: the lines that ask, and what a line does. spoken: a view as it is asked line by line.
    tick: the seconds after which the screen is drawn anew though no key came.
    """

    press: Callable[[V, str], V]
    paste: Callable[[V, str], V]
    render: Callable[[V, int, int, Looks], Drawing | None]
    ask: Callable[[V], Iterable[str]]
    hear: Callable[[V, str], V]
    spoken: Callable[[V], V]
    tick: float | None = None
