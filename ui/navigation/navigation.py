"""What the navigation shows: sections of lists, with how much is in each."""

from msgspec import Struct

from desktop_escalation.domain.queue import Count
from ui.shared.icons import Icon
from ui.shared.tier_mark import TierMark


class NavEntry(Struct, frozen=True):
    """A list that can be chosen, with those that are part of it; `key` is what choosing it tells.

    `count` is None while it is not known, and for what is not counted; `hint` says more of the list than its name.
    """

    key: str
    name: str
    mark: Icon | TierMark | None = None
    count: Count | None = None
    parts: tuple["NavEntry", ...] = ()
    hint: str = ""


class NavSection(Struct, frozen=True):
    """Lists under a title."""

    title: str
    entries: tuple[NavEntry, ...]


class Navigation(Struct, frozen=True):
    """All of it, from the top."""

    sections: tuple[NavSection, ...] = ()
