"""The columns of the ticket table."""

from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication


class Column(IntEnum):
    """A column, by its place before anybody moved it."""

    NUMBER = 0
    SUBJECT = 1
    CUSTOMER = 2
    PRIORITY = 3
    TIER = 4
    TEAM = 5
    SLA = 6
    UPDATED = 7


class ColumnShape(Struct, frozen=True):
    """How wide a column begins and may become narrow, in pixels, and whether its words stand at the far side."""

    width: int
    least_width: int
    is_right: bool = False


SHAPES = {
    Column.NUMBER: ColumnShape(71, 48),
    Column.SUBJECT: ColumnShape(246, 120),
    Column.CUSTOMER: ColumnShape(130, 80),
    Column.PRIORITY: ColumnShape(74, 30),
    Column.TIER: ColumnShape(48, 46),
    Column.TEAM: ColumnShape(106, 70),
    Column.SLA: ColumnShape(166, 96),
    Column.UPDATED: ColumnShape(62, 44, is_right=True),
}


def column_name(column: Column, is_compact: bool, *, is_resolved: bool = False) -> str:
    """Name a column as its heading does; the subject carries the customer unless rows are compact.

    Where tickets are resolved, no clock of theirs is next: its column tells when they were, and how that ended.
    """
    if column is Column.SLA and is_resolved:
        return QCoreApplication.translate("Tickets", "Resolved")
    if column is Column.SUBJECT and is_compact:
        return QCoreApplication.translate("Tickets", "Subject")
    names = {
        Column.NUMBER: QCoreApplication.translate("Tickets", "Number"),
        Column.SUBJECT: QCoreApplication.translate("Tickets", "Subject and customer"),
        Column.CUSTOMER: QCoreApplication.translate("Tickets", "Customer"),
        Column.PRIORITY: QCoreApplication.translate("Tickets", "Priority"),
        Column.TIER: QCoreApplication.translate("Tickets", "Tier"),
        Column.TEAM: QCoreApplication.translate("Tickets", "Team, assignee"),
        Column.SLA: QCoreApplication.translate("Tickets", "Next SLA"),
        Column.UPDATED: QCoreApplication.translate("Tickets", "Updated"),
    }
    return names[column]
