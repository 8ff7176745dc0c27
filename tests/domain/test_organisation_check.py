from collections.abc import Iterable
from datetime import date, time

import pytest

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval
from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.organisation_check import merge, unknown_names, warnings
from desktop_escalation.domain.organisation_text import find_places, parse_organisation
from desktop_escalation.domain.people import (
    CalendarSource,
    Customer,
    NoticeChannel,
    OnCall,
    Organisation,
    Person,
    Site,
    Team,
    Template,
    Tier,
)
from desktop_escalation.domain.value import replace
from tests.domain.directories import a_team

DAYS = CalendarSource("Days", CalendarRules("UTC", ((WallInterval(480, 1080),),) * 7))
INGRID = Person("ingrid", "Ingrid", mail="ingrid@harbour.example")
JONAS = Person("jonas", "Jonas", mail="jonas@harbour.example")
NETWORK = a_team("Network", members=["jonas"], lead="ingrid")


def an_organisation(
    *,
    teams: Iterable[Team] = (NETWORK,),
    people: Iterable[Person] = (INGRID, JONAS),
    tiers: Iterable[Tier] = (Tier(2, "Specialists", "Network"),),
    site: Site | None = None,
) -> Organisation:
    return Organisation(site, (DAYS,), tuple(tiers), tuple(people), tuple(teams))


def faults(organisation: Organisation) -> list[str]:
    return [problem.message for problem in unknown_names(organisation)]


def test_an_import_updates_by_name_inserts_the_rest_and_deletes_nothing() -> None:
    existing = Organisation(
        site=Site("Old"),
        people=(INGRID, JONAS),
        customers=(Customer("a@x.example", "A"),),
        templates=(Template("raised", "en", "S", "B"), Template("raised", "de", "S", "B")),
    )
    new = Organisation(
        people=(replace(JONAS, capacity=3), Person("dora", "Dora")),
        customers=(Customer("a@x.example", "A", vip=True),),
        templates=(Template("raised", "de", "Neu", "B"),),
        teams=(NETWORK,),
        tiers=(Tier(2, "Specialists"),),
        calendars=(DAYS,),
    )

    merged = merge(existing, new)

    assert merged.site == Site("Old")
    assert [(person.login, person.capacity) for person in merged.people] == [("ingrid", 8), ("jonas", 3), ("dora", 8)]
    assert merged.customers == new.customers
    assert [template.subject for template in merged.templates] == ["S", "Neu"]
    assert (merged.teams, merged.tiers, merged.calendars) == (new.teams, new.tiers, new.calendars)
    assert merge(merged, new) == merged


def test_a_site_in_the_file_replaces_the_one_before() -> None:
    assert merge(Organisation(site=Site("Old")), Organisation(site=Site("New"))).site == Site("New")


def test_an_organisation_whose_names_are_all_known_has_no_faults() -> None:
    assert faults(an_organisation()) == []


@pytest.mark.parametrize(
    ("team", "fault"),
    [
        (replace(NETWORK, tier=3), 'team "Network", tier: "3" is not known; known are: 2'),
        (replace(NETWORK, calendar="Dayz"), 'team "Network", calendar: "Dayz" is not known; did you mean "Days"?'),
        (replace(NETWORK, members=("jona",)), 'team "Network", members: "jona" is not known; did you mean "jonas"?'),
        (replace(NETWORK, lead="ingird"), 'team "Network", lead: "ingird" is not known; did you mean "ingrid"?'),
        (replace(NETWORK, manager="x"), 'team "Network", manager: "x" is not known; known are: ingrid, jonas'),
        (
            replace(NETWORK, contacts={"director": "x"}),
            'team "Network", contacts: "x" is not known; known are: ingrid, jonas',
        ),
        (
            replace(NETWORK, on_call=OnCall(("jonas", "jon"), time(8), date(2026, 1, 1))),
            'team "Network", on_call: "jon" is not known; did you mean "jonas"?',
        ),
    ],
)
def test_a_name_of_a_team_that_nothing_has_is_a_fault(team: Team, fault: str) -> None:
    organisation = an_organisation(teams=[team], tiers=[Tier(2, "Specialists")])

    assert faults(organisation) == [fault]


def test_a_default_team_must_be_known() -> None:
    organisation = an_organisation(tiers=[Tier(2, "Specialists", "Netwrok"), Tier(3, "Engineering")])

    assert faults(organisation) == ['tier "2", default_team: "Netwrok" is not known; did you mean "Network"?']


def test_a_default_team_must_be_of_its_tier() -> None:
    organisation = an_organisation(tiers=[Tier(1, "Desk", "Network"), Tier(2, "Specialists")])

    assert faults(organisation) == ['tier "1", default_team: team "Network" is of tier 2: name a team of this tier']


def test_a_substitute_must_be_somebody_else_who_is_known() -> None:
    own = an_organisation(people=[INGRID, replace(JONAS, substitute="jonas")])
    gone = an_organisation(people=[INGRID, replace(JONAS, substitute="ingird")])

    assert faults(own) == ['person "jonas", substitute: nobody stands in for themselves']
    assert faults(gone) == ['person "jonas", substitute: "ingird" is not known; did you mean "ingrid"?']


def test_two_people_are_never_the_same_user_of_the_operating_system() -> None:
    organisation = an_organisation(people=[INGRID, replace(JONAS, os_user="ingrid")])

    assert faults(organisation) == [
        'person "jonas", os_user: "ingrid" is that of "ingrid" too: it must tell people apart'
    ]


def test_two_people_never_have_the_same_mail() -> None:
    organisation = an_organisation(people=[INGRID, replace(JONAS, mail=INGRID.mail)])

    assert faults(organisation) == [
        'person "jonas", mail: "ingrid@harbour.example" is that of "ingrid" too: it must tell people apart'
    ]


def test_people_without_mail_do_not_share_one() -> None:
    assert faults(an_organisation(people=[replace(INGRID, mail=None), replace(JONAS, mail=None)])) == []


def test_faults_have_the_lines_of_the_file_and_stand_in_their_order() -> None:
    text = """
[[tier]]
level = 2
name = "Specialists"
default_team = "Gone"

[[team]]
name = "Network"
tier = 2
calendar = "Days"
lead = "x"
[team.contacts]
director = "y"
"""
    merged = merge(an_organisation(), parse_organisation(text, "organisation.toml"))

    assert [problem.line for problem in unknown_names(merged, find_places(text))] == [5, 11, 12]


def test_a_fault_of_what_the_file_does_not_have_is_without_a_line() -> None:
    (problem,) = unknown_names(an_organisation(people=[INGRID]), {("team", "Network", "lead"): 3})

    assert problem == Problem('team "Network", members: "jonas" is not known; known are: ingrid')


def test_an_organisation_that_leaves_nothing_open_has_no_warnings() -> None:
    network = replace(NETWORK, handles=("network",))

    assert warnings(an_organisation(teams=[network], site=Site(categories=("Network",)))) == ()


def test_what_is_probably_not_meant_is_a_warning() -> None:
    organisation = an_organisation(
        teams=[a_team("Empty", handles=["Network", "Outage"])],
        people=[Person("marek", "Marek"), Person("dora", "Dora", channels=(NoticeChannel.DESKTOP,))],
        tiers=[Tier(2, "Specialists")],
        site=Site(categories=("Network", "outage")),
    )

    assert warnings(organisation) == (
        'team "Empty" has nobody',
        'team "Empty" has no lead',
        "tier 2 has no default_team",
        'person "marek" wants mail but has no address',
    )


def test_a_category_that_the_site_does_not_have_is_unknown() -> None:
    organisation = an_organisation(
        teams=[replace(NETWORK, handles=("Netwrok", "outage"))], site=Site(categories=("Network", "Outage"))
    )

    assert [problem.message for problem in unknown_names(organisation)] == [
        'team "Network", handles: "Netwrok" is not known; did you mean "Network"?'
    ]


@pytest.mark.parametrize("site", [None, Site()])
def test_without_a_list_of_categories_a_team_may_handle_any(site: Site | None) -> None:
    assert warnings(an_organisation(teams=[replace(NETWORK, handles=("Lifts",))], site=site)) == ()


def test_a_circle_of_substitutes_is_one_warning() -> None:
    links = {"a": "b", "b": "c", "c": "a", "d": "a", "e": None, "f": "f", "g": "gone"}
    people = [Person(login, login, f"{login}@x.example", substitute=other) for login, other in links.items()]

    assert warnings(Organisation(people=tuple(people))) == (
        "substitutes in a circle: a → b → c → a; while all are away nobody stands in",
    )
