"""The clocks of a ticket side by side."""

from datetime import timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.clock_board import clock_board
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.standing import Level, Standing
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk, at
from tests.domain.ladders import desk_with, step

TARGETS = 'first_response = { 1 = "30m" }\nupdate = { 1 = "1h" }\nresolution = { 1 = "4h" }'


def standings(desk: Desk) -> tuple[Standing, ...]:
    calendars = desk.scene.rules.calendars
    return clock_board(desk.caught_up().clocks, calendars).standings(desk.now, calendars)


def short(desk: Desk) -> list[tuple[Metric, Level, int]]:
    return [(one.metric, one.level, one.left // timedelta(minutes=1)) for one in standings(desk)]


def promising() -> Desk:
    return desk_with(step("at resolution"), targets=TARGETS)


def test_each_clock_that_goes_on_counts_down() -> None:
    assert short(promising().until("09:20")) == [
        (Metric.FIRST_RESPONSE, Level.CRITICAL, 10),
        (Metric.RESOLUTION, Level.OK, 220),
    ]


def test_a_clock_that_was_met_shows_what_was_left_then() -> None:
    desk = promising().until("09:18").does(events.Replied("We are on it.")).until("09:50")
    met = standings(desk)[0]
    assert (met.metric, met.level, met.left) == (Metric.FIRST_RESPONSE, Level.MET, timedelta(minutes=12))
    assert (met.due_at, met.target) == (at("09:30"), timedelta(minutes=30))


def test_a_clock_that_was_met_late_has_less_than_nothing_left() -> None:
    desk = promising().until("09:45").does(events.Replied("We are on it."))
    assert short(desk)[0] == (Metric.FIRST_RESPONSE, Level.MET, -15)


def test_only_the_last_clock_of_a_metric_is_shown() -> None:
    desk = promising()
    for clock in ("09:10", "09:40", "10:00"):
        desk.until(clock).does(events.Replied("Still on it."))
    assert short(desk.until("10:20")) == [
        (Metric.FIRST_RESPONSE, Level.MET, 20),
        (Metric.UPDATE, Level.OK, 40),
        (Metric.RESOLUTION, Level.OK, 160),
    ]


def test_resolving_cancels_what_still_ran() -> None:
    assert short(promising().until("09:20").does(events.Resolved())) == [
        (Metric.FIRST_RESPONSE, Level.CANCELLED, 10),
        (Metric.RESOLUTION, Level.MET, 220),
    ]


def test_a_paused_clock_keeps_what_is_left() -> None:
    desk = promising().until("10:00").does(events.Replied("A word?"), events.Paused(PendingReason.CUSTOMER))
    assert short(desk.until("12:00"))[-1] == (Metric.RESOLUTION, Level.PAUSED, 180)


def test_a_ticket_without_a_policy_has_no_clocks() -> None:
    assert standings(Desk(policies=()).open()) == ()
