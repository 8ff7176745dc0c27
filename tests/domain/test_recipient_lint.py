import pytest

from desktop_escalation.domain.people import NoticeChannel, Organisation, Tier
from desktop_escalation.domain.policy_lint import lint
from desktop_escalation.domain.policy_text import read_policy
from desktop_escalation.domain.value import replace
from tests.domain.organisations import DESK, NETWORK, a_person, an_organisation
from tests.domain.policies import HEAD

EMPTY = replace(NETWORK, members=(), lead=None, manager=None, on_call=None)


def warnings(actions: str, organisation: Organisation, *, at: str = "2h idle", condition: str = "") -> list[str]:
    text = f'{HEAD}[[step]]\nat = "{at}"\nif = {{ {condition} }}\ndo = [\n{actions}\n]'
    parsed = read_policy(text, "urgent.toml")
    return [f"{problem.line}: {problem.message}" for problem in lint(parsed.policy, organisation, parsed.lines)]


@pytest.mark.parametrize(
    ("recipient", "lacking"),
    [("lead", "lead"), ("manager", "manager"), ("on_call", "rota"), ("team", "members")],
)
def test_a_recipient_whom_a_team_lacks_is_told(recipient: str, lacking: str) -> None:
    action = f'{{ involve = ["assignee", "{recipient}"] }}'

    assert warnings(action, an_organisation(DESK, EMPTY)) == [
        f'7: "{recipient}" may find nobody: team Network has no {lacking}'
    ]
    assert warnings(action, an_organisation(EMPTY, replace(EMPTY, name="Edge"))) == [
        f'7: "{recipient}" finds nobody: teams Network, Edge have no {lacking}'
    ]
    assert warnings(action, an_organisation()) == []


@pytest.mark.parametrize("condition", ["tier = [1]", 'team = "Desk"'])
def test_only_teams_that_the_step_can_mean_are_looked_at(condition: str) -> None:
    assert warnings('{ involve = ["lead"] }', an_organisation(DESK, EMPTY), condition=condition) == []


def test_after_a_move_the_new_teams_people_are_meant() -> None:
    organisation = an_organisation(replace(DESK, lead=None), replace(NETWORK, manager=None))
    actions = '{ move_to = { team = "Network" } },\n{ involve = ["lead", "manager"] }'

    assert warnings(actions, organisation) == ['8: "manager" finds nobody: team Network has no manager']


def test_a_named_team_without_members_is_told() -> None:
    assert warnings('{ involve = ["team:Network"] }', an_organisation(DESK, EMPTY)) == [
        '7: "team:Network" finds nobody: team Network has no members'
    ]


def test_an_unassigned_ticket_has_no_assignee_to_tell() -> None:
    nobody = '"assignee" finds nobody: the step fires where there is none'
    involve = '{ involve = ["assignee"] }'
    move = '{ move_to = { tier = 2, assign = "least loaded" } },\n'

    assert warnings(involve, an_organisation(), at="2h unassigned") == [f"7: {nobody}"]
    assert warnings(move + involve, an_organisation(), at="2h unassigned") == []


@pytest.mark.parametrize("recipient", ["person:marek", "team:Network", "contact:director", "on_call"])
def test_somebody_without_an_address_who_wants_mail_is_told(recipient: str) -> None:
    login = "dora" if recipient.startswith("contact") else "marek"
    action = f'{{ involve = ["{recipient}"] }}'
    person = replace(a_person(login), mail=None)

    assert warnings(action, replace(an_organisation(), people=(person, a_person("helen")))) == [
        f'7: "{login}" wants notices by mail but has no mail address'
    ]
    assert (
        warnings(action, replace(an_organisation(), people=(replace(person, channels=(NoticeChannel.DESKTOP,)),))) == []
    )


@pytest.mark.parametrize(
    ("move", "message"),
    [
        ('team = "Network"', 'team "Network" has no members: nobody would see the ticket'),
        ("tier = 2", 'team "Network" has no members: nobody would see the ticket'),
    ],
)
def test_a_move_to_a_team_without_members_is_told(move: str, message: str) -> None:
    assert warnings(f"{{ move_to = {{ {move} }} }}", an_organisation(DESK, EMPTY)) == [f"7: {message}"]


def test_an_assignee_who_is_not_of_the_team_is_told() -> None:
    move = '{ move_to = { team = "Network", assign = "person:jonas" } }'

    assert warnings(move, an_organisation()) == ['7: "jonas" is no member of team "Network"']
    assert warnings(move.replace("jonas", "marek"), an_organisation()) == []


def test_assigning_on_call_needs_a_rota() -> None:
    move = '{ move_to = { team = "Network", assign = "on call" } }'

    assert warnings(move, an_organisation(DESK, replace(NETWORK, on_call=None))) == [
        '7: team "Network" has no rota: "on call" assigns nobody'
    ]
    assert warnings(move, an_organisation()) == []


def test_a_tier_that_no_team_serves_is_told() -> None:
    assert warnings("{ move_to = { tier = 3 } }", an_organisation()) == [
        "7: tier 3 has neither a default team nor a team that handles a category: the move fails"
    ]
    assert warnings("{ move_to = { tier = 2 } }", replace(an_organisation(), tiers=(Tier(2, "Specialists"),))) == [
        "7: tier 2 has no default team: the move fails for a category that no team handles"
    ]
