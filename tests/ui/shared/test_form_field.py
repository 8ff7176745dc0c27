from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.form_field import FormField, all_is_well
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


def judged(themes: Themes, name: str) -> tuple[FormField, QLineEdit]:
    """Give a field that must not be empty."""
    line = QLineEdit()
    field = FormField(themes, name, line)
    field.judge_by(lambda: "" if line.text() else "Say something.", line.textChanged)
    return field, line


def test_once_something_was_wrong_it_is_judged_at_each_change(qtbot: QtBot, themes: Themes) -> None:
    field, line = judged(themes, "&Subject")
    qtbot.addWidget(field)
    line.setText("x")
    line.setText("")
    assert field.problem == ""
    assert not field.check()
    line.setText("VPN")
    assert field.problem == ""
    assert field.check()


def test_of_several_the_first_that_is_wrong_gets_the_keyboard(qtbot: QtBot, themes: Themes) -> None:
    fields = [judged(themes, name) for name in ("&One", "&Two", "T&hree")]
    form = QWidget()
    qtbot.addWidget(form)
    layout = QVBoxLayout(form)
    for field, _ in fields:
        layout.addWidget(field)
    fields[0][1].setText("there")
    assert not all_is_well(*(field for field, _ in fields))
    assert form.focusWidget() is fields[1][1]
    assert [bool(field.problem) for field, _ in fields] == [False, True, True]
