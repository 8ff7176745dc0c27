from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.people import Site
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import Priorities, PriorityChoice
from tests.ui.escalations.choices import NOW, ZONE, a_ticket
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.priority_dialog import PriorityDialog
from ui.tickets.wishes import PriorityWish

CHOICES = (
    PriorityChoice(Priority.URGENT, timedelta(hours=8), NOW + timedelta(minutes=57)),
    PriorityChoice(Priority.HIGH, timedelta(hours=20), NOW + timedelta(hours=27)),
    PriorityChoice(Priority.NORMAL, timedelta(hours=30), None),
    PriorityChoice(Priority.LOW, None, None),
)


def shown(qtbot: QtBot, themes: Themes) -> PriorityDialog:
    dialog = PriorityDialog(themes)
    dialog.show_priorities(Priorities(a_ticket(), Site("Harbour Support", ZONE), NOW, CHOICES))
    show(qtbot, dialog)
    return dialog


def test_each_priority_tells_its_time_to_fix(qtbot: QtBot, themes: Themes) -> None:
    assert shown(qtbot, themes).words == (
        "fix within 8 h: in 57 min (14:50)",
        "fix within 20 h: Wed 16:53",
        "fix within 30 h, paused now",
        "no time to fix is promised",
    )


def test_the_present_priority_is_no_change(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.main_button.text() == "&Stays urgent"
    assert wished(dialog) == []


def test_another_priority_is_asked_for(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.choose(Priority.NORMAL)
    assert dialog.main_button.text() == "&Change to normal"
    assert wished(dialog) == [PriorityWish(Priority.NORMAL)]


def test_arrow_keys_choose(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    urgent = dialog.findChildren(QRadioButton)[0]
    assert urgent.hasFocus()
    QTest.keyClick(urgent, Qt.Key.Key_Down)
    assert dialog.main_button.text() == "&Change to high"
