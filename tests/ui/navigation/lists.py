"""Navigations for tests."""

from desktop_escalation.domain.queue import Count
from ui.navigation.navigation import NavEntry, Navigation, NavSection
from ui.shared.icons import Icon
from ui.shared.tier_mark import TierMark


def a_navigation(soon: Count | None = Count(14, 2), *, with_teams: bool = True) -> Navigation:  # noqa: B008 - frozen
    """Make two sections, the second with a tier of two teams."""
    teams = (NavEntry("leeds", "Desk Leeds", None, Count(22)), NavEntry("krakow", "Desk Kraków", None, Count(19, 1)))
    return Navigation(
        (
            NavSection(
                "My work",
                (
                    NavEntry("mine", "Assigned to me", Icon.INBOX, Count(6)),
                    NavEntry("soon", "Breaching soon", Icon.SOON, soon),
                ),
            ),
            NavSection(
                "Queues",
                (
                    NavEntry("all", "All tiers", Icon.ALL_TIERS, Count(86)),
                    NavEntry("tier-1", "L1 Service Desk", TierMark.L1, Count(41, 1), teams if with_teams else ()),
                    NavEntry("tier-4", "Management", TierMark.M, Count(3)),
                ),
            ),
        )
    )
