"""A button that names its keys behind its words."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from ui.shared.icons import Icon
from ui.shared.painting import elided
from ui.shared.text_size import Role
from ui.themes import Themes

_ICON = 14
_GAP = 6
_BADGE_PADDING = 5
_MOST_WORDS_PX = 230
_BADGE_ALPHA = 0.55


class KeyButton(QPushButton):
    """A main button with a sign before its words and its keys in a badge behind them; the words may be a name's."""

    def __init__(self, icon: Icon, keys: QKeySequence, themes: Themes, parent: QWidget | None = None) -> None:
        """Be the main button of its place."""
        super().__init__(parent)
        self._sign = icon
        self._keys = keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "↵")
        self._themes = themes
        self.setProperty("kind", "primary")
        self.setProperty("small", True)
        self.setAutoDefault(False)

    def show_words(self, words: str) -> None:
        """Say what a press does."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What a press does."""
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        """Ask for the sign, the words up to a bound, and the badge."""
        style_hint = super().sizeHint()
        words = min(QFontMetricsF(self._font()).horizontalAdvance(self.words), _MOST_WORDS_PX)
        width = 2 * 10 + _ICON + _GAP + words + _GAP + self._badge_width()
        return QSize(round(width) + 2, style_hint.height())

    def minimumSizeHint(self) -> QSize:
        """Let the words be cut, but not the badge."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 120), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button of the style, and its parts from the side where reading begins."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._ink()
        inner = self.rect().adjusted(10, 0, -10, 0)
        badge = round(self._badge_width())
        sign = self._placed(inner, 0, _ICON, _ICON)
        painter.drawPixmap(sign.topLeft(), self._themes.pixmap(self._sign, ink, _ICON, self.devicePixelRatioF()))
        room = inner.width() - _ICON - _GAP - badge - _GAP
        font = self._font()
        painter.setFont(font)
        painter.setPen(ink)
        words = self._placed(inner, _ICON + _GAP, room, inner.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, elided(self.words, font, room + 1))
        self._paint_badge(painter, self._placed(inner, inner.width() - badge, badge, self._badge_height()), ink)

    def _paint_badge(self, painter: QPainter, rect: QRect, ink: QColor) -> None:
        faint = QColor(ink)
        faint.setAlphaF(_BADGE_ALPHA)
        painter.setPen(QPen(faint, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._themes.font(Role.SMALL))
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _placed(self, inner: QRect, x: int, width: int, height: int) -> QRect:
        part = QRect(inner.left() + x, inner.center().y() - height // 2 + 1 - height % 2, width, height)
        return QStyle.visualRect(self.layoutDirection(), inner, part)

    def _ink(self) -> QColor:
        return self._themes.current.on_fill if self.isEnabled() else self.palette().color(QPalette.ColorRole.ButtonText)

    def _font(self) -> QFont:
        return self._themes.font(Role.SECONDARY_STRONG)

    def _badge_width(self) -> float:
        return QFontMetricsF(self._themes.font(Role.SMALL)).horizontalAdvance(self._keys) + 2 * _BADGE_PADDING

    def _badge_height(self) -> int:
        return round(QFontMetricsF(self._themes.font(Role.SMALL)).height()) + 2
