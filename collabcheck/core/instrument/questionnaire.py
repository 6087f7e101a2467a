"""What is asked of whom, and on which scale?"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from collabcheck.core.instrument.framework import Axis, Framework
from collabcheck.core.instrument.item import Attribute, Item, Option
from collabcheck.core.instrument.robin import RoundRobin
from collabcheck.core.instrument.values import Id, Text, Value, Version

QuestionnaireId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$")
]
Share = Annotated[float, Field(ge=0, le=1)]
People = Annotated[int, Field(ge=2)]
Picture = Literal["cup-empty", "cup-half", "cup-full"]
"""The pictures that a point of a scale can have."""
MOST_ITEMS = 1000


class Point(Value):
    """One answer of a scale: its code and the words beside it, with a picture for easy reading."""

    code: Annotated[int, Field(ge=0, le=11)]
    label: Text
    picture: Picture | None = None


class Band(Value):
    """A named stretch of the scale, from a mean upwards; the lowest band has no `from`."""

    id: Id
    name: Text
    reading: Text
    start: Annotated[float | None, Field(alias="from")] = None


class Scale(Value):
    """The answers on offer, and how a code or a mean is read.

    `favourable` and `unfavourable` are codes *after* keying: an answer at or above the first counts
    as favourable, at or below the second as unfavourable.
    """

    points: Annotated[tuple[Point, ...], Field(min_length=3, max_length=11)]
    dont_know: Text
    not_applicable: Text
    favourable: int
    unfavourable: int
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @property
    def lo(self) -> int:
        """The lowest code."""
        return self.points[0].code

    @property
    def hi(self) -> int:
        """The highest code."""
        return self.points[-1].code

    @property
    def width(self) -> int:
        """The distance from the lowest code to the highest."""
        return self.hi - self.lo

    @property
    def rising(self) -> tuple[Band, ...]:
        """The bands from the lowest up."""
        return tuple(
            sorted(self.bands, key=lambda b: float("-inf") if b.start is None else b.start)
        )

    def band(self, mean: float) -> Band:
        """Find the band that an *unrounded* mean falls in."""
        return [band for band in self.rising if band.start is None or mean >= band.start][-1]


class Thresholds(Value):
    """The numbers at which a statement is made, hidden or held back (see thresholds.yaml)."""

    smallest_cell: Annotated[int, Field(ge=5)]
    smallest_cell_published: Annotated[int, Field(ge=5)]
    agreement_people: People
    reliability_people: People
    reliability_items: Annotated[int, Field(ge=2)]
    split_share: Share
    barrier_share: Share
    barriers_in_full: Annotated[int, Field(ge=1)]
    enabler_share: Share
    visibility_share: Share
    difference_p: Share
    close_share: Share
    icc_groups: People
    network_people: Annotated[int, Field(ge=10)]
    prompts: Annotated[int, Field(ge=1)]


class Heading(Value):
    """What stands above items that belong together: an axis, or who a round robin is about."""

    id: str
    name: str
    about: str


class Organiser(Value):
    """Who asks, whom to ask about it, and until when answers are kept (a day, or "six months")."""

    name: Text
    contact: Text
    kept_until: Text


class Questionnaire(Value):
    """Items for one audience, on the axes of a framework, answered on one scale.

    In the file, `framework` is the name of a framework; `scale` is the name of a shipped scale or
    a scale written out; `thresholds` may be left out in part or whole. `voice` names those who are
    asked, in a few words, beside others. `consent` comes before the first question, with who asks
    (`organiser`); `support` comes after the last and wherever somebody stops or says no, and
    `thanks` before it for whoever has answered; a blank line parts paragraphs. `limits` says, on
    the report, what this audience's answers cannot tell.
    What groups are asked about each other, the `round_robin`, is written out among the items when
    the file is loaded, after all others.
    """

    kind: Literal["questionnaire"]
    id: QuestionnaireId
    framework: Annotated[Framework, WithJsonSchema({"type": "string"})]
    version: Version
    title: Text
    voice: Text = "Those who answered"
    audience: Text
    consent: Text | None = None
    organiser: Organiser | None = None
    intro: Text
    notice: Text
    thanks: Text | None = None
    support: Text | None = None
    limits: Text | None = None
    scale: Scale
    thresholds: Thresholds
    attributes: tuple[Attribute, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    round_robin: RoundRobin | None = None

    @property
    def lay(self) -> bool:
        """Whether it asks people whom the work is about: those are given `support` at the end.

        The framework's headings and a report of their own are written for people who do the work,
        so whoever is asked here is shown neither.
        """
        return self.support is not None

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The framework's axes that at least one item asks about, in the framework's order."""
        asked = {item.axis for item in self.items}
        return tuple(axis for axis in self.framework.axes if axis.id in asked)

    @property
    def rated(self) -> tuple[Option, ...]:
        """The groups that a round robin is about, by the names of their options."""
        robin = self.round_robin
        return tuple(
            option
            for attribute in self.attributes
            if robin and attribute.id == robin.attribute
            for option in attribute.options
            if option.id not in robin.without
        )

    def heading(self, item: Item) -> Heading:
        """Give what stands above an item where it is asked."""
        robin = self.round_robin
        if item.about and robin:
            name = f"{robin.title}: {self.option_name(robin.attribute, item.about)}"
            return Heading(id=f"about/{item.about}", name=name, about=robin.about)
        axis = next(axis for axis in self.axes if axis.id == item.axis)
        return Heading(id=axis.id, name=axis.name, about=axis.about)

    def written_out(self) -> Questionnaire:
        """Give the same questionnaire with the items that a round robin stands for."""
        robin = self.round_robin
        if robin is None:
            return self
        options = next(a.options for a in self.attributes if a.id == robin.attribute)
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        return Questionnaire(**{**parts, "items": self.items + robin.expanded(options)})

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all that a respondent sees or that keys an answer.

        Bands, thresholds and links to barriers stay out: changing how answers are read does not
        make answers already given unreadable.
        """
        seen = {
            "id": self.id,
            "version": self.version,
            "points": [[point.code, point.label] for point in self.scale.points],
            "others": [self.scale.dont_know, self.scale.not_applicable],
            "attributes": [
                [a.id, a.question, [[o.id, o.name] for o in a.options]] for a in self.attributes
            ],
            "items": [
                [
                    *(
                        i.id,
                        i.text,
                        i.help,
                        i.axis,
                        i.keying,
                        [[v.role, v.text] for v in i.variants],
                    ),
                    *([i.about] if i.about else []),
                ]
                for i in self.items
            ],
        }
        return _digest(seen)

    @cached_property
    def rules(self) -> str:
        """SHA-256 over what answers are counted for: barriers, enablers and the two codes."""
        links = [[i.id, list(i.barriers), list(i.enablers)] for i in self.items]
        return _digest([links, self.scale.favourable, self.scale.unfavourable])

    def for_publication(self) -> Questionnaire:
        """Give the same questionnaire with the smallest cell of a report that goes further."""
        limits = self.thresholds
        cell = max(limits.smallest_cell, limits.smallest_cell_published)
        return self.model_copy(
            update={"thresholds": limits.model_copy(update={"smallest_cell": cell})}
        )

    def option_name(self, attribute: str, option: str) -> str:
        """Give the display name of an attribute's option; the id itself where it is unknown."""
        return next(
            (
                o.name
                for a in self.attributes
                if a.id == attribute
                for o in a.options
                if o.id == option
            ),
            option,
        )


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Part a text at its line ends; a blank line in YAML's folded style (`>-`) leaves one."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(line for line in lines if line)


def _digest(value: object) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(value).encode()).hexdigest()
