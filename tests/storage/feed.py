"""Reading the change feed in tests: on a server that other tests use at the same moment.

PostgreSQL numbers transactions for the whole server, so one that runs in another database holds a reader back for a
moment. Here a reader waits until those that ran when it came have ended.
"""

import time

from desktop_escalation.storage.change_feed import Changes, changes_since, current_position
from desktop_escalation.storage.database import Store

_RUNNING_ELSEWHERE = """
SELECT CAST(backend_xid AS TEXT) FROM pg_stat_activity
WHERE backend_xid IS NOT NULL AND datname IS DISTINCT FROM current_database()
"""


def position_of(store: Store) -> int:
    """Tell where a reader begins now."""
    _wait_for_others(store)
    with store.reading() as tx:
        return current_position(tx)


def read(store: Store, position: int) -> Changes:
    """Read what was committed from a position on."""
    _wait_for_others(store)
    with store.reading() as tx:
        return changes_since(tx, position)


def _wait_for_others(store: Store) -> None:
    before = _running_elsewhere(store)
    while before & _running_elsewhere(store):
        # A transaction of another database ends without a signal; the server's own time limits bound the wait.
        time.sleep(0.01)


def _running_elsewhere(store: Store) -> set[str]:
    with store.reading() as tx:
        return {row[0] for row in tx.sql(_RUNNING_ELSEWHERE)} if tx.is_postgresql else set()
