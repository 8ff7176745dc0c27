from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from pytestqt.qtbot import QtBot

from ui.shared.moment_edit import MomentEdit


def test_a_moment_comes_back_from_the_wall_clock_of_its_zone(qtbot: QtBot) -> None:
    edit = MomentEdit()
    qtbot.addWidget(edit)
    at = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
    edit.show_moment(at, "Europe/London")
    assert edit.time() == QTime(14, 5)
    assert edit.moment == at


def test_a_typed_wall_time_is_read_in_the_zone_of_the_site(qtbot: QtBot) -> None:
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.show_moment(datetime(2026, 11, 24, 13, tzinfo=UTC), "Europe/Warsaw")
    edit.setDateTime(QDateTime(QDate(2026, 11, 24), QTime(8, 0), QTimeZone.utc()))
    assert edit.moment == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_an_hour_that_is_skipped_is_read_with_the_offset_before_it(qtbot: QtBot) -> None:
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.show_moment(datetime(2026, 3, 29, tzinfo=UTC), "Europe/London")
    edit.setDateTime(QDateTime(QDate(2026, 3, 29), QTime(1, 30), QTimeZone.utc()))
    assert edit.time() == QTime(1, 30)
    assert edit.moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
