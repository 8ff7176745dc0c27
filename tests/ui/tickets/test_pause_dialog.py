from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.ticket import PendingReason, Ticket
from tests.ui.escalations.choices import NOW, a_ticket
from tests.ui.tickets.dialogs import show, wished
from tests.ui.tickets.pauses import pauses
from ui.themes import Themes
from ui.tickets.pause_dialog import PauseDialog
from ui.tickets.wishes import PauseWish


def shown(qtbot: QtBot, themes: Themes, ticket: Ticket | None = None) -> PauseDialog:
    dialog = PauseDialog(themes)
    dialog.show_pauses(pauses(ticket), lambda: NOW)
    show(qtbot, dialog)
    return dialog


def test_a_pause_for_the_customer_has_no_end_until_one_is_named(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.main_button.text() == "&Pause"
    assert dialog.hint.text() == "The customer's next message ends the pause."
    assert not dialog.resume_at.isEnabled()
    assert wished(dialog) == [PauseWish(PendingReason.CUSTOMER, None)]


def test_a_moment_to_resume_is_on_the_sites_clock(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.reason.setCurrentIndex(dialog.reason.findData(PendingReason.CHANGE_WINDOW))
    dialog.has_end.setChecked(True)
    dialog.resume_at.setText("Thu 22:00")
    assert dialog.main_button.text() == "&Pause until Thu 22:00"
    assert dialog.understood.text() == "Thursday, 26 November 2026, 22:00 (Europe/London)"
    assert wished(dialog) == [PauseWish(PendingReason.CHANGE_WINDOW, datetime(2026, 11, 26, 22, tzinfo=UTC))]


def test_reason_and_moment_are_chosen_by_keys_alone_and_enter_confirms(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made: list[object] = []
    dialog.wished.connect(made.append)
    assert dialog.focusWidget() is dialog.reason
    QTest.keyClick(dialog.reason, Qt.Key.Key_Down)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.has_end
    QTest.keyClick(dialog.has_end, Qt.Key.Key_Space)
    assert dialog.focusWidget() is dialog.resume_at
    QTest.keyClicks(dialog.resume_at, "tomorrow 9:00")
    QTest.keyClick(dialog.resume_at, Qt.Key.Key_Return)
    assert made == [PauseWish(PendingReason.SUPPLIER, datetime(2026, 11, 25, 9, tzinfo=UTC))]


def test_without_a_moment_that_was_asked_for_it_says_how_to_write_one(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.has_end.setChecked(True)
    assert wished(dialog) == []
    assert dialog.resume_field.problem.startswith("Write for example 45 min")
    dialog.has_end.setChecked(False)
    assert dialog.resume_field.problem == ""
    assert wished(dialog) == [PauseWish(PendingReason.CUSTOMER, None)]


def test_a_moment_that_is_over_is_refused_beside_its_field(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.has_end.setChecked(True)
    dialog.resume_at.setText("today 12:53")
    assert wished(dialog) == []
    assert dialog.resume_field.problem == "That time is over. Name a later one."


def test_a_ticket_that_is_paused_shows_its_pause(qtbot: QtBot, themes: Themes) -> None:
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    dialog = shown(qtbot, themes, a_ticket(pending_reason=PendingReason.SUPPLIER, resume_at=at))
    assert wished(dialog) == [PauseWish(PendingReason.SUPPLIER, at)]


def test_it_says_which_clocks_stand_still_and_when_the_others_are_due(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.meaning.text() == "Stands still: Next update, Resolution. Runs on: First response (due 14:05)."
    dialog.reason.setCurrentIndex(dialog.reason.findData(PendingReason.SUPPLIER))
    assert dialog.meaning.text() == "No clock stands still. Runs on: First response (due 14:05), Ownership."
    dialog.reason.setCurrentIndex(dialog.reason.findData(PendingReason.CHANGE_WINDOW))
    assert dialog.meaning.text() == "Stands still: Resolution."
    dialog.reason.setCurrentIndex(dialog.reason.findData(PendingReason.OTHER_TEAM))
    assert dialog.meaning.text() == "No clock runs on this ticket."
