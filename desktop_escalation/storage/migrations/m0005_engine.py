"""What the engine needs under load: tickets set aside, engines that ended, and the revision of what changes seldom."""

from desktop_escalation.storage.schema_change import SchemaChange


def upgrade(change: SchemaChange) -> None:
    """Create the tables; nothing is set aside, no engine is known to have ended, and the revision begins at 1."""
    change.table(
        "set_aside",
        "ticket_id BIGINT PRIMARY KEY REFERENCES ticket (id)",
        "since_at BIGINT NOT NULL",
        "retry_at BIGINT NOT NULL",
        "attempts INTEGER NOT NULL",
        "problem TEXT NOT NULL",
    )
    change.index("set_aside_by_time", "set_aside", "retry_at")
    change.sql("ALTER TABLE engine_watch ADD COLUMN ended BOOLEAN NOT NULL DEFAULT FALSE")
    change.table("revision", "id INTEGER PRIMARY KEY CHECK (id = 1)", "number BIGINT NOT NULL")
    change.sql("INSERT INTO revision (id, number) VALUES (1, 1)")
