import pytest

from desktop_escalation.domain.policy import Urgency
from tests.domain.policies import STEP, TARGETS, a_policy, fault, faults, faults_of_step


def test_a_step_is_called_by_its_position_unless_it_is_named() -> None:
    steps = a_policy(
        TARGETS + STEP + STEP.replace("at =", 'id = "warn"\nat =') + STEP.replace("at =", "id = 7\nat =")
    ).steps

    assert [(step.id, step.position, step.is_named) for step in steps] == [
        ("1", 1, False),
        ("warn", 2, True),
        ("7", 3, True),
    ]


def test_a_step_speaks_in_working_hours_once_unless_it_says_otherwise() -> None:
    (step,) = a_policy().steps

    assert step.urgency is Urgency.WORKING_HOURS
    assert step.repeat is None
    assert step.trigger_text == "at resolution"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("iff = {}", 'unknown key "iff"; did you mean "if"?'),
        ("if = 3", '"if" must be a table'),
        ("if = { teir = [1] }", 'unknown field "teir"; did you mean "tier"?'),
        ('urgency = "soon"', 'urgency: unknown urgency "soon"; known are: digest, now, working hours'),
        ("repeat = 3", '"repeat" must be a table'),
        ('repeat = { every = "1h" }', '"times" is missing'),
        ("repeat = { times = 3 }", '"every" is missing'),
        ('repeat = { every = "0m", times = 3 }', 'every: "0m" must be longer than zero'),
        ('repeat = { every = "1h", times = 0 }', '"times" must be from 1 to 1000'),
        ('repeat = { every = "1h", times = 3, until = "x" }', 'unknown key "until"'),
        ('id = ""', "id: a name must not be empty"),
        ("id = 0", '"id" must be from 1'),
        ("id = true", '"id" must be a text'),
        ('id = "a  b"', 'id: "a  b" has two blanks in a row'),
        (f'id = "{"x" * 101}"', "id: a step's id has at most 100 characters"),
        (r'id = "\u0000"', "id: the text has the control character U+0000"),
    ],
)
def test_a_fault_of_a_step_is_refused_at_its_line(line: str, complaint: str) -> None:
    (found,) = faults_of_step(line)

    assert found.startswith(f"6: {complaint}")


def test_a_step_needs_a_trigger_and_actions() -> None:
    assert faults("[[step]]\n") == ['3: "at" is missing', '3: "do" is missing']
    assert fault('[[step]]\nat = "2h idle"\ndo = []') == '5: "do" must list at least one action'
    assert fault('[[step]]\nat = "2h idle"\ndo = [1]').startswith('5: each "do" is a table')
    assert fault('[[step]]\nat = 3\ndo = [{ tag = "x" }]').startswith('4: "at" must be a text')


def test_a_trigger_is_refused_with_the_nearest_word() -> None:
    assert fault('[[step]]\nat = "2h unasigned"\ndo = [{ tag = "x" }]') == (
        '4: at: "2h unasigned" is no trigger; did you mean "unassigned"?'
    )


def test_an_id_belongs_to_one_step() -> None:
    found = faults(TARGETS + STEP + STEP.replace("at =", "id = 1\nat ="))

    assert found == ['9: the id "1" belongs to step 1 already']


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ("wran", 'there is no step "wran"; did you mean "warn"?'),
        ("late", '"late" is a later step; only an earlier step can be waited for'),
        ("2", '"2" is this step itself; only an earlier step can be waited for'),
    ],
)
def test_only_an_earlier_step_can_be_waited_for(step: str, complaint: str) -> None:
    waiting = f'[[step]]\nat = "30m unacknowledged after step {step}"\ndo = [{{ tag = "x" }}]\n'
    warn, late = STEP.replace("at =", 'id = "warn"\nat ='), STEP.replace("at =", 'id = "late"\nat =')

    assert fault(TARGETS + warn + waiting + late) == f"10: {complaint}"
    assert a_policy(TARGETS + warn + waiting.replace(f"step {step}", "step warn")).steps[1].position == 2
