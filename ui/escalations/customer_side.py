"""The side of the escalation that the customer sees: whether he or she is told, by which template, and the mail."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_escalation.domain.consequences import Consequences
from desktop_escalation.domain.customer_mail import CustomerMail
from desktop_escalation.services.escalation_desk import EscalationChoices, TierChoice
from ui.escalations.mail_preview import MailPreview
from ui.escalations.template_row import TemplateRow
from ui.shared.plain import one_line
from ui.shared.switch import Switch
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, problem_ink, quiet_ink
from ui.themes import Themes


class CustomerSide(QWidget):
    """Holds the switch "Tell the customer": off and still, with the reason beside it, where no mail would be sent.

    `changed` tells that a mail would be another one, or none.
    """

    changed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin with nobody to tell."""
        super().__init__(parent)
        self._choices: EscalationChoices | None = None
        self._tier = ""
        self._is_wanted = False
        self._held_back = ""
        self.switch = Switch(themes, self.tr("Tell the customer"))
        self._about = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self._about.setWordWrap(True)
        self.template = TemplateRow()
        self.preview = MailPreview(themes)
        self.edit_button = QPushButton()
        self.edit_button.setProperty("kind", "quiet")
        self.edit_button.setAutoDefault(False)
        self._own = TintedLabel(themes, Role.SECONDARY, quiet_ink)
        self._own.setText(self.tr("Your own words stay as they are, whatever you choose. Read them again at the end."))
        self.problem = TintedLabel(themes, Role.SECONDARY, problem_ink)
        for label in (self._own, self.problem):
            label.setWordWrap(True)
            label.hide()
        self._lay_out(themes)
        self.switch.toggled.connect(self._throw)
        self.template.picked.connect(self._pick)
        self.edit_button.clicked.connect(self._edit)
        self.preview.edited.connect(self._edited)
        self.preview.body.refused.connect(self._say)
        self._apply()

    @property
    def tells(self) -> bool:
        """The customer is to be told."""
        return self.switch.isChecked()

    @property
    def mail(self) -> CustomerMail | None:
        """With which words the customer is to be told; None where he or she is not."""
        name = self.template.name
        if not self.tells or name is None:
            return None
        return CustomerMail(name, self.template.language, self.preview.wording)

    @property
    def words(self) -> str:
        """What is said beside the switch."""
        return self._about.text()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in its order."""
        template, preview = self.template, self.preview
        return (self.switch, template.names, template.languages, self.edit_button, preview.subject, preview.body)

    def has_typed(self) -> bool:
        """Say whether there are words of one's own to lose."""
        return self.preview.wording is not None

    def show_choices(self, choices: EscalationChoices) -> None:
        """Show who would be told and how; shown anew it keeps what was chosen and typed."""
        if self._choices is None:
            self._is_wanted = choices.is_usually_told
        self._choices = choices
        self._held_back = ""
        self.template.show_templates(choices.templates)
        self._apply()

    def show_tier(self, tier: TierChoice) -> None:
        """Offer the template that speaks of a tier; words of one's own stay, with the template that they came from."""
        self._tier, self._held_back = one_line(tier.name), ""
        if self.preview.wording is None:
            self.template.pick(tier.template, self.template.language)
        self._apply()

    def show_consequences(self, told: Consequences) -> None:
        """Show the mail that would be sent, or why it is held back."""
        if told.mail is not None:
            self.preview.show_mail(told.mail)
            self._apply()
        elif self.tells:
            self._held_back = f"{told.customer_told[:1].upper()}{told.customer_told[1:]}."
            self._apply()
            self.changed.emit()

    def check(self) -> bool:
        """Judge the words of one's own: say what is wrong and go there, or take back what was said."""
        self._say(self._wrong())
        if self.problem.text():
            self.preview.go_to_fault()
        return not self.problem.text()

    def _wrong(self) -> str:
        return self.preview.wrong() if self.tells else ""

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _why_not(self) -> str:
        """Say why no mail can be sent; empty where it can."""
        choices = self._choices
        if choices is None or choices.customer is None:
            return self.tr("The ticket has no customer.")
        if choices.untold:
            return self.tr("No mail is sent: {}.").format(choices.untold)
        if self.template.is_empty:
            return self.tr("The site has no template for this. A public reply tells the customer as well.")
        if self.template.name is None:
            return self.tr("No template speaks of {}. Choose one to tell the customer.").format(self._tier)
        return self._held_back

    def _apply(self) -> None:
        why_not = self._why_not()
        with QSignalBlocker(self.switch):
            self.switch.setEnabled(not why_not)
            self.switch.setChecked(self._is_wanted and not why_not)
        customer = None if self._choices is None else self._choices.customer
        name = "" if customer is None else one_line(customer.name)
        self._about.setText(why_not or self.tr("Mail to {}, restarts no clock").format(name))
        self.switch.setAccessibleDescription(self._about.text())
        is_possible = self._choices is not None and not self._choices.untold
        self.template.setEnabled(is_possible)
        is_own = self.preview.wording is not None
        self._own.setVisible(is_own)
        if not self.tells:
            self.preview.show_none(why_not or self.tr("No mail is sent to the customer."))
        self.edit_button.setText(self.tr("Use the template's wor&ds") if is_own else self.tr("E&dit text"))
        self.edit_button.setEnabled(self.tells and (is_own or self.preview.mail is not None))

    def _throw(self, is_on: bool) -> None:
        self._is_wanted = is_on
        self._change()

    def _pick(self) -> None:
        """Take a template that a person chose as the wish to send it."""
        self._is_wanted = True
        self._change()

    def _edit(self) -> None:
        if self.preview.wording is None:
            self.preview.begin_editing()
            self.preview.body.setFocus()
        else:
            self.preview.end_editing()
        self._change()

    def _edited(self) -> None:
        if self.problem.text():
            self._say(self._wrong())
        self.changed.emit()

    def _change(self) -> None:
        self._held_back = ""
        self._say("")
        self._apply()
        self.changed.emit()

    def _lay_out(self, themes: Themes) -> None:
        title = TintedLabel(themes, Role.BODY_STRONG)
        title.setText(self.tr("Tell t&he customer"))
        title.setBuddy(self.switch)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self._about)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.switch)
        head.addLayout(words, 1)
        name = TintedLabel(themes, Role.SECONDARY_STRONG, quiet_ink)
        name.setText(self.tr("Pre&view"))
        name.setBuddy(self.preview.body)
        above = QHBoxLayout()
        above.addWidget(name, 1)
        above.addWidget(self.edit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.template)
        layout.addLayout(above)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._own)
        layout.addWidget(self.problem)
