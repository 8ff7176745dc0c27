from datetime import datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.matching import moved_to_version_in_force
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rules import Rules, make_rules
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from tests.domain.desk import LADDER, PRIYA, Desk, a_policy, at

NAME = "Urgent incidents"
OTHER = LADDER.replace(NAME, "Other")


def rules_of(desk: Desk, *in_force: Policy) -> Rules:
    """Give the rules in which a policy has just been published; the desk's tickets are under older ones."""
    versions = {PolicyRef(policy.name, policy.version): policy for policy in desk.policies}
    return make_rules(in_force, versions, desk.directory.calendars)


def moved(desk: Desk, rules: Rules, name: str = NAME, now: datetime | None = None) -> tuple[events.PolicyApplied, ...]:
    by = Author(AuthorKind.PERSON, "helen")
    made = moved_to_version_in_force(desk.life, name, PRIYA, rules, Act(by, now or at("09:00")))
    assert all(event.by == by for event in made)
    return tuple(event.fact for event in made if isinstance(event.fact, events.PolicyApplied))


def for_tier(tier: int, text: str = LADDER, version: int = 2) -> Policy:
    head, tail = text.split("[targets]")
    return a_policy(f"{head}[applies_when]\ntier = {tier}\n[targets]{tail}", version)


def test_a_ticket_under_an_older_version_comes_under_the_one_in_force() -> None:
    desk = Desk().open()
    (applied,) = moved(desk, rules_of(desk, a_policy(version=2)))
    assert applied.policy == PolicyRef(NAME, 2)


def test_a_ticket_under_the_version_in_force_does_not_move() -> None:
    desk = Desk().open()
    assert moved(desk, rules_of(desk, a_policy())) == ()


def test_a_ticket_that_the_version_in_force_does_not_match_goes_to_the_next_that_does() -> None:
    desk = Desk().open()
    (applied,) = moved(desk, rules_of(desk, for_tier(2), a_policy(OTHER)))
    assert applied.policy == PolicyRef("Other", 1)


def test_a_ticket_whose_policy_is_off_and_that_nothing_else_matches_is_under_none() -> None:
    desk = Desk().open()
    (applied,) = moved(desk, rules_of(desk))
    assert applied.policy is None


def test_a_ticket_under_no_policy_comes_under_the_named_one_where_that_matches_first() -> None:
    desk = Desk(policies=()).open()
    rules = rules_of(desk, a_policy(), replace(a_policy(OTHER), order=1))
    (applied,) = moved(desk, rules, "Other")
    assert applied.policy == PolicyRef("Other", 1)
    assert moved(desk, rules, NAME) == ()


def test_a_ticket_under_another_policy_moves_only_where_the_named_one_comes_first() -> None:
    desk = Desk(policies=(a_policy(OTHER),)).open()
    first = replace(a_policy(version=2), order=1)
    last = replace(first, order=999)
    (applied,) = moved(desk, rules_of(desk, a_policy(OTHER), first))
    assert (applied.policy, applied.lost) == (PolicyRef(NAME, 2), ("Other",))
    assert moved(desk, rules_of(desk, a_policy(OTHER), last)) == ()


def test_a_ticket_under_an_older_version_of_another_policy_keeps_that() -> None:
    desk = Desk(policies=(a_policy(OTHER),)).open()
    last = replace(a_policy(), order=999)
    assert moved(desk, rules_of(desk, a_policy(OTHER, 2), last)) == ()


def test_a_solved_ticket_does_not_move() -> None:
    desk = Desk().open().does(events.Resolved())
    assert moved(desk, rules_of(desk, a_policy(version=2))) == ()
