"""Do answers stay on disk, and does no file of anybody's get lost?"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from support import TOWN, a_response, questionnaire

from collabcheck.ask import keep
from collabcheck.ask.keep import RESPONSES
from collabcheck.ask.output import check_output, output_path, write_output
from collabcheck.core.errors import CollabcheckError
from collabcheck.core.responses.response import Response, response_to_json


@pytest.fixture
def response() -> Response:
    return a_response(questionnaire(TOWN), "anna", {"t1": 4}, agency="police")


def test_saving_is_atomic_private_and_flushed(
    tmp_path: Path, response: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file and its folder are flushed to the disk, and only their owner can read them."""
    flushed: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda fd: flushed.append(stat.S_ISDIR(os.fstat(fd).st_mode)))
    path = tmp_path / "state" / "sessions" / "a.json"
    with keep.held(path, RESPONSES) as kept:
        kept.save(response)
        assert kept.read() == response
    assert flushed == [False, True]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [p.name for p in path.parent.iterdir() if ".tmp" in p.name] == []


def test_a_full_disk_leaves_the_last_save_and_says_so(
    tmp_path: Path, response: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that fails takes nothing away."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with keep.held(tmp_path / "a.json", RESPONSES) as kept:
        kept.save(response)
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(CollabcheckError, match="cannot be kept: No space left on device"):
            kept.save(response.model_copy(update={"answers": ()}))
        assert kept.read() == response
    assert len(list(tmp_path.glob("*.json"))) == 1
    assert not list(tmp_path.glob(".*"))


def test_one_process_at_a_time(tmp_path: Path, response: Response) -> None:
    """The lock is refused to a second, and free again after the first."""
    path = tmp_path / "a.json"
    with keep.held(path, RESPONSES) as kept:
        kept.save(response)
        with pytest.raises(CollabcheckError, match="in another window"), keep.held(path, RESPONSES):
            pass
        assert keep.waiting(tmp_path) == []
    assert keep.waiting(tmp_path) == [path]
    with keep.held(path, RESPONSES) as kept:
        kept.discard()
    assert not list(tmp_path.iterdir())


def test_nothing_kept_leaves_nothing(tmp_path: Path) -> None:
    """A session that was left at the notice leaves no file behind."""
    with keep.held(tmp_path / "a.json", RESPONSES):
        pass
    assert not list(tmp_path.iterdir())


def test_the_newest_of_a_questionnaire_is_found_again(tmp_path: Path, response: Response) -> None:
    """With the name it was started by; the one left last is the newest."""
    for name in "abc":
        with keep.held(tmp_path / f"{name}.json", RESPONSES) as kept:
            kept.name(f"./{name}.yaml")
            kept.save(response)
        os.utime(tmp_path / f"{name}.json", (0, "abc".index(name)))
    assert keep.newest(tmp_path, RESPONSES).name == "c.json"
    with keep.held(tmp_path / "a.json", RESPONSES):
        pass
    assert keep.newest(tmp_path, RESPONSES).name == "a.json"
    assert keep.instrument_named(keep.newest(tmp_path, RESPONSES), RESPONSES) == "./a.yaml"
    assert keep.newest(tmp_path, RESPONSES, "town/staff").name == "a.json"
    with pytest.raises(CollabcheckError, match="no unfinished questionnaire of town/other"):
        keep.newest(tmp_path, RESPONSES, "town/other")


def test_none_to_resume(tmp_path: Path) -> None:
    """An error that says how to start."""
    with pytest.raises(CollabcheckError, match="no unfinished questionnaire to go on with; start"):
        keep.newest(tmp_path / "nowhere", RESPONSES)


def test_a_broken_session_names_its_file(tmp_path: Path) -> None:
    """Somebody edited it: say which."""
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(CollabcheckError, match=r"a\.json: this is not JSON"):
        keep.newest(tmp_path, RESPONSES, "town/staff")


def test_the_name_of_the_output() -> None:
    """Questionnaire, day and the beginning of the respondent; or what was wished."""
    named = ("town/staff", "2026-01-02", "abcdef0123456789")
    assert output_path(None, *named) == Path("collabcheck-town-staff-2026-01-02-abcdef01.json")
    assert output_path(Path("x.json"), *named) == Path("x.json")


def test_an_output_in_the_way_is_refused_before_the_first_question(tmp_path: Path) -> None:
    """Also a dangling link, a folder, a missing folder and a closed one."""
    taken = tmp_path / "taken.json"
    taken.write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for path in (taken, tmp_path / "link"):
        with pytest.raises(CollabcheckError, match="exists, and is never overwritten"):
            check_output(path)
    with pytest.raises(CollabcheckError, match="the result goes into a file"):
        check_output(tmp_path)
    with pytest.raises(CollabcheckError, match="there is no such folder"):
        check_output(tmp_path / "no" / "a.json")
    check_output(tmp_path / "new.json")


def test_a_closed_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may not write there hears it before answering sixty questions."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CollabcheckError, match="nothing can be written to this folder"):
        check_output(tmp_path / "a.json")


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, response: Response, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Not on a file system without links either."""
    if not links:

        def refuse(*_: Path) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.json"
    write_output(path, response_to_json(response))
    before = path.read_bytes()
    with pytest.raises(CollabcheckError, match="never overwritten"):
        write_output(path, "another")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
