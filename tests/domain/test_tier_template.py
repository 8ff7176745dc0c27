"""The template that is offered when a ticket is raised to a tier says what is then so."""

import pytest

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Template
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.tier_template import template_of_tier
from desktop_escalation.domain.value import replace
from tests.domain.desk import a_directory
from tests.domain.ladders import TELL_CUSTOMER, TELL_LEAD, TO_TIER_2, TO_TIER_3, ladder, step

RAISED = "raised"


def directory(*names: str) -> Directory:
    templates = {(name, "en"): Template(name, "en", "News", "Hello") for name in names}
    return replace(a_directory(), templates=templates)


def offered(policy: Policy | None, *names: str) -> list[str | None]:
    """List what is offered for tier 2 and tier 3."""
    return [template_of_tier(policy, directory(*names), level) for level in (2, 3)]


def test_what_a_step_of_the_policy_sends_as_it_moves_a_ticket_there_comes_first() -> None:
    policy = ladder(step("at resolution", TELL_LEAD, TO_TIER_3, TELL_CUSTOMER))
    assert offered(policy, RAISED, "now-engineering") == [None, RAISED]


def test_a_step_whose_template_is_gone_or_that_tells_nobody_counts_for_nothing() -> None:
    policy = ladder(step("60m before resolution", TO_TIER_2), step("at resolution", TO_TIER_3, TELL_CUSTOMER))
    assert offered(policy, "other") == [None, None]


@pytest.mark.parametrize("name", ["raised-to-engineering", "Engineering has it", "ENGINEERING_en to engineering"])
def test_else_a_name_that_has_the_name_of_the_tier_in_it(name: str) -> None:
    assert offered(ladder(), name, "later") == [None, name]
    assert offered(None, name) == [None, name]


def test_else_what_the_policy_names_for_escalating_by_hand() -> None:
    assert offered(ladder(head='tell_customer_by_hand = "raised"'), RAISED) == [RAISED, RAISED]


def test_but_never_what_speaks_of_another_tier_or_is_not_there() -> None:
    policy = ladder(head='tell_customer_by_hand = "raised-to-engineering"')
    assert offered(policy, "raised-to-engineering") == [None, "raised-to-engineering"]
    assert offered(policy, RAISED) == [None, None]
    assert offered(ladder(), RAISED) == [None, None]
