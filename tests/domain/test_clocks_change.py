"""Semantics, section 4: changes of priority, policy, version and calendar; matching; no target."""

from datetime import UTC, date, timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.clock import ClockState, Ending
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, MONDAY, at
from tests.domain.promises import CUSTOMER, FIRST, OWNERSHIP, RESOLUTION, UPDATE, PromiseDesk, a_desk, promises

BREACHED, CANCELLED, PAUSED, RUNNING = (
    ClockState.BREACHED,
    ClockState.CANCELLED,
    ClockState.PAUSED,
    ClockState.RUNNING,
)
HOUR = timedelta(hours=1)


def named(name: str, order: int, condition: str, resolution: str, calendar: str = "Weekdays 08-18") -> Policy:
    """Make a policy with a condition and a target for the resolution."""
    policy = promises({"resolution": resolution, "calendar": f'"{calendar}"'}, f"order = {order}")
    with_condition = promises(steps=f"[applies_when]\n{condition}").applies_when
    return replace(policy, name=name, applies_when=with_condition)


# --- priority -----------------------------------------------------------------


def test_a_change_of_priority_carries_the_time_used_and_swaps_the_target() -> None:
    desk = a_desk(2).becomes("12:00", 1)
    assert desk.used() == 3 * HOUR
    assert (desk.cycles(RESOLUTION), desk.due()) == ([1], "Mon 13:00")
    assert desk.becomes("12:30", 3).due() == "Wed 09:00"


def test_a_change_of_priority_swaps_the_targets_of_all_running_clocks() -> None:
    desk = a_desk(2).becomes("09:15", 1)
    assert (desk.due(FIRST), desk.due(OWNERSHIP)) == ("Mon 10:00", "Mon 09:30")


def test_a_new_target_that_is_used_up_is_breached_at_the_moment_of_the_change() -> None:
    desk = a_desk(2).becomes("14:00", 1)
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 14:00")
    assert desk.clock().breach_cause == "policy_change"
    assert desk.due() == "Mon 13:00"


def test_a_new_target_that_is_used_up_to_the_minute_is_breached_by_the_change() -> None:
    desk = a_desk(2).becomes("13:00", 1)
    assert (desk.breached(), desk.clock().breach_cause) == ("Mon 13:00", "policy_change")


def test_a_new_target_with_a_minute_left_is_not_breached() -> None:
    desk = a_desk(2).becomes("12:59", 1)
    assert desk.state() is RUNNING


def test_a_used_up_target_breaches_a_paused_clock_too() -> None:
    desk = a_desk(2).pauses("14:00").becomes("16:00", 1)
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 16:00")
    assert desk.clock().breach_cause == "policy_change"


def test_a_priority_changed_while_paused_leaves_the_rest_of_the_new_target() -> None:
    desk = a_desk(2).pauses("10:00").becomes("12:00", 1)
    assert desk.due() is None
    assert desk.resumes("13:00").due() == "Mon 16:00"


def test_a_breach_stays_when_a_change_gives_more_time() -> None:
    desk = a_desk().becomes("14:00", 3)
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")
    assert desk.clock().breach_cause is None
    assert desk.due() == "Wed 09:00"


def test_the_steps_that_a_change_makes_late_follow_the_rule_for_late_steps() -> None:
    steps = "\n".join(f'[[step]]\nat = "{when}"\ndo = [{{ tag = "t" }}]' for when in ("50%", "75%", "at resolution"))
    desk = a_desk(2, promises(steps=steps.replace("%", "% of resolution")))
    desk.until("12:59").becomes("14:00", 1)
    assert desk.runs() == ["3"]
    assert desk.skipped() == {"1": "missed, policy change", "2": "missed, policy change"}


# --- no target ----------------------------------------------------------------


def test_without_a_target_the_clock_is_cancelled_and_its_used_time_kept() -> None:
    desk = a_desk().becomes("11:00", 4).until("17:00")
    assert desk.state() is CANCELLED
    assert desk.used() == 2 * HOUR


def test_without_a_target_the_waiting_steps_are_dropped_and_used_keys_stay_used() -> None:
    steps = "\n".join(f'[[step]]\nat = "{when} resolution"\ndo = [{{ tag = "t" }}]' for when in ("3h before", "at"))
    desk = a_desk(1, promises(steps=steps))
    assert desk.runs("10:00") == ["1"]
    desk.becomes("10:30", 4)
    assert desk.times() == {}
    desk.becomes("11:30", 1)
    assert desk.times() == {"2": "14:00"}


def test_a_clock_that_gets_its_target_back_goes_on_with_the_time_used() -> None:
    desk = a_desk().becomes("10:00", 4).becomes("12:00", 1)
    assert (desk.state(), desk.used(), desk.due()) == (RUNNING, HOUR, "Mon 15:00")
    assert desk.cycles(RESOLUTION) == [1]


def test_a_clock_that_gets_its_target_back_during_a_pause_is_paused() -> None:
    desk = a_desk().becomes("10:00", 4).pauses("11:00").becomes("12:00", 1)
    assert desk.state() is PAUSED
    assert desk.resumes("13:00").due() == "Mon 16:00"


def test_a_breach_outlives_the_loss_of_the_target() -> None:
    desk = a_desk().becomes("14:00", 4)
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")
    assert desk.becomes("15:00", 1).state() is BREACHED


def test_a_metric_that_gets_a_target_late_counts_from_its_start() -> None:
    desk = a_desk(4).pauses("10:00").resumes("11:00").becomes("12:00", 1)
    assert (desk.used(), desk.due()) == (2 * HOUR, "Mon 14:00")
    assert [stretch.paused_for for stretch in desk.clock().stretches] == [None, CUSTOMER, None]


def test_a_metric_that_gets_a_target_late_and_has_used_it_up_is_breached_by_the_change() -> None:
    desk = a_desk(4).becomes("15:00", 1)
    assert (desk.breached(), desk.clock().breach_cause) == ("Mon 15:00", "policy_change")


def test_a_metric_that_gets_a_target_late_during_a_pause_is_paused() -> None:
    desk = a_desk(4).pauses("10:00").becomes("12:00", 1)
    assert (desk.state(), desk.used()) == (PAUSED, HOUR)


def test_a_metric_that_gets_a_target_late_does_not_count_the_time_in_which_the_ticket_was_resolved() -> None:
    desk = a_desk(4).resolves("10:00").reopens("12:00").becomes("13:00", 1)
    assert (desk.used(), desk.due()) == (2 * HOUR, "Mon 15:00")


def test_a_metric_whose_turn_is_over_gets_no_clock_from_a_later_target() -> None:
    desk = a_desk(4).replies("10:00").becomes("12:00", 1)
    assert desk.cycles(FIRST) == []
    assert desk.due(UPDATE) == "Mon 14:00"


def test_a_ticket_that_no_policy_matches_has_no_clock() -> None:
    desk = a_desk(4, named("Urgent", 1, "priority = [1]", '{ 1 = "4h" }'))
    assert (desk.life.ticket.policy, desk.life.clocks) == (None, ())
    desk.pauses("10:00", CUSTOMER).resumes("10:30").moves("10:40", "Network")
    desk.resolves("11:00").reopens("12:00").becomes("13:00", 1)
    assert desk.life.ticket.policy == PolicyRef("Urgent", 1)
    assert (desk.cycles(RESOLUTION), desk.used()) == ([2], HOUR)


# --- policy -------------------------------------------------------------------


def test_matching_runs_when_the_ticket_is_created() -> None:
    first = named("Gold", 1, 'customer.plan = ["Gold"]', '{ 1 = "2h" }')
    desk = a_desk(1, promises(), first)
    assert desk.life.ticket.policy == PolicyRef("Gold", 1)
    applied = desk.history[-1].fact
    assert applied == events.PolicyApplied(PolicyRef("Gold", 1), ("Promises",), "created")


def test_matching_runs_when_a_field_that_a_policy_looks_at_changes() -> None:
    desk = a_desk(2, promises(), named("Printers", 1, 'category = ["Printers"]', '{ 2 = "6h" }'))
    assert desk.life.ticket.policy == PolicyRef("Promises", 1)
    desk.until("11:00").does(events.Categorised("Printers"))
    assert desk.life.ticket.policy == PolicyRef("Printers", 1)
    assert (desk.used(), desk.due(), desk.cycles(RESOLUTION)) == (2 * HOUR, "Mon 15:00", [1])


def test_matching_does_not_run_on_events_that_change_no_field() -> None:
    desk = a_desk(2, promises())
    desk.policies = (promises(), named("First", 0, "priority = [2]", '{ 2 = "6h" }'))
    desk.until("11:00").does(events.Noted("Looking."))
    assert desk.life.ticket.policy == PolicyRef("Promises", 1)
    desk.until("11:30").does(events.Tagged("vpn"))
    assert desk.life.ticket.policy == PolicyRef("First", 1)


def test_a_change_that_leaves_the_same_policy_makes_no_event() -> None:
    desk = a_desk(2).until("11:00")
    before = len(desk.history)
    desk.does(events.Tagged("vpn"))
    assert len(desk.history) == before + 1


def test_a_ticket_that_ceases_to_match_any_policy_loses_its_clocks() -> None:
    desk = a_desk(1, named("Urgent", 1, "priority = [1]", '{ 1 = "4h" }')).becomes("11:00", 2)
    assert desk.life.ticket.policy is None
    assert {clock.ending for clock in desk.life.clocks} == {Ending.CANCELLED}
    assert desk.due() == "Mon 13:00"


def test_one_act_that_changes_priority_and_policy_is_judged_by_the_policy_that_it_ends_at() -> None:
    normal = named("Normal", 2, "", '{ 1 = "1h", 2 = "8h" }')
    urgent = named("Urgent", 1, "priority = [1]", '{ 1 = "4h" }')
    desk = a_desk(2, normal, urgent).becomes("11:00", 1)
    assert desk.life.ticket.policy == PolicyRef("Urgent", 1)
    assert (desk.state(), desk.due()) == (RUNNING, "Mon 13:00")
    assert desk.clock().breach_cause is None


def test_a_real_breach_stays_through_an_act_that_changes_priority_and_policy() -> None:
    normal = named("Normal", 2, "", '{ 1 = "1h", 2 = "2h" }')
    urgent = named("Urgent", 1, "priority = [1]", '{ 1 = "4h" }')
    desk = a_desk(2, normal, urgent).becomes("11:00", 1)
    assert (desk.breached(), desk.clock().breach_cause) == ("Mon 11:00", None)


def test_another_policy_brings_its_own_pauses() -> None:
    deaf = replace(named("Deaf", 1, 'tags = ["vip"]', '{ 1 = "4h" }'), pauses={})
    desk = a_desk(1, promises(), deaf).pauses("10:00").until("11:00")
    desk.does(events.Tagged("vip"))
    assert desk.state() is RUNNING
    assert (desk.used(), desk.due()) == (HOUR, "Mon 14:00")
    desk.until("12:00").does(events.Tagged("vip", is_on=False))
    assert (desk.state(), desk.used()) == (PAUSED, 2 * HOUR)


def test_another_policy_brings_its_own_calendar_from_the_change_on() -> None:
    around = named("Around the clock", 1, 'tags = ["vip"]', '{ 1 = "10h" }', ALWAYS)
    desk = a_desk(1, promises(), around, clock="16:00").until("20:00")
    desk.does(events.Tagged("vip"))
    assert desk.used() == 2 * HOUR
    assert desk.due() == "Tue 04:00"
    desk.until("00:00", days=1).does(events.Tagged("vip", is_on=False))
    assert (desk.state(), desk.clock().breach_cause) == (BREACHED, "policy_change")


def test_publishing_a_version_touches_new_tickets_only() -> None:
    desk = a_desk()
    desk.policies = (promises(), replace(promises({"resolution": '{ 1 = "1h" }'}), version=2))
    desk.until("09:30").does(events.Tagged("vpn"))
    assert (desk.life.ticket.policy, desk.due()) == (PolicyRef("Promises", 1), "Mon 13:00")


def test_an_open_ticket_moves_to_a_version_by_an_explicit_act() -> None:
    desk = a_desk().until("11:00")
    newer = replace(promises({"resolution": '{ 1 = "3h" }'}), version=2)
    desk.policies = (promises(), newer)
    desk.does(events.PolicyApplied(PolicyRef("Promises", 2), (), "moved by hand"), by="root")
    assert (desk.life.ticket.policy, desk.due(), desk.used()) == (PolicyRef("Promises", 2), "Mon 12:00", 2 * HOUR)


# --- calendars ----------------------------------------------------------------


def test_a_holiday_added_at_noon_stops_the_clock_at_noon() -> None:
    desk = a_desk().until("12:00").has_holiday(MONDAY, at("12:00")).until("15:00")
    assert desk.used() == 3 * HOUR
    assert desk.due() == "Tue 09:00"


def test_earlier_time_stands_as_it_was_counted() -> None:
    desk = a_desk(2).until("12:00").has_holiday(MONDAY, at("12:00"))
    assert [desk.used(), desk.due()] == [3 * HOUR, "Tue 13:00"]
    desk.becomes("13:00", 1)
    assert (desk.used(), desk.due()) == (3 * HOUR, "Tue 09:00")


def test_a_breach_before_the_change_of_the_calendar_stands() -> None:
    desk = a_desk().until("13:30").has_holiday(MONDAY, at("13:30")).until("16:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")


def test_a_holiday_added_during_a_pause_costs_a_paused_clock_nothing() -> None:
    desk = a_desk().pauses("11:00").until("12:00").has_holiday(MONDAY, at("12:00"))
    assert desk.due() is None
    assert desk.resumes("14:00").due() == "Tue 10:00"
    assert desk.used() == 2 * HOUR


def test_a_holiday_of_one_calendar_leaves_clocks_on_another_alone() -> None:
    desk = a_desk(3, named("Around", 1, "", '{ 3 = "20h" }', ALWAYS)).until("10:00").has_holiday(MONDAY, at("10:00"))
    assert desk.due() == "Tue 05:00"
    assert desk.due(OWNERSHIP) == "Tue 09:00"


def test_the_clocks_count_elapsed_time_over_the_end_of_daylight_saving() -> None:
    week = {day: (WallInterval.parse("00:00-24:00"),) for day in Weekday}
    berlin = Calendar(ALWAYS, (CalendarVersion(1, None, CalendarRules.of("Europe/Berlin", week)),))
    desk = PromiseDesk(policies=(named("Around", 1, "", '{ 1 = "10h" }', ALWAYS),), now=at("20:00", days=12))
    desk.with_calendar(berlin).open(1)
    assert desk.due() == "Sun 06:00"
    assert desk.clock().started_at.tzinfo is UTC


def test_a_night_shift_gains_an_hour_at_the_end_of_daylight_saving() -> None:
    rules = CalendarRules.of("Europe/Berlin", {Weekday.SAT: (WallInterval.parse("22:00-06:00"),)})
    desk = PromiseDesk(policies=(named("Nights", 1, "", '{ 1 = "9h" }', ALWAYS),), now=at("12:00", days=12))
    desk.with_calendar(Calendar(ALWAYS, (CalendarVersion(1, None, rules),))).open(1)
    assert desk.due() == "Sun 05:00"


# --- targets in working days --------------------------------------------------


def test_a_day_of_a_target_is_a_mean_working_day_of_the_calendar() -> None:
    assert a_desk(1, promises({"resolution": '{ 1 = "1d 2h" }'})).due() == "Tue 11:00"


# --- targets by day -----------------------------------------------------------


def by_day(priority: int = 1, clock: str = "09:00") -> PromiseDesk:
    return a_desk(priority, promises({"resolution": '{ 1 = "1d 17:00", 2 = "2d 12:00" }'}), clock=clock)


def test_a_target_by_day_becomes_a_span_of_business_time_at_the_start() -> None:
    desk = by_day()
    assert desk.clock().target == 18 * HOUR
    assert desk.due() == "Tue 17:00"


def test_pauses_work_on_the_span_of_a_target_by_day() -> None:
    assert by_day().pauses("10:00").resumes("12:00").due() == "Wed 09:00"


def test_percentages_work_on_the_span_of_a_target_by_day() -> None:
    steps = '[[step]]\nat = "50% of resolution"\ndo = [{ tag = "half" }]'
    desk = a_desk(1, promises({"resolution": '{ 1 = "1d 17:00" }'}, steps=steps))
    assert desk.times() == {"1": "18:00"}


def test_carrying_over_works_on_the_span_from_the_start_of_the_clock() -> None:
    desk = by_day(2)
    assert desk.due() == "Wed 12:00"
    desk.becomes("10:00", 1, days=1)
    assert (desk.used(), desk.due()) == (11 * HOUR, "Tue 17:00")


def test_a_target_by_day_skips_holidays() -> None:
    desk = PromiseDesk(policies=(promises({"resolution": '{ 1 = "1d 17:00" }'}),))
    desk.has_holiday(date(2026, 10, 13), at("00:00")).open(1)
    assert desk.due() == "Wed 17:00"


def test_a_holiday_added_later_moves_a_target_by_day_by_its_business_time() -> None:
    desk = by_day().until("12:00").has_holiday(date(2026, 10, 13), at("12:00"))
    assert desk.due() == "Wed 17:00"
    assert desk.clock().target == 18 * HOUR


def test_a_target_by_day_is_not_told_anew_by_a_calendar_that_was_not_known_at_the_start() -> None:
    desk = by_day().has_holiday(MONDAY, at("14:00"))
    assert desk.clock().target == 18 * HOUR


def test_a_target_by_day_whose_span_is_no_time_is_due_at_the_start_without_a_cause() -> None:
    desk = a_desk(1, promises({"resolution": '{ 1 = "1d 08:00" }'}), clock="20:00")
    assert (desk.due(), desk.breached(), desk.clock().breach_cause) == ("Mon 20:00", "Mon 20:00", None)


def test_a_pause_at_the_start_of_a_clock_whose_span_is_no_time_does_not_undo_the_breach() -> None:
    desk = a_desk(1, promises({"resolution": '{ 1 = "1d 08:00" }'}), clock="20:00").pauses("20:00")
    assert (desk.state(), desk.due(), desk.breached()) == (BREACHED, "Mon 20:00", "Mon 20:00")


def test_a_span_of_no_time_is_due_at_the_start_of_the_clock_and_not_when_it_first_ran() -> None:
    policy = promises({"resolution": '{ 3 = "1d 08:00" }'})
    reopened = a_desk(4, policy, clock="20:00").resolves("20:00").reopens("21:00")
    paused = a_desk(4, policy, clock="20:00").pauses("20:00")
    for desk in (reopened, paused):
        desk.becomes("22:00", 3)
        assert (desk.due(), desk.breached(), desk.clock().breach_cause) == ("Mon 20:00", "Mon 22:00", "policy_change")


def test_a_target_by_day_that_comes_late_is_the_span_that_it_was_at_the_start_of_the_clock() -> None:
    tomorrow = date(2026, 10, 13)
    kept, changed = by_day(1), by_day(2)
    for desk in (kept, changed):
        desk.until("12:00").has_holiday(tomorrow, at("12:00"))
    changed.becomes("13:00", 1)
    assert (kept.due(), kept.clock().target) == ("Wed 17:00", 18 * HOUR)
    assert (changed.due(), changed.clock().target) == (kept.due(), kept.clock().target)


def test_holidays_between_the_start_and_a_late_target_by_day_do_not_use_it_up() -> None:
    desk = a_desk(4, promises({"resolution": '{ 3 = "1d 17:00" }'}), clock="05:41").until("07:43")
    desk.has_holiday(date(2026, 10, 13), at("07:43")).has_holiday(MONDAY, at("07:57")).becomes("07:57", 3)
    assert (desk.state(), desk.used(), desk.clock().target) == (RUNNING, 0 * HOUR, 19 * HOUR)
    assert desk.due() == "Thu 17:00"
