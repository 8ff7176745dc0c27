"""An explanation as plain text, with everything that the dialog shows."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from PySide6.QtCore import QCoreApplication

from ui.escalations.explain_page import ExplainPage
from ui.escalations.page_table import Cell, PageTable, Row

translate = QCoreApplication.translate

_GAP = "  "
_WIDEST = 60


def explain_text(page: ExplainPage) -> str:
    """Write an explanation down, tables with columns of equal width."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: ExplainPage) -> Iterator[str]:
    yield page.title
    yield page.moment
    if page.places:
        yield " → ".join(place.words for place in page.places)
    yield ""
    yield page.sentence
    if page.no_line:
        yield from ("", page.no_line)
    yield from _table(page.sums)
    yield from _rule(page)
    for table in (page.chosen, page.conditions, page.told, page.done):
        yield from _table(table)
    if page.lost:
        yield from ("", translate("ExplainText", "Policies that match too, but come later: {}").format(page.lost))
    yield from ("", page.record)


def _rule(page: ExplainPage) -> Iterator[str]:
    if page.rule is None:
        return
    place = f", {page.rule.place}" if page.rule.place else ""
    yield from ("", translate("ExplainText", "Rule"))
    yield f"{_GAP}{page.rule.policy}{place}"
    yield f"{_GAP}{page.rule.says}"
    yield f"{_GAP}{page.rule.published}"


def _table(table: PageTable | None) -> Iterator[str]:
    if table is None:
        return
    yield from ("", table.title)
    rows = ((Row(table.heads),) if table.heads else ()) + table.rows
    # A row that runs on over empty cells widens no column.
    plain = [row.cells for row in rows if row.span == 1]
    columns = range(len(table.rows[0].cells))
    widths = [min(max((_width(_said(cells[column])) for cells in plain), default=0), _WIDEST) for column in columns]
    yield from (_line(row, widths) for row in rows)


def _line(row: Row, widths: list[int]) -> str:
    rest = list(zip(row.cells[row.span :], widths[row.span :], strict=True))
    far = _GAP.join(_padded(_said(cell), width, is_far=cell.is_far) for cell, width in rest)
    room = sum(widths) + len(_GAP) * (len(widths) - 1) - (_width(far) + len(_GAP) if rest else 0)
    return f"{_GAP}{_padded(_said(row.cells[0]), room)}{_GAP}{far}".rstrip()


def _said(cell: Cell) -> str:
    return translate("ExplainText", "{} ({})").format(cell.text, cell.spoken) if cell.spoken else cell.text


def _padded(text: str, width: int, *, is_far: bool = False) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if is_far else text + blanks


def _width(text: str) -> int:
    """Count the columns of a text in a font of equal width, where signs of East Asia take two."""
    return sum(2 if east_asian_width(character) in {"W", "F"} else 1 for character in text)
