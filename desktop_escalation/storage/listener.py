"""Hearing that somebody has changed the database: a hint to read the change feed, and never data.

On PostgreSQL it is a NOTIFY, which any login can forge, so that only its coming counts and not what it says; on SQLite
the version of the file, looked at twice a second.
"""

import logging
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing

from msgspec import Struct

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.storage.change_feed import CHANNEL
from desktop_escalation.storage.database_url import DatabaseAddress, PostgresServer, SqliteFile
from desktop_escalation.storage.failures import translated_errors
from desktop_escalation.storage.silence import Silence

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
# No call of a listener takes a server long.
BRIEF_SILENCE = Silence(cancel_s=3.0, hang_up_s=4.0)
# More than a connection and a call take that nobody answers.
STOP_TIMEOUT_S = 10.0
FILE_LOCK_TIMEOUT_S = 5.0

logger = logging.getLogger(__name__)


class Attention(Struct, frozen=True):
    """How closely to listen; what stands here finds a dead or stalled connection within 14 s."""

    # Hints that come so soon after one another are one.
    coalesce_s: float = 0.1
    # How long `stop` may go unheeded; the driver wakes up twice as often anyway.
    listen_s: float = 0.2
    heartbeat_s: float = 10.0
    silence: Silence = BRIEF_SILENCE
    look_at_file_s: float = 0.5


ATTENTION = Attention()


class ChangeListener:
    """Calls back, in a thread of its own, when the database may have changed, and connects again where it must."""

    def __init__(
        self, address: DatabaseAddress, on_change: Callable[[], None], attention: Attention = ATTENTION
    ) -> None:
        """Say in `on_change` what reads the feed; it is also called at the start and after each new connection."""
        self._address = address
        self._on_change = on_change
        self._attention = attention
        self._stopped = threading.Event()
        self._trouble = ""
        self._thread = threading.Thread(target=self._run, name="change-listener", daemon=True)

    def start(self) -> None:
        """Begin to listen, once in the listener's life."""
        self._thread.start()

    def stop(self) -> None:
        """End listening and close the connection; nothing is called back any more."""
        self._stopped.set()
        if not self._thread.is_alive() or self._thread is threading.current_thread():
            return
        self._thread.join(STOP_TIMEOUT_S)
        if self._thread.is_alive():
            logger.warning("The listener to the database %s still works after %g s", self._address, STOP_TIMEOUT_S)

    def _run(self) -> None:
        longest_s = FIRST_PAUSE_S
        while not self._stopped.is_set():
            began_s = time.monotonic()
            self._survive(self._listen, "Not connected for news from the database; looking every 15 s instead")
            if time.monotonic() - began_s > LONGEST_PAUSE_S:
                longest_s = FIRST_PAUSE_S
            # By chance, so that not all workstations come back at once.
            self._stopped.wait(random.uniform(0, longest_s))  # noqa: S311
            longest_s = min(2 * longest_s, LONGEST_PAUSE_S)

    def _listen(self) -> None:
        """Tell of changes until the connection breaks or the listener is stopped."""
        with translated_errors(self._address), closing(self._hints()) as hints:
            for _ in hints:
                if self._survive(self._on_change, "A change of others could not be read"):
                    self._trouble = ""

    def _hints(self) -> Generator[None]:
        if isinstance(self._address, SqliteFile):
            return _versions(self._address, self._stopped, self._attention)
        return _notifications(self._address, self._stopped, self._attention)

    def _survive(self, work: Callable[[], None], trouble: str) -> bool:
        """True where the work succeeded; what went wrong is logged, but not again for as long as it is the same."""
        try:
            work()
        except EscalationError as error:
            words = f"{trouble}: {error}"
            if words != self._trouble:
                logger.warning("%s", words)
            self._trouble = words
        except Exception:  # a listener that died would leave its window out of date for good
            logger.exception("%s", trouble)
        else:
            return True
        return False


def _notifications(server: PostgresServer, stopped: threading.Event, attention: Attention) -> Generator[None]:
    """A hint once the server will tell of every change, and then for each that it tells of, or for many together."""
    # Late, so that a window on a file does not wait for the server's driver.
    from desktop_escalation.storage.postgresql import guarded_connection  # noqa: PLC0415

    with closing(guarded_connection(server, attention.silence)) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        yield
        answered_s = time.monotonic()
        while not stopped.is_set():
            if list(connection.notifies(timeout=attention.listen_s, stop_after=1)):
                # What is not read piles up on the server, where a full queue stops everybody's commits.
                for _ in connection.notifies(timeout=attention.coalesce_s):
                    pass
                yield
            elif time.monotonic() - answered_s < attention.heartbeat_s:
                continue
            else:
                connection.execute("SELECT 1")
            answered_s = time.monotonic()


def _versions(file: SqliteFile, stopped: threading.Event, attention: Attention) -> Generator[None]:
    """A hint at the beginning, and whenever another connection, of any program, has committed meanwhile."""
    uri = f"{file.path.as_uri()}?mode=rw"  # one that may only read cannot undo what a crash left half done
    with closing(sqlite3.connect(uri, uri=True, timeout=FILE_LOCK_TIMEOUT_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only = ON")
        seen = None
        while not stopped.is_set():
            ((version,),) = connection.execute("PRAGMA data_version")
            if version != seen:
                seen = version
                yield
            stopped.wait(attention.look_at_file_s)
