"""What there is to choose from, and the trial of an escalation, on both databases."""

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.customer_mail import CustomerMail, Wording
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.value import replace
from desktop_escalation.services.escalation_desk import EscalationChoices, EscalationDesk, TeamChoice
from tests.services.office import Office, at, speaking_for

MAREK = speaking_for("marek")


def look(office: Office, number: str) -> EscalationChoices:
    return EscalationDesk(office.app.store).look(MAREK, number)


def team(choices: EscalationChoices, name: str) -> TeamChoice:
    return next(one for one in choices.teams if one.name == name)


def test_every_tier_tells_its_teams_with_their_open_tickets(office: Office) -> None:
    office.at("09:00")
    number = office.ticket()
    second = office.ticket()
    office.app.ticketing.move(MAREK, second, "Network")
    choices = look(office, number)
    assert [(tier.level, tier.name, tier.open_tickets) for tier in choices.tiers] == [
        (1, "Service Desk", 1),
        (2, "Specialists", 1),
        (3, "Engineering", 0),
    ]
    assert [tier.first_team for tier in choices.tiers] == ["Desk Leeds", "Network", "Edge platform"]


def test_people_come_by_duty_and_load(office: Office) -> None:
    office.at("09:00")
    number = office.ticket()
    office.app.ticketing.move(MAREK, number, "Network")
    office.app.ticketing.assign(MAREK, number, "aisha")
    people = team(look(office, number), "Network").people
    assert [(one.login, one.load, one.capacity) for one in people] == [("jonas", 0, 8), ("aisha", 1, 8)]
    assert [one.is_on_call for one in people] == [True, False]
    assert all(one.duty.is_on and one.duty.changes_at == at("18:00") for one in people)


def test_outside_its_hours_a_team_tells_when_it_opens(office: Office) -> None:
    number = office.ticket()
    choices = look(office, number)
    assert team(choices, "Network").opens_at == at("08:00")
    assert [tier.on_duty for tier in choices.tiers] == [0, 0, 0]


def test_somebody_of_two_teams_of_a_tier_counts_once_on_duty(office: Office) -> None:
    office.at("09:00")
    tier = look(office, office.ticket()).tiers[1]
    twice = replace(tier, teams=(*tier.teams, replace(tier.teams[0], name="Again")))
    assert (tier.on_duty, twice.on_duty) == (2, 2)


def test_each_tier_has_the_template_that_speaks_of_it_and_the_policy_says_whether_it_is_usual(office: Office) -> None:
    ungoverned = look(office, office.ticket())
    assert not ungoverned.is_usually_told
    office.publish()
    choices = look(office, office.ticket())
    assert choices.is_usually_told
    assert [tier.template for tier in choices.tiers] == [None, "raised-to-specialists", None]


def test_the_templates_are_offered_in_the_languages_of_the_site(office: Office) -> None:
    choices = look(office, office.ticket())
    assert [(one.name, one.languages) for one in choices.templates] == [
        ("raised-to-specialists", ("en",)),
        ("sorry-late", ("en",)),
    ]


def test_a_customer_who_was_told_today_cannot_be_told_again_and_that_is_said_at_once(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    assert look(office, number).untold == ""
    office.app.ticketing.escalate(MAREK, number, HandEscalation("security", "Look.", tier=2, tell_customer=True))
    assert look(office, number).untold == "told Mon 12 Oct 09:00 already, once in 24 hours"


@pytest.mark.parametrize("subject", ["x\x00", "x" * 10_001])
def test_words_to_the_customer_that_cannot_be_kept_are_refused(office: Office, subject: str) -> None:
    office.publish()
    mail = CustomerMail("raised-to-specialists", "en", Wording(subject, "Hello"))
    wish = HandEscalation("security", "Look.", tier=2, tell_customer=True, mail=mail)
    with pytest.raises(Refused, match="the subject of the mail"):
        office.app.ticketing.escalate(MAREK, office.ticket(), wish)


def test_words_of_ones_own_reach_the_customer_on_both_databases(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    mail = CustomerMail("sorry-late", "en", Wording("Halden:\nmore soon", "Hello {as typed}"))
    wish = HandEscalation("security", "Look.", tier=2, tell_customer=True, mail=mail)
    told = EscalationDesk(office.app.store).preview(MAREK, number, wish).consequences.mail
    assert told is not None
    assert (told.subject, told.body) == ("Halden: more soon", "Hello {as typed}")
    office.app.ticketing.escalate(MAREK, number, wish)
    assert look(office, number).untold


def test_the_trial_tells_what_the_act_then_does(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    wish = HandEscalation("needs expertise", "Firmware bug.", tier=2, team="Network", person="aisha")
    preview = EscalationDesk(office.app.store).preview(MAREK, number, wish)
    told = preview.consequences
    assert preview.wish == wish
    assert [one.name for one in told.informed] == ["Aisha Khan"]
    assert [one.position for one in told.done_steps] == [2]
    assert office.look(number).ticket.team == "Desk Leeds"
    office.app.ticketing.escalate(MAREK, number, wish)
    ticket = office.look(number).ticket
    assert (ticket.team, ticket.assignee) == (told.after.team, told.after.assignee) == ("Network", "aisha")
    assert [step.reason for step in office.look(number).skipped] == ["by hand"]


def test_a_trial_is_refused_in_the_words_of_the_act(office: Office) -> None:
    number = office.ticket()
    with pytest.raises(Refused, match="not of tier 3"):
        EscalationDesk(office.app.store).preview(MAREK, number, HandEscalation("security", "x", tier=3, team="Network"))
