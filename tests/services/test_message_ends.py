"""Semantics, section 7, outcomes: what people do to a ticket ends the messages about it."""

import logging

import pytest

from desktop_escalation.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.services.sharing_out import NOTHING_LEFT
from tests.services.office import ROOT, Office, at, speaking_for
from tests.services.post import DESKTOP, SHOWN, Post

CENTRE, MAIL = NoticeChannel.CENTRE, NoticeChannel.MAIL
MAREK = speaking_for("marek")
CUSTOMER = "priya@halden.example"
SOLVED = (DeliveryState.CANCELLED, "the ticket is resolved")


@pytest.fixture
def post(office: Office) -> Post:
    office.publish()
    office.at("09:00")
    return Post(office)


def escalated_to_marek(post: Post) -> str:
    """Make a ticket of marek whose first step has fired at 12:00."""
    number = post.office.ticket()
    post.office.app.ticketing.assign(ROOT, number, "marek")
    post.office.at("12:00")
    assert post.office.app.climbing.run_pass().fired == 1
    return number


def acknowledge(post: Post, number: str) -> None:
    post.office.app.ticketing.acknowledge(MAREK, number, None)


def resolve(post: Post, number: str) -> None:
    post.office.app.ticketing.resolve(MAREK, number)


def ends(post: Post, login: str = "marek", channel: NoticeChannel = DESKTOP) -> list[tuple[str, str | None]]:
    return [(one.state, one.problem) for one in post.all(login, channel)]


def in_hand(post: Post) -> Delivery:
    (mine,) = post.claim().deliveries
    return mine


# --- acknowledged -------------------------------------------------------------


def test_who_acknowledges_has_acknowledged_every_message_of_the_open_escalations_by_every_channel(post: Post) -> None:
    number = escalated_to_marek(post)
    post.deliveries.keep_up()
    post.deliver(SHOWN)
    assert [post.states(channel=channel) for channel in NoticeChannel] == [["sent"], ["shown"], ["waiting"]]
    post.office.at("12:10")
    acknowledge(post, number)
    assert [post.states(channel=channel) for channel in NoticeChannel] == [["acknowledged"]] * 3
    assert (post.one().way, post.one().state_at) == ("fake", at("12:10"))
    assert post.deliver(SHOWN).deliveries == ()


def test_a_line_of_a_digest_is_acknowledged_too_and_a_digest_of_which_nothing_is_left_is_given_up(post: Post) -> None:
    number = escalated_to_marek(post)
    post.put(6, ticket=number, escalation=1)
    assert post.deliver(SHOWN).folded == 2
    acknowledge(post, number)
    post.office.at("12:01")
    assert post.deliver(SHOWN).deliveries == ()
    assert post.states() == [*["acknowledged"] * 7, "cancelled"]
    assert post.all()[-1].problem == NOTHING_LEFT


def test_others_and_other_tickets_and_what_is_of_no_open_escalation_stay_as_they_are(post: Post) -> None:
    number = escalated_to_marek(post)
    post.office.app.ticketing.de_escalate(ROOT, number, "a false alarm")
    post.office.at("12:45")
    post.office.app.climbing.run_pass()
    post.put(ticket=number, cause="of no escalation")
    post.put(ticket=number, cause="of the open one", escalation=2)
    post.put(ticket=number, escalation=2, to="jonas")
    post.put(escalation=2, cause="another ticket")
    acknowledge(post, number)
    acknowledged = [one.message.subject for one in post.all() if one.state is DeliveryState.ACKNOWLEDGED]
    assert acknowledged == [f"[{number}] of the open one 1"]
    assert post.states().count("waiting") == 3
    assert post.states("jonas") == ["waiting"]


def test_what_reached_nobody_is_not_called_acknowledged(post: Post) -> None:
    number = escalated_to_marek(post)
    post.deliver(Sent(Attempt.GIVEN_UP, "fake", "broken"))
    acknowledge(post, number)
    assert ends(post) == [(DeliveryState.FAILED, "broken")]


# --- solved, merged -----------------------------------------------------------


def test_what_waits_for_staff_about_a_solved_ticket_is_cancelled_and_says_why(post: Post) -> None:
    number = post.put(2)
    post.put(ticket=number, channel=MAIL, to="jonas")
    post.put(cause="another ticket", to="aisha")
    resolve(post, number)
    assert ends(post) == [SOLVED, SOLVED]
    assert ends(post, "jonas", MAIL) == [SOLVED]
    assert post.states("aisha") == ["waiting"]
    assert post.deliver(SHOWN).deliveries == ()


def test_a_merged_ticket_is_called_merged(post: Post) -> None:
    number = post.put()
    post.office.app.ticketing.merge(MAREK, number, post.office.ticket())
    assert ends(post) == [(DeliveryState.CANCELLED, "the ticket is merged")]


def test_the_centre_keeps_everything_and_the_customer_is_told_all_the_same(post: Post) -> None:
    number = post.put(channel=CENTRE, expires_at=None)
    post.put(ticket=number, to=CUSTOMER, channel=MAIL, is_for_customer=True)
    resolve(post, number)
    assert post.states(channel=CENTRE) == ["waiting"]
    assert post.states(CUSTOMER, MAIL) == ["waiting"]
    assert post.deliveries.keep_up().in_centre == 1


def test_what_was_delivered_before_stays_so(post: Post) -> None:
    number = post.put()
    post.deliver(SHOWN)
    resolve(post, number)
    assert ends(post) == [(DeliveryState.SHOWN, None)]


def test_what_a_courier_has_in_hand_is_not_begun_any_more(post: Post) -> None:
    number = post.put()
    mine = in_hand(post)
    resolve(post, number)
    assert not post.deliveries.hold("a", mine)
    assert ends(post) == [SOLVED]


def test_a_digest_that_waits_counts_only_what_is_left(post: Post) -> None:
    solved, open_one = post.put(7), post.office.ticket()
    assert post.deliver(SHOWN).folded == 2
    post.put(3, ticket=open_one)
    assert post.deliver(SHOWN).folded == 3
    resolve(post, solved)
    post.office.at("09:01")
    assert [one.message.subject for one in post.deliver(SHOWN).deliveries] == ["3 more notices"]
    assert post.states().count("cancelled") == 2


def test_what_a_digest_has_told_of_already_stays_in_it(post: Post) -> None:
    number = post.put(7)
    post.deliver(SHOWN)
    post.office.at("09:01")
    post.deliver(SHOWN)
    resolve(post, number)
    assert post.states().count("in digest") == 2


def test_a_pass_that_ends_nothing_asks_nothing_about_messages(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        escalated_to_marek(post)
    asked = [str(record.msg) for record in caplog.records]
    assert any("INSERT" in statement for statement in asked)
    assert not [statement for statement in asked if 'UPDATE "message"' in statement]
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        resolve(post, "DE-1")
    assert len([record for record in caplog.records if 'UPDATE "message"' in str(record.msg)]) == 1
