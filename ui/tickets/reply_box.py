"""Writing to the customer or to colleagues: which of both is unmistakable, and nothing typed is lost."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop_escalation.app.drafts import Draft, PictureFile
from desktop_escalation.domain.attachment import NewFile
from desktop_escalation.domain.reply_template import ReplyTemplate
from desktop_escalation.services.intake import LONGEST_TEXT
from ui.shared.plain import one_line
from ui.shared.trouble_line import TroubleLine
from ui.themes import Themes
from ui.tickets.attachment_strip import AttachmentStrip, Piece
from ui.tickets.reply import Addressee, Reply
from ui.tickets.reply_bar import ReplyBar
from ui.tickets.reply_foot import ReplyFoot
from ui.tickets.reply_text import ReplyText, local_paths, take_files
from ui.tickets.template_picker import TemplatePicker
from ui.tickets.wanted_file import KeptPicture, UnreadFile, WantedFile, WantedPath, WantedPicture

DRAFT_AFTER_MS = 500
_RADIUS = 7
_PADDING = 8
_LONGEST_NAME = 40


class ReplyBox(QFrame):
    """The box under the conversation.

    `sent` gives a `Reply`; then `has_sent` or `show_problem` tells how it went. `file_wished` asks to read an
    `UnreadFile` in the background; then `has_read` or `has_refused`. `draft_changed` gives a ticket's number and what
    is typed for it (`Draft`), half a second after a key and whenever the box turns to another ticket; `turned` then
    gives the number of that one, for which `show_draft` or `show_sending` is awaited: until then nothing is sent, and
    what is typed is no draft yet. Who turns away before gives it by `draft_added`. `looking` asks to be shown what is
    new in the conversation.
    """

    sent = Signal(object)
    looking = Signal()
    file_wished = Signal(object)
    draft_changed = Signal(str, object)
    draft_added = Signal(str, object)
    turned = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without a ticket."""
        super().__init__(parent)
        self._themes = themes
        self._addressee: Addressee | None = None
        self._is_busy = False
        self._is_awaiting_draft = False
        self._pictures = 0
        self._left: list[tuple[str, WantedPicture]] = []
        self._lost: tuple[PictureFile, ...] = ()
        self.setAcceptDrops(True)
        self.bar = ReplyBar(themes)
        self.text = ReplyText(LONGEST_TEXT)
        self.strip = AttachmentStrip(themes)
        self.problem = TroubleLine(themes, self.tr("Go to what is new in the conversation; your text stays"))
        self._foot = ReplyFoot(themes)
        self.send_button = self._foot.send_button
        self.picker = TemplatePicker(themes, self)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._lay_out()
        self._connect()
        self.show_ticket(None)

    @property
    def is_public(self) -> bool:
        """What is typed is for the customer."""
        return self.bar.is_public

    @property
    def draft(self) -> Draft:
        """What is typed, with the paths of files, and the pictures from the clipboard that are read by now."""
        pieces = self.strip.pieces
        paths = tuple(str(one.wanted.path) for one in pieces if isinstance(one.wanted, WantedPath))
        pictures = tuple(one.file for one in pieces if one.file is not None and not isinstance(one.wanted, WantedPath))
        return Draft(self.text.toPlainText(), self.is_public, paths, pictures, self._lost)

    @property
    def number(self) -> str:
        """The ticket that is written to; empty without one."""
        return "" if self._addressee is None else self._addressee.number

    @property
    def told(self) -> tuple[str, str]:
        """Who gets it, and what it does to the clocks, as the box says it."""
        return self._foot.told

    # --- what the box is told -------------------------------------------------

    def show_ticket(self, addressee: Addressee | None) -> None:
        """Write to a ticket, or to none; the same one again keeps what is typed."""
        is_another = addressee is None or addressee.number != self.number
        if is_another:
            self.keep_draft()
            unread = (one.wanted for one in self.strip.pieces if one.file is None)
            self._left += [(self.number, one) for one in unread if isinstance(one, WantedPicture)]
        self._addressee = addressee
        if is_another:
            self._begin(Draft(""))
            self._is_busy, self._is_awaiting_draft = False, addressee is not None
        self.setEnabled(addressee is not None)
        self._tell()
        if is_another and addressee is not None:
            self.turned.emit(addressee.number)

    def show_draft(self, number: str, draft: Draft) -> None:
        """Go on with what was typed earlier; what has been typed since is put behind it."""
        if number != self.number or not self._is_awaiting_draft:
            return
        self._is_awaiting_draft = False
        typed, is_public, since = self.text.toPlainText(), self.is_public, self.strip.pieces
        self._begin(draft)
        if typed:
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.insertPlainText(f"\n{typed}" if draft.body else typed)
            self.bar.choose(is_public=is_public)
            self._typed()
        for path in draft.files:
            self._want(WantedPath(Path(path)))
        for picture in draft.pictures:
            self.add_picture(picture)
        for piece in since:
            self.strip.add(piece.wanted, piece.file)
        self._tell()
        if draft.lost:
            names = ", ".join(one_line(lost.name) for lost in draft.lost)
            self._say(self.tr("Kept with the draft, but not to be read any more: {}. Paste it again.").format(names))

    def show_sending(self, number: str, draft: Draft, pieces: tuple[Piece, ...] = ()) -> None:
        """Show a message that is on its way with its files, sent before another ticket was looked at."""
        if number == self.number:
            self._is_awaiting_draft = False
            self._begin(draft, pieces)
            self._is_busy = True
            self._tell()

    def show_templates(self, templates: tuple[ReplyTemplate, ...]) -> None:
        """Offer templates, filled for the ticket."""
        self.picker.show_templates(templates)

    def has_read(self, wanted: WantedFile, file: NewFile) -> None:
        """Take over a file that was read."""
        self.strip.has_read(wanted, file)

    def add_picture(self, picture: NewFile) -> None:
        """Take a picture that is read already."""
        self.strip.add(KeptPicture(picture), picture)

    def take_left(self, number: str, wanted: WantedFile) -> bool:
        """Say, once, whether this was a picture that was not read yet when one turned away from its ticket."""
        left, self._left = self._left, [one for one in self._left if one != (number, wanted)]
        return len(self._left) < len(left)

    def has_refused(self, wanted: WantedFile, words: str) -> None:
        """Leave out a file that cannot be attached, and say why."""
        if any(piece.wanted == wanted for piece in self.strip.pieces):
            self.strip.remove(wanted)
            self._say(words)

    def has_sent(self, number: str) -> None:
        """Empty the box after its message has arrived; what was typed since another ticket was looked at stays."""
        if number == self.number and self._is_busy:
            self._is_busy = False
            # Who writes on to colleagues must not write to the customer.
            self._begin(Draft("", self.is_public))
            self._draft_timer.stop()
            self._tell()

    def show_problem(self, number: str, words: str) -> None:
        """Say what went wrong; everything typed is still there."""
        if number == self.number:
            self._is_busy = False
            self._tell()
            self._say(words)
            self.text.setFocus()

    def show_waiting(self, number: str) -> None:
        """Say that the database has not answered yet."""
        if number == self.number and self._is_busy:
            self._foot.say_effect(self.tr("Waiting for the database… Your text is kept."))

    def show_conflict(self, number: str, words: str) -> None:
        """Say what others did meanwhile; the next press sends all the same."""
        if number == self.number:
            self.show_problem(number, words)
            self._say(words, is_conflict=True)

    # --- what the user does ---------------------------------------------------

    def begin(self, *, is_public: bool) -> None:
        """Go and write a reply, or a note."""
        self.bar.choose(is_public=is_public)
        self.text.setFocus()

    def open_templates(self) -> None:
        """Let a template be chosen."""
        if self.isEnabled():
            self.picker.open_above(self.bar.template_button)

    def ask_for_files(self) -> None:
        """Let files be chosen."""
        dialog = QFileDialog(self, self.tr("Attach files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.attach(tuple(map(Path, names))))
        dialog.open()

    def attach(self, paths: tuple[Path, ...]) -> None:
        """Attach files of this computer."""
        for path in paths:
            self._want(WantedPath(path))

    def send(self) -> None:
        """Send what is typed, once; what cannot be sent is said."""
        why_not = self._why_not()
        if why_not:
            self._say(why_not)
            return
        if self._is_busy or not self.number:
            return
        self.keep_draft()
        self._is_busy = True
        self._say("")
        self._tell()
        self.sent.emit(Reply(self.number, self.text.toPlainText(), self.is_public, self.strip.files))

    def keep_draft(self) -> None:
        """Give away now what is typed, if it is not given away yet."""
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self.draft_changed.emit(self.number, self.draft)
        elif self._is_awaiting_draft and not self.draft.is_empty:
            self.draft_added.emit(self.number, self.draft)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that are dropped."""
        if take_files(event):
            self.attach(local_paths(event.mimeData()))

    # --- inside ---------------------------------------------------------------

    def _begin(self, draft: Draft, pieces: tuple[Piece, ...] = ()) -> None:
        self._lost = draft.lost
        self.text.setPlainText(draft.body)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.strip.show_pieces(pieces)
        self.bar.choose(is_public=draft.is_public)
        self._say("")
        # Nothing of this was typed by anybody now.
        self._draft_timer.stop()

    def _want(self, wanted: UnreadFile) -> None:
        if self.strip.add(wanted):
            self.file_wished.emit(wanted)

    def _take_picture(self, image: QImage) -> None:
        taken = {piece.wanted.name for piece in self.strip.pieces}
        self._pictures += 1
        while WantedPicture(self._pictures, image).name in taken:
            self._pictures += 1
        self._want(WantedPicture(self._pictures, image))

    def _why_not(self) -> str:
        """Say why what is typed cannot be sent; empty where it can."""
        if self._refusal():
            return self._refusal()
        if not self.text.text:
            return self.tr("Write at least one word first.")
        if self.text.is_too_long:
            return self.text.too_long_words()
        if self._is_awaiting_draft or self._addressee is None or not self._addressee.is_known:
            return self.tr("The ticket is still being read.")
        return self.tr("A file is still being read.") if self.strip.is_reading else ""

    def _refusal(self) -> str:
        if self._addressee is None:
            return ""
        return self._addressee.reply_refusal if self.is_public else self._addressee.note_refusal

    def _typed(self) -> None:
        # Not put off by the next key: who types without a pause is kept all the same.
        if self.number and not self._is_awaiting_draft and not self._draft_timer.isActive():
            self._draft_timer.start()
        self._tell()

    def _say(self, words: str, *, is_conflict: bool = False) -> None:
        self.problem.tell(words, is_conflict=is_conflict)
        self._tell_button()

    def _look(self) -> None:
        self._say("")
        self.looking.emit()

    def _tell_button(self) -> None:
        name = one_line(self._addressee.name, _LONGEST_NAME) if self._addressee is not None else ""
        if not self.is_public:
            words = self.tr("Add anyway") if self.problem.is_conflict else self.tr("Add note")
        elif self.problem.is_conflict:
            words = self.tr("Send anyway")
        else:
            words = self.tr("Send to {}").format(name) if name else self.tr("Send reply")
        self.send_button.show_words(words)

    def _tell(self) -> None:
        """Say who gets it, and what a press of the button does."""
        addressee = self._addressee or Addressee("")
        name = one_line(addressee.name, _LONGEST_NAME)
        if not self.is_public:
            self._foot.say_to(self.tr("Only colleagues see this"))
            self.text.setPlaceholderText(self.tr("A note for colleagues"))
        else:
            mail = addressee.mail
            self._foot.say_to(self.tr("To {}").format(mail) if mail else self.tr("Nobody is told by mail"))
            self.text.setPlaceholderText(self.tr("A reply to {}").format(name) if name else self.tr("A public reply"))
        self._tell_button()
        self._foot.say_effect(addressee.effect if self.is_public else "")
        self.text.setAccessibleName(self.text.placeholderText())
        is_there = addressee.is_known and not self._is_awaiting_draft and not self.strip.is_reading
        can_send = bool(self.text.text) and is_there and not self._refusal()
        self.send_button.setEnabled(can_send and not self._is_busy)
        self.text.setReadOnly(self._is_busy)
        self.bar.setDisabled(self._is_busy)
        self.strip.setDisabled(self._is_busy)
        if self._refusal() and self.text.text:
            self._say(self._refusal())
        self.update()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(_PADDING, 2, _PADDING, 4)
        middle.setSpacing(4)
        middle.addWidget(self.text)
        middle.addWidget(self.strip)
        middle.addWidget(self.problem)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(middle)
        whole.addWidget(self._foot)

    def _connect(self) -> None:
        self.bar.switched.connect(self._typed)
        self.bar.template_button.clicked.connect(self.open_templates)
        self.bar.attach_button.clicked.connect(self.ask_for_files)
        self.text.textChanged.connect(self._typed)
        self.text.refused.connect(self._say)
        self.text.paths_given.connect(self.attach)
        self.text.picture_given.connect(self._take_picture)
        self.text.focus_changed.connect(self.update)
        self.strip.changed.connect(self._typed)
        self.picker.chosen.connect(self._insert)
        self.send_button.clicked.connect(self.send)
        self.problem.looking.connect(self._look)
        self._draft_timer.timeout.connect(lambda: self.draft_changed.emit(self.number, self.draft))
        self._themes.changed.connect(self.update)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.send)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _insert(self, body: str) -> None:
        self.text.insertPlainText(body)
        self.text.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the border by which a note is told from a reply."""
        theme = self._themes.current
        width = 2 if self.text.hasFocus() else 1
        reply_ink = theme.accent if self.text.hasFocus() else theme.field
        ground, ink = (theme.surface, reply_ink) if self.is_public else (theme.note, theme.warn)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        painter.setPen(QPen(ink if self.isEnabled() else QColor(theme.border2), width))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        line = self.bar.geometry().bottom() + 0.5
        painter.setPen(QPen(theme.border, 1))
        painter.drawLine(round(inset) + 1, round(line), self.width() - round(inset) - 2, round(line))
