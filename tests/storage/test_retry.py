import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from peewee import OperationalError

from desktop_escalation.domain.errors import Refused, Unavailable
from desktop_escalation.storage.retry import Patience, retrying


class FakeTime:
    def __init__(self) -> None:
        self.now_s = 0.0
        self.pauses: list[float] = []

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now_s += seconds

    def patience(self, **changes: float) -> Patience:
        return Patience(pause=self.pause, monotonic=lambda: self.now_s, **changes)


def an_unavailable(cause: psycopg.Error | sqlite3.Error) -> Unavailable:
    error = Unavailable("try again")
    error.__cause__ = OperationalError(cause)
    return error


def an_sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("of the kind")
    error.sqlite_errorcode = code
    return error


LOST = psycopg.OperationalError("server closed the connection unexpectedly")


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = [error] * times

    def work() -> str:
        if left:
            raise left.pop()
        return "done"

    return work


@pytest.mark.parametrize(
    "cause",
    [
        LOST,
        psycopg.errors.SerializationFailure(),
        psycopg.errors.DeadlockDetected(),
        psycopg.errors.LockNotAvailable(),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.CannotConnectNow(),
        psycopg.errors.IdleInTransactionSessionTimeout(),
        psycopg.errors.TransactionResolutionUnknown(),
        an_sqlite_error(sqlite3.SQLITE_BUSY),
        an_sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT),
        an_sqlite_error(sqlite3.SQLITE_LOCKED_SHAREDCACHE),
    ],
)
def test_work_is_repeated_after_a_lost_connection_and_after_a_conflict(cause: psycopg.Error | sqlite3.Error) -> None:
    time = FakeTime()
    assert retrying(failing(3, an_unavailable(cause)), time.patience()) == "done"
    assert len(time.pauses) == 3


def test_pauses_grow_to_a_limit_and_differ_by_chance() -> None:
    time = FakeTime()
    retrying(failing(60, an_unavailable(LOST)), time.patience(limit_s=1000))
    bounds = [min(0.05 * 2**number, 5) for number in range(60)]
    assert all(0 <= pause <= bound for pause, bound in zip(time.pauses, bounds, strict=True))
    assert len(set(time.pauses)) == 60


def test_patience_ends() -> None:
    time = FakeTime()
    with pytest.raises(Unavailable):
        retrying(failing(1000, an_unavailable(LOST)), time.patience(limit_s=20))
    assert time.now_s <= 20


def test_patience_counts_from_the_first_failure() -> None:
    time = FakeTime()
    failing_work = failing(2, an_unavailable(LOST))

    def work() -> str:
        time.now_s += 15
        return failing_work()

    assert retrying(work, time.patience(limit_s=20)) == "done"
    assert len(time.pauses) == 2


@pytest.mark.parametrize(
    "error",
    [
        an_unavailable(psycopg.errors.DiskFull()),
        an_unavailable(psycopg.errors.QueryCanceled()),
        an_unavailable(an_sqlite_error(sqlite3.SQLITE_FULL)),
        Unavailable("mail"),
        Refused("no"),
    ],
)
def test_what_a_repetition_cannot_help_is_raised_at_once(error: Exception) -> None:
    time = FakeTime()
    with pytest.raises(type(error)):
        retrying(failing(1, error), time.patience())
    assert not time.pauses
