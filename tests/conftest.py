"""What do all tests share?"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from program import Run
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


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile templates anew: what an earlier version of the program kept proves nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


DEMO = Path(__file__).parents[1] / "questionnaires" / "safeguarding" / "demo"
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


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `collabcheck` in an empty folder, without a terminal, and give what came of it."""

    def run_it(
        *words: str, stdin: str = "", code: int | None = 0, **env: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
        done = subprocess.run(
            [sys.executable, "-m", "collabcheck", *words],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=clean | {"XDG_STATE_HOME": str(tmp_path / "state")} | env,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        if code is not None:
            assert done.returncode == code, done.stderr
        return done

    return run_it


@pytest.fixture
def responses(tmp_path: Path) -> Path:
    """Copy the demo's 24 response files into a folder named `responses`."""
    folder = tmp_path / "responses"
    shutil.copytree(DEMO / "professionals", folder)
    return folder
