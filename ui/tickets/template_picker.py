"""Choosing a template for a reply: the names, and beside them the very text that would be inserted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_escalation.domain.reply_template import ReplyTemplate
from ui.shared.plain import harmless, one_line
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, problem_ink, quiet_ink
from ui.themes import Themes
from ui.tickets.template_title import template_title

_WIDTH, _HEIGHT, _NAMES_WIDTH = 560, 300, 190
_PADDING = 12
_LEAST_ROW = 26


class TemplatePicker(QFrame):
    """A popup; `chosen` gives the filled text. Up and Down choose, Enter inserts, Escape closes."""

    chosen = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without templates."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._templates: tuple[ReplyTemplate, ...] = ()
        self._themes = themes
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Templates"))
        self._names = QStringListModel(self)
        self.names = _Names(self._names)
        self.names.insert_wished.connect(self.insert)
        self.names.selectionModel().currentChanged.connect(self._show)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("Preview"))
        self._about = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self._about.setWordWrap(True)
        self.remark = TintedLabel(themes, Role.SECONDARY, quiet_ink)
        self.remark.setWordWrap(True)
        self.insert_button = QPushButton(self.tr("&Insert"))
        self.insert_button.setProperty("kind", "primary")
        self.insert_button.clicked.connect(self.insert)
        self._lay_out()
        self.resize(_WIDTH, _HEIGHT)

    @property
    def template(self) -> ReplyTemplate | None:
        """The template that is chosen; None where there is none."""
        row = self.names.currentIndex().row()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def show_templates(self, templates: tuple[ReplyTemplate, ...]) -> None:
        """Offer templates, the one chosen before first if it is still there."""
        before = self.template
        self._templates = templates
        self._names.setStringList([template_title(template.name) for template in templates])
        names = [template.name for template in templates]
        row = names.index(before.name) if before is not None and before.name in names else 0
        self.names.setCurrentIndex(self._names.index(row))
        self._show()

    def open_above(self, anchor: QWidget) -> None:
        """Open over the widget that asked, within the screen."""
        size, screen = self.size(), anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(anchor.rect().topRight()) - QPoint(size.width(), size.height() + 4)
        if corner.y() < screen.top():
            corner.setY(anchor.mapToGlobal(anchor.rect().bottomRight()).y() + 4)
        x = min(max(corner.x(), screen.left()), max(screen.right() - size.width(), screen.left()))
        y = min(corner.y(), max(screen.bottom() - size.height(), screen.top()))
        self.move(x, y)
        self.show()
        self.names.setFocus()

    def insert(self) -> None:
        """Give the filled text of the chosen template, unless something is wrong with it."""
        template = self.template
        if template is None or template.faults:
            return
        self.hide()
        self.chosen.emit(template.body)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._about)
        right.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.insert_button, 0, Qt.AlignmentFlag.AlignBottom)
        right.addLayout(foot)
        left = QVBoxLayout()
        left.setSpacing(6)
        title = QLabel(self.tr("Insert a template"))
        title.setFont(self._themes.font(Role.SECONDARY_STRONG))
        left.addWidget(title)
        left.addWidget(self.names, 1)
        self.names.setFixedWidth(_NAMES_WIDTH)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        whole.setSpacing(_PADDING)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    def _show(self, _current: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        template = self.template
        self.insert_button.setEnabled(template is not None and not template.faults)
        if template is None:
            self.preview.setPlainText("")
            self._about.setText("")
            self._remark(self.tr("There is no template yet. Administrators keep them in the organisation file."))
            return
        self.preview.setPlainText(harmless(template.body))
        self._about.setText(self.tr("In the language {}").format(one_line(template.language)))
        if template.faults:
            words = self.tr("This template cannot be used: {}").format("; ".join(template.faults))
            self._remark(words, is_problem=True)
        elif template.blanks:
            blanks = ", ".join(f"{{{name}}}" for name in template.blanks)
            self._remark(self.tr("A dash stands where this ticket has nothing for {}.").format(blanks))
        else:
            self._remark("")

    def _remark(self, words: str, *, is_problem: bool = False) -> None:
        self.remark.set_ink(problem_ink if is_problem else quiet_ink)
        self.remark.setText(harmless(words, 1_000))


class _Roomy(QStyledItemDelegate):
    """Gives each name room to be pressed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(_LEAST_ROW, size.height() + 8))
        return size


class _Names(QListView):
    """The names of templates; Enter asks to insert, and letters find a name."""

    insert_wished = Signal()

    def __init__(self, model: QStringListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("kind", "framed")
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Roomy(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Templates"))
        self.doubleClicked.connect(lambda _index: self.insert_wished.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.insert_wished.emit()
            return
        super().keyPressEvent(event)
