"""Drafts are kept for each ticket, whatever happens to the program or to their files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.app.drafts import Draft, Drafts, DraftUnreadable
from desktop_escalation.domain.attachment import NewFile
from desktop_escalation.domain.errors import Unavailable

DRAFT = Draft("Hello Priya,\n\nthe spare line …", is_public=False, files=("/home/marek/photo.png",))

TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from desktop_escalation.app.drafts import Draft, Drafts
drafts = Drafts(Path(sys.argv[1]))
drafts.save("DE-1", Draft("typed before"))
os.replace = Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
drafts.save("DE-1", Draft("typed last"))
"""


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts.of(tmp_path / "drafts", "sqlite:////home/marek/desk.db", "marek")


def test_a_draft_is_kept_for_its_ticket(drafts: Drafts) -> None:
    drafts.save("DE-1", DRAFT)
    assert drafts.load("DE-1") == DRAFT
    assert drafts.load("DE-2") is None


def test_each_database_has_its_own_drafts(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("DE-1", DRAFT)
    assert Drafts.of(tmp_path / "drafts", "postgresql://db01/desk", "marek").load("DE-1") is None


@pytest.mark.parametrize(
    "other",
    ["postgresql://db02/desk", "postgresql://db01/other", "postgresql://db01?dbname=other", "postgresql://db01"],
)
def test_each_database_of_a_server_has_its_own_drafts(tmp_path: Path, other: str) -> None:
    Drafts.of(tmp_path, "postgresql://marek:secret@db01/desk", "marek").save("DE-1", DRAFT)
    assert Drafts.of(tmp_path, other, "marek").load("DE-1") is None


@pytest.mark.parametrize(
    "later",
    [
        "postgresql://marek:changed@db01/desk",
        "postgres://aisha@db01/desk",
        "postgresql://db01?dbname=desk&password=changed&sslmode=require",
    ],
)
def test_a_password_that_changes_leaves_the_drafts_where_they_are(tmp_path: Path, later: str) -> None:
    Drafts.of(tmp_path, "postgresql://marek:secret@db01/desk", "marek").save("DE-1", DRAFT)
    assert Drafts.of(tmp_path, later, "marek").load("DE-1") == DRAFT


def test_a_draft_without_words_is_forgotten(drafts: Drafts) -> None:
    drafts.save("DE-1", DRAFT)
    drafts.save("DE-1", Draft(" \n"))
    assert drafts.load("DE-1") is None
    assert list(drafts.folder.iterdir()) == []


def test_forgetting_what_is_not_there_is_no_mistake(drafts: Drafts) -> None:
    drafts.forget("DE-1")
    assert drafts.load("DE-1") is None


@given(st.text(max_size=50, alphabet=st.characters(exclude_categories=())))
def test_any_text_comes_back_letter_by_letter(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp() / "letters")
    drafts.save("DE-1", Draft(body, files=("x",)))
    assert drafts.load("DE-1") == Draft(body, files=("x",))


@pytest.mark.parametrize("number", ["../../etc", "a/b\\c", "...", "Ü-1", "%2F"])
def test_a_ticket_of_any_number_has_a_draft_in_the_folder(drafts: Drafts, number: str) -> None:
    drafts.save(number, DRAFT)
    assert drafts.load(number) == DRAFT
    assert len(list(drafts.folder.iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"body": 1, "is_public": true, "files": []}',
        b'{"body": "", "is_public": true, "files": [1]}',
        b'{"body": "x"}',
        b'{"body": "x", "is_public": true, "files": [], "pictures": [1]}',
        b'{"body": "x", "is_public": true, "files": [], "pictures": [{"name": 1, "type": "a/b", "file": "c"}]}',
        b'{"body": "x", "is_public": true, "files": [], "pictures": [{"name": "p", "type": "a/b", "file": "../p"}]}',
        b"x" * (16 * 1024 * 1024 + 1),
    ],
)
def test_a_draft_that_cannot_be_read_is_set_aside_and_told(drafts: Drafts, content: bytes) -> None:
    for count in (1, 2):
        drafts.save("DE-1", DRAFT)
        (path,) = drafts.folder.glob("*.json")
        path.write_bytes(content)
        with pytest.raises(DraftUnreadable, match="the draft for DE-1 could not be read and was set aside"):
            drafts.load("DE-1")
        assert drafts.load("DE-1") is None
        assert path.with_name(f"{path.name}.unreadable-{count}").read_bytes() == content


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    drafts = Drafts(tmp_path / "taken")
    with pytest.raises(Unavailable, match="the draft for DE-1 could not be kept"):
        drafts.save("DE-1", DRAFT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no such modes")
def test_nobody_else_reads_a_draft(drafts: Drafts) -> None:
    drafts.save("DE-1", DRAFT)
    (path,) = drafts.folder.iterdir()
    assert (drafts.folder.stat().st_mode & 0o077, path.stat().st_mode & 0o077) == (0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_program_that_is_killed_while_it_saves_leaves_the_draft_before(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", TYPE_AND_DIE, str(tmp_path)], check=False, env=dict(os.environ))
    assert done.returncode == -9
    assert Drafts(tmp_path).load("DE-1") == Draft("typed before")
    assert [path.name for path in tmp_path.glob("*.json")] == ["DE-1.json"]


# --- pictures -----------------------------------------------------------------

FIRST = NewFile("picture-1.png", "image/png", b"first")
SECOND = NewFile("picture-2.png", "image/png", b"second")


def beside(drafts: Drafts) -> list[bytes]:
    """List the content of what lies beside the drafts."""
    return sorted(path.read_bytes() for path in drafts.folder.iterdir() if path.suffix != ".json")


def test_pictures_come_back_with_their_draft_and_go_with_it(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("See.", pictures=(FIRST, SECOND)))
    drafts.save("DE-11", Draft("", pictures=(FIRST,)))
    assert drafts.load("DE-1") == Draft("See.", pictures=(FIRST, SECOND))
    drafts.save("DE-1", Draft("See.", pictures=(SECOND,)))
    assert drafts.load("DE-1") == Draft("See.", pictures=(SECOND,))
    assert beside(drafts) == [b"first", b"second"]
    drafts.forget("DE-1")
    assert beside(drafts) == [b"first"]
    assert drafts.load("DE-11") == Draft("", pictures=(FIRST,))


def test_a_picture_that_is_there_is_not_written_again(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("a", pictures=(FIRST,)))
    (before,) = [path.stat().st_ino for path in drafts.folder.iterdir() if path.suffix != ".json"]
    drafts.save("DE-1", Draft("ab", pictures=(FIRST, FIRST)))
    assert [path.stat().st_ino for path in drafts.folder.iterdir() if path.suffix != ".json"] == [before]


def test_a_picture_that_is_gone_or_not_whole_is_named_and_the_words_are_there(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("See.", pictures=(FIRST, SECOND)))
    for path in drafts.folder.iterdir():
        if path.read_bytes() == b"first":
            path.unlink()
        elif path.read_bytes() == b"second":
            path.write_bytes(b"sec")
    draft = drafts.load("DE-1")
    assert draft is not None
    assert (draft.body, draft.pictures) == ("See.", ())
    assert [lost.name for lost in draft.lost] == ["picture-1.png", "picture-2.png"]


def test_a_picture_that_could_not_be_read_once_is_left_until_the_draft_is_forgotten(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("See.", pictures=(FIRST,)))
    (path,) = (path for path in drafts.folder.iterdir() if path.suffix != ".json")
    path.write_bytes(b"fir")
    for body in ("See this.", "See this one."):
        draft = drafts.load("DE-1")
        assert draft is not None
        drafts.save("DE-1", Draft(body, pictures=(SECOND,), lost=draft.lost))
    path.write_bytes(b"first")
    assert drafts.load("DE-1") == Draft("See this one.", pictures=(SECOND, FIRST))
    drafts.forget("DE-1")
    assert list(drafts.folder.iterdir()) == []


def test_a_picture_that_was_lost_and_is_pasted_again_is_whole(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("See.", pictures=(FIRST,)))
    (path,) = (path for path in drafts.folder.iterdir() if path.suffix != ".json")
    path.write_bytes(b"fir")
    draft = drafts.load("DE-1")
    assert draft is not None
    drafts.save("DE-1", draft.with_picture(FIRST))
    assert drafts.load("DE-1") == Draft("See.", pictures=(FIRST,))


def test_a_lost_picture_whose_file_is_gone_is_told_once(drafts: Drafts) -> None:
    drafts.save("DE-1", Draft("See.", pictures=(FIRST,)))
    (path,) = (path for path in drafts.folder.iterdir() if path.suffix != ".json")
    path.unlink()
    draft = drafts.load("DE-1")
    assert draft is not None
    drafts.save("DE-1", draft)
    assert drafts.load("DE-1") == Draft("See.")


def test_what_is_typed_later_comes_behind_with_its_pictures() -> None:
    both = Draft("a", pictures=(FIRST,)).followed_by(Draft("b", is_public=False).with_picture(SECOND))
    assert both == Draft("a\nb", is_public=False, pictures=(FIRST, SECOND))


# --- whose --------------------------------------------------------------------


def test_each_person_has_drafts_of_his_or_her_own(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("DE-1", DRAFT)
    other = Drafts.of(tmp_path / "drafts", "sqlite:////home/marek/desk.db", "ingrid")
    assert other.load("DE-1") is None
    other.save("DE-1", Draft("Ingrid's"))
    other.forget("DE-1")
    assert drafts.load("DE-1") == DRAFT


def test_a_draft_from_before_persons_had_folders_is_taken_over_by_who_comes_to_it(drafts: Drafts) -> None:
    assert drafts.earlier is not None
    drafts.earlier.mkdir(parents=True)
    (drafts.earlier / "DE-1.json").write_text('{"body": "old", "is_public": false, "files": []}')
    assert drafts.load("DE-1") == Draft("old", is_public=False)
    drafts.forget("DE-1")
    assert drafts.load("DE-1") is None


def test_a_draft_of_the_time_before_is_not_forgotten_with_ones_own(drafts: Drafts) -> None:
    drafts.save("DE-1", DRAFT)
    assert drafts.earlier is not None
    (drafts.earlier / "DE-1.json").write_text('{"body": "old", "is_public": true, "files": []}')
    drafts.forget("DE-1")
    assert drafts.load("DE-1") == Draft("old")


def test_a_draft_of_ones_own_is_not_replaced_by_an_older_one(drafts: Drafts) -> None:
    drafts.save("DE-1", DRAFT)
    assert drafts.earlier is not None
    (drafts.earlier / "DE-1.json").write_text('{"body": "old", "is_public": true, "files": []}')
    assert drafts.load("DE-1") == DRAFT
