"""A field for a moment says what is meant by what was typed, on the site's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.escalations.choices import NOW
from ui.shared.moment_edit import MomentEdit


def an_edit(qtbot: QtBot, zone: str = "Europe/London") -> MomentEdit:
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.use_clock(lambda: NOW, zone)
    return edit


def test_a_moment_comes_back_from_the_wall_clock_of_its_zone(qtbot: QtBot) -> None:
    edit = an_edit(qtbot)
    at = datetime(2027, 7, 1, 13, 5, tzinfo=UTC)
    edit.show_moment(at)
    assert edit.text() == "2027-07-01 14:05"
    assert edit.moment == at


def test_a_typed_wall_time_is_read_in_the_zone_of_the_site(qtbot: QtBot) -> None:
    edit = an_edit(qtbot, "Europe/Warsaw")
    edit.setText("tomorrow 8:00")
    assert edit.moment == datetime(2026, 11, 25, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("45", "Tuesday, 24 November 2026, 14:38 (Europe/London), in 45 min"),
        ("tomorrow 15:00", "Wednesday, 25 November 2026, 15:00 (Europe/London)"),
        ("today 9:00", "Tuesday, 24 November 2026, 09:00 (Europe/London), 4 h 53 over"),
    ],
)
def test_it_tells_what_it_has_understood(qtbot: QtBot, typed: str, told: str) -> None:
    edit = an_edit(qtbot)
    edit.setText(typed)
    assert edit.told() == told


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", "Write for example 45 min"),
        ("soon", "Write for example 45 min"),
        ("9:00", "9:00 is over today"),
        ("today 9:00", "That time is over. Name a later one."),
    ],
)
def test_what_cannot_be_taken_is_said(qtbot: QtBot, typed: str, wrong: str) -> None:
    edit = an_edit(qtbot)
    edit.setText(typed)
    assert edit.wrong().startswith(wrong)


def test_a_span_counts_from_now(qtbot: QtBot) -> None:
    edit, now = an_edit(qtbot), [NOW]
    edit.use_clock(lambda: now[0], "Europe/London")
    edit.setText("1 h")
    now[0] += timedelta(minutes=5)
    assert edit.moment == NOW + timedelta(minutes=65)
    assert edit.wrong() == ""
