"""Who made an event."""

from enum import StrEnum

from msgspec import Struct


class AuthorKind(StrEnum):
    """Who can make an event."""

    PERSON = "person"
    CUSTOMER = "customer"
    ENGINE = "engine"


# Before the name of an operating system's user who is nobody of the organisation.
OF_SYSTEM = "os:"


class Author(Struct, frozen=True):
    """Who made an event: a person's login, a customer's mail address, or the name of a machine's part."""

    kind: AuthorKind
    name: str

    @property
    def is_human(self) -> bool:
        """A person or a customer did it, no machine."""
        return self.kind in {AuthorKind.PERSON, AuthorKind.CUSTOMER}
