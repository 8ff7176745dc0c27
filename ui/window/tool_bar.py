"""The toolbar: a new ticket, the way back and forward, and who sits here."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop_escalation.domain.author import OF_SYSTEM
from desktop_escalation.services.reception import Welcome
from ui.shared.elide_label import ElideLabel
from ui.shared.moments import clock_words
from ui.shared.painting import initials_of, paint_avatar
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.shared.tip import take_tip
from ui.themes import Themes
from ui.tickets.action_button import ActionButton
from ui.window.actions import Actions, Do

HEIGHT = 42
ICON = QSize(16, 16)
AVATAR = 22


class Me(QWidget):
    """Who sits here, and until when he or she is on duty."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._initials = ""
        self._is_on_duty: bool | None = None
        self._name = ElideLabel()
        self._duty = TintedLabel(themes, Role.BODY, muted_ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(AVATAR + 12, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self._name)
        row.addWidget(self._duty)
        themes.changed.connect(self._dress)
        self._dress()

    def show_welcome(self, welcome: Welcome, now: datetime) -> None:
        """Show somebody."""
        name = welcome.name
        if name.startswith(OF_SYSTEM):
            name = self.tr("You ({})").format(name.removeprefix(OF_SYSTEM))
        self._initials = initials_of(name)
        self._name.setText(name)
        duty, zone = welcome.duty, welcome.directory.site.zone
        self._is_on_duty = None if duty is None else duty.is_on
        if duty is None:
            words = ""
        elif duty.absence is not None:
            words = self.tr("away")
        elif not duty.is_on:
            words = self.tr("off duty")
        elif duty.changes_at is None:
            words = self.tr("on duty")
        else:
            words = self.tr("on duty to {}").format(clock_words(duty.changes_at, now, zone))
        self._duty.setText(words)
        self.setAccessibleName(f"{name}, {words}" if words else name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the initials, with a dot for being on duty."""
        if self._initials:
            rect = QRectF(6, (self.height() - AVATAR) / 2, AVATAR, AVATAR)
            paint_avatar(QPainter(self), rect, self._initials, self._themes.current, self._is_on_duty)

    def _dress(self) -> None:
        self._name.setFont(self._themes.font(Role.BODY_STRONG))
        self.update()


class ToolBar(QToolBar):
    """The bar under the menus; it stays where it is."""

    def __init__(self, themes: Themes, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(ICON)
        self.setMinimumHeight(HEIGHT)
        self.me = Me(themes)
        self.addWidget(ActionButton(actions[Do.NEW_TICKET], self))
        self.addSeparator()
        for do in (Do.BACK, Do.FORWARD, Do.REFRESH):
            self.addWidget(self._button(actions, do))
        spacer = QLabel()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.addWidget(self.me)

    def _button(self, actions: Actions, do: Do) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(actions[do])
        take_tip(button, actions[do])
        actions[do].changed.connect(lambda: take_tip(button, actions[do]))
        button.setAccessibleName(actions[do].text().replace("&", "").rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("kind", "icon")
        return button
