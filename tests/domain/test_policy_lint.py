import pytest

from desktop_escalation.domain.people import Customer, Organisation, Template
from desktop_escalation.domain.policy_lint import lint
from desktop_escalation.domain.policy_text import read_policy
from desktop_escalation.domain.value import replace
from tests.domain.organisations import an_organisation
from tests.domain.policies import HEAD, STEP, TARGETS

LEAVES = 'is excluded by "applies_when": the ticket leaves this policy, and the steps after this one never fire'


def warnings(text: str, organisation: Organisation | None = None) -> list[str]:
    parsed = read_policy(HEAD + text, "urgent.toml")
    found = lint(parsed.policy, organisation or an_organisation(), parsed.lines)
    return [f"{problem.line}: {problem.message}" for problem in found]


def applying(applies_when: str, action: str) -> str:
    return f'[applies_when]\n{applies_when}\n[[step]]\nat = "2h idle"\ndo = [{{ {action} }}]'


def test_a_sound_policy_has_no_warning() -> None:
    assert warnings(TARGETS + STEP) == []


def test_a_policy_without_anything_promises_nothing() -> None:
    assert warnings("") == ["1: the policy promises nothing and does nothing: it has neither targets nor steps"]


def test_closing_at_once_is_hardly_meant() -> None:
    assert warnings(f'close_after = "0d"\n{TARGETS}') == [
        "3: a resolved ticket closes at once: no customer can reopen it"
    ]


def test_a_target_at_a_priority_that_never_comes_serves_no_ticket() -> None:
    assert warnings(f"[applies_when]\npriority = [1]\n{TARGETS}") == [
        '6: this target serves no ticket: "applies_when" excludes priority 2'
    ]


def test_a_step_before_due_by_the_whole_target_fires_at_once() -> None:
    step = STEP.replace("at resolution", "4h before resolution")

    assert warnings(TARGETS + step) == ["6: this step fires at once at priority 1: 4h before due, with a target of 4h"]


@pytest.mark.parametrize(
    ("trigger", "target"),
    [
        ("15m before resolution", "4h"),
        ("1d before resolution", "2d"),
        ("4h after resolution", "4h"),
        ("4 wall h before resolution", "4h"),
        ("4h before resolution", "1d 17:00"),
        ("100% of resolution", "4h"),
    ],
)
def test_a_step_that_may_fire_later_is_no_problem(trigger: str, target: str) -> None:
    assert warnings(f'[targets]\nresolution = {{ 1 = "{target}" }}\n{STEP.replace("at resolution", trigger)}') == []


def test_a_target_that_serves_no_ticket_makes_no_step_fire_at_once() -> None:
    text = f"[applies_when]\npriority = [2]\n{TARGETS}{STEP.replace('at resolution', '4h before resolution')}"

    assert len(warnings(text)) == 1


def test_a_repetition_without_a_recipient_tells_nobody() -> None:
    text = TARGETS + STEP.replace("do =", 'repeat = { every = "1h", times = 3 }\ndo =')

    assert warnings(text) == ["7: this step repeats but tells nobody: nothing is told again"]
    assert warnings(text.replace('tag = "late"', 'involve = ["lead"]')) == []


@pytest.mark.parametrize(("every", "times", "fires"), [("1h", 10, 11), ("1h", 99, 25), ("1h", 9, 0), ("3h", 99, 0)])
def test_a_repetition_that_parks_the_ticket_is_told(every: str, times: int, fires: int) -> None:
    telling = STEP.replace('tag = "late"', 'involve = ["lead"]')
    text = telling.replace("do =", f'repeat = {{ every = "{every}", times = {times} }}\ndo =')
    message = "in 24 hours, and a ticket on which policies fire more than 10 times is parked"

    assert warnings(TARGETS + text) == ([f"7: this step may fire {fires} times {message}"] if fires else [])


@pytest.mark.parametrize(
    ("applies_when", "action", "message"),
    [
        ("priority = [2, 3]", "raise_priority = 1", f"priority 1 {LEAVES}"),
        ("tier = [1]", "move_to = { tier = 2 }", f"tier 2 {LEAVES}"),
        ("tier = [1]", 'move_to = { team = "Network" }', f"tier 2 {LEAVES}"),
        ('team = "Desk"', 'move_to = { team = "Network" }', f'team "Network" {LEAVES}'),
        (
            "transfers = { max = 3 }",
            "move_to = { tier = 2 }",
            'a move adds to "transfers", which "applies_when" limits: the ticket may leave this policy',
        ),
        ('tags = { not = ["late"] }', 'tag = "Late"', f'tag "Late" {LEAVES}'),
        ('tags = ["late"]', 'tag = "late"', 'tag "late" feeds "applies_when": the policy keeps itself in force'),
    ],
)
def test_an_action_that_falsifies_or_feeds_its_own_condition_is_told(
    applies_when: str, action: str, message: str
) -> None:
    assert warnings(applying(applies_when, action)) == [f"7: {message}"]


@pytest.mark.parametrize(
    ("applies_when", "action"),
    [
        ("priority = [1, 2]", "raise_priority = 1"),
        ("tier = { min = 1 }", "move_to = { tier = 2 }"),
        ("transfers = { min = 3 }", "move_to = { tier = 2 }"),
        ('tags = ["vip"]', 'tag = "late"'),
        ('tags = { not = ["vip"] }', 'tag = "late"'),
        ('subject = "x"', 'note = "late"'),
    ],
)
def test_an_action_that_leaves_the_condition_alone_is_no_problem(applies_when: str, action: str) -> None:
    assert warnings(applying(applies_when, action)) == []


def test_a_template_that_lacks_a_customers_language_is_told() -> None:
    organisation = replace(
        an_organisation(),
        customers=(
            Customer("a@example.org", "A", language="de"),
            Customer("b@example.org", "B", language="fr", notices=False),
            Customer("c@example.org", "C", language="cs"),
        ),
        templates=(Template("raised", "en", "Raised", "Hello"), Template("raised", "cs", "Raised", "Hello")),
    )
    telling = STEP.replace('tag = "late"', 'tell_customer = "raised"')
    text = f'tell_customer_by_hand = "raised"\n{TARGETS}{telling}'

    message = 'template "raised" is missing in de, the language of some customers'
    assert warnings(text, organisation) == [f"3: {message}", f"8: {message}"]


def test_a_template_in_every_customers_language_is_no_problem() -> None:
    assert warnings(f'tell_customer_by_hand = "raised"\n{TARGETS}') == []
