"""The dialog "Assign": type to pick a person, seeing who is on duty and how loaded each is."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_escalation.services.escalation_desk import EscalationChoices
from ui.escalations.people_model import PersonRow, person_row
from ui.escalations.people_table import PeopleTable
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.plain import one_line
from ui.themes import Themes
from ui.tickets.wishes import AssignWish

_SIZE = (560, 460)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class AssignDialog(ActDialog):
    """Asks for an `AssignWish`; the people of the ticket's own team come first."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out a line to type into over the people."""
        super().__init__(themes, parent)
        self._rows: tuple[PersonRow, ...] = ()
        self._assignee: str | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Type a name, a team or a skill"))
        self.search.setClearButtonEnabled(True)
        self.people = PeopleTable(themes)
        self.people_field = FormField(
            themes, self.tr("&Person"), self.people, self.tr("the ticket's team first, least load")
        )
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self.people.picked.connect(self._say_result)
        self.people.doubleClicked.connect(self.press)
        self.body.addWidget(FormField(themes, self.tr("&Find"), self.search))
        self.body.addWidget(self.people_field, 1)
        self.resize(*_SIZE)

    def show_choices(self, choices: EscalationChoices) -> None:
        """Show who could have the ticket."""
        ticket, zone = choices.ticket, choices.site.zone
        self.set_words(
            self.tr("Assign {}").format(ticket.number), self.tr("Who is to have {}?").format(ticket.number), ""
        )
        own_first = sorted(choices.teams, key=lambda team: team.name != ticket.team)
        rows: dict[str, PersonRow] = {}
        for team in own_first:
            for person in team.people:
                rows.setdefault(person.login, person_row(person, choices.now, zone, team.name))
        self._assignee = ticket.assignee
        self._rows = tuple(row for row in rows.values() if row.login != ticket.assignee)
        self._filter("")
        self.search.setFocus()

    def wish(self) -> AssignWish | None:
        """Give who is picked."""
        row = self.people.row
        return None if row is None else AssignWish(row.login)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move among the people while a name is typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            self.people.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown = [row for row in self._rows if all(word in f"{row.name} {row.about}".casefold() for word in words)]
        nobody = self.tr("Nobody, leave it to the team") if self._assignee is not None and not words else None
        self.people.show_people(shown, nobody=nobody, login=shown[0].login if shown else None)
        is_found = self.people.row is not None
        self.people_field.set_note(
            self.tr("the ticket's team first, least load") if is_found else self.tr("nobody of that name")
        )
        self._say_result()

    def _say_result(self) -> None:
        row = self.people.row
        self.main_button.setDisabled(row is None)
        if row is not None and row.person is not None:
            self.set_main(self.tr("Assign to {}").format(one_line(row.name)), Icon.ASSIGN)
        else:
            self.set_main(self.tr("Assign to nobody") if row is not None else self.tr("Assign"), Icon.ASSIGN)
