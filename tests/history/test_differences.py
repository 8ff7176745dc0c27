"""What the rows of a log say happened, without any database."""

from datetime import UTC, datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.events import Fact
from desktop_escalation.domain.people import Organisation, Team, Tier
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.history.cast import cast_for
from desktop_escalation.history.differences import moments_of
from desktop_escalation.history.snapshot import Incident, Snapshot, Status

ORGANISATION = Organisation(tiers=(Tier(1, "Desk", "Desk"),), teams=(Team("Desk", 1, "24/7"),))
NEW, OPEN = Status(State.NEW), Status(State.OPEN)
RESOLVED, CLOSED = Status(State.RESOLVED), Status(State.CLOSED)
CUSTOMER = Status(State.PENDING, PendingReason.CUSTOMER)
SUPPLIER = Status(State.PENDING, PendingReason.SUPPLIER)


def a_row(
    hour: int,
    status: Status = OPEN,
    team: str | None = "Group 1",
    assignee: str | None = None,
    priority: Priority = Priority.NORMAL,
    category: str | None = "Network",
) -> Snapshot:
    at = datetime(2016, 3, 1, hour, tzinfo=UTC)
    return Snapshot(hour, "INC1", at, "Updated by 1", "VPN", "", status, team, assignee, priority, category, "Caller 1")


def facts_of(*rows: Snapshot) -> list[Fact]:
    """List all facts but the opening."""
    incident = Incident("INC1", rows)
    cast = cast_for([incident], ORGANISATION, {"Group 2": 2}).cast
    return [fact for moment in moments_of(incident, "INC1", cast) for fact in moment.facts][1:]


def after_opening(*rows: Snapshot) -> list[Fact]:
    return facts_of(a_row(0, NEW), *rows)


def test_the_first_row_opens_a_ticket_without_messages_at_its_own_time() -> None:
    incident = Incident("INC1", (a_row(3, NEW, team=None, category=None),))
    (moment,) = moments_of(incident, "INC1", cast_for([incident], ORGANISATION, {}).cast)
    (opened,) = moment.facts
    assert isinstance(opened, events.Opened)
    assert (opened.team, opened.tier, opened.team_calendar, opened.category) == ("Desk", 1, "24/7", None)
    assert (opened.customer, opened.has_messages) == ("caller-1@import.invalid", False)
    assert (moment.at.hour, moment.by.name, moment.by.is_human) == (3, "Updated by 1", True)


def test_a_ticket_may_begin_in_any_state() -> None:
    assert facts_of(a_row(0, OPEN)) == [events.Begun()]
    assert facts_of(a_row(0, SUPPLIER, assignee="Resolver 2")) == [
        events.Assigned("resolver-2"),
        events.Paused(PendingReason.SUPPLIER),
    ]
    assert facts_of(a_row(0, CLOSED)) == [events.Closed()]


def test_what_stays_the_same_writes_nothing() -> None:
    assert after_opening(a_row(1, NEW), a_row(2, NEW)) == []


def test_states_follow_each_other() -> None:
    states = (OPEN, CUSTOMER, CUSTOMER, SUPPLIER, OPEN, RESOLVED, RESOLVED, CLOSED)
    assert after_opening(*(a_row(hour, status) for hour, status in enumerate(states, 1))) == [
        events.Begun(),
        events.Paused(PendingReason.CUSTOMER),
        events.Paused(PendingReason.SUPPLIER),
        events.Resumed(),
        events.Resolved(),
        events.Closed(),
    ]


def test_a_pending_ticket_that_is_new_again_waits_no_longer_and_an_open_one_stays_open() -> None:
    assert after_opening(a_row(1, CUSTOMER), a_row(2, NEW)) == [
        events.Paused(PendingReason.CUSTOMER),
        events.Resumed(),
    ]
    assert after_opening(a_row(1, OPEN), a_row(2, NEW)) == [events.Begun()]


def test_going_back_to_work_reopens_before_anything_else_changes() -> None:
    back = a_row(2, CUSTOMER, team="Group 2", assignee="Resolver 3", priority=Priority.HIGH)
    assert after_opening(a_row(1, RESOLVED), back)[1:] == [
        events.Reopened(),
        events.Moved("Group 2", 2, "24/7"),
        events.Assigned("resolver-3"),
        events.PriorityChanged(Priority.HIGH),
        events.Paused(PendingReason.CUSTOMER),
    ]


def test_a_closed_ticket_can_go_back_to_work_or_to_being_resolved() -> None:
    assert after_opening(a_row(1, CLOSED), a_row(2, OPEN))[1:] == [events.Reopened()]
    assert after_opening(a_row(1, CLOSED), a_row(2, RESOLVED))[1:] == [events.Reopened(), events.Resolved()]


def test_other_columns_change_before_a_ticket_ends() -> None:
    end = a_row(1, RESOLVED, assignee="Resolver 1", category=None)
    assert after_opening(end) == [events.Assigned("resolver-1"), events.Categorised(None), events.Resolved()]


def test_who_keeps_a_moved_ticket_owns_it_there_too() -> None:
    here, there = a_row(1, assignee="Resolver 1"), a_row(2, team="Group 2", assignee="Resolver 1")
    assert after_opening(here, there)[-2:] == [events.Moved("Group 2", 2, "24/7"), events.Assigned("resolver-1")]


def test_a_group_that_goes_missing_is_a_move_to_the_default_team() -> None:
    assert after_opening(a_row(1, NEW, team=None), a_row(2, NEW)) == [
        events.Moved("Desk", 1, "24/7"),
        events.Moved("Group 1", 1, "24/7"),
    ]


def test_an_assignee_can_be_taken_away() -> None:
    assert after_opening(a_row(1, assignee="Resolver 1"), a_row(2))[-1] == events.Assigned(None)
