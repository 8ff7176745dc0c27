"""The tables of an explanation on the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.escalations.record_table import MOST_ROWS, RecordModel, RecordTable
from ui.shared.icons import Icon
from ui.themes import ThemeChoice, Themes

HEADS = (Cell("Segment"), Cell("From"), Cell("Total", is_far=True))
WORKED = Row((Cell("Working time", icon=Icon.RUNNING), Cell("Mon"), Cell("2 h", Tone.STRONG, is_far=True)))
THRESHOLD = Row((Cell("Step 2 comes", Tone.STRONG), Cell(""), Cell("2 h", is_far=True)), is_marked=True)
FAILED = Row((Cell("<i>Eva</i>", icon=Icon.CLOSE, spoken="does not hold"), Cell("is"), Cell("no", Tone.BAD)))
Item = Qt.ItemDataRole


def a_table(*rows: Row) -> PageTable:
    return PageTable("The arithmetic", rows or (WORKED, THRESHOLD, FAILED), HEADS)


def test_the_model_keeps_the_contract_of_models(qtmodeltester: ModelTester, themes: Themes) -> None:
    qtmodeltester.check(RecordModel(themes, a_table()), force_py=True)  # type: ignore[no-untyped-call]


def test_cells_say_their_words_and_what_their_signs_mean(themes: Themes) -> None:
    model = RecordModel(themes, a_table())
    assert model.index(0, 0).data() == "Working time"
    assert model.index(2, 0).data(Item.AccessibleTextRole) == "<i>Eva</i>, does not hold"
    assert model.index(2, 0).data(Item.ToolTipRole) == "<p>&lt;i&gt;Eva&lt;/i&gt;</p>"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Total"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_colours_are_those_of_the_theme_that_holds(themes: Themes, choice: ThemeChoice) -> None:
    model = RecordModel(themes, a_table())
    themes.use(choice)
    assert model.index(1, 0).data(Item.BackgroundRole) == themes.current.sel
    assert model.index(0, 0).data(Item.BackgroundRole) is None
    assert model.index(2, 2).data(Item.ForegroundRole) == themes.current.brk


def test_a_change_of_theme_is_told(qtbot: QtBot, themes: Themes) -> None:
    model = RecordModel(themes, a_table())
    with qtbot.waitSignal(model.dataChanged):
        themes.use(ThemeChoice.DARK)


def test_words_run_on_over_the_empty_cells_beside_them(qtbot: QtBot, themes: Themes) -> None:
    table = RecordTable(themes, a_table())
    qtbot.addWidget(table)
    assert [table.columnSpan(row, 0) for row in range(3)] == [1, 2, 1]


def test_a_sum_that_has_no_room_in_a_line_goes_on_in_the_next(qtbot: QtBot, themes: Themes) -> None:
    words = "Resolution due: 24 h less 13 h 20 min 5 s used = 10 h 39 min 55 s after Mon 11:36"
    sentence = Row((Cell(words, Tone.QUIET, Icon.FORWARD), Cell(""), Cell("Mon 17:30", is_far=True)))
    table = RecordTable(themes, a_table(WORKED, sentence, WORKED))
    qtbot.addWidget(table)
    table.resize(330, table.height())
    table.show()
    qtbot.waitUntil(lambda: table.rowHeight(1) > table.rowHeight(0))
    assert table.rowHeight(0) == table.rowHeight(2)
    assert table.verticalScrollBar().maximum() == 0
    table.resize(900, table.height())
    qtbot.waitUntil(lambda: table.rowHeight(1) == table.rowHeight(0))


def test_it_is_as_high_as_its_rows_and_scrolls_where_they_are_very_many(qtbot: QtBot, themes: Themes) -> None:
    one, some, many = (RecordTable(themes, a_table(*[WORKED] * count)) for count in (1, MOST_ROWS, 300))
    for table in (one, some, many):
        qtbot.addWidget(table)
    assert one.height() < some.height() == many.height()
    many.resize(500, many.height())
    many.show()
    assert many.verticalScrollBar().maximum() > 0


def test_the_marked_row_is_filled_from_edge_to_edge(qtbot: QtBot, themes: Themes) -> None:
    table = RecordTable(themes, a_table())
    qtbot.addWidget(table)
    table.resize(400, table.height())
    table.show()
    image = table.viewport().grab().toImage()
    y = table.visualRect(table.model().index(1, 0)).center().y() - 9
    colors: set[QColor] = {image.pixelColor(x, y).name() for x in (1, image.width() - 2)}  # type: ignore[misc]
    assert colors == {themes.current.sel.name()}
