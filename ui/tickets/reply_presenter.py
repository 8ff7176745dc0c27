"""Joins the reply box to the services: sending, drafts, templates, files in and out; nothing typed is lost."""

from pathlib import Path
from uuid import uuid4

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.attached_files import save_file
from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.drafts import Draft, Drafts
from desktop_escalation.domain.attachment import Attachment, NewFile
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from desktop_escalation.domain.reply_template import reply_templates
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.background import Background
from ui.tickets.attachment_strip import Piece
from ui.tickets.error_words import sentence, told
from ui.tickets.reply import Reply
from ui.tickets.save_as import SaveWish, ask_where
from ui.tickets.ticket_pane import TicketPane
from ui.tickets.wanted_file import UnreadFile

WAITS_AFTER_MS = 2_000


class _OnItsWay(Struct, frozen=True):
    """A message that is being sent, and the box as it was then: who comes back finds all of it."""

    reply: Reply
    draft: Draft
    pieces: tuple[Piece, ...]


class ReplyPresenter(QObject):
    """Carries out what the reply box and the conversation ask for.

    `sent` comes with the number of a ticket that has a new message, `stale` with that of one that others may have
    changed, `saved` with where a file was saved, and `troubled` with words for what no widget can show.
    """

    sent = Signal(str)
    stale = Signal(str)
    troubled = Signal(str)
    saved = Signal(object)

    def __init__(
        self, pane: TicketPane, background: Background, files: Background, asking: Asking, drafts: Drafts
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._background = background
        self._files = files
        self._asking = asking
        self._drafts = drafts
        self._seen: dict[str, int] = {}
        self._operations: dict[str, tuple[str, str]] = {}
        self._sending: dict[str, _OnItsWay] = {}
        box = pane.reply
        box.sent.connect(self._send)
        box.turned.connect(self._fetch_draft)
        box.draft_changed.connect(self._keep)
        box.draft_added.connect(self._add)
        box.file_wished.connect(self._read_file)
        pane.conversation.save_wished.connect(self._ask_where)

    def shown(self, ticket: DeskTicket) -> None:
        """Know what of a ticket was seen, and fill its templates."""
        page = ticket.page
        self._seen[ticket.ticket.number] = page.version
        self._pane.reply.show_templates(
            reply_templates(page.view, ticket.directory, ticket.customer, page.now, ticket.asker)
        )

    # --- sending --------------------------------------------------------------

    def _send(self, reply: Reply) -> None:
        asking = self._asking_for(reply)
        box = self._pane.reply
        self._sending[reply.number] = _OnItsWay(reply, box.draft, box.strip.pieces)

        def work(app: DeskServices) -> None:
            act = app.ticketing.reply if reply.is_public else app.ticketing.note
            act(asking, reply.number, reply.body, reply.files)

        def done(_none: None) -> None:
            self._operations.pop(reply.number, None)
            self._sending.pop(reply.number, None)
            self._files.ask_alone(lambda: self._drafts.forget(reply.number), lambda _none: None, self._trouble)
            self._pane.reply.has_sent(reply.number)
            self.sent.emit(reply.number)

        self._background.ask(work, done, lambda error: self._fail(reply, error))
        QTimer.singleShot(WAITS_AFTER_MS, self, lambda: self._say_waiting(reply))

    def _say_waiting(self, reply: Reply) -> None:
        sending = self._sending.get(reply.number)
        if sending is not None and sending.reply is reply:
            self._pane.reply.show_waiting(reply.number)

    def _asking_for(self, reply: Reply) -> Asking:
        """Ask under one id for as long as the same is asked: an answer that was lost is then no second message."""
        asked, operation = self._operations.get(reply.number, ("", ""))
        if asked != reply.mark:
            operation = str(uuid4())
            self._operations[reply.number] = (reply.mark, operation)
        return Asking(self._asking.os_user, self._asking.by, operation, self._seen.get(reply.number))

    def _fail(self, reply: Reply, error: EscalationError) -> None:
        self._sending.pop(reply.number, None)
        is_conflict = isinstance(error, ChangedMeanwhile)
        if isinstance(error, ChangedMeanwhile):
            # Who sends again knows what was told.
            self._seen[reply.number] = error.version
            words = self.tr("{} Not sent yet; your text is kept.").format(told(error))
        else:
            words = self.tr("Not sent: {} Your text is kept.").format(sentence(error))
        if self._pane.reply.number == reply.number:
            box = self._pane.reply
            (box.show_conflict if is_conflict else box.show_problem)(reply.number, words)
        else:
            # Who sent it looks at another ticket by now.
            self.troubled.emit(f"{reply.number}: {words}")
        # What is new is shown, after which sending again means that it was seen.
        self.stale.emit(reply.number)

    # --- drafts ---------------------------------------------------------------

    def _keep(self, number: str, draft: Draft) -> None:
        def work() -> None:
            if draft.is_empty:
                self._drafts.forget(number)
            else:
                self._drafts.save(number, draft)

        self._files.ask_alone(work, lambda _none: None, self._trouble)

    def _add(self, number: str, draft: Draft) -> None:
        """Keep what was typed before the draft of a ticket had come: behind it."""

        def work() -> None:
            before = self._drafts.load(number)
            self._drafts.save(number, draft if before is None else before.followed_by(draft))

        self._files.ask_alone(work, lambda _none: None, self._trouble)

    def _add_picture(self, number: str, picture: NewFile) -> None:
        """Keep a picture that was read only after one had turned to another ticket."""

        def work() -> None:
            before = self._drafts.load(number)
            self._drafts.save(number, (before or Draft("")).with_picture(picture))

        self._files.ask_alone(work, lambda _none: None, self._trouble)

    def _fetch_draft(self, number: str) -> None:
        sending = self._sending.get(number)
        if sending is not None:
            self._pane.reply.show_sending(number, sending.draft, sending.pieces)
            return

        def done(draft: Draft | None) -> None:
            self._pane.reply.show_draft(number, draft or Draft(""))

        def lose(error: EscalationError) -> None:
            self._pane.reply.show_draft(number, Draft(""))
            self._trouble(error)

        self._files.ask_alone(lambda: self._drafts.load(number), done, lose)

    # --- files ----------------------------------------------------------------

    def _read_file(self, wanted: UnreadFile) -> None:
        box, number = self._pane.reply, self._pane.reply.number

        def done(file: NewFile) -> None:
            is_left = box.take_left(number, wanted)
            if is_left and box.number != number:
                self._add_picture(number, file)
            elif is_left:
                # One has come back meanwhile.
                box.add_picture(file)
            elif box.number == number:
                box.has_read(wanted, file)

        def fail(error: EscalationError) -> None:
            if box.take_left(number, wanted):
                self.troubled.emit(f"{number}: {error}")
            else:
                box.has_refused(wanted, str(error))

        self._files.ask_alone(wanted.load, done, fail)

    def _ask_where(self, attachment: Attachment) -> None:
        ticket = self._pane.ticket
        if ticket is not None:
            number = ticket.ticket.number
            ask_where(attachment, lambda wish: self._save(number, wish), self._pane)

    def _save(self, number: str, wish: SaveWish) -> None:
        def work(app: DeskServices) -> Path:
            content = app.attachments.content(self._asking, number, wish.file.id)
            return save_file(wish.target, content, may_replace=wish.may_replace)

        self._background.ask(work, self.saved.emit, self._trouble)

    def _trouble(self, error: EscalationError) -> None:
        self.troubled.emit(sentence(error))
