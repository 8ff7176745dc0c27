"""Painting a conversation: bubbles of messages, lines of what happened, separators of days."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_escalation.domain.attachment import Attachment
from ui.shared.icons import Icon
from ui.shared.painting import elided, initials_of, paint_avatar, paint_chip
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry, Kind
from ui.tickets.message_layout import (
    ABOVE,
    AVATAR,
    BELOW,
    BESIDE_AVATAR,
    CHIP_ICON,
    MessageLayout,
    NoteLayout,
    lay_out,
    lay_out_note,
)

MARGIN = 14.0
_EVENT_HEIGHT, _DAY_HEIGHT = 22.0, 26.0
_BELOW_NOTE = 4.0
_ICON = 14
_RADIUS = 7.0
_MOST_LAYOUTS, _MOST_HEIGHTS = 300, 20_000
_INK_SHARE = 0.35


class MessageDelegate(QStyledItemDelegate):
    """Paints the entry that a row has in `UserRole`."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Paint as the theme says."""
        super().__init__(parent)
        self._themes = themes
        self._layouts: OrderedDict[tuple[Entry, float], MessageLayout] = OrderedDict()
        # Of all rows, since the view asks for all heights at once; the layouts themselves are many times larger.
        self._notes: OrderedDict[tuple[Entry, float], NoteLayout] = OrderedDict()
        self._heights: dict[tuple[Entry, float], float] = {}
        themes.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew when it is painted next."""
        self._layouts.clear()
        self._notes.clear()
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Ask for the height that the row needs at the width of the view."""
        entry, width = index.data(Qt.ItemDataRole.UserRole), self._width(option)
        if not isinstance(entry, Entry):
            return QSize()
        if entry.is_message:
            height = self._height(entry, width)
        else:
            height = self._line_height(entry)
            if entry.note:
                height += self._note(entry, width).height + _BELOW_NOTE
        return QSize(round(width), round(height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_message:
            self._paint_message(painter, option, entry)
        elif entry.kind is Kind.DAY:
            self._paint_day(painter, option, entry)
        else:
            self._paint_event(painter, option, entry)
        painter.restore()

    def file_at(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, point: QPointF
    ) -> Attachment | None:
        """Find the file whose chip is at a point of the view; None where there is none."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry) or not entry.files:
            return None
        bubble = self._bubble(option)
        for chip in self._layout(entry, self._width(option)).chips:
            if self._placed(option, bubble, chip.rect).contains(point):
                return chip.file
        return None

    def is_on_more(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, point: QPointF
    ) -> bool:
        """Say whether a point of the view is on the words that offer the rest of a row."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return False
        width = self._width(option)
        if entry.is_message:
            more = self._layout(entry, width).more
            return more is not None and self._placed(option, self._bubble(option), more).contains(point)
        more = self._note(entry, width).more if entry.note else None
        return more is not None and self._mirrored(option, self._under_line(option, entry, more)).contains(point)

    # --- messages -------------------------------------------------------------

    def _paint_message(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        theme, bubble = self._themes.current, self._bubble(option)
        layout = self._layout(entry, self._width(option))
        bubble.setHeight(layout.height)
        picture = QRectF(option.rect.left() + MARGIN, bubble.top(), AVATAR, AVATAR)
        paint_avatar(painter, self._mirrored(option, picture), initials_of(entry.who), theme, entry.is_on_duty)
        ground, line = self._grounds(entry.kind)
        shape = self._mirrored(option, bubble)
        pen = self._ring(option) or QPen(line, 1)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(shape.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        self._paint_head(painter, option, entry, self._placed(option, bubble, layout.head))
        self._paint_text(painter, shape.topLeft() + layout.text, layout)
        if layout.more is not None:
            rect = self._placed(option, bubble, layout.more)
            self._text(painter, option, rect, self.tr("Show all"), Role.SECONDARY, theme.accent)
        for chip in layout.chips:
            clip = self._themes.pixmap(Icon.PAPERCLIP, theme.text2, CHIP_ICON, _ratio(painter))
            rect, font = self._placed(option, bubble, chip.rect), self._themes.font(Role.SECONDARY)
            paint_chip(painter, rect, chip.words, font, theme.text, theme.mg_ground, clip)

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, rect: QRectF) -> None:
        """Paint who wrote, as what, and when."""
        theme = self._themes.current
        when_width = self._advance(entry.when, Role.SECONDARY)
        when = QRectF(rect.right() - when_width, rect.top(), when_width + 1, rect.height())
        self._text(painter, option, self._mirrored_in(option, rect, when), entry.when, Role.SECONDARY, theme.text2)
        room = rect.width() - when_width - 8
        name_width = min(self._advance(entry.who, Role.SECONDARY_STRONG), room)
        name = QRectF(rect.left(), rect.top(), name_width + 1, rect.height())
        self._text(painter, option, self._mirrored_in(option, rect, name), entry.who, Role.SECONDARY_STRONG, theme.text)
        at = name_width + 6
        ink = theme.muted
        if entry.kind is Kind.INTERNAL:
            ink = theme.warn
            lock = QRectF(rect.left() + at, rect.center().y() - _ICON / 2, _ICON, _ICON)
            if at + _ICON < room:
                place = self._mirrored_in(option, rect, lock).topLeft()
                painter.drawPixmap(place, self._themes.pixmap(Icon.LOCK, ink, _ICON, _ratio(painter)))
            at += _ICON + 3
        if room > at:
            about = QRectF(rect.left() + at, rect.top(), room - at, rect.height())
            self._text(painter, option, self._mirrored_in(option, rect, about), entry.about, Role.SECONDARY, ink)

    def _paint_text(self, painter: QPainter, at: QPointF, layout: MessageLayout) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._themes.current.text)
        painter.save()
        painter.translate(at)
        layout.document.documentLayout().draw(painter, context)
        painter.restore()

    def _grounds(self, kind: Kind) -> tuple[QColor, QColor]:
        """Give ground and border: grey is the customer's, white the public reply, yellow stays in the house."""
        theme = self._themes.current
        match kind:
            case Kind.CUSTOMER:
                return theme.hover, theme.border
            case Kind.INTERNAL:
                return theme.note, _between(theme.note, theme.warn)
        return theme.surface, theme.border2

    # --- other rows -----------------------------------------------------------

    def _paint_event(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        theme, whole = self._themes.current, QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        row = QRectF(whole.left(), whole.top(), whole.width(), self._line_height(entry))
        if entry.note:
            self._paint_note(painter, option, entry)
        sign = QRectF(row.left() + (AVATAR - _ICON) / 2, row.center().y() - _ICON / 2, _ICON, _ICON)
        painter.drawPixmap(
            self._mirrored(option, sign).topLeft(),
            self._themes.pixmap(entry.icon, theme.muted, _ICON, _ratio(painter)),
        )
        when_width = self._advance(entry.when, Role.SECONDARY)
        when = QRectF(row.right() - when_width, row.top(), when_width + 1, row.height())
        start = row.left() + AVATAR + BESIDE_AVATAR
        words = QRectF(start, row.top(), when.left() - 8 - start, row.height())
        self._text(painter, option, self._mirrored(option, words), entry.text, Role.SECONDARY, theme.text2)
        self._text(painter, option, self._mirrored(option, when), entry.when, Role.SECONDARY, theme.text2)
        ring = self._ring(option)
        if ring is not None:
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(-4, 1, 4, -1), 4, 4)

    def _paint_note(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        layout = self._note(entry, self._width(option))
        area = QRectF(0, 0, layout.document.textWidth(), layout.height)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._themes.current.text)
        painter.save()
        painter.translate(self._mirrored(option, self._under_line(option, entry, area)).topLeft())
        layout.document.documentLayout().draw(painter, context)
        painter.restore()
        if layout.more is not None:
            rect = self._mirrored(option, self._under_line(option, entry, layout.more))
            self._text(painter, option, rect, self.tr("Show all"), Role.SECONDARY, self._themes.current.accent)

    def _under_line(self, option: QStyleOptionViewItem, entry: Entry, part: QRectF) -> QRectF:
        """Place a part of a note under the words of its line."""
        left = option.rect.left() + MARGIN + AVATAR + BESIDE_AVATAR
        return part.translated(left, option.rect.top() + self._line_height(entry))

    def _line_height(self, entry: Entry) -> float:
        least = _DAY_HEIGHT if entry.kind is Kind.DAY else _EVENT_HEIGHT
        return max(least, QFontMetricsF(self._themes.font(Role.SECONDARY)).lineSpacing() + 6)

    def _note(self, entry: Entry, width: float) -> NoteLayout:
        key = (entry, width)
        known = self._notes.get(key)
        if known is None:
            known = lay_out_note(entry.note, width - 2 * MARGIN - AVATAR - BESIDE_AVATAR, self._themes)
            self._notes[key] = known
            if len(self._notes) > _MOST_LAYOUTS:
                self._notes.popitem(last=False)
        return known

    def _paint_day(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        theme, row = self._themes.current, QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        font = self._themes.font(Role.SMALL)
        half = QFontMetricsF(font).horizontalAdvance(entry.text) / 2 + 8
        middle = round(row.center().y()) + 0.5
        painter.setPen(theme.border)
        painter.drawLine(QPointF(row.left(), middle), QPointF(row.center().x() - half, middle))
        painter.drawLine(QPointF(row.center().x() + half, middle), QPointF(row.right(), middle))
        painter.setFont(font)
        painter.setPen(theme.muted)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, entry.text)

    # --- places ---------------------------------------------------------------

    def _layout(self, entry: Entry, width: float) -> MessageLayout:
        key = (entry, width)
        known = self._layouts.get(key)
        if known is None:
            known = lay_out(entry, width - 2 * MARGIN - AVATAR - BESIDE_AVATAR, self._themes)
            self._layouts[key] = known
            if len(self._layouts) > _MOST_LAYOUTS:
                self._layouts.popitem(last=False)
        return known

    def _height(self, entry: Entry, width: float) -> float:
        key = (entry, width)
        if key not in self._heights:
            if len(self._heights) > _MOST_HEIGHTS:
                self._heights.clear()
            self._heights[key] = ABOVE + max(self._layout(entry, width).height, AVATAR) + BELOW
        return self._heights[key]

    def _bubble(self, option: QStyleOptionViewItem) -> QRectF:
        left = option.rect.left() + MARGIN + AVATAR + BESIDE_AVATAR
        return QRectF(left, option.rect.top() + ABOVE, option.rect.right() + 1 - MARGIN - left, option.rect.height())

    def _width(self, option: QStyleOptionViewItem) -> float:
        """Give the width of the view: that of the row is not known before the row is laid out."""
        view = option.widget
        return float(view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width())

    def _placed(self, option: QStyleOptionViewItem, bubble: QRectF, part: QRectF) -> QRectF:
        whole = self._mirrored(option, bubble)
        return self._mirrored_in(option, whole, part.translated(whole.topLeft()))

    def _mirrored(self, option: QStyleOptionViewItem, rect: QRectF) -> QRectF:
        return self._mirrored_in(option, QRectF(option.rect), rect)

    def _mirrored_in(self, option: QStyleOptionViewItem, whole: QRectF, rect: QRectF) -> QRectF:
        if option.direction is Qt.LayoutDirection.LeftToRight:
            return rect
        return QRectF(QStyle.visualRect(option.direction, whole.toRect(), rect.toRect()))

    def _ring(self, option: QStyleOptionViewItem) -> QPen | None:
        """Give the ring of the row at which the keyboard is."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return None
        has_focus = option.state & QStyle.StateFlag.State_HasFocus
        return QPen(self._themes.current.accent, 2 if has_focus else 1)

    def _advance(self, text: str, role: Role) -> float:
        return QFontMetricsF(self._themes.font(role)).horizontalAdvance(text)

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str, role: Role, ink: QColor
    ) -> None:
        font = self._themes.font(role)
        painter.setFont(font)
        painter.setPen(ink)
        is_left = option.direction is Qt.LayoutDirection.LeftToRight
        side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, elided(text, font, rect.width() + 0.5))


def _between(ground: QColor, ink: QColor) -> QColor:
    """Give a border that is seen on a tinted ground without being loud."""
    mixed = QColor(ground)
    for read, write in (
        (QColor.red, QColor.setRed),
        (QColor.green, QColor.setGreen),
        (QColor.blue, QColor.setBlue),
    ):
        write(mixed, round(read(ground) * (1 - _INK_SHARE) + read(ink) * _INK_SHARE))
    return mixed


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()
