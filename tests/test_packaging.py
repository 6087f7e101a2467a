"""Does everything that should ship ship?"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ("questionnaires", "report_templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_tracked_file_of_data_and_code(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "collabcheck", *DATA],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    expected = {f"collabcheck/_data/{n}" if n.split("/")[0] in DATA else n for n in tracked}
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    assert shipped == expected


def test_the_wheel_works_from_a_zip_without_being_installed(wheel: Path, tmp_path: Path) -> None:
    """Python imports from a zip; the data is found in it too."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1));"
        "import collabcheck; assert '.whl' in collabcheck.__file__;"
        "from collabcheck.cli.app import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(wheel), "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "collabcheck-demo.html").stat().st_size > 10_000
