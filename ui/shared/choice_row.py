"""A row of joined buttons of which exactly one is pressed."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ChoiceRow(QWidget):
    """Shows choices side by side; `chosen` gives the value of the one that is pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._values: list[object] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._group.idClicked.connect(self._tell)

    @property
    def value(self) -> object:
        """The value that is chosen; None where there are no choices."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons in their order."""
        return tuple(self._buttons)

    def button(self, value: object) -> QPushButton:
        """Give the button of a value."""
        return self._buttons[self._values.index(value)]

    def show_choices(self, choices: Iterable[tuple[str, object]], value: object = None) -> None:
        """Show choices with their words, and choose one, or the first."""
        for old in self._buttons:
            self._group.removeButton(old)
            old.deleteLater()
        shown = tuple(choices)
        self._values = [one for _, one in shown]
        self._buttons = [self._made(words, number, len(shown)) for number, (words, _) in enumerate(shown)]
        for number, button in enumerate(self._buttons):
            self._group.addButton(button, number)
            self._row.insertWidget(number, button)
        self.choose(value if value in self._values else self._values[0])

    def choose(self, value: object) -> None:
        """Press the button of a value; that is told to nobody."""
        button = self.button(value)
        button.setChecked(True)
        self.setFocusProxy(button)

    def _made(self, words: str, number: int, count: int) -> QPushButton:
        button = QPushButton(words)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "segment")
        button.setProperty("place", "first" if not number else "last" if number == count - 1 else "middle")
        return button

    def _tell(self, number: int) -> None:
        self.chosen.emit(self._values[number])
