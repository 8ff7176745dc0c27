"""The database's time carried on by the window."""

from datetime import UTC, datetime, timedelta

from ui.site_time import SiteTime

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Seconds:
    """A clock that no one sets but the test."""

    def __init__(self) -> None:
        self.passed = 100.0

    def __call__(self) -> float:
        return self.passed


def test_between_two_readings_it_goes_on_at_the_speed_of_the_databases_clock() -> None:
    seconds = Seconds()
    time = SiteTime(seconds)
    time.read(NOON, 60)
    seconds.passed += 2
    assert time() == NOON + timedelta(minutes=2)


def test_a_clock_that_stands_still_stands_still_here() -> None:
    seconds = Seconds()
    time = SiteTime(seconds)
    time.read(NOON, 0)
    seconds.passed += 3_600
    assert time() == NOON


def test_another_reading_keeps_the_speed_and_may_go_back() -> None:
    seconds = Seconds()
    time = SiteTime(seconds)
    time.read(NOON, 10)
    time.heard(NOON - timedelta(hours=1))
    seconds.passed += 1
    assert time() == NOON - timedelta(hours=1) + timedelta(seconds=10)


def test_before_the_first_reading_it_is_aware() -> None:
    assert SiteTime()().tzinfo is UTC
