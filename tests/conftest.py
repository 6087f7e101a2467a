"""What do all tests share?"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from support import a_response, questionnaire

from collabcheck.core.instrument.questionnaire import Questionnaire
from collabcheck.core.responses.response import Given, Response
from collabcheck.library.questionnaires import load_questionnaire

settings.register_profile(
    "house",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")

Maker = Callable[..., list[Response]]


@pytest.fixture(scope="session")
def practitioner() -> Questionnaire:
    """The full questionnaire that ships."""
    return load_questionnaire("safeguarding/practitioner")


@pytest.fixture(scope="session")
def pulse() -> Questionnaire:
    """The short questionnaire that ships."""
    return load_questionnaire("safeguarding/pulse")


@pytest.fixture(scope="session")
def town() -> Questionnaire:
    """A questionnaire of six items on three axes (see `support`)."""
    return questionnaire()


@pytest.fixture(scope="session")
def make_responses() -> Maker:
    """Make `n` responses to a questionnaire, the same for the same seed."""

    def make(of: Questionnaire, n: int, seed: int = 0) -> list[Response]:
        dice = random.Random(seed)
        codes: list[Given] = [point.code for point in of.scale.points]
        ways: list[Given] = [*codes * 3, "dont_know", "not_applicable", None]
        return [
            a_response(
                of,
                f"r{number:03}",
                {item.id: dice.choice(ways) for item in of.items},
                **{a.id: dice.choice(a.options).id for a in of.attributes},
            )
            for number in range(n)
        ]

    return make
