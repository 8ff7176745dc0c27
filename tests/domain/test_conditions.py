from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain import conditions
from desktop_escalation.domain.conditions import Age, Condition, Facts, Finding, Operator, Seen, Value
from tests.domain.policies import some_conditions

ANY_OF, NONE_OF, CONTAINS = Operator.ANY_OF, Operator.NONE_OF, Operator.CONTAINS
MIN, MAX = Operator.MIN, Operator.MAX
HOUR = Age(timedelta(hours=1))


def find(operator: Operator, *wanted: Value, seen: Seen) -> Finding:
    return conditions.Test("field", operator, wanted).judge({"field": seen})


def condition(field: str, *wanted: Value, operator: Operator = ANY_OF) -> Condition:
    return Condition((conditions.Test(field, operator, wanted),))


@pytest.mark.parametrize(
    ("operator", "wanted", "seen", "holds"),
    [
        (ANY_OF, (1, 2), 2, True),
        (ANY_OF, (1, 2), 3, False),
        (ANY_OF, ("network",), "NETWORK", True),
        (ANY_OF, ("straße",), "STRASSE", True),
        (ANY_OF, ("network",), None, False),
        (ANY_OF, ("late", "vip"), frozenset({"VIP"}), True),
        (ANY_OF, ("late",), frozenset({"later"}), False),
        (ANY_OF, ("late",), frozenset(), False),
        (ANY_OF, (True,), True, True),
        (ANY_OF, (False,), True, False),
        (NONE_OF, ("basic",), "Gold", True),
        (NONE_OF, ("basic",), "Basic", False),
        (NONE_OF, ("basic",), None, True),
        (NONE_OF, ("late",), frozenset({"Late"}), False),
        (MIN, (2,), 2, True),
        (MIN, (2,), 1, False),
        (MIN, (2,), None, False),
        (MIN, (2,), "2", False),
        (MIN, (HOUR,), HOUR, True),
        (MIN, (HOUR,), Age(timedelta(minutes=30)), False),
        (MIN, (HOUR,), 5, False),
        (MAX, (2,), 2, True),
        (MAX, (2,), 3, False),
        (MAX, (2,), None, False),
        (MAX, (HOUR,), Age(timedelta(hours=2)), False),
        (CONTAINS, ("vpn",), "The VPN drops", True),
        (CONTAINS, ("vpn", "drop"), "It drops", True),
        (CONTAINS, ("vpn",), "WLAN", False),
        (CONTAINS, ("vpn",), None, False),
        (CONTAINS, ("vpn",), frozenset({"VPN"}), True),
        (CONTAINS, ("vp",), frozenset({"VPN"}), False),
        (CONTAINS, ("1",), 1, False),
    ],
)
def test_an_operator_compares_what_it_sees(
    operator: Operator, wanted: tuple[Value, ...], seen: Seen, *, holds: bool
) -> None:
    assert find(operator, *wanted, seen=seen).holds is holds


@pytest.mark.parametrize(
    ("operator", "wanted", "text"),
    [
        (ANY_OF, (1, 2), "1 or 2"),
        (ANY_OF, (True,), "yes"),
        (ANY_OF, (False,), "no"),
        (NONE_OF, ("Basic",), "not Basic"),
        (MIN, (2,), "at least 2"),
        (MAX, (3,), "at most 3"),
        (MIN, (Age(timedelta(hours=4)),), "at least 4 h"),
        (CONTAINS, ("vpn",), "contains vpn"),
    ],
)
def test_a_finding_says_in_words_what_was_wanted(operator: Operator, wanted: tuple[Value, ...], text: str) -> None:
    assert find(operator, *wanted, seen=None).wanted == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (1, "1"),
        ("Network", "Network"),
        (None, "nothing"),
        (frozenset[str](), "nothing"),
        (frozenset({"vip", "late"}), "late, vip"),
        (True, "yes"),
        (False, "no"),
        (Age(timedelta(hours=3, minutes=20, seconds=59)), "3 h 20 min"),
        (Age(timedelta(days=2, minutes=1)), "2 d 1 min"),
        (Age(timedelta(seconds=30)), "0 min"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_a_finding_says_in_words_what_was_seen(seen: Seen, text: str) -> None:
    assert find(ANY_OF, 1, seen=seen).seen == text


def test_an_empty_condition_holds() -> None:
    verdict = Condition().judge({})

    assert verdict.holds
    assert verdict.findings == ()


def test_every_test_is_judged_also_after_one_that_fails() -> None:
    both = Condition(condition("priority", 1).tests + condition("tier", 2).tests)

    verdict = both.judge({"priority": 3, "tier": 2})

    assert not verdict.holds
    assert verdict.findings == (Finding("priority", "1", "3", holds=False), Finding("tier", "2", "2", holds=True))


def test_one_alternative_is_enough_and_all_are_shown() -> None:
    either = Condition(alternatives=(condition("priority", 1), condition("tier", 2)))

    verdict = either.judge({"priority": 3, "tier": 2})

    assert verdict.holds
    assert [finding.holds for finding in verdict.findings] == [False, True]


def test_without_any_alternative_that_holds_the_condition_fails() -> None:
    either = Condition(condition("state", "open").tests, (condition("priority", 1), condition("tier", 2)))

    assert not either.judge({"state": "open", "priority": 3, "tier": 1}).holds


def test_a_field_that_nobody_knows_of_counts_as_missing() -> None:
    assert condition("customer.plan", "Basic", operator=NONE_OF).judge({}).holds


def test_the_fields_of_alternatives_count_too() -> None:
    nested = Condition(condition("priority", 1).tests, (condition("tier", 2), condition("tags", "x")))

    assert nested.fields() == {"priority", "tier", "tags"}


@given(some_conditions(), st.dictionaries(st.sampled_from(["priority", "tier", "category"]), st.none() | st.integers()))
def test_every_condition_can_be_judged_and_names_the_fields_it_shows(wanted: Condition, facts: Facts) -> None:
    verdict = wanted.judge(facts)

    assert {finding.field for finding in verdict.findings} == wanted.fields()
