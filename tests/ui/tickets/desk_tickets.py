"""Tickets as the pane gets them, made from the small help desk in memory."""

from types import MappingProxyType

from desktop_escalation.domain import events
from desktop_escalation.domain.clock_board import clock_board
from desktop_escalation.domain.rungs import rungs
from desktop_escalation.domain.ticket_view import view
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticket_desk import DeskTicket
from desktop_escalation.services.ticket_lists import TicketPage
from tests.domain.desk import Desk
from tests.domain.ladders import TELL_CUSTOMER, TELL_LEAD, TO_TIER_2, desk_with, step

HOURLY = '{ every = "1h", times = 3 }'
TARGETS = 'first_response = { 1 = "30m" }\nresolution = { 1 = "4h" }'


def on_desk(desk: Desk, asker: str = "marek", on_duty: frozenset[str] = frozenset()) -> DeskTicket:
    """Put the ticket of a help desk on somebody's desk, as it stands now."""
    life, scene = desk.caught_up(), desk.scene
    page = TicketPage(
        view(life, desk.now, desk.customer, scene.rules), tuple(desk.history), (), desk.directory.site, desk.now
    )
    return DeskTicket(
        page=page,
        board=clock_board(life.clocks, scene.rules.calendars),
        rungs=rungs(life, scene),
        customer=desk.customer,
        directory=replace(desk.directory, calendars=scene.rules.calendars),
        asker=asker,
        on_duty=on_duty,
        refusals=MappingProxyType({}),
    )


def climbing() -> Desk:
    """A ticket opened at 09:00, answered at 09:18, raised at 10:00, acknowledged at 10:06; it is 12:48 now."""
    desk = desk_with(
        step("75% of first_response"),
        step("25% of resolution", TO_TIER_2, TELL_CUSTOMER),
        step("75% of resolution", '{ involve = ["assignee", "lead"] }'),
        step("at resolution", TELL_LEAD),
        step("30m unacknowledged after step 4", '{ involve = ["manager"] }', repeat=HOURLY),
        targets=TARGETS,
    )
    desk.until("09:18").does(events.Assigned("jonas"), events.Replied("We are on it."))
    desk.runs("10:00")
    desk.until("10:06").acknowledges("10:30", by="jonas").does(events.Assigned("jonas"), events.Noted("Look."))
    desk.runs("12:00")
    return desk.until("12:48")
