"""Work whose doing is counted, for the tests of what happens when it is broken off."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_escalation.storage import schema
from desktop_escalation.storage.connection import LOCK_TIMEOUT_S
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.operations import claim
from desktop_escalation.storage.retry import Patience
from desktop_escalation.storage.silence import SILENCE, Silence
from desktop_escalation.storage.transaction import Transaction

SOON = Patience(first_pause_s=0.05, longest_pause_s=0.2)


def furnish(url: str) -> None:
    """Make a database in which nothing was done yet."""
    schema.create(url)
    with opened(url) as store, store.writing() as tx:
        tx.sql("CREATE TABLE errand (id INTEGER PRIMARY KEY, times INTEGER NOT NULL)")
        tx.sql("INSERT INTO errand (id, times) VALUES (1, 0)")


@contextmanager
def opened(url: str, *, silence: Silence = SILENCE, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Iterator[Store]:
    """A store that is closed at the end."""
    store = Store.open(url, silence=silence, lock_timeout_s=lock_timeout_s)
    try:
        yield store
    finally:
        store.close()


def do(tx: Transaction) -> bool:
    """Do the errand, unless an earlier attempt has done it; say which."""
    is_new = claim(tx, "errand", "marek") is None
    if is_new:
        tx.sql("UPDATE errand SET times = times + 1")
    return is_new


def times_done(store: Store) -> int:
    """How often it was done."""
    with store.reading() as tx:
        ((times,),) = tx.sql("SELECT times FROM errand")
        return int(times)
