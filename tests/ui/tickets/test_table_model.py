from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop_escalation.domain.queue import Position
from desktop_escalation.domain.queue_row import DueGroup, QueueRow, Resolution
from desktop_escalation.domain.standing import Level
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from tests.ui.tickets.rows import NOW, a_page, a_row, an_afternoon, due
from ui.tickets.columns import Column
from ui.tickets.table_groups import GroupLine
from ui.tickets.table_model import TicketTableModel

PLACE = Position((7,))


class Watch:
    """The time, as the test sets it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def model(watch: Watch) -> TicketTableModel:
    return TicketTableModel(watch)


def shown(model: TicketTableModel) -> list[str]:
    lines = (model.line_at(line) for line in range(model.rowCount()))
    return [
        line.number if isinstance(line, QueueRow) else f"{line.group}: {line.count}"
        for line in lines
        if line is not None
    ]


def test_the_model_keeps_the_contract_of_models_through_all_its_changes(
    model: TicketTableModel, watch: Watch, qtmodeltester: ModelTester
) -> None:
    rows = an_afternoon()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    model.show_page(1, a_page(rows[:4], PLACE), is_first=True)
    model.fetchMore()
    model.show_page(1, a_page(rows[4:]), is_first=False)
    model.set_collapsed(DueGroup.NEXT_30_MIN, is_collapsed=True)
    model.refresh(2, a_page((*rows[1:7], rows[0], *rows[9:])))
    model.set_collapsed(DueGroup.NEXT_30_MIN, is_collapsed=False)
    watch.now = NOW + timedelta(minutes=40)
    model.regroup()
    model.set_grouped(is_grouped=False)
    assert shown(model) == [row.number for row in (*rows[1:7], rows[0], *rows[9:])]


def test_groups_stand_over_their_tickets(model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()[:3]), is_first=True)
    assert shown(model) == ["breached: 2", "DE-4774", "DE-4806", "next 30 min: 1", "DE-4829"]


def test_a_list_in_another_order_has_no_headings(model: TicketTableModel) -> None:
    model.set_grouped(is_grouped=False)
    model.show_page(1, a_page(an_afternoon()[:2]), is_first=True)
    assert shown(model) == ["DE-4774", "DE-4806"]


def test_more_is_asked_for_once_until_it_comes(model: TicketTableModel) -> None:
    model.show_page(3, a_page([due("DE-1", 5)], PLACE), is_first=True)
    asked: list[tuple[int, Position]] = []
    model.more_wanted.connect(lambda generation, place: asked.append((generation, place)))
    model.fetchMore()
    model.fetchMore()
    assert asked == [(3, PLACE)]
    assert not model.canFetchMore()
    model.show_page(3, a_page([due("DE-2", 6)], PLACE), is_first=False)
    assert model.canFetchMore()
    assert shown(model) == ["next 30 min: 2", "DE-1", "DE-2"]


def test_a_view_that_asks_while_lines_come_is_not_answered(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5)], PLACE), is_first=True)
    asked: list[int] = []
    model.more_wanted.connect(lambda generation, _place: asked.append(generation))
    model.rowsInserted.connect(lambda *_span: model.fetchMore())
    model.fetchMore()
    model.show_page(1, a_page([due("DE-2", 6)], PLACE), is_first=False)
    assert asked == [1]


def test_the_last_page_ends_the_asking(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5)]), is_first=True)
    assert not model.canFetchMore()


def test_a_page_that_did_not_come_is_asked_for_again(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5)], PLACE), is_first=True)
    model.fetchMore()
    model.miss_page(1)
    assert model.canFetchMore()


def test_a_page_of_another_list_is_dropped(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5)], PLACE), is_first=True)
    model.fetchMore()
    model.show_page(2, a_page([due("DE-9", 5)], PLACE), is_first=True)
    model.show_page(1, a_page([due("DE-2", 6)]), is_first=False)
    model.show_page(1, a_page([due("DE-3", 6)]), is_first=True)
    model.refresh(1, a_page([due("DE-3", 6)]))
    assert shown(model) == ["next 30 min: 1", "DE-9"]


def test_a_ticket_that_comes_a_second_time_stands_once(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5), due("DE-2", 6)], PLACE), is_first=True)
    model.fetchMore()
    model.show_page(1, a_page([due("DE-2", 7), due("DE-3", 8)]), is_first=False)
    assert shown(model) == ["next 30 min: 3", "DE-1", "DE-2", "DE-3"]


def test_a_heading_counts_what_is_not_read_until_all_is_read(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5)], PLACE), is_first=True)
    model.show_group_counts(1, {DueGroup.NEXT_30_MIN: 40})
    assert shown(model)[0] == "next 30 min: 40"
    model.fetchMore()
    model.show_page(1, a_page([due("DE-2", 6)]), is_first=False)
    assert shown(model)[0] == "next 30 min: 2"


def test_collapsing_hides_the_tickets_of_a_group(model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()[:3]), is_first=True)
    model.set_collapsed(DueGroup.BREACHED, is_collapsed=True)
    assert shown(model) == ["breached: 2", "next 30 min: 1", "DE-4829"]
    model.set_collapsed(DueGroup.BREACHED, is_collapsed=False)
    assert shown(model) == ["breached: 2", "DE-4774", "DE-4806", "next 30 min: 1", "DE-4829"]


def test_what_lies_behind_a_collapsed_group_is_read(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", -5)], PLACE), is_first=True)
    model.show_group_counts(1, {DueGroup.BREACHED: 2, DueGroup.LATER: 1})
    asked: list[int] = []
    model.more_wanted.connect(lambda generation, _place: asked.append(generation))
    model.set_collapsed(DueGroup.BREACHED, is_collapsed=True)
    assert asked == [1]
    model.show_page(1, a_page([due("DE-2", -4)], PLACE), is_first=False)
    assert asked == [1, 1]


def test_a_collapsed_group_at_the_end_is_not_read_to_its_end(model: TicketTableModel) -> None:
    model.show_page(1, a_page([due("DE-1", 5), due("DE-2", 60 * 40)], PLACE), is_first=True)
    model.show_group_counts(1, {DueGroup.NEXT_30_MIN: 1, DueGroup.LATER: 90_000, DueGroup.PAUSED: 0})
    model.set_collapsed(DueGroup.LATER, is_collapsed=True)
    assert not model.canFetchMore()


def test_a_refresh_moves_only_what_moved(model: TicketTableModel) -> None:
    rows = [due(f"DE-{number}", number) for number in range(1, 6)]
    model.show_page(1, a_page(rows), is_first=True)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: gone.append((first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: come.append((first, last)))
    later = replace(rows[0], countdown=due("DE-1", 20).countdown)
    model.refresh(2, a_page([*rows[1:], later]))
    assert shown(model) == ["next 30 min: 5", "DE-2", "DE-3", "DE-4", "DE-5", "DE-1"]
    assert (gone, come) == ([(1, 1)], [(5, 5)])


def test_a_page_that_was_awaited_is_asked_for_again_after_a_refresh(model: TicketTableModel) -> None:
    asked: list[tuple[int, Position]] = []
    model.more_wanted.connect(lambda generation, place: asked.append((generation, place)))
    rows = an_afternoon()
    model.show_page(1, a_page(rows[:4], PLACE), is_first=True)
    model.fetchMore()
    model.refresh(2, a_page(rows[:5], Position((8,))))
    model.show_page(1, a_page(rows[4:6]), is_first=False)
    assert model.loaded == 5
    assert asked == [(1, PLACE), (2, Position((8,)))]


def test_a_refresh_tells_which_ticket_differs(model: TicketTableModel) -> None:
    rows = [due("DE-1", 5), due("DE-2", 6)]
    model.show_page(1, a_page(rows), is_first=True)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.refresh(2, a_page([rows[0], replace(rows[1], subject="Another")]))
    assert changed == [2]
    assert model.index(2, Column.SUBJECT).data() == "Another"


def test_time_moves_tickets_to_another_group(model: TicketTableModel, watch: Watch) -> None:
    model.show_page(1, a_page([due("DE-1", 5), due("DE-2", 45)]), is_first=True)
    watch.now = NOW + timedelta(minutes=20)
    model.regroup()
    assert shown(model) == ["breached: 1", "DE-1", "next 30 min: 1", "DE-2"]


def test_a_ticket_is_found_by_its_number(model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)
    line = model.row_of("DE-4829")
    assert line == 4
    assert model.number_at(4) == "DE-4829"
    assert model.number_at(3) is None
    assert model.row_of("DE-1") is None
    assert model.line_of_group(DueGroup.NEXT_2_HOURS) == 8


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (Column.NUMBER, "DE-4829"),
        (Column.SUBJECT, "Card terminals offline in two shops"),
        (Column.CUSTOMER, "Corbel Retail · Shop 114"),
        (Column.PRIORITY, "Urgent"),
        (Column.TIER, "L1"),
        (Column.TEAM, "Desk Leeds, Amira Haddad"),
        (Column.SLA, "in 5 min, Reply 13:58"),
        (Column.UPDATED, "22 min"),
    ],
)
def test_each_cell_has_words(model: TicketTableModel, column: Column, words: str) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)
    assert model.index(4, column).data() == words


@pytest.mark.parametrize(
    ("level", "words", "spoken"),
    [
        (Level.MET, "In time, 13:41", "Resolved 13:41: In time"),
        (Level.BREACHED, "Late, 13:41", "Resolved 13:41: Late"),
        (None, "No target, 13:41", "Resolved 13:41: No target"),
    ],
)
def test_of_a_resolved_ticket_it_is_told_when_it_was_and_whether_in_time(
    model: TicketTableModel, level: Level | None, words: str, spoken: str
) -> None:
    model.set_grouped(False)
    model.set_resolved(True)
    resolution = Resolution(NOW - timedelta(minutes=12), level)
    model.show_page(1, a_page([a_row("DE-4774", state=State.RESOLVED, resolution=resolution)]), is_first=True)
    index = model.index(0, Column.SLA)
    assert index.data() == words
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == spoken
    assert "24 November 2026" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(Column.SLA, Qt.Orientation.Horizontal) == "Resolved"
    model.set_resolved(False)
    assert model.headerData(Column.SLA, Qt.Orientation.Horizontal) == "Next SLA"


def test_a_screen_reader_hears_what_eyes_see_beside_a_cell(model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)

    def spoken(line: int, column: Column) -> str:
        return str(model.index(line, column).data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken(0, Column.NUMBER) == "Breached, 2 tickets"
    assert spoken(4, Column.SUBJECT) == "Card terminals offline in two shops, Corbel Retail · Shop 114"
    assert spoken(4, Column.SLA) == "First response: in 5 min (13:58)"
    assert spoken(2, Column.TEAM) == "Desk Kraków, Unassigned"


def test_the_text_of_a_ticket_is_harmless_wherever_it_is_shown(model: TicketTableModel) -> None:
    evil = '<img src="file:///etc/passwd">\u202edetrever\x07\n' + "x" * 100_000
    model.show_page(1, a_page([a_row("DE-1", subject=evil)]), is_first=True)
    index = model.index(1, Column.SUBJECT)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        words = str(index.data(role))
        assert len(words) < 2_000
        assert not set("\u202e\x07\n") & set(words)
    tooltip = str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tooltip
    assert len(tooltip) < 5_000


def test_a_heading_is_no_ticket_to_select(model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)
    assert isinstance(model.line_at(0), GroupLine)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_ticket_without_a_target_says_so(model: TicketTableModel) -> None:
    model.show_page(1, a_page([a_row("DE-1")]), is_first=True)
    assert model.index(1, Column.SLA).data() == "–"
    assert model.index(1, Column.SLA).data(Qt.ItemDataRole.AccessibleTextRole) == "No target"


def test_no_index_has_no_words(model: TicketTableModel) -> None:
    nowhere: Callable[[], QModelIndex] = QModelIndex
    assert model.data(nowhere()) is None
    assert model.flags(nowhere()) == Qt.ItemFlag.NoItemFlags
    assert model.rowCount(model.index(0, 0)) == 0
