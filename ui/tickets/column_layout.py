"""Which columns stand where, how wide, and which give way where there is little room."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHeaderView

from ui.tickets.columns import SHAPES, Column

LEAST_SUBJECT = 170
WIDEST = 2_000
# What a narrow table can do without, first things first.
_YIELDING = (Column.UPDATED, Column.CUSTOMER, Column.TEAM, Column.TIER)
# Without these a row would not tell which ticket it is, and what for.
ALWAYS_SHOWN = frozenset({Column.SUBJECT, Column.SLA})


class ColumnLayout:
    """Arranges the sections of a header by what the user chose and the room there is."""

    def __init__(self, header: QHeaderView) -> None:
        """Begin with the order and the widths that nobody chose; the subject takes what is left."""
        self.is_compact = False
        self._scale = 1.0
        self._header = header
        self._hidden: set[Column] = set()
        # For text of the usual size.
        self._widths: dict[Column, int] = {}
        for column in Column:
            is_elastic = column is Column.SUBJECT
            mode = QHeaderView.ResizeMode.Stretch if is_elastic else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        header.sectionResized.connect(self._remember)
        self.reset()

    def reset(self) -> None:
        """Forget what the user chose."""
        self._hidden.clear()
        for column, shape in SHAPES.items():
            self._header.moveSection(self._header.visualIndex(column), column)
            self._resize(column, shape.width)

    def use_scale(self, scale: float) -> None:
        """Be so many times as wide as for text of the usual size."""
        if scale != self._scale:
            self._scale = scale
            for column, width in tuple(self._widths.items()):
                self._resize(column, width)

    def is_hidden(self, column: Column) -> bool:
        """Tell whether the user chose to do without a column."""
        return column in self._hidden

    def hide(self, column: Column, is_hidden: bool) -> None:
        """Do without a column, or have it again where there is room."""
        if is_hidden and column not in ALWAYS_SHOWN:
            self._hidden.add(column)
        else:
            self._hidden.discard(column)

    def fit(self, room: int) -> None:
        """Show the chosen columns; while the subject has too little room, some give way."""
        shown = [column for column in Column if self._is_wanted(column)]
        for yielding in _YIELDING:
            taken = sum(self._scaled(self._widths[column]) for column in shown if column is not Column.SUBJECT)
            if yielding in shown and room - taken < self._scaled(LEAST_SUBJECT):
                shown.remove(yielding)
        for column in Column:
            if self._header.isSectionHidden(column) == (column in shown):
                self._header.setSectionHidden(column, column not in shown)

    def state(self) -> dict[str, object]:
        """Give what is to be remembered, in the names of the columns."""
        order = sorted(Column, key=self._header.visualIndex)
        return {
            "order": [column.name for column in order],
            "widths": {column.name: self._widths[column] for column in Column if column is not Column.SUBJECT},
            "hidden": sorted(column.name for column in self._hidden),
        }

    def restore(self, state: object) -> None:
        """Take over what was remembered; what cannot be understood stays as it was at the beginning."""
        if not isinstance(state, Mapping):
            return
        self._hidden = set(_columns(state.get("hidden"))) - ALWAYS_SHOWN
        order = _columns(state.get("order"))
        if len(order) == len(Column):
            for place, column in enumerate(order):
                self._header.moveSection(self._header.visualIndex(column), place)
        widths = state.get("widths")
        for name, width in widths.items() if isinstance(widths, Mapping) else ():
            known = _columns([name])
            if known and isinstance(width, int) and SHAPES[known[0]].least_width <= width <= WIDEST:
                self._resize(known[0], width)

    def _is_wanted(self, column: Column) -> bool:
        # A row of two lines has the customer in the second.
        return column not in self._hidden and (column is not Column.CUSTOMER or self.is_compact)

    def _resize(self, column: Column, width: int) -> None:
        self._header.resizeSection(column, self._scaled(width))
        # As it was chosen: what the header gives back is rounded.
        self._widths[column] = width

    def _scaled(self, width: int) -> int:
        return round(width * self._scale)

    def _remember(self, section: int, _before: int, width: int) -> None:
        if width > 0:
            self._widths[Column(section)] = round(width / self._scale)


def _columns(names: object) -> list[Column]:
    """Give the columns of a list of names, each once; what is no name of a column is left out."""
    if not isinstance(names, list | tuple):
        return []
    known = (Column.__members__.get(name) for name in names if isinstance(name, str))
    return list(dict.fromkeys(column for column in known if column is not None))
