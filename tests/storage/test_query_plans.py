"""Every question that is asked by time, or of a long list, is answered from an index."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.digests import last_digests, unfold
from desktop_escalation.storage.engine_log import outages
from desktop_escalation.storage.loads import last_agents_of, open_tickets_by_login
from desktop_escalation.storage.message_ends import MessageEnds
from desktop_escalation.storage.outbox import (
    count_used,
    expire_messages,
    give_up_worn_out,
    is_anything_ready_for,
    is_upkeep_due,
    ready,
    recipients_of_ready,
    show_in_centre,
)
from desktop_escalation.storage.queues import find_tickets
from desktop_escalation.storage.set_aside import aside_due
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import next_waiting, sound_due
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, furnish

DESKTOP = NoticeChannel.DESKTOP
QUESTIONS: dict[str, tuple[Callable[[Transaction], object], str]] = {
    "what is due": (lambda tx: sound_due(tx, 1), "waiting_by_time"),
    "which tickets set aside are tried again": (lambda tx: aside_due(tx, 1), "set_aside_by_time"),
    "when the next thing is due": (next_waiting, "waiting_by_time"),
    "what is due next of all": (lambda tx: find_tickets(tx, QueueQuery(limit=5)), "ticket_by_due"),
    "how loaded people are": (lambda tx: open_tickets_by_login(tx, {"marek"}), "ticket_by_assignee"),
    "a team's queue": (lambda tx: find_tickets(tx, QueueQuery(team="Desk")), "ticket_by_team"),
    "a person's queue": (lambda tx: find_tickets(tx, QueueQuery(assignee="marek")), "ticket_by_assignee"),
    "who knew a customer": (lambda tx: last_agents_of(tx, "a@b.example", but=1), "ticket_by_customer"),
    "which messages are worthless": (expire_messages, "message_by_time"),
    "which messages are ready": (show_in_centre, "message_by_time"),
    "whether there is anything to keep up": (is_upkeep_due, "message_by_time"),
    "whether a message is ready for a person": (
        lambda tx: is_anything_ready_for(tx, "marek", DESKTOP),
        "message_by_turn",
    ),
    "which messages wore couriers out": (give_up_worn_out, "message_by_time"),
    "which messages are a person's turn": (lambda tx: ready(tx, "marek", DESKTOP), "message_by_turn"),
    "for whom of some there are messages": (lambda tx: recipients_of_ready(tx, ["jonas", "marek"]), "message_by_turn"),
    "how many messages couriers have in hand": (lambda tx: count_used(tx, "marek", DESKTOP), "message_by_turn"),
    "what was sent within the hour": (lambda tx: count_used(tx, "marek", DESKTOP), "message_by_sending"),
    "which digests a person had last": (lambda tx: last_digests(tx, "marek", DESKTOP), "message_digests_by_person"),
    "what is in a digest": (lambda tx: unfold(tx, "digest/marek", tx.now), "message_by_digest"),
    "which messages an acknowledgement answers": (
        lambda tx: MessageEnds(acknowledged=[(1, "marek", (1, 2))]).write(tx),
        "message_by_ticket",
    ),
    "which messages a solved ticket ends": (
        lambda tx: MessageEnds(ended={"the ticket is resolved": [1, 2]}).write(tx),
        "message_by_ticket",
    ),
    "when no engine watched": (lambda tx: outages(tx, tx.now), "engine_watch_by_time"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_its_index(store: Store, question: str, caplog: pytest.LogCaptureFixture) -> None:
    ask, index = QUESTIONS[question]
    with store.writing() as tx:
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            ask(tx)
        asked: list[Any] = [record.msg for record in caplog.records if record.name == "peewee"]
        plans = [plan_of(tx, sql, tuple(values or ())) for sql, values in asked if "FROM site_clock" not in sql]
        # On empty tables PostgreSQL takes any index of the table that serves.
        expected = index.rpartition("_by_")[0] + "_by_" if tx.is_postgresql and "_by_" in index else index
        assert plans
        assert all(expected in plan for plan in plans), plans


def test_where_no_ticket_is_set_aside_the_tickets_are_not_looked_through(
    copy_of: CopyOf, caplog: pytest.LogCaptureFixture
) -> None:
    with Office.open(copy_of(furnish, SQLITE)) as office:
        # Of fewer than eight, SQLite may look for one by going through all.
        for _ in range(20):
            office.ticket()
        with office.app.store.writing() as tx:
            # By these statistics SQLite would rather begin with the tickets.
            tx.sql("ANALYZE")
        with office.app.store.reading() as tx:
            with caplog.at_level(logging.DEBUG, logger="peewee"):
                aside_due(tx, 1)
            asked: list[Any] = [record.msg for record in caplog.records if "FROM set_aside" in str(record.msg)]
            (plan,) = (plan_of(tx, sql, tuple(values)) for sql, values in asked)
    assert "SEARCH set_aside USING INDEX set_aside_by_time" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def plan_of(tx: Transaction, statement: str, values: tuple[object, ...]) -> str:
    if tx.is_postgresql:
        tx.sql("SET LOCAL enable_seqscan = off")
    explain = "EXPLAIN" if tx.is_postgresql else "EXPLAIN QUERY PLAN"
    cursor = tx.database.execute_sql(f"{explain} {statement}", values)  # type: ignore[no-untyped-call]
    return "\n".join(str(row) for row in cursor.fetchall())
