"""What each cell of the ticket table says: to eyes, in a tooltip, and to a screen reader."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.counts import tickets_words
from ui.shared.moments import ago_words, full_words
from ui.shared.plain import LONGEST_WORD, one_line, tooltip_of
from ui.shared.tier_mark import TierMark, tier_mark
from ui.tickets.columns import Column
from ui.tickets.countdowns import Countdowns
from ui.tickets.priorities import priority_name
from ui.tickets.table_groups import GroupLine, Line, group_name


class CellWords:
    """Words for the cells of a table."""

    def __init__(self, countdowns: Countdowns) -> None:
        self._countdowns = countdowns
        self._tiers: Mapping[int, TierMark] = {}
        self._of: Mapping[Column, Callable[[QueueRow], str]] = {
            Column.NUMBER: lambda row: row.number,
            Column.SUBJECT: lambda row: row.subject,
            Column.CUSTOMER: customer_words,
            Column.PRIORITY: lambda row: priority_name(row.priority),
            Column.TIER: lambda row: self.tier(row).value,
            Column.TEAM: team_words,
            Column.SLA: self._clock,
            Column.UPDATED: self.updated,
        }

    def use_tiers(self, tiers: Mapping[int, TierMark]) -> None:
        """Know the marks of the tiers."""
        self._tiers = tiers

    def tier(self, row: QueueRow) -> TierMark:
        """Give the mark of a ticket's tier."""
        return self._tiers.get(row.tier) or tier_mark(row.tier, is_management=False)

    def updated(self, row: QueueRow) -> str:
        """Say how long ago a ticket changed."""
        return ago_words(row.updated_at, self._countdowns.now, self._countdowns.zone)

    def shown(self, line: Line, column: Column) -> str:
        """Give the words in a cell; those of a heading stand in its first one."""
        if isinstance(line, GroupLine):
            return group_name(line.group) if column is Column.NUMBER else ""
        return one_line(self._of[column](line))

    def spoken(self, line: Line, column: Column) -> str:
        """Give the words that a screen reader says, which sees neither the neighbours nor signs."""
        if isinstance(line, GroupLine):
            return _heading_words(line)
        if column is Column.SUBJECT:
            return one_line(f"{line.subject[:LONGEST_WORD]}, {customer_words(line)}", 2 * LONGEST_WORD)
        if column is Column.SLA:
            return self._clock_sentence(line)
        return one_line(self._of[column](line))

    def tooltip(self, line: Line, column: Column) -> str:
        """Give what a cell may have no room for."""
        if isinstance(line, GroupLine):
            return ""
        match column:
            case Column.SUBJECT:
                return tooltip_of(f"{line.subject}\n{customer_words(line)}")
            case Column.SLA:
                return tooltip_of(self._clock_tooltip(line))
            case Column.UPDATED:
                return tooltip_of(full_words(line.updated_at, self._countdowns.zone))
            case _:
                return tooltip_of(self._of[column](line))

    def _clock(self, row: QueueRow) -> str:
        words = self._countdowns.of(row)
        return "–" if words is None else f"{words.words}, {words.side}"

    def _clock_sentence(self, row: QueueRow) -> str:
        words = self._countdowns.of(row)
        return QCoreApplication.translate("Tickets", "No target") if words is None else words.sentence

    def _clock_tooltip(self, row: QueueRow) -> str:
        sentence = self._clock_sentence(row)
        if row.resolution is not None:
            return f"{sentence}\n{full_words(row.resolution.at, self._countdowns.zone)}"
        if row.countdown is None or row.countdown.due_at is None:
            return sentence
        return f"{sentence}\n{full_words(row.countdown.due_at, self._countdowns.zone)}"


def customer_words(row: QueueRow) -> str:
    """Name where a customer belongs, and the customer."""
    known = (row.organisation, row.customer_name or row.customer)
    return " · ".join(part for part in known if part)


def assignee_words(row: QueueRow) -> str:
    """Name who has a ticket."""
    if row.assignee is None:
        return QCoreApplication.translate("Tickets", "Unassigned")
    return row.assignee_name or row.assignee


def team_words(row: QueueRow) -> str:
    """Name the team and who has the ticket."""
    return f"{row.team}, {assignee_words(row)}"


def _heading_words(line: GroupLine) -> str:
    spoken = QCoreApplication.translate("Tickets", "{name}, {count}, collapsed")
    if not line.is_collapsed:
        spoken = QCoreApplication.translate("Tickets", "{name}, {count}")
    return spoken.format(name=group_name(line.group), count=tickets_words(line.count))
