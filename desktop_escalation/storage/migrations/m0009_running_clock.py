"""A simulated clock that runs: how fast, and at which moment of real time it was set."""

from desktop_escalation.storage.schema_change import SchemaChange

NOW_MS = """
CREATE OR REPLACE FUNCTION escalation_now_ms() RETURNS BIGINT LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN is_simulated THEN
            simulated_ms + speed * (CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) - set_ms)
        ELSE CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)
    END
    FROM site_clock
$$
"""


def upgrade(change: SchemaChange) -> None:
    """Add the columns; a simulated clock stands still, as it did."""
    change.sql("ALTER TABLE site_clock ADD COLUMN speed INTEGER NOT NULL DEFAULT 0")
    change.sql("ALTER TABLE site_clock ADD COLUMN set_ms BIGINT NOT NULL DEFAULT 0")
    if change.is_postgresql:
        change.sql(NOW_MS)
