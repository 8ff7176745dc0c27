"""The chips of a ticket: state, priority, tier and team, who has it, and what else holds of it."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPixmap

from desktop_escalation.domain.ticket import State, Ticket
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.icons import Icon
from ui.shared.moments import clock_words
from ui.shared.painting import initials_of
from ui.shared.stair import tier_mark
from ui.shared.text_size import Role
from ui.shared.tinted_label import Ink
from ui.theme import Theme
from ui.themes import Themes
from ui.tickets.chip import SIGN, ChipLook, Sign, avatar_sign, stair_sign
from ui.tickets.priorities import priority_icon, priority_ink, priority_name
from ui.tickets.states import pending_name, state_icon, state_inks, state_name

translate = QCoreApplication.translate

MOST_TAGS = 5


def ticket_chips(themes: Themes, shown: DeskTicket, now: datetime) -> Iterator[ChipLook]:
    """List the chips of a ticket, the most telling first."""
    ticket = shown.ticket
    yield _state(themes, shown, now)
    yield _priority(themes, ticket)
    yield _team(shown)
    yield _assignee(themes, shown)
    if ticket.parked_at is not None:
        parked = translate("TicketChips", "Parked, its ladder waits")
        yield ChipLook(parked, parked, _warn, _sign(themes, Icon.CIRCLE_PAUSE, lambda theme: theme.warn))
    for tag in sorted(ticket.tags)[:MOST_TAGS]:
        yield ChipLook(tag, translate("TicketChips", "Tag: {}").format(tag), _plain, role=Role.SECONDARY)
    if len(ticket.tags) > MOST_TAGS:
        rest = ", ".join(sorted(ticket.tags)[MOST_TAGS:])
        yield ChipLook(f"+{len(ticket.tags) - MOST_TAGS}", rest, _plain, role=Role.SECONDARY)


def _state(themes: Themes, shown: DeskTicket, now: datetime) -> ChipLook:
    ticket = shown.ticket
    words = state_name(ticket.state)
    if ticket.merged_into is not None:
        words = translate("TicketChips", "Merged into {}").format(ticket.merged_into)
    elif ticket.state is State.PENDING and ticket.pending_reason is not None:
        words = pending_name(ticket.pending_reason)
        if ticket.resume_at is not None:
            until = clock_words(ticket.resume_at, now, shown.zone)
            words = translate("TicketChips", "{} until {}").format(words, until)

    def inks(theme: Theme) -> tuple[QColor, QColor]:
        return state_inks(ticket.state, theme)

    sign = _sign(themes, state_icon(ticket.state), lambda theme: inks(theme)[0])
    return ChipLook(words, translate("TicketChips", "State: {}").format(words), inks, sign)


def _priority(themes: Themes, ticket: Ticket) -> ChipLook:
    name = priority_name(ticket.priority)
    sign = _sign(themes, priority_icon(ticket.priority), lambda theme: priority_ink(ticket.priority, theme))
    return ChipLook(name, translate("TicketChips", "Priority: {}").format(name), _bare, sign, Role.SECONDARY)


def _team(shown: DeskTicket) -> ChipLook:
    ticket, tier = shown.ticket, shown.directory.tiers.get(shown.ticket.tier)
    mark = tier_mark(ticket.tier, is_management=tier is not None and tier.management)
    words = translate("TicketChips", "{tier} {team}").format(tier=mark.value, team=ticket.team)
    spoken = words if tier is None else translate("TicketChips", "{}, tier {}").format(words, tier.name)

    def inks(theme: Theme) -> tuple[QColor, QColor]:
        return theme.tier(mark), theme.tier_ground(mark)

    return ChipLook(words, translate("TicketChips", "Team: {}").format(spoken), inks, stair_sign(mark))


def _assignee(themes: Themes, shown: DeskTicket) -> ChipLook:
    login = shown.ticket.assignee
    if login is None:
        words = translate("TicketChips", "Unassigned")
        return ChipLook(words, words, _missing, _sign(themes, Icon.UNASSIGNED, lambda theme: theme.crit))
    name, is_on_duty = shown.name(login), login in shown.on_duty
    there = translate("TicketChips", "on duty") if is_on_duty else translate("TicketChips", "not on duty")
    spoken = translate("TicketChips", "Assigned to {}, {}").format(name, there)
    return ChipLook(name, spoken, _bare, avatar_sign(initials_of(name), is_on_duty=is_on_duty), Role.SECONDARY)


def _sign(themes: Themes, icon: Icon, ink: Ink) -> Sign:
    def sign(theme: Theme, ratio: float) -> QPixmap:
        return themes.pixmap(icon, ink(theme), SIGN, ratio)

    return sign


def _bare(theme: Theme) -> tuple[QColor, None]:
    return theme.text, None


def _missing(theme: Theme) -> tuple[QColor, None]:
    return theme.crit, None


def _plain(theme: Theme) -> tuple[QColor, QColor]:
    return theme.text2, theme.mg_ground


def _warn(theme: Theme) -> tuple[QColor, QColor]:
    return theme.warn, theme.warn_ground
