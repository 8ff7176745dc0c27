"""Semantics, section 7: what is over a person's budget becomes one line, never silence."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.budget import MOST_AT_ONCE, Ready, Used, portion
from desktop_escalation.domain.policy import Urgency
from tests.domain.directories import MONDAY_NOON

NONE = Used()


def ready(
    number: int, urgency: Urgency = Urgency.WORKING_HOURS, *, minute: int | None = None, is_line: bool = False
) -> Ready:
    at = MONDAY_NOON + timedelta(minutes=number if minute is None else minute)
    return Ready(number, urgency, at, is_line)


def test_what_is_within_the_budget_is_delivered_one_by_one_and_the_oldest_first() -> None:
    shared = portion(3, NONE, [ready(2), ready(3), ready(1)])
    assert (shared.deliver, shared.fold) == ((1, 2, 3), ())


def test_what_is_over_the_budget_becomes_lines() -> None:
    shared = portion(2, NONE, [ready(1), ready(2), ready(3), ready(4)])
    assert (shared.deliver, shared.fold) == ((1, 2), (3, 4))


def test_what_was_sent_within_the_hour_counts() -> None:
    shared = portion(3, Used(2), [ready(1), ready(2)])
    assert (shared.deliver, shared.fold) == ((1,), (2,))


def test_a_budget_that_was_lowered_below_what_was_sent_leaves_no_room() -> None:
    assert portion(1, Used(5), [ready(1)]).fold == (1,)


def test_of_a_storm_five_are_delivered_however_large_the_budget_is() -> None:
    shared = portion(99, NONE, [ready(number) for number in range(1, 501)])
    assert (shared.deliver, shared.fold) == ((1, 2, 3, 4, 5), tuple(range(6, 501)))


def test_what_was_sent_within_the_minute_counts_against_the_five() -> None:
    shared = portion(99, Used(in_hour=20, in_minute=3), [ready(1), ready(2), ready(3)])
    assert (shared.deliver, shared.fold) == ((1, 2), (3,))


def test_what_cannot_wait_waits_for_its_minute_too_but_a_digest_does_not() -> None:
    shared = portion(99, Used(5, 5), [ready(1, Urgency.NOW), ready(2, is_line=True)])
    assert (shared.deliver, shared.fold) == ((2,), (1,))


def test_a_budget_of_nothing_makes_everything_one_line() -> None:
    shared = portion(0, NONE, [ready(1, Urgency.NOW), ready(2)])
    assert (shared.deliver, shared.fold) == ((), (1, 2))


def test_what_cannot_wait_counts_too_but_goes_first() -> None:
    shared = portion(2, NONE, [ready(1), ready(2), ready(3, Urgency.NOW), ready(4, Urgency.NOW), ready(5, Urgency.NOW)])
    assert (shared.deliver, shared.fold) == ((3, 4), (5, 1, 2))


def test_a_digest_is_delivered_whatever_the_budget() -> None:
    shared = portion(0, Used(9), [ready(1), ready(2, is_line=True)])
    assert (shared.deliver, shared.fold) == ((2,), (1,))


def test_several_that_are_meant_for_a_digest_become_one_though_there_is_room() -> None:
    shared = portion(9, NONE, [ready(1, Urgency.DIGEST), ready(2), ready(3, Urgency.DIGEST)])
    assert (shared.deliver, shared.fold) == ((2,), (1, 3))


def test_a_single_one_that_is_meant_for_a_digest_is_delivered_after_the_others() -> None:
    assert portion(9, NONE, [ready(1, Urgency.DIGEST), ready(2)]).deliver == (2, 1)
    assert portion(1, NONE, [ready(1, Urgency.DIGEST), ready(2)]).fold == (1,)


MESSAGES = st.lists(
    st.builds(
        ready,
        st.integers(1, 10**6),
        st.sampled_from(Urgency),
        minute=st.integers(0, 600),
        is_line=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda one: one.id,
)


@given(st.integers(0, 20), st.builds(Used, st.integers(0, 30), st.integers(0, 8)), MESSAGES)
def test_nothing_is_lost_or_doubled_and_the_budget_holds(budget: int, used: Used, messages: list[Ready]) -> None:
    shared = portion(budget, used, messages)
    lines = {one.id for one in messages if one.is_line}
    assert sorted((*shared.deliver, *shared.fold)) == sorted(one.id for one in messages)
    singles = len(set(shared.deliver) - lines)
    assert singles <= max(0, budget - used.in_hour)
    assert singles <= max(0, MOST_AT_ONCE - used.in_minute)
    assert not lines & set(shared.fold)
