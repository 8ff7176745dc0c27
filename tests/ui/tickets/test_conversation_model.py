"""The conversation as a list: parts, order, and what is added."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.attachment import Attachment
from tests.domain.desk import at
from ui.tickets.conversation_entry import Entry, Kind
from ui.tickets.conversation_model import LONGEST_SPOKEN, ConversationModel, Part

NOW = at("12:00", days=1)
FILE = Attachment(7, "router.log", "text/plain", 2048)


def an_entry(key: int, kind: Kind = Kind.PUBLIC, text: str = "", days: int = 0, **more: object) -> Entry:
    when = at("09:00", days=days) + timedelta(minutes=key)
    return Entry(key, kind, when, "10:00", "in full", "Marek", "public reply", text or f"text {key}", **more)  # type: ignore[arg-type]


ENTRIES = (
    an_entry(0, Kind.CUSTOMER),
    an_entry(1, Kind.EVENT),
    an_entry(2, Kind.INTERNAL),
    an_entry(3, Kind.PUBLIC, days=1, files=(FILE,)),
)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> ConversationModel:
    model = ConversationModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show_entries(ENTRIES, NOW, "Europe/London")
    return model


def rows(model: ConversationModel, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(row).data(role) for row in range(model.rowCount())]


def test_all_rows_stand_in_order_under_their_days(model: ConversationModel) -> None:
    assert rows(model) == ["Yesterday", "text 0", "text 1", "text 2", "Today", "text 3"]
    assert model.newest_row == 5


def test_a_part_has_its_rows_only(model: ConversationModel) -> None:
    found = {}
    for part in Part:
        model.show_part(part)
        found[part] = [text for text in rows(model) if str(text).startswith("text")]
    assert found == {
        Part.ALL: ["text 0", "text 1", "text 2", "text 3"],
        Part.PUBLIC: ["text 0", "text 3"],
        Part.INTERNAL: ["text 2"],
        Part.EVENTS: ["text 1"],
    }


def test_each_part_is_counted_whichever_is_shown(model: ConversationModel) -> None:
    model.show_part(Part.EVENTS)
    assert model.counts() == {Part.ALL: 4, Part.PUBLIC: 2, Part.INTERNAL: 1, Part.EVENTS: 1}


def test_the_newest_can_stand_on_top(model: ConversationModel) -> None:
    model.order(is_newest_first=True)
    assert rows(model) == ["text 3", "Yesterday", "text 2", "text 1", "text 0"]
    assert model.newest_row == 0


def test_an_empty_conversation_has_no_newest_row() -> None:
    assert ConversationModel().newest_row == -1


def test_what_is_new_is_added_and_nothing_else_changes(model: ConversationModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.rowsInserted) as inserted, qtbot.assertNotEmitted(model.modelReset):
        model.show_entries((*ENTRIES, an_entry(4, days=1)), NOW, "Europe/London")
    assert inserted.args is not None
    assert inserted.args[1:] == [6, 6]


def test_the_same_again_changes_nothing(model: ConversationModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.show_entries(ENTRIES, NOW, "Europe/London")


def test_another_ticket_begins_anew(model: ConversationModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show_entries((an_entry(0, text="other"),), at("12:00"), "Europe/London")
    assert rows(model) == ["other"]


def test_a_separator_cannot_be_chosen(model: ConversationModel) -> None:
    chosen = [bool(model.index(row).flags() & Qt.ItemFlag.ItemIsSelectable) for row in range(model.rowCount())]
    assert chosen == [False, True, True, True, False, True]


def test_a_screen_reader_is_told_who_when_what_and_which_files(model: ConversationModel) -> None:
    spoken = rows(model, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[0] == "Yesterday"
    assert spoken[5] == "Marek, public reply, in full\ntext 3\nrouter.log\nattached: router.log, 2 kB"


def test_a_very_long_message_is_not_spoken_whole() -> None:
    model = ConversationModel()
    model.show_entries((an_entry(0, text="x " * 2_500_000),), at("12:00"), "Europe/London")
    assert len(str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))) < LONGEST_SPOKEN + 200


def test_the_tooltip_of_an_event_renders_nothing() -> None:
    model = ConversationModel()
    harm = '<img src="file:///x">'
    model.show_entries((an_entry(0, Kind.EVENT, text=harm),), at("12:00"), "Europe/London")
    assert "&lt;img" in str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))
