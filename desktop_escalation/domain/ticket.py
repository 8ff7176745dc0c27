"""A ticket as it stands: where it waits, for whom, and how urgent it is."""

from datetime import datetime
from enum import IntEnum, StrEnum

from msgspec import Struct


class State(StrEnum):
    """The states of a ticket."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    RESOLVED = "resolved"
    CLOSED = "closed"


class PendingReason(StrEnum):
    """What a pending ticket waits for."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    CHANGE_WINDOW = "change window"
    OTHER_TEAM = "other team"


class Priority(IntEnum):
    """1 is the most urgent."""

    URGENT = 1
    HIGH = 2
    NORMAL = 3
    LOW = 4


class Channel(StrEnum):
    """How a ticket came in."""

    DESK = "desk"
    MAIL = "mail"
    PHONE = "phone"
    IMPORT = "import"


class PolicyRef(Struct, frozen=True):
    """One published version of a policy."""

    name: str
    version: int


class Ticket(Struct, frozen=True):
    """A ticket as it stands after its last event; `team` names the queue, `tier` the level of that team then."""

    number: str
    subject: str
    body: str
    channel: Channel
    category: str | None
    priority: Priority
    state: State
    team: str
    tier: int
    customer: str | None
    created_at: datetime
    assignee: str | None = None
    pending_reason: PendingReason | None = None
    resume_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    merged_into: str | None = None
    parked_at: datetime | None = None
    policy: PolicyRef | None = None
    tags: frozenset[str] = frozenset()
    watchers: frozenset[str] = frozenset()
    reopened: int = 0
    transfers: int = 0
    bounced: int = 0

    @property
    def is_active(self) -> bool:
        """Somebody still has to work on it: neither resolved nor closed."""
        return self.state not in (State.RESOLVED, State.CLOSED)
