"""A new database comes whole or not at all."""

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.services.database_admin import create_database, database_status
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.storage import schema
from desktop_escalation.storage.transaction import Transaction
from tests.services.office import ROOT, Office


class Broken(Exception):
    """What breaks the work off."""


def fail(tx: Transaction) -> None:
    tx.sql("INSERT INTO tier (level, document) VALUES (1, '{}')")
    raise Broken


def test_a_new_database_takes_tickets_at_once(database_url: str) -> None:
    create_database(database_url, ROOT, simulated=True)
    with Office.open(database_url) as office:
        assert office.app.ticketing.new(ROOT, NewTicket("VPN drops")) == "DE-1"


def test_creating_that_is_broken_off_while_it_fills_leaves_nothing_and_can_be_done_again(database_url: str) -> None:
    with pytest.raises(Broken):
        schema.create(database_url, fill=fail)
    assert database_status(database_url).number == 0
    assert create_database(database_url, ROOT, simulated=False).is_current


def test_creating_twice_is_refused_and_changes_nothing(database_url: str) -> None:
    create_database(database_url, ROOT, simulated=True)
    with Office.open(database_url) as office:
        before = office.app.directory.export_organisation(ROOT)
    with pytest.raises(Refused, match="already"):
        create_database(database_url, ROOT, simulated=True)
    with Office.open(database_url) as office:
        assert office.app.directory.export_organisation(ROOT) == before
