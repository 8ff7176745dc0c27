from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.errors import Unreadable
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import BusinessSpan, ByWorkingDay
from desktop_escalation.domain.policy_text import parse_policy, read_policy
from desktop_escalation.domain.ticket import PendingReason, Priority
from tests.domain.policies import HEAD, STEP, TARGETS, a_policy, fault, faults, quoted

FOUR_HOURS = BusinessSpan(timedelta(hours=4))


def test_what_a_policy_leaves_out_has_its_default() -> None:
    policy = a_policy("")

    assert policy.order == 100
    assert policy.applies_when == Condition()
    assert policy.reopen_continues_within == BusinessSpan(timedelta(hours=16))
    assert policy.close_after == timedelta(days=5)
    assert policy.grace == timedelta(minutes=15)
    assert policy.promise == BusinessSpan(timedelta(minutes=30))
    assert policy.tell_customer_by_hand is None
    assert (policy.targets, policy.pauses, policy.steps, policy.version) == ({}, {}, (), 0)


def test_targets_are_by_clock_and_priority() -> None:
    targets = a_policy('[targets]\nresolution = { 1 = "4h", 2 = "1d 17:00" }').targets

    assert targets == {Metric.RESOLUTION: {Priority.URGENT: FOUR_HOURS, Priority.HIGH: ByWorkingDay(1, time(17))}}


def test_a_pause_may_be_written_with_a_blank_or_an_underscore() -> None:
    text = '[pauses]\nchange_window = ["update"]\n"other team" = ["resolution", "ownership"]'

    assert a_policy(text).pauses == {
        PendingReason.CHANGE_WINDOW: frozenset({Metric.UPDATE}),
        PendingReason.OTHER_TEAM: frozenset({Metric.RESOLUTION, Metric.OWNERSHIP}),
    }


def test_the_lines_stay_known_after_reading() -> None:
    parsed = read_policy(HEAD + TARGETS + STEP, "urgent.toml")

    assert parsed.policy == a_policy()
    assert parsed.lines.find(("step", 0, "do", 0, "tag")) == 7


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("ordr = 10", 'unknown key "ordr"; did you mean "order"?'),
        ("order = -1", '"order" must be from 0'),
        ('order = "10"', '"order" must be a whole number'),
        ('grace = "15 minutes"', 'grace: "15 minutes" is no span of time'),
        ('close_after = "99999999999h"', 'close_after: "99999999999h" is too long'),
        ('promise = "0m"', 'promise: "0m" must be longer than zero'),
        ("reopen_continues_within = 16", '"reopen_continues_within" must be a text'),
        ('tell_customer_by_hand = ""', "tell_customer_by_hand: a name must not be empty"),
        ("applies_when = 3", '"applies_when" must be a table'),
        ("targets = 3", '"targets" must be a table'),
        ("pauses = 3", '"pauses" must be a table'),
        ("step = 3", '"step" must be a list'),
        ("step = [3]", 'each "step" is a table: begin it with [[step]]'),
        ("format = 0", '"format" must be from 1'),
        ("format = true", '"format" must be a whole number'),
        ("format = 2", "is written for a newer format than 1; upgrade the program"),
        ("targets.resolution = {}", '"resolution" states no target'),
        ('targets.resolution = "4h"', '"resolution" must be a table'),
        ('targets.resolutoin = { 1 = "4h" }', '"resolutoin" is no clock; did you mean "resolution"?'),
        ('targets.acknowledgement = { 1 = "4h" }', '"acknowledgement" has no target: it is only measured'),
        ('targets.resolution = { 5 = "4h" }', '"5" is no priority; known are: 1, 2, 3, 4'),
        ('targets.resolution = { 1 = "0m" }', '1: "0m" is no target: it must be longer than zero'),
        ("targets.resolution = { 1 = 4 }", '"1" must be a text'),
        ('pauses.custmer = ["update"]', 'unknown reason to wait "custmer"; did you mean "customer"?'),
        ('pauses.customer = ["updat"]', 'customer: "updat" is no clock; did you mean "update"?'),
        ('pauses.customer = "update"', '"customer" must be a list'),
    ],
)
def test_a_fault_is_refused_at_its_line(line: str, complaint: str) -> None:
    assert fault(line).startswith(f"3: {complaint}")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("", "must not be empty"), (" x", "begins or ends with a blank"), ("a\0", "U+0000"), ("x" * 201, "at most 200")],
)
def test_a_name_can_be_shown_on_one_line(name: str, complaint: str) -> None:
    found = fault("", head=f'calendar = "Weekdays"\nname = {quoted(name)}\n')

    assert found.startswith("2: name: ")
    assert complaint in found


def test_a_policy_needs_a_name_and_a_calendar() -> None:
    assert faults("", head="") == ['None: "name" is missing', 'None: "calendar" is missing']


def test_a_reason_to_wait_is_written_once() -> None:
    found = fault('[pauses]\n"change window" = []\nchange_window = []')

    assert found == '5: "change window" is written twice'


def test_a_newer_format_is_not_blamed_for_what_is_new_in_it() -> None:
    found = faults('format = 3\nfancy = "x"')

    assert found == ["3: is written for a newer format than 1; upgrade the program"]


def test_every_fault_is_told_at_once_by_line_with_the_name_of_the_file() -> None:
    text = 'order = "x"\n[targets]\nupdat = { 1 = "4h" }\n[[step]]\nat = "soon"\ndo = [{ tga = "x" }]'

    with pytest.raises(Unreadable) as refused:
        parse_policy(HEAD + text, "urgent.toml")

    places = [line.split(" ")[0] for line in str(refused.value).splitlines()]
    assert places == [f"urgent.toml:{number}:" for number in (3, 5, 7, 8)]


def test_broken_toml_is_refused_at_its_line() -> None:
    assert fault("a = = b").startswith("3: no valid TOML")


def test_a_step_that_never_fires_is_refused_at_its_line() -> None:
    assert fault('[[step]]\nat = "at update"\ndo = [{ tag = "x" }]') == (
        '4: this step never fires: "update" has no target'
    )


hostile = st.one_of(
    st.text(),
    st.text("[]{}=\"'\\\n.# a1\0é"),
    st.lists(
        st.sampled_from([*HEAD.splitlines(), *TARGETS.splitlines(), *STEP.splitlines(), "[applies_when]", "[[step]]"])
        | st.builds(
            "{} = {}".format,
            st.sampled_from(["at", "if", "do", "any", "id", "repeat", "tier", "age", "targets", "pauses", "format"]),
            st.sampled_from(
                ['"x"', "1", "-9999999999999999999", "[]", "{}", "true", "1.5", "nan", "1979-05-27", "[{}]"]
            ),
        ),
        max_size=12,
    ).map("\n".join),
)


@given(hostile)
@example("a = " + "[" * 5000 + "]" * 5000)
@example("a = " + "{ a = " * 3000 + "1" + "}" * 3000)
@example("a = " + "9" * 6000)
@example('grace = "' + "9" * 6000 + 'h"')
@example('targets = { resolution = { 1 = "99999999999h" } }')
@settings(deadline=None)
def test_any_text_is_a_policy_or_unreadable(text: str) -> None:
    with suppress(Unreadable):
        parse_policy(text, "hostile.toml")
