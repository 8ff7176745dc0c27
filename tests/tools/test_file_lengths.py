from pathlib import Path

from tools.file_lengths import LIMIT, complaints


def write(path: Path, lines: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("pass\n" * lines)


def test_a_file_of_just_the_limit_is_fine(tmp_path: Path) -> None:
    write(tmp_path / "ticket.py", LIMIT)
    assert list(complaints(tmp_path, {})) == []


def test_a_longer_file_needs_a_reason(tmp_path: Path) -> None:
    write(tmp_path / "domain" / "ticket.py", LIMIT + 1)
    (complaint,) = complaints(tmp_path, {})
    assert complaint.startswith("domain/ticket.py: 401 lines")
    assert list(complaints(tmp_path, {"domain/ticket.py": "one state machine"})) == []


def test_an_empty_reason_is_none(tmp_path: Path) -> None:
    write(tmp_path / "ticket.py", LIMIT + 1)
    assert len(list(complaints(tmp_path, {"ticket.py": ""}))) == 1


def test_a_reason_nobody_needs_any_more_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "ticket.py", 3)
    (complaint,) = complaints(tmp_path, {"ticket.py": "one state machine"})
    assert complaint.endswith("take it off the list")


def test_hidden_and_built_folders_are_not_ours(tmp_path: Path) -> None:
    write(tmp_path / ".venv" / "lib" / "huge.py", LIMIT + 1)
    write(tmp_path / "build" / "huge.py", LIMIT + 1)
    assert list(complaints(tmp_path, {})) == []
