from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.events import Fact, Paused, PolicyApplied, Resumed
from desktop_escalation.domain.people import Customer, Organisation
from desktop_escalation.domain.policy import CustomerEscalates, Policy
from desktop_escalation.domain.ticket import PendingReason, PolicyRef
from desktop_escalation.storage.codec import from_text, to_text
from tests.storage.some_values import ORGANISATIONS, POLICIES, RULES

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)


@given(POLICIES)
@settings(max_examples=200)
def test_every_policy_comes_back(policy: Policy) -> None:
    assert from_text(to_text(policy), Policy) == policy


@given(ORGANISATIONS)
def test_every_organisation_comes_back(organisation: Organisation) -> None:
    assert from_text(to_text(organisation), Organisation) == organisation


@given(ORGANISATIONS)
def test_the_same_value_has_the_same_letters(organisation: Organisation) -> None:
    text = to_text(organisation)
    assert to_text(from_text(text, Organisation)) == text


@given(st.data())
def test_rules_work_when_they_come_back(data: st.DataObject) -> None:
    rules = data.draw(RULES)
    back = from_text(to_text(rules), type(rules))
    day = data.draw(st.sampled_from([day for day, _ in rules.holidays] or [NOON.date()]))
    assert back.intervals_on(day) == rules.intervals_on(day)


@pytest.mark.parametrize(
    "fact",
    [
        Resumed(),
        Paused(PendingReason.CUSTOMER, NOON),
        PolicyApplied(PolicyRef("Urgent", 3), ("Standard",), "created"),
        PolicyApplied(None, (), "created"),
    ],
)
def test_every_member_of_a_union_comes_back_as_itself(fact: Fact) -> None:
    assert from_text(to_text(fact), Fact) == fact  # type: ignore[arg-type]


def test_a_member_of_a_union_names_its_class() -> None:
    assert to_text(CustomerEscalates()) == '{"_type":"CustomerEscalates"}'


def test_a_moment_keeps_its_instant() -> None:
    paused = Paused(PendingReason.CUSTOMER, NOON.astimezone(timezone(timedelta(hours=2))) + timedelta(microseconds=1))
    assert from_text(to_text(paused), Paused) == paused


def test_a_field_that_an_old_text_lacks_has_its_default_and_one_too_many_is_left_out() -> None:
    text = '{"mail":"priya@halden.example","name":"Priya","shoe_size":39}'
    assert from_text(text, Customer) == Customer("priya@halden.example", "Priya")
