"""Each migration brings a database up from the one before it, with what that one holds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from peewee import Database

from desktop_escalation.domain.attachment import new_file
from desktop_escalation.storage import schema
from desktop_escalation.storage.attachments import keep_files, read_content
from desktop_escalation.storage.connection import connect, database_at
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.fitness import NEWEST
from desktop_escalation.storage.lives import find_id
from desktop_escalation.storage.schema import MIGRATIONS
from desktop_escalation.storage.statement import run_sql

TICKET = """
INSERT INTO ticket (number, subject, body, channel, priority, state, team, tier, created_at, tags, watchers, reopened,
    transfers, bounced, past, event_count, updated_at, version)
VALUES ('DE-1', 'kept', 'b', 'mail', 1, 'open', 'Desk', 1, 0, '', '', 0, 0, 0, '', 0, 0, 1)
"""
# A row that each version can hold, and where it is found afterwards.
ROWS = {
    1: (
        "INSERT INTO operation (op_id, at, who, result) VALUES ('x', 0, 'marek', 'kept')",
        "SELECT result FROM operation",
    ),
    2: (
        "INSERT INTO policy_state (name, is_on) VALUES ('kept', TRUE)",
        "SELECT name FROM policy_state",
    ),
    3: (
        "INSERT INTO engine_pass (at, engine, looked_at, fired, skipped) VALUES (0, 'kept', 1, 1, 0)",
        "SELECT engine FROM engine_pass",
    ),
    4: (
        "INSERT INTO import_run (key, position, is_done, strangers) VALUES ('kept', 1, TRUE, '')",
        "SELECT key FROM import_run",
    ),
    5: (
        "INSERT INTO engine_choice (login, at) VALUES ('kept', 0)",
        "SELECT login FROM engine_choice",
    ),
    6: (
        "INSERT INTO tier (level, document) VALUES (1, 'kept')",
        "SELECT document FROM tier",
    ),
    7: (
        "INSERT INTO site (id, document) VALUES (1, 'kept')",
        "SELECT document FROM site",
    ),
    8: (TICKET, "SELECT subject FROM ticket"),
    9: (
        "INSERT INTO engine_choice (login, at) VALUES ('kept', 0)",
        "SELECT login FROM engine_choice",
    ),
    10: (TICKET, "SELECT subject FROM ticket WHERE resolved_at IS NULL"),
}


@contextmanager
def as_of(url: str, number: int) -> Iterator[Database]:
    """Make a database as the migration of a number left it, and give it inside a transaction."""
    schema.create(url, migrations=MIGRATIONS[:number])
    address = parse_database_url(url)
    database = database_at(address)
    connect(database, address)
    with database.atomic():
        yield database
    database.close()


@pytest.mark.parametrize("before", sorted(ROWS))
def test_a_database_of_each_version_comes_up_to_date_with_its_rows(database_url: str, before: int) -> None:
    put, find = ROWS[before]
    with as_of(database_url, before) as database:
        run_sql(database, put)
    assert schema.upgrade(database_url).is_current
    store = Store.open(database_url)
    with store.reading() as tx:
        assert tx.sql(find) == [("kept",)]
    store.close()


def test_no_engine_of_an_older_database_is_known_to_have_ended(database_url: str) -> None:
    with as_of(database_url, 4) as database:
        run_sql(database, "INSERT INTO engine_watch (engine, from_at, to_at) VALUES ('pc:1', 0, 1)")
    schema.upgrade(database_url)
    store = Store.open(database_url)
    with store.reading() as tx:
        assert tx.sql("SELECT engine, ended FROM engine_watch") == [("pc:1", False)]
    store.close()


MESSAGE = """
INSERT INTO message (key, ticket_id, recipient, is_for_customer, channel, urgency, made_at, deliver_at, expires_at,
    subject, body, why, state, state_at)
SELECT ?, id, 'marek', FALSE, ?, 'now', 5, 7, 9, 's', 'b', 'w', ?, 8 FROM ticket
"""


def test_messages_that_wait_are_tried_when_they_were_to_be_delivered_and_those_shown_count_as_sent(
    database_url: str,
) -> None:
    with as_of(database_url, 5) as database:
        run_sql(database, TICKET)
        for one in (("a", "desktop", "waiting"), ("b", "desktop", "shown"), ("c", "centre", "sent")):
            run_sql(database, MESSAGE, *one)
    schema.upgrade(database_url)
    store = Store.open(database_url)
    with store.writing() as tx:
        found = tx.sql("SELECT id, key, deliver_at, state, next_try_at, attempts, sent_at FROM message ORDER BY id")
        assert found == [
            (1, "a", 7, "waiting", 7, 0, None),
            (2, "b", 7, "shown", None, 0, 8),
            (3, "c", 7, "sent", None, 0, None),
        ]
        tx.sql("UPDATE message SET ticket_id = NULL WHERE id = 1")
        tx.sql("DELETE FROM message WHERE id = 3")
        tx.sql(MESSAGE, "d", "desktop", "waiting")
        assert tx.sql("SELECT id FROM message WHERE key = 'd'") == [(4,)]
    store.close()


def test_a_ticket_of_an_older_database_takes_files(database_url: str) -> None:
    with as_of(database_url, 7) as database:
        run_sql(database, TICKET)
    schema.upgrade(database_url)
    store = Store.open(database_url)
    with store.writing() as tx:
        (kept,) = keep_files(tx, find_id(tx, "DE-1"), [new_file("a.bin", "", bytes(range(256)))])
    with store.reading() as tx:
        assert read_content(tx, find_id(tx, "DE-1"), kept.id) == bytes(range(256))
    store.close()


def test_every_migration_but_the_last_has_its_row() -> None:
    assert sorted(ROWS) == [migration.number for migration in MIGRATIONS[:-1]]


def test_the_program_knows_the_number_of_the_last_migration() -> None:
    assert MIGRATIONS[-1].number == NEWEST


FORMER_DOCUMENTS = """
INSERT INTO event (ticket_id, seq, at, author_kind, author, kind, document) VALUES
    (1, 1, 0, 'person', 'marek', 'Noted', '{"body":"\\"shift\\": 5","by":"marek"}'),
    (1, 2, 0, 'engine', 'engine', 'PromiseJudged', '{"shifts":[{"metric":"resolution","by":2700000000}]}'),
    (1, 3, 0, 'person', 'marek', 'Noted', 'no document with "shift":1')
"""


def test_documents_write_their_spans_in_iso_8601(database_url: str) -> None:
    with as_of(database_url, 9) as database:
        run_sql(database, TICKET)
        run_sql(database, FORMER_DOCUMENTS)
        run_sql(
            database,
            "INSERT INTO clock (ticket_id, metric, cycle, started_at, document) VALUES (1, 'resolution', 1, 0, ?)",
            '{"metric":"resolution","target":14400000000,"shift":0,"policy":{"name":"Ü","version":3}}',
        )
        run_sql(database, "INSERT INTO policy_state (name, is_on) VALUES ('P', TRUE)")
        run_sql(
            database,
            "INSERT INTO policy_version (name, version, ord, text, document, published_at, published_by)"
            " VALUES ('P', 1, 1, '', ?, 0, 'marek')",
            '{"grace":900000000,"applies_when":{"tests":[{"wanted":[{"span":3600000000},2]}]}}',
        )
    schema.upgrade(database_url)
    store = Store.open(database_url)
    with store.reading() as tx:
        documents = [text for (text,) in tx.sql("SELECT document FROM event ORDER BY seq")]
        clocks = tx.sql("SELECT document FROM clock")
        policies = tx.sql("SELECT document FROM policy_version")
    store.close()
    assert documents == [
        '{"body":"\\"shift\\": 5","by":"marek"}',
        '{"shifts":[{"metric":"resolution","by":"PT2700S"}]}',
        'no document with "shift":1',
    ]
    assert clocks == [('{"metric":"resolution","target":"PT14400S","shift":"P0D","policy":{"name":"Ü","version":3}}',)]
    assert policies == [('{"grace":"PT900S","applies_when":{"tests":[{"wanted":[{"span":"PT3600S"},2]}]}}',)]
