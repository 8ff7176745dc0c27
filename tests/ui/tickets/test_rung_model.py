"""The rungs as a list model."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from tests.domain.desk import Desk, at
from tests.ui.tickets.desk_tickets import climbing, on_desk
from ui.tickets.rung_model import RungModel

pytestmark = pytest.mark.usefixtures("qtbot")


def shown(desk: Desk) -> RungModel:
    model = RungModel()
    model.show_ticket(on_desk(desk, "jonas"), desk.now)
    return model


def test_the_model_keeps_the_contract_of_models(qtmodeltester: ModelTester) -> None:
    model = RungModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show_ticket(on_desk(climbing()), at("12:48"))
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_each_role_has_its_words() -> None:
    model = shown(climbing())
    index = model.index(3)
    assert index.data() == "Next: resolution overdue: tell lead Ingrid"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Step 4, next, resolution overdue: tell lead Ingrid, in 12 min (13:00)"
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("<p>Step 4, next")


def test_only_the_rows_whose_words_change_are_said_anew() -> None:
    model = shown(climbing())
    changed: list[int] = []

    def note(index: QModelIndex) -> None:
        changed.append(index.row())

    model.dataChanged.connect(note)
    model.tick(at("12:48"))
    assert changed == []
    model.tick(at("12:50"))
    assert changed == [3]
    assert model.line(3).when == "in 10 min (13:00)"


def test_a_model_without_a_ticket_is_empty_and_stands_still() -> None:
    model = RungModel()
    model.tick(at("09:00"))
    assert (model.rowCount(), model.row_of_next()) == (0, None)


def test_the_next_step_is_found() -> None:
    assert shown(climbing()).row_of_next() == 3
