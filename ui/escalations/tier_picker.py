"""The tiers that a ticket can be raised to, as a row of large buttons; the tier that has it is shown greyed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop_escalation.services.escalation_desk import TierChoice
from ui.shared.icons import Icon
from ui.shared.painting import elided
from ui.shared.plain import one_line
from ui.shared.stair import paint_stair, rest_of, tier_mark
from ui.shared.text_size import Role
from ui.themes import Themes

_HEIGHT = 48
_PADDING = 12
_STAIR = 20
_CHECK = 16
_RADIUS = 5


class TierButton(QAbstractButton):
    """One tier: its stair, its name, and how busy it is."""

    def __init__(self, themes: Themes, tier: TierChoice, here: bool, parent: QWidget | None = None) -> None:
        """Show a tier; the one that has the ticket cannot be pressed."""
        super().__init__(parent)
        self._themes = themes
        self.tier = tier
        self._mark = tier_mark(tier.level, tier.is_management)
        self._name = one_line(tier.name) if tier.is_management else f"{self._mark} {one_line(tier.name)}"
        self._about = (
            self.tr("here now")
            if here
            else self.tr("{} on duty, {} open").format(tier.on_duty, f"{tier.open_tickets:,}")
        )
        self.setCheckable(True)
        self.setDisabled(here)
        self.setAccessibleName(f"{self._name}, {self._about}")
        self.setToolTip("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def words(self) -> str:
        """What stands on it."""
        return f"{self._name}: {self._about}"

    def sizeHint(self) -> QSize:
        """Ask for room for two lines."""
        lines = QFontMetricsF(self._themes.font(Role.BODY)).lineSpacing() * 2
        return QSize(140, max(_HEIGHT, round(lines) + 14))

    def minimumSizeHint(self) -> QSize:
        """Be never lower."""
        return QSize(96, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, stair and words."""
        theme, painter = self._themes.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_framed = self.isChecked() or self.hasFocus()
        painter.setBrush(theme.sel if self.isChecked() else theme.raised if self.isEnabled() else theme.bg)
        painter.setPen(QPen(theme.accent if is_framed else theme.border2, 2 if is_framed else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), _RADIUS - 2, _RADIUS - 2)
        stair_ink = theme.tier(self._mark) if self.isEnabled() else rest_of(theme.tier(self._mark))
        paint_stair(painter, self._part(_PADDING, _STAIR, _STAIR), self._mark, stair_ink, rest_of(stair_ink))
        self._paint_words(painter)
        if self.isChecked():
            check = self._part(self.width() - _PADDING - _CHECK, _CHECK, _CHECK)
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(check.topLeft(), self._themes.pixmap(Icon.CHECK, theme.accent, _CHECK, ratio))
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme, at = self._themes.current, _PADDING + _STAIR + 8
        name_font, about_font = self._themes.font(Role.BODY_STRONG), self._themes.font(Role.SECONDARY)
        first, second = (QFontMetricsF(font).lineSpacing() for font in (name_font, about_font))
        width = self.width() - at - (_CHECK + _PADDING + 4 if self.isChecked() else _PADDING // 2)
        area = self._part(at, width, first + second)
        is_left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        leading = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        painter.setFont(name_font)
        painter.setPen(theme.text if self.isEnabled() else theme.muted)
        upper = QRectF(area.left(), area.top(), width, first)
        painter.drawText(upper, leading, elided(self._name, name_font, width))
        painter.setFont(about_font)
        painter.setPen(theme.text2 if self.isEnabled() else theme.muted)
        lower = QRectF(area.left(), area.top() + first, width, second)
        painter.drawText(lower, leading, elided(self._about, about_font, width))

    def _part(self, x: float, width: float, height: float) -> QRectF:
        """Give a part in the middle of the height, `x` from the leading edge."""
        is_left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        left = x if is_left else self.width() - x - width
        return QRectF(left, (self.height() - height) / 2, width, height)


class TierPicker(QWidget):
    """Shows the present tier and those above; one of these is picked."""

    picked = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._group.buttonClicked.connect(self._tell)
        themes.changed.connect(self.update)

    @property
    def tier(self) -> TierChoice | None:
        """The tier that is picked; None where there is none above."""
        button = self._group.checkedButton()
        return button.tier if isinstance(button, TierButton) else None

    @property
    def buttons(self) -> tuple[TierButton, ...]:
        """The buttons, the present tier's first."""
        return tuple(button for button in self._group.buttons() if isinstance(button, TierButton))

    def show_tiers(self, tiers: tuple[TierChoice, ...], present: int, level: int | None = None) -> None:
        """Show the tiers from the present one up, and pick the one named, or the next."""
        for button in self.buttons:
            self._group.removeButton(button)
            button.deleteLater()
        for tier in tiers:
            if tier.level >= present:
                button = TierButton(self._themes, tier, tier.level == present, self)
                self._group.addButton(button)
                self._row.addWidget(button)
        higher = [button for button in self.buttons if button.isEnabled()]
        chosen = next((button for button in higher if button.tier.level == level), higher[0] if higher else None)
        if chosen is not None:
            chosen.setChecked(True)
            self.setFocusProxy(chosen)

    def _tell(self, button: QAbstractButton) -> None:
        if isinstance(button, TierButton):
            self.picked.emit(button.tier)
