from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shared.after_paint import after_paint


class Painted(QWidget):
    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self._happened = happened

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._happened.append("painted")


def test_work_comes_once_after_the_paint(qtbot: QtBot) -> None:
    happened: list[str] = []
    widget = Painted(happened)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: "painted" in happened)
    happened.clear()

    after_paint(widget, lambda: happened.append("worked"))

    qtbot.waitUntil(lambda: "worked" in happened)
    assert happened == ["painted", "worked"]


def test_what_is_not_painted_keeps_no_work_waiting(qtbot: QtBot) -> None:
    happened: list[str] = []
    widget = Painted(happened)
    qtbot.addWidget(widget)

    after_paint(widget, lambda: happened.append("worked"))

    qtbot.waitUntil(lambda: happened == ["worked"])
