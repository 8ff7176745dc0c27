"""An archive for the demo team: very many tickets, copied from its own past to other weeks of the year.

A copy is shifted by whole weeks to where every calendar opens and closes as it did around the original, so that every
clock comes out the same when it is rebuilt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from desktop_escalation.history.demo_acts import read_told_tickets
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage.copied_tickets import CopyableTicket, TicketCopy, read_copyable, write_copies
from desktop_escalation.storage.customers import load_all_customers, save_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.past_rows import continue_numbers_after

FIRST_ARCHIVED = 100_001
AT_ONCE = 500
WEEKS_BACK = 43
EARLIEST_ON = date(2026, 1, 6)
LEAN_SHARE = 0.7  # the wordiest tickets of the past are not copied
OPEN_ONE_IN = 50
TICKETS_OF_A_CUSTOMER = 400
ACTIVE = (State.NEW, State.OPEN, State.PENDING)

Progress = Callable[[int, int], None]
Shape = tuple[tuple[timedelta, ...], ...]


class _Slot(Struct, frozen=True):
    """A ticket of the past and by how many weeks its copies are moved back."""

    source: CopyableTicket
    weeks: int

    @property
    def begins_at(self) -> datetime:
        return min(self.source.moments()) - timedelta(weeks=self.weeks)


def add_archive(store: Store, count: int, progress: Progress) -> int:
    """Add this many copies to a demo team's database, in transactions of a few hundred; count them."""
    if count <= 0:
        return 0
    with store.reading() as tx:
        calendars = load_directory(tx).calendars
        sources = _lean(read_copyable(tx, (State.CLOSED,)))
        active = read_copyable(tx, ACTIVE)
        customers = load_all_customers(tx)
    told = {one.ticket.number for one in read_told_tickets()}
    names = _add_customers(store, customers, count)
    open_slots = [_Slot(source, 0) for source in active if source.number not in told]
    closed_slots = _slots(sources, calendars, count)
    shares = [(closed_slots, count - count // OPEN_ONE_IN), (open_slots, count // OPEN_ONE_IN)]
    copies = _copies(shares, names)
    done = 0
    while portion := list(islice(copies, AT_ONCE)):
        with store.writing() as tx:
            write_copies(tx, portion)
            continue_numbers_after(tx, FIRST_ARCHIVED + done + len(portion) - 1)
        done += len(portion)
        progress(done, count)
    return done


def _lean(sources: Sequence[CopyableTicket]) -> list[CopyableTicket]:
    """Leave out the wordiest tickets, and keep the order."""
    limit = sorted(source.length() for source in sources)[int(len(sources) * LEAN_SHARE)]
    return [source for source in sources if source.length() <= limit]


# --- where a copy fits --------------------------------------------------------


def _slots(sources: Sequence[CopyableTicket], calendars: Mapping[str, Calendar], count: int) -> list[_Slot]:
    """Find the weeks into which each ticket can be moved, the oldest first; few tickets need few weeks."""
    shape_of = _shapes(calendars)
    found = [_Slot(source, weeks) for source in sources for weeks in _fitting_weeks(source, shape_of)]
    wanted = max(len(sources), count // 8)
    step = max(1, len(found) // wanted)
    return sorted(found[::step], key=lambda slot: (slot.begins_at, slot.source.number))


def _fitting_weeks(source: CopyableTicket, shape_of: Callable[[date], Shape]) -> Iterator[int]:
    moments = list(source.moments())
    first_on, last_on = min(moments).date() - timedelta(days=1), max(moments).date() + timedelta(days=1)
    days = [first_on + timedelta(days=ahead) for ahead in range((last_on - first_on).days + 1)]
    own = [shape_of(day) for day in days]
    for weeks in range(1, WEEKS_BACK + 1):
        back = timedelta(weeks=weeks)
        if first_on - back < EARLIEST_ON:
            return
        if all(shape_of(day - back) == shape for day, shape in zip(days, own, strict=True)):
            yield weeks


def _shapes(calendars: Mapping[str, Calendar]) -> Callable[[date], Shape]:
    """Give a function that tells when all calendars open and close on a day, counted from its midnight in UTC."""

    @cache
    def shape(day: date) -> Shape:
        midnight = datetime.combine(day, time(), UTC)
        found = []
        for name in sorted(calendars):
            rules = calendars[name].rules_at(midnight)
            begins = rules.instant(datetime.combine(day, time())) - midnight
            openings = tuple(moment - midnight for opening in rules.openings(day, day) for moment in opening)
            found.append((begins, *openings))
        return tuple(found)

    return shape


# --- numbers and customers ----------------------------------------------------


def _add_customers(store: Store, customers: Sequence[Customer], count: int) -> Mapping[str, tuple[str, ...]]:
    """Give each customer colleagues of the same plan, so that nobody has very many tickets; list all by the first."""
    colleagues = count // (TICKETS_OF_A_CUSTOMER * len(customers))
    names: dict[str, tuple[str, ...]] = {}
    fresh: list[Customer] = []
    for customer in customers:
        local, _, host = customer.mail.partition("@")
        added = [
            replace(customer, mail=f"{local}.{number}@{host}", name=f"{customer.name} {number}")
            for number in range(2, colleagues + 2)
        ]
        fresh += added
        names[customer.mail] = (customer.mail, *(one.mail for one in added))
    with store.writing() as tx:
        save_customers(tx, fresh)
    return names


def _copies(shares: Sequence[tuple[list[_Slot], int]], names: Mapping[str, tuple[str, ...]]) -> Iterator[TicketCopy]:
    number = FIRST_ARCHIVED
    for slots, count in shares:
        for index, slot in enumerate(slots):
            shifted = slot.source.shifted(-timedelta(weeks=slot.weeks))
            for _ in range(count * (index + 1) // len(slots) - count * index // len(slots)):
                mails = names.get(shifted.customer or "", (shifted.customer,))
                yield TicketCopy(shifted, f"DE-{number}", mails[number % len(mails)])
                number += 1
