"""Lists as the window shows them: their order, pages, groups, counts and personal queues."""

from datetime import timedelta

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.queue import OVER, Count, QueueQuery, Sort
from desktop_escalation.domain.queue_row import DueGroup, QueueRow, Resolution, due_group
from desktop_escalation.domain.standing import Countdown, Level, standing
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticket_pages import QueuePage
from desktop_escalation.storage.directory import set_active
from tests.services.office import ROOT, Office, at, speaking_for

CALENDAR = "Weekdays 08-18 London"
HOUR = timedelta(hours=1)
MAREK, JONAS, AISHA, INGRID = (speaking_for(login) for login in ("marek", "jonas", "aisha", "ingrid"))


def page(office: Office, query: QueueQuery | None = None) -> QueuePage:
    return office.app.pages.page(ROOT, query or QueueQuery())


def numbers(office: Office, query: QueueQuery | None = None) -> list[str]:
    return [row.number for row in page(office, query).rows]


def row_of(office: Office, number: str) -> QueueRow:
    return next(row for row in page(office).rows if row.number == number)


@pytest.fixture
def queue(office: Office) -> Office:
    """Three urgent tickets of which the second is paused, and one without a policy."""
    office.publish()
    for clock in ("09:00", "09:30", "10:00"):
        office.at(clock)
        office.ticket()
    office.ticket(priority=Priority.LOW)
    office.app.ticketing.pause(MAREK, "DE-2", PendingReason.CUSTOMER, None)
    return office


def test_a_row_has_all_that_a_list_shows(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("09:10")
    office.app.ticketing.assign(MAREK, number, "marek")
    assert page(office).rows == (
        QueueRow(
            id=1,
            number="DE-1",
            subject="VPN drops",
            state=State.OPEN,
            pending_reason=None,
            priority=Priority.URGENT,
            tier=1,
            team="Desk Leeds",
            assignee="marek",
            assignee_name="Marek Dvořák",
            customer="priya@halden.example",
            customer_name="Priya Nair",
            organisation="Halden Logistics",
            created_at=at("09:00"),
            updated_at=at("09:10"),
            countdown=Countdown(Metric.RESOLUTION, 4 * HOUR, at("13:00"), CALENDAR),
        ),
    )


def test_running_clocks_come_by_due_then_paused_ones_then_what_has_no_target(queue: Office) -> None:
    assert numbers(queue) == ["DE-1", "DE-3", "DE-2", "DE-4"]
    assert row_of(queue, "DE-2").countdown == Countdown(
        Metric.RESOLUTION, 4 * HOUR, None, CALENDAR, timedelta(hours=3, minutes=30)
    )
    assert row_of(queue, "DE-4").countdown is None


def test_of_several_paused_clocks_the_one_with_least_left_comes_first(queue: Office) -> None:
    queue.app.ticketing.pause(MAREK, "DE-3", PendingReason.CUSTOMER, None)
    queue.at("10:20")
    queue.app.ticketing.pause(MAREK, "DE-1", PendingReason.CUSTOMER, None)
    assert numbers(queue) == ["DE-1", "DE-2", "DE-3", "DE-4"]


def test_a_clock_that_is_over_stays_first_and_counts_on(queue: Office) -> None:
    queue.at("14:30")
    queue.app.climbing.run_pass()
    shown = page(queue)
    assert [row.number for row in shown.rows] == ["DE-1", "DE-3", "DE-2", "DE-4"]
    countdown = shown.rows[0].countdown
    assert countdown is not None
    stands = standing(countdown, shown.now, shown.calendars)
    assert (stands.level, stands.left) == (Level.BREACHED, -1.5 * HOUR)


def test_a_due_time_set_by_hand_is_counted_down_with_what_is_used_by_then_as_target(queue: Office) -> None:
    queue.app.ticketing.due(INGRID, "DE-1", Metric.RESOLUTION, at("15:00"), "agreed")
    assert numbers(queue) == ["DE-3", "DE-1", "DE-2", "DE-4"]
    assert row_of(queue, "DE-1").countdown == Countdown(Metric.RESOLUTION, 6 * HOUR, at("15:00"), CALENDAR)
    assert queue.has_no_differences()


def test_only_people_and_customers_update_a_ticket(queue: Office) -> None:
    queue.at("12:45")
    assert queue.app.climbing.run_pass().fired == 1
    moved = row_of(queue, "DE-1")
    assert (moved.tier, moved.team, moved.updated_at) == (2, "Network", at("09:00"))
    queue.app.ticketing.customer_message(MAREK, "DE-1", "Still broken")
    assert row_of(queue, "DE-1").updated_at == at("12:45")
    assert numbers(queue, QueueQuery(sort=Sort.UPDATED, is_descending=True)) == ["DE-1", "DE-4", "DE-3", "DE-2"]


ORDERS: dict[tuple[Sort, bool], list[str]] = {
    (Sort.DUE, False): ["DE-1", "DE-3", "DE-2", "DE-4"],
    (Sort.DUE, True): ["DE-4", "DE-2", "DE-3", "DE-1"],
    (Sort.PRIORITY, False): ["DE-1", "DE-3", "DE-2", "DE-4"],
    (Sort.PRIORITY, True): ["DE-4", "DE-1", "DE-3", "DE-2"],
    (Sort.NUMBER, False): ["DE-1", "DE-2", "DE-3", "DE-4"],
    (Sort.NUMBER, True): ["DE-4", "DE-3", "DE-2", "DE-1"],
    (Sort.UPDATED, False): ["DE-1", "DE-2", "DE-3", "DE-4"],
    (Sort.UPDATED, True): ["DE-4", "DE-3", "DE-2", "DE-1"],
}


@pytest.mark.parametrize(
    "of",
    [
        QueueQuery(),
        QueueQuery(is_unassigned=True),
        QueueQuery(team="Desk Leeds", tier=1),
        QueueQuery(watched_by="helen"),
        QueueQuery(watched_by="helen", team="Desk Leeds"),
    ],
    ids=["all", "unassigned", "a team", "watched", "watched in a team"],
)
def test_pages_of_one_ticket_give_the_whole_list_in_each_order(queue: Office, of: QueueQuery) -> None:
    for number in ("DE-1", "DE-2", "DE-3", "DE-4"):
        queue.app.ticketing.watch(ROOT, number, "helen", is_on=True)
    for (sort, is_descending), expected in ORDERS.items():
        query = replace(of, sort=sort, is_descending=is_descending)
        found: list[str] = []
        after = None
        for _ in expected:
            shown = queue.app.pages.page(ROOT, query, after, limit=1)
            found += [row.number for row in shown.rows]
            after = shown.next
        assert found == expected, query
        last = queue.app.pages.page(ROOT, query, after, limit=1)
        assert (last.rows, last.next) == ((), None)


def test_a_list_is_of_a_tier_a_team_or_a_person(queue: Office) -> None:
    queue.app.ticketing.assign(MAREK, "DE-3", "marek")
    queue.at("12:45")
    queue.app.climbing.run_pass()
    assert numbers(queue, QueueQuery(tier=2)) == ["DE-1"]
    assert numbers(queue, QueueQuery(team="Desk Leeds")) == ["DE-3", "DE-2", "DE-4"]
    assert numbers(queue, QueueQuery(assignee="marek")) == ["DE-3"]
    assert numbers(queue, QueueQuery(is_unassigned=True)) == ["DE-1", "DE-2", "DE-4"]
    assert numbers(queue, QueueQuery(assignee="marek", team="Desk Leeds", tier=1)) == ["DE-3"]
    assert numbers(queue, QueueQuery(assignee="marek", tier=2)) == []
    assert numbers(queue, QueueQuery(assignee="marek", is_unassigned=True)) == []
    assert numbers(queue, QueueQuery(customer="Priya@Halden.example", priority=4)) == ["DE-4"]


def test_what_breaches_soon_runs_and_is_over_or_due_within_a_time(queue: Office) -> None:
    assert numbers(queue, QueueQuery(due_within=2 * HOUR)) == []
    queue.at("12:00")
    assert numbers(queue, QueueQuery(due_within=2 * HOUR)) == ["DE-1", "DE-3"]
    assert numbers(queue, QueueQuery(due_within=timedelta())) == []
    queue.at("13:00")
    assert numbers(queue, QueueQuery(due_within=timedelta())) == ["DE-1"]


def test_a_resolved_ticket_is_listed_only_where_that_is_asked_for(queue: Office) -> None:
    queue.app.ticketing.resolve(MAREK, "DE-1")
    assert "DE-1" not in numbers(queue)
    assert numbers(queue, QueueQuery(states=(State.RESOLVED,))) == ["DE-1"]


def test_resolved_tickets_are_listed_by_when_they_were_resolved_with_how_their_clocks_ended(queue: Office) -> None:
    for clock, number in (("11:00", "DE-4"), ("11:30", "DE-3"), ("13:30", "DE-1")):
        queue.at(clock)
        queue.app.ticketing.assign(MAREK, number, "jonas" if number == "DE-3" else "marek")
        queue.app.ticketing.resolve(MAREK, number)
    resolved = QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True)
    assert [(row.number, row.resolution) for row in page(queue, resolved).rows] == [
        ("DE-1", Resolution(at("13:30"), Level.BREACHED)),
        ("DE-3", Resolution(at("11:30"), Level.MET)),
        ("DE-4", Resolution(at("11:00"), None)),
    ]
    assert numbers(queue, replace(resolved, assignee="marek")) == ["DE-1", "DE-4"]
    assert numbers(queue, replace(resolved, is_descending=False)) == ["DE-4", "DE-3", "DE-1"]
    assert all(row.resolution is None for row in page(queue, replace(resolved, sort=Sort.NUMBER)).rows)


def test_a_reopened_ticket_is_resolved_no_more_and_a_closed_one_is(queue: Office) -> None:
    resolved = QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True)
    for number in ("DE-1", "DE-3"):
        queue.app.ticketing.resolve(MAREK, number)
    queue.app.ticketing.reopen(MAREK, "DE-1")
    assert numbers(queue, resolved) == ["DE-3"]
    queue.at("11:00", day=26)
    queue.app.climbing.run_pass()
    assert queue.look("DE-3").ticket.state is State.CLOSED
    assert numbers(queue, resolved) == ["DE-3"]
    assert queue.has_no_differences()


def test_pages_of_one_ticket_give_all_that_are_resolved(queue: Office) -> None:
    for number in ("DE-3", "DE-1", "DE-4"):
        queue.app.ticketing.assign(MAREK, number, "marek")
        queue.app.ticketing.resolve(MAREK, number)
    for assignee in (None, "marek"):
        query = QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True, assignee=assignee)
        found: list[str] = []
        after = None
        for _ in range(3):
            shown = queue.app.pages.page(ROOT, query, after, limit=1)
            found += [row.number for row in shown.rows]
            after = shown.next
        # All at one moment, as the clock stands: the newest ticket comes first.
        assert found == ["DE-4", "DE-3", "DE-1"]
        assert queue.app.pages.page(ROOT, query, after, limit=1).rows == ()


def test_an_unknown_team_tier_or_person_is_refused(office: Office) -> None:
    for query in (QueueQuery(team="Desk Leed"), QueueQuery(tier=9), QueueQuery(escalated_to="mare")):
        with pytest.raises(Refused, match="there is no"):
            page(office, query)


def test_somebody_who_left_keeps_the_name_in_lists(queue: Office) -> None:
    queue.app.ticketing.assign(MAREK, "DE-1", "marek")
    with queue.app.store.writing() as tx:
        set_active(tx, "marek", is_active=False)
    assert row_of(queue, "DE-1").assignee_name == "Marek Dvořák"


def test_a_ticket_that_cannot_be_read_any_more_is_listed_like_the_others(queue: Office) -> None:
    with queue.app.store.writing() as tx:
        tx.sql("UPDATE ticket SET past = '{', watchers = '{' WHERE number = 'DE-1'")
        tx.sql("UPDATE clock SET document = '{' WHERE ticket_id = 1")
    assert numbers(queue) == ["DE-1", "DE-3", "DE-2", "DE-4"]


def test_lists_follow_a_calendar_that_changes(queue: Office) -> None:
    for number in ("DE-1", "DE-2"):
        queue.app.ticketing.watch(AISHA, number, None, is_on=True)
    queue.app.ticketing.due(INGRID, "DE-3", Metric.RESOLUTION, at("15:00"), "agreed")
    lunch = (
        f'[[calendar]]\nname = "{CALENDAR}"\nzone = "Europe/London"\n'
        'week = { mon = ["08:00-12:00", "13:00-18:00"], tue = ["08:00-18:00"] }\n'
    )
    queue.app.directory.import_organisation(ROOT, lunch, "calendar.toml")
    dues = {row.number: row.countdown for row in page(queue).rows}
    assert dues["DE-1"] == Countdown(Metric.RESOLUTION, 4 * HOUR, at("14:00"), CALENDAR)
    # What is used by a due time set by hand changes, though the due time does not.
    assert dues["DE-3"] == Countdown(Metric.RESOLUTION, 4 * HOUR, at("15:00"), CALENDAR)
    watched = page(queue, QueueQuery(watched_by="aisha")).rows
    assert [row.countdown for row in watched] == [dues["DE-1"], dues["DE-2"]]
    assert queue.has_no_differences()


# --- personal queues ----------------------------------------------------------


def escalated_to(office: Office, login: str) -> list[str]:
    return numbers(office, QueueQuery(escalated_to=login))


def test_what_a_person_watches_is_listed_until_it_is_resolved(queue: Office) -> None:
    for number in ("DE-3", "DE-1"):
        queue.app.ticketing.watch(AISHA, number, None, is_on=True)
    watched = QueueQuery(watched_by="aisha")
    assert numbers(queue, watched) == ["DE-1", "DE-3"]
    queue.app.ticketing.watch(AISHA, "DE-1", None, is_on=False)
    assert numbers(queue, watched) == ["DE-3"]
    queue.app.ticketing.resolve(MAREK, "DE-3")
    assert numbers(queue, watched) == []
    assert queue.has_no_differences()


def test_watched_tickets_are_listed_by_their_states_however_many_others_come_before_them(queue: Office) -> None:
    queue.app.ticketing.assign(MAREK, "DE-1", "marek")
    for number in ("DE-1", "DE-3"):
        queue.app.ticketing.watch(AISHA, number, None, is_on=True)
    first = queue.app.pages.page(ROOT, QueueQuery(states=(State.NEW,), watched_by="aisha"), limit=1)
    assert [row.number for row in first.rows] == ["DE-3"]


def test_a_list_of_watched_tickets_follows_what_becomes_of_their_clocks(queue: Office) -> None:
    for number in ("DE-3", "DE-1"):
        queue.app.ticketing.watch(AISHA, number, None, is_on=True)
    queue.app.ticketing.pause(MAREK, "DE-1", PendingReason.CUSTOMER, None)
    assert numbers(queue, QueueQuery(watched_by="aisha")) == ["DE-3", "DE-1"]
    assert queue.has_no_differences()


def test_a_move_up_reaches_the_new_team_until_somebody_acknowledges(queue: Office) -> None:
    queue.at("12:45")
    queue.app.climbing.run_pass()
    assert escalated_to(queue, "jonas") == escalated_to(queue, "aisha") == ["DE-1"]
    assert escalated_to(queue, "marek") == []
    queue.app.ticketing.assign(JONAS, "DE-1", "jonas")
    queue.app.ticketing.acknowledge(JONAS, "DE-1", None)
    assert escalated_to(queue, "jonas") == ["DE-1"]
    assert escalated_to(queue, "aisha") == []
    assert queue.has_no_differences()


def test_whoever_was_told_of_an_escalation_has_it_listed_until_it_is_closed(queue: Office) -> None:
    queue.at("12:45")
    queue.app.climbing.run_pass()
    queue.app.ticketing.acknowledge(JONAS, "DE-1", None)
    assert escalated_to(queue, "ingrid") == ["DE-1"]
    queue.app.ticketing.hand_back(JONAS, "DE-1", "solved in part", "the tunnel is up again")
    assert escalated_to(queue, "ingrid") == escalated_to(queue, "jonas") == []
    assert queue.has_no_differences()


def test_a_ticket_that_came_in_several_ways_is_listed_once(queue: Office) -> None:
    wish = HandEscalation("needs expertise", "routing is beyond us", team="Network", person="jonas")
    queue.app.ticketing.escalate(MAREK, "DE-3", wish)
    queue.app.ticketing.escalate(MAREK, "DE-4", wish)
    assert escalated_to(queue, "jonas") == ["DE-3", "DE-4"]
    first = queue.app.pages.page(ROOT, QueueQuery(escalated_to="jonas"), limit=1)
    second = queue.app.pages.page(ROOT, QueueQuery(escalated_to="jonas"), first.next, limit=1)
    assert [row.number for row in (*first.rows, *second.rows)] == ["DE-3", "DE-4"]
    assert queue.app.pages.counts(JONAS).escalated == Count(2, 0)


# --- counts -------------------------------------------------------------------


def test_each_list_is_counted_with_what_is_over_in_it(queue: Office) -> None:
    queue.app.ticketing.assign(MAREK, "DE-3", "marek")
    queue.app.ticketing.watch(MAREK, "DE-1", None, is_on=True)
    queue.at("13:00")
    queue.app.climbing.run_pass()
    counts = queue.app.pages.counts(MAREK)
    assert (counts.mine, counts.watching, counts.unassigned) == (Count(1, 0), Count(1, 1), Count(3, 1))
    assert (counts.soon, counts.all) == (Count(2, 1), Count(4, 1))
    assert counts.tiers == {1: Count(3, 0), 2: Count(1, 1)}
    assert counts.teams == {"Desk Leeds": Count(3, 0), "Network": Count(1, 1)}
    # The notice that DE-3 is due in an hour, which nobody has acknowledged.
    assert counts.escalated == Count(1, 0)
    assert queue.app.pages.counts(JONAS).escalated == Count(1, 1)


def test_an_empty_help_desk_has_nothing_in_any_list(office: Office) -> None:
    counts = office.app.pages.counts(ROOT)
    assert {counts.mine, counts.escalated, counts.soon, counts.unassigned, counts.watching, counts.all} == {Count()}
    assert (counts.tiers, counts.teams) == ({}, {})
    assert office.app.pages.group_counts(ROOT, QueueQuery()) == {}


def test_groups_are_counted_as_the_rows_of_the_list_fall_into_them(queue: Office) -> None:
    for number in ("DE-1", "DE-2", "DE-4"):
        queue.app.ticketing.watch(ROOT, number, "helen", is_on=True)
    for now in (at("10:00"), at("12:35"), at("13:30"), at("14:30", 13)):
        if now > at("10:00"):
            queue.app.clock.set(ROOT, now)
        compare_groups(queue)


def compare_groups(queue: Office) -> None:
    for query in (QueueQuery(), QueueQuery(watched_by="helen"), QueueQuery(priority=1)):
        shown = page(queue, query)
        groups = [due_group(row, shown.now, shown.zone) for row in shown.rows]
        assert groups == sorted(groups, key=list(DueGroup).index)
        counted = queue.app.pages.group_counts(ROOT, query)
        assert counted == {group: groups.count(group) for group in groups}
        assert list(counted) == list(dict.fromkeys(groups))
