"""The upper line of the reply box: for whom it is, a template, a file."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.themes import Themes

_ICON = QSize(14, 14)
_PADDING = 6


class ReplyBar(QWidget):
    """Two buttons of which one is pressed, and two more; `switched` tells that the other one is pressed."""

    switched = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin with a public reply."""
        super().__init__(parent)
        self._themes = themes
        self.public_button = self._segment(self.tr("Public reply"), "first")
        self.note_button = self._segment(self.tr("Internal note"), "last")
        self.template_button = self._tool(self.tr("Template"), self.tr("Insert a template (T)"))
        self.attach_button = self._tool("", self.tr("Attach files"))
        self.attach_button.setAccessibleName(self.tr("Attach files"))
        self.attach_button.setProperty("kind", "icon")
        self._group = QButtonGroup(self, exclusive=True)
        self._group.addButton(self.public_button)
        self._group.addButton(self.note_button)
        self.public_button.setChecked(True)
        self.public_button.toggled.connect(self._switch)
        # It asks for no width of its own: what it says gives way.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        row.setSpacing(0)
        row.addWidget(self.public_button)
        row.addWidget(self.note_button)
        row.addStretch(1)
        row.addWidget(self.template_button)
        row.addWidget(self.attach_button)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def is_public(self) -> bool:
        """Whether the message is for the customer."""
        return self.public_button.isChecked()

    def choose(self, *, is_public: bool) -> None:
        """Press one of the two."""
        (self.public_button if is_public else self.note_button).setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let words and signs go where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show everything, else the template's sign without its word, else also the two without their signs."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        segments = (self.public_button, self.note_button)
        self.template_button.setToolButtonStyle(beside)
        for button in segments:
            button.setToolButtonStyle(beside)
        if self._needed() > self.width():
            self.template_button.setToolButtonStyle(alone)
        if self._needed() > self.width():
            for button in segments:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    def _needed(self) -> int:
        self._row.invalidate()
        return self._row.sizeHint().width()

    def _switch(self, _is_checked: bool) -> None:
        self._dress()
        self.switched.emit()

    def _segment(self, text: str, place: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.setProperty("place", place)
        button.setProperty("small", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _tool(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setProperty("small", True)
        button.setToolTip(tip)
        has_text = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(has_text)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _dress(self) -> None:
        theme = self._themes.current
        reply_ink, lock_ink = (theme.accent, theme.text2) if self.is_public else (theme.text2, theme.accent)
        self.public_button.setIcon(self._themes.icon(Icon.REPLY, reply_ink))
        self.note_button.setIcon(self._themes.icon(Icon.LOCK, lock_ink))
        self.template_button.setIcon(self._themes.icon(Icon.TEMPLATE))
        self.attach_button.setIcon(self._themes.icon(Icon.PAPERCLIP))
        for button in (self.public_button, self.note_button, self.template_button):
            button.setFont(self._themes.font(Role.SECONDARY))
        self._fit()
