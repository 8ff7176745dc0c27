"""Moments as people type them: each is read in one way, or not at all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ui.shared.typed_moment import NotUnderstood, Understood, examples, read_moment

ZONE = "Europe/Warsaw"
# Tuesday, 13:53 in Warsaw.
NOW = datetime(2026, 11, 24, 12, 53, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def minutes(typed: str, now: datetime = NOW) -> float:
    """Tell how many minutes away is what was typed."""
    meant = read_moment(typed, now, ZONE)
    assert isinstance(meant, Understood), meant
    return (meant.at - now) / timedelta(minutes=1)


def wall(typed: str, now: datetime = NOW) -> str:
    """Tell the wall time of what was typed, which is one hour before that of Warsaw's winter."""
    meant = read_moment(typed, now, ZONE)
    assert isinstance(meant, Understood), meant
    return f"{meant.at + timedelta(hours=1):%d %b %Y %H:%M}"


def why_not(typed: str, now: datetime = NOW) -> str:
    meant = read_moment(typed, now, ZONE)
    assert isinstance(meant, NotUnderstood), meant
    return meant.words


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        *(("45", 45), ("45 min", 45), ("45m", 45), ("in 45 Minutes", 45), (" 90 ", 90), ("45 Minuten", 45)),
        *(("1 h", 60), ("1h30", 90), ("1 h 30", 90), ("1 h 30 min", 90), ("2 hours", 120), ("2 Std.", 120)),
        *(("1.5 h", 90), ("0,5 h", 30), ("in 1:30", 90), ("1:30", 90), ("0:45", 45)),
    ],
)
def test_a_span_is_read(typed: str, span: int) -> None:
    assert minutes(typed) == span


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        *(("14:30", "24 Nov 2026 14:30"), ("at 14:30", "24 Nov 2026 14:30"), ("um 14:30 Uhr", "24 Nov 2026 14:30")),
        *(("2:30 pm", "24 Nov 2026 14:30"), ("3 PM", "24 Nov 2026 15:00"), ("tomorrow 12 am", "25 Nov 2026 00:00")),
        *(("today 18:00", "24 Nov 2026 18:00"), ("Tomorrow 9:00", "25 Nov 2026 09:00")),
        *(("tomorrow at 9", "25 Nov 2026 09:00"), ("tomorrow, 9:00", "25 Nov 2026 09:00")),
        *(("Fri 9:00", "27 Nov 2026 09:00"), ("monday 9:00", "30 Nov 2026 09:00")),
        *(("2 Dec 9:00", "02 Dec 2026 09:00"), ("2. December 9:00", "02 Dec 2026 09:00")),
        *(("2.12. 9:00", "02 Dec 2026 09:00"), ("2.12.2026 9:00", "02 Dec 2026 09:00")),
        *(("3 Jan 9:00", "03 Jan 2027 09:00"), ("2026-12-02 9:00", "02 Dec 2026 09:00")),
        *(("2026-12-02T09:00", "02 Dec 2026 09:00"), ("today 9:00", "24 Nov 2026 09:00")),
    ],
)
def test_a_time_and_a_day_are_read_on_the_wall_clock(typed: str, moment: str) -> None:
    assert wall(typed) == moment


def test_days_can_be_named_in_the_users_language() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert wall("Freitag 9:00") == wall("Fr. 9:00") == wall("fri 9:00") == "27 Nov 2026 09:00"
    assert wall("2. Dezember 9:00") == "02 Dec 2026 09:00"


def test_what_is_over_today_and_no_likely_span_is_not_guessed() -> None:
    assert why_not("9:00") == "9:00 is over today: write “tomorrow 9:00”, or “9 h”."


def test_at_night_an_early_time_can_mean_two_things() -> None:
    assert why_not("1:30", NIGHT) == "That can be a time or a span: write “at 1:30”, or “1 h 30”."
    assert minutes("at 1:30", NIGHT) == 60
    assert minutes("1 h 30", NIGHT) == 90


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "25:00", "tomorrow", "tue 9:00", "13 pm", "0 am", "tomorrow 24:00", "31.2. 9:00", "2/12 9:00"),
        *("1.5 h 30", "2 foo 9:00", "99 dec 9:00", "-5", "12:3", "14:60"),
    ],
)
def test_what_is_no_moment_is_answered_with_examples(typed: str) -> None:
    assert why_not(typed) == examples()


@pytest.mark.parametrize("typed", ["999999", "9999 h", "2099-01-01 9:00", "0001-01-01 0:30", "9999-12-31 23:30"])
def test_more_than_a_year_is_no_promise(typed: str) -> None:
    assert why_not(typed) == "That is more than a year away."


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert why_not("tomorrow 2:30", before).startswith("There is no 02:30 on that day")


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    assert isinstance(read_moment(typed, NOW, ZONE), Understood | NotUnderstood)
