"""Semantics, section 7: a budget per person and hour; what is over it becomes one digest line, never silence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from desktop_escalation.domain.delivery import Attempt, Sent
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.services.sharing_out import Claim, share_out
from tests.services.office import Office, at
from tests.services.post import BUSY, SHOWN, Post

CENTRE = NoticeChannel.CENTRE
MAREK = 'login = "marek"'


@pytest.fixture
def post(office: Office) -> Post:
    office.at("09:00")
    return Post(office)


def with_budget(post: Post, budget: int) -> None:
    post.reorganise(MAREK, f"{MAREK}\nbudget = {budget}")


def subjects(post: Post) -> list[str]:
    """List what a round of a courier shows."""
    return [one.message.subject for one in post.deliver(SHOWN).deliveries]


def test_a_storm_of_500_becomes_a_few_notices_and_one_digest_and_nothing_is_lost_in_the_list(post: Post) -> None:
    number = post.office.ticket()
    for second in range(0, 60, 12):
        post.office.at(f"09:00:{second:02}")
        for channel in (CENTRE, NoticeChannel.DESKTOP):
            post.put(100, cause=f"storm {second}", ticket=number, channel=channel)
        post.deliveries.keep_up()
        assert len(subjects(post)) == (5 if second == 0 else 0)
    post.office.at("09:01:47")
    assert subjects(post) == []
    post.office.at("09:01:48")
    assert subjects(post) == ["495 more notices"]
    post.office.at("09:10")
    assert subjects(post) == []
    assert post.states(channel=CENTRE) == ["sent"] * 500
    with post.office.app.store.reading() as tx:
        counted = tx.sql("SELECT state, COUNT(*) FROM message WHERE channel = 'desktop' GROUP BY state ORDER BY state")
    assert counted == [("in digest", 495), ("shown", 6)]


def test_a_digest_says_about_which_teams_and_its_lines_name_it(post: Post) -> None:
    with_budget(post, 1)
    post.put(3)
    post.deliver(SHOWN)
    post.office.at("09:01")
    (digest,) = post.deliver(SHOWN).deliveries
    assert digest.message.key == "digest/marek/desktop/2026-10-12T08Z"
    assert digest.message.body == "2 about Desk Leeds; see them with: escalationctl notifications list"
    assert digest.message.why == "You have had your notices for now; the rest are in one line."
    assert digest.message.ticket is None
    assert {one.digest for one in post.all() if one.state == "in digest"} == {digest.message.key}


def test_a_budget_of_nothing_makes_everything_one_line(post: Post) -> None:
    with_budget(post, 0)
    post.put(3)
    assert subjects(post) == []
    post.office.at("09:01")
    assert subjects(post) == ["3 more notices"]


def test_after_an_hour_there_is_room_again(post: Post) -> None:
    with_budget(post, 2)
    number = post.put(2)
    assert len(subjects(post)) == 2
    post.office.at("09:59")
    post.put(ticket=number, cause="within the hour")
    assert subjects(post) == []
    post.office.at("10:00")
    post.put(ticket=number, cause="after the hour")
    assert subjects(post) == ["1 more notice", f"[{number}] after the hour 1"]


def test_after_five_in_a_minute_there_is_room_a_minute_later(post: Post) -> None:
    number = post.put(3)
    assert len(subjects(post)) == 3
    post.office.at("09:00:30")
    post.put(3, ticket=number, cause="more")
    assert len(subjects(post)) == 2
    post.office.at("09:01")
    post.put(4, ticket=number, cause="the first three are a minute old")
    assert len(subjects(post)) == 3
    post.office.at("09:02:30")
    assert subjects(post) == ["2 more notices"]


def test_a_digest_takes_no_room_from_what_comes_after_it(post: Post) -> None:
    with_budget(post, 2)
    number = post.put(3)
    assert len(subjects(post)) == 2
    post.office.at("09:01")
    assert len(post.claim("a").deliveries) == 1
    post.office.at("09:02")
    assert subjects(post) == ["1 more notice"]
    post.office.at("10:00")
    post.put(2, ticket=number, cause="more")
    assert len(subjects(post)) == 2


def test_a_digest_in_hand_takes_no_room_either(post: Post) -> None:
    with_budget(post, 1)
    number = post.put(2)
    post.deliver(SHOWN)
    post.office.at("10:00")
    assert [one.message.subject for one in post.claim("a").deliveries] == ["1 more notice"]
    post.put(ticket=number, cause="more")
    assert len(post.claim("b").deliveries) == 1


def test_what_another_courier_has_in_hand_counts(post: Post) -> None:
    with_budget(post, 2)
    number = post.put()
    assert len(post.claim("a").deliveries) == 1
    post.put(2, ticket=number, cause="more")
    assert len(post.claim("b").deliveries) == 1


def test_two_couriers_share_out_one_after_the_other_so_that_neither_overlooks_what_the_other_takes(post: Post) -> None:
    with_budget(post, 1)
    number = post.put()

    def comes_second() -> Claim:
        post.put(ticket=number, cause="more")
        return post.claim("b")

    with ThreadPoolExecutor(1) as other:
        with post.office.app.store.writing() as tx:
            first = share_out(tx, "a", NoticeChannel.DESKTOP, "marek", 100)
            second = other.submit(comes_second)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        assert len(first.deliveries) == 1
        assert second.result(timeout=30) == Claim(folded=1)


def test_what_failed_leaves_its_room_to_others(post: Post) -> None:
    with_budget(post, 1)
    number = post.put()
    post.deliver(Sent(Attempt.GIVEN_UP, "fake", "broken"))
    post.put(ticket=number, cause="more")
    assert len(subjects(post)) == 1


def test_what_is_urgent_counts_too_but_goes_first(post: Post) -> None:
    with_budget(post, 1)
    number = post.put(2)
    post.put(ticket=number, cause="urgent", urgency=Urgency.NOW)
    assert subjects(post) == [f"[{number}] urgent 1"]


def test_a_digest_with_something_urgent_in_it_waits_for_no_morning(post: Post) -> None:
    with_budget(post, 0)
    post.office.at("17:59:30")
    number = post.put(2)
    post.deliver(SHOWN)
    post.office.at("18:01")
    assert subjects(post) == []
    post.put(ticket=number, cause="urgent", urgency=Urgency.NOW)
    assert subjects(post) == []
    post.office.at("18:02")
    assert subjects(post) == ["3 more notices"]


def test_between_two_digests_there_is_an_hour_and_what_comes_meanwhile_is_in_the_second(post: Post) -> None:
    with_budget(post, 0)
    number = post.put(2)
    post.deliver(SHOWN)
    post.office.at("09:01")
    assert subjects(post) == ["2 more notices"]
    for minute in ("09:05", "09:30", "10:00:30"):
        post.office.at(minute)
        post.put(ticket=number, cause=minute)
        assert subjects(post) == []
    post.office.at("10:01:30")
    assert subjects(post) == ["3 more notices"]
    keys = [one.message.key for one in post.all() if one.message.ticket is None]
    assert keys == ["digest/marek/desktop/2026-10-12T08Z", "digest/marek/desktop/2026-10-12T09Z"]


def test_what_comes_while_a_digest_is_in_hand_is_in_the_next_one(post: Post) -> None:
    with_budget(post, 0)
    number = post.put(2)
    post.deliver(SHOWN)
    post.office.at("09:01")
    (first,) = post.claim("a").deliveries
    post.put(ticket=number, cause="more")
    assert post.claim("b").folded == 1
    assert post.deliveries.record("a", first.id, SHOWN) is not None
    post.office.at("10:01")
    assert subjects(post) == ["1 more notice"]


def test_a_digest_that_could_not_be_shown_takes_more_lines_and_is_tried_again(post: Post) -> None:
    with_budget(post, 0)
    number = post.put(2)
    post.deliver(BUSY)
    post.office.at("09:01")
    post.deliver(BUSY)
    post.put(ticket=number, cause="more")
    post.deliver(BUSY)
    post.office.at("09:02")
    assert subjects(post) == ["3 more notices"]


def test_those_that_were_meant_for_a_digest_become_one_line_though_there_is_room(post: Post) -> None:
    number = post.put(2, urgency=Urgency.DIGEST, deliver_at=at("08:00", 13))
    post.office.at("08:00", 13)
    post.put(ticket=number, cause="other")
    assert subjects(post) == [f"[{number}] other 1"]
    post.office.at("08:01", 13)
    assert subjects(post) == ["2 more notices"]


def test_what_is_put_off_for_quiet_hours_is_no_line(post: Post) -> None:
    with_budget(post, 1)
    post.put(3)
    post.office.at("18:30")
    claim = post.claim()
    assert (claim.postponed, claim.folded) == (3, 0)
    assert {one.next_try_at for one in post.all()} == {at("08:00", 13)}


def test_a_digest_expires_a_day_after_it_was_due_and_its_lines_stay_in_the_centre(post: Post) -> None:
    with_budget(post, 0)
    number = post.put(2)
    post.put(2, ticket=number, channel=CENTRE, expires_at=None)
    post.deliver(SHOWN)
    post.office.at("09:01", 13)
    assert post.deliveries.keep_up().expired == 1
    assert sorted(post.states()) == ["expired", "in digest", "in digest"]
    assert post.states(channel=CENTRE) == ["sent", "sent"]


def test_everyone_has_a_budget_of_ones_own(post: Post) -> None:
    with_budget(post, 0)
    post.put(to="jonas")
    assert len(post.deliver(SHOWN, login="jonas").deliveries) == 1


def test_two_people_told_of_one_storm_each_get_a_digest(post: Post) -> None:
    number = post.office.ticket()
    for login in ("marek", "jonas"):
        post.put(20, ticket=number, to=login)
        post.deliver(SHOWN, login=login)
    post.office.at("09:01")
    for login in ("marek", "jonas"):
        (digest,) = post.deliver(SHOWN, login=login).deliveries
        assert digest.message.subject == "15 more notices"
        assert digest.message.deliver_at - at("09:00") == timedelta(minutes=1)
