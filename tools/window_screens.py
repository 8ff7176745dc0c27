"""The screens of the window on the demo team: the whole of it, and each dialog over it as its action opens it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile
from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.services.asking import Asking
from ui.navigation.views import View, ViewKind
from ui.site_time import SiteTime
from ui.themes import Themes
from ui.tickets.why import Why
from ui.window.actions import Do
from ui.window.main_window import MainWindow
from ui.window.session import Session
from ui.window.session import Setting as WindowSetting

TICKET = "DE-4821"
AGENT = "marek"
TRIES, PAUSE_MS = 600, 25
SHADE = 70
EXPLAINED = "2"
# Each dialog by the name of its picture, and the action that opens it.
DIALOGS: Mapping[str, Do] = MappingProxyType(
    {
        "escalate": Do.ESCALATE,
        "acknowledge": Do.ACKNOWLEDGE,
        "hand-back": Do.HAND_BACK,
        "assign": Do.ASSIGN,
        "move": Do.MOVE,
        "priority": Do.PRIORITY,
        "pause": Do.PAUSE,
        "resolve": Do.RESOLVE,
        "new-ticket": Do.NEW_TICKET,
    }
)


class Setting(Struct, frozen=True):
    """What a screen is drawn with; the URL is empty where no screen asked for needs the demo."""

    themes: Themes
    database_url: str
    size: tuple[int, int]


class Opened(Struct, frozen=True):
    """A window that has settled on its first list."""

    window: MainWindow
    session: Session

    def settle(self, happened: Callable[[], bool]) -> None:
        """Wait until something has come about, and nothing is asked any more."""
        workers = (self.session.asked, self.session.upkeep, self.session.files)
        for _ in range(TRIES):
            if happened() and not any(worker.is_busy for worker in workers):
                return
            pause(PAUSE_MS)
        raise TimeoutError("the window does not settle")


def whole_window(setting: Setting, *, compact: bool) -> QPixmap:
    """Draw the window with a ticket open and half a reply typed."""
    with opened(setting) as desk:
        setting.themes.use_density(compact)
        desk.window.pane.reply.begin(is_public=True)
        desk.window.pane.reply.text.setPlainText("Hello Priya, the spare line is carrying your traffic now.")
        pause(PAUSE_MS)
        picture = desk.window.grab()
        setting.themes.use_density(False)
        return picture


def ticket_page(setting: Setting) -> QPixmap:
    """Draw the ticket as a page of its own, as a narrow window shows it."""
    with opened(setting) as desk:
        desk.window.resize(1024, setting.size[1])
        desk.window.open_ticket()
        pause(PAUSE_MS)
        return desk.window.grab()


def empty_list(setting: Setting) -> QPixmap:
    """Draw the window on a list without tickets."""
    with opened(setting) as desk:
        desk.session.go(View(ViewKind.WATCHING))
        desk.settle(lambda: desk.window.list.notice is not None)
        return desk.window.grab()


def window_with_dialog(setting: Setting, *, do: Do) -> QPixmap:
    """Draw the dialog of an action over the shaded window."""
    return _with_dialog(setting, lambda desk: desk.window.commands[do].trigger())


def explanation(setting: Setting) -> QPixmap:
    """Draw why a step of the ticket fired, over the shaded window."""
    return _with_dialog(setting, lambda desk: desk.session.side.explain(Why(EXPLAINED)))


def _with_dialog(setting: Setting, begin: Callable[[Opened], None]) -> QPixmap:
    with opened(setting) as desk:
        begin(desk)
        desk.settle(lambda: _dialog(desk.window) is not None)
        # A dialog asks for a trial a moment after it was opened.
        pause(500)
        desk.settle(lambda: True)
        picture = desk.window.grab()
        dialog = _dialog(desk.window)
        if dialog is None:
            raise TimeoutError("no dialog came")
        place = QPoint((desk.window.width() - dialog.width()) // 2, (desk.window.height() - dialog.height()) // 2)
        painter = QPainter(picture)
        painter.fillRect(desk.window.rect(), QColor(0, 0, 0, SHADE))
        painter.drawPixmap(place, dialog.grab())
        painter.end()
        dialog.close()
        return picture


@contextmanager
def opened(setting: Setting) -> Iterator[Opened]:
    """Open a window on a copy of the demo's database, with its ticket current."""
    with TemporaryDirectory(prefix="desktop-escalation-screen-") as name:
        folder = Path(name)
        file = folder / "harbour_support.db"
        shutil.copyfile(setting.database_url.removeprefix("sqlite:///"), file)
        desk = _window(setting, folder, f"sqlite:///{file}")
        try:
            desk.window.resize(*setting.size)
            desk.window.show()
            desk.session.start()
            desk.settle(lambda: desk.window.list.table.go_to(TICKET))
            desk.settle(lambda: desk.session.ticket is not None and desk.session.ticket.ticket.number == TICKET)
            desk.settle(lambda: "running here" in desk.window.status.engine.words)
            yield desk
        finally:
            desk.window.close()
            desk.session.end()
            desk.window.deleteLater()
            QApplication.processEvents()


def pause(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _window(setting: Setting, folder: Path, url: str) -> Opened:
    site_time, asking = SiteTime(), Asking(operating_system_user(), AGENT)
    window = MainWindow(setting.themes, site_time)
    own = WindowSetting(
        asking=asking,
        database="harbour_support",
        drafts=Drafts.of(folder / "drafts", url, AGENT),
        file=PreferencesFile.within(folder),
        preferences=Preferences(),
        trouble=None,
    )
    return Opened(window, Session(window, Workplace(url, asking), own, site_time))


def _dialog(window: MainWindow) -> QDialog | None:
    shown = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    return shown[0] if shown else None
