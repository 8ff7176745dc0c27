"""What an import would make new or different in an organisation, entry by entry."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from desktop_escalation.domain.people import Organisation

T = TypeVar("T")


class Entry(Struct, frozen=True):
    """Something of an organisation that is new or different; `noun` is the word that an organisation file uses."""

    noun: str
    name: str
    is_new: bool


def changed_entries(existing: Organisation, new: Organisation) -> tuple[Entry, ...]:
    """List the entries of `new` that `existing` lacks or has otherwise."""
    site = () if new.site is None or new.site == existing.site else (Entry("site", new.site.name, is_new=False),)
    return (
        *site,
        *_changed("calendar", existing.calendars, new.calendars, lambda calendar: calendar.name),
        *_changed("tier", existing.tiers, new.tiers, lambda tier: tier.level),
        *_changed("person", existing.people, new.people, lambda person: person.login),
        *_changed("team", existing.teams, new.teams, lambda team: team.name),
        *_changed("customer", existing.customers, new.customers, lambda customer: customer.mail),
        *_changed(
            "template", existing.templates, new.templates, lambda template: f"{template.name} ({template.language})"
        ),
    )


def _changed(noun: str, existing: Iterable[T], new: Iterable[T], key_of: Callable[[T], Hashable]) -> Iterator[Entry]:
    before = {key_of(value): value for value in existing}
    for value in new:
        key = key_of(value)
        if before.get(key) != value:
            yield Entry(noun, str(key), key not in before)
