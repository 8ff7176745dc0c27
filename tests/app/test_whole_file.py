"""A file is the one before or the new one, never a part of it."""

import sys
from pathlib import Path

import pytest

from desktop_escalation.app.whole_file import write_whole

NO_MODES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes, and links for few")


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.txt"
    for content in (b"one", b"two"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_file_whose_name_is_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"


@NO_MODES
def test_nobody_else_reads_it_unless_that_is_wanted(tmp_path: Path) -> None:
    write_whole(tmp_path / "mine", b"x")
    write_whole(tmp_path / "ours", b"x", mode=0o664)
    assert [(tmp_path / name).stat().st_mode & 0o7777 for name in ("mine", "ours")] == [0o600, 0o664]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]
