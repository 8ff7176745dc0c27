"""What people do to a ticket, and what is refused them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop_escalation.domain import acts, events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event, Fact
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from tests.domain.desk import at
from tests.domain.promises import CUSTOMER, SUPPLIER, PromiseDesk, a_desk, promises

STEP = '[[step]]\nat = "at ownership"\ndo = [{ tag = "t" }]'
Doing = Callable[[Act, Life], tuple[Event, ...]]


def facts(made: tuple[Event, ...]) -> list[Fact]:
    return [event.fact for event in made]


def refusal(desk: PromiseDesk, doing: Doing) -> str:
    with pytest.raises(Refused) as refused:
        doing(desk.act(), desk.caught_up())
    return str(refused.value)


def a_resolved_desk() -> PromiseDesk:
    return a_desk().resolves("09:30")


def a_closed_desk() -> PromiseDesk:
    desk = a_resolved_desk()
    desk.until("10:00", days=5).caught_up()
    return desk


def a_merged_desk() -> PromiseDesk:
    desk = a_desk().numbered("DE-2")
    a_desk().takes_in(desk, "09:10")
    return desk


WORK: dict[str, Doing] = {
    "assigning": lambda act, life: acts.assign(act, life, "marek"),
    "moving": lambda act, life: acts.move(act, life, a_desk().directory.team("Network")),
    "another priority": lambda act, life: acts.set_priority(act, life, Priority.LOW),
    "pausing": lambda act, life: acts.pause(act, life, CUSTOMER, None),
    "acknowledging": lambda act, life: acts.acknowledge(act, life, at("18:00"), a_desk().scene.rules),
    "a due time": lambda act, life: acts.set_due(act, life, Metric.RESOLUTION, at("18:00"), "agreed"),
    "escalating": lambda act, life: acts.escalate_for_customer(act, life, "Now!"),
}


@pytest.mark.parametrize("what", WORK)
def test_work_on_a_resolved_ticket_is_refused_until_it_is_reopened(what: str) -> None:
    told = refusal(a_resolved_desk(), WORK[what])
    assert told == f"DE-1 is resolved, so it is too late for {what}: reopen it first"


@pytest.mark.parametrize("what", WORK)
def test_work_on_a_closed_ticket_is_refused_for_good(what: str) -> None:
    told = refusal(a_closed_desk(), WORK[what])
    assert told == f"DE-1 is closed, so it is too late for {what}: open a new ticket"


@pytest.mark.parametrize("what", WORK)
def test_work_on_a_merged_ticket_is_pointed_to_the_surviving_one(what: str) -> None:
    assert refusal(a_merged_desk(), WORK[what]) == f"DE-2 was merged into DE-1, so {what} belongs there: name that one"


def test_a_reply_goes_to_a_resolved_ticket_but_not_to_a_closed_one() -> None:
    desk = a_resolved_desk()
    assert facts(acts.reply(desk.act(), desk.life, "Thanks")) == [events.Replied("Thanks")]
    told = refusal(a_closed_desk(), lambda act, life: acts.reply(act, life, "Thanks"))
    assert told == "DE-1 is closed, so it is too late for replying: open a new ticket"


def test_a_message_of_the_customer_on_a_closed_ticket_wants_a_new_one() -> None:
    told = refusal(a_closed_desk(), lambda act, life: acts.customer_message(act, life, "Broken again"))
    assert told == "DE-1 is closed, so it is too late for a message: open a new ticket"


def test_a_message_of_the_customer_on_a_merged_ticket_belongs_to_the_surviving_one() -> None:
    told = refusal(a_merged_desk(), lambda act, life: acts.customer_message(act, life, "Any news?"))
    assert told == "DE-2 was merged into DE-1, so a message belongs there: name that one"


def test_a_message_of_the_customer_ends_a_wait_for_the_customer() -> None:
    desk = a_desk().pauses("09:10")
    made = acts.customer_message(desk.act("customer"), desk.life, "Here it is")
    assert facts(made) == [events.Resumed(), events.CustomerWrote("Here it is")]


def test_a_message_of_the_customer_reopens_a_resolved_ticket() -> None:
    desk = a_resolved_desk()
    made = acts.customer_message(desk.act("customer"), desk.life, "Broken again")
    assert facts(made) == [events.Reopened(), events.CustomerWrote("Broken again")]


@pytest.mark.parametrize(
    ("doing", "what"),
    [
        (lambda act, life: acts.reply(act, life, " "), "a reply"),
        (lambda act, life: acts.customer_message(act, life, ""), "a message"),
        (lambda act, _: acts.note(act, "\n"), "a note"),
        (lambda act, life: acts.tag(act, life, " ", is_on=True), "a tag"),
        (lambda act, life: acts.set_due(act, life, Metric.RESOLUTION, at("18:00"), ""), "a reason"),
    ],
)
def test_words_are_needed(doing: Doing, what: str) -> None:
    assert refusal(a_desk(), doing) == f"{what} needs at least one word"


def test_every_ticket_takes_a_note() -> None:
    desk = a_closed_desk()
    assert facts(acts.note(desk.act(), "For the record")) == [events.Noted("For the record")]


def test_a_ticket_is_not_assigned_to_its_assignee_again() -> None:
    desk = a_desk().assigns("09:10")
    told = refusal(desk, lambda act, life: acts.assign(act, life, "marek"))
    assert told == "DE-1 is assigned to marek already"
    desk.assigns("09:20", None)
    assert refusal(desk, lambda act, life: acts.assign(act, life, None)) == "DE-1 is assigned to nobody already"


def test_a_ticket_is_not_moved_to_where_it_is() -> None:
    desk = a_desk()
    told = refusal(desk, lambda act, life: acts.move(act, life, desk.directory.team("Desk")))
    assert told == "DE-1 is in Desk already"


def test_a_move_keeps_the_assignee_only_as_a_member_of_the_new_team() -> None:
    desk = a_desk(1, team="Network").assigns("09:10", "yuki")
    edge = desk.directory.team("Edge")
    entered = events.Moved("Edge", 3, edge.calendar)
    assert facts(acts.move(desk.act(), desk.life, edge)) == [entered, events.Assigned("yuki")]
    desk.assigns("09:20", "jonas")
    assert facts(acts.move(desk.act(), desk.life, edge)) == [entered, events.Assigned(None)]
    desk.assigns("09:30", None)
    assert facts(acts.move(desk.act(), desk.life, edge)) == [entered]


def test_a_priority_is_not_set_twice() -> None:
    told = refusal(a_desk(), lambda act, life: acts.set_priority(act, life, Priority.URGENT))
    assert told == "DE-1 has priority 1 already"


def test_a_pause_ends_in_the_future() -> None:
    told = refusal(a_desk(), lambda act, life: acts.pause(act, life, SUPPLIER, act.at))
    assert told == "a pause until 2026-10-12T09:00:00+00:00 would be over already: name a later time"


def test_only_a_pending_ticket_is_resumed() -> None:
    assert refusal(a_desk(), acts.resume) == "DE-1 is new, not pending: there is nothing to resume"


def test_a_ticket_is_resolved_once() -> None:
    assert refusal(a_resolved_desk(), acts.resolve) == "DE-1 is resolved already"


def test_only_a_resolved_ticket_is_reopened() -> None:
    assert refusal(a_desk(), acts.reopen) == "DE-1 is new, so there is nothing to reopen"
    assert refusal(a_closed_desk(), acts.reopen) == "DE-1 is closed: open a new ticket"
    assert refusal(a_merged_desk(), acts.reopen) == "DE-2 was merged into DE-1: work on that one"
    desk = a_resolved_desk()
    assert facts(acts.reopen(desk.act(), desk.life)) == [events.Reopened()]


def test_a_promise_without_a_time_is_the_policys() -> None:
    desk = a_desk(clock="17:50")
    made = acts.acknowledge(desk.act(), desk.life, None, desk.scene.rules)
    assert facts(made) == [events.Acknowledged(at("08:20", days=1))]


def test_a_promise_without_a_time_needs_a_policy() -> None:
    desk = PromiseDesk(policies=())
    desk.open()
    told = refusal(desk, lambda act, life: acts.acknowledge(act, life, None, desk.scene.rules))
    assert told == "no policy governs DE-1: say until when you will act"


def test_a_promise_ends_in_the_future() -> None:
    desk = a_desk()
    told = refusal(desk, lambda act, life: acts.acknowledge(act, life, act.at, desk.scene.rules))
    assert told == "a promise until 2026-10-12T09:00:00+00:00 lies in the past: name a later time"


def test_a_promise_is_put_off_three_times_at_most() -> None:
    desk = a_desk()
    for minute in range(4):
        desk.until(f"09:0{minute}").acknowledges(f"10:0{minute}")
    told = refusal(desk, lambda act, life: acts.acknowledge(act, life, at("11:00"), desk.scene.rules))
    assert told == (
        "the promise on DE-1 was put off 3 times already: keep it by 2026-10-12T10:03:00+00:00, or escalate"
    )


def test_a_due_time_set_by_hand_lies_in_the_future() -> None:
    told = refusal(a_desk(), lambda act, life: acts.set_due(act, life, Metric.RESOLUTION, act.at, "agreed"))
    assert told == "2026-10-12T09:00:00+00:00 lies in the past: name a later time"


def test_a_due_time_needs_a_running_clock() -> None:
    told = refusal(a_desk(), lambda act, life: acts.set_due(act, life, Metric.UPDATE, at("18:00"), "agreed"))
    assert told == "DE-1 has no running update clock: its policy sets no target, or it was met"


def test_only_a_due_time_set_by_hand_is_removed() -> None:
    told = refusal(a_desk(), lambda act, life: acts.remove_due(act, life, Metric.RESOLUTION, "a mistake"))
    assert told == "the resolution clock of DE-1 has no due time set by hand"


def test_open_escalations_are_closed_with_an_outcome() -> None:
    desk = a_desk(1, promises(steps=STEP))
    told = refusal(desk, lambda act, life: acts.de_escalate(act, life, "Solved by phone"))
    assert told == "DE-1 has no open escalation"
    desk.runs("09:30")
    assert refusal(desk, lambda act, life: acts.de_escalate(act, life, "")) == "an outcome needs at least one word"
    desk.adds(acts.de_escalate(desk.act(), desk.life, "Solved by phone"))
    assert desk.life.ladder.escalations[0].outcome == "Solved by phone"


def test_a_tag_is_put_on_once_and_taken_off_once() -> None:
    desk = a_desk()
    told = refusal(desk, lambda act, life: acts.tag(act, life, "vpn", is_on=False))
    assert told == 'DE-1 does not have the tag "vpn"'
    desk.adds(acts.tag(desk.act(), desk.life, "vpn", is_on=True))
    assert desk.life.ticket.tags == {"vpn"}
    assert refusal(desk, lambda act, life: acts.tag(act, life, "vpn", is_on=True)) == 'DE-1 has the tag "vpn"'
    desk.adds(acts.tag(desk.act(), desk.life, "vpn", is_on=False))
    assert not desk.life.ticket.tags


def test_a_person_watches_once_and_ceases_once() -> None:
    desk = a_desk()
    told = refusal(desk, lambda act, life: acts.watch(act, life, "yuki", is_on=False))
    assert told == "yuki does not watch DE-1"
    desk.adds(acts.watch(desk.act(), desk.life, "yuki", is_on=True))
    assert desk.life.ticket.watchers == {"yuki"}
    told = refusal(desk, lambda act, life: acts.watch(act, life, "yuki", is_on=True))
    assert told == "yuki watches DE-1 already"
    desk.adds(acts.watch(desk.act(), desk.life, "yuki", is_on=False))
    assert not desk.life.ticket.watchers


def test_only_a_parked_ticket_is_unparked() -> None:
    desk = a_desk()
    assert refusal(desk, acts.unpark) == "DE-1 is not parked"
    desk.until("09:10").does(events.Parked(11))
    assert facts(acts.unpark(desk.act(), desk.life)) == [events.Unparked()]
    desk.until("09:20").does(events.Unparked())
    assert desk.life.ticket.parked_at is None
    assert desk.life.past.unparked_at == at("09:20")


def test_the_customer_asks_for_an_escalation() -> None:
    desk = a_desk()
    made = acts.escalate_for_customer(desk.act(), desk.life, "Now!")
    assert facts(made) == [events.CustomerEscalated("Now!")]
    desk.adds(made)
    assert desk.life.past.customer_escalated_ats == (at("09:00"),)


def test_a_ticket_is_not_merged_into_itself() -> None:
    desk = a_desk()
    told = refusal(desk, lambda act, life: acts.merge(act, life, life, desk.scene.rules)[0])
    assert told == "DE-1 cannot be merged into itself"


def test_only_active_tickets_are_merged() -> None:
    kept, lost = a_desk(), a_resolved_desk().numbered("DE-2")
    told = refusal(kept, lambda act, life: acts.merge(act, lost.life, life, kept.scene.rules)[0])
    assert told == "DE-2 is resolved, so it is too late for merging: reopen it first"
    told = refusal(kept, lambda act, life: acts.merge(act, life, lost.life, kept.scene.rules)[0])
    assert told == "DE-2 is resolved, so it is too late for merging into it: reopen it first"


def test_an_act_gives_its_author_and_moment_to_all_its_events() -> None:
    act = a_desk().act()
    assert act.makes(events.Resolved(), events.Noted("Done")) == (
        Event(at("09:00"), act.by, events.Resolved()),
        Event(at("09:00"), act.by, events.Noted("Done")),
    )


def test_resolving_a_pending_ticket_ends_its_wait() -> None:
    desk = a_desk().pauses("09:10", PendingReason.OTHER_TEAM, resume_at=at("09:40"))
    desk.resolves("09:20").until("10:00")
    assert desk.caught_up().ticket.state is State.RESOLVED
    assert desk.life.ticket.resume_at is None
    assert at("09:20") - desk.life.past.waits[0].from_at == timedelta(minutes=10)


def test_moments_that_people_name_are_cut_to_the_millisecond() -> None:
    """Kept is the millisecond: a part of one more would never be reached by a clock that stands at what is kept."""
    desk, named = a_desk(), at("11:00") + timedelta(microseconds=1999)
    kept = at("11:00") + timedelta(milliseconds=1)
    life, rules = desk.caught_up(), desk.scene.rules
    (paused,) = facts(acts.pause(desk.act(), life, PendingReason.CUSTOMER, named))
    (promised,) = facts(acts.acknowledge(desk.act(), life, named, rules))
    (due,) = facts(acts.set_due(desk.act(), life, Metric.RESOLUTION, named, "as promised"))
    assert paused == events.Paused(PendingReason.CUSTOMER, kept)
    assert promised == events.Acknowledged(kept)
    assert due == events.DueSet(Metric.RESOLUTION, kept, "as promised")
