from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.people import Customer
from tests.ui.escalations.choices import PRIYA, a_ticket
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.tickets.wishes import ResolveWish


def shown(qtbot: QtBot, themes: Themes, customer: Customer | None = PRIYA) -> ResolveDialog:
    dialog = ResolveDialog(themes)
    dialog.show_ticket(a_ticket(), customer)
    show(qtbot, dialog)
    return dialog


def test_the_button_says_whether_the_customer_gets_a_word(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.main_button.text() == "&Resolve without a word"
    dialog.text.setPlainText("The router is replaced.")
    assert dialog.main_button.text() == "&Reply to Priya Nair and resolve"
    assert dialog.hint.text() == "The customer gets this text."
    assert wished(dialog) == [ResolveWish("The router is replaced.", is_public=True)]


def test_an_internal_word_looks_unlike_a_public_one(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.text.setPlainText("Cable was loose.")
    public = dialog.text.grab().toImage().pixelColor(40, dialog.text.height() - 12)
    dialog.readers.button(value=False).click()
    assert public == themes.current.surface
    assert dialog.text.grab().toImage().pixelColor(40, dialog.text.height() - 12) == themes.current.note
    assert dialog.main_button.text() == "&Add note and resolve"
    assert dialog.hint.text() == "Only colleagues read this text."
    assert wished(dialog) == [ResolveWish("Cable was loose.", is_public=False)]


def test_without_a_customer_only_colleagues_read_it(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, None)
    assert [button.text() for button in dialog.readers.buttons] == ["Internal note"]
    assert wished(dialog) == [ResolveWish("", is_public=False)]


def test_a_name_with_an_ampersand_is_shown_whole_and_takes_no_key(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, Customer("post@smith.example", "Smith & Sons"))
    dialog.text.setPlainText("Done.")
    for button in (dialog.readers.button(value=True), dialog.main_button):
        assert "Smith && Sons" in button.text()
    assert QKeySequence.mnemonic(dialog.readers.button(value=True).text()).isEmpty()
    assert dialog.main_button.text() == "&Reply to Smith && Sons and resolve"


def test_a_word_too_long_is_refused_beside_its_field(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.text.setPlainText("word " * 14_000)
    assert wished(dialog) == []
    assert dialog.text_field.problem.startswith("70,000 characters, and 65,536 fit")
