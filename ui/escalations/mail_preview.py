"""The mail to the customer as it would be sent: plain text that loads nothing, and can be edited."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_escalation.domain.customer_mail import Wording
from desktop_escalation.domain.messages import Message
from desktop_escalation.services.intake import LONGEST_SUBJECT
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.line import a_line
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, harmless, one_line
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.themes import Themes

_LINES = 5


class MailPreview(QFrame):
    """Shows a mail, or why none is sent; what a person has made of its words stays until that person drops it.

    `edited` tells of each change by that person.
    """

    edited = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self.setProperty("kind", "card")
        self._mail: Message | None = None
        self._is_own = False
        self._to, self._subject = ElideLabel(), ElideLabel()
        self.subject = QLineEdit(maxLength=LONGEST_SUBJECT)
        self.subject.setAccessibleName(self.tr("Subject of the mail"))
        self.subject.hide()
        self.body = NoteBox(_LINES, LONGEST_TEXT)
        self.body.setReadOnly(True)
        self.body.setProperty("kind", "bare")
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
        self.subject.textEdited.connect(self._tell)
        self.body.textChanged.connect(self._tell)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> str:
        """Everything that is shown of the mail."""
        subject = self.subject.text() if self._is_own else self._subject.text()
        return "\n".join((self._to.text(), subject, self.body.toPlainText()))

    @property
    def mail(self) -> Message | None:
        """The mail that would be sent; None where none would."""
        return self._mail

    @property
    def wording(self) -> Wording | None:
        """The words that a person has made of it; None where it is the template's."""
        return Wording(self.subject.text().strip(), self.body.text) if self._is_own else None

    def show_mail(self, mail: Message) -> None:
        """Show the mail that would be sent."""
        self._mail = mail
        self._headers.show()
        self._to.setText(mail.to)
        self._subject.setText(mail.subject)
        self._enable(is_sent=True)
        if not self._is_own:
            self._show_body(harmless(mail.body))

    def show_none(self, why: str) -> None:
        """Say that no mail is sent, and why; words of one's own stay in sight, and rest."""
        self._mail = None
        self._enable(is_sent=False)
        if not self._is_own:
            self._headers.hide()
            self._to.setText("")
            self._subject.setText("")
            self._show_body(harmless(why, 1_000))

    def begin_editing(self) -> None:
        """Let a person go on with the words of the mail that is shown."""
        if self._mail is not None:
            self._turn(is_own=True)
            self.subject.setText(one_line(self._mail.subject, LONGEST_SUBJECT))
            self.subject.setCursorPosition(0)

    def end_editing(self) -> None:
        """Drop the words of one's own, and show the mail again once it is there."""
        self._turn(is_own=False)
        self._show_body("")

    def wrong(self) -> str:
        """Say what is wrong with the words of one's own; empty where nothing is."""
        if not self._is_own:
            return ""
        if not (self.subject.text().strip() and self.body.text):
            return self.tr("The mail needs a subject and at least one word.")
        return self.body.too_long_words() if self.body.is_too_long else ""

    def go_to_fault(self) -> None:
        """Let the person go on typing where something is wrong."""
        (self.body if self.subject.text().strip() else self.subject).setFocus()

    def _turn(self, *, is_own: bool) -> None:
        self._is_own = is_own
        self.body.setReadOnly(not is_own)
        self.subject.setVisible(is_own)
        self._subject.setVisible(not is_own)

    def _enable(self, *, is_sent: bool) -> None:
        for control in (self.subject, self.body):
            control.setEnabled(is_sent or not self._is_own)

    def _show_body(self, text: str) -> None:
        if text != self.body.toPlainText():
            with QSignalBlocker(self.body):
                self.body.setPlainText(text)

    def _tell(self) -> None:
        if self._is_own:
            self.edited.emit()

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
        grid.addWidget(self.subject, 1, 1)
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
