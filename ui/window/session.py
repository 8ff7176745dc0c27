"""One window at work: joins its parts to the services, and to each other."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile, PreferencesTrouble
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Unavailable
from desktop_escalation.domain.queue import Sort
from desktop_escalation.services.asking import Asking
from ui.background import Background, Broken
from ui.navigation.nav_presenter import NavPresenter, tier_names
from ui.navigation.views import View, ViewKind, empty_words, is_there, view_name, view_of
from ui.shared.after_paint import after_paint
from ui.shared.counts import tickets_words
from ui.shared.tier_mark import tier_mark
from ui.site_time import SiteTime
from ui.tickets.error_words import as_sentence, told
from ui.tickets.list_presenter import ListPresenter
from ui.window.action_map import ActionMap
from ui.window.connection import Connection
from ui.window.engine_presenter import EnginePresenter, site_time_words
from ui.window.history import ViewHistory
from ui.window.main_window import MainWindow
from ui.window.preference_keeper import PreferenceKeeper
from ui.window.strip import StripKind

if TYPE_CHECKING:
    from desktop_escalation.services.reception import Welcome
    from desktop_escalation.services.ticket_desk import DeskTicket
    from desktop_escalation.services.ticket_pages import QueuePage
    from ui.window.ticket_side import TicketSide

FIRST_VIEW = View(ViewKind.SOON)
TICK_MS = 1_000


class Setting(Struct, frozen=True):
    """What a window begins with; `database` is how people call it."""

    asking: Asking
    database: str
    drafts: Drafts
    file: PreferencesFile
    preferences: Preferences
    trouble: PreferencesTrouble | None


class Session(QObject):
    """Lets one window work with one database, from `start` until `end`.

    `usable` comes once the first list is there. What that needs is loaded first: the list, and the services that read
    it. Once it is painted, the rest is: the ticket's side of the window, the counts, the courier and the engine.
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
        self._side: TicketSide | None = None
        self._is_usable = self._has_begun = self._is_list_new = self._is_greeting = False
        self._history = ViewHistory()
        self._wished_ticket: str | None = None
        asking = setting.asking
        self.asked = Background(workplace, "what the user asked for", self)
        self.upkeep = Background(workplace, "the window's upkeep", self)
        self.files = Background(workplace, "files of this computer", self)
        self.lists = ListPresenter(window.model, self.asked, self.upkeep, asking, site_time, self)
        self.counts = NavPresenter(window.navigation, self.upkeep, asking, self)
        self.engine = EnginePresenter(self.upkeep, workplace, asking, site_time, self)
        self.keeper = PreferenceKeeper(window, self.files, setting.file, setting.preferences)
        self.connection = Connection(window, setting.database, workplace, site_time, self)
        self._map = ActionMap(window, self, self.keeper, self.engine)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._listen()

    # --- from beginning to end ------------------------------------------------

    def start(self) -> None:
        """Arrange the window and ask for what it shows first."""
        self.keeper.apply()
        self._map.show_looks()
        if self._setting.trouble is not None:
            self._window.strip.tell(StripKind.PREFERENCES, as_sentence(self._setting.trouble.message), self.tr("Close"))
        self._window.list.show_loading()
        if not self._is_greeting:
            self._greet()

    def end(self) -> bool:
        """Keep what is typed and set, and end what runs; False where something does not end."""
        if self._side is not None:
            self._window.pane.reply.keep_draft()
        self.keeper.write()
        self._ticking.stop()
        # What was typed and set first: it must not wait for a database that hangs.
        has_ended = all([self.files.end(), self.asked.end(), self.upkeep.end()])
        return self._workplace.close() and has_ended

    def refresh(self) -> None:
        """Read everything anew."""
        if self._welcome is None:
            self.start()
            return
        if self._is_greeting:
            # The last question is still on its way to a database that hangs; more of them would hold up a reply.
            return
        self._greet()
        if not self._has_begun:
            self._begin_upkeep()
        self.lists.refresh()
        self.counts.look_again_soon()
        self.side.tickets.look_again()
        self.engine.look()

    def try_again(self) -> None:
        """Ask a database that is away once more."""
        self.connection.press_retry()

    # --- going about ----------------------------------------------------------

    @property
    def side(self) -> "TicketSide":
        """The ticket's side of the window, which is made when it is first asked for, or after the first list."""
        if self._side is None:
            self._side = self._make_side()
        return self._side

    @property
    def ticket(self) -> "DeskTicket | None":
        """The ticket that is open."""
        return None if self._side is None else self._side.tickets.ticket

    def go(self, view: View) -> None:
        """Show another view."""
        self._history.went_to(view)
        self._show(view)

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

    def _greet(self) -> None:
        """Ask who sits here and what there is, one question at a time."""
        self._is_greeting = True

        def begin(welcome: "Welcome") -> None:
            self._is_greeting = False
            self._begin(welcome)

        def lose(error: EscalationError) -> None:
            self._is_greeting = False
            self._lose(error)

        self.asked.ask(lambda app: app.reception.welcome(self._setting.asking), begin, lose)

    def _begin(self, welcome: "Welcome") -> None:
        is_first = self._welcome is None
        self._welcome = welcome
        self._site_time.read(welcome.now, welcome.clock_speed)
        self._window.tools.me.show_welcome(welcome, self._site_time())
        self._tick()
        directory = welcome.directory
        self._window.list.table.use_tiers(
            {level: tier_mark(level, is_management=tier.management) for level, tier in directory.tiers.items()}
        )
        self.counts.begin(directory)
        if is_first:
            self.lists.begin(welcome.person.login if welcome.person else welcome.name, self.keeper.orders())
            self._window.navigation.close_parts(self.keeper.preferences.folded)
            view = view_of(self.keeper.preferences.last_view)
            self.go(view if view is not None and is_there(view, directory) else FIRST_VIEW)

    def _load_the_rest(self) -> None:
        """Load what the first list could do without: the worker reads it in, so that keys are answered meanwhile."""
        self.asked.ask(_read_in, self._begin_the_rest, self._lose)

    def _begin_the_rest(self, _none: None) -> None:
        """Begin with the ticket that the list stands on."""
        self.side.open(self._window.list.table.current_number)
        self.counts.look_again_soon()
        self._begin_upkeep()

    def _make_side(self) -> "TicketSide":
        from ui.window.ticket_side import TicketSide  # noqa: PLC0415 - not before the first list

        setting = self._setting
        side = TicketSide(self._window, self.asked, self.files, setting.asking, setting.drafts, self._site_time)
        side.began.connect(self._map.expect)
        side.said.connect(self._window.status.tell)
        side.shown.connect(self._ticket_is_there)
        side.changed.connect(self._done)
        side.made.connect(self._made)
        side.lost.connect(self._lose)
        side.troubled.connect(self.connection.say)
        self._map.complete(self._window.pane)
        return side

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
        self.connection.away.connect(self._map.go_away)
        self.connection.retry.connect(self.refresh)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        window.navigation.chosen.connect(self._choose)
        window.navigation.entered.connect(lambda _key: window.back_to_list())
        window.list.table.current_changed.connect(self._open)
        window.list.table.turned_to.connect(self._open)
        window.list.table.opened.connect(self._turn_to)
        window.list.table.sort_wanted.connect(self._sort)
        window.list.retry_wanted.connect(self.try_again)
        window.list.action_wanted.connect(self._fill_emptiness)
        window.list.header.grouping_wanted.connect(self.lists.group)
        window.list.header.grouping_wanted.connect(window.list.header.show_grouping)
        self.lists.began.connect(self._list_begins)
        self.lists.shown.connect(self._list_is_there)
        self.lists.counted.connect(lambda counts: window.list.header.show_count(sum(counts.values())))
        self.engine.swept.connect(self._look_again)
        self.engine.felt.connect(self.connection.feel)
        for background in (self.asked, self.upkeep, self.files):
            background.broke.connect(self._broke)
        self.lists.missed.connect(lambda error: window.list.show_missing(self._why_no_list(error)))
        for lost in (self.lists.lost, self.counts.lost, self.engine.lost):
            lost.connect(self._lose)
        self.keeper.lost.connect(lambda error: self.connection.say(told(error)))

    def _fill_emptiness(self) -> None:
        """Offer what an empty list offers: all tickets, and a new one where there is none at all."""
        if self.lists.view is not None and self.lists.view.kind is ViewKind.ALL:
            self.side.acts.new_ticket()
        else:
            self.go(View(ViewKind.ALL))

    def _tick(self) -> None:
        zone = "UTC" if self._welcome is None else self._welcome.directory.site.zone
        self._window.status.time.say(site_time_words(self._site_time, zone))

    def _look_again(self) -> None:
        self.lists.look_again_soon()
        if self._side is not None:
            self._side.tickets.look_again_soon()
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
        window.list.show_sort(order.sort, order.is_descending)
        window.list.show_loading()
        self._is_list_new = True

    def _list_is_there(self, page: "QueuePage") -> None:
        window = self._window
        self.connection.heard()
        if page.rows:
            window.list.show_rows()
        elif self._welcome is not None and not self._welcome.directory.people:
            window.list.show_empty(
                self.tr(
                    "Nobody works in this database yet. First bring in your teams and people: "
                    "escalationctl organisation import FILE"
                )
            )
        elif self.lists.view is not None:
            is_all = self.lists.view.kind is ViewKind.ALL
            action = self.tr("&New ticket…") if is_all else self.tr("Show &all tickets")
            window.list.show_empty(empty_words(self.lists.view), action)
        if page.next is None:
            window.list.header.show_count(len(page.rows))
        is_new, self._is_list_new = self._is_list_new, False
        self._find_current(page, is_new=is_new)
        if not self._is_usable:
            self._is_usable = True
            window.list.table.setFocus()
            self.usable.emit()
            after_paint(window.list.table.viewport(), self._load_the_rest)

    @property
    def _has_ticket(self) -> bool:
        return self._side is not None and self._side.tickets.number is not None

    def _find_current(self, page: "QueuePage", *, is_new: bool) -> None:
        """Go to the ticket that was just made, or stay; in a list to which somebody went, go to what comes first.

        A ticket that leaves the list stays where it is read, be it the last one: see the decision on the window.
        """
        table = self._window.list.table
        wished, self._wished_ticket = self._wished_ticket, None
        if wished is not None and table.go_to(wished):
            self._open(wished)
        elif table.current_number is None and page.rows and (is_new or not self._has_ticket):
            table.go_to_first()
        self._say_how_many(page)
        if self._side is not None:
            if is_new and not page.rows:
                self._side.show_nothing()
            self._side.after.look_at_list()

    def _say_how_many(self, page: "QueuePage") -> None:
        words = tickets_words(len(page.rows))
        self._window.status.selection.say(words if page.next is None else self.tr("{} read").format(words))

    def _turn_to(self, number: str) -> None:
        self._open(number)
        self._window.open_ticket()

    def _open(self, number: str) -> None:
        if self._side is not None:
            self._side.open(number)

    def _ticket_is_there(self, ticket: "DeskTicket | None") -> None:
        if ticket is not None:
            self.connection.heard()
        self._map.refuse(ticket)

    def _done(self, number: str) -> None:
        self.side.look_again_at(number)
        self.lists.refresh()
        self.counts.look_again_soon()

    def _made(self, number: str) -> None:
        """Go to a ticket that was just made, in a view that has it."""
        self._wished_ticket = number
        self._open(number)
        self.lists.refresh()
        self.counts.look_again_soon()

    def _lose(self, error: EscalationError) -> None:
        if self._welcome is None or not self._window.model.rowCount():
            self._window.list.show_trouble(self._why_no_list(error))
        self.connection.lose(error)

    def _why_no_list(self, error: EscalationError) -> str:
        """Say why there are no tickets; of a database that is away the strip says all that is to be said."""
        if isinstance(error, Unavailable):
            return self.tr("The tickets come as soon as the database answers.")
        return told(error)

    def _broke(self, broken: Broken) -> None:
        self._window.strip.tell(
            StripKind.BROKEN,
            self.tr("Something went wrong in the program, and is in its log: {} What you typed is kept.").format(
                broken
            ),
            self.tr("Close"),
        )


def _read_in(app: DeskServices) -> None:
    import ui.window.ticket_side  # noqa: F401, PLC0415 - not before the first list

    app.desk  # noqa: B018 - it is there from now on
