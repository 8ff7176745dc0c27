"""Keeps the preferences: applies what was read at the start, and writes down what the user changes."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.preferences import ColumnPlace, Preferences, ThemeChoice, ViewSort
from desktop_escalation.app.preferences_file import PreferencesFile
from desktop_escalation.domain.queue import Sort
from desktop_escalation.domain.value import replace
from ui.background import Background
from ui.themes import Themes
from ui.tickets.list_presenter import Order
from ui.window.main_window import MainWindow

WRITES_AFTER_MS = 1_000


class PreferenceKeeper(QObject):
    """Holds the preferences of the window; `lost` where they cannot be written."""

    lost = Signal(object)

    def __init__(self, window: MainWindow, files: Background, file: PreferencesFile, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._themes: Themes = window.themes
        self._files = files
        self._file = file
        self._preferences = preferences
        self._later = QTimer(self, singleShot=True, interval=WRITES_AFTER_MS)
        self._later.timeout.connect(self.write)
        for signal in (window.arranged, window.list.table.columns_changed):
            signal.connect(self._later.start)
        for signal in (window.themes.changed, window.themes.density_changed):
            signal.connect(self._later.start)

    @property
    def preferences(self) -> Preferences:
        """What is set now."""
        return self._preferences

    def apply(self) -> None:
        """Arrange the window as it was."""
        self._window.restore(self._preferences)
        self._window.list.table.restore_columns(_columns_state(self._preferences))

    def orders(self) -> dict[str, Order]:
        """Tell how each view was sorted."""
        known = {sort.value for sort in Sort}
        return {
            sort.view: Order(Sort(sort.by), sort.is_descending) for sort in self._preferences.sorts if sort.by in known
        }

    def sorted_view(self, view: str, order: Order) -> None:
        """Remember how a view is sorted."""
        self._change(self._preferences.with_sort(ViewSort(view, order.sort.value, order.is_descending)))

    def showed(self, view: str) -> None:
        """Remember which view is shown."""
        self._change(replace(self._preferences, last_view=view))

    def chose_theme(self, choice: ThemeChoice) -> None:
        """Change to another palette."""
        self._themes.use(choice)
        self._change(replace(self._preferences, theme=choice))

    def scaled_text(self, scale: float) -> None:
        """Change the size of text."""
        self._themes.use_text_scale(scale)
        self._change(replace(self._preferences, text_scale=self._themes.text_scale))

    def chose_density(self, is_compact: bool) -> None:
        """Change how dense rows are."""
        self._themes.use_density(is_compact)
        self._change(replace(self._preferences, is_compact=is_compact))

    def write(self) -> None:
        """Write down how everything is now."""
        self._later.stop()
        window = self._window
        self._preferences = replace(
            window.arrangement(self._preferences),
            columns=_columns(window.list.table.columns_state()),
            folded=window.navigation.closed,
        )
        file, preferences = self._file, self._preferences

        self._files.ask_alone(lambda: file.save(preferences), lambda _none: None, self.lost.emit)

    def _change(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._later.start()


def _columns(state: dict[str, object]) -> tuple[ColumnPlace, ...]:
    """Give what a table remembers of its columns, in their order; the subject takes what the others leave."""
    order, widths, hidden = state["order"], state["widths"], state["hidden"]
    if not (isinstance(order, list) and isinstance(widths, dict) and isinstance(hidden, list)):
        raise TypeError("the table remembers its columns in another way")
    return tuple(ColumnPlace(name, widths.get(name, 0), name in hidden) for name in order)


def _columns_state(preferences: Preferences) -> dict[str, object]:
    """Give a table what it remembered of its columns."""
    places = preferences.columns
    return {
        "order": [place.name for place in places],
        "widths": {place.name: place.width for place in places if place.width},
        "hidden": [place.name for place in places if place.is_hidden],
    }
