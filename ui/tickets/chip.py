"""A chip: one fact of a ticket as a sign and a word."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.painting import chip_width, paint_avatar, paint_chip
from ui.shared.plain import one_line
from ui.shared.stair import TierMark, paint_stair, rest_of
from ui.shared.text_size import Role
from ui.shared.tip import give_tip
from ui.theme import Theme
from ui.themes import Themes

_HEIGHT = 20
SIGN = 14
AVATAR = 20
_NOTHING = QColor(0, 0, 0, 0)

Inks = Callable[[Theme], tuple[QColor, QColor | None]]
Sign = Callable[[Theme, float], QPixmap]


class ChipLook(Struct, frozen=True):
    """What a chip shows; `inks` gives ink and ground, None for no ground; `spoken` is for screen readers."""

    text: str
    spoken: str
    inks: Inks
    sign: Sign | None = None
    role: Role = Role.SECONDARY_STRONG


class Chip(QWidget):
    """Paints one chip, as wide as its words or as there is room for."""

    def __init__(self, themes: Themes, look: ChipLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._look = look
        self._text = one_line(look.text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(one_line(look.spoken))
        give_tip(self, one_line(look.spoken))
        themes.changed.connect(self._refit)

    @property
    def text(self) -> str:
        """The words in it."""
        return self._text

    def sizeHint(self) -> QSize:
        """Ask for room for all words."""
        width = chip_width(self._text, self._themes.font(self._look.role), self._sign())
        return QSize(int(width) + 2, round(_HEIGHT * max(self._themes.text_scale, 1.0)))

    def minimumSizeHint(self) -> QSize:
        """Yield down to the sign and a letter or two."""
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        ink, ground = self._look.inks(self._themes.current)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        font = self._themes.font(self._look.role)
        paint_chip(painter, QRectF(self.rect()), self._text, font, ink, ground or _NOTHING, self._sign())
        painter.end()

    def _sign(self) -> QPixmap | None:
        return None if self._look.sign is None else self._look.sign(self._themes.current, self.devicePixelRatioF())

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


def stair_sign(mark: TierMark) -> Sign:
    """Give the sign of a tier."""

    def sign(theme: Theme, ratio: float) -> QPixmap:
        def paint(painter: QPainter, rect: QRectF) -> None:
            paint_stair(painter, rect, mark, theme.tier(mark), rest_of(theme.tier(mark)))

        return _painted(SIGN, ratio, paint)

    return sign


def avatar_sign(initials: str, *, is_on_duty: bool) -> Sign:
    """Give the sign of a person."""

    def sign(theme: Theme, ratio: float) -> QPixmap:
        def paint(painter: QPainter, rect: QRectF) -> None:
            paint_avatar(painter, rect.adjusted(0, 0, -2, -2), initials, theme, is_on_duty)

        return _painted(AVATAR, ratio, paint)

    return sign


def _painted(side: int, ratio: float, paint: Callable[[QPainter, QRectF], None]) -> QPixmap:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
