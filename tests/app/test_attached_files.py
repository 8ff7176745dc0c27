"""Files of this computer become attachments and come back as files, or are refused in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_escalation.app.attached_files import read_file, save_file
from desktop_escalation.domain.attachment import ANY_TYPE, MOST_BYTES, NewFile
from desktop_escalation.domain.errors import Refused

NO_MODES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes, and links for few")

SAVE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from desktop_escalation.app.attached_files import save_file
from desktop_escalation.domain.errors import Refused
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save_file(Path(sys.argv[1]), b"x" * 100_000, may_replace=sys.argv[2] == "True")
except Refused as refused:
    print(refused)
"""

SAVE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from desktop_escalation.app.attached_files import save_file
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
save_file(Path(sys.argv[1]), b"new", may_replace=True)
"""


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


@pytest.mark.parametrize(
    "name", ["//evil/share/a.png", "\\\\evil\\share\\a.png", "/\\evil/share/a.png", "/??/UNC/evil/a.png"]
)
def test_a_file_of_another_computer_is_refused_in_words(name: str) -> None:
    with pytest.raises(Refused, match=r"^a\.png lies on another computer: copy it to this one, and attach the copy"):
        read_file(Path(name))


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


@NO_MODES
def test_a_new_file_is_readable_as_any_other_that_is_made(tmp_path: Path) -> None:
    usual = a_file(tmp_path, "usual.txt").stat().st_mode
    for may_replace in (True, False):
        assert save_file(tmp_path / f"{may_replace}.txt", b"x", may_replace=may_replace).stat().st_mode == usual


@NO_MODES
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_a_file_stays_when_it_is_replaced(tmp_path: Path, mode: int) -> None:
    path = a_file(tmp_path)
    path.chmod(mode)
    save_file(path, b"new", may_replace=True)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new", mode)


@NO_MODES
def test_a_link_stays_and_the_file_that_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = a_file(tmp_path / "elsewhere", "real.png"), tmp_path / "link.png"
    real.chmod(0o640)
    link.symlink_to(Path("elsewhere", "real.png"))
    assert save_file(link, b"new", may_replace=True) == link
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o7777) == (b"new", 0o640)
    assert list((tmp_path / "elsewhere").iterdir()) == [real]


@NO_MODES
def test_a_link_to_nowhere_is_left_as_it_is_or_gets_its_file(tmp_path: Path) -> None:
    link = tmp_path / "link.png"
    link.symlink_to("nowhere.png")
    with pytest.raises(Refused, match="is there already"):
        save_file(link, b"new")
    assert not (tmp_path / "nowhere.png").exists()
    save_file(link, b"new", may_replace=True)
    assert (tmp_path / "nowhere.png").read_bytes() == b"new"


@NO_MODES
def test_links_in_a_ring_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(Refused, match="cannot be written"):
        save_file(tmp_path / "a", b"new", may_replace=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("may_replace", [True, False])
def test_a_file_that_does_not_fit_leaves_no_part_of_it(tmp_path: Path, *, may_replace: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAVE_TOO_MUCH, str(tmp_path / "a.bin"), str(may_replace)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "a.bin cannot be written: File too large" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_program_that_is_killed_while_it_saves_leaves_the_file_before(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    done = subprocess.run([sys.executable, "-c", SAVE_AND_DIE, str(path)], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == b"\x89PNG"


def test_a_failed_replacement_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match="cannot be written"):
        save_file(tmp_path / "folder", b"new", may_replace=True)
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        save_file(tmp_path / "gone" / "a.txt", b"x")
