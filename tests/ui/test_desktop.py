"""How the program says why there is no window."""

import subprocess
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.desktop import tell_why_not


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
