"""Which policy governs a ticket, and how open tickets come under another version."""

from dataclasses import replace

from desktop_escalation.domain import events
from desktop_escalation.domain.matching import moved_to_version_in_force
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rules import make_rules
from desktop_escalation.domain.ticket import PolicyRef
from tests.domain.promises import PromiseDesk, a_desk, promises

OLD = promises()
NEW = replace(OLD, version=2)
VIP = replace(promises(head="order = 1", steps='[applies_when]\ncustomer.plan = ["Gold"]'), name="Vip")


def moved(desk: PromiseDesk, name: str, *in_force: Policy) -> list[events.Fact]:
    versions = {PolicyRef(policy.name, policy.version): policy for policy in (OLD, NEW, VIP)}
    rules = make_rules(in_force, versions, desk.directory.calendars)
    made = moved_to_version_in_force(desk.life, name, desk.customer, rules, desk.act("root"))
    return [event.fact for event in made]


def test_an_open_ticket_moves_to_the_version_in_force() -> None:
    desk = a_desk(1, OLD)
    assert moved(desk, "Promises", NEW) == [events.PolicyApplied(PolicyRef("Promises", 2), (), "moved by hand")]


def test_a_ticket_under_the_version_in_force_stays() -> None:
    assert moved(a_desk(1, OLD), "Promises", OLD) == []


def test_a_ticket_under_a_policy_that_is_off_is_matched_anew() -> None:
    desk = a_desk(1, OLD)
    assert moved(desk, "Promises", VIP) == [events.PolicyApplied(PolicyRef("Vip", 1), (), "moved by hand")]
    assert moved(desk, "Promises") == [events.PolicyApplied(None, (), "moved by hand")]


def test_a_ticket_under_another_policy_moves_only_where_the_named_one_wins() -> None:
    desk = a_desk(1, OLD)
    assert moved(desk, "Vip", VIP, OLD) == [events.PolicyApplied(PolicyRef("Vip", 1), ("Promises",), "moved by hand")]
    assert moved(a_desk(1, VIP), "Promises", VIP, NEW) == []


def test_a_resolved_ticket_keeps_its_version() -> None:
    assert moved(a_desk(1, OLD).resolves("10:00"), "Promises", NEW) == []


def test_policies_are_compared_in_their_explicit_order_then_by_name() -> None:
    second = replace(OLD, name="Also")
    desk = a_desk(1, OLD, second, VIP)
    assert desk.history[1].fact == events.PolicyApplied(PolicyRef("Vip", 1), ("Also", "Promises"), "created")
    desk = a_desk(1, OLD, second)
    assert desk.history[1].fact == events.PolicyApplied(PolicyRef("Also", 1), ("Promises",), "created")
