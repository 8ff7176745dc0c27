"""Opens "Why escalated?" for a ticket, once its receipts are read."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_escalation.app.attached_files import save_file
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.explaining import Reasons
from ui.background import Background
from ui.escalations.explain_dialog import ExplainDialog, PdfWish
from ui.themes import Themes
from ui.tickets.error_words import sentence
from ui.tickets.why import Why


class ExplainPresenter(QObject):
    """Explains one ticket at a time; `lost` where its receipts cannot be read, or its pages not be written."""

    lost = Signal(object)

    def __init__(
        self, window: QWidget, themes: Themes, background: Background, files: Background, asking: Asking
    ) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._background = background
        self._files = files
        self._asking = asking
        self._is_reading = False

    def explain(self, number: str, why: Why) -> None:
        """Explain what was asked for of a ticket; asking again while it is read opens no second window."""
        if self._is_reading:
            return
        self._is_reading = True

        def show(reasons: Reasons) -> None:
            self._is_reading = False
            dialog = ExplainDialog(self._themes, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show_reasons(reasons, why)
            dialog.pdf_wished.connect(lambda wish: self._write(dialog, wish))
            dialog.open()

        def lose(error: EscalationError) -> None:
            self._is_reading = False
            self.lost.emit(error)

        self._background.ask(lambda app: app.explaining.explain(self._asking, number, None), show, lose)

    def _write(self, dialog: ExplainDialog, wish: PdfWish) -> None:
        """Write pages to a file; a slow disk holds up nothing else."""

        def done(path: Path) -> None:
            if isValid(dialog):
                dialog.has_written(path)

        def fail(error: EscalationError) -> None:
            if isValid(dialog):
                dialog.has_not_printed(sentence(error))
            else:
                self.lost.emit(error)

        self._files.ask_alone(lambda: save_file(wish.target, wish.content, may_replace=True), done, fail)
