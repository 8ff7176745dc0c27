"""The dialog "Hand back": the ticket returns to the tier it came from, with what changed."""

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_escalation.services.act_desk import WayBack
from ui.escalations.reason_words import reason_words
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField, all_is_well
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import LONGEST_TEXT, one_line
from ui.themes import Themes
from ui.tickets.wishes import HandBackWish

_LEAST_WIDTH = 480


class HandBackDialog(ActDialog):
    """Asks for a `HandBackWish`."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out reason and note."""
        super().__init__(themes, parent)
        self._team = ""
        self.reason = QComboBox()
        self.note = NoteBox(4, LONGEST_TEXT)
        self.reason_field = FormField(themes, self.tr("&Reason"), self.reason)
        self.note_field = FormField(themes, self.tr("&What changed?"), self.note, self.tr("internal"))
        self.note.textChanged.connect(self._say_meaning)
        self.reason_field.judge_by(self._wrong_reason, self.reason.currentIndexChanged)
        self.note_field.judge_by(self._wrong_note, self.note.textChanged)
        self.note.refused.connect(self.note_field.show_problem)
        self.body.addWidget(self.reason_field)
        self.body.addWidget(self.note_field, 1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_way_back(self, way: WayBack) -> None:
        """Show where the ticket goes, or why it cannot."""
        number = way.ticket.number
        to = "" if way.team is None else one_line(way.team)
        self._team = to
        question = self.tr("Hand {number} back to {team}?").format(number=number, team=to)
        self.set_words(
            self.tr("Hand back {}").format(number),
            question if to else self.tr("{} cannot be handed back").format(number),
            "",
        )
        self.set_main(self.tr("Hand back to {}").format(to) if to else self.tr("Hand back"), Icon.HAND_BACK)
        self.reason.clear()
        self.reason.setPlaceholderText(self.tr("Choose a reason"))
        for reason in way.reasons:
            self.reason.addItem(reason_words(reason), reason)
        self.reason.setCurrentIndex(-1)
        self.main_button.setEnabled(bool(to))
        self.show_problem(way.refusal)
        self._say_meaning()
        self.reason.setFocus()

    def wish(self) -> HandBackWish | None:
        """Give reason and note, or say beside the reason that it is missing."""
        if not all_is_well(self.reason_field, self.note_field):
            return None
        return HandBackWish(self.reason.currentData(), self.note.text)

    def has_typed(self) -> bool:
        """Say whether there is a note to lose."""
        return bool(self.note.text)

    def _wrong_reason(self) -> str:
        return "" if self.reason.currentData() is not None else self.tr("Choose why the ticket goes back.")

    def _wrong_note(self) -> str:
        return self.note.too_long_words() if self.note.is_too_long else ""

    def _say_meaning(self) -> None:
        if self.note.text:
            self.set_hint(self.tr("{} reads this first.").format(self._team) if self._team else "")
        else:
            self.set_hint(self.tr("Without a word on what changed, this counts as a bounce."))
