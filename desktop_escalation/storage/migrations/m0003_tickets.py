"""Tickets with their clocks, ladders, histories, verdicts, what they wait for, and messages; the engine's log."""

from desktop_escalation.storage.schema_change import SchemaChange

ACTIVE = "state IN ('new', 'open', 'pending')"


def upgrade(change: SchemaChange) -> None:
    """Create the tables, empty."""
    _tickets(change)
    _ladders(change)
    _histories(change)
    _messages(change)
    _engine(change)


def _tickets(change: SchemaChange) -> None:
    change.table("ticket_counter", "id INTEGER PRIMARY KEY CHECK (id = 1)", "last BIGINT NOT NULL")
    change.sql("INSERT INTO ticket_counter (id, last) VALUES (1, 0)")
    change.table(
        "ticket",
        f"id {change.auto_key}",
        "number TEXT NOT NULL UNIQUE",
        "subject TEXT NOT NULL",
        "body TEXT NOT NULL",
        "channel TEXT NOT NULL",
        "category TEXT",
        "priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4)",
        "state TEXT NOT NULL CHECK (state IN ('new', 'open', 'pending', 'resolved', 'closed'))",
        "pending_reason TEXT",
        "resume_at BIGINT",
        "team TEXT NOT NULL",
        "tier INTEGER NOT NULL",
        "assignee TEXT",
        "customer TEXT",
        "created_at BIGINT NOT NULL",
        "resolved_at BIGINT",
        "closed_at BIGINT",
        "merged_into TEXT",
        "parked_at BIGINT",
        "policy TEXT",
        "policy_version INTEGER",
        "tags TEXT NOT NULL",
        "watchers TEXT NOT NULL",
        "reopened INTEGER NOT NULL",
        "transfers INTEGER NOT NULL",
        "bounced INTEGER NOT NULL",
        "next_due_at BIGINT",
        "past TEXT NOT NULL",
        "promise TEXT",
        "event_count INTEGER NOT NULL",
        "updated_at BIGINT NOT NULL",
        "source TEXT UNIQUE",
        "version INTEGER NOT NULL",
    )
    change.index("ticket_by_due", "ticket", "next_due_at, id", where=ACTIVE)
    change.index("ticket_by_team", "ticket", "team, next_due_at, id", where=ACTIVE)
    change.index("ticket_by_assignee", "ticket", "assignee, next_due_at, id", where=ACTIVE)
    change.index("ticket_by_customer", "ticket", "customer, updated_at")
    change.index("ticket_by_policy", "ticket", "policy, policy_version", where=ACTIVE)
    change.table(
        "clock",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "metric TEXT NOT NULL",
        "cycle INTEGER NOT NULL",
        "started_at BIGINT NOT NULL",
        "due_at BIGINT",
        "ended_at BIGINT",
        "ending TEXT",
        "breached_at BIGINT",
        "document TEXT NOT NULL",
        "PRIMARY KEY (ticket_id, metric, cycle)",
    )
    change.table(
        "verdict",
        f"id {change.auto_key}",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "metric TEXT NOT NULL",
        "cycle INTEGER NOT NULL",
        "outcome TEXT NOT NULL CHECK (outcome IN ('met', 'breached'))",
        "cause TEXT",
        "at BIGINT NOT NULL",
        "used BIGINT NOT NULL",
        "target BIGINT NOT NULL",
        "policy TEXT NOT NULL",
        "policy_version INTEGER NOT NULL",
        "calendar TEXT NOT NULL",
        "calendar_version INTEGER NOT NULL",
    )
    change.index("verdict_by_ticket", "verdict", "ticket_id, metric, cycle, id")
    change.index("verdict_by_time", "verdict", "at")


def _ladders(change: SchemaChange) -> None:
    change.table(
        "escalation",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "number INTEGER NOT NULL",
        "kind TEXT NOT NULL",
        "reason TEXT NOT NULL",
        "policy TEXT",
        "policy_version INTEGER",
        "step TEXT",
        "from_tier INTEGER NOT NULL",
        "to_tier INTEGER NOT NULL",
        "due_at BIGINT NOT NULL",
        "fired_at BIGINT NOT NULL",
        "acknowledged_at BIGINT",
        "outcome TEXT",
        "document TEXT NOT NULL",
        "receipt TEXT",
        "PRIMARY KEY (ticket_id, number)",
    )
    change.index("escalation_by_time", "escalation", "fired_at")
    change.table(
        "step_record",
        f"id {change.auto_key}",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "policy TEXT NOT NULL",
        "step TEXT NOT NULL",
        "clock TEXT NOT NULL",
        "cycle INTEGER NOT NULL",
        "repetition INTEGER NOT NULL",
        "policy_version INTEGER NOT NULL",
        "outcome TEXT NOT NULL CHECK (outcome IN ('fired', 'skipped'))",
        "reason TEXT NOT NULL",
        "due_at BIGINT",
        "at BIGINT NOT NULL",
        "escalation INTEGER",
        "receipt TEXT",
        # The whole product's "exactly once": whoever tries to use a key a second time is refused here.
        "UNIQUE (ticket_id, policy, step, clock, cycle, repetition)",
    )
    change.table(
        "waiting",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "kind TEXT NOT NULL",
        "policy TEXT NOT NULL",
        "step TEXT NOT NULL",
        "clock TEXT NOT NULL",
        "cycle INTEGER NOT NULL",
        "repetition INTEGER NOT NULL",
        "fire_at BIGINT",
        "planned_at BIGINT",
        "PRIMARY KEY (ticket_id, kind, policy, step, clock, cycle, repetition)",
    )
    change.index("waiting_by_time", "waiting", "fire_at, ticket_id", where="fire_at IS NOT NULL")


def _histories(change: SchemaChange) -> None:
    change.table(
        "event",
        f"id {change.auto_key}",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "seq INTEGER NOT NULL",
        "at BIGINT NOT NULL",
        "author_kind TEXT NOT NULL",
        "author TEXT NOT NULL",
        "kind TEXT NOT NULL",
        "document TEXT NOT NULL",
        "UNIQUE (ticket_id, seq)",
    )
    change.index("event_by_time", "event", "at, id")


def _messages(change: SchemaChange) -> None:
    change.table(
        "message",
        f"id {change.auto_key}",
        "key TEXT NOT NULL UNIQUE",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
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
    )
    change.index("message_by_recipient", "message", "recipient, deliver_at, id")
    change.index("message_by_ticket", "message", "ticket_id, id")
    change.index("message_waiting", "message", "deliver_at, id", where="state = 'waiting'")


def _engine(change: SchemaChange) -> None:
    change.table(
        "engine_pass",
        f"id {change.auto_key}",
        "at BIGINT NOT NULL",
        "engine TEXT NOT NULL",
        "looked_at INTEGER NOT NULL",
        "fired INTEGER NOT NULL",
        "skipped INTEGER NOT NULL",
    )
    change.index("engine_pass_by_time", "engine_pass", "at")
    change.table(
        "engine_watch",
        f"id {change.auto_key}",
        "engine TEXT NOT NULL",
        "from_at BIGINT NOT NULL",
        "to_at BIGINT NOT NULL",
    )
    change.index("engine_watch_by_time", "engine_watch", "to_at")
    change.table("engine_choice", "login TEXT PRIMARY KEY", "at BIGINT NOT NULL")
