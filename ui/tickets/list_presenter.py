"""Joins the table to the services: which view it shows, page by page, and anew when something has changed."""

import time
from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.queue import Position, QueueQuery, Sort
from desktop_escalation.domain.queue_row import DueGroup
from desktop_escalation.domain.value import replace
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_pages import QueuePage
from ui.background import Background
from ui.navigation.views import View
from ui.site_time import SiteTime
from ui.tickets.list_sorts import is_usually_descending
from ui.tickets.table_model import TicketTableModel

PAGE = 100
# Many changes that come together are one look.
PAUSE_MS = 250
RESTS_TIMES = 10
LONGEST_PAUSE_MS = 10_000


class Order(Struct, frozen=True):
    """How a view is sorted."""

    sort: Sort = Sort.DUE
    is_descending: bool = False


class ListPresenter(QObject):
    """Reads the tickets of the view that is shown into the model.

    `began` comes when another view is asked for, `shown` with the number of tickets read when it is there, `lost` with
    an error where it cannot be read, after `missed` where it never was; `counted` with the sizes of the groups.
    """

    began = Signal(object)
    shown = Signal(object)
    counted = Signal(object)
    lost = Signal(object)
    missed = Signal(object)

    def __init__(
        self,
        model: TicketTableModel,
        background: Background,
        upkeep: Background,
        asking: Asking,
        site_time: SiteTime,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._background = background
        self._upkeep = upkeep
        self._asking = asking
        self._site_time = site_time
        self._login = ""
        self._view: View | None = None
        self._orders: dict[str, Order] = {}
        self._generation = 0
        self._is_reading = False
        self._is_grouping_wanted = True
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        model.more_wanted.connect(self._read_more)

    @property
    def view(self) -> View | None:
        """The view that is shown."""
        return self._view

    @property
    def order(self) -> Order:
        """How it is sorted: as it was last, unless the settings say what it cannot be."""
        if self._view is None:
            return Order()
        usual = self._view.sorts[0]
        order = self._orders.get(self._view.key)
        if order is None or order.sort not in self._view.sorts:
            return Order(usual, is_usually_descending(usual))
        return order

    @property
    def orders(self) -> Mapping[str, Order]:
        """How each view was sorted last."""
        return self._orders

    def begin(self, login: str, orders: Mapping[str, Order]) -> None:
        """Know who looks, and how views were sorted before."""
        self._login = login
        self._orders = dict(orders)

    def show(self, view: View) -> None:
        """Show another view from its beginning."""
        self._view = view
        self._generation += 1
        self.began.emit(view)
        self._apply_grouping()
        generation = self._generation

        def miss(error: EscalationError) -> None:
            if generation == self._generation:
                self.missed.emit(error)
            self._lose(error)

        self._ask(self._background, PAGE, lambda page: self._show(generation, page), miss)

    def sort(self, sort: Sort, is_descending: bool) -> None:
        """Sort the view that is shown in another way."""
        if self._view is not None:
            self._orders[self._view.key] = Order(sort, is_descending)
            self.show(self._view)

    def group(self, is_wanted: bool) -> None:
        """Put headings over the tickets or none, also in other views, wherever they come by due time."""
        self._is_grouping_wanted = is_wanted
        self._apply_grouping()

    def look_again_soon(self) -> None:
        """Read anew in a moment, once for all that changes until then."""
        if not self._pause.isActive():
            self._pause.start()

    def refresh(self) -> None:
        """Read what is shown anew, as many tickets as were read, without losing the place."""
        if self._view is None:
            return
        if self._is_reading:
            self.look_again_soon()
            return
        self._is_reading = True
        self._generation += 1
        generation = self._generation
        began_s = time.monotonic()

        def replace_all(page: QueuePage) -> None:
            self._replace(generation, page)
            # A long list that was read far costs more to read anew: it is done the less often.
            took_ms = round((time.monotonic() - began_s) * 1000)
            self._pause.setInterval(min(max(PAUSE_MS, took_ms * RESTS_TIMES), LONGEST_PAUSE_MS))

        self._ask(self._upkeep, max(PAGE, self._model.loaded), replace_all, self._lose)

    def _apply_grouping(self) -> None:
        self._model.set_grouped(self._is_grouping_wanted and self.order.sort is Sort.DUE)

    def _query(self) -> QueueQuery:
        view = self._view
        query = QueueQuery() if view is None else view.query(self._login)
        return replace(query, sort=self.order.sort, is_descending=self.order.is_descending)

    def _ask(
        self,
        background: Background,
        limit: int,
        done: Callable[[QueuePage], None],
        failed: Callable[[EscalationError], None],
    ) -> None:
        query, asking = self._query(), self._asking
        background.ask(lambda app: app.pages.page(asking, query, None, limit), done, failed)

    def _show(self, generation: int, page: QueuePage) -> None:
        if generation == self._generation:
            self._model.show_page(generation, page, is_first=True)
            self._there(page)

    def _replace(self, generation: int, page: QueuePage) -> None:
        self._is_reading = False
        if generation != self._generation:
            return
        if page.next is not None and len(page.rows) < self._model.loaded:
            # Another page has come meanwhile, which this would take away from under whoever reads it.
            self.refresh()
            return
        self._model.refresh(generation, page)
        self._there(page)

    def _there(self, page: QueuePage) -> None:
        self._site_time.heard(page.now)
        self.shown.emit(page)
        if self.order.sort is Sort.DUE:
            self._count()

    def _count(self) -> None:
        generation, query, asking = self._generation, self._query(), self._asking

        def work(app: DeskServices) -> Mapping[DueGroup, int]:
            return app.pages.group_counts(asking, query)

        def done(counts: Mapping[DueGroup, int]) -> None:
            if generation == self._generation:
                self._model.show_group_counts(generation, counts)
                self.counted.emit(counts)

        self._upkeep.ask(work, done, self._lose)

    def _read_more(self, generation: int, after: Position) -> None:
        query, asking = self._query(), self._asking

        def lose(error: EscalationError) -> None:
            self._model.miss_page(generation)
            self._lose(error)

        self._background.ask(
            lambda app: app.pages.page(asking, query, after, PAGE),
            lambda page: self._model.show_page(generation, page, is_first=False),
            lose,
        )

    def _lose(self, error: EscalationError) -> None:
        self._is_reading = False
        self.lost.emit(error)
