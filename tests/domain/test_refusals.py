"""What is refused of a ticket before anybody tries it."""

from collections.abc import Mapping

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.people import Role
from desktop_escalation.domain.refusals import refusals
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk
from tests.domain.ladders import desk_with, step

WORK = (
    Right.TICKET_ASSIGN,
    Right.TICKET_MOVE,
    Right.TICKET_ESCALATE,
    Right.TICKET_ACKNOWLEDGE,
    Right.TICKET_HAND_BACK,
    Right.TICKET_PAUSE,
    Right.TICKET_PRIORITY,
    Right.TICKET_MERGE,
    Right.TICKET_RESOLVE,
)


def refused(desk: Desk, role: Role = Role.LEAD) -> Mapping[Right, str]:
    return refusals(desk.who("marek"), role, desk.caught_up(), desk.scene)


def test_of_a_new_ticket_only_what_has_no_object_is_refused() -> None:
    assert refused(desk_with(step("at resolution"))) == {
        Right.TICKET_HAND_BACK: "DE-1 did not come from a lower tier: move it to a team instead",
        Right.TICKET_DE_ESCALATE: "DE-1 has no open escalation",
        Right.TICKET_RESUME: "DE-1 is new, not pending: there is nothing to resume",
        Right.TICKET_REOPEN: "DE-1 is new, so there is nothing to reopen",
        Right.TICKET_UNPARK: "DE-1 is not parked",
    }


def test_what_a_role_may_not_do_is_refused_before_the_ticket_is_asked() -> None:
    words = refused(desk_with(step("at resolution")), Role.AGENT)[Right.TICKET_UNPARK]
    assert words.startswith('"ticket unpark" needs a lead, and you are an agent')


def test_an_escalated_ticket_may_be_handed_back_and_de_escalated() -> None:
    found = refused(desk_with(step("at resolution")).escalates(tier=2))
    assert {Right.TICKET_HAND_BACK, Right.TICKET_DE_ESCALATE} & set(found) == set()


def test_a_pending_ticket_may_be_resumed() -> None:
    found = refused(desk_with(step("at resolution")).does(events.Paused(PendingReason.CUSTOMER)))
    assert Right.TICKET_RESUME not in found


def test_a_parked_ticket_may_be_let_go_on() -> None:
    assert Right.TICKET_UNPARK not in refused(desk_with(step("at resolution")).does(events.Parked(11)))


@pytest.mark.parametrize("right", WORK)
def test_a_resolved_ticket_takes_no_more_work_until_it_is_reopened(right: Right) -> None:
    found = refused(desk_with(step("at resolution")).does(events.Resolved()))
    assert "resolved" in found[right]
    assert {Right.TICKET_REOPEN, Right.TICKET_REPLY, Right.TICKET_NOTE} & set(found) == set()


def test_a_closed_ticket_takes_notes_tags_and_watchers_only() -> None:
    found = refused(desk_with(step("at resolution")).does(events.Resolved(), events.Closed()))
    assert found[Right.TICKET_REPLY] == "DE-1 is closed, so it is too late for replying: open a new ticket"
    assert {Right.TICKET_NOTE, Right.TICKET_TAG, Right.TICKET_WATCH} & set(found) == set()


def test_a_promise_that_was_put_off_three_times_is_not_put_off_again() -> None:
    desk = desk_with(step("at resolution"))
    for clock in ("10:00", "10:05", "10:10", "10:15"):
        desk.acknowledges(clock)
    assert "was put off 3 times already" in refused(desk)[Right.TICKET_ACKNOWLEDGE]
