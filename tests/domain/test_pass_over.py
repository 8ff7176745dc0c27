"""Letting nothing escalate for what is past, as an import does for the tickets that are still at work."""

from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.decision import pass_over
from tests.domain.desk import Desk, at


def test_steps_whose_time_has_come_are_skipped_with_their_receipts() -> None:
    desk = Desk().open().until("13:10")
    over = pass_over(desk.life, desk.scene, "missed, import")
    assert [(record.key.step, record.reason) for record in over.life.ladder.records] == [
        ("1", "missed, import"),
        ("2", "missed, import"),
        ("3", "missed, import"),
    ]
    assert [one.receipt.outcome for one in over.receipts] == ["skipped (missed, import)"] * 3
    assert (over.fired, over.skipped, over.messages, over.life.ladder.escalations) == (0, 3, (), ())
    assert over.life.clocks[0].state(at("13:10"), desk.scene.rules.calendars) is ClockState.BREACHED


def test_a_step_that_is_still_to_come_is_left_alone() -> None:
    desk = Desk().open().until("11:59")
    assert pass_over(desk.life, desk.scene, "missed, import").events == ()


def test_a_ticket_without_a_policy_has_nothing_to_skip() -> None:
    desk = Desk(policies=()).open()
    desk.now = at("18:00")
    assert pass_over(desk.life, desk.scene, "missed, import").events == ()
