"""The daily actions: opens the dialog that an action needs, carries out what it asks for, and tells how it went."""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.errors import Conflict, EscalationError
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from desktop_escalation.domain.value import replace
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.escalation_desk import EscalationChoices
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.background import Background
from ui.escalations.escalate_dialog import EscalateDialog
from ui.shared.act_dialog import ActDialog
from ui.site_time import SiteTime
from ui.themes import Themes
from ui.tickets.acknowledge_dialog import AcknowledgeDialog
from ui.tickets.assign_dialog import AssignDialog
from ui.tickets.error_words import sentence, told
from ui.tickets.hand_back_dialog import HandBackDialog
from ui.tickets.move_dialog import MoveDialog
from ui.tickets.new_ticket_dialog import NewTicketDialog
from ui.tickets.pause_dialog import PauseDialog
from ui.tickets.priority_dialog import PriorityDialog
from ui.tickets.reopen_dialog import ReopenDialog
from ui.tickets.resolve_dialog import ResolveDialog
from ui.tickets.wishes import (
    AcknowledgeWish,
    AssignWish,
    HandBackWish,
    MoveWish,
    PauseWish,
    PriorityWish,
    ReopenWish,
    ResolveWish,
)

T = TypeVar("T")
Wish = TypeVar("Wish")
Act = Callable[[DeskServices, Asking, Wish], str]


class Matter(Struct, frozen=True):
    """The ticket that an act is about, and the version of it that was seen; None for a new one."""

    number: str | None
    seen: int | None


class ActPresenter(QObject):
    """Does what the actions say.

    `done` comes with the number of the ticket that an act has changed, `made` with that of a new one, `stale` with that
    of a ticket which others have changed, `looking` when it is to be looked at, and `troubled` with words for what no
    dialog can show. `kept` names the ticket whose dialog waits for whoever went to look, "" once none does.
    """

    done = Signal(str)
    made = Signal(str)
    stale = Signal(str)
    looking = Signal()
    kept = Signal(str)
    troubled = Signal(str)

    def __init__(
        self, window: QWidget, themes: Themes, background: Background, asking: Asking, site_time: SiteTime
    ) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._background = background
        self._asking = asking
        self._site_time = site_time
        self._latest: dict[str, int] = {}
        self._is_opening = False
        self._waiting: dict[tuple[type[ActDialog], str | None], ActDialog] = {}
        # How a dialog that has gone to look is shown anew, where what it offers may have changed meanwhile.
        self._anew: dict[ActDialog, Callable[[], None]] = {}

    def saw(self, ticket: DeskTicket) -> None:
        """Know which version of a ticket is on the screen."""
        self._latest = {ticket.ticket.number: ticket.page.version}

    # --- acts with a dialog ---------------------------------------------------

    def new_ticket(self) -> None:
        """Take in a new ticket."""
        dialog = NewTicketDialog(self._themes, self._window)
        dialog.customers_wanted.connect(
            lambda text: self._background.ask(
                lambda app: app.acts.customers(self._asking, text),
                _while_open(dialog, lambda customers: dialog.show_customers(customers, text)),
                self._trouble,
            )
        )

        def carry_out(app: DeskServices, asking: Asking, wish: NewTicket) -> str:
            return app.ticketing.new(asking, wish)

        self._read(lambda app: app.acts.intake(self._asking), dialog, dialog.show_intake)
        self._offer(dialog, Matter(None, None), carry_out)

    def acknowledge(self, ticket: DeskTicket) -> None:
        """Promise to act by a time."""
        if self._goes_on(AcknowledgeDialog, ticket):
            return
        dialog, number = AcknowledgeDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: AcknowledgeWish) -> str:
            return app.ticketing.acknowledge(asking, number, wish.until)

        self._read(
            lambda app: app.acts.promises(self._asking, number),
            dialog,
            lambda promises: dialog.show_promises(promises, self._site_time),
        )
        self._offer(dialog, _matter(ticket), carry_out)

    def escalate(self, ticket: DeskTicket) -> None:
        """Escalate by hand."""
        if self._goes_on(EscalateDialog, ticket):
            return
        dialog, number = EscalateDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: HandEscalation) -> str:
            return app.ticketing.escalate(asking, number, wish)

        def preview(wish: HandEscalation) -> None:
            self._background.ask(
                lambda app: app.escalations.preview(self._asking, number, wish),
                _while_open(dialog, dialog.show_preview),
                _while_open(dialog, lambda error: dialog.show_preview_problem(sentence(error))),
            )

        dialog.preview_wanted.connect(preview)

        def look(app: DeskServices) -> EscalationChoices:
            return app.escalations.look(self._asking, number)

        def read_anew() -> None:
            self._background.ask(
                look,
                _while_open(dialog, dialog.show_choices),
                _while_open(dialog, lambda error: dialog.show_problem(told(error))),
            )

        self._read(look, dialog, dialog.show_choices)
        self._offer(dialog, _matter(ticket), carry_out)
        self._anew[dialog] = read_anew
        dialog.finished.connect(lambda _result: self._anew.pop(dialog, None))

    def hand_back(self, ticket: DeskTicket) -> None:
        """Give the ticket back to where it came from."""
        if self._goes_on(HandBackDialog, ticket):
            return
        dialog, number = HandBackDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: HandBackWish) -> str:
            return app.ticketing.hand_back(asking, number, wish.reason, wish.note)

        self._read(lambda app: app.acts.way_back(self._asking, number), dialog, dialog.show_way_back)
        self._offer(dialog, _matter(ticket), carry_out)

    def assign(self, ticket: DeskTicket) -> None:
        """Give the ticket to a person."""
        if self._goes_on(AssignDialog, ticket):
            return
        dialog, number = AssignDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: AssignWish) -> str:
            return app.ticketing.assign(asking, number, wish.login)

        self._read(lambda app: app.escalations.look(self._asking, number), dialog, dialog.show_choices)
        self._offer(dialog, _matter(ticket), carry_out)

    def move(self, ticket: DeskTicket) -> None:
        """Put the ticket into another team's queue."""
        if self._goes_on(MoveDialog, ticket):
            return
        dialog, number = MoveDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: MoveWish) -> str:
            return app.ticketing.move(asking, number, wish.team)

        self._read(lambda app: app.escalations.look(self._asking, number), dialog, dialog.show_choices)
        self._offer(dialog, _matter(ticket), carry_out)

    def priority(self, ticket: DeskTicket) -> None:
        """Change how urgent the ticket is."""
        if self._goes_on(PriorityDialog, ticket):
            return
        dialog, number = PriorityDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: PriorityWish) -> str:
            return app.ticketing.priority(asking, number, wish.priority)

        self._read(lambda app: app.acts.priorities(self._asking, number), dialog, dialog.show_priorities)
        self._offer(dialog, _matter(ticket), carry_out)

    def pause(self, ticket: DeskTicket) -> None:
        """Let the ticket wait."""
        if self._goes_on(PauseDialog, ticket):
            return
        dialog, number = PauseDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: PauseWish) -> str:
            return app.ticketing.pause(asking, number, wish.reason, wish.resume_at)

        self._read(
            lambda app: app.acts.pauses(self._asking, number),
            dialog,
            lambda pauses: dialog.show_pauses(pauses, self._site_time),
        )
        self._offer(dialog, _matter(ticket), carry_out)

    def resolve(self, ticket: DeskTicket) -> None:
        """Mark the ticket as solved, with a last word where one was written."""
        if self._goes_on(ResolveDialog, ticket):
            return
        dialog, number = ResolveDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: ResolveWish) -> str:
            return app.ticketing.resolve(asking, number, wish.text, is_public=wish.is_public)

        dialog.show_ticket(ticket.ticket, ticket.customer)
        self._offer(dialog, _matter(ticket), carry_out)
        dialog.open()

    def reopen(self, ticket: DeskTicket) -> None:
        """Take a resolved ticket back to work."""
        if self._goes_on(ReopenDialog, ticket):
            return
        dialog, number = ReopenDialog(self._themes, self._window), ticket.ticket.number

        def carry_out(app: DeskServices, asking: Asking, wish: ReopenWish) -> str:
            return app.ticketing.reopen(asking, number, wish.note)

        dialog.show_ticket(ticket.ticket)
        self._offer(dialog, _matter(ticket), carry_out)
        dialog.open()

    # --- acts without one -----------------------------------------------------

    def assign_me(self, ticket: DeskTicket) -> None:
        """Take the ticket."""
        self._at_once(ticket, lambda app, asking, number: app.ticketing.assign(asking, number, ticket.asker))

    def resume(self, ticket: DeskTicket) -> None:
        """End a wait."""
        self._at_once(ticket, lambda app, asking, number: app.ticketing.resume(asking, number))

    def watch(self, ticket: DeskTicket) -> None:
        """Begin to watch the ticket, or cease to."""
        is_on = ticket.asker not in ticket.ticket.watchers
        self._at_once(ticket, lambda app, asking, number: app.ticketing.watch(asking, number, None, is_on=is_on))

    # --- how ------------------------------------------------------------------

    def _read(self, work: Callable[[DeskServices], T], dialog: ActDialog, show: Callable[[T], None]) -> None:
        """Open a dialog once what it shows is read; a key pressed again meanwhile asks for no second one."""
        if self._is_opening:
            dialog.deleteLater()
            return
        self._is_opening = True

        def done(value: T) -> None:
            self._is_opening = False
            show(value)
            dialog.open()

        def lose(error: EscalationError) -> None:
            self._is_opening = False
            dialog.deleteLater()
            self._trouble(error)

        self._background.ask(work, done, lose)

    def _offer(self, dialog: ActDialog, matter: Matter, act: "Act[Wish]") -> None:
        """Carry out what a dialog asks for, each wish under one id however often it has to be tried."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tried: dict[object, str] = {}
        known, has_looked = matter.seen, False

        def carry_out(wish: Wish) -> None:
            operation = tried.setdefault(wish, str(uuid4()))
            seen = self._latest.get(matter.number or "", known) if has_looked else known
            asking = replace(self._asking, operation=operation, seen=seen)
            self._background.ask(lambda app: act(app, asking, wish), done, fail)

        def done(number: str) -> None:
            dialog.accept()
            (self.made if matter.number is None else self.done).emit(number)

        def fail(error: EscalationError) -> None:
            nonlocal known, has_looked
            if not isinstance(error, ChangedMeanwhile):
                dialog.show_problem(told(error))
            else:
                # The next press is made with in mind what was told.
                known, has_looked = error.version, False
                dialog.show_conflict(self.tr("{} Nothing was done yet; what you typed is kept.").format(told(error)))
            if isinstance(error, Conflict) and matter.number is not None:
                self.stale.emit(matter.number)

        def look() -> None:
            nonlocal has_looked
            has_looked = True
            self._waiting[type(dialog), matter.number] = dialog
            self.looking.emit()
            self._tell_kept()

        dialog.looking.connect(look)
        dialog.wished.connect(carry_out)

    def _goes_on(self, kind: type[ActDialog], ticket: DeskTicket) -> bool:
        """Open the dialog again from which one went to look at the ticket, with all that was typed, if there is one."""
        key = (kind, ticket.ticket.number)
        if key not in self._waiting:
            return False
        self._open_again(key)
        return True

    def go_back(self) -> None:
        """Open the dialog again from which one went to look last, also where its act is refused by now."""
        if self._waiting:
            self._open_again(next(reversed(self._waiting)))

    def _open_again(self, key: tuple[type[ActDialog], str | None]) -> None:
        dialog = self._waiting.pop(key)
        dialog.open()
        self._anew.get(dialog, lambda: None)()
        self._tell_kept()

    def _tell_kept(self) -> None:
        self.kept.emit(next(reversed(self._waiting), (None, ""))[1] or "")

    def _at_once(self, ticket: DeskTicket, act: "Act[str]") -> None:
        number = ticket.ticket.number
        asking = replace(self._asking, operation=str(uuid4()), seen=self._latest.get(number))

        def fail(error: EscalationError) -> None:
            words = told(error)
            if isinstance(error, ChangedMeanwhile):
                words = self.tr("{} Nothing was done. Look at it, then try again.").format(words)
            self.troubled.emit(words)
            self.stale.emit(number)

        self._background.ask(lambda app: act(app, asking, number), self.done.emit, fail)

    def _trouble(self, error: EscalationError) -> None:
        self.troubled.emit(told(error))


def _while_open(dialog: ActDialog, tell: Callable[[T], None]) -> Callable[[T], None]:
    """Tell a dialog of an answer unless it was closed meanwhile."""

    def told_if_open(answer: T) -> None:
        if isValid(dialog):
            tell(answer)

    return told_if_open


def _matter(ticket: DeskTicket) -> Matter:
    return Matter(ticket.ticket.number, ticket.page.version)
