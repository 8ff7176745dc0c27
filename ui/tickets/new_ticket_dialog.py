"""The dialog "New ticket": what comes in by telephone or at the desk."""

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import Intake
from desktop_escalation.services.intake import LONGEST_SUBJECT, NewTicket
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, one_line
from ui.themes import Themes
from ui.tickets.priorities import priority_icon, priority_ink, priority_name

ASK_AFTER_MS = 200
_SIZE = (620, 520)
_LONGEST_TAG = 200


class NewTicketDialog(ActDialog):
    """Asks for a `NewTicket`; `customers_wanted` asks for those whose mail or name begins with a text."""

    customers_wanted = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the fields."""
        super().__init__(themes, parent)
        self._mails: dict[str, str] = {}
        # Longer ones are refused in words, and not cut without one.
        self.subject = QLineEdit(maxLength=10 * LONGEST_SUBJECT)
        self.customer = QLineEdit()
        self.text = NoteBox(6, LONGEST_TEXT)
        self.team, self.category, self.priority = QComboBox(), QComboBox(), QComboBox()
        self.tags = QLineEdit()
        self.subject_field = FormField(themes, self.tr("&Subject"), self.subject)
        self.customer_field = FormField(themes, self.tr("Cus&tomer"), self.customer, self.tr("mail address or name"))
        self.text_field = FormField(themes, self.tr("&What happened"), self.text)
        self.tags_field = FormField(themes, self.tr("Ta&gs"), self.tags, self.tr("with commas between"))
        self._known = QStringListModel(self)
        self._wanted = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._lay_out(themes)
        self._complete()
        self.text.refused.connect(self.text_field.show_problem)
        self._wanted.timeout.connect(self._ask_for_customers)
        self.finished.connect(self._wanted.stop)
        self.resize(*_SIZE)

    def show_intake(self, intake: Intake) -> None:
        """Show the site's teams and categories."""
        self.set_words(self.tr("New ticket"), "", "")
        self.set_main(self.tr("Open ticket"), Icon.PLUS)
        self.team.clear()
        self.team.addItem(self.tr("Automatic, by category"), None)
        for name, tier in intake.teams:
            self.team.addItem(f"{one_line(name)} ({one_line(tier)})", name)
        self.category.clear()
        self.category.addItem(self.tr("None"), None)
        for category in intake.site.categories:
            self.category.addItem(one_line(category), category)
        self.subject.setFocus()

    def show_customers(self, customers: tuple[Customer, ...]) -> None:
        """Offer customers to complete what is typed."""
        self._mails = {_customer_words(customer): customer.mail for customer in customers}
        self._known.setStringList(list(self._mails))
        if self.customer.hasFocus() and customers:
            self.completer.complete()

    def wish(self) -> NewTicket | None:
        """Give the ticket, or say beside the field what is wrong."""
        for field in (self.subject_field, self.customer_field, self.text_field, self.tags_field):
            field.show_problem("")
        wrong = self._wrong()
        if wrong is not None:
            field, words = wrong
            field.show_problem(words)
            return None
        return NewTicket(
            subject=self.subject.text().strip(),
            body=self.text.text,
            customer=self._mail() or None,
            team=self.team.currentData(),
            priority=Priority(self.priority.currentData()),
            category=self.category.currentData(),
            tags=self._tags(),
        )

    def has_typed(self) -> bool:
        """Say whether there is text to lose."""
        return bool(self.subject.text().strip() or self.text.text)

    def _wrong(self) -> tuple[FormField, str] | None:
        subject, mail = self.subject.text().strip(), self._mail()
        if not subject:
            return self.subject_field, self.tr("Say in a few words what it is about.")
        if len(subject) > LONGEST_SUBJECT:
            words = self.tr("{} characters, and {} fit: put the rest into the text below.")
            return self.subject_field, words.format(f"{len(subject):,}", f"{LONGEST_SUBJECT:,}")
        if mail and (mail.count("@") != 1 or any(one.isspace() or one == "," for one in mail)):
            return self.customer_field, self.tr("This is no mail address. Write it as name@host, or leave it empty.")
        if self.text.is_too_long:
            return self.text_field, self.text.too_long_words()
        if any(len(tag) > _LONGEST_TAG for tag in self._tags()):
            return self.tags_field, self.tr("A tag has at most {} characters.").format(_LONGEST_TAG)
        return None

    def _mail(self) -> str:
        typed = self.customer.text().strip()
        return self._mails.get(typed, typed)

    def _tags(self) -> tuple[str, ...]:
        words = (word.strip() for word in self.tags.text().split(","))
        return tuple(dict.fromkeys(word for word in words if word))

    def _ask_for_customers(self) -> None:
        text = self.customer.text().strip()
        if text and text not in self._mails:
            self.customers_wanted.emit(text)

    def _complete(self) -> None:
        self.completer = QCompleter(self._known, self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # The service has found them; what is typed need not begin the words that are shown.
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.customer.setCompleter(self.completer)
        self.customer.textEdited.connect(self._wait_to_ask)

    def _wait_to_ask(self) -> None:
        self._wanted.start()

    def _lay_out(self, themes: Themes) -> None:
        for priority in Priority:
            icon = themes.icon(priority_icon(priority), priority_ink(priority, themes.current))
            self.priority.addItem(icon, priority_name(priority), priority)
        self.priority.setCurrentIndex(self.priority.findData(Priority.NORMAL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.subject_field, 0, 0, 1, 2)
        grid.addWidget(self.customer_field, 1, 0)
        grid.addWidget(FormField(themes, self.tr("&Priority"), self.priority), 1, 1)
        grid.addWidget(self.text_field, 2, 0, 1, 2)
        grid.addWidget(FormField(themes, self.tr("Cat&egory"), self.category), 3, 0)
        grid.addWidget(FormField(themes, self.tr("Tea&m"), self.team), 3, 1)
        grid.addWidget(self.tags_field, 4, 0, 1, 2)
        grid.setRowStretch(2, 1)
        self.body.addLayout(grid, 1)


def _customer_words(customer: Customer) -> str:
    name, organisation = one_line(customer.name), one_line(customer.organisation or "")
    about = f"{name}, {organisation}" if organisation else name
    return f"{about} <{one_line(customer.mail)}>"
