"""Every use case that writes, ready to be run on a busy help desk, each as one press of a button."""

from collections.abc import Callable

from msgspec import Struct

from desktop_escalation.app.application import application
from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import new_file
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.delivery import Attempt, Delivery, Sent
from desktop_escalation.domain.events import ENGINE, Event
from desktop_escalation.domain.life import evolve_all
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.organisation_text import parse_organisation
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.services.delivery import Deliveries
from desktop_escalation.services.directory_admin import DirectoryAdmin
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.services.policy_admin import PolicyAdmin
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.services.surroundings import look_around
from desktop_escalation.services.ticketing import Ticketing
from desktop_escalation.storage.calendars import save_calendars
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_life
from desktop_escalation.storage.messages import MessageRow, read_messages
from tests.services.office import ORGANISATION, ROOT, URGENT, Office, at, furnish, speaking_for

PRESSED = "the button"
COURIER = "a courier"
ADMIN, MAREK, INGRID = (
    Asking("root", operation=PRESSED),
    Asking("root", "marek", operation=PRESSED),
    Asking("root", "ingrid", operation=PRESSED),
)
CLOSED, ESCALATED, OTHER, PAUSED, RESOLVED, PARKED = (f"DE-{number}" for number in range(1, 7))
WITH_HOLIDAY = ORGANISATION.replace('holidays = ["2026-12-24"]', 'holidays = ["2026-10-20", "2026-12-24"]')
STRICTER = URGENT.replace('resolution = { 1 = "4h", 2 = "8h" }', 'resolution = { 1 = "3h", 2 = "8h" }')


def furnish_busy(url: str) -> None:
    """A desk on Monday the 19th at 13:00, when steps are due, with a ticket in each state."""
    furnish(url)
    with application(url) as app:
        office, marek = Office(app), speaking_for("marek")
        office.publish()
        office.at("09:00")
        app.ticketing.resolve(marek, office.ticket())
        office.at("09:00", day=19)
        app.climbing.run_pass()
        for priority in (Priority.URGENT, Priority.URGENT, Priority.NORMAL, Priority.URGENT, Priority.URGENT):
            office.ticket(priority=priority)
        app.ticketing.pause(marek, PAUSED, PendingReason.CUSTOMER, None)
        office.at("10:00", day=19)
        app.ticketing.resolve(marek, RESOLVED)
        for clock in ("12:00", "12:45"):
            office.at(clock, day=19)
            app.climbing.run_pass()
        _park(app.store)
        _forget_public_holidays(app.store)
        office.at("13:00", day=19)
        app.deliveries.claim(COURIER, NoticeChannel.DESKTOP, "ingrid", 1)


def _park(store: Store) -> None:
    with store.writing() as tx:
        stored = load_life(tx, PARKED)
        rules = look_around(tx, [stored.life]).rules
        parked = (Event(tx.now, ENGINE, events.Parked(11)),)
        save(tx, [Change(stored, evolve_all(stored.life, parked, rules), parked)], rules)


def _forget_public_holidays(store: Store) -> None:
    """As if a pack had not known them yet."""
    source = parse_organisation(ORGANISATION, "organisation.toml").calendars[0]
    with store.writing() as tx:
        save_calendars(tx, (source,), {source.name: source.rules})


def _in_hand(store: Store) -> Delivery:
    """The message that a courier had in hand, as it was handed over: before the first attempt."""
    with store.reading() as tx:
        (delivery,) = read_messages(tx, MessageRow.lease_by == COURIER, 1)
    return replace(delivery, attempts=0)


def _record(store: Store, sent: Sent) -> None:
    Deliveries(store, chance=lambda: 0.5).record(COURIER, _in_hand(store).id, sent)


class UseCase(Struct, frozen=True):
    """One thing that the product does, by the name of its method."""

    name: str
    run: Callable[[Store], object]


def _new(customer: str) -> Callable[[Store], object]:
    wish = NewTicket("Printer", "It smokes.", customer=customer, priority=Priority.URGENT, tags=("vip",))
    return lambda store: Ticketing(store).new(MAREK, wish)


LOG = new_file("router.log", "text/plain", b"down\r\n\x00")
PICTURE = new_file("photo.png", "image/png", bytes(range(256)))
UP = HandEscalation("security", "A break-in, it seems.", tier=3)

USE_CASES = (
    UseCase("new", _new("priya@halden.example")),
    UseCase("new of a stranger", _new("otto@halden.example")),
    UseCase("reply", lambda store: Ticketing(store).reply(MAREK, ESCALATED, "On it.")),
    UseCase("reply with files", lambda store: Ticketing(store).reply(MAREK, ESCALATED, "See.", (LOG, PICTURE))),
    UseCase("customer_message", lambda store: Ticketing(store).customer_message(MAREK, ESCALATED, "Any news?")),
    UseCase("customer_message on closed", lambda store: Ticketing(store).customer_message(MAREK, CLOSED, "Again!")),
    UseCase("note", lambda store: Ticketing(store).note(MAREK, ESCALATED, "The router is old.")),
    UseCase("assign", lambda store: Ticketing(store).assign(MAREK, ESCALATED, "aisha")),
    UseCase("move", lambda store: Ticketing(store).move(MAREK, ESCALATED, "Edge platform")),
    UseCase("priority", lambda store: Ticketing(store).priority(MAREK, PAUSED, Priority.HIGH)),
    UseCase("pause", lambda store: Ticketing(store).pause(MAREK, ESCALATED, PendingReason.CUSTOMER, at("16:00", 19))),
    UseCase("resume", lambda store: Ticketing(store).resume(MAREK, PAUSED)),
    UseCase("due", lambda store: Ticketing(store).due(INGRID, OTHER, Metric.RESOLUTION, at("17:00", 19), "agreed")),
    UseCase("tag", lambda store: Ticketing(store).tag(MAREK, ESCALATED, "vip", is_on=True)),
    UseCase("watch", lambda store: Ticketing(store).watch(MAREK, ESCALATED, None, is_on=True)),
    UseCase("resolve", lambda store: Ticketing(store).resolve(MAREK, ESCALATED)),
    UseCase("resolve with a word", lambda store: Ticketing(store).resolve(MAREK, ESCALATED, "Done.", is_public=True)),
    UseCase("reopen", lambda store: Ticketing(store).reopen(MAREK, RESOLVED)),
    UseCase("reopen with a note", lambda store: Ticketing(store).reopen(MAREK, RESOLVED, "It is down again.")),
    UseCase("acknowledge", lambda store: Ticketing(store).acknowledge(MAREK, ESCALATED, at("13:40", 19))),
    UseCase("unpark", lambda store: Ticketing(store).unpark(INGRID, PARKED)),
    UseCase("de_escalate", lambda store: Ticketing(store).de_escalate(INGRID, ESCALATED, "A false alarm.")),
    UseCase("escalate", lambda store: Ticketing(store).escalate(MAREK, ESCALATED, UP)),
    UseCase("escalate_for_customer", lambda store: Ticketing(store).escalate_for_customer(MAREK, OTHER, "Now!")),
    UseCase("hand_back", lambda store: Ticketing(store).hand_back(MAREK, ESCALATED, "wrong team", "It is Wi-Fi.")),
    UseCase("merge", lambda store: Ticketing(store).merge(MAREK, OTHER, ESCALATED)),
    UseCase(
        "import_organisation",
        lambda store: DirectoryAdmin(store).import_organisation(ADMIN, WITH_HOLIDAY, "organisation.toml"),
    ),
    UseCase(
        "add_person", lambda store: DirectoryAdmin(store).add_person(ADMIN, Person("yuki", "Yuki Mori"), ("Network",))
    ),
    UseCase("renew_holidays", lambda store: DirectoryAdmin(store).renew_holidays(ADMIN)),
    UseCase("publish", lambda store: PolicyAdmin(store).publish(ADMIN, STRICTER, "urgent.toml", move_open=True)),
    UseCase("off", lambda store: PolicyAdmin(store).off(ADMIN, "Urgent incidents", move_open=True)),
    UseCase("set", lambda store: SiteClock(store).set(ROOT, at("13:30", 19))),
    UseCase("run_pass", lambda store: Climbing(store, "engine").run_pass()),
    UseCase("claim", lambda store: Deliveries(store).claim("here", NoticeChannel.DESKTOP, "ingrid", 50)),
    UseCase("hold", lambda store: Deliveries(store).hold(COURIER, _in_hand(store))),
    UseCase("record_shown", lambda store: _record(store, Sent(Attempt.SHOWN, "d-bus"))),
    UseCase("record_given_up", lambda store: _record(store, Sent(Attempt.GIVEN_UP, "d-bus", "no"))),
    UseCase("keep_up", lambda store: Deliveries(store).keep_up()),
)
