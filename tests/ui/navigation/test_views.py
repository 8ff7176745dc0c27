"""The views, their keys, and what they ask for."""

import pytest

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Site, Team, Tier
from desktop_escalation.domain.queue import OVER, QueueQuery, Sort
from desktop_escalation.domain.queue_row import SOON
from ui.navigation.views import View, ViewKind, empty_words, is_there, view_hint, view_name, view_of

VIEWS = [View(kind) for kind in ViewKind if kind not in {ViewKind.TIER, ViewKind.TEAM}]
VIEWS += [View(ViewKind.TIER, tier=2), View(ViewKind.TEAM, team="Desk: Leeds")]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_view_is_found_by_its_key(view: View) -> None:
    assert view_of(view.key) == view


def test_every_view_has_a_key_of_its_own() -> None:
    assert len({view.key for view in VIEWS}) == len(VIEWS)


@pytest.mark.parametrize("key", ["", "tier", "tier:", "tier:x", "tier:-1", "tier:" + "9" * 5_000, "team:", "soonish"])
def test_a_key_that_makes_no_sense_is_of_no_view(key: str) -> None:
    assert view_of(key) is None


@pytest.mark.parametrize(
    ("view", "query"),
    [
        (View(ViewKind.MINE), QueueQuery(assignee="marek")),
        (View(ViewKind.ESCALATED), QueueQuery(escalated_to="marek")),
        (View(ViewKind.WATCHING), QueueQuery(watched_by="marek")),
        (View(ViewKind.SOON), QueueQuery(due_within=SOON)),
        (View(ViewKind.UNASSIGNED), QueueQuery(is_unassigned=True)),
        (View(ViewKind.TIER, tier=2), QueueQuery(tier=2)),
        (View(ViewKind.TEAM, team="Network"), QueueQuery(team="Network")),
        (View(ViewKind.ALL), QueueQuery()),
        (
            View(ViewKind.MY_RESOLVED),
            QueueQuery(states=OVER, assignee="marek", sort=Sort.RESOLVED, is_descending=True),
        ),
        (View(ViewKind.RESOLVED), QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True)),
    ],
)
def test_each_view_asks_its_question(view: View, query: QueueQuery) -> None:
    assert view.query("marek") == query


def test_a_queue_is_called_as_people_call_it() -> None:
    names = {2: "L2 Specialists"}
    assert view_name(View(ViewKind.TIER, tier=2), names) == "L2 Specialists"
    assert view_name(View(ViewKind.TIER, tier=7), names) == "L7"
    assert view_name(View(ViewKind.TEAM, team="Network"), names) == "Network"
    assert view_name(View(ViewKind.MINE), names) == "Assigned to me"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_an_empty_view_says_so_in_a_sentence(view: View) -> None:
    assert empty_words(view).endswith(".")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_the_usual_order_of_a_view_is_that_of_its_question(view: View) -> None:
    assert view.query("marek").sort is view.sorts[0]


def test_of_what_is_escalated_to_me_it_is_said_that_it_may_have_come_to_my_team() -> None:
    hint = view_hint(View(ViewKind.ESCALATED))
    assert "told you" in hint
    assert "team of yours until somebody acknowledges" in hint


def test_a_queue_of_the_organisation_is_there_and_another_is_gone() -> None:
    directory = Directory(
        Site(),
        tiers={1: Tier(1, "Service Desk", "Desk Leeds")},
        teams={"Desk Leeds": Team("Desk Leeds", 1, "Weekdays")},
    )
    assert is_there(View(ViewKind.TIER, tier=1), directory)
    assert not is_there(View(ViewKind.TIER, tier=2), directory)
    assert is_there(View(ViewKind.TEAM, team="Desk Leeds"), directory)
    assert not is_there(View(ViewKind.TEAM, team="Gone"), directory)
    assert is_there(View(ViewKind.MINE), directory)
