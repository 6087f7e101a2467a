"""How do the tests run the program as its users do?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import Run

DEMO = Path(__file__).parents[2] / "questionnaires" / "safeguarding" / "demo"


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
    shutil.copytree(DEMO, folder)
    return folder
