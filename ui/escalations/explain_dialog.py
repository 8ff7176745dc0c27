"""The dialog "Why escalated?": what happened on a ticket's ladder and what did not, one explanation at a time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.receipt import FIRED
from desktop_escalation.services.explaining import Reasons
from ui.escalations.explain_body import ExplainBody
from ui.escalations.explain_page import ExplainPage, Place, explain_page
from ui.escalations.explain_print import explanation_pdf, print_explanation
from ui.escalations.explain_text import explain_text
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, quiet_ink
from ui.theme import Theme
from ui.themes import Themes
from ui.tickets.chip import Chip, ChipLook, stair_sign
from ui.tickets.why import Why

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZE = QSize(980, 745)
_MARGIN = 20
_SIGN = 16
_FIRST = datetime.min.replace(tzinfo=UTC)


class PdfWish(Struct, frozen=True):
    """A PDF, and the file that it is to be; the user has agreed to replace one that is there."""

    target: Path
    content: bytes


class ExplainDialog(QDialog):
    """Shows one explanation at a time, and changes nothing.

    `pdf_wished` asks to write a `PdfWish` in the background; then `has_written` or `has_not_printed`.
    """

    pdf_wished = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without an explanation."""
        super().__init__(parent)
        self._themes = themes
        self._reasons: Reasons | None = None
        self._explanations: tuple[Explanation, ...] = ()
        self._place = 0
        self._page: ExplainPage | None = None
        self.setWindowTitle(self.tr("Why escalated?"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._footer())
        self._connect()
        themes.changed.connect(self._dress)
        self._dress()
        self._fit_screen()
        self.close_button.setFocus()

    @property
    def page(self) -> ExplainPage | None:
        """The explanation that is shown; None while there is none."""
        return self._page

    def show_reasons(self, reasons: Reasons, why: Why) -> None:
        """Show the explanation that was asked for; without a step, that of the last escalation."""
        self._reasons = reasons
        self._explanations = in_order(reasons)
        self._place = _asked_for(self._explanations, why)
        self._show()

    def has_written(self, path: Path) -> None:
        """Say where the pages are."""
        self.record.setText(self.tr("Printed to {}").format(path))

    def has_not_printed(self, why: str) -> None:
        """Say why there are no pages."""
        self.record.setText(self.tr("Nothing was printed: {}").format(why))

    def _connect(self) -> None:
        self.earlier_button.clicked.connect(self._go_earlier)
        self.later_button.clicked.connect(self._go_later)
        self.copy_button.clicked.connect(self._copy)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.accept)
        QShortcut(QKeySequence("Alt+Left"), self, self._go_earlier)
        QShortcut(QKeySequence("Alt+Right"), self, self._go_later)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._print)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def _head(self) -> QWidget:
        head = QWidget()
        self._sign = QLabel()
        self._moment = TintedLabel(self._themes, Role.BODY, quiet_ink)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._number = TintedLabel(self._themes, Role.SECONDARY, muted_ink)
        self.earlier_button = _button(self.tr("&Earlier"), "quiet")
        self.later_button = _button(self.tr("&Later"), "quiet")
        self.later_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.earlier_button.setToolTip(self.tr("Alt+Left"))
        self.later_button.setToolTip(self.tr("Alt+Right"))
        line = QHBoxLayout(head)
        line.setContentsMargins(_MARGIN, 12, _MARGIN - 6, 8)
        line.setSpacing(8)
        line.addWidget(self._sign)
        line.addWidget(self._moment)
        line.addLayout(self._chips)
        line.addStretch(1)
        line.addWidget(self._number)
        line.addWidget(self.earlier_button)
        line.addWidget(self.later_button)
        return head

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setProperty("kind", "footer")
        self._lock = QLabel()
        self.record = TintedLabel(self._themes, Role.SECONDARY, muted_ink)
        self.record.setWordWrap(True)
        self.print_button = _button(self.tr("&Print…"))
        self.copy_button = _button(self.tr("Copy as &text"))
        self.close_button = _button(self.tr("&Close"), "primary")
        self.close_button.setDefault(True)
        line = QHBoxLayout(footer)
        line.setContentsMargins(_MARGIN - 2, 10, _MARGIN - 4, 10)
        line.setSpacing(8)
        line.addWidget(self._lock)
        line.addWidget(self.record, 1)
        line.addWidget(self.print_button)
        line.addWidget(self.copy_button)
        line.addWidget(self.close_button)
        return footer

    def _show(self) -> None:
        self.copy_button.setText(self.tr("Copy as &text"))
        reasons = self._reasons
        if reasons is None:
            return
        if not self._explanations:
            self._show_nothing(reasons)
            return
        page = self._page = explain_page(self._explanations[self._place], reasons)
        self.setWindowTitle(page.title)
        self._moment.setText(page.moment)
        self._show_places(page)
        place, count = self._place + 1, len(self._explanations)
        self._number.setText(self.tr("{place} of {count}").format(place=place, count=count))
        self.record.setText(page.record)
        self._scroll.setWidget(ExplainBody(self._themes, page))
        self._enable(is_shown=True)
        self._dress()

    def _show_nothing(self, reasons: Reasons) -> None:
        self._page = None
        words = TintedLabel(self._themes, Role.BODY, quiet_ink)
        words.setWordWrap(True)
        words.setMargin(_MARGIN)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setText(self.tr("No policy governs {}, so nothing escalates it.").format(reasons.ticket.number))
        self._scroll.setWidget(words)
        for label in (self._moment, self._number, self.record):
            label.clear()
        self._show_places(None)
        self._enable(is_shown=False)
        self._dress()

    def _enable(self, *, is_shown: bool) -> None:
        # A disabled button loses the focus, which then goes to the one that is left.
        had_focus = self.focusWidget()
        self.earlier_button.setEnabled(self._place > 0)
        self.later_button.setEnabled(self._place + 1 < len(self._explanations))
        self.print_button.setEnabled(is_shown)
        self.copy_button.setEnabled(is_shown)
        if had_focus is self.earlier_button and not self.earlier_button.isEnabled():
            self.later_button.setFocus()
        elif had_focus is self.later_button and not self.later_button.isEnabled():
            self.earlier_button.setFocus()

    def _show_places(self, page: ExplainPage | None) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, place in enumerate(() if page is None else page.places):
            if number:
                arrow = QLabel("→")
                arrow.setAccessibleName(self.tr("to"))
                self._chips.addWidget(arrow)
            self._chips.addWidget(Chip(self._themes, _chip(place)))

    def _go_earlier(self) -> None:
        if self._place > 0:
            self._place -= 1
            self._show()

    def _go_later(self) -> None:
        if self._place + 1 < len(self._explanations):
            self._place += 1
            self._show()

    def _copy(self) -> None:
        if self._page is not None:
            QGuiApplication.clipboard().setText(explain_text(self._page))
            self.copy_button.setText(self.tr("Copied as &text"))

    def _print(self) -> None:
        if self._page is None:
            return
        # Printing is rare, and its library costs every start of the program.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._page.title)
        asking = QPrintDialog(printer, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = self._page
        asking.accepted.connect(lambda: self._print_on(page, printer))
        QDialog.open(asking)

    def _print_on(self, page: ExplainPage, printer: "QPrinter") -> None:
        if printer.outputFileName():
            content = explanation_pdf(page, self._themes, printer.pageLayout())
            self.pdf_wished.emit(PdfWish(Path(printer.outputFileName()), content))
        elif not print_explanation(page, self._themes, printer):
            self.has_not_printed(self.tr("the printer takes nothing."))

    def _pixmap(self, icon: Icon) -> QPixmap:
        return self._themes.pixmap(icon, self._themes.current.muted, _SIGN, self.devicePixelRatioF())

    def _dress(self) -> None:
        has_fired = self._page is not None and self._page.is_recorded
        self._sign.setPixmap(self._pixmap(Icon.ESCALATE if has_fired else Icon.CLOCK))
        self._lock.setPixmap(self._pixmap(Icon.LOCK if has_fired else Icon.ENGINE))
        self.earlier_button.setIcon(self._themes.icon(Icon.BACK))
        self.later_button.setIcon(self._themes.icon(Icon.FORWARD))
        self.copy_button.setIcon(self._themes.icon(Icon.COPY))
        self.print_button.setIcon(self._themes.icon(Icon.PRINT))

    def _fit_screen(self) -> None:
        room = self.screen().availableSize() - QSize(40, 60)
        self.resize((_SIZE * max(self._themes.text_scale, 1.0)).boundedTo(room))


def in_order(reasons: Reasons) -> tuple[Explanation, ...]:
    """Put explanations in the order of their time; one without a time stays behind its neighbour in the ladder."""
    times: list[datetime] = []
    for one in reasons.explanations:
        own = one.receipt.at if reasons.is_recorded(one) else one.receipt.due_at
        times.append(own or (times[-1] if times else _FIRST))
    order = sorted(range(len(times)), key=lambda number: times[number])
    return tuple(reasons.explanations[number] for number in order)


def _asked_for(explanations: tuple[Explanation, ...], why: Why) -> int:
    """Find the place of what was asked for: an escalation, else the last firing of a step, else how it stands."""
    places = list(enumerate(explanations))
    if why.escalation is not None:
        found = [place for place, one in places if one.escalation == why.escalation]
    elif why.step is not None:
        own = [(place, one) for place, one in places if one.receipt.step == why.step]
        found = [place for place, one in own if one.receipt.outcome == FIRED] or [place for place, _ in own]
    else:
        found = [place for place, one in places if one.escalation is not None]
    return found[-1] if found else 0


def _chip(place: Place) -> ChipLook:
    def inks(theme: Theme) -> tuple[QColor, QColor]:
        return theme.tier(place.mark), theme.tier_ground(place.mark)

    return ChipLook(place.words, place.words, inks, stair_sign(place.mark))


def _button(text: str, kind: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    if kind:
        button.setProperty("kind", kind)
    return button
