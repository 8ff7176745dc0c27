"""A courier delivers what is ready for the person at its computer, once, and tells what became of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from desktop_escalation.domain.delivery import Delivery, Sent
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.value import replace
from desktop_escalation.notify.courier import PAUSE_S, Courier, Round
from desktop_escalation.services.delivery import Upkeep
from tests.services.office import Office
from tests.services.post import BUSY, DESKTOP, NOT_HERE, SHOWN, Post


@dataclass
class Screen:
    """A channel that shows everything, unless it was told of another result; `sent` is what it was given."""

    result: Sent = SHOWN
    broken: frozenset[str] = frozenset()
    sent: list[str] = field(default_factory=list)

    def send(self, delivery: Delivery) -> Sent:
        self.sent.append(delivery.message.subject)
        if delivery.message.subject in self.broken:
            raise ValueError("an odd message")
        return self.result


@dataclass
class Watch:
    """A clock of the computer that stands still."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def post(office: Office) -> Post:
    office.at("09:00")
    return Post(office)


def a_courier(post: Post, screen: Screen, *, name: str = "a", login: str | None = "marek", most: int = 20) -> Courier:
    return Courier(post.deliveries, {DESKTOP: screen}, login, name, most, Watch())


def counts(done: Round) -> dict[str, object]:
    """Give what a round did, without what it did not."""
    everything = {name: getattr(done, name) for name in Round.__struct_fields__ if name != "upkeep"}
    return {name: count for name, count in everything.items() if count}


def test_what_is_ready_is_shown_once(post: Post) -> None:
    post.put(2)
    screen = Screen()
    courier = a_courier(post, screen)
    assert counts(courier.round()) == {"shown": 2}
    assert counts(courier.round()) == {}
    assert [subject[-1] for subject in screen.sent] == ["1", "2"]
    assert post.states() == ["shown", "shown"]


def test_a_round_fills_the_centre_of_everybody(post: Post) -> None:
    post.put(to="jonas", channel=NoticeChannel.CENTRE, expires_at=None)
    done = a_courier(post, Screen()).round()
    assert done.upkeep.in_centre == 1
    assert post.states("jonas", NoticeChannel.CENTRE) == ["sent"]


def test_where_nobody_of_the_organisation_sits_nothing_is_shown(post: Post) -> None:
    post.put()
    screen = Screen()
    assert counts(a_courier(post, screen, login=None).round()) == {}
    assert screen.sent == []
    assert post.states() == ["waiting"]


def test_a_round_delivers_no_more_than_its_number(post: Post) -> None:
    post.put(3)
    screen = Screen()
    assert counts(a_courier(post, screen, most=2).round()) == {"shown": 2}
    assert counts(a_courier(post, screen, name="b").round()) == {"shown": 1}


def test_a_second_round_of_a_courier_while_the_first_runs_does_nothing(post: Post) -> None:
    post.put(2)
    screen = Screen()
    seconds: list[Round] = []

    @dataclass
    class Interrupted:
        """Has another round begun in the middle of the first one."""

        courier: Courier | None = None

        def send(self, delivery: Delivery) -> Sent:
            assert self.courier is not None
            seconds.append(self.courier.round())
            return screen.send(delivery)

    channel = Interrupted()
    channel.courier = Courier(post.deliveries, {DESKTOP: channel}, "marek", "a", 1, Watch())
    assert counts(channel.courier.round()) == {"shown": 1}
    assert seconds == [Round(Upkeep())]
    assert len(screen.sent) == 1
    assert counts(channel.courier.round()) == {"shown": 1}


def test_a_round_that_broke_off_does_not_keep_the_next_from_working(post: Post) -> None:
    post.put()
    screen = Screen()

    @dataclass
    class BreaksOnce:
        is_broken: bool = True

        def send(self, delivery: Delivery) -> Sent:
            if self.is_broken:
                self.is_broken = False
                raise KeyboardInterrupt
            return screen.send(delivery)

    courier = Courier(post.deliveries, {DESKTOP: BreaksOnce()}, "marek", "a", 20, Watch())
    with pytest.raises(KeyboardInterrupt):
        courier.round()
    post.office.at("09:01")
    assert counts(courier.round()) == {"shown": 1}


def test_of_two_couriers_at_once_one_shows_each_message(post: Post) -> None:
    post.put(5)
    screens = Screen(), Screen()
    start = threading.Barrier(2)

    def work(number: int) -> Round:
        courier = a_courier(post, screens[number], name=f"courier {number}", most=2)
        start.wait(timeout=10)
        done = courier.round()
        for _ in range(4):
            done = replace(courier.round(), shown=done.shown)
        return done

    with ThreadPoolExecutor(2) as couriers:
        for one in [couriers.submit(work, number) for number in (0, 1)]:
            one.result(timeout=60)
    shown = screens[0].sent + screens[1].sent
    assert len(shown) == len(set(shown)) == 5
    assert set(post.states()) == {"shown"}


def test_two_couriers_at_once_keep_to_one_budget(post: Post) -> None:
    post.put(30)
    screens = Screen(), Screen()
    with ThreadPoolExecutor(2) as couriers:
        rounds = [couriers.submit(a_courier(post, screen, name=str(id(screen))).round) for screen in screens]
        folded = sum(one.result(timeout=60).folded for one in rounds)
    assert len(screens[0].sent) + len(screens[1].sent) == 5
    assert folded == 25


def test_a_courier_that_dies_between_showing_and_recording_repeats_one_toast(post: Post) -> None:
    post.put(2)
    screen = Screen()

    @dataclass
    class LastScreen:
        def send(self, delivery: Delivery) -> Sent:
            screen.send(delivery)
            raise SystemExit

    dying = Courier(post.deliveries, {DESKTOP: LastScreen()}, "marek", "dying", 20, Watch())
    with pytest.raises(SystemExit):
        dying.round()
    living = a_courier(post, screen, name="living")
    assert counts(living.round()) == {}
    post.office.at("09:01")
    assert counts(living.round()) == {"shown": 2}
    assert [subject[-1] for subject in screen.sent] == ["1", "1", "2"]


def test_a_courier_that_was_frozen_past_its_lease_shows_nothing_that_another_has(post: Post) -> None:
    post.put(2)
    screen = Screen()

    @dataclass
    class Freezing:
        """Freezes with the first message for longer than a lease, in which another courier works."""

        sent: list[str] = field(default_factory=list)

        def send(self, delivery: Delivery) -> Sent:
            self.sent.append(delivery.message.subject)
            post.office.at("09:01:30")
            a_courier(post, screen, name="other").round()
            return SHOWN

    freezing = Freezing()
    frozen = Courier(post.deliveries, {DESKTOP: freezing}, "marek", "frozen", 20, Watch())
    assert counts(frozen.round()) == {"lost": 2}
    assert [subject[-1] for subject in freezing.sent] == ["1"]
    assert [subject[-1] for subject in screen.sent] == ["1", "2"]
    assert post.states() == ["shown", "shown"]


def test_a_poisoned_message_fails_alone_and_is_given_up_in_the_end(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    number = post.put(3)
    screen = Screen(broken=frozenset({f"[{number}] cause 2"}))
    courier = a_courier(post, screen)
    assert counts(courier.round()) == {"shown": 2, "again": 1}
    assert post.states() == ["shown", "waiting", "shown"]
    assert "ValueError: an odd message" in caplog.text
    for minute in range(1, 60, 8):
        post.office.at(f"09:{minute:02}" if minute < 57 else "10:30")
        courier.round()
    poisoned = post.all()[1]
    assert (poisoned.state.value, poisoned.attempts) == ("failed", 8)
    assert poisoned.problem == "given up after 8 attempts: ValueError: an odd message"


def test_a_computer_without_a_desktop_leaves_the_messages_to_another_and_pauses(post: Post) -> None:
    post.put(3)
    nowhere = Screen(NOT_HERE)
    courier = a_courier(post, nowhere)
    watch = Watch()
    courier.monotonic = watch
    done = courier.round()
    assert (counts(done), done.problem) == ({"again": 1, "problem": "no desktop here"}, "no desktop here")
    assert counts(courier.round()) == {}
    assert len(nowhere.sent) == 1
    assert {one.attempts for one in post.all()} == {0}
    assert counts(a_courier(post, Screen(), name="b").round()) == {"shown": 3}
    watch.seconds = PAUSE_S
    post.put(cause="later")
    courier.round()
    assert len(nowhere.sent) == 2


def test_a_channel_that_is_busy_gets_the_message_again_later(post: Post) -> None:
    post.put()
    courier = a_courier(post, Screen(BUSY))
    assert counts(courier.round()) == {"again": 1}
    assert counts(courier.round()) == {}
    post.office.at("09:00:15")
    assert counts(courier.round()) == {"again": 1}


def test_a_courier_that_is_stopped_lays_back_what_it_has_in_hand(post: Post) -> None:
    post.put(3)

    @dataclass
    class Stopping:
        courier: Courier | None = None

        def send(self, delivery: Delivery) -> Sent:
            assert self.courier is not None
            self.courier.stop()
            return SHOWN

    channel = Stopping()
    channel.courier = Courier(post.deliveries, {DESKTOP: channel}, "marek", "a", 20, Watch())
    assert counts(channel.courier.round()) == {"shown": 1}
    assert counts(channel.courier.round()) == {}
    assert counts(a_courier(post, Screen(), name="b").round()) == {"shown": 2}


def test_what_is_folded_and_what_is_put_off_is_told(post: Post) -> None:
    post.put(14)
    assert counts(a_courier(post, Screen()).round()) == {"shown": 5, "folded": 9}
    post.office.at("18:30")
    post.put(cause="evening")
    assert counts(a_courier(post, Screen()).round()) == {"postponed": 2}
