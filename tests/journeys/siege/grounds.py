"""A help desk with very many due steps: one ticket made by the product, and copies of it at other times.

All calendars are open day and night, so a copy is sound wherever it is moved to.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.app.application import application
from desktop_escalation.domain.ticket import Priority, State
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.storage.copied_tickets import CopyableTicket, TicketCopy, read_copyable, write_copies
from desktop_escalation.storage.database import Store

# The owner of the tests' server, and of the file: a named person, so that he or she can promise and act.
SOMEBODY = Asking("postgres")
STEPS = 5
STEP_EVERY = timedelta(seconds=4)
BEFORE_DUE, AFTER_DUE = 2 * STEP_EVERY, 2 * STEP_EVERY
TARGET = timedelta(hours=1)
AT_ONCE = 500

ORGANISATION = """
[site]
name = "Harbour Support"
zone = "UTC"
number_prefix = "DE-"

[[calendar]]
name = "Always"
zone = "UTC"
week = { mon = ["00:00-24:00"], tue = ["00:00-24:00"], wed = ["00:00-24:00"], thu = ["00:00-24:00"], \
fri = ["00:00-24:00"], sat = ["00:00-24:00"], sun = ["00:00-24:00"] }

[[tier]]
level = 1
name = "Service Desk"
default_team = "Leeds"

[[tier]]
level = 2
name = "Specialists"
default_team = "Network"

[[tier]]
level = 3
name = "Engineering"
default_team = "Edge"

[[person]]
login = "marek"
name = "Marek"
mail = "marek@harbour.example"
role = "lead"
os_user = "postgres"

[[person]]
login = "aisha"
name = "Aisha"
mail = "aisha@harbour.example"
channels = ["desktop"]

[[person]]
login = "ingrid"
name = "Ingrid"
mail = "ingrid@harbour.example"
role = "lead"

[[person]]
login = "helen"
name = "Helen"
mail = "helen@harbour.example"
role = "manager"
channels = ["mail"]

[[team]]
name = "Leeds"
tier = 1
calendar = "Always"
members = ["marek", "aisha"]
lead = "ingrid"
manager = "helen"

[[team]]
name = "Network"
tier = 2
calendar = "Always"
members = ["aisha", "marek"]
lead = "marek"
manager = "helen"

[[team]]
name = "Edge"
tier = 3
calendar = "Always"
members = ["aisha"]
lead = "ingrid"
manager = "helen"

[[customer]]
name = "Priya Nair"
mail = "priya@halden.example"
organisation = "Halden Logistics"
language = "en"

[[template]]
name = "sorry-late"
language = "en"
subject = "[{ticket.number}] {ticket.subject}: we are late"
body = "Hello {customer.name}, we promised to solve this by {resolution.due_at} and have not."
"""

# The grace is long: whatever the faults do, each step is to fire and none to be passed over as missed.
POLICY = """
name = "Siege"
order = 10
calendar = "Always"
grace = "2h"

[targets]
resolution = { 1 = "1h" }

[pauses]
customer = ["resolution"]

[[step]]
at = "8s before resolution"
do = [{ involve = ["assignee", "lead"] }]

[[step]]
at = "4s before resolution"
do = [{ move_to = { tier = 2, assign = "round robin" } }, { involve = ["lead"] }]

[[step]]
at = "at resolution"
do = [{ involve = ["manager"] }, { tell_customer = "sorry-late" }]

[[step]]
at = "4s after resolution"
do = [{ move_to = { tier = 3 } }, { tag = "late" }]

[[step]]
at = "8s after resolution"
do = [{ involve = ["manager", "lead", "assignee"] }, { note = "Nobody has solved this." }]
"""

# What is due when the siege begins: what must come of it is judged by this, and by nothing that the engines write.
EXPECTED_STEPS = (
    "CREATE TABLE siege_step AS SELECT ticket_id, policy, step, clock, cycle, repetition, fire_at AS due_at"
    " FROM waiting WHERE kind = 'step' AND fire_at <= ?"
)
TICKETS_BEFORE = (
    "CREATE TABLE siege_ticket AS SELECT id AS ticket_id, version, event_count,"
    " (SELECT COALESCE(MAX(seq), 0) FROM change_feed) AS feed_seq FROM ticket"
)


class Grounds(Struct, frozen=True):
    """Where a siege takes place: how many steps fall due, and from when to when by the database's clock."""

    url: str
    steps: int
    first_due_at: datetime
    last_due_at: datetime


def furnish(url: str, *, tickets: int, first_due_in: timedelta, spread: timedelta) -> Grounds:
    """Make a database on the real clock in which each of many tickets has five steps due, four seconds apart.

    The first step of the first ticket is due `first_due_in` after the furnishing, that of the last one `spread` later.
    """
    create_database(url, SOMEBODY, simulated=False)
    with application(url) as app:
        app.directory.import_organisation(SOMEBODY, ORGANISATION, "organisation.toml")
        app.policies.publish(SOMEBODY, POLICY, "siege.toml", move_open=False)
        wish = NewTicket("VPN drops", "Help", "priya@halden.example", "Leeds", Priority.URGENT)
        number = app.ticketing.new(SOMEBODY, wish)
        app.ticketing.assign(SOMEBODY, number, "aisha")
        created_at = app.lists.show(SOMEBODY, number).view.ticket.created_at
        began_at = _write(app.store, created_at, tickets, first_due_in, spread)
        first_due_at, last_due_at = began_at, began_at + spread + BEFORE_DUE + AFTER_DUE
        steps = _expect(app.store, last_due_at)
    assert steps == tickets * STEPS, f"{steps} steps are due, of {tickets} tickets"
    return Grounds(url, steps, first_due_at, last_due_at)


def _write(store: Store, created_at: datetime, tickets: int, first_due_in: timedelta, spread: timedelta) -> datetime:
    """Write the copies; give when the first step of the first one is due."""
    with store.reading() as tx:
        (source,) = read_copyable(tx, (State.OPEN,))
        first_due_at = tx.now + first_due_in
    shift = first_due_at - (created_at + TARGET - BEFORE_DUE)
    for begin in range(0, tickets, AT_ONCE):
        with store.writing() as tx:
            write_copies(tx, [_copy(source, shift, spread, one, tickets) for one in _portion(begin, tickets)])
    return first_due_at


def _portion(begin: int, tickets: int) -> range:
    return range(begin, min(begin + AT_ONCE, tickets))


def _copy(source: CopyableTicket, shift: timedelta, spread: timedelta, index: int, tickets: int) -> TicketCopy:
    whole_ms = int((spread / timedelta(milliseconds=1)) * index / max(1, tickets - 1))
    return TicketCopy(source.shifted(shift + timedelta(milliseconds=whole_ms)), f"DE-{index + 2}", source.customer)


def _expect(store: Store, last_due_at: datetime) -> int:
    with store.writing() as tx:
        tx.sql(EXPECTED_STEPS, int(last_due_at.timestamp() * 1000))
        tx.sql(TICKETS_BEFORE)
        ((steps,),) = tx.sql("SELECT COUNT(*) FROM siege_step")
        return int(steps)
