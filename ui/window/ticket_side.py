"""The side of the window that has to do with one ticket: the pane, what is done there, and the dialogs."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.domain.errors import EscalationError, Refused
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.background import Background
from ui.escalations.explain_presenter import ExplainPresenter
from ui.site_time import SiteTime
from ui.tickets.act_presenter import ActPresenter
from ui.tickets.error_words import told
from ui.tickets.pane_presenter import PanePresenter
from ui.tickets.reply import Addressee
from ui.tickets.reply_presenter import ReplyPresenter
from ui.tickets.why import Why
from ui.window.after_act import AfterAct
from ui.window.main_window import MainWindow
from ui.window.strip import StripKind


class TicketSide(QObject):
    """Joins the pane and the dialogs to the services; half of what a window loads, it comes after the first list.

    `began` comes when another ticket is being read, `shown` with the ticket that is there now, or None; `changed` and
    `made` with the number of a ticket that was changed or made here, `lost` with what kept a ticket from being read,
    `said` and `troubled` with words for the window.
    """

    shown = Signal(object)
    changed = Signal(str)
    made = Signal(str)
    lost = Signal(object)
    began = Signal()
    said = Signal(str)
    troubled = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        files: Background,
        asking: Asking,
        drafts: Drafts,
        site_time: SiteTime,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.pane
        self.tickets = PanePresenter(background, asking, self)
        self.acts = ActPresenter(window, window.themes, background, asking, site_time)
        self.reasons = ExplainPresenter(window, window.themes, background, files, asking)
        self.replies = ReplyPresenter(window.pane, background, files, asking, drafts)
        self.after = AfterAct(window, background, asking, site_time)
        self._listen()

    def open(self, number: str | None) -> None:
        """Look at a ticket, where there is one to look at."""
        if number is not None:
            self.tickets.open(number)

    @property
    def _is_at_work(self) -> bool:
        """The focus is in the pane: the next key is meant for the ticket that is there."""
        return _has(self._pane, self._pane.window().focusWidget())

    def show_nothing(self) -> None:
        """Show no ticket, unless somebody is at work on the one that is there, or has typed something for it."""
        if self._is_at_work or not self._pane.reply.draft.is_empty:
            return
        self.tickets.close()
        self._pane.show_nothing(self.tr("Choose a ticket to see it here."))
        self.shown.emit(None)

    def explain(self, why: Why) -> None:
        """Explain the ladder of the ticket that is open, or a part of it."""
        if self.tickets.ticket is not None:
            self.reasons.explain(self.tickets.ticket.ticket.number, why)

    def look_again_at(self, number: str) -> None:
        """Read a ticket anew where it is the one that is open."""
        if number == self.tickets.number:
            self.tickets.look_again()

    def _listen(self) -> None:
        self.tickets.began.connect(self._begin)
        self.tickets.shown.connect(self._show)
        self.replies.saved.connect(lambda path: self.said.emit(self.tr("Saved as {}").format(path)))
        self.tickets.lost.connect(self._lose)
        self.after.lost.connect(self.lost)
        for done in (self.acts.done, self.replies.sent):
            done.connect(self._tell)
        self.acts.made.connect(lambda number: self.after.tell(number, 0))
        self.acts.made.connect(self.made)
        for changed in (self.acts.done, self.acts.stale, self.replies.sent, self.replies.stale):
            changed.connect(self.changed)
        for troubled in (self.acts.troubled, self.replies.troubled):
            troubled.connect(self.troubled)
        self.reasons.lost.connect(lambda error: self.troubled.emit(told(error)))
        self.acts.looking.connect(self._pane.look_at_newest)
        self.acts.kept.connect(self._tell_kept)
        self._window.strip.pressed.connect(self._press_strip)
        self._pane.ladder.why_wanted.connect(self.explain)

    def _tell_kept(self, number: str) -> None:
        strip = self._window.strip
        if number:
            words = self.tr("What you typed into the dialog for {} is kept.").format(number)
            strip.tell(StripKind.KEPT, words, self.tr("Back to it"))
        else:
            strip.over(StripKind.KEPT)

    def _press_strip(self, kind: StripKind) -> None:
        if kind is StripKind.KEPT:
            self.acts.go_back()

    def _tell(self, number: str) -> None:
        ticket = self.tickets.ticket
        is_open = ticket is not None and ticket.ticket.number == number
        self.after.tell(number, ticket.page.version if ticket is not None and is_open else None)

    def _begin(self, number: str) -> None:
        """Let what is typed from now on be for the ticket that is being read."""
        self._pane.reply.show_ticket(Addressee(number, is_known=False))
        self.after.look_at_list()
        self.began.emit()

    def _show(self, ticket: DeskTicket) -> None:
        self._pane.show_ticket(ticket)
        self.replies.shown(ticket)
        self.acts.saw(ticket)
        self.shown.emit(ticket)

    def _lose(self, number: str, error: EscalationError) -> None:
        pane, words = self._pane, self.tr("{}: {}").format(number, told(error))
        is_shown = self.tickets.ticket is not None
        if is_shown and isinstance(error, Refused) and not pane.reply.draft.is_empty:
            # It is gone; what was typed for it stays where it can be copied.
            self.tickets.close()
            self.shown.emit(None)
            pane.reply.show_problem(number, words)
        elif not is_shown or isinstance(error, Refused):
            pane.show_nothing(words)
            self.shown.emit(None)
        self.lost.emit(error)


def _has(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and pane.isAncestorOf(focused)
