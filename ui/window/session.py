"""One window at work: joins its parts to the services, and to each other."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile, PreferencesTrouble
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused
from desktop_escalation.domain.queue import Sort
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.reception import Welcome
from desktop_escalation.services.ticket_desk import DeskTicket
from desktop_escalation.services.ticket_pages import QueuePage
from ui.background import Background, Broken
from ui.escalations.explain_presenter import ExplainPresenter
from ui.navigation.nav_presenter import NavPresenter, tier_names
from ui.navigation.views import View, ViewKind, empty_words, is_there, view_name, view_of
from ui.shared.tier_mark import tier_mark
from ui.site_time import SiteTime
from ui.tickets.act_presenter import ActPresenter, told
from ui.tickets.ladder_widget import Why
from ui.tickets.list_presenter import ListPresenter
from ui.tickets.pane_presenter import PanePresenter
from ui.tickets.reply_presenter import ReplyPresenter
from ui.window.action_map import ActionMap
from ui.window.connection import Connection
from ui.window.engine_presenter import EnginePresenter, site_time_words
from ui.window.history import ViewHistory
from ui.window.main_window import MainWindow
from ui.window.preference_keeper import PreferenceKeeper
from ui.window.strip import StripKind

FIRST_VIEW = View(ViewKind.SOON)
TICK_MS = 1_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What a window begins with; `database` is how people call it."""

    asking: Asking
    database: str
    drafts: Drafts
    file: PreferencesFile
    preferences: Preferences
    trouble: PreferencesTrouble | None


class Session(QObject):
    """Lets one window work with one database, from `start` until `end`.

    `usable` comes once the first list is there.
    """

    usable = Signal()
    _changed = Signal()

    def __init__(self, window: MainWindow, workplace: Workplace, setting: Setting, site_time: SiteTime) -> None:
        super().__init__(window)
        self._window = window
        self._workplace = workplace
        self._setting = setting
        self._site_time = site_time
        self._welcome: Welcome | None = None
        self._is_usable = self._has_begun = False
        self._history = ViewHistory()
        self._wished_ticket: str | None = None
        asking = setting.asking
        self.asked = Background(workplace, "what the user asked for", self)
        self.upkeep = Background(workplace, "the window's upkeep", self)
        self.lists = ListPresenter(window.model, self.asked, asking, site_time, self)
        self.counts = NavPresenter(window.navigation, self.upkeep, asking, self)
        self.tickets = PanePresenter(self.asked, asking, self)
        self.acts = ActPresenter(window, window.themes, self.asked, asking, site_time)
        self.reasons = ExplainPresenter(window, window.themes, self.asked, asking)
        self.replies = ReplyPresenter(window.pane, self.asked, asking, setting.drafts, self)
        self.engine = EnginePresenter(self.upkeep, workplace, asking, site_time, self)
        self.keeper = PreferenceKeeper(window, self.upkeep, setting.file, setting.preferences)
        self.connection = Connection(window, setting.database, workplace, site_time, self)
        self._map = ActionMap(window, self, self.acts, self.keeper, self.engine)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._listen()

    # --- from beginning to end ------------------------------------------------

    def start(self) -> None:
        """Arrange the window and ask for what it shows first."""
        self.keeper.apply()
        self._map.show_looks()
        if self._setting.trouble is not None:
            self._window.strip.tell(StripKind.PREFERENCES, _sentence(self._setting.trouble.message), self.tr("Close"))
        self._window.list.show_loading()
        self.asked.ask(lambda app: app.reception.welcome(self._setting.asking), self._begin, self._lose)

    def end(self) -> bool:
        """Keep what is typed and set, and end what runs; False where something does not end."""
        self._window.pane.reply.keep_draft()
        self.keeper.write()
        self._ticking.stop()
        has_ended = all([self.asked.end(), self.upkeep.end()])
        return self._workplace.close() and has_ended

    def refresh(self) -> None:
        """Read everything anew."""
        if self._welcome is None:
            self.start()
            return
        if not self._has_begun:
            self._begin_upkeep()
        self.lists.refresh()
        self.counts.look_again_soon()
        self.tickets.look_again()
        self.engine.look()

    # --- going about ----------------------------------------------------------

    @property
    def ticket(self) -> DeskTicket | None:
        """The ticket that is open."""
        return self.tickets.ticket

    def go(self, view: View) -> None:
        """Show another view."""
        self._history.went_to(view)
        self._show(view)

    def explain(self, why: Why) -> None:
        """Explain the ladder of the ticket that is open, or a part of it."""
        if self.ticket is not None:
            self.reasons.explain(self.ticket.ticket.number, why)

    def back(self) -> None:
        """Show the view before."""
        if self._history.can_go_back:
            self._show(self._history.back())

    def forward(self) -> None:
        """Show the view from which one went back."""
        if self._history.can_go_forward:
            self._show(self._history.forward())

    def _show(self, view: View) -> None:
        self._map.show_way(self._history)
        self._window.navigation.select(view.key)
        self.keeper.showed(view.key)
        self.lists.show(view)

    def _begin(self, welcome: Welcome) -> None:
        is_first = self._welcome is None
        self._welcome = welcome
        self._site_time.read(welcome.now, welcome.clock_speed)
        self._window.tools.me.show_welcome(welcome, self._site_time())
        self._tick()
        directory = welcome.directory
        self._window.list.table.use_tiers(
            {level: tier_mark(level, is_management=tier.management) for level, tier in directory.tiers.items()}
        )
        self.lists.begin(welcome.person.login if welcome.person else welcome.name, self.keeper.orders())
        self._window.navigation.close_parts(self.keeper.preferences.folded)
        self.counts.begin(directory)
        if is_first:
            view = view_of(self.keeper.preferences.last_view)
            self.go(view if view is not None and is_there(view, directory) else FIRST_VIEW)
            self._begin_upkeep()

    def _begin_upkeep(self) -> None:
        self.upkeep.ask(lambda _app: self._workplace.begin(self._changed.emit), self._began, self._lose)

    def _began(self, _none: None) -> None:
        self._has_begun = True
        self.engine.start()
        self._map.begin(is_on_one_computer=self._workplace.is_on_one_computer)

    # --- what comes of it -----------------------------------------------------

    def _listen(self) -> None:
        window = self._window
        self._changed.connect(self._look_again)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        window.navigation.chosen.connect(self._choose)
        window.navigation.entered.connect(lambda _key: window.back_to_list())
        window.list.table.current_changed.connect(self.tickets.open)
        window.list.table.opened.connect(lambda _number: window.open_ticket())
        window.list.table.sort_wanted.connect(self._sort)
        window.list.retry_wanted.connect(self.refresh)
        window.pane.ladder.why_wanted.connect(self.explain)
        self.reasons.lost.connect(lambda error: self.connection.say(told(error)))
        window.list.action_wanted.connect(lambda: self.go(View(ViewKind.ALL)))
        window.list.header.grouping_wanted.connect(window.model.set_grouped)
        window.list.header.grouping_wanted.connect(window.list.header.show_grouping)
        self.lists.began.connect(self._list_begins)
        self.lists.shown.connect(self._list_is_there)
        self.lists.counted.connect(lambda counts: window.list.header.show_count(sum(counts.values())))
        self.tickets.shown.connect(self._ticket_is_there)
        self.tickets.lost.connect(self._ticket_is_lost)
        self.acts.done.connect(self._done)
        self.acts.made.connect(self._made)
        self.acts.stale.connect(self._done)
        self.replies.sent.connect(self._done)
        self.engine.swept.connect(self._look_again)
        self.engine.felt.connect(self.connection.feel)
        for background in (self.asked, self.upkeep):
            background.broke.connect(self._broke)
        for lost in (self.lists.lost, self.counts.lost, self.engine.lost):
            lost.connect(self._lose)
        for troubled in (self.acts.troubled, self.replies.troubled):
            troubled.connect(self.connection.say)
        self.keeper.lost.connect(lambda error: self.connection.say(told(error)))

    def _tick(self) -> None:
        zone = "UTC" if self._welcome is None else self._welcome.directory.site.zone
        self._window.status.time.say(site_time_words(self._site_time, zone))

    def _look_again(self) -> None:
        self.lists.look_again_soon()
        self.tickets.look_again_soon()
        self.counts.look_again_soon()

    def _choose(self, key: str) -> None:
        view = view_of(key)
        if view is not None:
            self.go(view)

    def _sort(self, sort: Sort, is_descending: bool) -> None:
        self.lists.sort(sort, is_descending)
        if self.lists.view is not None:
            self.keeper.sorted_view(self.lists.view.key, self.lists.order)

    def _list_begins(self, view: View) -> None:
        window, order = self._window, self.lists.order
        names = {} if self._welcome is None else tier_names(self._welcome.directory)
        title = view_name(view, names)
        window.list.header.show_title(title)
        window.setWindowTitle(self.tr("{} – Desktop Escalation").format(title))
        window.list.table.show_sort(order.sort, order.is_descending)
        window.list.header.set_grouping_enabled(window.model.is_grouped)
        window.list.show_loading()

    def _list_is_there(self, page: QueuePage) -> None:
        window = self._window
        self.connection.heard()
        if page.rows:
            window.list.show_rows()
        elif self.lists.view is not None:
            window.list.show_empty(empty_words(self.lists.view), self.tr("Show &all tickets"))
        if page.next is None:
            window.list.header.show_count(len(page.rows))
        self._find_current(page)
        if not self._is_usable:
            self._is_usable = True
            window.list.table.setFocus()
            self.usable.emit()

    def _find_current(self, page: QueuePage) -> None:
        """Go to the ticket that was just made, or stay; at the beginning, go to what is due next."""
        table = self._window.list.table
        if self._wished_ticket is not None and table.go_to(self._wished_ticket):
            self._wished_ticket = None
        elif table.current_number is None and page.rows:
            table.go_to_first()
        self._say_how_many(page)
        if not page.rows:
            self.tickets.close()
            self._window.pane.show_nothing(self.tr("Choose a ticket to see it here."))
            self._map.refuse(None)

    def _say_how_many(self, page: QueuePage) -> None:
        words = self.tr("{} tickets") if page.next is None else self.tr("{} tickets read")
        self._window.status.selection.say(words.format(len(page.rows)))

    def _ticket_is_there(self, ticket: DeskTicket) -> None:
        self.connection.heard()
        self._window.pane.show_ticket(ticket)
        self.replies.shown(ticket)
        self.acts.saw(ticket)
        self._map.refuse(ticket)

    def _ticket_is_lost(self, number: str, error: EscalationError) -> None:
        pane, words = self._window.pane, self.tr("{}: {}").format(number, told(error))
        is_shown = self.tickets.ticket is not None
        if is_shown and isinstance(error, Refused) and not pane.reply.draft.is_empty:
            # It is gone; what was typed for it stays where it can be copied.
            self.tickets.close()
            self._map.refuse(None)
            pane.reply.show_problem(number, words)
        elif not is_shown or isinstance(error, Refused):
            pane.show_nothing(words)
            self._map.refuse(None)
        self._lose(error)

    def _done(self, number: str) -> None:
        if number == self.tickets.number:
            self.tickets.look_again()
        self.lists.refresh()
        self.counts.look_again_soon()

    def _made(self, number: str) -> None:
        """Go to a ticket that was just made, in a view that has it."""
        self._wished_ticket = number
        self.tickets.open(number)
        self.lists.refresh()
        self.counts.look_again_soon()

    def _lose(self, error: EscalationError) -> None:
        if self._welcome is None or not self._window.model.rowCount():
            self._window.list.show_trouble(told(error))
        self.connection.lose(error)

    def _broke(self, broken: Broken) -> None:
        self._window.strip.tell(
            StripKind.BROKEN,
            self.tr("Something went wrong in the program, and is in its log: {} What you typed is kept.").format(
                broken
            ),
            self.tr("Close"),
        )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
