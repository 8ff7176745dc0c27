import pytest
from hypothesis import given, settings

from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_diff import diff
from desktop_escalation.domain.value import replace
from tests.domain.policies import STEP, TARGETS, a_policy, some_policies

WARN = STEP.replace("at =", 'id = "warn"\nat =')
LATE = WARN.replace("warn", "late").replace("at resolution", "2h idle")
BASE = f'[applies_when]\npriority = [1, 2]\n{TARGETS}[pauses]\ncustomer = ["update"]\n{WARN}{LATE}'


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("[applies_when]", 'order = 7\ngrace = "1h"\n[applies_when]', ("order: 100 → 7", "grace: 15m → 1h")),
        ("[applies_when]", 'calendar = "Nights"\n[applies_when]', ("calendar: Weekdays → Nights",)),
        (
            "[applies_when]",
            'tell_customer_by_hand = "raised"\n[applies_when]',
            ("tell_customer_by_hand: nothing → raised",),
        ),
        ("priority = [1, 2]", "priority = [1]", ("applies when: priority = [1, 2] → priority = [1]",)),
        ("priority = [1, 2]", "", ("applies when: priority = [1, 2] → always",)),
        (
            '2 = "8h"',
            '2 = "1d 17:00", 3 = "2d"',
            (
                "target of resolution at priority 2: 8h → 1d 17:00",
                "target of resolution at priority 3: none → 2d",
            ),
        ),
        (
            'customer = ["update"]',
            'customer = ["resolution"]\nsupplier = ["update"]',
            (
                "waiting for customer no longer pauses update",
                "waiting for customer now pauses resolution",
                "waiting for supplier now pauses update",
            ),
        ),
        (LATE, "", ('step late is removed: 2h idle: tag = "late"',)),
        (WARN, "", ('step warn is removed: at resolution: tag = "late"',)),
        (LATE, LATE + STEP, ('step 3 is added: at resolution: tag = "late"',)),
        (WARN + LATE, LATE + WARN, ("steps are reordered: warn, late → late, warn",)),
        (
            LATE,
            LATE.replace("2h", "3h").replace("do", 'urgency = "now"\nif = { tier = 1 }\ndo'),
            (
                "step late, at: 2h idle → 3h idle",
                "step late, if: always → tier = [1]",
                "step late, urgency: working hours → now",
            ),
        ),
        (
            LATE,
            LATE.replace('tag = "late"', 'note = "Late"').replace("do", 'repeat = { every = "1h", times = 3 }\ndo'),
            (
                'step late, do: tag = "late" → note = "Late"',
                "step late, repeat: never → every 1h, at most 3 times",
            ),
        ),
    ],
)
def test_what_differs_is_said_in_sentences(old: str, new: str, sentences: tuple[str, ...]) -> None:
    head = 'name = "Urgent"\n' if "calendar" in new else 'name = "Urgent"\ncalendar = "Weekdays"\n'

    assert diff(a_policy(BASE), a_policy(BASE.replace(old, new), head=head)) == sentences


@given(some_policies)
@settings(deadline=None, max_examples=50)
def test_a_policy_does_not_differ_from_another_version_with_the_same_words(policy: Policy) -> None:
    assert diff(policy, replace(policy, version=7)) == ()
