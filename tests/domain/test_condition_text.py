from datetime import timedelta

import pytest

from desktop_escalation.domain import conditions
from desktop_escalation.domain.condition_text import paths_of_tests, write_condition, write_key, write_text
from desktop_escalation.domain.conditions import Age, Condition, Operator, Value
from desktop_escalation.domain.errors import Refused
from tests.domain.policies import a_policy, fault, faults


def applied(text: str) -> tuple[conditions.Test, ...]:
    return a_policy(f"[applies_when]\n{text}").applies_when.tests


@pytest.mark.parametrize(
    ("text", "operator", "wanted"),
    [
        ("priority = [1, 2]", Operator.ANY_OF, (1, 2)),
        ("priority = 1", Operator.ANY_OF, (1,)),
        ("tier = { min = 2 }", Operator.MIN, (2,)),
        ("reopened = { max = 3 }", Operator.MAX, (3,)),
        ('subject = { contains = "vpn" }', Operator.CONTAINS, ("vpn",)),
        ('tags = { contains = ["vpn", "wifi"] }', Operator.CONTAINS, ("vpn", "wifi")),
        ('age = { min = "1d 4h" }', Operator.MIN, (Age(timedelta(hours=28)),)),
        ("customer.vip = true", Operator.ANY_OF, (True,)),
        ('"customer.plan" = { not = ["Basic"] }', Operator.NONE_OF, ("Basic",)),
        ('state = ["New"]', Operator.ANY_OF, ("new",)),
    ],
)
def test_a_test_is_read(text: str, operator: Operator, wanted: tuple[Value, ...]) -> None:
    (test,) = applied(text)

    assert (test.operator, test.wanted) == (operator, wanted)


def test_several_operators_on_one_field_are_several_tests() -> None:
    assert [test.operator for test in applied("tier = { min = 2, max = 3 }")] == [Operator.MIN, Operator.MAX]


def test_alternatives_are_tables_like_the_condition_itself() -> None:
    text = "[applies_when]\npriority = [1]\n[[applies_when.any]]\ntier = 1\n[[applies_when.any]]\nany = [{ tier = 2 }]"

    condition = a_policy(text).applies_when

    paths = [(path, test.wanted) for path, test in paths_of_tests(condition, ("applies_when",))]
    assert paths == [
        (("applies_when", "priority"), (1,)),
        (("applies_when", "any", 0, "tier"), (1,)),
        (("applies_when", "any", 1, "any", 0, "tier"), (2,)),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("prioritty = [1]", 'unknown field "prioritty"; did you mean "priority"?'),
        ('customer.plam = ["Gold"]', 'unknown field "customer.plam"; did you mean "customer.plan"?'),
        ("customer = 3", 'unknown field "customer"'),
        ("priority = [5]", "priority: must be a whole number from 1 to 4"),
        ("priority = [true]", "priority: must be a whole number from 1 to 4"),
        ("priority = { minn = 2 }", 'unknown operator "minn"; did you mean "min"?'),
        ("priority = {}", '"priority" needs an operator: not, min, max, contains'),
        ("priority = { min = [1, 2] }", "priority: takes one value"),
        ("category = { min = 2 }", "category: cannot be compared like this; it takes a value or a list, not, contains"),
        ("category = []", "category: list at least one value"),
        ("category = [3]", "category: must be a text: put it in quotes"),
        ('category = [""]', "category: a name must not be empty"),
        ('age = ["4h"]', "age: cannot be compared like this; it takes min, max"),
        ('age = { min = "soon" }', 'age: "soon" is no span of time'),
        ('state = ["opne"]', 'state: unknown word "opne"; did you mean "open"?'),
        ('"customer.vip" = "yes"', "customer.vip: must be true or false"),
        ("any = []", '"any" must name at least one alternative'),
        ("any = [{}]", "an alternative without a test holds always"),
        ("any = [3]", 'each "any" is a table'),
        ("any = 3", '"any" must be a list'),
    ],
)
def test_a_faulty_test_is_refused_at_its_line(text: str, complaint: str) -> None:
    found = fault(f"[applies_when]\n{text}")

    assert found.startswith(f"4: {complaint}")


def test_a_field_may_be_tested_in_one_place_only() -> None:
    found = fault('[applies_when]\n"customer.plan" = "Gold"\ncustomer.plan = "Basic"')

    assert found == '5: "customer.plan" is tested twice; write one table of operators'


def test_alternatives_end_at_the_fourth_level() -> None:
    text = "[applies_when]\n" + "any = [{ tier = 1, " * 5 + "state = 'new'" + " }]" * 5

    assert faults(text) == ["4: alternatives stand at most 4 deep in each other"]


def test_what_no_file_can_say_is_refused_when_written() -> None:
    twice = conditions.Test("priority", Operator.ANY_OF, (1,)), conditions.Test("priority", Operator.MIN, (1,))
    same = conditions.Test("tier", Operator.MIN, (1,)), conditions.Test("tier", Operator.MIN, (2,))

    for tests in (twice, same):
        with pytest.raises(Refused, match="is tested twice in a way that no policy file can say"):
            write_condition(Condition(tests))


def test_keys_and_texts_are_quoted_where_toml_needs_it() -> None:
    assert write_key("change window") == '"change window"'
    assert write_key("customer") == "customer"
    assert write_text('a"b\n\x7f') == '"a\\"b\\n\\u007F"'
