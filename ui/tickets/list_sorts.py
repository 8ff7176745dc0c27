"""The orders of a list in words, and which way round each is usual."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.queue import Sort

# Of what has happened, the latest matters most.
_LATEST_FIRST = frozenset({Sort.UPDATED, Sort.RESOLVED})
_ORDERS = MappingProxyType({Sort.RESOLVED: (Sort.RESOLVED,)})
_USUAL_ORDERS = (Sort.DUE, Sort.PRIORITY, Sort.NUMBER, Sort.UPDATED)


def is_usually_descending(sort: Sort) -> bool:
    """Tell which way round a list is first sorted."""
    return sort in _LATEST_FIRST


def orders_beside(sort: Sort) -> tuple[Sort, ...]:
    """Give the orders that a list has which is sorted by one of them."""
    return _ORDERS.get(sort, _USUAL_ORDERS)


def sort_name(sort: Sort) -> str:
    """Name an order for a menu."""
    tr = QCoreApplication.translate
    return {
        Sort.DUE: tr("Sorts", "&Due"),
        Sort.PRIORITY: tr("Sorts", "&Priority"),
        Sort.NUMBER: tr("Sorts", "&Number"),
        Sort.UPDATED: tr("Sorts", "&Updated"),
        Sort.RESOLVED: tr("Sorts", "&Resolved"),
    }[sort]


def direction_names(sort: Sort) -> tuple[str, str]:
    """Name both ways round of an order for a menu, the rising one first."""
    tr = QCoreApplication.translate
    names: Mapping[Sort, tuple[str, str]] = {
        Sort.DUE: (tr("Sorts", "&Soonest first"), tr("Sorts", "La&test first")),
        Sort.PRIORITY: (tr("Sorts", "&Most urgent first"), tr("Sorts", "&Least urgent first")),
        Sort.NUMBER: (tr("Sorts", "&Oldest first"), tr("Sorts", "Ne&west first")),
        Sort.UPDATED: (tr("Sorts", "&Longest ago first"), tr("Sorts", "La&test first")),
        Sort.RESOLVED: (tr("Sorts", "&Longest ago first"), tr("Sorts", "La&test first")),
    }
    return names[sort]
