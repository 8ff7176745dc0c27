"""The text of a reply that is being written; files and pictures that are pasted or dropped into it are attached."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QFontMetricsF, QImage, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_escalation.app.attached_files import is_of_this_computer
from ui.shared.note_box import NoteBox

LEAST_LINES, MOST_LINES = 3, 9
_FRAME = 16


class ReplyText(NoteBox):
    """Grows with its text between three lines and nine."""

    paths_given = Signal(object)
    picture_given = Signal(object)
    focus_changed = Signal()

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        """Take at most `limit` characters."""
        super().__init__(LEAST_LINES, limit, parent)
        self.setProperty("kind", "bare")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.textChanged.connect(self._grow)
        self._grow()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and pictures beside text."""
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Attach files of this computer and pictures; insert anything else as plain text."""
        paths = local_paths(source)
        if paths:
            self.paths_given.emit(paths)
        elif source.hasImage() and not source.hasText():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.picture_given.emit(image)
        else:
            super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, and text as usual."""
        if not take_files(event):
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files anywhere, and text at the cursor."""
        if not take_files(event):
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach files, and insert text."""
        if take_files(event):
            self.paths_given.emit(local_paths(event.mimeData()))
        else:
            super().dropEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it has the keyboard."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it has the keyboard no more."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew at another width."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = min(max(round(self.document().size().height()), LEAST_LINES), MOST_LINES)
        height = round(QFontMetricsF(self.font()).lineSpacing() * lines) + _FRAME
        if height != self.height():
            self.setFixedHeight(height)


def local_paths(source: QMimeData) -> tuple[Path, ...]:
    """List the files of this computer among what is dragged or pasted; others are never asked for theirs."""
    names = (url.toLocalFile() for url in source.urls() if url.isLocalFile() and not url.host())
    return tuple(Path(name) for name in names if is_of_this_computer(name))


def take_files(event: QDropEvent) -> bool:
    """Take files of this computer that are dragged here, as a copy only: after a move the sender would delete them."""
    if not local_paths(event.mimeData()):
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.setAccepted(event.dropAction() is Qt.DropAction.CopyAction)
    return True
