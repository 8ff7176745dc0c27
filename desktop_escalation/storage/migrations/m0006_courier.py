"""What couriers need of messages: leases, attempts, the way that was taken, and digests, which have no ticket."""

from desktop_escalation.storage.schema_change import SchemaChange

_KEPT = (
    "id, key, ticket_id, escalation, recipient, is_for_customer, channel, urgency, made_at, deliver_at, expires_at,"
    " subject, body, why, state, state_at, problem"
)
_NEW = (
    "attempts INTEGER NOT NULL DEFAULT 0",
    "next_try_at BIGINT",
    "lease_by TEXT",
    "lease_until BIGINT",
    "sent_at BIGINT",
    "way TEXT",
    "digest TEXT",
)


def upgrade(change: SchemaChange) -> None:
    """Add the columns; what waits is tried when it was to be delivered, and what was shown counts as sent then."""
    if change.is_postgresql:
        _alter(change)
    else:
        _rebuild(change)
    change.sql("UPDATE message SET next_try_at = deliver_at WHERE state = 'waiting'")
    change.sql("UPDATE message SET sent_at = state_at WHERE state IN ('sent', 'shown') AND channel <> 'centre'")
    change.index("message_by_time", "message", "channel, deliver_at, id", where="state = 'waiting'")
    change.index("message_by_turn", "message", "recipient, channel, next_try_at, id", where="state = 'waiting'")
    change.index("message_by_sending", "message", "recipient, channel, sent_at", where="sent_at IS NOT NULL")
    change.index("message_by_digest", "message", "digest", where="digest IS NOT NULL")
    change.index("message_digests_by_person", "message", "recipient, channel, id", where="ticket_id IS NULL")


def _alter(change: SchemaChange) -> None:
    change.sql("ALTER TABLE message ALTER COLUMN ticket_id DROP NOT NULL")
    change.sql("DROP INDEX message_waiting")
    for column in _NEW:
        change.sql(f"ALTER TABLE message ADD COLUMN {column}")


def _rebuild(change: SchemaChange) -> None:
    """Make the table anew, as SQLite cannot take NOT NULL off a column."""
    change.table(
        "message_new",
        f"id {change.auto_key}",
        "key TEXT NOT NULL UNIQUE",
        "ticket_id BIGINT REFERENCES ticket (id)",
        "escalation INTEGER",
        "recipient TEXT NOT NULL",
        "is_for_customer BOOLEAN NOT NULL",
        "channel TEXT NOT NULL",
        "urgency TEXT NOT NULL",
        "made_at BIGINT NOT NULL",
        "deliver_at BIGINT NOT NULL",
        "expires_at BIGINT",
        "subject TEXT NOT NULL",
        "body TEXT NOT NULL",
        "why TEXT NOT NULL",
        "state TEXT NOT NULL",
        "state_at BIGINT NOT NULL",
        "problem TEXT",
        *_NEW,
    )
    change.sql(f"INSERT INTO message_new ({_KEPT}) SELECT {_KEPT} FROM message")  # noqa: S608 - names of the program
    change.sql("DROP TABLE message")
    change.sql("ALTER TABLE message_new RENAME TO message")
    change.index("message_by_recipient", "message", "recipient, deliver_at, id")
    change.index("message_by_ticket", "message", "ticket_id, id")
