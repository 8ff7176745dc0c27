"""The lines of the ticket table: tickets, and over each group of them its heading."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.queue_row import DueGroup, QueueRow, due_group

_ORDER = {group: place for place, group in enumerate(DueGroup)}


class GroupLine(Struct, frozen=True):
    """The heading of a group; `count` is of all its tickets, also of those that are not read yet."""

    group: DueGroup
    count: int
    is_collapsed: bool = False


Line = GroupLine | QueueRow


class GroupEnd(Struct, frozen=True):
    """Where the tickets of a group end among the tickets of a list."""

    group: DueGroup
    end: int


def find_ends(rows: Sequence[QueueRow], now: datetime, zone: str) -> tuple[GroupEnd, ...]:
    """Find the groups of a list that is in the order of the groups, or in the opposite one; looks at few tickets."""
    if not rows:
        return ()
    is_reversed = _ORDER[due_group(rows[-1], now, zone)] < _ORDER[due_group(rows[0], now, zone)]

    def place(row: QueueRow) -> int:
        order = _ORDER[due_group(row, now, zone)]
        return -order if is_reversed else order

    ends: list[GroupEnd] = []
    begin = 0
    while begin < len(rows):
        group = due_group(rows[begin], now, zone)
        begin = bisect_right(rows, place(rows[begin]), begin, key=place)
        ends.append(GroupEnd(group, begin))
    return tuple(ends)


def lay_out(
    rows: Sequence[QueueRow],
    ends: Sequence[GroupEnd],
    counts: Mapping[DueGroup, int],
    collapsed: Collection[DueGroup],
) -> list[Line]:
    """Put the heading over each group, and leave out the tickets of collapsed ones."""
    lines: list[Line] = []
    begin = 0
    for one in ends:
        is_collapsed = one.group in collapsed
        lines.append(GroupLine(one.group, max(counts.get(one.group, 0), one.end - begin), is_collapsed))
        if not is_collapsed:
            lines.extend(rows[begin : one.end])
        begin = one.end
    return lines


def counts_after(
    counts: Mapping[DueGroup, int], before: Sequence[GroupEnd], after: Sequence[GroupEnd]
) -> dict[DueGroup, int]:
    """Count the tickets of each group anew after those that were read moved from group to group."""
    came = Counter(_sizes(after))
    came.subtract(_sizes(before))
    return {group: counts.get(group, 0) + came[group] for group in DueGroup}


def _sizes(ends: Sequence[GroupEnd]) -> dict[DueGroup, int]:
    begins = (0, *(one.end for one in ends))
    return {one.group: one.end - begin for one, begin in zip(ends, begins, strict=False)}


def key_of(line: Line) -> str:
    """Give what tells a line from all others of its table."""
    return line.group if isinstance(line, GroupLine) else line.number


def group_name(group: DueGroup) -> str:
    """Name a group of tickets by when they are due."""
    names = {
        DueGroup.BREACHED: QCoreApplication.translate("Tickets", "Breached"),
        DueGroup.NEXT_30_MIN: QCoreApplication.translate("Tickets", "Next 30 minutes"),
        DueGroup.NEXT_2_HOURS: QCoreApplication.translate("Tickets", "Next 2 hours"),
        DueGroup.TODAY: QCoreApplication.translate("Tickets", "Today"),
        DueGroup.LATER: QCoreApplication.translate("Tickets", "Later"),
        DueGroup.PAUSED: QCoreApplication.translate("Tickets", "Paused"),
        DueGroup.NO_TARGET: QCoreApplication.translate("Tickets", "No target"),
    }
    return names[group]
