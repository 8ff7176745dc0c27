"""What an escalation by hand brings about, told from the outcome that would be committed."""

from datetime import date, timedelta

from desktop_escalation.domain import by_hand, events
from desktop_escalation.domain.consequences import Consequences, consequences_of
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Absence, NoticeChannel
from desktop_escalation.domain.policy import Recipient, RecipientKind
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import MONDAY, Desk, a_policy, at

LADDER = """
name = "Urgent incidents"
calendar = "Weekdays 08-18"
tell_customer_by_hand = "raised"
[targets]
resolution = { 1 = "4h" }
first_response = { 1 = "1h" }
[pauses]
customer = ["resolution"]
[[step]]
at = "60m before resolution"
do = [{ move_to = { tier = 2 } }]
[[step]]
at = "at resolution"
do = [{ involve = ["manager"] }]
[[step]]
at = "30m unacknowledged after step 1"
do = [{ involve = ["manager"] }]
[[step]]
at = "20m unacknowledged after step 1"
do = [{ involve = ["lead"] }]
"""


def a_desk(text: str = LADDER) -> Desk:
    return Desk(policies=(a_policy(text),)).open()


def told(desk: Desk, **wish: object) -> Consequences:
    asked = by_hand.HandEscalation(**{"reason": "no progress", "note": "Stuck.", "tier": 2, **wish})  # type: ignore[arg-type]
    life = desk.caught_up()
    outcome = by_hand.escalate(desk.act(), life, desk.scene, asked)
    return consequences_of(outcome, life, desk.scene, "marek")


def test_those_who_are_told_are_named_with_their_channels_and_the_moment() -> None:
    desk = a_desk()
    (yuki,) = told(desk, person="yuki").informed
    assert (yuki.login, yuki.name) == ("yuki", "Yuki")
    assert yuki.channels == (NoticeChannel.DESKTOP, NoticeChannel.MAIL)
    assert yuki.at - desk.now == timedelta(seconds=10)
    assert yuki.instead_of is None


def test_whoever_stands_in_is_told_in_the_name_of_the_absent_one() -> None:
    desk = a_desk()
    people = desk.directory.people
    away = replace(people["yuki"], absences=(Absence(MONDAY, MONDAY),), substitute="jonas")
    desk.directory = replace(desk.directory, people={**people, "yuki": away})
    (jonas,) = told(desk, person="yuki").informed
    assert (jonas.login, jonas.instead_of) == ("jonas", "Yuki")


def test_somebody_who_cannot_be_reached_is_reported() -> None:
    desk = a_desk()
    people = desk.directory.people
    away = replace(people["yuki"], absences=(Absence(MONDAY, date(2026, 10, 20)),))
    desk.directory = replace(desk.directory, people={**people, "yuki": away})
    consequences = told(desk, person="yuki")
    assert consequences.informed == ()
    assert len(consequences.missing) == 1
    assert consequences.missing[0].startswith("Yuki")


def test_clocks_that_run_keep_their_due_times() -> None:
    clocks = {clock.metric: clock.due_at for clock in told(a_desk()).clocks}
    assert clocks == {Metric.FIRST_RESPONSE: at("10:00"), Metric.RESOLUTION: at("13:00")}


def test_a_paused_clock_has_no_due_time() -> None:
    desk = a_desk().does(events.Paused(PendingReason.CUSTOMER, None))
    clocks = {clock.metric: clock.due_at for clock in told(desk).clocks}
    assert clocks[Metric.RESOLUTION] is None


def test_a_step_that_would_move_the_ticket_there_is_done_by_hand() -> None:
    (done,) = told(a_desk()).done_steps
    assert (done.position, done.id) == (1, "1")


def test_the_earliest_step_for_want_of_an_acknowledgement_is_foreseen() -> None:
    consequences = told(a_desk())
    assert consequences.if_nobody_acknowledges is not None
    assert consequences.if_nobody_acknowledges.step.position == 4
    assert consequences.if_nobody_acknowledges.at == at("09:20")


def test_a_ladder_that_does_not_wait_for_an_acknowledgement_foresees_none() -> None:
    desk = a_desk(LADDER[: LADDER.index("[[step]]")])
    assert told(desk).if_nobody_acknowledges is None


def test_a_ticket_under_no_policy_has_no_steps() -> None:
    desk = Desk(policies=()).open()
    consequences = told(desk)
    assert (consequences.done_steps, consequences.if_nobody_acknowledges, consequences.clocks) == ((), None, ())


def test_the_mail_to_the_customer_is_the_one_that_would_be_sent() -> None:
    consequences = told(a_desk(), tell_customer=True)
    assert consequences.mail is not None
    assert (consequences.mail.to, consequences.mail.subject) == ("priya@halden.example", "DE-1 raised")
    assert consequences.customer_told == "the customer is told"


def test_without_telling_the_customer_there_is_no_mail() -> None:
    assert told(a_desk(), tell_customer=False).mail is None


def test_the_ticket_is_shown_as_it_was_and_as_it_will_be() -> None:
    consequences = told(a_desk(), person="yuki")
    assert (consequences.before.team, consequences.after.team) == ("Desk", "Network")
    assert (consequences.before.assignee, consequences.after.assignee) == (None, "yuki")


def test_whoever_watches_the_ticket_goes_on_watching() -> None:
    assert not told(a_desk()).is_watching
    assert told(a_desk().does(events.Watched("marek", is_on=True))).is_watching


def test_an_outcome_without_a_receipt_tells_of_nobody_missing() -> None:
    desk = a_desk().until("09:10").escalates(tier=2).until("09:30")
    life = desk.caught_up()
    outcome = by_hand.hand_back(desk.act("yuki"), life, desk.scene, "wrong team", "")
    consequences = consequences_of(outcome, life, desk.scene, "yuki")
    assert consequences.missing == ()
    assert [one.login for one in consequences.informed] == ["marek"]


def test_the_lead_of_the_present_team_can_be_told_too() -> None:
    lead = Recipient(RecipientKind.LEAD, "Desk")
    assert {one.login for one in told(a_desk(), person="yuki", involve=(lead,)).informed} == {"yuki", "ingrid"}
