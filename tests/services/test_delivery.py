"""Semantics, section 7, as couriers find it: leases, attempts, times, and an honest outcome for each message."""

from datetime import datetime, timedelta

import pytest

from desktop_escalation.domain.delivery import Attempt, DeliveryState, Sent
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.services.delivery import Upkeep
from desktop_escalation.storage import outbox
from tests.services.office import Office, at
from tests.services.post import A_DAY, BUSY, DESKTOP, NOT_HERE, SHOWN, Post

QUIET = 'quiet_hours = "20:00-07:00"'


@pytest.fixture
def post(office: Office) -> Post:
    office.at("09:00")
    return Post(office)


def after(span: timedelta, post: Post) -> None:
    local = (post.now + span).astimezone(at("00:00").tzinfo)
    post.office.at(f"{local:%H:%M:%S}", local.day)


# --- leases -------------------------------------------------------------------


def test_what_a_courier_has_in_hand_no_other_gets(post: Post) -> None:
    post.put()
    assert len(post.claim("a").deliveries) == 1
    assert post.claim("b").deliveries == ()


def test_a_lease_that_ran_out_frees_the_message(post: Post) -> None:
    post.put()
    (mine,) = post.claim("a").deliveries
    post.office.at("09:01")
    (again,) = post.claim("b").deliveries
    assert again.id == mine.id
    assert not post.deliveries.hold("a", mine)
    assert post.deliveries.hold("b", mine)


def test_a_courier_whose_lease_ran_out_does_not_begin_an_attempt(post: Post) -> None:
    post.put()
    (mine,) = post.claim().deliveries
    post.office.at("09:01")
    assert not post.deliveries.hold("a", mine)
    assert post.one().attempts == 0


def test_holding_a_message_lengthens_the_lease(post: Post) -> None:
    post.put()
    (mine,) = post.claim("a").deliveries
    post.office.at("09:00:50")
    assert post.deliveries.hold("a", mine)
    post.office.at("09:01:40")
    assert post.claim("b").deliveries == ()


def test_nobody_but_the_holder_records_a_result(post: Post) -> None:
    post.put()
    (mine,) = post.claim("a").deliveries
    post.office.at("09:01")
    post.claim("b")
    assert post.deliveries.record("a", mine.id, SHOWN) is None
    assert post.states() == ["waiting"]
    assert post.deliveries.record("b", mine.id, SHOWN) is DeliveryState.SHOWN
    assert post.deliveries.record("b", mine.id, BUSY) is None
    assert post.states() == ["shown"]


def test_a_message_that_was_cancelled_meanwhile_is_not_held(post: Post) -> None:
    post.put()
    (mine,) = post.claim("a").deliveries
    with post.office.app.store.writing() as tx:
        tx.sql("UPDATE message SET state = 'cancelled' WHERE id = ?", mine.id)
    assert not post.deliveries.hold("a", mine)
    assert post.deliveries.record("a", mine.id, SHOWN) is None


def test_what_is_laid_back_may_be_taken_at_once(post: Post) -> None:
    post.put()
    (mine,) = post.claim("a").deliveries
    post.deliveries.lay_back("a", [mine.id])
    (again,) = post.claim("b").deliveries
    assert (again.id, again.attempts) == (mine.id, 0)


def test_no_more_is_taken_than_was_asked_for_and_the_rest_stays_ready(post: Post) -> None:
    post.put(3)
    assert [one.message.subject[-1] for one in post.claim("a", limit=2).deliveries] == ["1", "2"]
    assert [one.message.subject[-1] for one in post.claim("b").deliveries] == ["3"]


def test_a_person_gets_only_what_is_for_that_person_and_a_stranger_nothing(post: Post) -> None:
    post.put(to="jonas")
    assert post.claim(login="marek").deliveries == ()
    assert post.claim(login="nobody").deliveries == ()
    assert len(post.claim(login="jonas").deliveries) == 1


def test_nothing_is_delivered_before_its_time(post: Post) -> None:
    post.put(deliver_at=at("09:00:10"))
    assert post.claim().deliveries == ()
    post.office.at("09:00:10")
    assert len(post.claim().deliveries) == 1


# --- outcomes -----------------------------------------------------------------


def test_what_was_shown_and_what_was_handed_on_are_told_apart_with_the_way(post: Post) -> None:
    post.put(2)
    shown, handed = post.claim().deliveries
    post.deliveries.record("a", shown.id, Sent(Attempt.SHOWN, "d-bus"))
    post.deliveries.record("a", handed.id, Sent(Attempt.HANDED_ON, "plyer"))
    assert [(one.state.value, one.way, one.problem) for one in post.all()] == [
        ("shown", "d-bus", None),
        ("sent", "plyer", None),
    ]


def test_a_failure_that_may_pass_is_tried_again_after_ever_longer_pauses(post: Post) -> None:
    post.put()
    pauses = []
    for _ in range(7):
        post.deliver(BUSY)
        waiting = post.one()
        assert waiting.next_try_at is not None
        pauses.append((waiting.next_try_at - post.now).total_seconds())
        assert post.claim().deliveries == ()
        after(waiting.next_try_at - post.now, post)
    assert pauses == [15, 30, 60, 120, 240, 480, 960]
    assert (post.one().state, post.one().attempts, post.one().problem) == (DeliveryState.WAITING, 7, "busy")
    post.deliver(BUSY)
    failed = post.one()
    assert (failed.state, failed.attempts) == (DeliveryState.FAILED, 8)
    assert failed.problem == "given up after 8 attempts: busy"


def test_a_success_clears_the_problem_of_the_attempt_before(post: Post) -> None:
    post.put()
    post.deliver(BUSY)
    post.office.at("09:00:15")
    post.deliver(SHOWN)
    assert (post.one().state, post.one().attempts, post.one().problem) == (DeliveryState.SHOWN, 2, None)


def test_a_failure_that_cannot_pass_is_one_at_once(post: Post) -> None:
    post.put()
    post.deliver(Sent(Attempt.GIVEN_UP, "fake", "no such address"))
    assert (post.one().state, post.one().problem) == (DeliveryState.FAILED, "no such address")


def test_a_message_whose_next_attempt_would_come_too_late_fails_with_the_reason(post: Post) -> None:
    post.put(expires_at=at("09:00:15"))
    post.deliver(BUSY)
    assert (post.one().state, post.one().problem) == (DeliveryState.FAILED, "given up after 1 attempt: busy")


def test_what_is_wrong_with_a_computer_counts_as_no_attempt_and_another_may_try_at_once(post: Post) -> None:
    post.put()
    post.deliver(NOT_HERE, courier="a")
    waiting = post.one()
    assert (waiting.state, waiting.attempts, waiting.problem) == (DeliveryState.WAITING, 0, "no desktop here")
    post.deliver(SHOWN, courier="b")
    assert post.one().state is DeliveryState.SHOWN


def test_a_message_from_which_no_courier_comes_back_is_given_up_in_the_end(post: Post) -> None:
    post.put()
    for _ in range(8):
        (mine,) = post.claim().deliveries
        assert post.deliveries.hold("a", mine)
        after(timedelta(minutes=1), post)
    assert post.claim().deliveries == ()
    assert post.deliveries.keep_up().failed == 1
    assert (post.one().state, post.one().problem) == (DeliveryState.FAILED, "nobody came back from 8 attempts")


# --- expiry and the centre ----------------------------------------------------


def test_what_nobody_could_show_in_time_expires_and_says_why(post: Post) -> None:
    number = post.put()
    post.put(ticket=number, channel=NoticeChannel.MAIL)
    post.deliver(NOT_HERE)
    post.put(ticket=number, cause="late")
    post.office.at("09:00", 13)
    assert post.claim().deliveries == ()
    assert post.deliveries.keep_up() == Upkeep(expired=3)
    assert [(one.state.value, one.problem) for one in post.all()] == [
        ("expired", "no desktop here"),
        ("expired", "the person was at no computer that could show it in time"),
    ]
    (mail,) = post.all(channel=NoticeChannel.MAIL)
    assert mail.problem == "no mail was sent in time"


def test_what_is_on_its_way_does_not_expire(post: Post) -> None:
    post.put(expires_at=at("09:00:30"))
    (mine,) = post.claim().deliveries
    post.office.at("09:00:40")
    assert post.deliveries.keep_up().expired == 0
    assert post.deliveries.record("a", mine.id, SHOWN) is DeliveryState.SHOWN


def test_the_centre_takes_each_message_when_its_time_comes_and_keeps_it(post: Post) -> None:
    centre = NoticeChannel.CENTRE
    post.put(2, channel=centre, expires_at=None)
    post.put(channel=centre, expires_at=None, deliver_at=at("10:00"), cause="later")
    assert post.deliveries.keep_up() == Upkeep(in_centre=2)
    assert post.states(channel=centre) == ["sent", "sent", "waiting"]
    post.office.at("09:00", 20)
    assert post.deliveries.keep_up() == Upkeep(in_centre=1)
    assert post.states(channel=centre) == ["sent"] * 3


def test_mail_waits_in_the_outbox_for_who_can_send_it(post: Post) -> None:
    post.put(channel=NoticeChannel.MAIL)
    post.deliveries.keep_up()
    assert post.claim().deliveries == ()
    assert post.deliveries.count_waiting(None) == {"mail": 1}


def is_upkeep_due(post: Post) -> bool:
    with post.office.app.store.reading() as tx:
        return outbox.is_upkeep_due(tx)


def test_what_was_put_off_and_what_waits_for_a_courier_make_no_round_write(post: Post) -> None:
    number = post.put()
    assert not is_upkeep_due(post)
    post.office.at("18:30")
    assert post.claim().postponed == 1
    assert not is_upkeep_due(post)
    post.put(ticket=number, channel=NoticeChannel.MAIL, deliver_at=at("18:30"))
    assert not is_upkeep_due(post)


def test_what_goes_into_the_centre_and_what_is_worthless_or_worn_out_does(post: Post) -> None:
    number = post.put(channel=NoticeChannel.CENTRE, expires_at=None)
    assert is_upkeep_due(post)
    post.deliveries.keep_up()
    assert not is_upkeep_due(post)
    post.put(ticket=number, expires_at=at("09:01"))
    post.office.at("09:01")
    assert is_upkeep_due(post)
    post.deliveries.keep_up()
    assert not is_upkeep_due(post)


# --- quiet hours and working time, as they are when a message is delivered ------


def test_quiet_hours_that_were_set_after_the_message_was_made_delay_it(post: Post) -> None:
    post.put()
    post.reorganise(QUIET, 'quiet_hours = "08:00-10:00"')
    claim = post.claim()
    assert (claim.deliveries, claim.postponed) == ((), 1)
    assert (post.one().state, post.one().next_try_at) == (DeliveryState.WAITING, at("10:00"))
    post.office.at("10:00")
    assert len(post.claim().deliveries) == 1


def test_time_in_which_a_message_may_not_be_delivered_does_not_bring_it_nearer_to_its_end(post: Post) -> None:
    post.put(deliver_at=at("08:00"), expires_at=at("08:00", 13))
    post.reorganise(QUIET, 'quiet_hours = "08:00-10:00"')
    post.claim()
    assert post.one().message.expires_at == at("09:00", 13)


def test_a_message_that_waited_until_the_evening_waits_for_the_morning(post: Post) -> None:
    post.put()
    post.office.at("18:30")
    assert post.claim().postponed == 1
    assert post.one().next_try_at == at("08:00", 13)


def test_an_urgent_message_is_delivered_in_the_evening_and_in_quiet_hours(post: Post) -> None:
    post.put(urgency=Urgency.NOW)
    post.office.at("23:00")
    assert len(post.claim().deliveries) == 1


def test_the_morning_that_a_digest_waited_for_is_not_waited_for_again(post: Post) -> None:
    post.put(urgency=Urgency.DIGEST)
    post.office.at("09:30")
    assert len(post.claim().deliveries) == 1


@pytest.mark.parametrize(("clock", "count"), [("12:00", 1), ("18:30", 0)])
def test_a_person_without_a_team_has_the_hours_of_the_policy(post: Post, clock: str, count: int) -> None:
    post.office.publish()
    post.put(to="admin")
    post.office.at(clock)
    assert len(post.claim(login="admin").deliveries) == count


def test_a_person_without_a_team_has_all_hours_where_the_ticket_is_under_no_policy(post: Post) -> None:
    post.put(to="admin")
    post.office.at("18:30")
    assert len(post.claim(login="admin").deliveries) == 1


def test_moments_are_those_of_the_database(post: Post) -> None:
    post.put()
    post.deliver(SHOWN)
    assert post.one().state_at == at("09:00")
    assert post.one().state_at < datetime.now(post.now.tzinfo)
    assert post.one().message.expires_at == at("09:00") + A_DAY
    assert post.one().message.channel is DESKTOP
