"""Where the parts of a message lie in its bubble, worked out once for each message and width."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextDocument, QTextOption

from desktop_escalation.domain.attachment import Attachment, size_words
from ui.shared.painting import CHIP_GAP, CHIP_PADDING
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry

AVATAR = 26.0
BESIDE_AVATAR = 8.0
PADDING_X, PADDING_Y = 10.0, 6.0
ABOVE, BELOW = 3.0, 5.0
CHIP_HEIGHT = 22.0
CHIP_ICON = 14
_LEAST_WIDTH = 60.0
# More is for the window that shows one message whole: laying out a conversation must not take long.
LONGEST_SHOWN = 3_000
MOST_LINES = 20
MOST_NOTE_LINES = 8


class FileChip(Struct, frozen=True):
    """A file in the bubble: its words and its place, from the bubble's upper left corner."""

    file: Attachment
    words: str
    rect: QRectF


class MessageLayout(Struct, frozen=True):
    """The parts of a bubble, all from its upper left corner; `more` is None where the text is shown whole."""

    width: float
    height: float
    head: QRectF
    text: QPointF
    document: QTextDocument
    chips: tuple[FileChip, ...]
    more: QRectF | None


def lay_out(entry: Entry, width: float, themes: Themes) -> MessageLayout:
    """Lay out a message in a bubble of this width."""
    inner = max(width - 2 * PADDING_X, _LEAST_WIDTH)
    head = QRectF(PADDING_X, PADDING_Y, inner, _line(themes, Role.SECONDARY_STRONG))
    shown, is_cut = _shortened(entry.text)
    document = _document(shown, inner, themes)
    bottom = head.bottom() + 1 + document.size().height()
    more = None
    if is_cut:
        more = QRectF(PADDING_X, bottom + 2, inner, _line(themes, Role.SECONDARY))
        bottom = more.bottom()
    chips = tuple(_chips(entry, inner, bottom + 4, themes))
    if chips:
        bottom = chips[-1].rect.bottom()
    text = QPointF(PADDING_X, head.bottom() + 1)
    return MessageLayout(width, bottom + PADDING_Y + 1, head, text, document, chips, more)


class NoteLayout(Struct, frozen=True):
    """What somebody wrote with an act, from its upper left corner; `more` is None where it is shown whole."""

    height: float
    document: QTextDocument
    more: QRectF | None


def lay_out_note(note: str, width: float, themes: Themes) -> NoteLayout:
    """Lay out a note, of which only the first lines are shown where it has many."""
    inner = max(width, _LEAST_WIDTH)
    shown, is_cut = _shortened(note)
    document = _document(shown, inner, themes, Role.SECONDARY)
    line = _line(themes, Role.SECONDARY)
    if document.size().height() > (MOST_NOTE_LINES + 0.5) * line:
        within = QPointF(inner, MOST_NOTE_LINES * line - line / 2)
        end = document.documentLayout().hitTest(within, Qt.HitTestAccuracy.FuzzyHit)
        document, is_cut = _document(f"{shown[:end].rstrip()}…", inner, themes, Role.SECONDARY), True
    height = document.size().height()
    if not is_cut:
        return NoteLayout(height, document, None)
    more = QRectF(0, height + 1, inner, line)
    return NoteLayout(more.bottom(), document, more)


def _shortened(text: str) -> tuple[str, bool]:
    start = text[: LONGEST_SHOWN + 1].rstrip() if len(text) > LONGEST_SHOWN else text.rstrip()
    lines = harmless(start[:LONGEST_SHOWN]).split("\n")
    return "\n".join(lines[:MOST_LINES]).rstrip(), len(start) > LONGEST_SHOWN or len(lines) > MOST_LINES


def _document(text: str, width: float, themes: Themes, role: Role = Role.BODY) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(themes.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setPlainText(text)
    document.setTextWidth(width)
    return document


def _chips(entry: Entry, width: float, top: float, themes: Themes) -> list[FileChip]:
    """Put the files beside each other, and into another line where there is no more room."""
    font = themes.font(Role.SECONDARY)
    metrics = QFontMetricsF(font)
    height = max(CHIP_HEIGHT, metrics.height() + 6)
    x, y, chips = 0.0, top, []
    for file in entry.files:
        name = metrics.elidedText(file.name, Qt.TextElideMode.ElideMiddle, width * 0.7)
        words = f"{name} · {size_words(file.size)}"
        needed = min(2 * CHIP_PADDING + CHIP_ICON + CHIP_GAP + metrics.horizontalAdvance(words) + 2, width)
        if x and x + needed > width:
            x, y = 0.0, y + height + 4
        chips.append(FileChip(file, words, QRectF(PADDING_X + x, y, needed, height)))
        x += needed + 6
    return chips


def _line(themes: Themes, role: Role) -> float:
    return QFontMetricsF(themes.font(role)).lineSpacing()
