"""The organisation with its history, the versions of its calendars, and the published policies."""

from desktop_escalation.storage.schema_change import SchemaChange


def upgrade(change: SchemaChange) -> None:
    """Create the tables: key columns to look up by, and the whole value as a JSON document."""
    _organisation(change)
    _people(change)
    _calendar_versions(change)
    _policies(change)


def _organisation(change: SchemaChange) -> None:
    key = f"id {change.auto_key}"
    change.table("site", "id INTEGER PRIMARY KEY CHECK (id = 1)", "document TEXT NOT NULL")
    change.table("tier", "level INTEGER PRIMARY KEY", "document TEXT NOT NULL")
    change.table("team", key, "name TEXT NOT NULL UNIQUE", "tier INTEGER NOT NULL", "document TEXT NOT NULL")
    change.table("calendar", key, "name TEXT NOT NULL UNIQUE", "document TEXT NOT NULL")
    change.table(
        "template",
        key,
        "name TEXT NOT NULL",
        "language TEXT NOT NULL",
        "document TEXT NOT NULL",
        "UNIQUE (name, language)",
    )
    change.table("directory_history", key, "at BIGINT NOT NULL", "changed_by TEXT NOT NULL", "document TEXT NOT NULL")
    change.index("directory_history_by_time", "directory_history", "at, id")


def _people(change: SchemaChange) -> None:
    key = f"id {change.auto_key}"
    change.table(
        "person",
        key,
        "login TEXT NOT NULL UNIQUE",
        "mail TEXT UNIQUE",
        "os_user TEXT NOT NULL UNIQUE",
        "is_active BOOLEAN NOT NULL DEFAULT TRUE",
        "document TEXT NOT NULL",
    )
    change.table(
        "customer",
        key,
        "mail TEXT NOT NULL UNIQUE",
        "name TEXT NOT NULL",
        "organisation TEXT",
        "document TEXT NOT NULL",
    )


def _calendar_versions(change: SchemaChange) -> None:
    change.table(
        "calendar_version",
        "name TEXT NOT NULL",
        "version INTEGER NOT NULL",
        "from_at BIGINT CHECK ((from_at IS NULL) = (version = 1))",
        "source TEXT NOT NULL",
        "rules TEXT NOT NULL",
        "PRIMARY KEY (name, version)",
    )


def _policies(change: SchemaChange) -> None:
    change.table("policy_state", "name TEXT PRIMARY KEY", "is_on BOOLEAN NOT NULL")
    change.table(
        "policy_version",
        "name TEXT NOT NULL REFERENCES policy_state (name)",
        "version INTEGER NOT NULL",
        "ord INTEGER NOT NULL",
        "text TEXT NOT NULL",
        "document TEXT NOT NULL",
        "published_at BIGINT NOT NULL",
        "published_by TEXT NOT NULL",
        "PRIMARY KEY (name, version)",
    )
