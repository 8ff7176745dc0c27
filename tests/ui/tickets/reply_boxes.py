"""A reply box that is shown, for tests."""

from pytestqt.qtbot import QtBot

from desktop_escalation.app.drafts import Draft
from ui.themes import Themes
from ui.tickets.reply import Addressee
from ui.tickets.reply_box import ReplyBox

PRIYA = Addressee("DE-1", "Priya Nair", "priya@halden.example", "Restarts next update")
OTHER = Addressee("DE-2", "Otto", "otto@halden.example")


def shown_box(qtbot: QtBot, themes: Themes) -> ReplyBox:
    """Show a box in which nothing is typed yet."""
    box = ReplyBox(themes)
    qtbot.addWidget(box)
    box.resize(436, 200)
    turn_to(box, PRIYA)
    with qtbot.waitExposed(box):
        box.show()
    return box


def turn_to(box: ReplyBox, addressee: Addressee) -> None:
    """Write to a ticket that has no draft."""
    box.show_ticket(addressee)
    box.show_draft(addressee.number, Draft(""))


def typed(box: ReplyBox, text: str) -> None:
    """Type behind what is there."""
    box.text.insertPlainText(text)
