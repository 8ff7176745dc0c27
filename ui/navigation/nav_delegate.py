"""The painting of the navigation: a sign or a stair, a name, what is over, and the count."""

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.navigation.nav_model import NavModel
from ui.navigation.navigation import NavEntry, NavSection
from ui.shared.icons import Icon
from ui.shared.pen import Pen, centred
from ui.shared.stair import paint_stair, rest_of
from ui.shared.text_size import Role
from ui.shared.tier_mark import TierMark

SECTION, ENTRY, PART = 30, 27, 25
COMPACT_SECTION, COMPACT_ENTRY, COMPACT_PART = 26, 23, 22
MARGIN = 6
RADIUS = 5
SIDE, FAR_SIDE = 14, 13
SIGN, STAIR, ARROW, BADGE = 16, 13, 12, 12
NAME = 37
ARROW_AT, STAIR_AT, TIER_NAME, PART_NAME = 13, 30, 48, 44
GAP = 4
BADGE_GAP = 8
FOCUS = 2
# A title is nearer to its lists than to those above.
TITLE_DROP = 4
# From the far side to the marks of what is over, so that they stand under each other.
COUNT_COLUMN = 37


class _Look(Struct, frozen=True):
    """How a line stands out."""

    is_current: bool
    is_hovered: bool
    is_open: bool
    is_part: bool
    has_focus: bool


class NavDelegate(QStyledItemDelegate):
    """Paints a line whole; the tree paints nothing of its own."""

    def __init__(self, pen: Pen, tree: QAbstractItemView) -> None:
        super().__init__(tree)
        self._pen = pen
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Be as high as the kind of the line and the density say."""
        themes = self._pen.themes
        heights = (COMPACT_SECTION, COMPACT_ENTRY, COMPACT_PART) if themes.is_compact else (SECTION, ENTRY, PART)
        depth = _depth(index)
        return QSize(NAME, round(heights[min(depth, 2)] * max(themes.text_scale, 1.0)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a title, a list or a list that is part of one."""
        model = index.model()
        value = model.value_at(index) if isinstance(model, NavModel) else None
        # The tree indents; the picture has places of its own.
        rect = QRect(0, option.rect.y(), self._tree.viewport().width(), option.rect.height())
        if isinstance(value, NavSection):
            title = self._pen.beside(rect.adjusted(0, TITLE_DROP, 0, 0), SIDE, FAR_SIDE)
            self._pen.text(painter, title, value.title, Role.SMALL_STRONG, self._pen.theme.muted)
        elif isinstance(value, NavEntry):
            self._paint_entry(painter, rect, value, _look(option, index, has_focus=self._tree.hasFocus()))

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: NavEntry, look: _Look) -> None:
        pen, theme = self._pen, self._pen.theme
        if look.is_current or look.is_hovered:
            self._paint_ground(painter, rect, look)
        name_at = self._paint_mark(painter, rect, entry, look)
        far = self._paint_count(painter, rect, entry, look)
        role = Role.BODY_STRONG if look.is_current else Role.BODY
        ink = theme.text if look.is_current else theme.text2
        pen.text(painter, pen.beside(rect, name_at, far + GAP), entry.name, role, ink)

    def _paint_ground(self, painter: QPainter, rect: QRect, look: _Look) -> None:
        theme = self._pen.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.sel if look.is_current else theme.hover)
        ground = QRectF(rect).adjusted(MARGIN, 0, -MARGIN, 0)
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        if look.has_focus:
            painter.setPen(QPen(theme.accent, FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect, entry: NavEntry, look: _Look) -> int:
        """Paint what stands before a name; tell where the name begins."""
        pen, theme = self._pen, self._pen.theme
        if entry.parts:
            closed = Icon.CARET_LEFT if pen.is_mirrored else Icon.CARET_RIGHT
            arrow = pen.near(centred(rect, ARROW), ARROW, ARROW_AT)
            pen.sign(painter, arrow, Icon.CARET_DOWN if look.is_open else closed, theme.muted)
        if isinstance(entry.mark, TierMark):
            ink = theme.tier(entry.mark)
            stair = QRectF(pen.near(centred(rect, STAIR), STAIR, STAIR_AT))
            paint_stair(painter, stair, entry.mark, ink, rest_of(ink))
            return TIER_NAME
        if entry.mark is not None:
            ink = theme.accent if look.is_current else theme.muted
            pen.sign(painter, pen.near(centred(rect, SIGN), SIGN, SIDE), entry.mark, ink)
        return PART_NAME if look.is_part else NAME

    def _paint_count(self, painter: QPainter, rect: QRect, entry: NavEntry, look: _Look) -> int:
        """Paint how much is in a list and how much of it is over; tell how much room that takes at the far side."""
        pen, theme = self._pen, self._pen.theme
        if entry.count is None:
            return FAR_SIDE
        role = Role.SECONDARY_STRONG if look.is_current else Role.SECONDARY
        ink = theme.text2 if look.is_current else theme.muted
        tickets = str(entry.count.tickets)
        pen.far_text(painter, pen.beside(rect, SIDE, FAR_SIDE), tickets, role, ink)
        taken = FAR_SIDE + pen.width(tickets, role)
        if not entry.count.breached:
            return taken
        breached = str(entry.count.breached)
        width = pen.width(breached, Role.SMALL_STRONG)
        end = max(taken + BADGE_GAP, COUNT_COLUMN)
        pen.far_text(painter, pen.beside(rect, SIDE, end), breached, Role.SMALL_STRONG, theme.brk)
        sign_at = rect.width() - end - width - 2 - BADGE
        pen.sign(painter, pen.near(centred(rect, BADGE), BADGE, sign_at), Icon.OCTAGON_X, theme.brk)
        return end + width + 2 + BADGE


def _look(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, *, has_focus: bool) -> _Look:
    state = option.state
    is_current = bool(state & QStyle.StateFlag.State_Selected)
    return _Look(
        is_current=is_current,
        is_hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        is_open=bool(state & QStyle.StateFlag.State_Open),
        is_part=_depth(index) > 1,
        has_focus=has_focus and is_current,
    )


def _depth(index: QModelIndex | QPersistentModelIndex) -> int:
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return depth
