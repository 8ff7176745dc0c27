"""How long an engine waits: until the next thing is due by the database's clock, and never much too long."""

from datetime import timedelta

import pytest

from desktop_escalation.services.engine_room import HELD_BY_OTHERS_S, EngineRoom
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.site_clock import ClockReading
from tests.services.office import Office, at


@pytest.mark.parametrize(
    ("before_due", "waits_s"),
    [
        (timedelta(milliseconds=50), 0.05),
        (timedelta(seconds=3), 3.0),
        (timedelta(hours=2), 15.0),
        (timedelta(), HELD_BY_OTHERS_S),
        (timedelta(minutes=-5), HELD_BY_OTHERS_S),
    ],
)
def test_an_engine_waits_for_the_next_due_and_a_little_where_others_have_it_in_hand(
    office: Office, furnished_url: str, before_due: timedelta, waits_s: float
) -> None:
    office.publish()
    office.at("09:00")
    office.ticket()
    now = at("12:00") - before_due
    store = Store.open(furnished_url, clock=lambda _database: ClockReading(now, is_simulated=False))
    assert EngineRoom(store).seconds_until_due(15.0) == pytest.approx(waits_s)
    store.close()
