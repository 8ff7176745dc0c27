"""A desk under a policy that promises something for every metric, with verbs for what people do to its ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from desktop_escalation.domain import acts
from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.events import Opened
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import OFFICE, Desk, a_policy, at

CUSTOMER, SUPPLIER = PendingReason.CUSTOMER, PendingReason.SUPPLIER
FIRST, NEXT, UPDATE = Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE
OWNERSHIP, RESOLUTION = Metric.OWNERSHIP, Metric.RESOLUTION

PROMISES = """
name = "Promises"
calendar = "Weekdays 08-18"
[targets]
first_response = { 1 = "1h", 2 = "2h", 3 = "4h" }
next_response = { 1 = "1h", 2 = "2h", 3 = "4h" }
update = { 1 = "4h", 2 = "8h", 3 = "8h" }
ownership = { 1 = "30m", 2 = "1h", 3 = "2h" }
resolution = { 1 = "4h", 2 = "8h", 3 = "20h" }
[pauses]
customer = ["next_response", "update", "resolution"]
supplier = ["resolution"]
"""


def promises(lines_by_name: Mapping[str, str] | None = None, head: str = "", steps: str = "") -> Policy:
    """Make the policy, with some lines replaced: {"resolution": '{ 1 = "1d 17:00" }', "supplier": "[]"}."""
    replaced = {} if lines_by_name is None else lines_by_name
    lines = [
        f"{name} = {replaced[name]}" if (name := line.split(" ")[0]) in replaced else line
        for line in PROMISES.splitlines()
    ]
    return a_policy("\n".join((head, *lines, steps)))


@dataclass
class PromiseDesk(Desk):
    """A desk whose policy promises something for every metric."""

    policies: tuple[Policy, ...] = field(default_factory=lambda: (promises(),))

    def numbered(self, number: str) -> Self:
        """Give the ticket another number."""
        first = self.history[0]
        assert isinstance(first.fact, Opened)
        self.history[0] = replace(first, fact=replace(first.fact, number=number))
        return self

    def replies(self, clock: str, days: int = 0) -> Self:
        """Answer the customer."""
        self.until(clock, days)
        self.adds(acts.reply(self.act(), self.caught_up(), "Try again."))
        return self

    def customer_writes(self, clock: str, days: int = 0) -> Self:
        """Take in a message of the customer."""
        self.until(clock, days)
        self.adds(acts.customer_message(self.act("customer"), self.caught_up(), "Still broken."))
        return self

    def pauses(
        self, clock: str, reason: PendingReason = CUSTOMER, days: int = 0, resume_at: datetime | None = None
    ) -> Self:
        """Let the ticket wait."""
        self.until(clock, days)
        self.adds(acts.pause(self.act(), self.caught_up(), reason, resume_at))
        return self

    def resumes(self, clock: str, days: int = 0) -> Self:
        """End the wait."""
        self.until(clock, days)
        self.adds(acts.resume(self.act(), self.caught_up()))
        return self

    def assigns(self, clock: str, login: str | None = "marek") -> Self:
        """Assign the ticket."""
        self.until(clock)
        self.adds(acts.assign(self.act(), self.caught_up(), login))
        return self

    def moves(self, clock: str, team: str, days: int = 0) -> Self:
        """Move the ticket."""
        self.until(clock, days)
        self.adds(acts.move(self.act(), self.caught_up(), self.directory.team(team)))
        return self

    def becomes(self, clock: str, priority: int, days: int = 0) -> Self:
        """Change the priority."""
        self.until(clock, days)
        self.adds(acts.set_priority(self.act(), self.caught_up(), Priority(priority)))
        return self

    def promises_due(
        self, clock: str, due: str, days: int = 0, metric: Metric = RESOLUTION, due_days: int | None = None
    ) -> Self:
        """Set a due time by hand."""
        self.until(clock, days)
        due_at = at(due, days if due_days is None else due_days)
        self.adds(acts.set_due(self.act(), self.caught_up(), metric, due_at, "agreed by phone"))
        return self

    def removes_due(self, clock: str, days: int = 0, metric: Metric = RESOLUTION) -> Self:
        """Take back a due time set by hand."""
        self.until(clock, days)
        self.adds(acts.remove_due(self.act(), self.caught_up(), metric, "a misunderstanding"))
        return self

    def resolves(self, clock: str, days: int = 0) -> Self:
        """Solve the ticket."""
        self.until(clock, days)
        self.adds(acts.resolve(self.act(), self.caught_up()))
        return self

    def reopens(self, clock: str, days: int = 0) -> Self:
        """Take the ticket back to work."""
        self.until(clock, days)
        self.adds(acts.reopen(self.act(), self.caught_up()))
        return self

    def takes_in(self, lost: "PromiseDesk", clock: str, days: int = 0) -> Self:
        """Merge another ticket into this one."""
        self.until(clock, days)
        lost.until(clock, days)
        away, absorbed = acts.merge(self.act(), lost.caught_up(), self.caught_up(), self.scene.rules)
        lost.adds(away)
        self.adds(absorbed)
        return self

    def has_holiday(self, day: date, from_at: datetime, calendar: str = OFFICE) -> Self:
        """Publish a version of a calendar with one more holiday, in force from a moment on."""
        old = self.directory.calendars[calendar]
        rules = replace(old.versions[-1].rules, holidays=(*old.versions[-1].rules.holidays, (day, "Founders' Day")))
        version = CalendarVersion(len(old.versions) + 1, from_at, rules)
        return self.with_calendar(Calendar(calendar, (*old.versions, version)))

    def with_calendar(self, calendar: Calendar) -> Self:
        """Put a calendar into force."""
        self.directory = replace(self.directory, calendars={**self.directory.calendars, calendar.name: calendar})
        return self

    def due(self, metric: Metric = RESOLUTION) -> str | None:
        """Tell when the latest clock of a metric is due, as weekday and time."""
        due_at = self.clock(metric).due_at(self.directory.calendars)
        return None if due_at is None else f"{due_at:%a %H:%M}"

    def next_due(self) -> str | None:
        """Tell the due time that is shown for the ticket."""
        countdown = next_countdown(self.life.clocks, self.directory.calendars)
        return None if countdown is None or countdown.due_at is None else f"{countdown.due_at:%a %H:%M}"

    def used(self, metric: Metric = RESOLUTION) -> timedelta:
        """Tell what the latest clock of a metric has counted by now."""
        return self.clock(metric).used(self.now, self.directory.calendars)

    def state(self, metric: Metric = RESOLUTION) -> ClockState:
        """Tell what the latest clock of a metric shows now."""
        return self.clock(metric).state(self.now, self.directory.calendars)

    def breached(self, metric: Metric = RESOLUTION) -> str | None:
        """Tell when the latest clock of a metric breached, as weekday and time."""
        breached_at = self.clock(metric).breach_at(self.now, self.directory.calendars)
        return None if breached_at is None else f"{breached_at:%a %H:%M}"

    def cycles(self, metric: Metric) -> list[int]:
        """List the cycles of a metric that have a clock."""
        return [clock.cycle for clock in self.life.clocks if clock.metric is metric]


def a_desk(priority: int = 1, *policies: Policy, clock: str = "09:00", team: str = "Desk") -> PromiseDesk:
    """Open a ticket on Monday at a time."""
    desk = PromiseDesk(policies=policies or (promises(),), now=at(clock))
    desk.open(priority, team)
    return desk
