"""A desk on which everything that comes from outside is hostile, and what tells whether any of it took effect."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop_escalation.domain.attachment import new_file
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.intake import LONGEST_SUBJECT, NewTicket
from tests.services.office import Office, furnish, speaking_for

LONGEST_SHOWN = 70_000
LONGEST_WORD = 500
# What a picture that must not be loaded would put on the screen, many times beside one another.
INK = QColor(255, 0, 255)
_ROW_OF_INK = INK.rgb().to_bytes(4, "little") * 12
_RULING = frozenset("\x00\x07\x08\x1b\x7f\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")

HTML_TICKET, LONG_SUBJECT, RULING, LONG_WORD, LONG_TEXT, FILES = (f"DE-{number}" for number in range(1, 7))
ALL = (HTML_TICKET, LONG_SUBJECT, RULING, LONG_WORD, LONG_TEXT, FILES)
FILE_NAMES = {"one.exe": r"..\..\evil.exe", "two.txt": "CON", "three.txt": "nothing.txt", "four.txt": "a\u202egpj.exe"}


class Trap:
    """What hostile HTML points to: a picture in a file, and a server; both tell whether anybody came."""

    def __init__(self, folder: Path) -> None:
        self.picture = folder / "trap.png"
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(INK)
        assert image.save(str(self.picture))
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)

    def close(self) -> None:
        self._server.close()

    @property
    def html(self) -> str:
        """HTML on one line with everything that could run or load."""
        port = self._server.getsockname()[1]
        return (
            f'<img src="{self.picture.as_uri()}"><img src="{self.picture}"><b>bold</b><script>alert(1)</script>'
            f'<img src="http://127.0.0.1:{port}/x.png"><img src="\\\\127.0.0.1\\share\\x.png">'
            '<a href="file:///bin/sh">run</a>'
        )

    def has_caught(self) -> bool:
        """Tell whether anybody asked the server."""
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


def furnish_hostile(url: str, html: str) -> None:
    """Make a ticket for each kind of hostility; what the services refuse is written past them."""
    furnish(url)
    with Office.open(url) as office:
        office.publish()
        office.at("08:00")
        new, marek = office.app.ticketing, speaking_for("marek")
        for subject, body in (
            (html, html),
            ("S" * LONGEST_SUBJECT, "x"),
            ("\x1b[31mred\x07 \u202eevil\u2066 \u2028end", "\x1b]0;title\x07 \u202eexe.gpj\u2069 a\u200bb"),
            ("one word", "W" * 500_000),
            ("much text", "MUCH"),
            ("files", "see them"),
        ):
            customer = "priya@halden.example"
            new.new(marek, NewTicket(subject, body, customer, "Desk Leeds", Priority.URGENT))
        files = tuple(new_file(name, "text/plain", b"x") for name in FILE_NAMES)
        new.reply(marek, FILES, html, files)
        wish = HandEscalation("no progress", html, tier=2, team="Network", tried=html, tell_customer=True)
        for number in (HTML_TICKET, LONG_SUBJECT, RULING):
            new.escalate(marek, number, wish)
        office.at("08:30")
    _write_past_the_services(url, html)


def _write_past_the_services(url: str, html: str) -> None:
    much = json.dumps(f"{html}\n" + "word " * 1_000_000)[1:-1]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE event SET document = replace(document, '\"MUCH\"', ?)", (f'"{much}"',))
        database.execute("UPDATE ticket SET body = ? WHERE body = 'MUCH'", (json.loads(f'"{much}"'),))
        database.execute("UPDATE customer SET name = ?, organisation = ?", (html, html))
        for known in ("Priya Nair", "Halden Logistics"):
            names = (json.dumps(known), json.dumps(html))
            database.execute("UPDATE customer SET document = replace(document, ?, ?)", names)
        for clean, hostile in FILE_NAMES.items():
            names = (json.dumps(clean), json.dumps(hostile))
            database.execute("UPDATE event SET document = replace(document, ?, ?)", names)


def assert_tame(trap: Trap, *roots: QWidget) -> None:
    """Paint windows, and look at every word of theirs: nothing is rich, endless, ruling or loaded."""
    for root in roots:
        assert not shows_ink(root.grab().toImage()), f"{root} has loaded a picture"
        for widget in (root, *root.findChildren(QWidget)):
            for what, text in _words_of(widget):
                _assert_harmless(f"{what} of {type(widget).__name__}", text)
    assert not trap.has_caught()


def shows_ink(image: QImage) -> bool:
    """Tell whether the picture of the trap can be seen."""
    return _ROW_OF_INK in bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())


def shown_windows() -> list[QWidget]:
    """Give every window that can be seen now."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def _assert_harmless(what: str, text: str) -> None:
    assert len(text) <= LONGEST_SHOWN, f"the {what} has {len(text)} characters"
    longest = max((len(word) for word in text.replace("\u200b", " ").split()), default=0)
    assert longest <= LONGEST_WORD + 100, f"the {what} has a word of {longest} characters"
    assert not _RULING.intersection(text), f"the {what} rules the screen: {text[:200]!a}"


def _words_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield from _told(widget.toolTip())
    yield "name", widget.accessibleName()
    yield "title", widget.windowTitle()
    if isinstance(widget, QLabel):
        assert widget.textFormat() is Qt.TextFormat.PlainText or "<" not in widget.text(), widget.text()
        yield "text", widget.text()
    elif isinstance(widget, QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QTextEdit):
        assert "<img" not in widget.toHtml(), "a document has a picture"
        yield "text", widget.toPlainText()
    elif isinstance(widget, QPlainTextEdit):
        yield "text", widget.toPlainText()
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _words_in(widget.model())
    for action in widget.actions():
        yield from _words_of_action(action)


def _words_of_action(action: QAction) -> Iterator[tuple[str, str]]:
    yield from _told(action.toolTip())
    yield "action", action.text()


def _words_in(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column)
            yield from _told(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
            yield "spoken words", str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")


def _told(tooltip: str) -> Iterator[tuple[str, str]]:
    """Refuse markup of somebody else in a tooltip, which Qt renders where it looks like HTML."""
    assert "<img" not in tooltip.lower(), f"a tooltip has a picture: {tooltip[:200]}"
    assert "<script" not in tooltip.lower(), f"a tooltip has a script: {tooltip[:200]}"
    yield "tooltip", tooltip
