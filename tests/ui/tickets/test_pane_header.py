"""The head of the ticket pane."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain import events
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticket_desk import DeskTicket
from tests.domain.desk import Desk, at
from tests.domain.ladders import desk_with, step
from tests.ui.tickets.desk_tickets import climbing, on_desk
from ui.shared.tip import give_action_tip
from ui.themes import ThemeChoice, Themes
from ui.tickets.action_button import ActionButton
from ui.tickets.chip import Chip
from ui.tickets.pane_header import PaneHeader


@pytest.fixture
def header(qtbot: QtBot, themes: Themes) -> PaneHeader:
    widget = PaneHeader(themes)
    qtbot.addWidget(widget)
    widget.resize(464, 160)
    return widget


@pytest.fixture
def actions(header: PaneHeader) -> list[QAction]:
    """The daily actions, whose buttons the header has."""
    made = [QAction(text, header) for text in ("&Acknowledge…", "&Escalate…", "Hand &back…", "&Resolve…")]
    header.set_actions(made, made[0])
    return made


def show(header: PaneHeader, desk: Desk, shown: DeskTicket | None = None) -> PaneHeader:
    header.show_ticket(on_desk(desk) if shown is None else shown, desk.now)
    return header


def words(header: PaneHeader) -> list[str]:
    return [label.text() for label in header.findChildren(QLabel)]


def buttons(header: PaneHeader) -> list[ActionButton]:
    return [button for button in header.findChildren(ActionButton) if button.parent() is not None]


# --- which ticket -------------------------------------------------------------


def test_the_head_says_which_ticket_whose_and_since_when(header: PaneHeader) -> None:
    assert words(show(header, climbing())) == ["DE-1", "Halden Logistics · Priya Nair · opened 09:00"]


def test_an_unknown_customer_is_named_by_the_address(header: PaneHeader) -> None:
    desk = desk_with(step("at resolution"))
    shown = replace(on_desk(desk), customer=None)
    assert words(show(header, desk, shown))[1] == "priya@halden.example · opened 09:00"


def test_a_ticket_without_a_customer_says_only_since_when(header: PaneHeader) -> None:
    assert words(show(header, Desk(customer=None).open()))[1] == "opened 09:00"


def test_the_chips_say_state_priority_team_and_who_has_it(header: PaneHeader) -> None:
    assert show(header, climbing()).chip_texts() == ("Open", "Urgent", "L2 Network", "Jonas")


def test_each_chip_says_to_a_screen_reader_what_it_is(header: PaneHeader) -> None:
    desk = climbing()
    show(header, desk, on_desk(desk, on_duty=frozenset({"jonas"})))
    spoken = [chip.accessibleName() for chip in header.findChildren(Chip)]
    assert spoken == [
        "State: Open",
        "Priority: Urgent",
        "Team: L2 Network, tier Specialists",
        "Assigned to Jonas, on duty",
    ]
    show(header, desk)
    assert header.findChildren(Chip)[-1].accessibleName() == "Assigned to Jonas, not on duty"


def test_a_ticket_that_nobody_has_says_so(header: PaneHeader) -> None:
    assert "Unassigned" in show(header, desk_with(step("at resolution"))).chip_texts()


def test_a_waiting_ticket_says_for_what_and_until_when(header: PaneHeader) -> None:
    desk = desk_with(step("at resolution"))
    assert show(header, desk.does(events.Paused(PendingReason.SUPPLIER))).chip_texts()[0] == "Waiting for supplier"
    desk.does(events.Resumed(), events.Paused(PendingReason.CUSTOMER, at("10:00", 2)))
    assert show(header, desk).chip_texts()[0] == "Waiting for customer until Wed 10:00"


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (events.Resolved(), "Resolved"),
        (events.Closed(), "Closed"),
        (events.MergedAway("DE-7"), "Merged into DE-7"),
    ],
)
def test_a_finished_ticket_says_how(header: PaneHeader, fact: events.Fact, words: str) -> None:
    assert show(header, desk_with(step("at resolution")).does(fact)).chip_texts()[0] == words


def test_a_parked_ticket_says_so(header: PaneHeader) -> None:
    desk = desk_with(step("at resolution")).does(events.Parked(11))
    assert "Parked, its ladder waits" in show(header, desk).chip_texts()


def test_five_tags_are_shown_and_the_others_counted(header: PaneHeader) -> None:
    desk = desk_with(step("at resolution")).does(*(events.Tagged(word) for word in "abcdefg"))
    assert show(header, desk).chip_texts()[4:] == ("a", "b", "c", "d", "e", "+2")
    assert header.findChildren(Chip)[-1].toolTip() == "<p>f, g</p>"


def test_another_ticket_takes_the_chips_of_the_one_before_away(header: PaneHeader) -> None:
    show(header, climbing())
    assert len(show(header, climbing()).chip_texts()) == 4


# --- what can be done ---------------------------------------------------------


def test_a_button_is_its_action(qtbot: QtBot, header: PaneHeader, actions: list[QAction]) -> None:
    assert [button.text() for button in buttons(header)] == ["Acknowledge…", "Escalate…", "Hand back…", "Resolve…"]
    with qtbot.waitSignal(actions[1].triggered):
        QTest.mouseClick(buttons(header)[1], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(actions[3].triggered):
        QTest.keyClick(buttons(header)[3], Qt.Key.Key_Space)


def test_a_refused_action_says_why_on_its_button(header: PaneHeader, actions: list[QAction]) -> None:
    actions[2].setEnabled(False)
    give_action_tip(actions[2], "DE-1 <b>did not come</b> from a lower tier")
    button = buttons(header)[2]
    assert not button.isEnabled()
    assert button.toolTip() == "<p>DE-1 &lt;b&gt;did not come&lt;/b&gt; from a lower tier</p>"
    actions[2].setEnabled(True)
    assert button.isEnabled()


@pytest.mark.usefixtures("actions")
def test_acknowledging_is_the_main_button_while_an_escalation_waits_for_it(header: PaneHeader) -> None:
    assert buttons(header)[0].property("kind") is None
    show(header, climbing())
    assert [button.property("kind") for button in buttons(header)] == ["primary", None, None, None]
    show(header, desk_with(step("at resolution")))
    assert buttons(header)[0].property("kind") is None


@pytest.mark.usefixtures("actions")
def test_the_main_button_keeps_the_ink_of_its_ground_in_both_looks(header: PaneHeader, themes: Themes) -> None:
    show(header, climbing())
    for choice in (ThemeChoice.DARK, ThemeChoice.LIGHT):
        themes.use(choice)
        image = buttons(header)[0].icon().pixmap(32, 32).toImage()
        pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        inks = {pixel.name() for pixel in pixels if pixel.alpha() > 250}
        assert inks == {themes.current.on_fill.name()}


def test_tools_stand_beside_the_number(header: PaneHeader, qtbot: QtBot) -> None:
    watch, more = QAction("&Watch", header), QMenu(header)
    watch.setCheckable(True)
    header.set_tools([watch], more)
    tool, menu = header.findChildren(QToolButton)
    with qtbot.waitSignal(watch.toggled):
        QTest.mouseClick(tool, Qt.MouseButton.LeftButton)
    assert menu.menu() is more
    assert menu.accessibleName() == "More to do with this ticket"


@pytest.mark.usefixtures("actions")
def test_every_control_can_be_reached_by_keyboard(header: PaneHeader) -> None:
    header.set_tools([QAction("&Watch", header)])
    controls = [*buttons(header), *header.findChildren(QToolButton)]
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)


@pytest.mark.usefixtures("actions")
def test_a_narrow_pane_has_more_lines_and_cuts_no_button(header: PaneHeader, themes: Themes) -> None:
    themes.use_text_scale(1.5)
    show(header, climbing())
    layout = header.layout()
    assert layout is not None
    assert layout.heightForWidth(400) > layout.heightForWidth(700)
    header.resize(400, layout.heightForWidth(400))
    layout.activate()
    assert all(button.width() >= button.sizeHint().width() for button in buttons(header))
    assert all(button.geometry().bottom() <= header.height() for button in buttons(header))
