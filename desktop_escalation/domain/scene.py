"""What a decision about one ticket sees beside the ticket itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.value import replace


class Outage(Struct, frozen=True):
    """Time in which no engine ran; `from_at` is None where none ever ran before."""

    from_at: datetime | None
    to_at: datetime


class Scene(Struct, frozen=True):
    """The moment, the rules, the people and the customer; `last_agents` knew the customer before, the latest first."""

    now: datetime
    rules: Rules
    directory: Directory
    customer: Customer | None = None
    last_agents: tuple[str, ...] = ()
    outages: tuple[Outage, ...] = ()
    # When a notice of some urgency may reach a person: the same for all tickets of one moment, whose scenes share it.
    deliverable: dict[tuple[str, Urgency, bool, str], datetime] = field(default_factory=dict)

    def with_directory(self, directory: Directory) -> "Scene":
        """Give the same scene with the loads as a choice left them."""
        return self if directory is self.directory else replace(self, directory=directory)

    def local(self, at: datetime) -> datetime:
        """Put a moment on the wall clock of the site."""
        return at.astimezone(ZoneInfo(self.directory.site.zone))
