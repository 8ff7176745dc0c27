"""What tests of the dialogs do often."""

from pytestqt.qtbot import QtBot

from ui.shared.act_dialog import ActDialog


def show(qtbot: QtBot, dialog: ActDialog) -> None:
    """Show a dialog with the keyboard in it."""
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()


def wished(dialog: ActDialog) -> list[object]:
    """Press the main button, and list what is asked for."""
    made: list[object] = []
    dialog.wished.connect(made.append)
    dialog.press()
    return made
