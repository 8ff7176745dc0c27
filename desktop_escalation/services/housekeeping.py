"""Keeping the database tidy: what nobody asks for any more is forgotten."""

from msgspec import Struct

from desktop_escalation.storage.change_feed import purge_changes
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import purge_watches
from desktop_escalation.storage.operations import purge_operations
from desktop_escalation.storage.transaction import Transaction


class Housekeeping(Struct, frozen=True):
    """What an engine does beside its work, as often as it likes."""

    store: Store

    def tidy(self) -> None:
        """Forget changes and operations older than seven days, and when engines were there more than 90 days ago."""
        self.store.run(_tidy)


def _tidy(tx: Transaction) -> None:
    purge_changes(tx)
    purge_operations(tx)
    purge_watches(tx)
