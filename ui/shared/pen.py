"""What every cell of a list paints with: texts cut to their room, signs, and the side that is the near one."""

from math import ceil

from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from ui.shared.icons import Icon
from ui.shared.plain import one_line
from ui.shared.text_size import Role
from ui.theme import Theme
from ui.themes import Themes

_SURELY = 1.2
# As many as two screens have.
_MOST_CUT = 600
_MOST_WIDTHS = 4_000


class _Cut(Struct, frozen=True):
    """A text cut to some room, with its glyphs chosen and placed: that takes most of the time of writing it."""

    shaped: QStaticText
    font: QFont
    width: int
    height: int


class Pen:
    """Paints texts and signs; what they need is worked out once for each look. Any text becomes harmless here."""

    def __init__(self, themes: Themes) -> None:
        self.themes = themes
        self.is_mirrored = False
        self._metrics: dict[Role, QFontMetricsF] = {}
        self._cut: dict[tuple[str, Role, int], _Cut] = {}
        self._older_cut: dict[tuple[str, Role, int], _Cut] = {}
        self._widths: dict[tuple[str, Role], int] = {}
        themes.changed.connect(self._forget)
        themes.density_changed.connect(self._forget)

    @property
    def theme(self) -> Theme:
        """The palette that holds now."""
        return self.themes.current

    def text(self, painter: QPainter, rect: QRect, text: str, role: Role, ink: QColor) -> None:
        """Write at the near side, cut to the room there is."""
        self._write(painter, rect, text, role, ink, is_far=self.is_mirrored)

    def far_text(self, painter: QPainter, rect: QRect, text: str, role: Role, ink: QColor) -> None:
        """Write at the far side, cut to the room there is."""
        self._write(painter, rect, text, role, ink, is_far=not self.is_mirrored)

    def sign(self, painter: QPainter, rect: QRect, icon: Icon, ink: QColor) -> None:
        """Paint a sign into the middle of a square."""
        size = min(rect.width(), rect.height())
        pixmap = self.themes.pixmap(icon, ink, size, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2, pixmap)

    def width(self, text: str, role: Role) -> int:
        """Give the room that a text needs."""
        key = (text, role)
        if key not in self._widths:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            self._widths[key] = int(self._metrics_of(role).horizontalAdvance(text)) + 1
        return self._widths[key]

    def near(self, rect: QRect, width: int, offset: int = 0) -> QRect:
        """Give a part of a cell, `offset` from its near side."""
        x = rect.right() + 1 - offset - width if self.is_mirrored else rect.x() + offset
        return QRect(x, rect.y(), width, rect.height())

    def beside(self, rect: QRect, offset: int, far: int = 0) -> QRect:
        """Give the rest of a cell, from `offset` at its near side to `far` at the other."""
        return self.near(rect, max(rect.width() - offset - far, 0), offset)

    def _write(self, painter: QPainter, rect: QRect, text: str, role: Role, ink: QColor, *, is_far: bool) -> None:
        key = (text, role, rect.width())
        cut = self._cut.get(key)
        if cut is None:
            cut = self._older_cut.get(key) or self._made(text, role, rect.width())
            if len(self._cut) >= _MOST_CUT:
                # By halves, because to let go of very many at once takes as long as to paint a screen.
                self._older_cut, self._cut = self._cut, {}
            self._cut[key] = cut
        x = rect.x() + rect.width() - cut.width if is_far else rect.x()
        painter.setFont(cut.font)
        painter.setPen(ink)
        painter.drawStaticText(x, rect.y() + (rect.height() - cut.height) // 2, cut.shaped)

    def _made(self, text: str, role: Role, width: int) -> _Cut:
        font, metrics, whole = self.themes.font(role), self._metrics_of(role), one_line(text)
        # Shaping takes longest: what is surely too long is cut before, and what seems to fit only if it does not.
        is_long = len(whole) * metrics.averageCharWidth() > width * _SURELY
        shaped = _shaped(_elided(whole, metrics, width) if is_long else whole, font)
        if not is_long and shaped.size().width() > width:
            shaped = _shaped(_elided(whole, metrics, width), font)
        return _Cut(shaped, font, ceil(shaped.size().width()), round(metrics.height()))

    def _metrics_of(self, role: Role) -> QFontMetricsF:
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self.themes.font(role))
        return self._metrics[role]

    def _forget(self) -> None:
        self._metrics.clear()
        self._cut.clear()
        self._older_cut.clear()
        self._widths.clear()


def _elided(text: str, metrics: QFontMetricsF, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _shaped(text: str, font: QFont) -> QStaticText:
    shaped = QStaticText(text)
    shaped.setTextFormat(Qt.TextFormat.PlainText)
    shaped.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    shaped.prepare(QTransform(), font)
    return shaped


def centred(rect: QRect, height: int) -> QRect:
    """Give the part of a cell that is `height` high in its middle."""
    return QRect(rect.x(), rect.y() + (rect.height() - height) // 2, rect.width(), height)
