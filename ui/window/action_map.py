"""What each action does, and which of them can be done now."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop_escalation.app.preferences import ThemeChoice
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.rights import Act as Right
from ui.navigation.views import View, ViewKind
from ui.tickets.error_words import told
from ui.tickets.why import Why
from ui.window.actions import Do
from ui.window.engine_presenter import EnginePresenter
from ui.window.history import ViewHistory
from ui.window.main_window import MainWindow
from ui.window.menus import state_menu, ticket_menu
from ui.window.preference_keeper import PreferenceKeeper
from ui.window.strip import StripKind

if TYPE_CHECKING:
    from desktop_escalation.services.ticket_desk import DeskTicket
    from ui.tickets.act_presenter import ActPresenter
    from ui.tickets.ticket_pane import TicketPane
    from ui.window.ticket_side import TicketSide

TEXT_STEP = 0.1
_VIEWS = {
    Do.GO_MINE: ViewKind.MINE,
    Do.GO_ESCALATED: ViewKind.ESCALATED,
    Do.GO_SOON: ViewKind.SOON,
    Do.GO_UNASSIGNED: ViewKind.UNASSIGNED,
    Do.GO_WATCHING: ViewKind.WATCHING,
    Do.GO_MY_RESOLVED: ViewKind.MY_RESOLVED,
    Do.GO_ALL: ViewKind.ALL,
    Do.GO_RESOLVED: ViewKind.RESOLVED,
}


# What can be typed and kept without a database.
_DRAFTED = frozenset({Right.TICKET_REPLY, Right.TICKET_NOTE})


class Ways(Protocol):
    """How to get about in a window."""

    @property
    def ticket(self) -> "DeskTicket | None":
        """The ticket that is open."""

    @property
    def side(self) -> "TicketSide":
        """What is done with tickets."""

    def go(self, view: View) -> None:
        """Show a view."""

    def back(self) -> None:
        """Show the view before."""

    def forward(self) -> None:
        """Show the view after."""

    def refresh(self) -> None:
        """Read everything anew."""

    def try_again(self) -> None:
        """Ask a database that is away once more."""


class ActionMap(QObject):
    """Joins the actions of a window to what they do."""

    def __init__(self, window: MainWindow, ways: Ways, keeper: PreferenceKeeper, engine: EnginePresenter) -> None:
        super().__init__(window)
        self._window = window
        self._ways = ways
        self._keeper = keeper
        self._engine = engine
        self._away = ""
        self._shown: DeskTicket | None = None
        self._waiting: Callable[[ActPresenter, DeskTicket], None] | None = None
        self._join(self._on_tickets())
        self._join(self._about_the_window())
        for do, kind in _VIEWS.items():
            self._window.commands[do].triggered.connect(lambda _checked=False, kind=kind: self._ways.go(View(kind)))
        self._states = state_menu(window.commands, window)
        self._ticket = ticket_menu(window.commands, window)
        window.list.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.list.table.customContextMenuRequested.connect(
            lambda place: self._ticket.popup(window.list.table.viewport().mapToGlobal(place))
        )
        window.strip.pressed.connect(self._press_strip)
        engine.ran.connect(window.commands[Do.RUN_ENGINE].setChecked)
        self.refuse(None)

    def complete(self, pane: "TicketPane") -> None:
        """Give the pane, once it is made, what belongs to it."""
        commands = self._window.commands
        pane.header.set_tools([commands[Do.WATCH], commands[Do.COPY_NUMBER]], self._ticket)

    def begin(self, *, is_on_one_computer: bool) -> None:
        """Run the engine where nobody else can: on the one computer that has the file."""
        if is_on_one_computer:
            self._run_engine(is_on=True)

    def show_looks(self) -> None:
        """Check what is set."""
        commands, preferences = self._window.commands, self._keeper.preferences
        choices = {
            ThemeChoice.SYSTEM: Do.THEME_SYSTEM,
            ThemeChoice.LIGHT: Do.THEME_LIGHT,
            ThemeChoice.DARK: Do.THEME_DARK,
        }
        commands[choices[preferences.theme]].setChecked(True)
        commands[Do.COMPACT].setChecked(preferences.is_compact)

    def show_way(self, history: ViewHistory) -> None:
        """Allow to go back and forward where there is somewhere to go."""
        self._window.commands[Do.BACK].setEnabled(history.can_go_back)
        self._window.commands[Do.FORWARD].setEnabled(history.can_go_forward)

    def go_away(self, words: str) -> None:
        """Disable whatever changes something while the database is away; what is typed is a draft until it is back."""
        self._away = words
        self.refuse(self._shown)

    def expect(self) -> None:
        """Know that another ticket is being read: an act that is asked for meanwhile is meant for that one."""
        self._shown, self._waiting = None, None
        self._window.commands.refuse(self._refusals({}), has_ticket=True)

    def refuse(self, ticket: "DeskTicket | None") -> None:
        """Disable what the open ticket, or its absence, does not allow, each with the reason."""
        self._shown = ticket
        commands = self._window.commands
        commands.refuse(self._refusals({} if ticket is None else ticket.refusals), has_ticket=ticket is not None)
        is_watched = ticket is not None and ticket.asker in ticket.ticket.watchers
        commands[Do.WATCH].setChecked(is_watched)
        commands[Do.STATE].setEnabled(ticket is not None)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and ticket is not None:
            waiting(self._ways.side.acts, ticket)

    def _refusals(self, of_ticket: Mapping[Right, str]) -> Mapping[Right, str]:
        return {**of_ticket, **dict.fromkeys(set(Right) - _DRAFTED, self._away)} if self._away else of_ticket

    # --- what they do ---------------------------------------------------------

    def _join(self, does: dict[Do, Callable[[], None]]) -> None:
        for do, work in does.items():
            self._window.commands[do].triggered.connect(lambda _checked=False, work=work: work())

    def _on_tickets(self) -> dict[Do, Callable[[], None]]:
        return {
            Do.NEW_TICKET: self._new_ticket,
            Do.REPLY: lambda: self._write(is_public=True),
            Do.NOTE: lambda: self._write(is_public=False),
            Do.TEMPLATE: self._open_templates,
            Do.ATTACH: self._ask_for_files,
            Do.ACKNOWLEDGE: lambda: self._with_ticket(lambda acts, ticket: acts.acknowledge(ticket)),
            Do.ESCALATE: lambda: self._with_ticket(lambda acts, ticket: acts.escalate(ticket)),
            Do.HAND_BACK: lambda: self._with_ticket(lambda acts, ticket: acts.hand_back(ticket)),
            Do.ASSIGN_ME: lambda: self._with_ticket(lambda acts, ticket: acts.assign_me(ticket)),
            Do.ASSIGN: lambda: self._with_ticket(lambda acts, ticket: acts.assign(ticket)),
            Do.PRIORITY: lambda: self._with_ticket(lambda acts, ticket: acts.priority(ticket)),
            Do.PAUSE: lambda: self._with_ticket(lambda acts, ticket: acts.pause(ticket)),
            Do.RESUME: lambda: self._with_ticket(lambda acts, ticket: acts.resume(ticket)),
            Do.RESOLVE: lambda: self._with_ticket(lambda acts, ticket: acts.resolve(ticket)),
            Do.REOPEN: lambda: self._with_ticket(lambda acts, ticket: acts.reopen(ticket)),
            Do.MOVE: lambda: self._with_ticket(lambda acts, ticket: acts.move(ticket)),
            Do.WATCH: lambda: self._with_ticket(lambda acts, ticket: acts.watch(ticket)),
            Do.STATE: self._open_states,
            Do.WHY: lambda: self._ways.side.explain(Why()),
            Do.COPY_NUMBER: self._copy_number,
        }

    def _about_the_window(self) -> dict[Do, Callable[[], None]]:
        window, keeper = self._window, self._keeper
        return {
            Do.QUIT: self._quit,
            Do.NEXT: lambda: window.list.table.ticket_cursor.step(+1),
            Do.PREVIOUS: lambda: window.list.table.ticket_cursor.step(-1),
            Do.OPEN: window.open_ticket,
            Do.TO_LIST: window.back_to_list,
            Do.BACK: self._ways.back,
            Do.FORWARD: self._ways.forward,
            Do.GO_QUEUE: window.navigation.begin_picking,
            Do.REFRESH: self._ways.refresh,
            Do.NEXT_AREA: lambda: self._turn_to_area(1),
            Do.PREVIOUS_AREA: lambda: self._turn_to_area(-1),
            Do.PANE: lambda: window.show_pane(window.commands[Do.PANE].isChecked()),
            Do.COMPACT: lambda: keeper.chose_density(window.commands[Do.COMPACT].isChecked()),
            Do.THEME_SYSTEM: lambda: keeper.chose_theme(ThemeChoice.SYSTEM),
            Do.THEME_LIGHT: lambda: keeper.chose_theme(ThemeChoice.LIGHT),
            Do.THEME_DARK: lambda: keeper.chose_theme(ThemeChoice.DARK),
            Do.LARGER_TEXT: lambda: keeper.scaled_text(window.themes.text_scale + TEXT_STEP),
            Do.SMALLER_TEXT: lambda: keeper.scaled_text(window.themes.text_scale - TEXT_STEP),
            Do.USUAL_TEXT: lambda: keeper.scaled_text(1.0),
            Do.RUN_ENGINE: lambda: self._run_engine(is_on=window.commands[Do.RUN_ENGINE].isChecked()),
            Do.ABOUT: self._tell_about,
        }

    def _with_ticket(self, act: "Callable[[ActPresenter, DeskTicket], None]") -> None:
        ticket = self._ways.ticket
        if ticket is None:
            self._waiting = act
        else:
            act(self._ways.side.acts, ticket)

    def _new_ticket(self) -> None:
        self._ways.side.acts.new_ticket()

    def _open_templates(self) -> None:
        self._window.pane.reply.open_templates()

    def _ask_for_files(self) -> None:
        self._window.pane.reply.ask_for_files()

    def _write(self, *, is_public: bool) -> None:
        self._window.open_ticket()
        self._window.pane.reply.begin(is_public=is_public)

    def _open_states(self) -> None:
        focused = QApplication.focusWidget()
        self._states.popup(QCursor.pos() if focused is None else focused.mapToGlobal(focused.rect().center()))

    def _copy_number(self) -> None:
        ticket = self._ways.ticket
        if ticket is not None:
            QGuiApplication.clipboard().setText(f"{ticket.ticket.number} {ticket.ticket.subject}")

    def _turn_to_area(self, step: int) -> None:
        areas, focused = self._window.areas(), QApplication.focusWidget()
        at = next((place for place, area in enumerate(areas) if _has(area, focused)), -1)
        areas[(at + step) % len(areas)].setFocus(Qt.FocusReason.TabFocusReason)

    def _run_engine(self, *, is_on: bool) -> None:
        command = self._window.commands[Do.RUN_ENGINE]

        def fail(error: EscalationError) -> None:
            command.setChecked(not is_on)
            self._window.strip.tell(StripKind.REFUSED, told(error), self.tr("Close"))

        self._engine.run_here(is_on, fail)

    def _press_strip(self, kind: StripKind) -> None:
        if kind is StripKind.NO_ENGINE:
            self._run_engine(is_on=True)
        elif kind is StripKind.OFFLINE:
            self._ways.try_again()
        else:
            self._window.strip.over(kind)

    def _quit(self) -> None:
        self._window.close()

    def _tell_about(self) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - for start-up time

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("About Desktop Escalation"))
        box.setText(self.tr("Desktop Escalation {}").format(version("desktop-escalation")))
        box.setInformativeText(
            self.tr("A help desk on the desktop that moves a ticket up before its promise is broken.")
        )
        box.open()


def _has(area: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (area is focused or area.isAncestorOf(focused))
