"""An explanation on paper: pages in light colours, with the time line drawn and the tables below it."""

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from ui.escalations.explain_page import ExplainPage
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.escalations.time_bar import EDGE, Look, bar_height, paint_time_bar
from ui.shared.text_size import Role
from ui.theme import LIGHT
from ui.themes import Themes

translate = QCoreApplication.translate

_DPI = 96
# Enough for a printer, and a picture of a few megabytes.
_FINER = 3
_FOOT = 24


def print_explanation(page: ExplainPage, themes: Themes, device: QPagedPaintDevice) -> int:
    """Print on as many sheets as it takes, each with its number; tell how many, 0 where the device takes none."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    scale = device.logicalDpiX() / _DPI
    room = painter.viewport().size() / scale
    sheet = QRectF(0, 0, room.width(), room.height() - _FOOT)
    document = explanation_document(page, themes, sheet.width())
    document.setPageSize(sheet.size())
    count = document.pageCount()
    for number in range(count):
        if number:
            device.newPage()
        painter.save()
        painter.scale(scale, scale)
        _paint_foot(painter, QRectF(0, sheet.height(), sheet.width(), _FOOT), page, themes, f"{number + 1} / {count}")
        painter.translate(0, -number * sheet.height())
        document.drawContents(painter, sheet.translated(0, number * sheet.height()))
        painter.restore()
    painter.end()
    return count


def explanation_pdf(page: ExplainPage, themes: Themes, sheet: QPageLayout) -> bytes:
    """Print on sheets of a PDF that is not written to any file yet."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(sheet)
    writer.setTitle(page.title)
    print_explanation(page, themes, writer)
    return bytes(buffer.data().data())


def explanation_document(page: ExplainPage, themes: Themes, width: float) -> QTextDocument:
    """Lay an explanation out for paper that is so many logical pixels wide."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setTextWidth(width)
    document.setDefaultFont(themes.font(Role.SECONDARY))
    _Writer(QTextCursor(document), page, themes, width).write()
    return document


def _paint_foot(painter: QPainter, rect: QRectF, page: ExplainPage, themes: Themes, number: str) -> None:
    painter.setFont(themes.font(Role.SMALL))
    painter.setPen(LIGHT.muted)
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, page.title)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)


class _Writer:
    """Writes at a cursor; text goes in as text, so that nothing in it is taken for markup."""

    def __init__(self, cursor: QTextCursor, page: ExplainPage, themes: Themes, width: float) -> None:
        self._cursor = cursor
        self._page = page
        self._themes = themes
        self._width = width

    def write(self) -> None:
        page = self._page
        self._line(page.title, Role.QUESTION)
        places = " → ".join(place.words for place in page.places)
        self._line("   ".join(words for words in (page.moment, places) if words), Role.SECONDARY, Tone.MUTED)
        self._line(page.sentence, Role.VIEW_TITLE, weight=QFont.Weight.Normal)
        self._picture()
        self._table(page.sums)
        if page.rule is not None:
            self._line(translate("ExplainPrint", "Rule"), Role.BODY_STRONG)
            self._line(
                ", ".join(words for words in (page.rule.policy, page.rule.place) if words), Role.SECONDARY_STRONG
            )
            self._line(page.rule.says, Role.SECONDARY, space=0)
            self._line(page.rule.published, Role.SECONDARY, Tone.MUTED, space=0)
        for table in (page.chosen, page.conditions, page.told, page.done):
            self._table(table)
        if page.lost:
            words = translate("ExplainPrint", "Policies that match too, but come later: {}").format(page.lost)
            self._line(words, Role.SECONDARY, Tone.MUTED)
        self._line(page.record, Role.SECONDARY, Tone.MUTED)

    def _line(
        self,
        text: str,
        role: Role,
        tone: Tone = Tone.TEXT,
        *,
        weight: QFont.Weight | None = None,
        space: int = 8,
    ) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(space)
        if not self._cursor.atStart():
            self._cursor.insertBlock()
        self._cursor.setBlockFormat(shape)
        look = self._look(role, tone)
        if weight is not None:
            look.setFontWeight(weight)
        self._cursor.insertText(text, look)

    def _look(self, role: Role, tone: Tone) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._themes.font(role))
        inks = {Tone.MUTED: LIGHT.muted, Tone.QUIET: LIGHT.text2, Tone.BAD: LIGHT.brk, Tone.GOOD: LIGHT.ok}
        look.setForeground(QBrush(inks.get(tone, LIGHT.text)))
        return look

    def _picture(self) -> None:
        line = self._page.line
        if line is None:
            self._line(self._page.no_line, Role.SECONDARY, Tone.QUIET)
            return
        size = QSizeF(self._width, bar_height(self._themes))
        image = QImage((size * _FINER).toSize(), QImage.Format.Format_RGB32)
        image.fill(LIGHT.surface)
        painter = QPainter(image)
        painter.scale(_FINER, _FINER)
        rect = QRectF(EDGE, 0, size.width() - 2 * EDGE, size.height())
        paint_time_bar(painter, rect, line, Look(self._themes, LIGHT, self._page.tier))
        painter.end()
        self._line("", Role.SECONDARY)
        name = "time-line"
        self._cursor.document().addResource(QTextDocument.ResourceType.ImageResource, name, image)
        picture = QTextImageFormat()
        picture.setName(name)
        picture.setWidth(size.width())
        picture.setHeight(size.height())
        self._cursor.insertImage(picture)

    def _table(self, table: PageTable | None) -> None:
        if table is None:
            return
        self._line(table.title, Role.BODY_STRONG)
        columns = len(table.rows[0].cells)
        shape = QTextTableFormat()
        shape.setBorder(0.5)
        shape.setBorderBrush(QBrush(LIGHT.border2))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(3)
        shape.setHeaderRowCount(1 if table.heads else 0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        heads = (Row(table.heads),) if table.heads else ()
        lines = (*heads, *table.rows)
        grid = self._cursor.insertTable(len(lines), columns, shape)
        for number, row in enumerate(lines):
            is_head = bool(heads) and not number
            if row.span > 1:
                grid.mergeCells(number, 0, 1, row.span)
            for column, cell in enumerate(row.cells):
                if cell.text:
                    self._fill(grid.cellAt(number, column).firstCursorPosition(), cell, is_head=is_head)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _fill(self, cursor: QTextCursor, cell: Cell, *, is_head: bool) -> None:
        if cell.is_far:
            shape = QTextBlockFormat()
            shape.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor.setBlockFormat(shape)
        is_strong = cell.tone is Tone.STRONG
        role = Role.SMALL if is_head else Role.SECONDARY_STRONG if is_strong else Role.SECONDARY
        said = f"{cell.text} ({cell.spoken})" if cell.spoken else cell.text
        cursor.insertText(said, self._look(role, Tone.MUTED if is_head else cell.tone))
