"""The mail to the customer as it would be sent: plain text that loads nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_escalation.domain.messages import Message
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.line import a_line
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.themes import Themes


class MailPreview(QFrame):
    """Shows a mail, or why none is sent."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self.setProperty("kind", "card")
        self._to, self._subject = ElideLabel(), ElideLabel()
        self.body = QPlainTextEdit()
        self.body.setReadOnly(True)
        self.body.setProperty("kind", "bare")
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(self.tr("Preview of the mail"))
        self.body.document().setDocumentMargin(9)
        self._lock = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.body, 1)
        layout.addWidget(a_line())
        layout.addWidget(self._foot())
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> str:
        """Everything that is shown of the mail."""
        return "\n".join((self._to.text(), self._subject.text(), self.body.toPlainText()))

    def show_mail(self, mail: Message) -> None:
        """Show the mail that would be sent."""
        self._headers.show()
        self._to.setText(mail.to)
        self._subject.setText(mail.subject)
        self.body.setPlainText(harmless(mail.body))

    def show_none(self, why: str) -> None:
        """Say that no mail is sent, and why."""
        self._headers.hide()
        self._to.setText("")
        self._subject.setText("")
        self.body.setPlainText(harmless(why, 1_000))

    def _head(self) -> QWidget:
        self._headers = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(((self.tr("To"), self._to), (self.tr("Subject"), self._subject))):
            label = TintedLabel(self._themes, Role.SECONDARY, muted_ink)
            label.setText(name)
            grid.addWidget(label, number, 0)
            grid.addWidget(value, number, 1)
        whole = QVBoxLayout(self._headers)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(grid)
        whole.addWidget(a_line())
        return self._headers

    def _foot(self) -> QWidget:
        foot = QWidget()
        words = TintedLabel(self._themes, Role.SECONDARY, muted_ink)
        words.setWordWrap(True)
        words.setText(self.tr("Your internal text is never put into this mail."))
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(6)
        line.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        return foot

    def _dress(self) -> None:
        theme = self._themes.current
        self._to.setFont(self._themes.font(Role.SECONDARY))
        self._subject.setFont(self._themes.font(Role.SECONDARY_STRONG))
        self._lock.setPixmap(self._themes.pixmap(Icon.LOCK, theme.muted, 14, self.devicePixelRatioF()))
