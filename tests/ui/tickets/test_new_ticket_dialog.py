import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.people import Customer, Site
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import Intake
from desktop_escalation.services.intake import NewTicket
from tests.ui.escalations.choices import ZONE
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.new_ticket_dialog import NewTicketDialog

SITE = Site("Harbour Support", ZONE, categories=("Network", "Access"))
INTAKE = Intake(SITE, (("Desk Leeds", "Service Desk"), ("Network", "Specialists")))
PRIYA = Customer("priya@halden.example", "Priya Nair", "Halden Logistics")
PRITI = Customer("priti@rao.example", "Priti Rao")


def shown(qtbot: QtBot, themes: Themes) -> NewTicketDialog:
    dialog = NewTicketDialog(themes)
    dialog.show_intake(INTAKE)
    show(qtbot, dialog)
    return dialog


def test_a_subject_is_enough(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.subject.hasFocus()
    QTest.keyClicks(dialog.subject, "VPN drops")
    assert wished(dialog) == [NewTicket("VPN drops")]


def test_everything_that_is_typed_and_chosen_comes_along(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.subject.setText(" VPN drops ")
    dialog.customer.setText("priya@halden.example")
    dialog.text.setPlainText("Whole office.\nSince 9.")
    dialog.priority.setCurrentIndex(dialog.priority.findData(Priority.HIGH))
    dialog.category.setCurrentIndex(dialog.category.findData("Network"))
    dialog.team.setCurrentIndex(dialog.team.findData("Desk Leeds"))
    dialog.tags.setText("vip, vpn,, vip ")
    assert wished(dialog) == [
        NewTicket(
            "VPN drops",
            "Whole office.\nSince 9.",
            "priya@halden.example",
            "Desk Leeds",
            Priority.HIGH,
            "Network",
            tags=("vip", "vpn"),
        )
    ]


def test_customers_are_asked_for_while_one_is_typed_and_a_pick_gives_the_mail(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    with qtbot.waitSignal(dialog.customers_wanted) as asked:
        QTest.keyClicks(dialog.customer, "pri")
    assert asked.args == ["pri"]
    dialog.show_customers((PRIYA,), "pri")
    dialog.customer.setText("Priya Nair, Halden Logistics <priya@halden.example>")
    dialog.subject.setText("VPN drops")
    assert wished(dialog) == [NewTicket("VPN drops", customer="priya@halden.example")]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_customer_can_be_picked_from_the_list_by_keyboard(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setFocus()
    with qtbot.waitSignal(dialog.customers_wanted):
        QTest.keyClicks(dialog.customer, "pri")
    dialog.show_customers((PRIYA, PRITI), "pri")
    popup = dialog.completer.popup()
    assert popup is not None
    for _ in range(2):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.customer.text() == "Priti Rao <priti@rao.example>"
    assert dialog.customer_told.text() == "A customer who is known."


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_Tab, "priority"), (Qt.Key.Key_Return, "customer")])
def test_tab_and_enter_take_the_first_customer_and_open_no_ticket(
    qtbot: QtBot, themes: Themes, key: Qt.Key, name: str
) -> None:
    dialog = shown(qtbot, themes)
    made: list[object] = []
    dialog.wished.connect(made.append)
    dialog.subject.setText("VPN drops")
    dialog.customer.setFocus()
    with qtbot.waitSignal(dialog.customers_wanted):
        QTest.keyClicks(dialog.customer, "pri")
    dialog.show_customers((PRIYA, PRITI), "pri")
    popup = dialog.completer.popup()
    assert popup is not None
    assert dialog.customer_told.text().startswith("The arrow keys choose a customer")
    QTest.keyClick(popup, key)
    assert dialog.customer.text() == "Priya Nair, Halden Logistics <priya@halden.example>"
    assert not popup.isVisible()
    assert dialog.focusWidget() is getattr(dialog, name)
    assert made == []


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(("found_for", "typed"), [("pri", "prix"), ("priya@halden.ex", "priya@halden.ex")])
def test_an_older_list_and_one_of_longer_addresses_replace_nothing_that_is_typed(
    qtbot: QtBot, themes: Themes, found_for: str, typed: str
) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setFocus()
    dialog.customer.setText(found_for)
    dialog.show_customers((PRIYA,), found_for)
    dialog.customer.setText(typed)
    popup = dialog.completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert (dialog.customer.text(), dialog.focusWidget()) == (typed, dialog.priority)


def test_who_goes_on_before_the_answer_comes_gets_the_only_customer_there_is(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setText("pri")
    dialog.show_customers((PRIYA, PRITI), "pri")
    assert dialog.customer.text() == "pri"
    dialog.show_customers((PRIYA,), "p")
    assert dialog.customer.text() == "pri"
    dialog.show_customers((PRIYA,), "pri")
    assert dialog.customer.text() == "Priya Nair, Halden Logistics <priya@halden.example>"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("otto@x.example", "Nobody has this address yet: a new customer is made with it."),
        ("otto", "Nobody's address or name begins like this. A whole mail address makes a new customer."),
        ("", ""),
    ],
)
def test_what_comes_of_an_unknown_customer_is_told(qtbot: QtBot, themes: Themes, typed: str, told: str) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setText(typed)
    assert dialog.customer_told.text() == ""
    dialog.show_customers((), typed)
    assert dialog.customer_told.text() == told


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_known_address_that_is_typed_whole_needs_no_list(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setFocus()
    dialog.customer.setText("Priya@halden.example")
    dialog.show_customers((PRIYA,), "Priya@halden.example")
    assert dialog.customer_told.text() == "A customer who is known."


def test_what_was_wrong_is_judged_again_at_each_change(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.customer.setText("otto")
    assert wished(dialog) == []
    assert dialog.focusWidget() is dialog.subject
    dialog.subject.setText("VPN")
    assert (dialog.subject_field.problem, bool(dialog.customer_field.problem)) == ("", True)
    dialog.customer.setText("otto@x.example")
    assert dialog.customer_field.problem == ""


@pytest.mark.parametrize(
    ("subject", "customer", "tags", "field", "words"),
    [
        ("", "", "", "subject", "Say in a few words what it is about."),
        ("x" * 10_001, "", "", "subject", "10,001 characters, and 10,000 fit: put the rest into the text below."),
        ("VPN", "priya", "", "customer", "This is no mail address. Write it as name@host, or leave it empty."),
        ("VPN", "a@x, b@y", "", "customer", "This is no mail address. Write it as name@host, or leave it empty."),
        ("VPN", "", "x" * 201, "tags", "A tag has at most 200 characters."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    qtbot: QtBot, themes: Themes, subject: str, customer: str, tags: str, field: str, words: str
) -> None:
    dialog = shown(qtbot, themes)
    dialog.subject.setText(subject)
    dialog.customer.setText(customer)
    dialog.tags.setText(tags)
    assert wished(dialog) == []
    assert getattr(dialog, f"{field}_field").problem == words
    assert dialog.subject.text() == subject


def test_enter_in_the_subject_goes_on_to_the_customer_and_with_ctrl_opens_the_ticket(
    qtbot: QtBot, themes: Themes
) -> None:
    dialog = shown(qtbot, themes)
    made: list[object] = []
    dialog.wished.connect(made.append)
    QTest.keyClicks(dialog.subject, "VPN drops")
    QTest.keyClick(dialog.subject, Qt.Key.Key_Return)
    assert (dialog.focusWidget(), made) == (dialog.customer, [])
    QTest.keyClick(dialog.customer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made == [NewTicket("VPN drops")]


def test_escape_does_not_drop_a_ticket_that_was_begun(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClicks(dialog.subject, "VPN")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
