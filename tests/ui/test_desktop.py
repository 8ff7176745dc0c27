"""How the program names its database, and says why there is no window."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.desktop import name_of, tell_why_not


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////home/marek/escalation.db", "escalation.db"),
        ("postgresql://marek:secret@db01.harbour.lan:5432/helpdesk?sslmode=require", "helpdesk"),
        ("postgresql://db01/helpdesk/", "helpdesk"),
    ],
)
def test_a_database_is_named_without_way_and_password(url: str, name: str) -> None:
    assert name_of(url) == name


def test_what_looks_like_html_is_said_as_text(qapp: QApplication) -> None:
    seen: list[QMessageBox] = []

    def close() -> None:
        box = qapp.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box)
        box.reject()

    QTimer.singleShot(0, close)
    tell_why_not('no database at <img src="file:///etc/hostname">')
    assert [box.textFormat() for box in seen] == [Qt.TextFormat.PlainText]
    assert "<img" in seen[0].text()


def test_a_wrong_option_is_answered_before_a_window_is_loaded() -> None:
    code = (
        "import sys\nfrom ui.__main__ import main\nsys.argv = ['desktop-escalation', '--speed', 'fast']\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    print(ended.code, 'PySide6' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2 False"
