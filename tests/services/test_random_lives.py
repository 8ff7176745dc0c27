"""Random lives through the services on a real database: every clock agrees with the slow oracle, and all rebuilds."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.calendar_rules import WallInterval, Weekday
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import CalendarSource, Organisation
from desktop_escalation.domain.policy_export import write_policy
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.services.surroundings import look_around
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import save_organisation
from desktop_escalation.storage.lives import load_history, load_life
from tests.domain.desk import ALWAYS, OFFICE, a_directory
from tests.domain.slow_clocks import Hours, SlowTicket, minute_of, moment_of
from tests.domain.test_random_lives import METRICS, NORMAL, URGENT, VIP, choose
from tests.services.office import ROOT, speaking_for

MAREK, INGRID = speaking_for("marek"), speaking_for("ingrid")
MINUTES = st.sampled_from([0, 1, 30, 60, 90, 240, 600, 1440, 4 * 1440])
EXAMPLES = 4
REAL = {metric.value for metric in Metric if metric is not Metric.ACKNOWLEDGEMENT}


def furnish(url: str) -> None:
    """Make the site of the tests of the domain, with its three policies, in a database."""
    create_database(url, ROOT, simulated=True)
    people = a_directory()
    calendars = tuple(CalendarSource(name, calendar.versions[0].rules) for name, calendar in people.calendars.items())
    assert calendars[0].rules.week[Weekday.MON] == (WallInterval.parse("08:00-18:00"),)
    organisation = Organisation(
        people.site, calendars, tuple(people.tiers.values()), tuple(people.people.values()),
        tuple(people.teams.values()), (), tuple(people.templates.values()),
    )  # fmt: skip
    store = Store.open(url)
    with store.writing() as tx:
        save_organisation(tx, organisation, {calendar.name: calendar.rules for calendar in calendars}, "test")
        tx.advance_clock(datetime(2026, 10, 12, 8, tzinfo=UTC))
    store.close()
    with application(url) as app:
        for policy in (NORMAL, URGENT, VIP):
            app.policies.publish(ROOT, write_policy(policy), "policy.toml")


class LivesInDatabase(RuleBasedStateMachine):
    """One ticket that people, the customer and the engine work on through the services."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.app: Application = self.stack.enter_context(application(self.url))
        self.hours = {OFFICE: Hours(always=False), ALWAYS: Hours(always=True)}

    def teardown(self) -> None:
        try:
            report = self.app.check.check(ROOT, lambda _done, _total: None)
            assert report.differences == ()
        finally:
            self.stack.close()

    @initialize(priority=st.sampled_from(Priority), minutes=st.integers(0, 2880))
    def open_ticket(self, priority: Priority, minutes: int) -> None:
        self.move_clock(minutes)
        self.number = self.app.ticketing.new(MAREK, NewTicket("VPN", "Help", "priya@halden.example", "Desk", priority))
        self.slow = SlowTicket(self.hours, choose, minute_of(self.app.clock.show().now))
        self.seen = 0
        self._keep_up()

    @rule(minutes=MINUTES)
    def move_clock(self, minutes: int) -> None:
        self.app.clock.set(ROOT, self.app.clock.show().now + timedelta(minutes=minutes))

    @rule()
    def the_engine_runs(self) -> None:
        while self.app.climbing.run_pass().looked_at:
            pass

    @rule(act=st.sampled_from(["resume", "resolve", "reopen"]))
    def a_person_acts(self, act: str) -> None:
        self._try(lambda: getattr(self.app.ticketing, act)(MAREK, self.number))

    @rule(is_public=st.booleans())
    def a_person_writes(self, *, is_public: bool) -> None:
        write = self.app.ticketing.reply if is_public else self.app.ticketing.note
        self._try(lambda: write(MAREK, self.number, "Try again."))

    @precondition(lambda self: self.app.lists.show(ROOT, self.number).view.ticket.state != "closed")
    @rule()
    def the_customer_writes(self) -> None:
        self._try(lambda: self.app.ticketing.customer_message(MAREK, self.number, "Still broken."))

    @rule(login=st.sampled_from(["marek", "yuki", None]))
    def it_is_assigned(self, login: str | None) -> None:
        self._try(lambda: self.app.ticketing.assign(MAREK, self.number, login))

    @rule(team=st.sampled_from(["Desk", "Network", "Edge"]))
    def it_moves(self, team: str) -> None:
        self._try(lambda: self.app.ticketing.move(MAREK, self.number, team))

    @rule(priority=st.sampled_from(Priority))
    def its_priority_changes(self, priority: Priority) -> None:
        self._try(lambda: self.app.ticketing.priority(MAREK, self.number, priority))

    @rule(is_on=st.booleans())
    def its_tag_changes(self, *, is_on: bool) -> None:
        self._try(lambda: self.app.ticketing.tag(MAREK, self.number, "vip", is_on=is_on))

    @rule(reason=st.sampled_from(PendingReason), minutes=st.none() | MINUTES)
    def it_is_paused(self, reason: PendingReason, minutes: int | None) -> None:
        now = self.app.clock.show().now
        until = None if minutes is None else now + timedelta(minutes=minutes)
        self._try(lambda: self.app.ticketing.pause(MAREK, self.number, reason, until))

    @rule(metric=METRICS, minutes=st.none() | MINUTES)
    def its_due_time_changes(self, metric: Metric, minutes: int | None) -> None:
        due_at = None if minutes is None else self.app.clock.show().now + timedelta(minutes=minutes)
        self._try(lambda: self.app.ticketing.due(INGRID, self.number, metric, due_at, "agreed"))

    @rule(minutes=MINUTES)
    def it_is_acknowledged(self, minutes: int) -> None:
        until = self.app.clock.show().now + timedelta(minutes=minutes)
        self._try(lambda: self.app.ticketing.acknowledge(MAREK, self.number, until))

    @invariant()
    def every_clock_agrees_with_the_slow_one(self) -> None:
        page = self.app.lists.show(ROOT, self.number)
        self._keep_up()
        self.slow.live_until(minute_of(page.now))
        found = {
            (clock.metric, clock.cycle): (clock.used, clock.state.value)
            for clock in page.view.clocks
            if clock.metric.value in REAL
        }
        told = {
            (clock.metric, clock.cycle): (timedelta(minutes=len(clock.counted)), self.slow.state(clock))
            for clock in self.slow.clocks
        }
        assert found == told
        going = {(clock.metric, clock.cycle): self.slow.due(clock) for clock in self.slow.clocks if not clock.ending}
        for clock in page.view.clocks:
            key = (clock.metric, clock.cycle)
            if key in going:
                minute = going[key]
                assert clock.due_at == (None if minute is None else moment_of(minute))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused:
            return

    def _keep_up(self) -> None:
        with self.app.store.reading() as tx:
            stored = load_life(tx, self.number)
            around = look_around(tx, [stored.life])
            _, overdue = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
            history = (*load_history(tx, stored.id), *overdue)
        for event in history[self.seen :]:
            self.slow.takes(event)
        self.seen = len(history)


def test_random_lives_on_a_real_database(database_url: str) -> None:
    furnish(database_url)
    machine = type("Lives", (LivesInDatabase,), {"url": database_url})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
