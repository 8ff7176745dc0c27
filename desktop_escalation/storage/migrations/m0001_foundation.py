"""What the store itself needs: the clock, the record of done operations, and the feed of changes."""

from desktop_escalation.storage.schema_change import SchemaChange

NOW_MS = """
CREATE FUNCTION escalation_now_ms() RETURNS BIGINT LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN is_simulated THEN simulated_ms
        ELSE CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)
    END
    FROM site_clock
$$
"""


def upgrade(change: SchemaChange) -> None:
    """Create the tables, with a real clock."""
    change.table("schema_migration", "number INTEGER PRIMARY KEY", "name TEXT NOT NULL", "at BIGINT NOT NULL")
    change.table(
        "site_clock",
        "id INTEGER PRIMARY KEY CHECK (id = 1)",
        "is_simulated BOOLEAN NOT NULL",
        "simulated_ms BIGINT NOT NULL",
    )
    change.sql("INSERT INTO site_clock (id, is_simulated, simulated_ms) VALUES (1, FALSE, 0)")
    change.table(
        "operation", "op_id TEXT PRIMARY KEY", "at BIGINT NOT NULL", "who TEXT NOT NULL", "result TEXT NOT NULL"
    )
    _change_feed(change)
    if change.is_postgresql:
        change.sql(NOW_MS)


def _change_feed(change: SchemaChange) -> None:
    # `position` is what readers remember: the transaction's number where several write at once, else the row's.
    transaction = ("xid XID8 NOT NULL DEFAULT pg_current_xact_id()",) if change.is_postgresql else ()
    change.table(
        "change_feed", f"seq {change.auto_key}", "kind TEXT NOT NULL", "ref BIGINT", "at BIGINT NOT NULL", *transaction
    )
    change.index("change_feed_by_age", "change_feed", "at")
    if change.is_postgresql:
        change.index("change_feed_by_transaction", "change_feed", "xid, seq")
    change.table("change_feed_start", "id INTEGER PRIMARY KEY CHECK (id = 1)", "position BIGINT NOT NULL")
    change.sql("INSERT INTO change_feed_start (id, position) VALUES (1, 0)")
