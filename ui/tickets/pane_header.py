"""The head of the ticket pane: which ticket, whose, how it stands, and what can be done about it now."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.moments import clock_words, full_words
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, text_ink
from ui.themes import Themes
from ui.tickets.action_button import ActionButton
from ui.tickets.chip import Chip
from ui.tickets.flow_layout import FlowLayout
from ui.tickets.subject_label import SubjectLabel
from ui.tickets.ticket_chips import ticket_chips

MARGIN = 14
_TOOL_ICON = QSize(16, 16)
_TOOL_WIDTH = 28


class PaneHeader(QWidget):
    """Shows the head of one ticket over the buttons of the daily actions."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without a ticket and without actions."""
        super().__init__(parent)
        self._themes = themes
        self._shown: tuple[DeskTicket, datetime] | None = None
        self._acknowledge: ActionButton | None = None
        self._number = TintedLabel(themes, Role.SECONDARY_STRONG, text_ink, self)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._origin = ElideLabel(parent=self)
        self._subject = SubjectLabel(themes, self)
        self._tools = QHBoxLayout()
        self._chips = FlowLayout(gap=6)
        self._buttons = FlowLayout(gap=6, fills_lines=True)
        self._lay_out()
        themes.changed.connect(self._dress)
        self._dress()

    def set_actions(self, actions: Sequence[QAction], acknowledging: QAction) -> None:
        """Give the daily actions a button each; the acknowledging one is the main one while that is asked for."""
        _empty(self._buttons)
        for action in actions:
            button = ActionButton(action, self)
            self._buttons.addWidget(button)
            if action is acknowledging:
                self._acknowledge = button
        self._dress()

    def set_tools(self, tools: Sequence[QAction], more: QMenu | None = None) -> None:
        """Put small buttons for some actions beside the number, and one for a menu of others."""
        _empty(self._tools)
        for action in tools:
            button = self._tool()
            button.setDefaultAction(action)
            self._tools.addWidget(button)
        if more is not None:
            button = self._tool()
            button.setIcon(self._themes.icon(Icon.MORE))
            button.setMenu(more)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setToolTip(self.tr("More to do with this ticket"))
            button.setAccessibleName(button.toolTip())
            self._tools.addWidget(button)

    def show_ticket(self, shown: DeskTicket, now: datetime) -> None:
        """Show the head of a ticket."""
        self._shown = (shown, now)
        self._number.setText(shown.ticket.number)
        self._origin.setText(self._origin_words(shown, now))
        self._origin.setAccessibleDescription(full_words(shown.ticket.created_at, shown.zone))
        self._subject.show_subject(shown.ticket.subject)
        _empty(self._chips)
        for look in ticket_chips(self._themes, shown, now):
            self._chips.addWidget(Chip(self._themes, look, self))
        self._dress()

    def chip_texts(self) -> tuple[str, ...]:
        """Give the words of the chips, in order."""
        return tuple(chip.text for chip in self._shown_chips())

    def _shown_chips(self) -> list[Chip]:
        widgets = (self._chips.itemAt(number) for number in range(self._chips.count()))
        return [chip for item in widgets if item is not None and isinstance(chip := item.widget(), Chip)]

    def _origin_words(self, shown: DeskTicket, now: datetime) -> str:
        customer, ticket = shown.customer, shown.ticket
        known = (ticket.customer,) if customer is None else (customer.organisation, customer.name)
        opened = self.tr("opened {}").format(clock_words(ticket.created_at, now, shown.zone))
        return " · ".join(part for part in (*known, opened) if part)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._number)
        top.addWidget(self._origin, 1)
        self._tools.setSpacing(0)
        top.addLayout(self._tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 8, MARGIN, 10)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._subject)
        whole.addSpacing(7)
        whole.addLayout(self._chips)
        whole.addSpacing(10)
        whole.addLayout(self._buttons)

    def _tool(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "icon")
        button.setProperty("small", "true")
        button.setIconSize(_TOOL_ICON)
        button.setFixedWidth(_TOOL_WIDTH)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def _dress(self) -> None:
        self._origin.setFont(self._themes.font(Role.SECONDARY))
        palette = self._origin.palette()
        palette.setColor(self._origin.foregroundRole(), self._themes.current.muted)
        self._origin.setPalette(palette)
        if self._acknowledge is not None:
            icon = self._themes.icon(Icon.CHECK, self._themes.current.on_fill)
            self._acknowledge.set_primary(icon if self._is_asked_for() else None)

    def _is_asked_for(self) -> bool:
        """Say whether an escalation waits to be acknowledged."""
        if self._shown is None:
            return False
        return any(escalation.is_unacknowledged for escalation in self._shown[0].page.view.escalations)


def _empty(layout: FlowLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
