"""Whether everything that was due happened exactly once: asked of the tables in SQL, and of the product's own check."""

from collections.abc import Iterator

from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.storage.transaction import Transaction
from tests.journeys.siege.grounds import SOMEBODY
from tests.journeys.siege.json_sql import JsonSql

SHOWN = 3
TEXTS_OF_KEY = ("policy", "step", "clock")
NUMBERS_OF_KEY = ("cycle", "repetition")
NAMES_OF_KEY = (*TEXTS_OF_KEY, *NUMBERS_OF_KEY)
KEY = ", ".join(("ticket_id", *NAMES_OF_KEY))
SAME_KEY = " AND ".join(f"r.{name} = s.{name}" for name in ("ticket_id", *NAMES_OF_KEY))


class Rule(Struct, frozen=True):
    """What must not be: a sentence, and the query that lists what breaks it."""

    sentence: str
    query: str


def check(url: str) -> tuple[str, ...]:
    """Judge a database after a siege; a finding is a sentence with its count and some examples, none means sound."""
    with application(url) as app:
        with app.store.reading() as tx:
            found = tuple(_broken(tx))
        return (*found, *_differences(app))


def _broken(tx: Transaction) -> Iterator[str]:
    now_ms = int(tx.now.timestamp() * 1000)
    for rule in rules(JsonSql(tx.is_postgresql), now_ms):
        rows = tx.sql(rule.query)
        if rows:
            examples = "; ".join(" ".join(map(str, row)) for row in rows[:SHOWN])
            yield f"{rule.sentence}: {len(rows)} times, such as {examples}"


def _differences(app: Application) -> Iterator[str]:
    found = app.check.check(SOMEBODY, lambda _done, _total: None).differences
    if found:
        examples = "; ".join(f"{one.ticket} {one.what}: {one.stored}, rebuilt {one.rebuilt}" for one in found[:SHOWN])
        yield f"what is stored does not follow from the history: {len(found)} times, such as {examples}"


def rules(json: JsonSql, now_ms: int) -> tuple[Rule, ...]:
    """List all rules, in the words of a database."""
    return (*_once(json), *_none_lost(now_ms), *_in_time(json), *_outbox(json), *_rows())


# --- each key once, and everywhere --------------------------------------------


def _key_events(json: JsonSql) -> str:
    texts = (f"{json.text('e.document', 'key', name)} AS {name}" for name in TEXTS_OF_KEY)
    numbers = (f"{json.number('e.document', 'key', name)} AS {name}" for name in NUMBERS_OF_KEY)
    outcome = "CASE e.kind WHEN 'StepFired' THEN 'fired' ELSE 'skipped' END AS outcome"
    return (
        f"SELECT e.ticket_id, {', '.join((*texts, *numbers))}, {outcome}, e.at, e.seq"
        " FROM event e WHERE e.kind IN ('StepFired', 'StepSkipped')"
    )


def _once(json: JsonSql) -> Iterator[Rule]:
    events = _key_events(json)
    twice = f"GROUP BY {KEY} HAVING COUNT(*) > 1"
    yield Rule("a step's key was used more than once", f"SELECT {KEY}, COUNT(*) FROM step_record {twice}")
    yield Rule("the history has a step more than once", f"SELECT {KEY}, COUNT(*) FROM ({events}) AS told {twice}")
    records, told = f"SELECT {KEY}, outcome, at FROM step_record", f"SELECT {KEY}, outcome, at FROM ({events}) AS told"
    yield Rule("a used key is not in the history", f"{records} EXCEPT {told}")
    yield Rule("a step of the history used no key", f"{told} EXCEPT {records}")
    fired = "SELECT ticket_id, escalation, policy, step, due_at, at FROM step_record WHERE outcome = 'fired'"
    escalations = "SELECT ticket_id, number, policy, step, due_at, fired_at FROM escalation WHERE step IS NOT NULL"
    yield Rule("a fired step has no escalation", f"{fired} EXCEPT {escalations}")
    yield Rule("an escalation has no fired step", f"{escalations} EXCEPT {fired}")
    yield Rule(
        "the engines' passes count other firings than there are",
        "SELECT counted, used FROM (SELECT (SELECT COALESCE(SUM(fired), 0) FROM engine_pass) AS counted,"
        " (SELECT COUNT(*) FROM step_record WHERE outcome = 'fired') AS used) AS both_sums WHERE counted <> used",
    )


# --- none lost ----------------------------------------------------------------


def _none_lost(now_ms: int) -> Iterator[Rule]:
    recorded = f"SELECT 1 FROM step_record r WHERE {SAME_KEY}"
    later = (
        f"SELECT 1 FROM waiting r WHERE {SAME_KEY} AND r.kind = 'step' AND (r.fire_at IS NULL OR r.fire_at > {now_ms})"
    )
    ended = (
        "SELECT 1 FROM clock c WHERE c.ticket_id = s.ticket_id AND c.metric = s.clock AND c.cycle = s.cycle"
        " AND c.ended_at IS NOT NULL"
    )
    touched = (
        "SELECT 1 FROM event e JOIN siege_ticket b ON b.ticket_id = e.ticket_id"
        " WHERE e.ticket_id = s.ticket_id AND e.seq > b.event_count AND e.author_kind <> 'engine'"
    )
    yield Rule(
        "a due step was lost",
        f"SELECT s.* FROM siege_step s WHERE NOT EXISTS ({recorded}) AND NOT EXISTS ({later}) AND NOT EXISTS ({ended})",
    )
    yield Rule(
        "a step of a ticket that nobody touched did not fire for its own time",
        f"SELECT s.* FROM siege_step s WHERE NOT EXISTS ({touched})"
        f" AND NOT EXISTS ({recorded} AND r.outcome = 'fired' AND r.due_at = s.due_at)",
    )
    yield Rule("something is due and nobody did it", f"SELECT * FROM waiting WHERE fire_at <= {now_ms}")
    yield Rule(
        "a step was skipped without a reason", "SELECT * FROM step_record WHERE outcome = 'skipped' AND reason = ''"
    )


# --- never early, never against a person's word -------------------------------


def _in_time(json: JsonSql) -> Iterator[Rule]:
    yield Rule(
        "a step fired before it was due",
        f"SELECT {KEY}, due_at, at FROM step_record WHERE outcome = 'fired' AND at < due_at",
    )
    due_ms, until_ms = json.moment_ms("f.document", "due_at"), json.moment_ms("a.document", "until")
    ended = "('Acknowledged', 'PromiseJudged', 'Resolved', 'Closed', 'MergedAway')"
    yield Rule(
        "a step fired although its time lay within a promise that was given before",
        "SELECT f.ticket_id, a.seq, a.at, f.seq, f.at FROM event f JOIN event a"
        " ON a.ticket_id = f.ticket_id AND a.seq < f.seq AND a.kind = 'Acknowledged'"
        f" WHERE f.kind = 'StepFired' AND {due_ms} BETWEEN a.at AND {until_ms}"
        " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.ticket_id = f.ticket_id AND e.seq > a.seq AND e.seq < f.seq"
        f" AND e.kind IN {ended})",
    )
    states = "('Paused', 'Resumed', 'Resolved', 'Reopened', 'Closed')"
    yield Rule(
        "a step fired on a ticket that was paused or solved",
        "SELECT ticket_id, seq, at, state FROM (SELECT f.ticket_id, f.seq, f.at, (SELECT e.kind FROM event e"
        f" WHERE e.ticket_id = f.ticket_id AND e.seq < f.seq AND e.kind IN {states}"
        " ORDER BY e.seq DESC LIMIT 1) AS state"
        " FROM event f WHERE f.kind = 'StepFired') AS fired WHERE state IN ('Paused', 'Resolved', 'Closed')",
    )


# --- the outbox ---------------------------------------------------------------


def _outbox(json: JsonSql) -> Iterator[Rule]:
    path = " || '/' || ".join(json.text("e.document", "key", name) for name in NAMES_OF_KEY)
    channels = f"SELECT p.login, c.value AS channel FROM person p, {json.members('p.document', 'c', 'channels')}"
    wanted = (
        f"SELECT e.ticket_id, t.number || '/' || {path} || '/' || w.value || '/' || k.channel AS key"
        f" FROM event e JOIN ticket t ON t.id = e.ticket_id, {json.members('e.document', 'w', 'told')},"
        f" (SELECT login, 'centre' AS channel FROM person UNION {channels}) AS k"
        " WHERE e.kind = 'StepFired' AND k.login = w.value"
    )
    there = "SELECT ticket_id, key FROM message WHERE escalation IS NOT NULL AND NOT is_for_customer"
    yield Rule("a message of an escalation is not in the outbox", f"{wanted} EXCEPT {there}")
    yield Rule("a message belongs to no escalation", f"{there} EXCEPT {wanted}")
    yield Rule(
        "a message is in the outbox more than once",
        "SELECT key, COUNT(*) FROM message GROUP BY key HAVING COUNT(*) > 1",
    )
    yield Rule(
        "the customer's mails are not those that the history tells of",
        "SELECT id, told, made FROM (SELECT t.id,"
        " (SELECT COUNT(*) FROM event e WHERE e.ticket_id = t.id AND e.kind = 'CustomerTold') AS told,"
        " (SELECT COUNT(*) FROM message m WHERE m.ticket_id = t.id AND m.is_for_customer) AS made"
        " FROM ticket t) AS mails WHERE told <> made",
    )


# --- the rows of a ticket -----------------------------------------------------


def _rows() -> Iterator[Rule]:
    yield Rule(
        "the events of a ticket are not numbered without gaps",
        "SELECT t.id, t.event_count, COUNT(e.seq), COUNT(DISTINCT e.seq), MAX(e.seq) FROM ticket t"
        " LEFT JOIN event e ON e.ticket_id = t.id GROUP BY t.id, t.event_count"
        " HAVING COUNT(e.seq) <> t.event_count OR COUNT(DISTINCT e.seq) <> t.event_count"
        " OR MAX(e.seq) <> t.event_count",
    )
    yield Rule(
        "a ticket has another version than the changes that were announced of it",
        "SELECT id, version, begun, announced FROM (SELECT t.id, t.version, b.version AS begun, (SELECT COUNT(*)"
        " FROM change_feed f WHERE f.kind = 'ticket' AND f.ref = t.id AND f.seq > b.feed_seq) AS announced"
        " FROM ticket t JOIN siege_ticket b ON b.ticket_id = t.id) AS counts WHERE version - begun <> announced",
    )
