import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Tier
from tests.domain.directories import ALWAYS, MONDAY_NOON, a_calendar, a_directory, a_team, people


def test_a_known_name_is_found() -> None:
    tier = Tier(2, "Specialists")
    team = a_team("Network")
    (marek,) = people("marek")
    directory = a_directory(team, people=[marek], tiers=[tier])

    found = (directory.team("Network"), directory.person("marek"), directory.tier(2), directory.calendar("24/7"))

    assert found == (team, marek, tier, ALWAYS)


def test_an_unknown_name_is_refused_with_the_nearest_known_one() -> None:
    directory = a_directory(a_team("Network"), people=people("marek"), tiers=[Tier(2, "Specialists")])

    with pytest.raises(Refused, match='no team "Netwrok"; did you mean "Network"'):
        directory.team("Netwrok")
    with pytest.raises(Refused, match='no person "mark"; did you mean "marek"'):
        directory.person("mark")
    with pytest.raises(Refused, match='no tier "7"; known are: 2'):
        directory.tier(7)
    with pytest.raises(Refused, match='no calendar "Day"; did you mean "Days"'):
        directory.calendar("Day")


def test_a_tier_sends_a_category_to_the_first_team_by_name_that_handles_it_whatever_the_case() -> None:
    teams = (
        a_team("Routers", handles=["network"]),
        a_team("Cables", handles=["Access", "NETWORK"]),
        a_team("Airwaves", tier=3, handles=["Network"]),
    )
    directory = a_directory(*teams, tiers=[Tier(2, "Specialists", default_team="Routers")])

    assert directory.team_for_tier(2, "Network").name == "Cables"


@pytest.mark.parametrize("category", ["Hardware", None])
def test_a_tier_sends_what_no_team_handles_to_its_default_team(category: str | None) -> None:
    directory = a_directory(a_team("Routers", handles=["Network"]), tiers=[Tier(2, "Specialists", "Routers")])

    assert directory.team_for_tier(2, category).name == "Routers"


@pytest.mark.parametrize(("category", "named"), [("Hardware", '"Hardware"'), (None, "a ticket without a category")])
def test_a_tier_without_a_team_for_the_category_and_without_a_default_team_is_refused(
    category: str | None, named: str
) -> None:
    directory = a_directory(a_team("Routers", handles=["Network"]), tiers=[Tier(2, "Specialists")])

    with pytest.raises(Refused, match=f"no team of tier 2 handles {named}"):
        directory.team_for_tier(2, category)


def test_members_leads_and_managers_belong_to_a_team() -> None:
    teams = (a_team("A", members=["marek"]), a_team("B", lead="marek"), a_team("C", manager="marek"), a_team("D"))

    assert [team.name for team in a_directory(*teams).teams_of("marek")] == ["A", "B", "C"]


def test_each_calendar_of_the_teams_of_a_person_stands_once_in_the_working_calendars() -> None:
    night = a_calendar("22:00-06:00", name="Nights")
    teams = (a_team("A", members=["marek"]), a_team("B", lead="marek"), a_team("C", calendar="Nights", lead="marek"))
    directory = a_directory(*teams, calendars=[night])

    assert directory.working_calendars("marek", ALWAYS) == (directory.calendar("Days"), night)


def test_a_person_without_a_team_works_by_the_fallback() -> None:
    assert a_directory(a_team()).working_calendars("marek", ALWAYS) == (ALWAYS,)


def test_a_choice_adds_a_ticket_to_the_load_and_is_remembered() -> None:
    before = a_directory(loads={"marek": 2})

    after = before.with_choice("marek", MONDAY_NOON).with_choice("jonas", MONDAY_NOON)

    assert (before.load("marek"), after.load("marek"), after.load("jonas")) == (2, 3, 1)
    assert after.last_chosen == {"marek": MONDAY_NOON, "jonas": MONDAY_NOON}
    assert after.teams is before.teams
