"""The dialog "Resolve": a closing word for the customer or for colleagues, and the ticket is done."""

from PySide6.QtWidgets import QWidget

from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Ticket
from ui.shared.act_dialog import ActDialog
from ui.shared.choice_row import ChoiceRow
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, one_line
from ui.shared.restyle import restyle
from ui.shared.tab_order import tab_in_order
from ui.themes import Themes
from ui.tickets.wishes import ResolveWish

_LEAST_WIDTH = 520


class ResolveDialog(ActDialog):
    """Asks for a `ResolveWish`."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out who reads the word over the word itself."""
        super().__init__(themes, parent)
        self._reader = ""
        self.readers = ChoiceRow()
        self.text = NoteBox(5, LONGEST_TEXT)
        self.text_field = FormField(themes, self.tr("&What was done"), self.text, self.tr("may be empty"))
        self.readers.chosen.connect(self._say_result)
        self.text.textChanged.connect(self._say_result)
        self.text_field.judge_by(self._wrong_text, self.text.textChanged)
        self.text.refused.connect(self.text_field.show_problem)
        self.body.addWidget(FormField(themes, self.tr("W&ho reads it"), self.readers))
        self.body.addWidget(self.text_field, 1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_ticket(self, ticket: Ticket, customer: Customer | None) -> None:
        """Show which ticket is resolved; without a customer there is nobody to write to."""
        self.set_words(self.tr("Resolve {}").format(ticket.number), self.tr("Is {} solved?").format(ticket.number), "")
        self._reader = "" if customer is None else one_line(customer.name)
        # A button takes the letter behind "&" for its key.
        words = self.tr("Public reply to {}").format(self._reader.replace("&", "&&"))
        public = () if customer is None else ((words, True),)
        self.readers.show_choices((*public, (self.tr("Internal note"), False)))
        tab_in_order((*self.readers.buttons, self.text))
        self._say_result()
        self.text.setFocus()

    def wish(self) -> ResolveWish | None:
        """Give the closing word, or say beside it that it is too long."""
        if not self.text_field.check():
            return None
        return ResolveWish(self.text.text, self.readers.value is True)

    def has_typed(self) -> bool:
        """Say whether there is a closing word to lose."""
        return bool(self.text.text)

    def _wrong_text(self) -> str:
        return self.text.too_long_words() if self.text.is_too_long else ""

    def _say_result(self) -> None:
        is_public = self.readers.value is True
        if not self.text.text:
            self.set_main(self.tr("Resolve without a word"), Icon.RESOLVE)
        elif is_public:
            self.set_main(self.tr("Reply to {} and resolve").format(self._reader), Icon.RESOLVE)
        else:
            self.set_main(self.tr("Add note and resolve"), Icon.RESOLVE)
        restyle(self.text, "kind", "reply" if is_public else "note")
        self.set_hint(
            self.tr("The customer gets this text.") if is_public else self.tr("Only colleagues read this text.")
        )
