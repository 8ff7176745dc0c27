"""A window that shows one message whole, to read, to select from, to copy, and to save its files."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_escalation.domain.attachment import size_words
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry, plain_text_of
from ui.tickets.flow_layout import FlowLayout

PADDING = 20
_WIDTH, _HEIGHT = 640, 480


class MessageReader(QDialog):
    """Shows an entry; nothing in it can be changed, opened or run."""

    save_wished = Signal(object)

    def __init__(self, entry: Entry, themes: Themes, parent: QWidget | None = None) -> None:
        """Show an entry."""
        super().__init__(parent)
        self._entry = entry
        self._themes = themes
        self.setWindowTitle(self.tr("Message") if entry.is_message else self.tr("What happened"))
        self.resize(_WIDTH, _HEIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, PADDING - 4, PADDING, PADDING - 4)
        whole.setSpacing(8)
        who = ElideLabel(", ".join(part for part in (entry.who, entry.about) if part and entry.is_message))
        who.setFont(themes.font(Role.BODY_STRONG))
        who.setVisible(bool(who.text()))
        when = TintedLabel(themes, Role.SECONDARY, muted_ink)
        when.setText(entry.when_in_full)
        self.text = QPlainTextEdit(harmless("\n\n".join(part for part in (entry.text, entry.note) if part)))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the message"))
        whole.addWidget(who)
        whole.addWidget(when)
        whole.addWidget(self.text, 1)
        if entry.files:
            whole.addLayout(self._files())
        whole.addWidget(self._buttons())
        self.text.setFocus()

    def _files(self) -> FlowLayout:
        flow = FlowLayout(gap=6)
        for file in self._entry.files:
            words = self.tr("Save {name} ({size}) as…").format(name=file.name, size=size_words(file.size))
            # A name with an ampersand is no mnemonic.
            button = QPushButton(self._themes.icon(Icon.DOWNLOAD), words.replace("&", "&&"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, wanted=file: self.save_wished.emit(wanted))
            flow.addWidget(button)
        return flow

    def _buttons(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 0)
        copy = QPushButton(self._themes.icon(Icon.COPY), self.tr("&Copy all"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        box = QDialogButtonBox()
        close = box.addButton(self.tr("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(box)
        return line

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(plain_text_of(self._entry))
