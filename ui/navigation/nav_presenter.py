"""Joins the navigation to the services: its lists from the organisation, its counts now and then."""

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.queue import Count
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_pages import QueueCounts
from ui.background import Background
from ui.navigation.nav_tree import NavTree
from ui.navigation.navigation import NavEntry, Navigation, NavSection
from ui.navigation.views import View, ViewKind, view_hint, view_name
from ui.shared.icons import Icon
from ui.shared.tier_mark import tier_mark

# Counting a million tickets is no work to be done for each change.
COUNTS_AT_MOST_EVERY_MS = 3_000
NOTHING = Count()


class NavPresenter(QObject):
    """Shows the lists there are, and how much is in each; `lost` where that cannot be read."""

    counted = Signal(object)
    lost = Signal(object)

    def __init__(self, tree: NavTree, background: Background, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._background = background
        self._asking = asking
        self._directory: Directory | None = None
        self._counts: QueueCounts | None = None
        self._is_counting = self._is_stale = False
        self._pause = QTimer(self, singleShot=True, interval=COUNTS_AT_MOST_EVERY_MS)
        self._pause.timeout.connect(self._count_again)

    @property
    def counts(self) -> QueueCounts | None:
        """What was counted last."""
        return self._counts

    def begin(self, directory: Directory) -> None:
        """Show the lists of an organisation, which are not counted yet."""
        self._directory = directory
        self._show()

    def look_again_soon(self) -> None:
        """Count anew: at once, or as soon after the last count as may be."""
        if self._pause.isActive() or self._is_counting:
            self._is_stale = True
            return
        self._is_stale, self._is_counting = False, True
        self._pause.start()
        self._background.ask(lambda app: app.pages.counts(self._asking), self._take, self._lose)

    def _count_again(self) -> None:
        if self._is_stale:
            self.look_again_soon()

    def _take(self, counts: QueueCounts) -> None:
        self._is_counting = False
        self._counts = counts
        self._show()
        self.counted.emit(counts)

    def _lose(self, error: EscalationError) -> None:
        self._is_counting = False
        self.lost.emit(error)

    def _show(self) -> None:
        if self._directory is not None:
            self._tree.show_navigation(navigation_of(self._directory, self._counts))


def navigation_of(directory: Directory, counts: QueueCounts | None) -> Navigation:
    """Lay out the lists of an organisation: one's own, then the queues by tier and team."""
    tr = QCoreApplication.translate
    own = (
        _entry(View(ViewKind.MINE), Icon.INBOX, None if counts is None else counts.mine),
        _entry(View(ViewKind.ESCALATED), Icon.ESCALATE, None if counts is None else counts.escalated),
        _entry(View(ViewKind.SOON), Icon.SOON, None if counts is None else counts.soon),
        _entry(View(ViewKind.UNASSIGNED), Icon.UNASSIGNED, None if counts is None else counts.unassigned),
        _entry(View(ViewKind.WATCHING), Icon.WATCHING, None if counts is None else counts.watching),
        _entry(View(ViewKind.MY_RESOLVED), Icon.RESOLVE, None),
    )
    everything = _entry(View(ViewKind.ALL), Icon.ALL_TIERS, None if counts is None else counts.all)
    # What is over calls for nothing, and its number only grows: it is not counted.
    resolved = _entry(View(ViewKind.RESOLVED), Icon.RESOLVE, None)
    tiers = (_tier(directory, level, counts) for level in sorted(directory.tiers))
    return Navigation(
        (
            NavSection(tr("Navigation", "My work"), own),
            NavSection(tr("Navigation", "Queues"), (everything, *tiers, resolved)),
        )
    )


def tier_names(directory: Directory) -> dict[int, str]:
    """Name the tiers as people call them: "L1 Service Desk", and the management by its name alone."""
    return {level: tier.name if tier.management else f"L{level} {tier.name}" for level, tier in directory.tiers.items()}


def _tier(directory: Directory, level: int, counts: QueueCounts | None) -> NavEntry:
    tier, view = directory.tiers[level], View(ViewKind.TIER, tier=level)
    names = sorted(team.name for team in directory.teams.values() if team.tier == level)
    teams = tuple(
        NavEntry(
            View(ViewKind.TEAM, team=name).key, name, None, None if counts is None else counts.teams.get(name, NOTHING)
        )
        for name in names
    )
    count = None if counts is None else counts.tiers.get(level, NOTHING)
    mark = tier_mark(level, is_management=tier.management)
    # A tier of one team is that team.
    return NavEntry(view.key, tier_names(directory)[level], mark, count, teams if len(teams) > 1 else ())


def _entry(view: View, icon: Icon, count: Count | None) -> NavEntry:
    return NavEntry(view.key, view_name(view, {}), icon, count, hint=view_hint(view))
