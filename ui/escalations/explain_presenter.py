"""Opens "Why escalated?" for a ticket, once its receipts are read."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.explaining import Reasons
from ui.background import Background
from ui.escalations.explain_dialog import ExplainDialog
from ui.themes import Themes
from ui.tickets.why import Why


class ExplainPresenter(QObject):
    """Explains one ticket at a time; `lost` where its receipts cannot be read."""

    lost = Signal(object)

    def __init__(self, window: QWidget, themes: Themes, background: Background, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._background = background
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
            dialog.open()

        def lose(error: EscalationError) -> None:
            self._is_reading = False
            self.lost.emit(error)

        self._background.ask(lambda app: app.explaining.explain(self._asking, number, None), show, lose)
