"""The last door: what nobody caught is a fault of the program, which is logged with its traceback and told."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

logger = logging.getLogger(__name__)


class LastDoor(QObject):
    """Emits `broke` with a line about each fault that nobody caught, on the GUI thread, and goes on."""

    broke = Signal(str)
    _told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self.broke, Qt.ConnectionType.QueuedConnection)

    def stand(self) -> None:
        """Take every fault of the GUI thread and of plain threads from now on."""
        sys.excepthook = self.tell
        threading.excepthook = lambda args: self.tell(args.exc_type, args.exc_value, args.exc_traceback)

    def tell(self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
        """Log a fault and tell of it; an interruption from the keyboard ends the program as ever."""
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), traceback)
            return
        logger.error("A fault of the program", exc_info=(kind, error, traceback))
        self._told.emit(f"{kind.__name__}: {error}")
