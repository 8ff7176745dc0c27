"""The columns of the table are as wide as the size of the text asks for."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.tickets.table_desk import Desk
from ui.themes import Themes
from ui.tickets.columns import Column


@pytest.fixture
def desk(qtbot: QtBot, themes: Themes) -> Desk:
    made = Desk(themes)
    qtbot.addWidget(made.table)
    made.table.show()
    return made


def test_larger_text_has_wider_columns_and_what_is_remembered_stays(desk: Desk) -> None:
    desk.table.resize(1_400, 700)
    desk.table.horizontalHeader().resizeSection(Column.TEAM, 141)
    before = desk.table.columns_state()
    for scale, width in ((1.25, 176), (1.5, 212), (1.0, 141)):
        desk.themes.use_text_scale(scale)
        assert desk.table.columnWidth(Column.TEAM) == width
        assert desk.table.columns_state() == before


def test_a_column_that_is_pulled_under_larger_text_keeps_its_width(desk: Desk) -> None:
    desk.table.resize(1_400, 700)
    desk.themes.use_text_scale(1.5)
    desk.table.horizontalHeader().resizeSection(Column.TEAM, 240)
    desk.themes.use_text_scale(1.0)
    assert desk.table.columnWidth(Column.TEAM) == 160
