"""The thin line that says that a list is being read again."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.themes import Themes

HEIGHT = 2
# What takes less is no waiting, and a line that only flashes would disturb.
PATIENCE_MS = 300
STEP_MS = 60
STEPS = 24
SHARE = 4


class BusyLine(QWidget):
    """A line under the headings in which a piece moves; it comes only when something takes long."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._step = 0
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Reading"))
        self.hide()
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self.show_now)
        self._moving = QTimer(self, interval=STEP_MS)
        self._moving.timeout.connect(self._move_on)

    @property
    def is_waiting(self) -> bool:
        """Something is being waited for, whether that shows or not."""
        return self._patience.isActive() or self._moving.isActive()

    def begin(self) -> None:
        """Know that something is being waited for."""
        if not self.is_waiting:
            self._patience.start()

    def end(self) -> None:
        """Know that it came."""
        self._patience.stop()
        self._moving.stop()
        self.hide()

    def show_now(self) -> None:
        """Lose patience."""
        self._step = 0
        self._moving.start()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the piece where it is by now."""
        painter = QPainter(self)
        theme, width = self._themes.current, self.width()
        painter.fillRect(self.rect(), theme.track)
        piece = width // SHARE
        painter.fillRect((width + piece) * self._step // STEPS - piece, 0, piece, HEIGHT, theme.accent)
        painter.end()

    def _move_on(self) -> None:
        self._step = (self._step + 1) % STEPS
        self.update()
