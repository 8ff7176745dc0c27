"""The views of the window: which tickets each lists, its name, and what it says when nothing is there."""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.queue import QueueQuery
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
    ALL = "all"
    TIER = "tier"
    TEAM = "team"


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
            case ViewKind.TIER:
                return QueueQuery(tier=self.tier)
            case ViewKind.TEAM:
                return QueueQuery(team=self.team)
            case ViewKind.ALL:
                return QueueQuery()


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
        ViewKind.ALL: tr("Views", "All tiers"),
    }[view.kind]


def empty_words(view: View) -> str:
    """Say that a view has no tickets."""
    tr = QCoreApplication.translate
    return {
        ViewKind.MINE: tr("Views", "Nothing is assigned to you."),
        ViewKind.ESCALATED: tr("Views", "Nothing was escalated to you."),
        ViewKind.SOON: tr("Views", "Nothing due in the next 2 hours."),
        ViewKind.UNASSIGNED: tr("Views", "Every ticket has somebody."),
        ViewKind.WATCHING: tr("Views", "You watch no ticket."),
    }.get(view.kind, tr("Views", "No tickets wait here."))
