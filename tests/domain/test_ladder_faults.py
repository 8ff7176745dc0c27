import pytest

from desktop_escalation.domain import conditions
from desktop_escalation.domain.conditions import Condition, Operator
from desktop_escalation.domain.ladder_faults import admits, admitted
from tests.domain.policies import TARGETS, fault, faults

NEVER = "this step never fires:"


def a_ladder(*steps: str, applies_when: str = "", targets: str = TARGETS) -> str:
    """Write a policy whose steps begin on the lines 9, 14, …: `[[step]]`, trigger, condition, action."""
    rungs = (f'[[step]]\nat = "{at}"\nif = {{ {test} }}\ndo = [{{ {do} }}]\n\n' for at, test, do in _parts(steps))
    return f"[applies_when]\n{applies_when}\n\n{targets}\n" + "".join(rungs)


def _parts(steps: tuple[str, ...]) -> list[tuple[str, str, str]]:
    parts = [[part.strip() for part in step.split("|")] for step in steps]
    return [(at, test or 'subject = ["x"]', do or 'tag = "x"') for at, test, do in parts]


@pytest.mark.parametrize("trigger", ["75% of update", "at update", "15m before update"])
def test_a_point_of_a_clock_without_a_target_is_never_reached(trigger: str) -> None:
    assert fault(a_ladder(f"{trigger} | |")) == f'10: {NEVER} "update" has no target'


def test_a_target_at_other_priorities_does_not_help() -> None:
    found = faults(a_ladder("at resolution | |", applies_when="priority = [3]"))

    assert found == [f'10: {NEVER} "resolution" has no target at a priority that "applies_when" admits']


def test_a_target_at_priorities_that_the_step_refuses_does_not_help() -> None:
    found = faults(a_ladder("at resolution | priority = [3] |", "2h idle | | raise_priority = 1"))

    assert found == [f'10: {NEVER} "resolution" has no target at a priority that "if" admits']


def test_a_target_at_one_admitted_priority_is_enough() -> None:
    assert not faults(a_ladder("at resolution | priority = { min = 2 } |", applies_when="priority = { not = [1] }"))


@pytest.mark.parametrize(
    ("applies_when", "condition", "field"),
    [
        ("priority = [1, 2]", "priority = [3]", "priority"),
        ("priority = { max = 2 }", "priority = { min = 3 }", "priority"),
        ("tier = [1]", "tier = [2]", "tier"),
        ("tier = { max = 1 }", "tier = { min = 2 }", "tier"),
        ('team = "Desk"', 'team = "Network"', "team"),
        ('state = ["new"]', 'state = ["open"]', "state"),
        ('channel = ["mail"]', 'channel = { not = ["mail"] }', "channel"),
        ('category = "Network"', 'category = { not = ["NETWORK"] }', "category"),
        ("customer.vip = true", "customer.vip = false", "customer.vip"),
        ('customer.plan = ["Gold"]', 'customer.plan = ["Basic"]', "customer.plan"),
    ],
)
def test_a_condition_that_the_policy_excludes_never_holds(applies_when: str, condition: str, field: str) -> None:
    found = faults(a_ladder(f"2h idle | {condition} |", applies_when=applies_when))

    assert found == [f'11: {NEVER} "applies_when" excludes what "if" wants of "{field}"']


@pytest.mark.parametrize(
    ("applies_when", "condition"),
    [
        ("priority = [1, 2]", "priority = [2, 3]"),
        ('category = { not = ["Network"] }', 'category = { not = ["Access"] }'),
        ('category = { contains = "net" }', 'category = ["Access"]'),
        ('tags = ["vip"]', 'tags = ["late"]'),
        ("reopened = { max = 1 }", "reopened = { min = 2 }"),
        ("priority = [1]\nany = [{ priority = [2] }, { tier = [1] }]", "priority = [1]"),
        ("customer.vip = { not = [true] }", "customer.vip = false"),
    ],
)
def test_what_is_not_certain_is_no_fault(applies_when: str, condition: str) -> None:
    ladder = a_ladder(f"2h idle | {condition} |", applies_when=applies_when)

    assert not faults(ladder)


@pytest.mark.parametrize(
    ("applies_when", "condition", "action"),
    [
        ("priority = [2]", "priority = [1]", "raise_priority = 1"),
        ("tier = [1]", "tier = [2]", "move_to = { tier = 2 }"),
        ('team = "Desk"', 'team = "Network"', 'move_to = { team = "Network" }'),
    ],
)
def test_what_another_step_may_change_is_no_fault(applies_when: str, condition: str, action: str) -> None:
    assert not faults(a_ladder(f"2h idle | | {action}", f"4h idle | {condition} |", applies_when=applies_when))
    assert len(faults(a_ladder("2h idle | |", f"4h idle | {condition} | {action}", applies_when=applies_when))) == 1


def test_tests_of_a_step_that_exclude_each_other_never_hold() -> None:
    assert fault(a_ladder("2h idle | tier = { min = 3, max = 2 } |")) == (
        f'11: {NEVER} its tests of "tier" exclude each other'
    )


def test_tests_of_a_policy_that_exclude_each_other_never_hold() -> None:
    assert fault(a_ladder("2h idle | |", applies_when="tier = { min = 3, max = 2 }")) == (
        '4: "applies_when" holds for no ticket: its tests of "tier" exclude each other'
    )


@pytest.mark.parametrize(
    ("trigger", "states", "is_stopped"),
    [
        ("2h idle", ["pending", "closed"], True),
        ("2h unassigned", ["pending"], True),
        ("2h idle", ["pending", "open"], False),
        ("at resolution", ["resolved", "closed"], True),
        ("at resolution", ["pending"], False),
        ("customer escalates", ["closed"], False),
    ],
)
def test_a_step_does_not_fire_in_states_that_stop_its_trigger(
    trigger: str, states: list[str], *, is_stopped: bool
) -> None:
    found = faults(a_ladder(f"{trigger} | state = {states} |"))

    assert found == ([f'11: {NEVER} "{trigger}" stops in the states that "if" names'] if is_stopped else [])


@pytest.mark.parametrize(
    ("applies_when", "condition", "is_fault"),
    [
        ("", "reopened = { max = 1 }", True),
        ("reopened = [0, 1]", "tier = [1]", True),
        ("reopened = { min = 1 }", "reopened = { max = 2 }", False),
        ("", "reopened = { min = 5 }", False),
        ("", "tier = [1]", False),
    ],
)
def test_a_step_at_the_second_reopening_needs_conditions_that_let_it_pass(
    applies_when: str, condition: str, *, is_fault: bool
) -> None:
    found = faults(a_ladder(f"2 times reopened | {condition} |", applies_when=applies_when))

    assert found == ([f'10: {NEVER} a condition wants fewer "reopened"'] if is_fault else [])


def test_samples_of_a_field_are_what_no_condition_excludes() -> None:
    low = Condition((conditions.Test("priority", Operator.MIN, (3,)),))

    assert admitted("priority", low) == (3, 4)
    assert admitted("tier", low) == (1,)
    assert not admits(low, "priority", 2)
