from pytestqt.qtbot import QtBot

from desktop_escalation.domain.acts import HAND_BACK_REASONS
from desktop_escalation.services.act_desk import WayBack
from tests.ui.escalations.choices import a_ticket
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.hand_back_dialog import HandBackDialog
from ui.tickets.wishes import HandBackWish

WAY = WayBack(a_ticket(), HAND_BACK_REASONS, "Desk Leeds", "Service Desk")


def shown(qtbot: QtBot, themes: Themes, way: WayBack = WAY) -> HandBackDialog:
    dialog = HandBackDialog(themes)
    dialog.show_way_back(way)
    show(qtbot, dialog)
    return dialog


def test_it_tells_where_the_ticket_goes(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.question.text() == "Hand DE-4821 back to Desk Leeds?"
    assert dialog.main_button.text() == "&Hand back to Desk Leeds"


def test_the_wish_has_reason_and_note(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.reason.setCurrentIndex(dialog.reason.findData("needs information"))
    dialog.note.setPlainText(" Which office? ")
    assert wished(dialog) == [HandBackWish("needs information", "Which office?")]


def test_a_missing_reason_is_said_beside_it(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert wished(dialog) == []
    assert dialog.reason_field.problem == "Choose why the ticket goes back."


def test_it_says_what_a_hand_back_without_a_note_means(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.hint.text() == "Without a word on what changed, this counts as a bounce."
    dialog.note.setPlainText("Rolled back.")
    assert dialog.hint.text() == "Desk Leeds reads this first."


def test_a_ticket_without_a_way_back_says_why(qtbot: QtBot, themes: Themes) -> None:
    why = "DE-4821 did not come from a lower tier: move it to a team instead"
    dialog = shown(qtbot, themes, WayBack(a_ticket(), HAND_BACK_REASONS, None, None, why))
    assert dialog.problem.text() == why
    assert not dialog.main_button.isEnabled()
    assert wished(dialog) == []
