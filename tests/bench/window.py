"""A window that says when it can be used, and ends: the product's on a database, or with `empty` one of bare Qt.

Run as a program. It writes `usable` when the first page is painted and has answered a key after that, and `whole` when
the ticket that the list stands on has come as well.
"""

import os
import sys

from ui.__main__ import load_desktop
from ui.start_options import read_start_options

EMPTY = "empty"
USABLE, WHOLE = "usable", "whole"
AGENT = "marek"


def show_empty() -> int:
    """Show an empty window of Qt until it is painted."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - what it costs to load Qt is a part of what is measured
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    class Empty(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            QTimer.singleShot(0, self._told)

        def _told(self) -> None:
            print(USABLE, flush=True)
            QApplication.exit()

    application = QApplication(sys.argv[:1])
    window = Empty()
    window.show()
    return application.exec()


def show_desk(url: str) -> int:
    """Show the product's window until all of it is there."""
    options, rest = read_start_options(["--db", url, "--by", AGENT])
    desktop_kind = load_desktop()
    from collections.abc import Mapping  # noqa: PLC0415 - the product is loaded as it loads itself: first of all

    from PySide6.QtCore import QEvent, QObject, Qt, QTimer  # noqa: PLC0415
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from ui.window.main_window import MainWindow  # noqa: PLC0415
    from ui.window.session import Session  # noqa: PLC0415

    class Witness(QObject):
        """Presses a key once the first page is painted, and tells when the list has gone on to the next ticket."""

        def __init__(self, session: Session, window: MainWindow) -> None:
            super().__init__(window)
            self._session = session
            self._window = window
            self._table = window.list.table
            session.usable.connect(self._wait_for_paint)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self._press)
            return False

        def _wait_for_paint(self) -> None:
            self._table.viewport().installEventFilter(self)
            self._table.viewport().update()

        def _press(self) -> None:
            self._table.current_changed.connect(self._answered)
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QApplication.postEvent(self._table, key)

        def _answered(self, _number: str) -> None:
            self._table.current_changed.disconnect(self._answered)
            print(USABLE, flush=True)
            # Later, so that what is measured is not hurried along by asking for it.
            self._looking = QTimer(self, interval=5)
            self._looking.timeout.connect(self._look)
            self._looking.start()

        def _look(self) -> None:
            ticket = self._session.ticket
            if ticket is not None and ticket.ticket.number == self._table.current_number:
                self._looking.stop()
                print(WHOLE, flush=True)
                self._window.close()

    class Watched(desktop_kind):  # type: ignore[misc, valid-type]
        def open(self, environ: Mapping[str, str]) -> tuple[Session, MainWindow]:
            session, window = super().open(environ)
            Witness(session, window)
            return session, window

    code: int = Watched(options, [sys.argv[0], *rest]).run(os.environ)
    return code


if __name__ == "__main__":
    sys.exit(show_empty() if sys.argv[1] == EMPTY else show_desk(sys.argv[1]))
