"""Are compiled templates kept without ever doing harm?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2.bccache import Bucket

from collabcheck.core.errors import CollabcheckError
from collabcheck.render.words import environment, fill_values


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep them in a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name, raising=True)
    return tmp_path / "collabcheck" / "templates"


def filled(text: str, *, html: bool = False) -> str:
    return fill_values(environment({"a": text}, html=html), "a", {"x": "<b>"})


def test_a_template_is_kept_and_one_that_was_changed_is_compiled_anew(cache: Path) -> None:
    assert filled("one {{ x }}") == "one <b>"
    assert len(list(cache.iterdir())) == 1
    assert filled("two {{ x }}") == "two <b>"
    assert filled("two {{ x }}") == "two <b>"
    assert len(list(cache.iterdir())) == 1


def test_what_was_kept_for_text_is_not_used_for_a_page() -> None:
    assert filled("{{ x }}") == "<b>"
    assert filled("{{ x }}", html=True) == "&lt;b&gt;"
    assert filled("{{ x }}") == "<b>"


@pytest.mark.parametrize("junk", [b"", b"junk", b"j2" + b"\x00" * 60])
def test_a_damaged_file_is_made_anew(cache: Path, junk: bytes) -> None:
    filled("{{ x }}")
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    for damaged in (junk, whole[:-5]):
        kept.write_bytes(damaged)
        assert filled("{{ x }}") == "<b>"
        assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_reports_are_written_all_the_same(cache: Path) -> None:
    cache.parent.parent.joinpath("collabcheck").write_text("a file where a folder should be")
    assert filled("{{ x }}") == "<b>"


def test_a_fault_is_named_with_its_line_also_when_the_template_was_kept() -> None:
    for _ in range(2):
        with pytest.raises(CollabcheckError, match="a:2"):
            filled("one\n{{ nothing }}")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder is the user's by itself")
def test_what_another_user_may_have_put_there_is_not_run(cache: Path) -> None:
    filled("one")
    (kept,) = cache.iterdir()
    env = environment({"a": "one"}, html=False)
    assert env.bytecode_cache
    planted = Bucket(env, kept.name, env.bytecode_cache.get_source_checksum("one"))
    planted.code = env.compile("two", "a", "template:a")
    kept.write_bytes(planted.bytecode_to_string())
    assert filled("one") == "two", "what was planted is sound"
    cache.chmod(0o777)
    assert filled("one") == "one"
