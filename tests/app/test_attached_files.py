"""Files of this computer become attachments and come back as files, or are refused in words."""

import os
import sys
from pathlib import Path

import pytest

from desktop_escalation.app.attached_files import read_file, save_file
from desktop_escalation.domain.attachment import ANY_TYPE, MOST_BYTES, NewFile
from desktop_escalation.domain.errors import Refused


def a_file(folder: Path, name: str = "photo.png", content: bytes = b"\x89PNG") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_read_with_its_type(tmp_path: Path) -> None:
    assert read_file(a_file(tmp_path)) == NewFile("photo.png", "image/png", b"\x89PNG")
    assert read_file(a_file(tmp_path, "what.is-this")).media_type == ANY_TYPE


def test_a_large_file_is_read_whole(tmp_path: Path) -> None:
    content = os.urandom(3 * 1024 * 1024 + 7)
    assert read_file(a_file(tmp_path, content=content)).content == content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_file_with_a_bad_name_is_attached_under_a_clean_one(tmp_path: Path) -> None:
    assert read_file(a_file(tmp_path, "..\\..\\evil.exe")).name == "evil.exe"
    assert read_file(a_file(tmp_path, "CON")).name == "_CON"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^photo\.png is empty"):
        read_file(a_file(tmp_path, content=b""))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "disk.img"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Refused, match=r"^disk\.img is larger than 25 MB"):
        read_file(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="pipe is a device or a pipe"):
        read_file(tmp_path / "pipe")


def test_a_file_that_went_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"there is no file gone\.txt any more"):
        read_file(tmp_path / "gone.txt")


def test_a_file_that_the_computer_does_not_give_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_file(tmp_path / ("x" * 300))


def test_content_is_saved_as_it_is_and_cannot_be_run(tmp_path: Path) -> None:
    path = save_file(tmp_path / "evil.exe", b"MZ\x00")
    assert path.read_bytes() == b"MZ\x00"
    assert not path.stat().st_mode & 0o111 or sys.platform == "win32"


def test_content_is_saved_under_a_clean_name(tmp_path: Path) -> None:
    assert save_file(tmp_path / "CON.txt", b"x").name == "_CON.txt"


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with pytest.raises(Refused, match="is there already, and was left as it is"):
        save_file(path, b"new")
    assert path.read_bytes() == b"\x89PNG"


def test_a_file_is_replaced_as_a_whole_where_that_was_agreed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    assert save_file(path, b"new", may_replace=True).read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_replacement_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match="cannot be written"):
        save_file(tmp_path / "folder", b"new", may_replace=True)
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        save_file(tmp_path / "gone" / "a.txt", b"x")
