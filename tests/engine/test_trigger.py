from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.engine.trigger import FromNow, jittered

NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
YEARS = timedelta(days=26 * 365)


@given(st.sampled_from([NOW - YEARS, NOW - timedelta(hours=1), NOW, NOW + timedelta(hours=1), NOW + YEARS]))
def test_the_next_time_is_an_interval_from_now_whenever_the_last_one_was(previous: datetime) -> None:
    following = FromNow(10.0).get_next_fire_time(previous, NOW)
    assert timedelta(seconds=9) <= following - NOW <= timedelta(seconds=11)


def test_waits_differ_so_that_workstations_do_not_go_in_step() -> None:
    assert len({jittered(15.0) for _ in range(20)}) > 10
