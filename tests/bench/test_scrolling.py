"""How fast the ticket table paints: through a hundred thousand rows, page by page, and when its countdowns go on."""

import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from desktop_escalation.domain.queue import Position
from desktop_escalation.services.ticket_pages import QueuePage
from tests.bench.figures import Figure, Limit, Report
from tests.bench.timing import seconds
from tests.ui.tickets.rows import NOW, a_countdown, a_page, a_row, minutes
from ui.themes import Themes
from ui.tickets.table_model import TicketTableModel
from ui.tickets.table_view import TicketTable

ROWS = 100_000
PAGE = 100
FRAMES = 500
WHEEL_PX = 129
FRAME_MS = 16
SUBJECT = "scrolling 100,000 tickets"


@dataclass
class Watch:
    """The time, as the benchmark sets it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """A table that is shown, over a list that comes page by page through the event loop."""

    table: TicketTable
    model: TicketTableModel
    watch: Watch
    asked: list[int] = field(default_factory=list)

    def ask(self, _generation: int, place: Position) -> None:
        self.asked.append(place.values[0])

    def take(self, page: QueuePage) -> None:
        self.model.show_page(1, page, is_first=False)
        QApplication.processEvents()

    def scroll_to(self, value: int) -> None:
        self.table.verticalScrollBar().setValue(value)
        QApplication.processEvents()


class Area(QObject):
    """Sums how much of a widget was painted anew, in pixels."""

    def __init__(self, table: TicketTable) -> None:
        super().__init__(table)
        self.painted = 0
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            # PySide6's types do not know that a region can be iterated.
            self.painted += sum(rect.width() * rect.height() for rect in event.region())  # type: ignore[attr-defined]
        return False


def page_at(begin: int) -> QueuePage:
    # A clock is due each third of a second: half an hour of them is over, the others last for eight hours.
    rows = [
        a_row(
            f"DE-{n}",
            a_countdown(minutes(n / 200 - 30)),
            f"{n}: something is wrong with the printer on the second floor",
        )
        for n in range(begin, begin + PAGE)
    ]
    end = begin + PAGE
    return a_page(rows, Position((end,)) if end < ROWS else None)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    themes, watch = Themes(), Watch()
    themes.apply(qapp)
    model = TicketTableModel(watch)
    table = TicketTable(themes, model)
    made = Desk(table, model, watch)
    model.more_wanted.connect(made.ask)
    table.resize(900, 900)
    table.show()
    model.show_page(1, page_at(0), is_first=True)
    QApplication.processEvents()
    yield made
    table.close()
    shiboken6.delete(table)
    shiboken6.delete(themes)
    qapp.setStyleSheet("")


def test_scrolling_through_a_hundred_thousand_rows(desk: Desk, report: Report) -> None:
    bar = desk.table.verticalScrollBar()

    pages: list[float] = []
    for _ in range(ROWS // PAGE - 1):
        pages += frames(lambda: desk.scroll_to(bar.maximum()), 1)
        page = page_at(desk.asked.pop())
        pages += frames(partial(desk.take, page), 1)
    assert desk.model.loaded == ROWS
    judge(report, "at the end of the list, where the next page comes", pages)
    places = random.Random(7)
    judge(report, "a jump to anywhere", frames(lambda: desk.scroll_to(places.randrange(bar.maximum())), FRAMES))
    judge(report, "a turn of the wheel", frames(lambda: desk.scroll_to(bar.value() - WHEEL_PX), FRAMES))


def test_a_tick_of_the_countdowns(desk: Desk, report: Report) -> None:
    area = Area(desk.table)

    def go_on() -> None:
        desk.watch.now += timedelta(seconds=1)
        desk.table.tick()
        QApplication.processEvents()

    ticks = frames(go_on, 300)
    size = desk.table.viewport().size()
    share = area.painted / (size.width() * size.height()) / len(ticks)
    judge(report, "a second of countdowns", ticks)
    report(Figure(SUBJECT, "a second of countdowns: painted anew", share * 100, "% of it", limit=Limit.at_most(20)))


def frames(frame: Callable[[], None], count: int) -> list[float]:
    return [seconds(frame) * 1000 for _ in range(count)]


def judge(report: Report, what: str, took_ms: list[float]) -> None:
    last = statistics.quantiles(took_ms, n=100)[98]
    report(Figure(SUBJECT, f"{what}: median", statistics.median(took_ms), "ms"))
    report(Figure(SUBJECT, f"{what}: 99th percentile", last, "ms", limit=Limit.at_most(FRAME_MS)))
