"""The acceptance ladder of the semantics, section 11, on the pure rules."""

from desktop_escalation.domain import events
from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import MONDAY, OFFICE, Desk, at


def a_desk() -> Desk:
    return Desk().open().does(events.Assigned("marek"))


def test_each_step_fires_at_its_own_time() -> None:
    desk = a_desk()
    assert desk.times() == {"1": "12:00", "2": "12:45", "3": "13:00", "4": "13:15", "5": "13:30", "6": "14:00"}
    fired = [
        desk.runs(clock) for clock in ("11:59", "12:00", "12:45", "13:00", "13:15", "13:30", "13:59", "14:00", "15:00")
    ]
    assert fired == [[], ["1"], ["2"], ["3"], ["4"], ["5"], [], ["6"], []]
    assert desk.life.ticket.team == "Edge"
    assert desk.told() == ["marek", "ingrid", "helen", "dep", "dora", "priya@halden.example"]


def test_a_pause_of_two_business_hours_moves_every_step_by_two() -> None:
    desk = a_desk().until("10:00").does(events.Paused(PendingReason.CUSTOMER))
    assert set(desk.times().values()) == {None}
    desk.until("12:00").does(events.Resumed())
    assert desk.times() == {"1": "14:00", "2": "14:45", "3": "15:00", "4": "15:15", "5": "15:30", "6": "16:00"}


def test_a_promise_without_progress_resumes_at_the_right_level_with_the_distances_kept() -> None:
    desk = a_desk()
    desk.runs("12:00")
    desk.runs("12:45")
    desk.until("12:46").acknowledges("13:31")
    assert desk.runs("13:30") == []
    assert desk.runs("13:31") == ["3"]
    assert desk.times() == {"4": "13:46", "5": "14:01", "6": "14:31"}
    assert desk.runs("13:46") == ["4"]
    assert desk.runs("14:01") == ["5"]
    assert desk.runs("14:31") == ["6"]


def test_a_promise_with_progress_skips_the_held_steps() -> None:
    desk = a_desk()
    desk.runs("12:00")
    desk.runs("12:45")
    desk.until("12:46").acknowledges("13:31").until("13:00").does(events.Noted("Swapped the router."))
    assert desk.runs("13:31") == []
    assert desk.skipped() == {"3": "acknowledged", "4": "acknowledged", "5": "acknowledged"}
    assert desk.runs("14:00") == ["6"]


def test_a_priority_change_carries_the_time_used() -> None:
    desk = Desk().open(priority=2).until("12:00").does(events.PriorityChanged(Priority.URGENT))
    assert desk.clock().due_at(desk.directory.calendars) == at("13:00")


def test_a_night_without_the_engine_fires_one_level_not_five() -> None:
    desk = a_desk()
    assert desk.runs("08:30", days=1) == ["6"]
    assert desk.life.ticket.team == "Edge"
    assert set(desk.skipped()) == {"1", "2", "3", "4", "5"}
    assert all(reason.startswith("missed") for reason in desk.skipped().values())
    assert "helen" not in desk.told()


def test_a_holiday_added_at_noon_moves_the_open_steps() -> None:
    desk = a_desk()
    desk.runs("12:00")
    calendar = desk.directory.calendars[OFFICE]
    rules = replace(calendar.versions[0].rules, holidays=((MONDAY, "Founders' Day"),))
    changed = Calendar(OFFICE, (*calendar.versions, CalendarVersion(2, at("12:00"), rules)))
    desk.directory = replace(desk.directory, calendars={**desk.directory.calendars, OFFICE: changed})
    assert desk.clock().due_at(desk.directory.calendars) == at("09:00", days=1)
    assert desk.times()["2"] == "08:45"
    assert desk.runs("17:00") == []


def test_every_step_has_its_receipt() -> None:
    desk = a_desk()
    for clock in ("12:00", "12:45", "13:00", "13:15", "13:30", "14:00"):
        desk.runs(clock)
    receipts = [receipt for decision in desk.decisions for receipt in decision.receipts]
    assert [receipt.escalation for receipt in receipts] == [1, 2, 3, 4, 5, 6]
    for one in receipts:
        sums = one.receipt.arithmetic
        assert sums.metric is Metric.RESOLUTION
        assert sums.counted == sums.threshold
        counted = [part.to_at - part.from_at for part in sums.intervals if part.counts]
        assert sum(counted, start=sums.counted - sums.counted) == sums.counted
