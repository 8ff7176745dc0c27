"""The side of the escalation that the customer sees: whether he or she is told, by which template, and the mail."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_escalation.domain.consequences import Consequences
from desktop_escalation.services.escalation_desk import EscalationChoices
from ui.escalations.mail_preview import MailPreview
from ui.shared.plain import one_line
from ui.shared.switch import Switch
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, quiet_ink
from ui.themes import Themes
from ui.tickets.template_title import template_title


class CustomerSide(QWidget):
    """Holds the switch "Tell the customer", off and still where the policy has no wording for it."""

    changed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin with nobody to tell."""
        super().__init__(parent)
        self._can_tell = False
        self.switch = Switch(themes, self.tr("Tell the customer"))
        title = TintedLabel(themes, Role.BODY_STRONG)
        title.setText(self.tr("Tell t&he customer"))
        title.setBuddy(self.switch)
        self._about = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self._about.setWordWrap(True)
        self._template = TintedLabel(themes, Role.SECONDARY, quiet_ink)
        self._template.setWordWrap(True)
        self.preview = MailPreview(themes)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self._about)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.switch)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._template)
        layout.addWidget(self.preview, 1)
        self.switch.toggled.connect(self._toggled)

    @property
    def tells(self) -> bool:
        """The customer is to be told."""
        return self.switch.isChecked()

    @property
    def words(self) -> str:
        """What is said beside the switch."""
        return "\n".join(text for text in (self._about.text(), self._template.text()) if text)

    def show_choices(self, choices: EscalationChoices) -> None:
        """Show who would be told and how; it is on where the policy says so."""
        self._can_tell = choices.template is not None
        self.switch.setEnabled(self._can_tell)
        self.switch.setChecked(self._can_tell)
        self._about.setText(self._about_words(choices))
        template = choices.template
        if template is not None:
            words, language = self.tr("Template: {name}, {language}"), _language(template.language)
            self._template.setText(words.format(name=template_title(template.name), language=language))
        self._template.setVisible(template is not None)
        self._toggled()

    def show_consequences(self, told: Consequences) -> None:
        """Show the mail that would be sent, or why it is held back."""
        if told.mail is not None:
            self.preview.show_mail(told.mail)
        elif self.tells:
            self.preview.show_none(f"{told.customer_told[:1].upper()}{told.customer_told[1:]}.")

    def _toggled(self) -> None:
        if not self.tells:
            self.preview.show_none(self.tr("No mail is sent to the customer."))
        self.changed.emit()

    def _about_words(self, choices: EscalationChoices) -> str:
        if choices.customer is None:
            return self.tr("The ticket has no customer.")
        if choices.template is None:
            return self.tr("The ticket's policy has no wording for this. A public reply tells the customer as well.")
        return self.tr("Mail to {}, restarts no clock").format(one_line(choices.customer.name))


def _language(code: str) -> str:
    language = QLocale(code).language()
    return one_line(code) if language is QLocale.Language.C else QLocale.languageToString(language)
