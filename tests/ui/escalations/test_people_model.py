from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.ui.escalations.choices import EVA, HANA, NOW, RAVI, ZONE
from ui.escalations.people_model import Column, PeopleModel, person_row


def shown(nobody: str | None = "Whole team") -> PeopleModel:
    model = PeopleModel()
    model.show_people([person_row(person, NOW, ZONE) for person in (RAVI, HANA, EVA)], nobody)
    return model


def texts(model: PeopleModel, row: int) -> list[object]:
    return [model.index(row, column).data() for column in Column]


def test_the_model_keeps_its_contract(qtmodeltester: ModelTester) -> None:
    model = shown()
    qtmodeltester.check(model, force_py=False)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show_people([])
    qtmodeltester.check(model, force_py=False)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_row_tells_who_until_when_and_how_loaded() -> None:
    model = shown(None)
    assert texts(model, 0) == ["Ravi Menon", "on duty to 18:00", "3 of 8"]
    assert texts(model, 2) == ["Eva Lindqvist", "leave to 27 Nov", "0 of 8"]


def test_the_first_row_may_stand_for_nobody_in_particular() -> None:
    model = shown("Whole team, first to acknowledge")
    assert texts(model, 0) == ["Whole team, first to acknowledge", "", ""]
    assert model.rows[0].login is None
    assert [row.login for row in model.rows] == [None, "ravi", "hana", "eva"]


def test_a_readers_words_have_everything_of_the_person() -> None:
    model = shown(None)
    index = model.index(0, Column.PERSON)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Ravi Menon, on call now, routing"


def test_a_tooltip_shows_the_text_and_no_page() -> None:
    model = PeopleModel()
    model.show_people([person_row(RAVI, NOW, ZONE, "<img src='file:///x'>")])
    tooltip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tooltip
    assert "<img" not in tooltip
