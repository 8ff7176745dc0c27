"""The dialog of an act: what it emits, what it says, and that it keeps what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.act_dialog import ActDialog
from ui.themes import ThemeChoice, Themes


class Naming(ActDialog):
    """Asks for a name."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.name = QLineEdit()
        self.body.addWidget(self.name)
        self.set_words("Name it", "What is it called?", "Name it & go")

    def wish(self) -> str | None:
        return self.name.text() or None

    def has_typed(self) -> bool:
        return bool(self.name.text())


def shown(qtbot: QtBot, themes: Themes) -> Naming:
    dialog = Naming(themes)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def wishes_of(dialog: ActDialog) -> list[object]:
    made: list[object] = []
    dialog.wished.connect(made.append)
    return made


def test_the_main_button_says_the_result_and_a_name_in_it_is_no_mnemonic(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.windowTitle() == "Name it"
    assert dialog.question.text() == "What is it called?"
    assert dialog.main_button.text() == "&Name it && go"


def test_the_wish_is_emitted_once_until_an_answer_comes(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made = wishes_of(dialog)
    dialog.name.setText("Router")
    dialog.main_button.click()
    dialog.press()
    assert made == ["Router"]
    assert dialog.is_busy
    assert not dialog.middle.isEnabled()


def test_control_and_enter_press_the_main_button(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made = wishes_of(dialog)
    dialog.name.setText("Router")
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made == ["Router"]


def test_enter_in_a_line_presses_the_main_button(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made = wishes_of(dialog)
    dialog.name.setText("Router")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert made == ["Router"]


def test_nothing_is_emitted_while_something_is_missing(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made = wishes_of(dialog)
    dialog.press()
    assert made == []
    assert not dialog.is_busy


def test_after_a_problem_everything_typed_is_there_and_the_focus_where_it_was(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    dialog.name.setFocus()
    dialog.press()
    dialog.show_problem("Jonas Weber changed this 4 s ago.")
    assert dialog.isVisible()
    assert dialog.problem_line.isVisible()
    assert dialog.problem.text() == "Jonas Weber changed this 4 s ago."
    assert dialog.hint.isVisible()
    assert dialog.name.text() == "Router"
    assert dialog.middle.isEnabled()
    assert dialog.focusWidget() is dialog.name


def test_a_conflict_of_many_words_leaves_the_buttons_as_they_were(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    before = dialog.main_button.height(), dialog.cancel_button.size()
    dialog.show_conflict("Jonas Weber assigned it to Aisha Khan at 09:02. " * 6)
    qtbot.waitUntil(lambda: dialog.problem.height() >= dialog.problem.heightForWidth(dialog.problem.width()))
    assert (dialog.main_button.height(), dialog.cancel_button.size()) == before
    assert dialog.problem_line.geometry().bottom() < dialog.main_button.geometry().top()


def test_after_a_conflict_it_can_be_done_anyway(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made = wishes_of(dialog)
    dialog.name.setText("Router")
    dialog.show_conflict("Jonas Weber resolved it at 09:02.")
    assert dialog.main_button.text() == "&Name it && go anyway"
    dialog.press()
    assert made == ["Router"]
    assert dialog.main_button.text() == "&Name it && go"


def test_who_looks_again_after_a_conflict_finds_the_text_again(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.name.setText("Router")
    dialog.show_problem("No.")
    assert not dialog.problem_line.look_button.isVisible()
    dialog.show_conflict("Jonas Weber resolved it at 09:02.")
    with qtbot.waitSignal(dialog.looking):
        dialog.problem_line.look_button.click()
    assert not dialog.isVisible()
    dialog.open()
    assert dialog.name.text() == "Router"
    assert not dialog.problem_line.isVisible()


def test_a_new_attempt_takes_the_problem_back(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    dialog.show_problem("No.")
    dialog.press()
    assert not dialog.problem_line.isVisible()


def test_work_that_takes_long_is_told(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.set_hint("Names it.")
    dialog.name.setText("Router")
    dialog.press()
    qtbot.waitUntil(lambda: dialog.hint.text() == "Working…")
    qtbot.waitUntil(lambda: dialog.hint.text() == "Waiting for the database… What you typed stays here.")
    dialog.show_problem("")
    assert dialog.hint.text() == "Names it."


def test_escape_warns_once_where_text_would_be_lost(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.problem.text() == "Your text is not saved yet. Press Escape again to drop it."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_cross_of_the_window_warns_as_escape_does(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    assert not dialog.close()
    assert dialog.isVisible()
    dialog.name.clear()
    assert dialog.close()


def test_without_text_escape_closes_at_once(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_cancel_closes_even_with_text(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_nothing_closes_it_while_the_act_is_carried_out(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.name.setText("Router")
    dialog.press()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.accept()
    assert not dialog.isVisible()


def test_text_of_others_rules_neither_title_nor_problem(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.show_problem("<b>bold</b> \u202eevil")
    assert dialog.problem.text() == "<b>bold</b> evil"
    assert dialog.problem.textFormat() is Qt.TextFormat.PlainText


def test_the_inks_follow_the_theme(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    light = dialog.problem.palette().color(dialog.problem.foregroundRole())
    themes.use(ThemeChoice.DARK)
    assert dialog.problem.palette().color(dialog.problem.foregroundRole()) == themes.current.brk != light
