"""What is written by command, with files."""

from pathlib import Path

import pytest

from desktop_escalation.app.application import application
from desktop_escalation.domain.events import Noted, Replied
from tests.cli.runner import Desk, run
from tests.services.office import ROOT


@pytest.fixture
def ticket(furnished_file: Desk) -> Desk:
    furnished_file.run("ticket", "new", "--subject", "VPN drops")
    return furnished_file


@pytest.mark.parametrize("verb", ["reply", "note"])
def test_files_go_with_a_message(ticket: Desk, tmp_path: Path, verb: str) -> None:
    (tmp_path / "router.log").write_bytes(b"down\r\n")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    files = ("--attach", str(tmp_path / "router.log"), "--attach", str(tmp_path / "photo.png"))
    ticket.run("ticket", verb, "DE-1", "See the files.", *files, "--by", "marek")
    with application(ticket.url) as app:
        history = app.lists.show(ROOT, "DE-1").history
        (message,) = [event.fact for event in history if isinstance(event.fact, Replied | Noted)]
        assert [file.name for file in message.files] == ["router.log", "photo.png"]
        assert app.attachments.content(ROOT, "DE-1", message.files[0].id) == b"down\r\n"


def test_a_file_that_is_not_there_is_refused_and_nothing_is_sent(ticket: Desk, tmp_path: Path) -> None:
    done = run(ticket.url, "ticket", "reply", "DE-1", "See the file.", "--attach", str(tmp_path / "gone.txt"))
    assert done.exit_code == 1
    assert "there is no file gone.txt" in done.err
    assert "Replied" not in ticket.run("ticket", "show", "DE-1", "--history").out


def test_a_message_of_the_customer_has_no_files_here(ticket: Desk, tmp_path: Path) -> None:
    done = run(ticket.url, "ticket", "reply", "DE-1", "Hm.", "--from-customer", "--attach", str(tmp_path / "a.txt"))
    assert done.exit_code == 2
    assert "files go with a reply or a note" in done.err
