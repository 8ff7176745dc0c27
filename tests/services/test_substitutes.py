"""Semantics, section 7: somebody who goes away before delivery is replaced by the substitute, who is told so."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.services.delivery import Upkeep
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.standing_in import hand_over_all
from desktop_escalation.storage.outbox import lock_upkeep
from tests.services.office import Office, at
from tests.services.post import BUSY, SHOWN, Post

CENTRE, DESKTOP, MAIL = NoticeChannel.CENTRE, NoticeChannel.DESKTOP, NoticeChannel.MAIL
ABSENCES = 'absences = ["2026-12-21/2027-01-02"]'
TODAY = 'absences = ["2026-10-12/2026-10-12"]'


@pytest.fixture
def post(office: Office) -> Post:
    office.at("09:00")
    return Post(office)


def marek_goes_away(post: Post, also: str = "") -> None:
    post.reorganise(ABSENCES, f"{TODAY}{also}")


def test_the_substitute_gets_what_was_for_somebody_who_went_away_and_the_notice_says_so(post: Post) -> None:
    post.put()
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 1
    assert post.claim(login="marek").deliveries == ()
    (handed,) = post.deliver(SHOWN, login="jonas").deliveries
    assert handed.message.why == "You get this in place of Marek Dvořák, who is away: assignee of the ticket."
    original = post.one("marek")
    assert original.state is DeliveryState.CANCELLED
    assert original.problem == "Marek Dvořák is away; handed to Jonas Weber"


def test_it_is_in_the_substitutes_centre_too_and_in_the_mail(post: Post) -> None:
    post.put()
    marek_goes_away(post)
    post.deliveries.keep_up()
    assert post.states("jonas", CENTRE) == ["sent"]
    assert post.states("jonas", MAIL) == ["waiting"]


def test_two_couriers_at_once_hand_it_over_once(post: Post) -> None:
    post.put()
    marek_goes_away(post)
    with ThreadPoolExecutor(1) as other:
        with post.office.app.store.writing() as tx:
            lock_upkeep(tx)
            second = other.submit(post.deliveries.keep_up)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
            assert hand_over_all(tx, load_directory(tx)) == 1
        assert second.result(timeout=30) == Upkeep(in_centre=1)
    assert post.states("jonas") == ["waiting"]


def test_what_goes_by_two_channels_is_handed_over_once(post: Post) -> None:
    number = post.put()
    post.put(ticket=number, channel=MAIL)
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 2
    assert post.deliveries.keep_up().handed_over == 0
    assert [len(post.all("jonas", channel)) for channel in NoticeChannel] == [1, 1, 1]


def test_nobody_is_told_twice_of_one_cause(post: Post) -> None:
    number = post.put()
    post.put(ticket=number, to="jonas")
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 1
    assert post.one("jonas").message.why == "You get this as assignee of the ticket."


def test_it_waits_for_the_hours_of_the_substitute(post: Post) -> None:
    post.put()
    post.office.at("18:30")
    marek_goes_away(post)
    post.deliveries.keep_up()
    assert post.one("jonas").message.deliver_at == at("08:00", 13)


def test_without_a_substitute_it_waits_and_says_why(post: Post) -> None:
    post.put(to="aisha")
    post.reorganise('login = "aisha"', f'login = "aisha"\n{TODAY}')
    assert post.deliveries.keep_up().handed_over == 0
    waiting = post.one("aisha")
    assert (waiting.state, waiting.next_try_at) == (DeliveryState.WAITING, at("10:00"))
    assert waiting.problem == "Aisha Khan is away, without a substitute who is there"
    assert post.claim(login="aisha").deliveries == ()
    post.office.at("09:00", 13)
    post.deliveries.keep_up()
    assert (post.one("aisha").state, post.one("aisha").problem) == (DeliveryState.EXPIRED, waiting.problem)


def test_somebody_who_is_back_in_time_gets_what_waited(post: Post) -> None:
    post.put(to="aisha", deliver_at=at("17:00"), expires_at=at("17:00", 13))
    post.reorganise('login = "aisha"', f'login = "aisha"\n{TODAY}')
    post.office.at("17:00")
    post.deliveries.keep_up()
    post.office.at("08:00", 13)
    assert len(post.deliver(SHOWN, login="aisha").deliveries) == 1


def test_what_was_handed_over_and_comes_back_waits_again_as_if_it_were_new(post: Post) -> None:
    post.put()
    post.deliver(BUSY)
    post.office.at("09:05")
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 1
    post.office.at("09:10")
    post.reorganise('login = "jonas"', f'login = "jonas"\nsubstitute = "marek"\n{TODAY}')
    assert post.deliveries.keep_up().handed_over == 2
    again = post.one("marek")
    assert (again.state, again.attempts, again.problem) == (DeliveryState.WAITING, 0, None)
    assert (again.message.deliver_at, again.message.expires_at) == (at("09:10"), at("09:10", 13))
    assert (again.next_try_at, again.state_at) == (at("09:10"), at("09:10"))
    assert again.message.why == "You get this as assignee of the ticket."
    assert len(post.deliver(SHOWN, login="marek").deliveries) == 1


def test_what_reached_somebody_before_is_not_repeated_when_it_comes_back(post: Post) -> None:
    number = post.put()
    post.deliver(SHOWN)
    post.put(ticket=number, to="jonas")
    post.reorganise('login = "jonas"', f'login = "jonas"\nsubstitute = "marek"\n{TODAY}')
    assert post.deliveries.keep_up().handed_over == 1
    assert post.states("marek") == ["shown"]


def test_what_a_courier_has_in_hand_is_not_handed_over(post: Post) -> None:
    post.put()
    (mine,) = post.claim().deliveries
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 0
    assert post.deliveries.record("a", mine.id, SHOWN) is DeliveryState.SHOWN


def test_what_waits_for_its_time_is_handed_over_only_then(post: Post) -> None:
    post.put(deliver_at=at("10:00"))
    marek_goes_away(post)
    assert post.deliveries.keep_up().handed_over == 0
    post.office.at("10:00")
    assert post.deliveries.keep_up().handed_over == 1


def test_the_lines_of_a_digest_are_handed_over_each_by_itself(post: Post) -> None:
    post.put(7)
    post.deliver(SHOWN)
    marek_goes_away(post)
    post.office.at("09:01")
    post.deliveries.keep_up()
    post.deliveries.keep_up()
    assert [one.message.subject[-1] for one in post.all("jonas")] == ["6", "7"]
    cancelled = {one.message.subject: one.problem for one in post.all("marek") if one.state is DeliveryState.CANCELLED}
    assert min(cancelled) == "2 more notices"
    assert len(cancelled) == 3
    assert cancelled["2 more notices"] == "Marek Dvořák is away; unfolded, lines for Jonas Weber: 2"


def test_the_lines_of_a_digest_are_of_use_as_long_as_it_was(post: Post) -> None:
    post.put(7, expires_at=at("09:05"))
    post.deliver(SHOWN)
    marek_goes_away(post)
    post.office.at("09:06")
    assert post.deliveries.keep_up().handed_over == 1
    assert post.deliveries.keep_up() == Upkeep(in_centre=2, handed_over=2)
    assert post.states("jonas") == ["waiting", "waiting"]


def test_a_customers_notice_is_nobodys_though_somebody_has_the_address_for_a_login(post: Post) -> None:
    login = "priya@halden.example"
    person = f'[[person]]\nlogin = "{login}"\nname = "Priya"\nsubstitute = "jonas"\n'
    post.put(to=login, channel=MAIL, is_for_customer=True)
    post.reorganise("[[customer]]", f"{person}\n[[customer]]")
    assert post.deliveries.claim("a", MAIL, login, 1).deliveries == ()
    post.reorganise("[[customer]]", f"{person}{TODAY}\n[[customer]]")
    assert post.deliveries.keep_up().handed_over == 0
    assert post.states(login, MAIL) == ["waiting"]
