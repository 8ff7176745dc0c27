from collections.abc import Iterable
from datetime import date, time

import pytest

from desktop_escalation.domain.people import Absence, OnCall, Person, Team
from desktop_escalation.domain.policy import Recipient, RecipientKind
from desktop_escalation.domain.recipients import Telling, Told, resolve, stand_in
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.value import replace
from tests.domain.directories import MONDAY_NOON, a_directory, a_team, a_ticket, people

AWAY = (Absence(date(2026, 10, 12), date(2026, 10, 16)),)
NETWORK = a_team(
    members=["ines", "jonas"],
    lead="ingrid",
    manager="helen",
    on_call=OnCall(("jonas",), time(8), date(2026, 10, 12)),
    contacts={"director": "dora"},
)
EMPTY = a_team("Empty")
LOGINS = ("ines", "jonas", "ingrid", "helen", "dora")


def told(
    *recipients: Recipient,
    teams: Iterable[Team] = (NETWORK, EMPTY),
    everybody: Iterable[Person] = people(*LOGINS),
    ticket: Ticket | None = None,
) -> Told:
    return resolve(a_directory(*teams, people=everybody), recipients, ticket or a_ticket(), MONDAY_NOON)


def away(login: str, substitute: str | None = None) -> Person:
    return Person(login, login.title(), substitute=substitute, absences=AWAY)


@pytest.mark.parametrize(
    ("recipient", "tellings"),
    [
        (Recipient(RecipientKind.ASSIGNEE), [Telling("ines", "assignee of DE-1")]),
        (Recipient(RecipientKind.TEAM), [Telling("ines", "member of Network"), Telling("jonas", "member of Network")]),
        (
            Recipient(RecipientKind.TEAM, "Network"),
            [Telling("ines", "member of Network"), Telling("jonas", "member of Network")],
        ),
        (Recipient(RecipientKind.LEAD), [Telling("ingrid", "lead of Network")]),
        (Recipient(RecipientKind.MANAGER), [Telling("helen", "manager of Network")]),
        (Recipient(RecipientKind.ON_CALL), [Telling("jonas", "on call for Network")]),
        (Recipient(RecipientKind.WATCHERS), [Telling("dora", "watching DE-1"), Telling("helen", "watching DE-1")]),
        (Recipient(RecipientKind.PERSON, "helen"), [Telling("helen", "named in the policy")]),
        (Recipient(RecipientKind.CONTACT, "director"), [Telling("dora", "director of Network (contact)")]),
    ],
)
def test_each_kind_of_recipient_finds_its_people_and_says_why(recipient: Recipient, tellings: list[Telling]) -> None:
    ticket = a_ticket(assignee="ines", watchers=["helen", "dora"])

    assert told(recipient, ticket=ticket) == Told(tuple(tellings))


@pytest.mark.parametrize(
    ("recipient", "sentence"),
    [
        (Recipient(RecipientKind.ASSIGNEE), "DE-1 has no assignee"),
        (Recipient(RecipientKind.TEAM), "Empty has no members"),
        (Recipient(RecipientKind.TEAM, "Gone"), "there is no team Gone"),
        (Recipient(RecipientKind.LEAD), "Empty has no lead"),
        (Recipient(RecipientKind.MANAGER), "Empty has no manager"),
        (Recipient(RecipientKind.ON_CALL), "nobody is on call for Empty"),
        (Recipient(RecipientKind.WATCHERS), "nobody watches DE-1"),
        (
            Recipient(RecipientKind.PERSON, "gone"),
            "gone (named in the policy) is away or unknown, without a substitute who is there",
        ),
        (Recipient(RecipientKind.CONTACT, "astrologer"), "no team has a contact astrologer"),
    ],
)
def test_a_recipient_that_finds_nobody_is_a_sentence(recipient: Recipient, sentence: str) -> None:
    assert told(recipient, ticket=a_ticket(team="Empty")) == Told((), (sentence,))


def test_a_person_is_told_once_for_the_first_reason() -> None:
    found = told(Recipient(RecipientKind.ON_CALL), Recipient(RecipientKind.TEAM))

    assert found.tellings == (Telling("jonas", "on call for Network"), Telling("ines", "member of Network"))


def test_the_substitute_of_somebody_away_is_told_in_their_place() -> None:
    found = told(Recipient(RecipientKind.LEAD), everybody=[away("ingrid", "jonas"), *people("jonas")])

    assert found == Told((Telling("jonas", "lead of Network", instead_of="ingrid"),))


def test_a_chain_of_substitutes_is_followed_to_the_first_who_is_there() -> None:
    directory = a_directory(people=[away("a", "b"), away("b", "c"), *people("c")])

    assert stand_in(directory, "a", MONDAY_NOON) == "c"


@pytest.mark.parametrize("end", ["a", "b", "gone", None])
def test_a_chain_of_substitutes_that_finds_nobody_ends(end: str | None) -> None:
    assert stand_in(a_directory(people=[away("a", "b"), away("b", end)]), "a", MONDAY_NOON) is None


def test_somebody_away_without_a_substitute_is_nobody() -> None:
    found = told(Recipient(RecipientKind.LEAD), everybody=[away("ingrid")])

    assert found.missing == ("Ingrid (lead of Network) is away or unknown, without a substitute who is there",)


def test_a_team_of_which_one_is_there_finds_somebody() -> None:
    found = told(Recipient(RecipientKind.TEAM), everybody=[away("ines"), *people("jonas")])

    assert found == Told((Telling("jonas", "member of Network"),))


def test_a_team_that_is_away_together_is_one_sentence() -> None:
    found = told(Recipient(RecipientKind.TEAM), everybody=[away("ines"), away("jonas")])

    assert found.missing == ("Ines, Jonas (member of Network) are away or unknown, without a substitute who is there",)


def test_somebody_off_duty_is_still_told() -> None:
    found = resolve(
        a_directory(NETWORK, people=people(*LOGINS)),
        [Recipient(RecipientKind.LEAD)],
        a_ticket(),
        MONDAY_NOON.replace(hour=23),
    )

    assert found.tellings == (Telling("ingrid", "lead of Network"),)


def test_a_contact_is_looked_for_in_the_own_team_then_the_tier_then_the_tier_from_the_first_on() -> None:
    desk = a_team("Desk", tier=1, contacts={"director": "ines"})
    edge = a_team("Edge", tier=3, contacts={"director": "dora"})
    peers = a_team("Peers", tier=2, contacts={"director": "jonas"})
    bare = replace(NETWORK, contacts={})
    director = Recipient(RecipientKind.CONTACT, "director")

    def asked(*teams: Team) -> str:
        return told(director, teams=teams).tellings[0].why

    assert asked(desk, edge, peers, NETWORK) == "director of Network (contact)"
    assert asked(desk, edge, peers, bare) == "director of Peers (contact)"
    assert asked(edge, desk, bare) == "director of Desk (contact)"
    assert asked(edge, peers) == "director of Peers (contact)"
