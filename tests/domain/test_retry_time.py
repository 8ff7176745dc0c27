from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.retry_time import LONGEST_PAUSE, MOST_ATTEMPTS, next_try_at
from tests.domain.directories import MONDAY_NOON as NOW


def pause(attempts: int, chance: float = 0.0) -> timedelta | None:
    at = next_try_at(NOW, attempts, None, chance)
    return None if at is None else at - NOW


def test_pauses_begin_with_15_seconds_and_double() -> None:
    assert [pause(attempts) for attempts in range(1, 5)] == [timedelta(seconds=15 * 2**n) for n in range(4)]


def test_there_are_eight_attempts_at_most() -> None:
    assert pause(MOST_ATTEMPTS - 1) == timedelta(minutes=16)
    assert pause(MOST_ATTEMPTS) is None


def test_chance_makes_a_pause_up_to_a_quarter_longer() -> None:
    assert pause(1, 1.0) == timedelta(seconds=18.75)


def test_there_is_no_attempt_once_the_message_is_worthless() -> None:
    assert next_try_at(NOW, 1, NOW + timedelta(seconds=16), 0) == NOW + timedelta(seconds=15)
    assert next_try_at(NOW, 1, NOW + timedelta(seconds=15), 0) is None


@given(st.integers(1, MOST_ATTEMPTS - 1), st.floats(0, 1))
def test_no_pause_is_longer_than_an_hour_and_a_quarter(attempts: int, chance: float) -> None:
    waits = pause(attempts, chance)
    assert waits is not None
    assert timedelta(seconds=15) <= waits <= LONGEST_PAUSE * 1.25
