"""How loaded people are, and who knew a customer: figures for the choice of an assignee."""

from collections.abc import Collection, Iterator
from datetime import datetime

from msgspec import Struct
from peewee import fn

from desktop_escalation.storage.ticket_rows import IS_ACTIVE, TicketRow
from desktop_escalation.storage.transaction import Transaction

AGENTS_REMEMBERED = 20


def open_tickets_by_login(tx: Transaction, logins: Collection[str] | None = None) -> dict[str, int]:
    """Count the active tickets of some assignees, or of all; whoever has none is left out."""
    is_counted = TicketRow.assignee.is_null(is_null=False) if logins is None else TicketRow.assignee.in_(sorted(logins))
    query = TicketRow.select(TicketRow.assignee, fn.COUNT(TicketRow.id)).where(IS_ACTIVE & is_counted)
    return dict(tx.rows(query.group_by(TicketRow.assignee)))


def open_tickets_by_team(tx: Transaction) -> dict[str, int]:
    """Count the active tickets of each team; a team that has none is left out."""
    return dict(
        tx.rows(TicketRow.select(TicketRow.team, fn.COUNT(TicketRow.id)).where(IS_ACTIVE).group_by(TicketRow.team))
    )


def last_agents_of(tx: Transaction, customer: str, *, but: int) -> tuple[str, ...]:
    """List the assignees of a customer's tickets, the latest first, without one ticket."""
    query = TicketRow.select(TicketRow.assignee).where(
        (TicketRow.customer == customer) & TicketRow.assignee.is_null(is_null=False) & (TicketRow.id != but)
    )
    rows = tx.rows(query.order_by(TicketRow.updated_at.desc(), TicketRow.id.desc()).limit(AGENTS_REMEMBERED))
    return tuple(dict.fromkeys(row[0] for row in rows))


class KnownAgent(Struct, frozen=True):
    """Whose a customer's ticket is, and when it changed last."""

    customer: str
    ticket_id: int
    updated_at: datetime
    assignee: str


def known_agents(tx: Transaction) -> Iterator[KnownAgent]:
    """List the assignees of all customers' tickets, in no order."""
    row = TicketRow
    query = row.select(row.customer, row.id, row.updated_at, row.assignee).where(
        row.customer.is_null(is_null=False) & row.assignee.is_null(is_null=False)
    )
    for values in tx.rows(query):
        yield KnownAgent(*values)
