"""A workstation that follows the change feed as a process of its own, until its standard input ends.

It says "ready" when it has begun, and at the end as JSON which tickets it was told of. With the defect it asks for what
has a higher number than the last row that it saw, which is what the feed must not be asked.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable

from desktop_escalation.storage.change_feed import changes_since, current_position
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction

DEFECT = "DESKTOP_ESCALATION_TEST_DEFECT"
SEQ_AFTER_LAST = "seq > last"
EVERY_S = 0.002
# Transactions of other databases on the same server hold the feed back for as long as they run.
GOES_ON_S = 2.0

Read = Callable[[Transaction, int], tuple[list[int | None], int]]


def read_feed(tx: Transaction, position: int) -> tuple[list[int | None], int]:
    """Read on as the product does."""
    changes = changes_since(tx, position)
    return [change.ticket_id for change in changes.items], changes.position


def read_after_last(tx: Transaction, last: int) -> tuple[list[int | None], int]:
    """Read on from the last number seen."""
    rows = tx.sql("SELECT seq, ref FROM change_feed WHERE seq > ? ORDER BY seq", last)
    return [row[1] for row in rows], max((row[0] for row in rows), default=last)


def begin(tx: Transaction, read: Read) -> int:
    """Give the position to begin at."""
    if read is read_feed:
        return current_position(tx)
    return int(tx.sql("SELECT COALESCE(MAX(seq), 0) FROM change_feed")[0][0])


def wait_for_end(ended: threading.Event) -> None:
    """Tell when standard input has ended."""
    sys.stdin.read()
    ended.set()


def follow(url: str, read: Read) -> list[int | None]:
    """Read until standard input ends, and a little longer."""
    ended = threading.Event()
    threading.Thread(target=wait_for_end, args=(ended,), daemon=True).start()
    store, seen = Store.open(url), list[int | None]()
    with store.reading() as tx:
        position = begin(tx, read)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    ends_s = None
    while ends_s is None or time.monotonic() < ends_s:
        if ends_s is None and ended.wait(EVERY_S):
            ends_s = time.monotonic() + GOES_ON_S
        with store.reading() as tx:
            found, position = read(tx, position)
        seen += found
    store.close()
    return seen


if __name__ == "__main__":
    is_broken = os.environ.get(DEFECT) == SEQ_AFTER_LAST
    json.dump(follow(sys.argv[1], read_after_last if is_broken else read_feed), sys.stdout)
