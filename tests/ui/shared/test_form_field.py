from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.shared.form_field import FormField
from ui.themes import Themes


def test_the_control_bears_the_name_for_who_cannot_see_it(qtbot: QtBot, themes: Themes) -> None:
    line = QLineEdit()
    field = FormField(themes, "&Subject", line)
    qtbot.addWidget(field)
    assert line.accessibleName() == "Subject"


def test_a_problem_stands_beneath_the_control_and_takes_the_focus(qtbot: QtBot, themes: Themes) -> None:
    line = QLineEdit()
    field = FormField(themes, "&Subject", line)
    qtbot.addWidget(field)
    field.show_problem("Say what it is about.")
    assert field.problem == "Say what it is about."
    assert line.accessibleDescription() == "Say what it is about."
    assert line.property("trouble") is True
    assert field.focusWidget() is line
    field.show_problem("")
    assert (field.problem, line.property("trouble")) == ("", False)
