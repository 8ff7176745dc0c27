"""Who sits at a computer, and what there is to know of the site before anything is shown."""

from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import Duty, duty_at
from desktop_escalation.domain.people import Person, Role
from desktop_escalation.domain.wall_clock import ALWAYS
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage.database import Store


class Welcome(Struct, frozen=True):
    """Who asks, the organisation, and the clock; `person` is None for an administrator who is in no team.

    `clock_speed` is how many seconds pass on the database's clock in one.
    """

    name: str
    role: Role
    person: Person | None
    duty: Duty | None
    directory: Directory
    now: datetime
    clock_speed: int
    is_simulated: bool


class Reception(Struct, frozen=True):
    """Welcomes whoever opens the program."""

    store: Store

    def welcome(self, asking: Asking) -> Welcome:
        """Tell who asks and what the site is like; somebody unknown is refused."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            directory = load_directory(tx)
            person = directory.people.get(actor.name) if actor.is_person else None
            duty = None if person is None else duty_at(directory, person.login, tx.now, ALWAYS)
            name = actor.name if person is None else person.name
            return Welcome(name, actor.role, person, duty, directory, tx.now, tx.clock_speed, tx.is_simulated)
