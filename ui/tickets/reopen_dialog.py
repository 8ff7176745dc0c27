"""The dialog "Reopen": the ticket goes back to work, with a note why."""

from PySide6.QtWidgets import QWidget

from desktop_escalation.domain.ticket import Ticket
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, one_line
from ui.themes import Themes
from ui.tickets.wishes import ReopenWish

_LEAST_WIDTH = 460


class ReopenDialog(ActDialog):
    """Asks for a `ReopenWish`."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the note."""
        super().__init__(themes, parent)
        self.note = NoteBox(4, LONGEST_TEXT)
        self.note_field = FormField(themes, self.tr("&Why"), self.note, self.tr("internal, may be empty"))
        self.note_field.judge_by(self._wrong_note, self.note.textChanged)
        self.note.refused.connect(self.note_field.show_problem)
        self.body.addWidget(self.note_field, 1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_ticket(self, ticket: Ticket) -> None:
        """Show which ticket is reopened."""
        number = ticket.number
        self.set_words(
            self.tr("Reopen {}").format(number),
            self.tr("Take {number} back to {team}?").format(number=number, team=one_line(ticket.team)),
            "",
        )
        self.set_main(self.tr("Reopen {}").format(number), Icon.HISTORY)
        self.set_hint(self.tr("The clock to fix it goes on, or begins anew where it was solved long ago."))
        self.note.setFocus()

    def wish(self) -> ReopenWish | None:
        """Give the note, or say beside it that it is too long."""
        if not self.note_field.check():
            return None
        return ReopenWish(self.note.text)

    def _wrong_note(self) -> str:
        return self.note.too_long_words() if self.note.is_too_long else ""

    def has_typed(self) -> bool:
        """Say whether there is a note to lose."""
        return bool(self.note.text)
