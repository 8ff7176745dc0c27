"""The views of the window: which tickets each lists, its name, and what it says when nothing is there."""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.queue import OVER, QueueQuery, Sort
from desktop_escalation.domain.queue_row import SOON

# Settings can say anything, and no tier has a longer number.
_MOST_DIGITS = 4


class ViewKind(StrEnum):
    """What a view lists."""

    MINE = "mine"
    ESCALATED = "escalated"
    SOON = "soon"
    UNASSIGNED = "unassigned"
    WATCHING = "watching"
    MY_RESOLVED = "my resolved"
    ALL = "all"
    TIER = "tier"
    TEAM = "team"
    RESOLVED = "resolved"


class View(Struct, frozen=True):
    """One view; `tier` or `team` says which queue."""

    kind: ViewKind
    tier: int | None = None
    team: str | None = None

    @property
    def key(self) -> str:
        """A text that tells it from every other view, for the settings."""
        which = self.team if self.tier is None else str(self.tier)
        return self.kind.value if which is None else f"{self.kind}:{which}"

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """By what it can be sorted, the usual order first.

        What was resolved becomes more for ever: sorted by anything but its index it would all be looked through.
        """
        if self.kind in {ViewKind.MY_RESOLVED, ViewKind.RESOLVED}:
            return (Sort.RESOLVED,)
        return (Sort.DUE, Sort.PRIORITY, Sort.NUMBER, Sort.UPDATED)

    def query(self, login: str) -> QueueQuery:
        """Give the question behind it, asked by a person."""
        match self.kind:
            case ViewKind.MINE:
                return QueueQuery(assignee=login)
            case ViewKind.ESCALATED:
                return QueueQuery(escalated_to=login)
            case ViewKind.SOON:
                return QueueQuery(due_within=SOON)
            case ViewKind.UNASSIGNED:
                return QueueQuery(is_unassigned=True)
            case ViewKind.WATCHING:
                return QueueQuery(watched_by=login)
            case ViewKind.TIER | ViewKind.TEAM:
                return QueueQuery(tier=self.tier, team=self.team)
            case ViewKind.ALL:
                return QueueQuery()
            case ViewKind.MY_RESOLVED | ViewKind.RESOLVED:
                assignee = login if self.kind is ViewKind.MY_RESOLVED else None
                return QueueQuery(states=OVER, assignee=assignee, sort=Sort.RESOLVED, is_descending=True)


def view_of(key: str) -> View | None:
    """Find a view by its key; None where there is none of that kind."""
    word, _, rest = key.partition(":")
    if word not in set(ViewKind):
        return None
    kind = ViewKind(word)
    if kind is ViewKind.TIER:
        return View(kind, tier=int(rest)) if rest.isdecimal() and len(rest) <= _MOST_DIGITS else None
    if kind is ViewKind.TEAM:
        return View(kind, team=rest) if rest else None
    return View(kind)


def is_there(view: View, directory: Directory) -> bool:
    """Tell whether the organisation has the queue of a view; what was remembered may be gone since."""
    if view.kind is ViewKind.TIER:
        return view.tier in directory.tiers
    return view.kind is not ViewKind.TEAM or view.team in directory.teams


def view_name(view: View, tier_names: "dict[int, str]") -> str:
    """Name a view."""
    tr = QCoreApplication.translate
    if view.kind is ViewKind.TIER:
        return tier_names.get(view.tier or 0, f"L{view.tier}")
    if view.kind is ViewKind.TEAM:
        return view.team or ""
    return {
        ViewKind.MINE: tr("Views", "Assigned to me"),
        ViewKind.ESCALATED: tr("Views", "Escalated to me"),
        ViewKind.SOON: tr("Views", "Breaching soon"),
        ViewKind.UNASSIGNED: tr("Views", "Unassigned"),
        ViewKind.WATCHING: tr("Views", "Watching"),
        ViewKind.MY_RESOLVED: tr("Views", "My resolved tickets"),
        ViewKind.ALL: tr("Views", "All tiers"),
        ViewKind.RESOLVED: tr("Views", "Recently resolved"),
    }[view.kind]


def view_hint(view: View) -> str:
    """Say which tickets a view lists, where its name leaves that open."""
    tr = QCoreApplication.translate
    return {
        ViewKind.ESCALATED: tr(
            "Views",
            "Open escalations that told you or brought you the ticket, and those to a team of yours until somebody"
            " acknowledges.",
        ),
        ViewKind.SOON: tr("Views", "Over, or due within two hours."),
        ViewKind.MY_RESOLVED: tr("Views", "Resolved and closed tickets that were assigned to you, the latest first."),
        ViewKind.RESOLVED: tr("Views", "Everybody's resolved and closed tickets, the latest first."),
    }.get(view.kind, "")


def empty_words(view: View) -> str:
    """Say that a view has no tickets."""
    tr = QCoreApplication.translate
    return {
        ViewKind.MINE: tr("Views", "Nothing is assigned to you."),
        ViewKind.ESCALATED: tr("Views", "Nothing was escalated to you."),
        ViewKind.SOON: tr("Views", "Nothing due in the next 2 hours."),
        ViewKind.UNASSIGNED: tr("Views", "Every ticket has somebody."),
        ViewKind.WATCHING: tr("Views", "You watch no ticket."),
        ViewKind.MY_RESOLVED: tr("Views", "No ticket of yours is resolved."),
        ViewKind.RESOLVED: tr("Views", "No ticket is resolved yet."),
    }.get(view.kind, tr("Views", "No tickets wait here."))
