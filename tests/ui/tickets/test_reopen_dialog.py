from pytestqt.qtbot import QtBot

from desktop_escalation.domain.ticket import State
from tests.ui.escalations.choices import a_ticket
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.reopen_dialog import ReopenDialog
from ui.tickets.wishes import ReopenWish


def shown(qtbot: QtBot, themes: Themes) -> ReopenDialog:
    dialog = ReopenDialog(themes)
    dialog.show_ticket(a_ticket(state=State.RESOLVED))
    show(qtbot, dialog)
    return dialog


def test_it_asks_whether_the_team_takes_the_ticket_back(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.question.text() == "Take DE-4821 back to Network?"
    assert dialog.main_button.text() == "&Reopen DE-4821"
    assert wished(dialog) == [ReopenWish("")]


def test_the_note_comes_along(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.note.setPlainText("It drops again.")
    assert dialog.has_typed()
    assert wished(dialog) == [ReopenWish("It drops again.")]
