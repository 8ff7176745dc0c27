"""The picture of the working time from opening to the due time, with everything that was marked on it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.escalations.bar_layout import Block, Label, apart, blocks, day_starts, x_of
from ui.escalations.hatch import paint_hatched
from ui.escalations.sum_words import day_name, exact_words, pause_words, short_stamp
from ui.escalations.time_line import Mark, MarkKind, PartKind, TimeLine
from ui.shared.moments import span_words, time_words
from ui.shared.painting import elided
from ui.shared.text_size import Role
from ui.shared.tier_mark import TierMark
from ui.theme import Theme
from ui.themes import Themes

translate = QCoreApplication.translate

_BAR = 28.0
_LINE = 16.0
_STEM = 6.0
_GAP = 8.0
_DOT = 4.0
# Room for half of a dot.
EDGE = 5.0
_CLOSED_BAR = 5.0
_HEIGHT = 4 * _LINE + 3 * _STEM + _BAR
_ORDER = (MarkKind.STEP, MarkKind.DUE, MarkKind.NOW, MarkKind.OTHER)


class Look(Struct, frozen=True):
    """What the picture is painted with: on paper the palette is another one than in the window."""

    themes: Themes
    theme: Theme
    tier: TierMark | None

    def ink(self, kind: MarkKind) -> QColor:
        """Give the colour of a mark."""
        match kind:
            case MarkKind.STEP:
                return self.theme.accent if self.tier is None else self.theme.tier(self.tier)
            case MarkKind.DUE:
                return self.theme.text
            case MarkKind.NOW:
                return self.theme.accent
            case MarkKind.OTHER:
                return self.theme.warn

    def width(self, text: str, role: Role) -> float:
        """Measure a text."""
        return QFontMetricsF(self.themes.font(role)).horizontalAdvance(text)

    @property
    def scale(self) -> float:
        """How much larger than usual text is."""
        return max(self.themes.text_scale, 1.0)


def bar_height(themes: Themes) -> float:
    """Give the height that a picture needs at the text size that holds."""
    return _HEIGHT + 4 * _LINE * (max(themes.text_scale, 1.0) - 1)


def paint_time_bar(painter: QPainter, rect: QRectF, line: TimeLine, look: Look) -> None:
    """Paint a line into a rectangle of the right height."""
    picture = _Picture(painter, line, look, blocks(line, rect.width()), rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for block in picture.placed:
        picture.paint_block(block)
    picture.paint_marks()
    picture.paint_labels()
    painter.restore()


class _Picture(Struct, frozen=True):
    painter: QPainter
    line: TimeLine
    look: Look
    placed: tuple[Block, ...]
    rect: QRectF

    @property
    def row(self) -> float:
        return _LINE * self.look.scale

    @property
    def bar(self) -> QRectF:
        return QRectF(self.rect.left(), self.rect.top() + 2 * self.row + 2 * _STEM, self.rect.width(), _BAR)

    # --- the bar ----------------------------------------------------------

    def paint_block(self, block: Block) -> None:
        theme, bar = self.look.theme, self.bar
        rect = QRectF(bar.left() + block.left, bar.top(), block.width, bar.height())
        match block.part.kind:
            case PartKind.RUNNING:
                self.painter.fillRect(rect.adjusted(0, 0, -1 if block.width > 2 else 0, 0), theme.accentfill)
                words = exact_words(block.part.counted)
                self._write_in(self._clear_of_marks(block), words, theme.on_fill, Role.SECONDARY_STRONG)
            case PartKind.PAUSED:
                self._paint_pause(rect, block)
            case PartKind.CLOSED:
                middle = rect.center().y()
                line = QRectF(rect.left(), middle - _CLOSED_BAR / 2, rect.width(), _CLOSED_BAR)
                self.painter.fillRect(line, theme.border2)
                above = QRectF(rect.left(), rect.top() - 2, rect.width(), middle - rect.top())
                self._write_in(above, self._closed_words(block), theme.muted, Role.SMALL)
            case PartKind.AHEAD:
                self._paint_ahead(rect, block)

    def _paint_pause(self, rect: QRectF, block: Block) -> None:
        theme = self.look.theme
        paint_hatched(self.painter, rect.adjusted(0, 0, -1, 0), theme.pause, theme.surface)
        words = span_words((block.part.to_at or block.part.from_at) - block.part.from_at)
        width = self.look.width(words, Role.SECONDARY)
        if width + 8 <= rect.width():
            plate = QRectF(rect.center().x() - width / 2 - 3, rect.top() + 5, width + 6, rect.height() - 10)
            self.painter.fillRect(plate, theme.surface)
            self._write_in(rect, words, theme.text2, Role.SECONDARY)

    def _paint_ahead(self, rect: QRectF, block: Block) -> None:
        theme = self.look.theme
        pen = QPen(theme.accent, 1.0, Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.drawLine(rect.topLeft() + QPointF(0, 0.5), rect.topRight() + QPointF(0, 0.5))
        self.painter.drawLine(rect.bottomLeft() - QPointF(0, 0.5), rect.bottomRight() - QPointF(0, 0.5))
        self.painter.drawLine(rect.topRight(), rect.bottomRight())
        words = translate("TimeBar", "{} left").format(exact_words(block.part.counted))
        self._write_in(self._clear_of_marks(block), words, theme.text, Role.SECONDARY)

    def _clear_of_marks(self, block: Block) -> QRectF:
        """Give the widest piece of a block that no mark crosses."""
        xs = sorted(x_of(self.placed, mark.at) for mark in self.line.marks)
        edges = [block.left, *(x for x in xs if block.left < x < block.right), block.right]
        left, right = max(pairwise(edges), key=lambda edge: edge[1] - edge[0])
        return QRectF(self.bar.left() + left, self.bar.top(), right - left, _BAR)

    def _closed_words(self, block: Block) -> str:
        span = (block.part.to_at or block.part.from_at) - block.part.from_at
        return translate("TimeBar", "{} closed").format(span_words(span))

    def _write_in(self, rect: QRectF, words: str, ink: QColor, role: Role) -> None:
        """Write into the middle where all of it has room."""
        if self.look.width(words, role) + 4 <= rect.width():
            self._write(rect, words, ink, role, Qt.AlignmentFlag.AlignCenter)

    def _write(self, rect: QRectF, words: str, ink: QColor, role: Role, where: Qt.AlignmentFlag) -> None:
        self.painter.setFont(self.look.themes.font(role))
        self.painter.setPen(ink)
        option = QTextOption(where)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.painter.drawText(rect, words, option)

    # --- marks and labels --------------------------------------------------

    def paint_marks(self) -> None:
        bar = self.bar
        for mark in reversed(self._marks()):
            x, ink = bar.left() + x_of(self.placed, mark.at), self.look.ink(mark.kind)
            is_main = mark.kind in {MarkKind.STEP, MarkKind.DUE}
            self.painter.setPen(QPen(ink, 2.0 if is_main else 1.5))
            top = bar.top() - (_STEM + self.row / 2 if mark.kind is MarkKind.STEP else _STEM)
            self.painter.drawLine(QPointF(x, top), QPointF(x, bar.bottom() + _STEM))
            if mark.kind is MarkKind.STEP:
                self.painter.setPen(Qt.PenStyle.NoPen)
                self.painter.setBrush(ink)
                self.painter.drawEllipse(QPointF(x, top), _DOT, _DOT)

    def paint_labels(self) -> None:
        top, bar = self.rect.top(), self.bar
        theme = self.look.theme
        for label in apart(self._days(), bar.width(), _GAP):
            self._paint_label(label, top, theme.text, Role.SECONDARY_STRONG)
        above = bar.top() - _STEM - self.row
        for label in apart(self._marked(), bar.width(), _GAP):
            is_main = label.tag in {MarkKind.STEP, MarkKind.DUE}
            ink = theme.muted if label.tag == MarkKind.OTHER else theme.text
            self._paint_label(label, above, ink, Role.SECONDARY_STRONG if is_main else Role.SMALL)
        below = bar.bottom() + _STEM
        for label in apart(self._times(), bar.width(), _GAP):
            is_step = label.tag == MarkKind.STEP
            ink = self.look.ink(MarkKind.STEP) if is_step else theme.muted
            self._paint_label(label, below, ink, Role.SMALL_STRONG if is_step else Role.SMALL)
        for label in apart(self._captions(), bar.width(), _GAP):
            self._paint_label(label, below + self.row, theme.muted, Role.SMALL)

    def _paint_label(self, label: Label, top: float, ink: QColor, role: Role) -> None:
        rect = QRectF(self.rect.left() + label.x, top, label.width + 2, self.row)
        self._write(rect, label.text, ink, role, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _marks(self) -> list[Mark]:
        return sorted(self.line.marks, key=lambda mark: _ORDER.index(mark.kind))

    def _days(self) -> Iterator[Label]:
        for at in day_starts(self.line):
            text = day_name(at, self.line.zone)
            width = self.look.width(text, Role.SECONDARY_STRONG)
            yield Label(text, x_of(self.placed, at), width, is_centred=False)

    def _marked(self) -> Iterator[Label]:
        for mark in self._marks():
            role = Role.SECONDARY_STRONG if mark.kind in {MarkKind.STEP, MarkKind.DUE} else Role.SMALL
            text = elided(mark.words, self.look.themes.font(role), self.rect.width() / 2)
            x, width = x_of(self.placed, mark.at), self.look.width(text, role)
            if mark.kind is not MarkKind.STEP:
                yield Label(text, x, width, tag=mark.kind)
                continue
            # Beside the dot on its stem, at the side that has room.
            is_right = x + _GAP + width <= self.rect.width()
            yield Label(text, x + _GAP if is_right else x - _GAP - width, width, is_centred=False, tag=mark.kind)

    def _times(self) -> Iterator[Label]:
        seen: set[str] = set()
        for at, tag in (*((mark.at, mark.kind.value) for mark in self._marks()), *self._borders()):
            text = self._time(at)
            x = x_of(self.placed, at)
            if (place := f"{text} {round(x)}") not in seen:
                seen.add(place)
                role = Role.SMALL_STRONG if tag == MarkKind.STEP else Role.SMALL
                yield Label(text, x, self.look.width(text, role), tag=tag)

    def _time(self, at: datetime) -> str:
        zone = self.line.zone
        return short_stamp(at, zone, with_date=True) if self.line.is_long else time_words(at, zone)

    def _borders(self) -> Iterator[tuple[datetime, str]]:
        yield self.line.parts[0].from_at, ""
        for block in () if self.line.is_long else self.placed:
            if block.part.to_at is not None:
                yield block.part.from_at, ""
                yield block.part.to_at, ""

    def _captions(self) -> Iterator[Label]:
        for number, block in enumerate(self.placed):
            words = pause_words(block.part.reason) if block.part.kind is PartKind.PAUSED else ""
            if not number and not words:
                words = translate("TimeBar", "begins")
            if words:
                text = words[:1].lower() + words[1:]
                yield Label(text, block.left, self.look.width(text, Role.SMALL), is_centred=False)


class TimeBar(QWidget):
    """Shows one time line as wide as there is room; a screen reader hears its parts and marks."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._line: TimeLine | None = None
        self._tier: TierMark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Working time"))
        themes.changed.connect(self._refit)

    def show_line(self, line: TimeLine, tier: TierMark | None) -> None:
        """Show a line, whose step is in the colour of a tier where the ticket was raised to one."""
        self._line, self._tier = line, tier
        self.setAccessibleDescription(line_words(line))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height that its rows of text need."""
        return QSize(640, round(bar_height(self._themes)))

    def minimumSizeHint(self) -> QSize:
        """Yield in width."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        if self._line is None:
            return
        painter = QPainter(self)
        look = Look(self._themes, self._themes.current, self._tier)
        paint_time_bar(painter, QRectF(self.rect()).adjusted(EDGE, 0, -EDGE, 0), self._line, look)
        painter.end()

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


def line_words(line: TimeLine) -> str:
    """Say the marks of a line in their order, as a screen reader tells the picture."""
    marks = sorted(line.marks, key=lambda mark: mark.at)
    day_and_time = (
        translate("TimeBar", "{words}: {day} {time}").format(
            words=mark.words, day=day_name(mark.at, line.zone), time=time_words(mark.at, line.zone)
        )
        for mark in marks
    )
    return ". ".join(day_and_time)
