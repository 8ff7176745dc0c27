"""Preferences survive the program, other versions of it, and whatever happens to their file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.app.config_folder import config_folder
from desktop_escalation.app.preferences import ColumnPlace, Preferences, ThemeChoice, ViewSort
from desktop_escalation.app.preferences_file import MOST_BYTES, PreferencesFile
from desktop_escalation.app.preferences_text import parse_preferences, write_preferences
from desktop_escalation.app.whole_file import put_aside
from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.domain.value import replace

SET = Preferences(
    theme=ThemeChoice.DARK,
    text_scale=1.25,
    is_compact=True,
    window_geometry=bytes(range(256)),
    splitter_sizes=(208, 768, 464),
    is_pane_visible=False,
    last_view="soon",
    folded=("tier 2", "later"),
    columns=(ColumnPlace("number", 62), ColumnPlace("customer", 180, is_hidden=True)),
    sorts=(ViewSort("soon", "due"), ViewSort("all", "updated", is_descending=True)),
)

WRITE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile
file = PreferencesFile(Path(sys.argv[1]))
file.save(Preferences(last_view="before"))
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
file.save(Preferences(last_view="after"))
"""

WRITE_MANY = """
import sys
from pathlib import Path
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile
file = PreferencesFile(Path(sys.argv[1]))
for _ in range(60):
    file.save(Preferences(last_view=sys.argv[2] * 5000))
"""


@pytest.fixture
def file(tmp_path: Path) -> PreferencesFile:
    return PreferencesFile.within(tmp_path / "config")


def test_a_new_user_has_the_usual_preferences_and_no_trouble(file: PreferencesFile) -> None:
    assert file.load() == (Preferences(), None)


def test_what_is_saved_is_loaded(file: PreferencesFile) -> None:
    file.save(SET)
    assert file.load() == (SET, None)


@given(
    st.builds(
        Preferences,
        text_scale=st.floats(0.9, 1.5),
        window_geometry=st.binary(max_size=64),
        splitter_sizes=st.lists(st.integers(0, 10_000), max_size=4).map(tuple),
        last_view=st.text(max_size=20),
        folded=st.lists(st.text(max_size=20), max_size=4).map(tuple),
        columns=st.lists(st.builds(ColumnPlace, st.text(max_size=9), st.integers(0, 5000)), max_size=4).map(tuple),
        sorts=st.lists(st.builds(ViewSort, st.text(max_size=9), st.text(max_size=9)), max_size=4).map(tuple),
        unknown=st.just("{}"),
    )
)
def test_whatever_is_written_reads_back(preferences: Preferences) -> None:
    understood = parse_preferences(write_preferences(preferences))
    assert understood.preferences == preferences
    assert understood.misunderstood == ()


def test_what_a_newer_version_set_is_kept(file: PreferencesFile) -> None:
    file.save(SET)
    document = json.loads(file.path.read_text()) | {"sounds": {"breach": ["bell", 3]}}
    file.path.write_text(json.dumps(document))
    loaded, trouble = file.load()
    file.save(replace(loaded, theme=ThemeChoice.LIGHT))
    kept = json.loads(file.path.read_text())
    assert trouble is None
    assert kept["sounds"] == {"breach": ["bell", 3]}
    assert kept["theme"] == "light"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b'"text"', b"[" * 100_000, b" " * (MOST_BYTES + 1), b"9" * 5000],
    ids=["empty", "half", "no text", "list", "null", "string", "deep", "huge", "number"],
)
def test_a_broken_file_is_set_aside_and_told(file: PreferencesFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)
    preferences, trouble = file.load()
    assert preferences == Preferences()
    assert trouble is not None
    assert trouble.set_aside == file.path.with_name("preferences.json.broken-1")
    assert trouble.set_aside.read_bytes() == content
    assert str(trouble.set_aside) in trouble.message
    assert file.load() == (Preferences(), None)


def test_a_second_broken_file_does_not_replace_the_first(file: PreferencesFile) -> None:
    file.path.parent.mkdir()
    for content in ("first", "second"):
        file.path.write_text(content)
        file.load()
    assert sorted(path.name for path in file.path.parent.iterdir()) == [
        "preferences.json.broken-1",
        "preferences.json.broken-2",
    ]
    assert file.path.with_name("preferences.json.broken-1").read_text() == "first"


def test_a_folder_in_the_place_of_the_file_is_set_aside_too(file: PreferencesFile) -> None:
    file.path.mkdir(parents=True)
    _, trouble = file.load()
    assert trouble is not None
    assert trouble.set_aside is not None
    file.save(SET)
    assert file.load() == (SET, None)


def test_a_file_that_can_neither_be_read_nor_moved_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, not a folder")
    preferences, trouble = PreferencesFile.within(tmp_path / "config").load()
    assert preferences == Preferences()
    assert trouble is not None
    assert trouble.set_aside is None
    assert "could not be set aside" in trouble.message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "sepia"),
        ("theme", 3),
        ("text_scale", "large"),
        ("text_scale", float("nan")),
        ("text_scale", True),
        ("is_compact", 1),
        ("window_geometry", "§"),
        ("splitter_sizes", [1, True]),
        ("splitter_sizes", [-5]),
        ("splitter_sizes", "208"),
        ("columns", [{"name": "number"}]),
        ("columns", [3]),
        ("sorts", [None]),
        ("folded", ["x"] * 501),
    ],
)
def test_a_setting_without_sense_costs_only_itself(file: PreferencesFile, key: str, value: object) -> None:
    file.save(SET)
    file.path.write_text(json.dumps(json.loads(file.path.read_text()) | {key: value}))
    preferences, trouble = file.load()
    assert preferences == replace(SET, **{key: getattr(Preferences(), key)})
    assert trouble is not None
    assert key in trouble.message


def test_text_is_never_smaller_or_larger_than_can_be_read() -> None:
    for written, read in ((0.1, 0.9), (40, 1.5)):
        assert parse_preferences(json.dumps({"text_scale": written}).encode()).preferences.text_scale == read


def test_a_program_that_dies_while_it_writes_leaves_the_file_before(file: PreferencesFile) -> None:
    died = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(file.path)], check=False)
    assert died.returncode != 0
    loaded, trouble = file.load()
    assert loaded.last_view == "before"
    assert trouble is None


def test_two_windows_that_write_at_once_never_tear_the_file(file: PreferencesFile) -> None:
    file.save(Preferences(last_view="a" * 5000))
    writers = [subprocess.Popen([sys.executable, "-c", WRITE_MANY, str(file.path), word]) for word in "ab"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        loaded, trouble = file.load()
        assert trouble is None
        seen.add(loaded.last_view)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen <= {"a" * 5000, "b" * 5000}
    assert [path.name for path in file.path.parent.iterdir()] == [file.path.name]


def test_a_save_that_fails_says_so_and_leaves_nothing_behind(file: PreferencesFile) -> None:
    file.path.mkdir(parents=True)
    (file.path / "in the way").touch()
    with pytest.raises(Unavailable, match="your settings could not be kept"):
        file.save(SET)
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_link_to_nowhere_is_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "x.broken-1").symlink_to(tmp_path / "nowhere")
    (tmp_path / "x").touch()
    assert put_aside(tmp_path / "x", "broken") == tmp_path / "x.broken-2"


def test_a_view_has_one_sort_and_the_others_keep_theirs() -> None:
    changed = SET.with_sort(ViewSort("soon", "priority"))
    assert set(changed.sorts) == {ViewSort("soon", "priority"), ViewSort("all", "updated", is_descending=True)}
    assert len(changed.sorts) == 2


def test_the_settings_lie_where_escalationctl_looks_for_its_own() -> None:
    assert str(config_folder(os.environ)) == click.get_app_dir("desktop-escalation", force_posix=False)


def test_each_system_has_its_own_place_for_settings(tmp_path: Path) -> None:
    home = Path.home()
    assert config_folder({}, "linux") == home / ".config" / "desktop-escalation"
    assert config_folder({"XDG_CONFIG_HOME": str(tmp_path)}, "linux") == tmp_path / "desktop-escalation"
    assert config_folder({}, "darwin") == home / "Library" / "Application Support" / "desktop-escalation"
    assert config_folder({"APPDATA": str(tmp_path)}, "win32") == tmp_path / "desktop-escalation"
