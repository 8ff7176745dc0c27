from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import AtOffset, Trigger, Wait
from desktop_escalation.domain.trigger_text import parse_target_metric, parse_trigger, trigger_in_words, write_trigger
from tests.domain.policies import triggers


@pytest.mark.parametrize(
    "text",
    [
        "75% of first_response",
        "12.5% of update",
        "150% of ownership",
        "15m before resolution",
        "1d 4h before resolution",
        "15 wall m after resolution",
        "at resolution",
        "2h unassigned",
        "2 wall h idle",
        "2 times reopened",
        "1 times bounced",
        "customer escalates",
        "30m unacknowledged after step 2",
        "30m unacknowledged after step warn the lead",
        "30m unacknowledged after step 5m unacknowledged after step 1",
    ],
)
def test_a_trigger_is_written_as_it_was_read(text: str) -> None:
    assert write_trigger(parse_trigger(text)) == text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("  75 %  of resolution", "75% of resolution"),
        ("1 time bounced", "1 times bounced"),
        ("0m before resolution", "at resolution"),
        ("0h after resolution", "at resolution"),
    ],
)
def test_two_ways_to_write_one_trigger_mean_the_same(text: str, same: str) -> None:
    assert parse_trigger(text) == parse_trigger(same)


def test_at_a_clock_is_no_time_after_its_due() -> None:
    trigger = parse_trigger("at resolution")

    assert isinstance(trigger, AtOffset)
    assert trigger.wait == Wait(trigger.wait.span)
    assert not trigger.is_before


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("75% of resolutoin", '"resolutoin" is no clock; did you mean "resolution"?'),
        ("75% of acknowledgement", '"acknowledgement" has no target: it is only measured'),
        ("0% of resolution", "must be more than 0%"),
        ("10001% of resolution", "at most 10000%"),
        ("12.00001% of resolution", "more than four decimals"),
        ("2h unasigned", '"2h unasigned" is no trigger; did you mean "unassigned"?'),
        ("at lunch", '"lunch" is no clock; known are: first_response'),
        ("whenever", '"whenever" is no trigger; write it like "75% of resolution"'),
        ("soon before resolution", '"soon" is no span of time'),
        ("0h idle", '"0h" must be longer than zero'),
        ("0 wall h unassigned", "must be longer than zero"),
        ("0m unacknowledged after step 1", "must be longer than zero"),
        ("0 times reopened", "from 1 to 1000 times"),
        ("1001 times bounced", "from 1 to 1000 times"),
        ("9" * 150 + " times bounced", "from 1 to 1000 times"),
        ("99999999999h idle", "the longest span is ten years"),
        ("idle\0", "control character"),
        ("x" * 300, "at most 200"),
        ("", "must not be empty"),
    ],
)
def test_nonsense_is_no_trigger(text: str, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        parse_trigger(text)


def test_the_name_of_a_clock_is_read() -> None:
    assert parse_target_metric("update") is Metric.UPDATE


@given(triggers(["1", "warn"]))
def test_triggers_read_back(trigger: Trigger) -> None:
    again = parse_trigger(write_trigger(trigger))

    assert again == trigger
    assert write_trigger(again) == write_trigger(trigger)


@given(
    st.text() | st.lists(st.sampled_from(["15", "m", "h", "%", "of", "at", "idle", "step", "resolution"])).map(" ".join)
)
def test_any_text_is_a_trigger_or_refused(text: str) -> None:
    with suppress(Refused):
        parse_trigger(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("75% of first_response", "75 % of first response"),
        ("30m unacknowledged after step my_step", "30m unacknowledged after step my_step"),
    ],
)
def test_people_read_a_trigger_as_words(text: str, words: str) -> None:
    assert trigger_in_words(text) == words
