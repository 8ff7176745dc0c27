import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.change_feed import CHANNEL
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.listener import ATTENTION, Attention, ChangeListener
from desktop_escalation.storage.silence import Silence
from tests.copies import POSTGRESQL, SQLITE, CopyOf
from tests.storage.errand import furnish, opened
from tests.tcp_proxy import proxied

TIMEOUT_S = 10.0
CLOSE = Attention(
    coalesce_s=0.05, listen_s=0.05, heartbeat_s=0.2, silence=Silence(cancel_s=0.2, hang_up_s=0.3), look_at_file_s=0.02
)
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
# 100 hints as long as can be, each another, for those of one transaction that are alike are sent once.
FLOOD = "SELECT pg_notify(%s, repeat(chr(65), 7900) || n) FROM generate_series(1, 100) AS n"


class Ear:
    """Counts what it is told, and can be waited on."""

    def __init__(self) -> None:
        self.told: queue.Queue[float] = queue.Queue()

    def __call__(self) -> None:
        self.told.put(time.monotonic())

    def hear(self) -> float:
        """Wait to be told once more, and say when it was."""
        return self.told.get(timeout=TIMEOUT_S)


@contextmanager
def listening(url: str, on_change: Callable[[], None], attention: Attention = CLOSE) -> Iterator[ChangeListener]:
    listener = ChangeListener(parse_database_url(url), on_change, attention)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def url(request: pytest.FixtureRequest, copy_of: CopyOf) -> str:
    return copy_of(furnish, request.param)


@pytest.fixture
def postgresql(copy_of: CopyOf) -> str:
    return copy_of(furnish, POSTGRESQL)


@pytest.fixture
def sqlite(copy_of: CopyOf) -> str:
    return copy_of(furnish, SQLITE)


def change(store: Store) -> None:
    with store.writing() as tx:
        tx.touch("ticket", 1)


def test_it_tells_at_the_start_and_of_each_change(url: str) -> None:
    ear = Ear()
    with opened(url) as store, listening(url, ear):
        ear.hear()
        for _ in range(3):
            change(store)
            ear.hear()
    assert ear.told.empty()


def test_reading_is_no_change(url: str) -> None:
    ear = Ear()
    with opened(url) as store, listening(url, ear):
        ear.hear()
        with store.reading() as tx:
            tx.sql("SELECT times FROM errand")
        change(store)
        ear.hear()
    assert ear.told.empty()


def test_nothing_is_told_after_it_was_stopped(url: str) -> None:
    ear = Ear()
    with opened(url) as store:
        with listening(url, ear):
            ear.hear()
        change(store)
    assert ear.told.empty()


def test_it_can_be_stopped_twice_and_before_it_started(url: str) -> None:
    listener = ChangeListener(parse_database_url(url), Ear(), CLOSE)
    listener.stop()
    listener.start()
    listener.stop()
    listener.stop()


def test_it_can_be_stopped_by_what_it_tells(url: str) -> None:
    def stop() -> None:
        listener.stop()
        stopped.set()

    stopped = threading.Event()
    listener = ChangeListener(parse_database_url(url), stop, CLOSE)
    listener.start()
    assert stopped.wait(TIMEOUT_S)


def test_what_is_told_may_fail_and_the_next_change_is_told_again(url: str, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        ear()
        raise errors.pop()

    errors: list[Exception] = [ZeroDivisionError("a bug"), Unavailable("no disk"), Unavailable("no disk")]
    ear = Ear()
    with opened(url) as store, listening(url, fail):
        for _ in range(2):
            ear.hear()
            change(store)
        ear.hear()
    logged = [(record.levelno, record.exc_info is not None) for record in caplog.records]
    assert logged == [(logging.WARNING, False), (logging.ERROR, True)]
    assert "A change of others could not be read: no disk" in caplog.text


def test_a_file_can_be_deleted_after_it_was_stopped(sqlite: str) -> None:
    ear = Ear()
    listener = ChangeListener(parse_database_url(sqlite), ear, CLOSE)
    listener.start()
    ear.hear()
    listener.stop()
    path = Path(sqlite.removeprefix("sqlite:///"))
    path.rename(path.with_name("moved"))
    assert not {name for name in open_files() if str(path.parent) in name}


def open_files() -> list[str]:
    folder = Path("/proc/self/fd")
    return [str(entry.readlink()) for entry in folder.iterdir() if entry.is_symlink()] if folder.exists() else []


def test_a_file_that_appears_later_is_listened_to(sqlite: str, caplog: pytest.LogCaptureFixture) -> None:
    path = Path(sqlite.removeprefix("sqlite:///"))
    hidden = path.rename(path.with_name("hidden"))
    ear = Ear()
    with listening(sqlite, ear):
        wait_for(lambda: "cannot be opened" in caplog.text)
        hidden.rename(path)
        ear.hear()
    assert caplog.text.count("cannot be opened") == 1


def wait_for(is_so: Callable[[], bool]) -> None:
    ends_s = time.monotonic() + TIMEOUT_S
    while not is_so():
        assert time.monotonic() < ends_s
        threading.Event().wait(0.01)


def test_it_listens_before_it_tells_for_the_first_time(postgresql: str) -> None:
    """What is changed while the first reading goes on is told of afterwards."""

    def on_change() -> None:
        if ear.told.empty() and not is_changed.is_set():
            is_changed.set()
            change(store)
        else:
            ear()

    ear = Ear()
    is_changed = threading.Event()
    with opened(postgresql) as store, listening(postgresql, on_change):
        ear.hear()


def test_it_connects_again_and_tells_after_its_session_was_ended(
    postgresql: str, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()
    with opened(postgresql) as store, listening(postgresql, ear):
        for _ in range(3):
            ear.hear()
            with psycopg.connect(postgresql, autocommit=True) as owner:
                owner.execute(OTHERS, (owner.info.backend_pid,))
        ear.hear()
        change(store)
        ear.hear()
    assert "Not connected for news from the database; looking every 15 s instead: " in caplog.text


def test_a_network_that_stalls_is_noticed_by_its_heartbeat(postgresql: str, caplog: pytest.LogCaptureFixture) -> None:
    ear = Ear()
    with (
        proxied(postgresql) as (proxy, through),
        opened(postgresql) as store,
        listening(f"{through}?connect_timeout=2", ear),
    ):
        ear.hear()
        proxy.stall()
        change(store)
        wait_for(lambda: "it has said nothing for 0.3 s" in caplog.text)
        assert ear.told.empty()
        proxy.resume()
        ear.hear()
        change(store)
        ear.hear()


def test_a_connection_that_is_dead_or_stalled_is_noticed_within_fifteen_seconds() -> None:
    assert ATTENTION.heartbeat_s + ATTENTION.silence.hang_up_s < 15


def test_a_flood_of_forged_hints_is_a_few_hints(postgresql: str) -> None:
    """As any login can send it; what it says is not looked at."""
    ear = Ear()
    with opened(postgresql) as store, listening(postgresql, ear, replace(CLOSE, coalesce_s=0.1)):
        began_s = ear.hear()
        with psycopg.connect(postgresql, autocommit=True) as forger:
            for _ in range(20):
                forger.execute(FLOOD, (CHANNEL,))
        change(store)
        wait_for(lambda: _heard_last(ear))
        lasted_s = time.monotonic() - began_s
    assert ear.told.qsize() <= lasted_s / 0.1


def _heard_last(ear: Ear) -> bool:
    """True once nothing was told for longer than hints take to become one."""
    return ear.told.qsize() > 0 and time.monotonic() - ear.told.queue[-1] > 1
