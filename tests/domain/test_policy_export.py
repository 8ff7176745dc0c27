from hypothesis import HealthCheck, assume, given, settings

from desktop_escalation.domain.ladder_faults import never_fires
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_export import write_policy
from desktop_escalation.domain.policy_text import parse_policy
from tests.domain.policies import a_policy, some_policies

EXAMPLE = """\
name = "Urgent incidents"
order = 10
calendar = "Weekdays 08-18 London"
reopen_continues_within = "16h"
close_after = "5d"
grace = "15m"
promise = "30m"
tell_customer_by_hand = "raised-to-specialists"

[applies_when]
priority = [1, 2]
category = ["Network", "Access", "Outage"]
"customer.plan" = { not = ["Basic"] }

[[applies_when.any]]
"customer.vip" = true

[[applies_when.any]]
age = { min = "1d 4h" }

[targets]
first_response = { 1 = "30m", 2 = "1h" }
resolution = { 1 = "4h", 2 = "1d 17:00" }

[pauses]
customer = ["next_response", "update", "resolution"]
"change window" = ["resolution"]

[[step]]
id = "warn"
at = "75% of first_response"
do = [{ involve = ["assignee", "lead"] }, { raise_priority = 1 }, { move_to = { team = "Network" } }]

[[step]]
at = "15m before resolution"
if = { tier = [1], any = [{ subject = { contains = "vpn" } }] }
do = [{ move_to = { tier = 2, team = "Network", assign = "least loaded" } }, { involve = ["lead"] }, \
{ tell_customer = "raised-to-specialists" }]

[[step]]
at = "30m unacknowledged after step 2"
repeat = { every = "1h", times = 3 }
urgency = "now"
do = [{ involve = ["manager", "person:helen"] }, { move_to = { tier = 3, assign = "person:dora" } }]
"""


def test_a_policy_is_written_as_it_was_read() -> None:
    assert write_policy(parse_policy(EXAMPLE, "urgent.toml")) == EXAMPLE


def test_a_policy_without_anything_is_its_head() -> None:
    assert write_policy(a_policy("")).splitlines()[-1] == 'promise = "30m"'


@given(some_policies)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_policies_read_back(policy: Policy) -> None:
    assume(not list(never_fires(policy)))

    assert parse_policy(write_policy(policy), "policy.toml") == policy
