"""Whom a reply reaches, and what it does to the clocks."""

from types import MappingProxyType

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk
from tests.domain.ladders import desk_with, step
from tests.ui.tickets.desk_tickets import on_desk
from ui.tickets.reply import Addressee, addressee_of


def test_a_reply_reaches_the_customer() -> None:
    assert addressee_of(on_desk(Desk().open())) == Addressee("DE-1", "Priya Nair", "priya@halden.example")


def test_without_a_customer_it_reaches_nobody() -> None:
    assert addressee_of(on_desk(Desk(customer=None).open())) == Addressee("DE-1")


@pytest.mark.parametrize(
    ("targets", "facts", "effect"),
    [
        ('first_response = { 1 = "30m" }', (), "Meets first response"),
        ('first_response = { 1 = "30m" }', (events.Replied("Hi"),), ""),
        ('update = { 1 = "1h" }', (events.Replied("Hi"),), "Restarts next update"),
        ('next_response = { 1 = "1h" }', (events.Replied("Hi"),), ""),
    ],
)
def test_what_it_does_follows_from_the_clocks_that_run(
    targets: str, facts: tuple[events.Fact, ...], effect: str
) -> None:
    desk = desk_with(step("at resolution"), targets=f'{targets}\nresolution = {{ 1 = "4h" }}')
    desk.until("09:05").does(*facts)
    assert addressee_of(on_desk(desk)).effect == effect


def test_what_is_refused_is_said() -> None:
    desk = on_desk(Desk().open())
    refused = replace(desk, refusals=MappingProxyType({Right.TICKET_REPLY: "closed", Right.TICKET_NOTE: "no"}))
    found = addressee_of(refused)
    assert (found.reply_refusal, found.note_refusal) == ("closed", "no")
