"""Work that waits until something has been painted, so that whoever looks sees it a moment earlier."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

# What is hidden or behind other windows is not painted at all.
AT_THE_LATEST_MS = 250


class _Waiting(QObject):
    """Waits for a widget's next paint event, and goes once the work is done."""

    def __init__(self, widget: QWidget, work: Callable[[], None]) -> None:
        super().__init__(widget)
        self._work = work
        self._timer = QTimer(self, singleShot=True, interval=AT_THE_LATEST_MS)
        self._timer.timeout.connect(self._go)
        self._timer.start()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the paint event, which is over once the event loop has its turn again."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _go(self) -> None:
        self.deleteLater()
        self._work()


def after_paint(widget: QWidget, work: Callable[[], None]) -> None:
    """Ask a widget to paint itself, and work after that; where it is not painted, a moment later all the same."""
    _Waiting(widget, work)
    widget.update()
