"""The keys of the ticket table: moving over tickets, marking them, opening one, collapsing groups."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from ui.tickets.table_cursor import TableCursor

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
# What keys of the number block and arrows say of themselves, which is nothing that changes their meaning.
_PLACE = Qt.KeyboardModifier.KeypadModifier


class TableKeys:
    """Does what a key means in the table."""

    def __init__(self, cursor: TableCursor, open_current: Callable[[], None]) -> None:
        self._cursor = cursor
        plain: Mapping[Key, Callable[[], object]] = {
            **dict.fromkeys((Key.Key_J, Key.Key_Down), lambda: cursor.step(+1)),
            **dict.fromkeys((Key.Key_K, Key.Key_Up), lambda: cursor.step(-1)),
            Key.Key_PageDown: lambda: cursor.page(+1),
            Key.Key_PageUp: lambda: cursor.page(-1),
            Key.Key_Home: lambda: cursor.go_to_end(is_last=False),
            Key.Key_End: lambda: cursor.go_to_end(is_last=True),
            Key.Key_Left: cursor.collapse,
            Key.Key_Right: cursor.expand,
            Key.Key_Space: self._toggle_mark,
            **dict.fromkeys((Key.Key_Return, Key.Key_Enter), open_current),
        }
        shifted: Mapping[Key, Callable[[], object]] = {
            **dict.fromkeys((Key.Key_J, Key.Key_Down), lambda: cursor.extend(+1)),
            **dict.fromkeys((Key.Key_K, Key.Key_Up), lambda: cursor.extend(-1)),
        }
        self._meanings = {QKeyCombination(key).toCombined(): does for key, does in plain.items()}
        self._meanings |= {QKeyCombination(SHIFT, key).toCombined(): does for key, does in shifted.items()}

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it means anything here."""
        if event.key() == Key.Key_Escape:
            return self._cursor.clear_marks()
        pressed = QKeyCombination(event.modifiers() & ~_PLACE, Key(event.key())).toCombined()
        does = self._meanings.get(pressed)
        if does is not None:
            does()
        return does is not None

    def _toggle_mark(self) -> None:
        line = self._cursor.line
        self._cursor.mark(line, is_marked=not self._cursor.is_marked(line))
