"""A ticket table that is shown, for tests."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue_row import DueGroup
from tests.ui.tickets.rows import NOW, a_page, an_afternoon
from ui.themes import Themes
from ui.tickets.table_model import TicketTableModel
from ui.tickets.table_view import TicketTable

Key = Qt.Key


class Desk:
    """A table that is shown, with what it told."""

    def __init__(self, themes: Themes) -> None:
        self.now = NOW
        self.themes = themes
        self.model = TicketTableModel(self.time)
        self.table = TicketTable(themes, self.model)
        self.current: list[str] = []
        self.opened: list[str] = []
        self.marked: list[tuple[str, ...]] = []
        self.table.current_changed.connect(self.current.append)
        self.table.opened.connect(self.opened.append)
        self.table.marked_changed.connect(self.marked.append)
        self.table.resize(900, 760)

    def time(self) -> datetime:
        return self.now

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.table, key, modifiers)

    def click(self, line: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifiers, self.point(line))

    def point(self, line: int) -> QPoint:
        return QPoint(200, self.table.rowViewportPosition(line) + 5)

    def group(self, line: int) -> DueGroup | None:
        value = self.model.line_at(line)
        return getattr(value, "group", None)

    def selected(self) -> list[str | None]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows(0))
        return [self.model.number_at(row) for row in rows]


def shown_desk(qtbot: QtBot, themes: Themes) -> Desk:
    """Show the tickets of an afternoon."""
    desk = Desk(themes)
    qtbot.addWidget(desk.table)
    with qtbot.waitActive(desk.table):
        desk.table.show()
    desk.model.show_page(1, a_page(an_afternoon()), is_first=True)
    return desk
