"""A box for some lines of text, which counts its characters and takes no more than can be laid out."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.shared.plain import LONGEST_TEXT

_FRAME = 24


class NoteBox(QPlainTextEdit):
    """Takes plain text; Tab leaves it. Text too long to paste is refused, and what stands there stays."""

    refused = Signal(str)

    def __init__(self, lines: int, limit: int, parent: QWidget | None = None) -> None:
        """Be at least so many lines high, for at most `limit` characters."""
        super().__init__(parent)
        self._lines = lines
        self.limit = limit
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self._fit()

    @property
    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.toPlainText().strip()

    @property
    def length(self) -> int:
        """How many characters there are."""
        return len(self.toPlainText())

    @property
    def is_too_long(self) -> bool:
        """There are more characters than are taken."""
        return self.length > self.limit

    def too_long_words(self) -> str:
        """Say how much too long the text is, and what to do."""
        return self.tr("{} characters, and {} fit: shorten the text, or attach it as a file.").format(
            f"{self.length:,}", f"{self.limit:,}"
        )

    def sizeHint(self) -> QSize:
        """Ask for its lines; it takes more where there is more."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Ask for no more, so that what is shared out does not depend on how it is asked."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text of a length that can still be edited."""
        pasted = len(source.text())
        if pasted > LONGEST_TEXT:
            self.refused.emit(
                self.tr("What you paste has {} characters, and {} fit at once: attach it as a file instead.").format(
                    f"{pasted:,}", f"{LONGEST_TEXT:,}"
                )
            )
            return
        super().insertFromMimeData(source)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the lines visible at another size of text."""
        super().changeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(round(QFontMetricsF(self.font()).lineSpacing() * self._lines) + _FRAME)
