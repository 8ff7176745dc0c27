"""The layout that goes on in a new line."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.tickets.flow_layout import FlowLayout


class Brick(QWidget):
    """Something 100 wide and 20 high."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, 20)


def wall(qtbot: QtBot, width: int, *, fills_lines: bool = False) -> tuple[QWidget, list[Brick]]:
    room = QWidget()
    qtbot.addWidget(room)
    layout = FlowLayout(room, gap=10, fills_lines=fills_lines)
    bricks = [Brick() for _ in range(3)]
    for brick in bricks:
        layout.addWidget(brick)
    room.resize(width, layout.heightForWidth(width))
    layout.activate()
    return room, bricks


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (320, [(0, 0), (110, 0), (210 + 10, 0)]),
        (319, [(0, 0), (110, 0), (0, 30)]),
        (120, [(0, 0), (0, 30), (0, 60)]),
    ],
)
def test_what_has_no_room_goes_to_the_next_line(qtbot: QtBot, width: int, places: list[tuple[int, int]]) -> None:
    _, bricks = wall(qtbot, width)
    assert [(brick.x(), brick.y()) for brick in bricks] == places


def test_a_line_may_share_what_room_is_left(qtbot: QtBot) -> None:
    _, bricks = wall(qtbot, 250, fills_lines=True)
    assert [(brick.x(), brick.width()) for brick in bricks] == [(0, 120), (130, 120), (0, 250)]


def test_a_shared_line_ends_where_the_room_ends(qtbot: QtBot) -> None:
    room, bricks = wall(qtbot, 331, fills_lines=True)
    assert bricks[-1].geometry().right() == room.rect().right()


def test_what_is_wider_than_the_line_is_cut_to_it(qtbot: QtBot) -> None:
    _, bricks = wall(qtbot, 60)
    assert [brick.width() for brick in bricks] == [60, 60, 60]


def test_lines_begin_on_the_right_where_one_reads_from_there(qtbot: QtBot) -> None:
    room, bricks = wall(qtbot, 320)
    room.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout = room.layout()
    assert layout is not None
    layout.setGeometry(room.rect())
    assert [brick.x() for brick in bricks] == [220, 110, 0]


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    room, bricks = wall(qtbot, 220)
    bricks[0].hide()
    layout = room.layout()
    assert layout is not None
    assert layout.heightForWidth(220) == 20
    assert layout.sizeHint() == QSize(210, 20)


def test_past_the_last_there_is_nothing(qtbot: QtBot) -> None:
    layout = wall(qtbot, 320)[0].layout()
    assert isinstance(layout, FlowLayout)
    assert layout.itemAt(3) is None
    assert layout.takeAt(3) is None
    assert layout.count() == 3
