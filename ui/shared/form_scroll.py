"""A form that keeps the height of its fields, and is scrolled where there is less room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class FormScroll(QScrollArea):
    """Scrolls up and down only: it is never narrower than its form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a form."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_form(self, form: QLayout) -> None:
        """Hold a form, on the ground of what is around it."""
        within = QWidget()
        within.setLayout(form)
        self.setWidget(within)
        # The ground shows through; setWidget has just filled it.
        within.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the form beside its scroll bar, and for any height."""
        form = self.widget()
        width = 0 if form is None else form.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())
