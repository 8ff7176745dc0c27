"""The dialog "New ticket": what comes in by telephone or at the desk."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import Intake
from desktop_escalation.services.intake import LONGEST_SUBJECT, NewTicket
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField, all_is_well
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, one_line
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.themes import Themes
from ui.tickets.priorities import priority_icon, priority_ink, priority_name

ASK_AFTER_MS = 200
_SIZE = (620, 520)
_LONGEST_TAG = 200
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class NewTicketDialog(ActDialog):
    """Asks for a `NewTicket`; `customers_wanted` asks for those whose mail or name begins with a text."""

    customers_wanted = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the fields."""
        super().__init__(themes, parent)
        self._mails: dict[str, str] = {}
        # What was typed when the customers that are known by now were asked for.
        self._found_for = ""
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
        self.customer_told = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self.customer_told.setWordWrap(True)
        self._known = QStringListModel(self)
        self._wanted = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._lay_out(themes)
        self._complete()
        self.subject_field.judge_by(self._wrong_subject, self.subject.textChanged)
        self.customer_field.judge_by(self._wrong_customer, self.customer.textChanged)
        self.text_field.judge_by(self._wrong_text, self.text.textChanged)
        self.tags_field.judge_by(self._wrong_tags, self.tags.textChanged)
        self.text.refused.connect(self.text_field.show_problem)
        # Enter goes on, for a ticket without customer and text helps nobody; Ctrl+Enter opens it from anywhere.
        self.main_button.setDefault(False)
        self.subject.returnPressed.connect(self.customer.setFocus)
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

    def show_customers(self, customers: tuple[Customer, ...], typed: str) -> None:
        """Offer the customers found for what was typed; who went on meanwhile gets the only one there is."""
        self._mails = {_customer_words(customer): customer.mail for customer in customers}
        self._found_for = typed
        self._known.setStringList(list(self._mails))
        if self.customer.hasFocus():
            if customers and self.customer.text().strip() not in self._mails.values():
                self.completer.complete()
        elif len(customers) == 1:
            self.customer.setText(self._first_found() or self.customer.text())
        self._tell_customer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Tab take a customer from the list, the first where the arrow keys have chosen none."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _TAKES:
            popup = self.completer.popup()
            if popup is not None and watched is popup and popup.isVisible():
                popup.hide()
                # What the arrow keys have chosen stands in the field already.
                if self.customer.text() not in self._mails:
                    self.customer.setText(self._first_found() or self.customer.text())
                if event.key() == Qt.Key.Key_Tab:
                    self.focusNextPrevChild(True)
                return True
        return super().eventFilter(watched, event)

    def wish(self) -> NewTicket | None:
        """Give the ticket, or say beside the field what is wrong."""
        if not all_is_well(self.subject_field, self.customer_field, self.text_field, self.tags_field):
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
        return bool(self.subject.text().strip() or self.text.text or self.customer.text().strip())

    def _first_found(self) -> str:
        """Give the first customer found for what is typed; none for an address, which may be somebody else's."""
        is_for_this = self.customer.text().strip() == self._found_for and not self._is_address()
        return next(iter(self._mails), "") if is_for_this else ""

    def _wrong_subject(self) -> str:
        subject = self.subject.text().strip()
        if not subject:
            return self.tr("Say in a few words what it is about.")
        if len(subject) > LONGEST_SUBJECT:
            words = self.tr("{} characters, and {} fit: put the rest into the text below.")
            return words.format(f"{len(subject):,}", f"{LONGEST_SUBJECT:,}")
        return ""

    def _wrong_customer(self) -> str:
        if self._mail() and not self._is_address():
            return self.tr("This is no mail address. Write it as name@host, or leave it empty.")
        return ""

    def _wrong_text(self) -> str:
        return self.text.too_long_words() if self.text.is_too_long else ""

    def _wrong_tags(self) -> str:
        is_one_too_long = any(len(tag) > _LONGEST_TAG for tag in self._tags())
        return self.tr("A tag has at most {} characters.").format(_LONGEST_TAG) if is_one_too_long else ""

    def _is_address(self) -> bool:
        mail = self._mail()
        return mail.count("@") == 1 and not any(one.isspace() or one == "," for one in mail)

    def _tell_customer(self) -> None:
        """Say what comes of what is typed for the customer."""
        self.customer_told.setText(self._customer_outcome())
        self.customer_told.setVisible(bool(self.customer_told.text()))

    def _customer_outcome(self) -> str:
        typed, mail = self.customer.text().strip(), self._mail()
        if not typed:
            return ""
        if mail.casefold() in {known.casefold() for known in self._mails.values()}:
            return self.tr("A customer who is known.")
        if typed != self._found_for:
            return ""
        if self._is_address():
            return self.tr("Nobody has this address yet: a new customer is made with it.")
        if self._mails:
            return self.tr("The arrow keys choose a customer, Enter or Tab takes the one chosen, or the first.")
        return self.tr("Nobody's address or name begins like this. A whole mail address makes a new customer.")

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
        popup = self.completer.popup()
        if popup is not None:
            popup.installEventFilter(self)
        self.customer.textChanged.connect(self._tell_customer)
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
        whose = QVBoxLayout()
        whose.setSpacing(4)
        whose.addWidget(self.customer_field)
        whose.addWidget(self.customer_told)
        whose.addStretch(1)
        self.customer_told.hide()
        grid.addLayout(whose, 1, 0)
        grid.addWidget(FormField(themes, self.tr("&Priority"), self.priority), 1, 1, Qt.AlignmentFlag.AlignTop)
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
