"""What holds for every dialog of a daily act: its letters, its keys, and that long words are not cut."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.mnemonics import mnemonics_of
from tests.ui.tickets.dialogs import show
from tests.ui.tickets.every_dialog import EVERY_DIALOG, Made
from ui.escalations.escalate_dialog import EscalateDialog
from ui.shared.act_dialog import ActDialog
from ui.shared.elide_label import ElideLabel
from ui.themes import Themes
from ui.tickets.new_ticket_dialog import NewTicketDialog

every_dialog = pytest.mark.parametrize("made", EVERY_DIALOG, ids=lambda one: one.__name__)


class LongLanguage(QTranslator):
    """Says everything in 1.6 times the length, as German at its longest."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        more = "und noch mehr Worte " * (len(source) // 20 + 1)
        return f"{source} {more}"[: round(len(source) * 1.6)] if source else source


@pytest.fixture
def long_language(qapp: QApplication) -> Iterator[None]:
    translator = LongLanguage()
    assert qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@every_dialog
def test_no_letter_leads_to_two_controls(qtbot: QtBot, themes: Themes, made: Made) -> None:
    dialog = made(themes)
    qtbot.addWidget(dialog)
    letters = Counter(mnemonics_of(dialog))
    assert len(letters) >= 3
    assert {letter for letter, times in letters.items() if times > 1} == set()


@every_dialog
def test_tab_goes_through_every_control_once_and_the_buttons_come_last(
    qtbot: QtBot, themes: Themes, made: Made
) -> None:
    dialog = made(themes)
    show(qtbot, dialog)
    first = dialog.focusWidget()
    assert first is not None
    assert first not in {dialog.main_button, dialog.cancel_button}
    reached: list[QWidget] = []
    while (now := dialog.focusWidget()) not in reached:
        reached.append(now)
        dialog.focusNextPrevChild(True)
    assert reached[0] is now
    buttons = [button for button in (dialog.cancel_button, dialog.main_button) if button.isEnabled()]
    assert [widget for widget in reached if widget in buttons] == buttons


@every_dialog
def test_enter_presses_the_main_button_unless_there_are_many_fields(qtbot: QtBot, themes: Themes, made: Made) -> None:
    dialog = made(themes)
    qtbot.addWidget(dialog)
    assert dialog.main_button.isDefault() is not isinstance(dialog, EscalateDialog | NewTicketDialog)
    others = [button for button in dialog.findChildren(QPushButton) if button is not dialog.main_button]
    assert not any(button.isDefault() or button.autoDefault() for button in others)


@every_dialog
@pytest.mark.usefixtures("long_language")
def test_words_of_a_long_language_are_not_cut(qtbot: QtBot, themes: Themes, made: Made) -> None:
    dialog = made(themes)
    show(qtbot, dialog)
    qtbot.waitUntil(lambda: list(cut(dialog)) == [], timeout=1_000)


@every_dialog
@pytest.mark.usefixtures("long_language")
def test_what_is_wrong_is_not_cut_either(qtbot: QtBot, themes: Themes, made: Made) -> None:
    dialog = made(themes)
    show(qtbot, dialog)
    dialog.press()
    dialog.show_problem("This ticket was changed by somebody else meanwhile, look at what is new. " * 3)
    qtbot.waitUntil(lambda: list(cut(dialog)) == [], timeout=1_000)


@every_dialog
@pytest.mark.usefixtures("long_language")
def test_in_a_long_language_it_fits_a_small_screen(qtbot: QtBot, themes: Themes, made: Made) -> None:
    dialog = made(themes)
    show(qtbot, dialog)
    least = dialog.minimumSizeHint()
    assert least.width() <= 1024
    assert least.height() <= 612


def cut(dialog: ActDialog) -> Iterator[str]:
    """Name what has less room than its words need; what is scrolled has it elsewhere."""
    texts: list[QLabel | QAbstractButton] = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    for widget in texts:
        if not widget.isVisible() or isinstance(widget, ElideLabel) or isinstance(widget.parent(), QScrollArea):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = (0, widget.heightForWidth(widget.width()))
        else:
            hint = widget.sizeHint()
            needed = (hint.width(), hint.height())
        if widget.width() < needed[0] or widget.height() < needed[1]:
            yield f"{widget.text()}: {widget.size().toTuple()} of {needed}"
