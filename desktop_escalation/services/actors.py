"""Who acts: the person behind the operating system's user or the server's role, or the one spoken for."""

import os

from msgspec import Struct

from desktop_escalation.domain.author import OF_SYSTEM, Author, AuthorKind
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.people import Role
from desktop_escalation.domain.rights import Act, require
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.database_url import DatabaseAddress, SqliteFile
from desktop_escalation.storage.directory import find_person_by_os_user, load_people
from desktop_escalation.storage.transaction import Transaction


class Actor(Struct, frozen=True):
    """Who acts, as history records it; `is_person` is False for an administrator who is in no team."""

    name: str
    role: Role
    is_person: bool

    @property
    def author(self) -> Author:
        """The author of the events that this actor makes."""
        return Author(AuthorKind.PERSON, self.name)

    def require(self, act: Act) -> None:
        """Refuse what the actor's role may not do."""
        require(self.role, act)

    def require_person(self, what: str) -> None:
        """Refuse an act that only somebody with a name can do."""
        if not self.is_person:
            raise Refused(
                f"{self.name} is nobody of the organisation, and only a named person can {what}: use --by LOGIN"
            )


def find_actor(tx: Transaction, address: DatabaseAddress, asking: Asking) -> Actor:
    """Find out who acts."""
    if asking.by is not None:
        return _spoken_for(tx, asking.by)
    if isinstance(address, SqliteFile):
        return _user_of_file(tx, address, asking.os_user)
    return _role_of_server(tx, asking.os_user)


def _spoken_for(tx: Transaction, login: str) -> Actor:
    if tx.is_postgresql and not tx.is_simulated:
        raise Refused(
            "on PostgreSQL the server itself says who acts, so --by is only for databases with a simulated clock"
        )
    people = load_people(tx)
    if login not in people:
        raise Refused(f'there is no person "{login}"{did_you_mean(login, people)}')
    return Actor(login, people[login].role, is_person=True)


def _user_of_file(tx: Transaction, address: SqliteFile, os_user: str) -> Actor:
    person = find_person_by_os_user(tx, os_user)
    if person is not None:
        return Actor(person.login, Role.ADMIN if _owns(address) else person.role, is_person=True)
    if _owns(address):
        return Actor(f"{OF_SYSTEM}{os_user}", Role.ADMIN, is_person=False)
    raise Refused(
        f'"{os_user}" is nobody of the organisation: ask the administrator to add you, with os_user = "{os_user}"'
    )


def _owns(address: SqliteFile) -> bool:
    user = getattr(os, "getuid", None)
    return user is None or address.path.stat().st_uid == user()


def _role_of_server(tx: Transaction, os_user: str) -> Actor:
    role = tx.session_role
    person = find_person_by_os_user(tx, role.name) or (find_person_by_os_user(tx, os_user) if role.is_owner else None)
    if person is not None:
        return Actor(person.login, Role.ADMIN if role.is_owner else person.role, is_person=True)
    if role.is_owner:
        return Actor(f"{OF_SYSTEM}{os_user}", Role.ADMIN, is_person=False)
    raise Refused(f'the server\'s role "{role.name}" is nobody of the organisation: ask the administrator to add you')
