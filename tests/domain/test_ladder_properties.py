"""Whatever people do and whenever the engine looks: what must hold of every ladder."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain import acts, by_hand, events
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.explain import explain
from desktop_escalation.domain.receipt_json import receipt_data
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import PendingReason, Priority
from tests.domain.desk import Desk
from tests.domain.ladders import TELL_CUSTOMER, TELL_LEAD, TO_TIER_2, TO_TIER_3, ladder, step, stored

POLICY = ladder(
    step("50% of resolution"),
    step("10m before resolution", TO_TIER_2, TELL_LEAD, repeat='{ every = "20m", times = 2 }'),
    step("at resolution", TELL_CUSTOMER, "{ raise_priority = 1 }", when="{ priority = [1, 2] }"),
    step("30 wall m after resolution", TO_TIER_3),
    step("at first_response"),
    step("1h unassigned"),
    step("2h idle"),
    step("1 time reopened"),
    step("customer escalates", '{ tag = "loud" }'),
    step("15m unacknowledged after step 3"),
    targets='resolution = { 1 = "1h", 2 = "3h" }\nfirst_response = { 1 = "20m", 2 = "40m", 3 = "1h" }',
)

Deed = Callable[[Desk], tuple[Event, ...]]


def fact(made: events.Fact, by: str = "marek") -> Deed:
    return lambda desk: desk.act(by).makes(made)


def _promise(desk: Desk) -> tuple[Event, ...]:
    until = desk.now + timedelta(minutes=35)
    return acts.acknowledge(desk.act(), desk.life, until, desk.scene.rules)


def _escalate(desk: Desk) -> tuple[Event, ...]:
    wish = by_hand.HandEscalation("no progress", "Stuck.", tier=desk.life.ticket.tier + 1)
    return by_hand.escalate(desk.act(), desk.life, desk.scene, wish).events


def _hand_back(desk: Desk) -> tuple[Event, ...]:
    return by_hand.hand_back(desk.act(), desk.life, desk.scene, "wrong team", "").events


DEEDS: tuple[Deed, ...] = (
    _promise,
    _escalate,
    _hand_back,
    fact(events.Noted("Looking.")),
    fact(events.Replied("Hello.")),
    fact(events.Assigned("marek")),
    fact(events.Assigned(None)),
    lambda desk: acts.set_priority(desk.act(), desk.life, Priority.URGENT),
    lambda desk: acts.set_priority(desk.act(), desk.life, Priority.HIGH),
    lambda desk: acts.set_priority(desk.act(), desk.life, Priority.LOW),
    lambda desk: acts.pause(desk.act(), desk.life, PendingReason.CUSTOMER, None),
    lambda desk: acts.pause(desk.act(), desk.life, PendingReason.CUSTOMER, desk.now + timedelta(minutes=25)),
    lambda desk: acts.resume(desk.act(), desk.life),
    lambda desk: acts.customer_message(desk.act("customer"), desk.life, "Well?"),
    lambda desk: acts.escalate_for_customer(desk.act("customer"), desk.life, "Now."),
    lambda desk: acts.resolve(desk.act(), desk.life),
    lambda desk: acts.reopen(desk.act(), desk.life),
    lambda desk: acts.de_escalate(desk.act(), desk.life, "No need."),
    lambda desk: acts.unpark(desk.act(), desk.life),
)
courses = st.lists(st.tuples(st.integers(0, 240), st.none() | st.sampled_from(DEEDS)), max_size=15)


def played(course: list[tuple[int, Deed | None]]) -> Desk:
    """Play acts, each some minutes after the one before; None lets the engine run."""
    desk = Desk(policies=(POLICY,)).open(priority=2)
    for minutes, deed in course:
        desk.now += timedelta(minutes=minutes)
        desk.caught_up()
        if deed is None:
            desk.runs()
            continue
        try:
            desk.adds(deed(desk))
        except Refused:
            continue
    desk.runs()
    return desk


@settings(max_examples=50, deadline=None)
@given(courses)
def test_no_key_is_ever_used_twice_and_nothing_due_is_left(course: list[tuple[int, Deed | None]]) -> None:
    desk = played(course)
    keys = [record.key for record in desk.life.ladder.records]
    assert len(keys) == len(set(keys))
    for waiting in schedule(desk.life, desk.scene.rules):
        is_due = waiting.fire_at is not None and waiting.fire_at <= desk.now
        assert not (waiting.kind is WaitingKind.STEP and is_due)


@settings(max_examples=50, deadline=None)
@given(courses)
def test_no_two_messages_share_a_key_and_none_is_delivered_before_it_was_made(
    course: list[tuple[int, Deed | None]],
) -> None:
    desk = played(course)
    keys = [message.key for message in desk.messages]
    assert len(keys) == len(set(keys))
    for decision in desk.decisions:
        assert all(message.deliver_at >= decision.scene.now for message in decision.messages)


@settings(max_examples=50, deadline=None)
@given(courses)
def test_every_firing_and_every_skip_of_the_engine_has_a_receipt_whose_intervals_sum_up(
    course: list[tuple[int, Deed | None]],
) -> None:
    desk = played(course)
    found = [one for decision in desk.decisions for one in decision.receipts]
    assert [one.escalation for one in found if one.escalation is not None] == [
        escalation.number for escalation in desk.life.ladder.escalations if escalation.key is not None
    ]
    for one in found:
        sums = one.receipt.arithmetic
        counted = [part.to_at - part.from_at for part in sums.intervals if part.counts]
        assert sum(counted, timedelta()) == sums.counted
        is_first = one.receipt.outcome == "fired" and not one.receipt.repetition
        if is_first and sums.threshold is not None and sums.metric is None:
            assert sums.counted >= sums.threshold


@settings(max_examples=50, deadline=None)
@given(courses)
def test_every_step_can_be_explained_at_any_time(course: list[tuple[int, Deed | None]]) -> None:
    desk = played(course)
    found = explain(desk.life, desk.scene, stored(desk))
    governed = desk.life.ticket.policy is not None
    assert {one.receipt.step for one in found} >= ({step.id for step in POLICY.steps} if governed else set())
    for one in found:
        data = receipt_data(one.receipt, desk.directory)
        assert str(data["sentence"]).endswith(".")
        assert json.loads(json.dumps(data)) == data


@settings(max_examples=50, deadline=None)
@given(courses)
def test_the_customer_is_never_told_twice_in_a_day(course: list[tuple[int, Deed | None]]) -> None:
    desk = played(course)
    told = [event.at for event in desk.history if isinstance(event.fact, events.CustomerTold)]
    assert all(later - earlier >= timedelta(hours=24) for earlier, later in pairwise(told))


FIVE = timedelta(minutes=5)
short_courses = st.lists(st.tuples(st.integers(0, 16), st.sampled_from(DEEDS)), max_size=6)


def every_five_minutes(desk: Desk, until: datetime) -> None:
    desk.runs()
    while desk.now < until:
        desk.now += FIVE
        desk.runs()


def whenever_something_is_due(desk: Desk, until: datetime) -> None:
    while True:
        times = [waiting.fire_at for waiting in schedule(desk.life, desk.scene.rules) if waiting.fire_at is not None]
        desk.now = max(desk.now, min([*times, until]))
        if desk.now >= until:
            desk.now = until
            desk.runs()
            return
        desk.runs()


def escalations_of(course: list[tuple[int, Deed]], engine: Callable[[Desk, datetime], None]) -> list[object]:
    desk = Desk(policies=(POLICY,)).open(priority=2)
    for fives, deed in (*course, (36, DEEDS[3])):
        engine(desk, desk.now + fives * FIVE)
        desk.caught_up()
        try:
            desk.adds(deed(desk))
        except Refused:
            continue
    return [(one.key, one.due_at, one.fired_at, one.to_team) for one in desk.life.ladder.escalations]


@settings(max_examples=25, deadline=None)
@given(short_courses)
def test_an_engine_that_wakes_when_something_is_due_does_what_one_that_always_looks_does(
    course: list[tuple[int, Deed]],
) -> None:
    assert escalations_of(course, every_five_minutes) == escalations_of(course, whenever_something_is_due)
