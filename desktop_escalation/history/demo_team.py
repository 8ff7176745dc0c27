"""The demo team: Harbour Support with its people, its policies and ninety days of work, made up from a seed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from msgspec import Struct

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.organisation_text import parse_organisation
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_text import parse_policy
from desktop_escalation.domain.rules import Rules, make_rules
from desktop_escalation.history.demo_acts import DEMO_AT, DEMO_FILES, LONDON, ToldTicket, read_told_tickets
from desktop_escalation.history.demo_arrivals import (
    HISTORY_BEGINS_AT,
    LAST_NUMBER,
    OFFICE_HOURS,
    all_arrivals,
    arrivals,
)
from desktop_escalation.history.demo_habits import Habits
from desktop_escalation.history.demo_saving import save_lives, save_messages, save_passes
from desktop_escalation.history.virtual_desk import VirtualDesk
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.directory_admin import DirectoryAdmin
from desktop_escalation.services.policy_admin import PolicyAdmin
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage import schema
from desktop_escalation.storage.customers import load_all_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.past_rows import continue_numbers_after
from desktop_escalation.storage.policies import Published, all_versions, latest, publish
from desktop_escalation.storage.queues import count_tickets

AFTERNOON_ENDS_AT = datetime(2026, 11, 24, 18, tzinfo=LONDON).astimezone(UTC)
FOUNDED_AT = datetime(2026, 1, 5, 9, tzinfo=LONDON).astimezone(UTC)
TICKETS = 600
FEWEST_TICKETS = 120
SEED = 1
ADMINISTRATOR, MANAGER = "ada", "helen"

# Each policy with its versions, and when the last of them was published; the others came about a month apart.
POLICIES: Mapping[str, tuple[int, datetime]] = {
    "vip-customers.toml": (11, datetime(2026, 8, 10, 10, tzinfo=LONDON)),
    "urgent-incidents.toml": (6, datetime(2026, 9, 3, 9, 30, tzinfo=LONDON)),
    "security-reports.toml": (3, datetime(2026, 5, 4, 11, tzinfo=LONDON)),
    "payroll-week.toml": (2, datetime(2026, 4, 20, 14, tzinfo=LONDON)),
    "silent-customer.toml": (4, datetime(2026, 7, 6, 15, tzinfo=LONDON)),
    "reopened-twice.toml": (1, datetime(2026, 3, 2, 10, tzinfo=LONDON)),
    "unassigned-too-long.toml": (8, datetime(2026, 8, 3, 9, tzinfo=LONDON)),
    "everything-else.toml": (5, datetime(2026, 6, 15, 16, tzinfo=LONDON)),
}
SHARED_OUT_AT = datetime(2026, 11, 24, 8, 45, tzinfo=LONDON).astimezone(UTC)
SWITCHED_OFF = "Reopened twice"
APART = timedelta(days=20)

Progress = Callable[[int, int], None]


class DemoTeam(Struct, frozen=True):
    """What was made: how many tickets, events, escalations and messages."""

    tickets: int
    events: int
    escalations: int
    messages: int


def make_demo_team(url: str, os_user: str, *, seed: int, tickets: int, progress: Progress) -> DemoTeam:
    """Make the demo team in a new database, or in one with a simulated clock that has no tickets yet."""
    create_where_missing(url)
    with opened(url) as store:
        refuse_unfit(store)
        import_team(store, os_user)
        desk = play_history(store, seed=seed, tickets=tickets)
        SiteClock(store).set(Asking(os_user, ADMINISTRATOR), DEMO_AT)
        return save_history(store, desk, progress)


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """Open a store, and close it at the end."""
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def create_where_missing(url: str) -> None:
    """Make the tables where there are none."""
    try:
        is_there = schema.status(url).number > 0
    except Refused:
        is_there = False
    if not is_there:
        schema.create(url, simulated=True)


def refuse_unfit(store: Store) -> None:
    """Refuse a database that somebody works with."""
    with store.reading() as tx:
        if not tx.is_simulated:
            raise Refused(
                f"the clock of {store.address} is the real one, and the demo team needs one that can be set: "
                "name a database that does not exist yet"
            )
        if count_tickets(tx):
            raise Refused(f"{store.address} has tickets already: name a database that does not exist yet")


# --- people and policies ------------------------------------------------------


def import_team(store: Store, os_user: str) -> None:
    """Import the organisation, and publish its policies version by version, as the year went."""
    clock, policies = SiteClock(store), PolicyAdmin(store)
    clock.set(Asking(os_user), FOUNDED_AT)
    text = DEMO_FILES.joinpath("organisation.toml").read_text(encoding="utf-8")
    DirectoryAdmin(store).import_organisation(Asking(os_user), text, "organisation.toml")
    for at, name, version in sorted(_publications()):
        if version < POLICIES[name][0]:
            _publish_earlier(store, at, name, version)
        else:
            clock.set(Asking(os_user, ADMINISTRATOR), at)
            policies.publish(Asking(os_user, MANAGER), policy_text(name, version), name)
    policies.off(Asking(os_user, MANAGER), SWITCHED_OFF)


def _publish_earlier(store: Store, at: datetime, name: str, version: int) -> None:
    """Publish what nobody is asked about any more; the last version is checked for faults, as everybody's is."""
    text = policy_text(name, version)
    with store.writing() as tx:
        tx.advance_clock(at)
        publish(tx, parse_policy(text, name), text, MANAGER)


def _publications() -> Iterator[tuple[datetime, str, int]]:
    for name, (versions, last_at) in POLICIES.items():
        for version in range(1, versions + 1):
            yield max(FOUNDED_AT, last_at.astimezone(UTC) - APART * (versions - version)), name, version


def policy_text(name: str, version: int) -> str:
    """Give the text of a version; the earlier ones gave people another time to act after an acknowledgement."""
    text = DEMO_FILES.joinpath(name).read_text(encoding="utf-8")
    earlier = POLICIES[name][0] - version
    if not earlier:
        return text
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("promise = ")]
    return "".join((*lines[:3], f'promise = "{30 + 5 * earlier}m"\n', *lines[3:]))


def demo_customers() -> tuple[Customer, ...]:
    """Read the customers of the demo team."""
    text = DEMO_FILES.joinpath("organisation.toml").read_text(encoding="utf-8")
    return parse_organisation(text, "organisation.toml").customers


# --- ninety days --------------------------------------------------------------


def play_history(store: Store, *, seed: int, tickets: int) -> VirtualDesk:
    """Play the ninety days in memory."""
    if tickets < FEWEST_TICKETS:
        raise Refused(f"the demo team has at least {FEWEST_TICKETS} tickets")
    told, customers = read_told_tickets(), demo_customers()
    desk = open_desk(store)
    habits = Habits(desk, seed, DEMO_AT, quiet_until=AFTERNOON_ENDS_AT + timedelta(minutes=5))
    desk.listeners.append(habits.react)
    calendar = desk.directory.calendars[OFFICE_HOURS]
    made = arrivals(seed, tickets, told, customers, calendar)
    told_by_number = {one.ticket.number: one for one in told}
    for ticket in all_arrivals(made, told):
        if ticket.number in told_by_number:
            _expect_told(desk, told_by_number[ticket.number])
        else:
            habits.expect(ticket)
    desk.later(SHARED_OUT_AT, lambda: habits.share_out("Network", spared="marek"))
    desk.play(until=DEMO_AT)
    return desk


def _expect_told(desk: VirtualDesk, told: ToldTicket) -> None:
    desk.later(told.ticket.opened_at, partial(desk.open, told.ticket))
    for act in told.acts:
        desk.later(act.at, partial(desk.act, act))


def open_desk(store: Store) -> VirtualDesk:
    """Set up a virtual desk with the people and the policies of a database."""
    with store.reading() as tx:
        directory = load_directory(tx)
        published = all_versions(tx)
        names = {policy.name for policy in latest(tx)}
        customers = {customer.mail: customer for customer in load_all_customers(tx)}
    in_force = [one for one in published if one.policy.name in names]
    return VirtualDesk(_RulesInTime.of(in_force, directory), directory, customers, HISTORY_BEGINS_AT)


class _RulesInTime(Struct, frozen=True):
    """The rules from each moment on, the latest first."""

    changes: tuple[tuple[datetime, Rules], ...]

    @classmethod
    def of(cls, published: list[Published], directory: Directory) -> "_RulesInTime":
        moments = sorted({HISTORY_BEGINS_AT, *(one.published_at for one in published)})
        recent = [at for at in moments if at >= HISTORY_BEGINS_AT]
        return cls(tuple((at, _rules_at(at, published, directory)) for at in reversed(recent)))

    def __call__(self, at: datetime) -> Rules:
        return next((rules for from_at, rules in self.changes if from_at <= at), self.changes[-1][1])


def _rules_at(at: datetime, published: list[Published], directory: Directory) -> Rules:
    in_force: dict[str, Policy] = {}
    for one in published:
        if one.published_at <= at:
            in_force[one.policy.name] = one.policy
    versions = make_rules((one.policy for one in published), {}, {}).versions
    return make_rules(in_force.values(), versions, directory.calendars)


def save_history(store: Store, desk: VirtualDesk, progress: Progress) -> DemoTeam:
    """Write what happened at a virtual desk into the database."""
    rules = desk.rules_at(DEMO_AT)
    numbers = sorted(desk.commits, key=lambda number: int(number.partition("-")[2]))
    commits = {number: desk.commits[number] for number in numbers}
    ids = save_lives(store, commits, rules, progress)
    messages = save_messages(store, commits, ids, DEMO_AT)
    save_passes(store, desk.looks, (HISTORY_BEGINS_AT, DEMO_AT))
    with store.writing() as tx:
        continue_numbers_after(tx, LAST_NUMBER)
    return DemoTeam(
        tickets=len(commits),
        events=sum(len(commit.events) for one in commits.values() for commit in one),
        escalations=sum(len(one[-1].life.ladder.escalations) for one in commits.values()),
        messages=messages,
    )
