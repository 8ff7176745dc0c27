"""A sheet of everything that the look is made of: colours, text, buttons, fields, chips, bars, stairs and signs."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_escalation.domain.standing import Level
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.moments import level_icon
from ui.shared.painting import chip_width, paint_avatar, paint_bar, paint_chip
from ui.shared.stair import TierMark, app_icon, paint_stair, rest_of, stair_icon
from ui.shared.text_size import Role
from ui.themes import Themes

Paint = Callable[[QPainter, QRectF], None]

_LEVELS = (
    (Level.OK, "in 44 min", 0.55),
    (Level.WARN, "in 12 min", 0.8),
    (Level.CRITICAL, "in 5 min", 0.92),
    (Level.BREACHED, "18 min over", 1.0),
    (Level.PAUSED, "Paused", 0.5),
    (Level.MET, "met in 18 of 30 min", 0.6),
)
_TOKENS = (
    *("bg", "surface", "sunken", "raised", "hover", "sel", "border", "border2", "field", "text", "text2", "muted"),
    *("accent", "accentfill", "l1", "l2", "l3", "mg", "ok", "warn", "crit", "brk", "brkfill", "pause", "note", "track"),
)


class ControlSheet(QWidget):
    """Everything side by side."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setWindowTitle("Controls")
        columns = QHBoxLayout(self)
        columns.setContentsMargins(20, 16, 20, 16)
        columns.setSpacing(28)
        for parts in (
            (self._texts(), self._buttons(), self._tools(), self._fields()),
            (self._choices(), self._table(), self._frames(), self._tabs()),
            (_Painted(themes, QSize(430, 190), self._paint_levels), self._tokens(), self._icons()),
        ):
            column = QVBoxLayout()
            column.setSpacing(16)
            for part in parts:
                column.addWidget(part)
            column.addStretch()
            columns.addLayout(column, 1)

    def _texts(self) -> QWidget:
        box, layout = _column()
        for role in Role:
            label = ElideLabel(f"{role.name.replace('_', ' ').capitalize()} 13:53 – Größenwahnsinnige Weiterleitung")
            label.setFont(self._themes.font(role))
            layout.addWidget(label)
        return box

    def _buttons(self) -> QWidget:
        box, grid = _grid()
        themes, fill = self._themes, self._themes.current.on_fill
        texts = (
            ("Acknowledge", Icon.CHECK, "primary"),
            ("Escalate…", Icon.ESCALATE, ""),
            ("Filter", Icon.FILTER, "quiet"),
        )
        for row, is_enabled in enumerate((True, False)):
            for column, (text, icon, kind) in enumerate(texts):
                button = QPushButton(themes.icon(icon, fill if kind == "primary" else None), text)
                button.setProperty("kind", kind)
                button.setEnabled(is_enabled)
                grid.addWidget(button, row, column)
            link = QPushButton("Why escalated?")
            link.setProperty("kind", "link")
            link.setEnabled(is_enabled)
            grid.addWidget(link, row, 3)
        small = QPushButton("Small")
        small.setProperty("small", "true")
        default = QPushButton("Focused")
        default.setFocus()
        grid.addWidget(small, 2, 0)
        grid.addWidget(default, 2, 1)
        return box

    def _tools(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for place, text, icon in (("first", "Table", Icon.TABLE), ("last", "Board", Icon.BOARD)):
            segment = self._tool(icon, text)
            segment.setCheckable(True)
            segment.setChecked(place == "first")
            segment.setProperty("kind", "segment")
            segment.setProperty("place", place)
            segments.addWidget(segment)
        row.addLayout(segments)
        template = self._tool(Icon.TEMPLATE, "Template")
        template.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        template.setMenu(QMenu(template))
        row.addWidget(template)
        for icon in (Icon.BACK, Icon.FORWARD, Icon.REFRESH, Icon.STAR, Icon.MORE):
            tool = self._tool(icon)
            tool.setProperty("kind", "icon")
            row.addWidget(tool)
        row.addStretch()
        return box

    def _tool(self, icon: Icon, text: str = "") -> QToolButton:
        tool = QToolButton()
        tool.setIcon(self._themes.icon(icon))
        tool.setText(text)
        if text:
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return tool

    def _fields(self) -> QWidget:
        box, grid = _grid()
        search = QLineEdit(placeholderText="Search tickets, customers, people")
        search.addAction(self._themes.icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        grid.addWidget(search, 0, 0, 1, 2)
        choice = QComboBox()
        choice.addItems(["Needs deeper skills", "Customer asked"])
        grid.addWidget(choice, 1, 0)
        minutes = QSpinBox()
        minutes.setSuffix(" min")
        grid.addWidget(minutes, 1, 1)
        off, wrong = QLineEdit("switched off"), QLineEdit("wrong")
        off.setEnabled(False)
        wrong.setProperty("trouble", "true")
        grid.addWidget(off, 2, 0)
        grid.addWidget(wrong, 2, 1)
        text = QPlainTextEdit("Edge router leeds-edge-2 loses its uplink every 6 to 8 minutes.")
        text.setFixedHeight(64)
        grid.addWidget(text, 3, 0, 1, 2)
        return box

    def _choices(self) -> QWidget:
        box, grid = _grid()
        for row, is_enabled in enumerate((True, False)):
            for column, kind in enumerate((QCheckBox, QRadioButton)):
                for number, is_on in enumerate((True, False)):
                    choice = kind("Tell them" if kind is QCheckBox else "Normal")
                    choice.setAutoExclusive(False)
                    choice.setChecked(is_on)
                    choice.setEnabled(is_enabled)
                    grid.addWidget(choice, row, 2 * column + number)
        slider, progress = QSlider(Qt.Orientation.Horizontal), QProgressBar()
        slider.setValue(40)
        progress.setValue(60)
        progress.setTextVisible(False)
        grid.addWidget(slider, 2, 0, 1, 2)
        grid.addWidget(progress, 2, 2, 1, 2)
        return box

    def _table(self) -> QWidget:
        model = QStandardItemModel(12, 3, self)
        model.setHorizontalHeaderLabels(["Number", "Subject and customer", "Updated"])
        for row in range(12):
            for column, text in enumerate((f"DE-48{row:02}", "VPN drops every few minutes", "9 min")):
                model.setItem(row, column, QStandardItem(text))
        table = QTableView()
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setProperty("kind", "framed")
        table.setModel(model)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(1, 210)
        table.selectRow(1)
        table.setFixedHeight(190)
        return table

    def _frames(self) -> QWidget:
        box, layout = _column()
        layout.setSpacing(8)
        for kind, text in (("card", "A card"), ("note", "Firmware 7.4.2 has this bug."), ("strip", "No connection.")):
            frame = QFrame()
            frame.setProperty("kind", kind)
            inner = QHBoxLayout(frame)
            inner.setContentsMargins(10, 6, 10, 6)
            inner.addWidget(QLabel(text))
            layout.addWidget(frame)
        problem = QLabel("Say why: the next person needs to know.")
        problem.setProperty("kind", "problem")
        layout.addWidget(problem)
        return box

    def _tabs(self) -> QWidget:
        tabs = QTabWidget()
        for title in ("General", "Notifications", "Tastatur"):
            page = QLabel(f"{title}: what stands on the page.")
            page.setContentsMargins(4, 8, 4, 8)
            tabs.addTab(page, title)
        tabs.setFixedHeight(80)
        return tabs

    def _tokens(self) -> QWidget:
        box, grid = _grid()
        grid.setSpacing(4)
        for number, name in enumerate(_TOKENS):
            color: QColor = getattr(self._themes.current, name)
            swatch = _Painted(self._themes, QSize(66, 26), _swatch(color))
            label = QLabel(name)
            label.setFont(self._themes.font(Role.SMALL))
            grid.addWidget(swatch, 2 * (number // 7), number % 7)
            grid.addWidget(label, 2 * (number // 7) + 1, number % 7)
        return box

    def _icons(self) -> QWidget:
        box, grid = _grid()
        grid.setSpacing(2)
        for number, icon in enumerate(Icon):
            sign = QLabel(pixmap=self._themes.icon(icon).pixmap(QSize(16, 16), self.devicePixelRatio()))
            sign.setToolTip(icon.name)
            grid.addWidget(sign, number // 18, number % 18)
        for number, mark in enumerate(TierMark):
            stair = stair_icon(self._themes, mark).pixmap(QSize(16, 16), self.devicePixelRatio())
            grid.addWidget(QLabel(pixmap=stair), 6, number)
        grid.addWidget(QLabel(pixmap=app_icon().pixmap(QSize(32, 32), self.devicePixelRatio())), 6, 6, 1, 2)
        return box

    def _paint_levels(self, painter: QPainter, _rect: QRectF) -> None:
        theme, themes = self._themes.current, self._themes
        strong, ratio = themes.font(Role.SECONDARY_STRONG), painter.device().devicePixelRatio()
        for number, (level, words, share) in enumerate(_LEVELS):
            top = 4 + number * 30.0
            is_over = level is Level.BREACHED
            ink, ground = (theme.on_fill, theme.brkfill) if is_over else (theme.level(level), theme.level_ground(level))
            icon = themes.pixmap(level_icon(level), ink, 14, ratio)
            width = chip_width(words, strong, icon)
            paint_chip(painter, QRectF(0, top, width, 20), words, strong, ink, ground, icon)
            bar = QRectF(170, top + 9, 110, 3)
            paint_bar(painter, bar, share, theme.level(level), theme.track, is_hatched=level is Level.PAUSED)
        for number, mark in enumerate(TierMark):
            left, top = 300.0, 4 + number * 30.0
            ink = theme.tier(mark)
            stair = stair_icon(themes, mark).pixmap(QSize(14, 14), ratio)
            chip = QRectF(left, top, chip_width(mark, strong, stair), 20)
            paint_chip(painter, chip, mark, strong, ink, theme.tier_ground(mark), stair)
            paint_stair(painter, QRectF(left + 56, top, 22, 22), mark, ink, rest_of(ink))
            paint_avatar(painter, QRectF(left + 90, top - 2, 24, 24), "MD", theme, (None, True, False, True)[number])


class _Painted(QWidget):
    """A place of a fixed size that a function paints."""

    def __init__(self, themes: Themes, size: QSize, paint: Paint) -> None:
        super().__init__()
        self._paint = paint
        self.setFixedSize(size * themes.text_scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Have it painted."""
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()))
        painter.end()


def _swatch(color: QColor) -> Paint:
    return lambda painter, rect: painter.fillRect(rect, color)


def _column() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    return box, layout


def _grid() -> tuple[QWidget, QGridLayout]:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(8)
    return box, grid
