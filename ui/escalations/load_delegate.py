"""Painting people to pick from: a radio mark, initials, two lines, the duty with its sign, and the load as a bar."""

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.escalations.people_model import Column, PersonRow
from ui.shared.icons import Icon
from ui.shared.painting import elided, initials_of, paint_avatar, paint_bar
from ui.shared.text_size import Role
from ui.themes import Themes

ROW_HEIGHT = 37
_PADDING = 10
_RADIO = 14
_AVATAR = 26
_GAP = 10
_SIGN = 14
_BAR = QSize(56, 6)
_FULL = 0.85


class _Place(Struct, frozen=True):
    """Where the parts of a row lie, mirrored where the writing runs from right to left."""

    rect: QRect
    direction: Qt.LayoutDirection

    def at(self, x: float, width: float) -> QRectF:
        """Give a part over the whole height, `x` from the leading edge."""
        part = QRect(self.rect.left() + round(x), self.rect.top(), round(width), self.rect.height())
        return QRectF(QStyle.visualRect(self.direction, self.rect, part))

    def square(self, x: float, side: float) -> QRectF:
        """Give a square in the middle of the height."""
        part = self.at(x, side)
        return QRectF(part.left(), part.center().y() - side / 2, side, side)

    @property
    def leading(self) -> Qt.AlignmentFlag:
        """How text is laid at the leading edge."""
        is_left = self.direction is Qt.LayoutDirection.LeftToRight
        return Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight


class LoadDelegate(QStyledItemDelegate):
    """Paints one cell of the people; the row in `UserRole` has everything."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Paint as the theme says."""
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Ask for the height of two lines."""
        return QSize(0, self.row_height())

    def row_height(self) -> int:
        """Give the height of a row at the size of text that holds."""
        lines = (QFontMetricsF(self._themes.font(role)).lineSpacing() for role in (Role.BODY, Role.SECONDARY))
        return max(ROW_HEIGHT, round(sum(lines)) + 6)

    def width_of(self, row: PersonRow, column: Column) -> int:
        """Give the width at which a cell of duty or load has room for all its words."""
        words, beside = (row.duty, _SIGN + 5) if column is Column.DUTY else (row.load, _BAR.width() + 8)
        return round(QFontMetricsF(self._themes.font(Role.SECONDARY)).horizontalAdvance(words)) + beside + _GAP

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, PersonRow):
            return
        theme = self._themes.current
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = _Place(option.rect, option.direction)
        painter.save()
        painter.fillRect(option.rect, theme.sel if is_chosen else theme.surface)
        painter.setPen(theme.border)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        match Column(index.column()):
            case Column.PERSON:
                self._paint_radio(painter, place, is_chosen=is_chosen)
                self._paint_person(painter, place, row)
            case Column.DUTY:
                self._paint_duty(painter, place, row)
            case _:
                self._paint_load(painter, place, row)
        painter.restore()

    def _paint_radio(self, painter: QPainter, place: _Place, *, is_chosen: bool) -> None:
        theme, circle = self._themes.current, place.square(_PADDING, _RADIO)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.accentfill if is_chosen else theme.surface)
        painter.setPen(QPen(theme.accentfill if is_chosen else theme.field, 1.3))
        painter.drawEllipse(circle)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.on_fill)
            painter.drawEllipse(circle.center(), 2.6, 2.6)

    def _paint_person(self, painter: QPainter, place: _Place, row: PersonRow) -> None:
        theme, at = self._themes.current, _PADDING + _RADIO + _GAP
        picture = place.square(at, _AVATAR)
        if row.person is None:
            sign = picture.adjusted(5, 5, -5, -5)
            pixmap = self._pixmap(painter, Icon.USERS, theme.text2, round(sign.width()))
            painter.drawPixmap(sign.topLeft(), pixmap)
        else:
            paint_avatar(painter, picture, initials_of(row.name), theme, row.person.duty.is_on or None)
        at += _AVATAR + _GAP
        words = place.at(at, place.rect.width() - at)
        if not row.about:
            self._text(painter, words, place, row.name, Role.BODY, theme.text)
            return
        first = QFontMetricsF(self._themes.font(Role.BODY)).lineSpacing()
        second = QFontMetricsF(self._themes.font(Role.SECONDARY)).lineSpacing()
        top = words.center().y() - (first + second) / 2 - 0.5
        upper = QRectF(words.left(), top, words.width(), first)
        lower = QRectF(words.left(), top + first - 1, words.width(), second)
        self._text(painter, upper, place, row.name, Role.BODY, theme.text)
        self._text(painter, lower, place, row.about, Role.SECONDARY, theme.muted)

    def _paint_duty(self, painter: QPainter, place: _Place, row: PersonRow) -> None:
        if row.person is None:
            return
        theme, is_on = self._themes.current, row.person.duty.is_on
        ink = theme.ok if is_on else theme.muted
        sign = place.square(0, _SIGN)
        icon = Icon.CIRCLE_CHECK if is_on else Icon.CIRCLE_PAUSE
        painter.drawPixmap(sign.topLeft(), self._pixmap(painter, icon, ink, _SIGN))
        words = place.at(_SIGN + 5, place.rect.width() - _SIGN - 5)
        self._text(painter, words, place, row.duty, Role.SECONDARY, ink)

    def _paint_load(self, painter: QPainter, place: _Place, row: PersonRow) -> None:
        if row.person is None:
            return
        theme, share = self._themes.current, row.person.load / row.person.capacity
        track = place.at(0, _BAR.width())
        bar = QRectF(track.left(), track.center().y() - _BAR.height() / 2, _BAR.width(), _BAR.height())
        paint_bar(painter, bar, share, theme.warn if share >= _FULL else theme.muted, theme.track)
        at = _BAR.width() + 8
        words = place.at(at, place.rect.width() - at)
        self._text(painter, words, place, row.load, Role.SECONDARY, theme.text2)

    def _text(self, painter: QPainter, rect: QRectF, place: _Place, text: str, role: Role, ink: QColor) -> None:
        font = self._themes.font(role)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(rect, place.leading | Qt.AlignmentFlag.AlignVCenter, elided(text, font, rect.width()))

    def _pixmap(self, painter: QPainter, icon: Icon, ink: QColor, side: int) -> QPixmap:
        return self._themes.pixmap(icon, ink, side, painter.device().devicePixelRatio())
