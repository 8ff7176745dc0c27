"""PostgreSQL: its driver, and connections with every setting that keeps them right and lets them fail soon.

Nothing but what speaks to a server imports this: the driver takes longer to load than a window on a file needs in all.
"""

from functools import partial
from typing import Any

import psycopg
from peewee import PostgresqlDatabase, Psycopg3Adapter
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.types.json import Json, Jsonb

from desktop_escalation.storage.database_url import PostgresServer
from desktop_escalation.storage.guard import GuardedConnection, tell_of_lost_standby
from desktop_escalation.storage.silence import Silence

# Without them a vanished workstation keeps its locks, and a vanished server holds a workstation, for hours.
SERVER_OPTIONS = {
    "idle_in_transaction_session_timeout": "5s",
    "lock_timeout": "3s",
    "statement_timeout": "15s",
    "timezone": "UTC",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
}
CLIENT_OPTIONS: dict[str, str | int] = {
    "application_name": "desktop-escalation",
    "client_encoding": "utf8",
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}


class Psycopg(Psycopg3Adapter):
    """Tells peewee of psycopg 3 all that peewee does not find out itself where it was read before psycopg."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def __init__(self) -> None:
        super().__init__()
        self.json_type = Json
        self.jsonb_type = Jsonb

    def get_binary_type(self) -> type[psycopg.Binary]:
        """Give the class that holds bytes."""
        return psycopg.Binary


class GuardedDatabase(PostgresqlDatabase):
    """A PostgreSQL database to peewee, on connections that do not wait for ever."""

    # Where peewee was read before psycopg, it takes the first for want of the second.
    psycopg2_adapter = psycopg3_adapter = Psycopg

    def __init__(self, server: PostgresServer, silence: Silence) -> None:
        """Connect by `connect`; `silence` is what a call may have to wait for."""
        self._server = server
        self._silence = silence
        super().__init__(server.uri, prefer_psycopg3=True, autoconnect=False)

    def _connect(self) -> GuardedConnection:
        return guarded_connection(self._server, self._silence)


def guarded_connection(server: PostgresServer, silence: Silence) -> GuardedConnection:
    """A new connection with every setting, in which each statement is its own transaction unless one begins."""
    chosen = conninfo_to_dict(server.uri)
    defaults: dict[str, Any] = {name: value for name, value in CLIENT_OPTIONS.items() if name not in chosen}
    settings = [f"-c {name}={value}" for name, value in SERVER_OPTIONS.items()]
    options = " ".join([*settings, str(chosen.get("options", ""))]).rstrip()
    connection = GuardedConnection.connect(server.uri, autocommit=True, options=options, **defaults)
    connection.silence = silence
    connection.add_notice_handler(partial(tell_of_lost_standby, server))
    return connection
