"""The tables of tickets, clocks, ladders and histories, as models."""

from peewee import SQL, BigAutoField, BigIntegerField, CompositeKey, IntegerField, TextField

from desktop_escalation.storage.fields import DueOrderField, InstantField, SpanField
from desktop_escalation.storage.row import Row

# The very words of the partial indexes, without values in them: otherwise SQLite does not use those.
IS_ACTIVE = SQL("state IN ('new', 'open', 'pending')")


class TicketRow(Row):
    """A ticket as it stands; `past` and `promise` are JSON, `source` names an imported ticket's origin.

    The columns `due_order` and `next_…` are its countdown, `touched_at` is when a person or a customer last did
    something about it.
    """

    id = BigAutoField()
    number = TextField()
    subject = TextField()
    body = TextField()
    channel = TextField()
    category = TextField(null=True)
    priority = IntegerField()
    state = TextField()
    pending_reason = TextField(null=True)
    resume_at = InstantField(null=True)
    team = TextField()
    tier = IntegerField()
    assignee = TextField(null=True)
    customer = TextField(null=True)
    created_at = InstantField()
    resolved_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    merged_into = TextField(null=True)
    parked_at = InstantField(null=True)
    policy = TextField(null=True)
    policy_version = IntegerField(null=True)
    tags = TextField()
    watchers = TextField()
    reopened = IntegerField()
    transfers = IntegerField()
    bounced = IntegerField()
    due_order = DueOrderField()
    next_metric = TextField(null=True)
    next_target = SpanField(null=True)
    next_calendar = TextField(null=True)
    touched_at = InstantField()
    past = TextField()
    promise = TextField(null=True)
    event_count = IntegerField()
    updated_at = InstantField()
    source = TextField(null=True)
    version = IntegerField()


class PersonalQueueRow(Row):
    """A place of a ticket in a personal queue, with a copy of its due order."""

    ticket_id = BigIntegerField()
    queue = TextField()
    owner = TextField()
    due_order = DueOrderField()

    class Meta:
        """A place is known by its ticket, queue and owner."""

        primary_key = CompositeKey("ticket_id", "queue", "owner")


class TicketCounterRow(Row):
    """The last number that was given to a ticket, in one row."""

    id = IntegerField(primary_key=True)
    last = BigIntegerField()


class ClockRow(Row):
    """A clock; `due_at` is a copy of what follows from the document."""

    ticket_id = BigIntegerField()
    metric = TextField()
    cycle = IntegerField()
    started_at = InstantField()
    due_at = InstantField(null=True)
    ended_at = InstantField(null=True)
    ending = TextField(null=True)
    breached_at = InstantField(null=True)
    document = TextField()

    class Meta:
        """A clock is known by its ticket, metric and cycle."""

        primary_key = CompositeKey("ticket_id", "metric", "cycle")


class VerdictRow(Row):
    """A verdict on a clock; rows are only added, and the last of a cycle counts."""

    id = BigAutoField()
    ticket_id = BigIntegerField()
    metric = TextField()
    cycle = IntegerField()
    outcome = TextField()
    cause = TextField(null=True)
    at = InstantField()
    used = SpanField()
    target = SpanField()
    policy = TextField()
    policy_version = IntegerField()
    calendar = TextField()
    calendar_version = IntegerField()


class EscalationRow(Row):
    """An escalation with its receipt."""

    ticket_id = BigIntegerField()
    number = IntegerField()
    kind = TextField()
    reason = TextField()
    policy = TextField(null=True)
    policy_version = IntegerField(null=True)
    step = TextField(null=True)
    from_tier = IntegerField()
    to_tier = IntegerField()
    due_at = InstantField()
    fired_at = InstantField()
    acknowledged_at = InstantField(null=True)
    outcome = TextField(null=True)
    document = TextField()
    receipt = TextField(null=True)

    class Meta:
        """An escalation is known by its ticket and its number there."""

        primary_key = CompositeKey("ticket_id", "number")


class StepRecordRow(Row):
    """A used key of a ladder; the receipt is that of a skipped step."""

    id = BigAutoField()
    ticket_id = BigIntegerField()
    policy = TextField()
    step = TextField()
    clock = TextField()
    cycle = IntegerField()
    repetition = IntegerField()
    policy_version = IntegerField()
    outcome = TextField()
    reason = TextField()
    due_at = InstantField(null=True)
    at = InstantField()
    escalation = IntegerField(null=True)
    receipt = TextField(null=True)


class WaitingRow(Row):
    """Something that a ticket waits for; "" stands where a kind has no policy, step or clock."""

    ticket_id = BigIntegerField()
    kind = TextField()
    policy = TextField()
    step = TextField()
    clock = TextField()
    cycle = IntegerField()
    repetition = IntegerField()
    fire_at = InstantField(null=True)
    planned_at = InstantField(null=True)

    class Meta:
        """A row is known by what it is for."""

        primary_key = CompositeKey("ticket_id", "kind", "policy", "step", "clock", "cycle", "repetition")


class EventRow(Row):
    """One event of a history; rows are only added."""

    id = BigAutoField()
    ticket_id = BigIntegerField()
    seq = IntegerField()
    at = InstantField()
    author_kind = TextField()
    author = TextField()
    kind = TextField()
    document = TextField()
