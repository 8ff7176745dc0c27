"""The escalation ladder of a ticket: its steps from top to bottom, each reachable by keyboard."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.elide_label import ElideLabel
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, text_ink
from ui.themes import Themes
from ui.tickets.rung_delegate import MARGIN, RungDelegate
from ui.tickets.rung_model import RungModel
from ui.tickets.why import Why

MOST_ROWS = 8


class _Rungs(QListView):
    """The list of rungs; coming to it by keyboard lands on the next step."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys will act."""
        model = self.model()
        if isinstance(model, RungModel) and not self.currentIndex().isValid() and model.rowCount():
            self.setCurrentIndex(model.index(model.row_of_next() or 0))
        super().focusInEvent(event)


class LadderWidget(QWidget):
    """Shows the ladder of one ticket; Enter or a double click on a rung asks why."""

    why_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without a ticket."""
        super().__init__(parent)
        self._themes = themes
        self._number = ""
        self._most_rows = MOST_ROWS
        self._model = RungModel(self)
        self._title = TintedLabel(themes, Role.SECONDARY_STRONG, text_ink, self)
        self._title.setText(self.tr("Escalation ladder"))
        self._policy = ElideLabel(parent=self)
        self._why = QPushButton(self.tr("Why escalated?"), self)
        self._why.setProperty("kind", "link")
        self._why.setProperty("small", "true")
        self._why.clicked.connect(self._ask_of_all)
        self._rungs = _Rungs(self)
        self._rungs.setModel(self._model)
        self._rungs.setAccessibleName(self.tr("Escalation ladder"))
        self._delegate = RungDelegate(themes, self._model, self._rungs)
        self._rungs.setItemDelegate(self._delegate)
        self._rungs.activated.connect(self._ask_of_rung)
        self._lay_out()
        themes.changed.connect(self._dress)
        themes.density_changed.connect(self._dress)
        self._dress()

    @property
    def rungs(self) -> QListView:
        """The list itself, for who moves the focus."""
        return self._rungs

    def show_ticket(self, ticket: DeskTicket, now: datetime) -> None:
        """Show the ladder of a ticket; the place of the keys is kept while it is the same ticket."""
        row = self._rungs.currentIndex().row() if ticket.ticket.number == self._number else -1
        self._number = ticket.ticket.number
        self._model.show_ticket(ticket, now)
        self._policy.setText(self._policy_words(ticket))
        self._why.setVisible(self._model.rowCount() > 0)
        self._fit()
        if 0 <= row < self._model.rowCount():
            self._rungs.setCurrentIndex(self._model.index(row))
        elif (following := self._model.row_of_next()) is not None:
            self._rungs.scrollTo(self._model.index(following), QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_at_most(self, rows: int) -> None:
        """Leave room for others: more rungs than that are scrolled through."""
        if rows != self._most_rows:
            self._most_rows = rows
            self._fit()
            following = self._model.row_of_next()
            if following is not None:
                self._rungs.scrollTo(self._model.index(following), QAbstractItemView.ScrollHint.PositionAtCenter)

    @property
    def row_height(self) -> int:
        """How high a rung is."""
        return self._delegate.row_height

    def tick(self, now: datetime) -> None:
        """Let the countdown go on."""
        self._model.tick(now)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(round(MARGIN), 0, round(MARGIN) - 4, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._policy, 1)
        head.addWidget(self._why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 8)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self._rungs)

    def _policy_words(self, ticket: DeskTicket) -> str:
        policy = ticket.policy
        if policy is None:
            return self.tr("No ladder: no policy matches this ticket")
        return self.tr("{name}, v{version}").format(name=policy.name, version=policy.version)

    def _dress(self) -> None:
        self._policy.setFont(self._themes.font(Role.SECONDARY))
        palette = self._policy.palette()
        palette.setColor(self._policy.foregroundRole(), self._themes.current.muted)
        self._policy.setPalette(palette)
        self._fit()

    def _fit(self) -> None:
        rows = self._model.rowCount()
        self._rungs.setVisible(rows > 0)
        self._rungs.setFixedHeight(min(rows, self._most_rows) * self._delegate.row_height)
        self._rungs.scheduleDelayedItemsLayout()
        self._rungs.viewport().update()

    def _ask_of_all(self) -> None:
        self.why_wanted.emit(Why())

    def _ask_of_rung(self, index: QModelIndex) -> None:
        rung = self._model.rung(index.row())
        step = None if rung.step is None else rung.step.id
        self.why_wanted.emit(Why(step, None if rung.escalation is None else rung.escalation.number))
