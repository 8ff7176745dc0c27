"""What a user set about the look and the arrangement of the window, on this computer."""

from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.value import replace

LEAST_TEXT_SCALE, LARGEST_TEXT_SCALE = 0.9, 1.5


class ThemeChoice(StrEnum):
    """One palette, or the one that the desktop has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ColumnPlace(Struct, frozen=True):
    """A column of the table; the order of columns is that of their places."""

    name: str
    width: int
    is_hidden: bool = False


class ViewSort(Struct, frozen=True):
    """How the rows of one view are sorted."""

    view: str
    by: str
    is_descending: bool = False


class Preferences(Struct, frozen=True):
    """Everything set; what Qt gives as bytes is kept as it is, and empty until it was first given."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_scale: float = 1.0
    is_compact: bool = False
    window_geometry: bytes = b""
    splitter_sizes: tuple[int, ...] = ()
    is_pane_visible: bool = True
    last_view: str = ""
    folded: tuple[str, ...] = ()
    columns: tuple[ColumnPlace, ...] = ()
    sorts: tuple[ViewSort, ...] = ()
    unknown: str = "{}"
    """What a newer version of the program set, as a JSON object: it is written back as it was read."""

    def with_sort(self, sort: ViewSort) -> "Preferences":
        """Set how one view is sorted."""
        others = tuple(other for other in self.sorts if other.view != sort.view)
        return replace(self, sorts=(*others, sort))
