"""Which shapes do all parts of an instrument share?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints


class Value(BaseModel):
    """A frozen part of an instrument: no unknown fields, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]+(-[A-Z]+)?-\d+[a-z]?$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


Evidence = Literal["study", "derived", "local"]
"""Where a statement comes from.

`study`: stated in the study that the framework rests on. `derived`: drawn from the name of a level
or from the literature that the study cites. `local`: added by a team.
"""
