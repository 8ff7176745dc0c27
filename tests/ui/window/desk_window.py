"""A window at work on a real database, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from pytestqt.qtbot import QtBot

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.preferences import Preferences
from desktop_escalation.app.preferences_file import PreferencesFile, PreferencesTrouble
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.services.asking import Asking
from tests.services.office import Office, furnish
from ui.site_time import SiteTime
from ui.themes import Themes
from ui.window.main_window import MainWindow
from ui.window.session import Session, Setting

AGENT = "marek"
# Others are at work on the computer.
WAIT_MS = 20_000


def furnish_desk(url: str) -> None:
    """Make a site with three tickets of Desk Leeds, at Monday 09:00; the second is Marek's."""
    furnish(url)
    with Office.open(url) as office:
        office.publish()
        office.at("08:00")
        for login in (None, AGENT, None):
            number = office.ticket()
            if login is not None:
                office.app.ticketing.assign(Asking("root"), number, login)
        office.at("09:00")


class DeskWindow:
    """A window with everything behind it, and short words for what tests do often."""

    def __init__(self, url: str, themes: Themes, folder: Path, qtbot: QtBot, by: str | None = AGENT) -> None:
        self.url = url
        self.qtbot = qtbot
        self.workplace = Workplace(url, Asking("root", by))
        file = PreferencesFile.within(folder)
        preferences, trouble = file.load()
        self.session, self.window = _session(self.workplace, themes, folder, url, by, preferences, trouble)

    def start(self) -> None:
        """Show the window, and wait for its first list."""
        with self.qtbot.waitSignal(self.session.usable):
            self.window.show()
            self.session.start()

    def open(self, number: str) -> None:
        """Go to a ticket in the list, from wherever one is, and wait until it is there."""
        self.window.list.table.setFocus()
        assert self.window.list.table.go_to(number)
        self.qtbot.waitUntil(
            lambda: self.session.ticket is not None and self.session.ticket.ticket.number == number, timeout=WAIT_MS
        )
        self.qtbot.waitUntil(lambda: not self.session.files.is_busy, timeout=WAIT_MS)

    def numbers(self) -> list[str]:
        """Give the tickets of the list, from the top."""
        model = self.window.model
        return [number for line in range(model.rowCount()) if (number := model.number_at(line)) is not None]

    def settle(self) -> None:
        """Wait until nothing is asked any more."""
        workers = (self.session.asked, self.session.upkeep, self.session.files)
        self.qtbot.waitUntil(lambda: not any(worker.is_busy for worker in workers))


def _session(
    workplace: Workplace,
    themes: Themes,
    folder: Path,
    url: str,
    by: str | None,
    preferences: Preferences,
    trouble: PreferencesTrouble | None,
) -> tuple[Session, MainWindow]:
    site_time = SiteTime()
    window = MainWindow(themes, site_time)
    setting = Setting(
        asking=Asking("root", by),
        database="escalation.db",
        drafts=Drafts.of(folder / "drafts", url, by or "root"),
        file=PreferencesFile.within(folder),
        preferences=preferences,
        trouble=trouble,
    )
    return Session(window, workplace, setting, site_time), window


@contextmanager
def desk_window(url: str, themes: Themes, folder: Path, qtbot: QtBot, by: str | None = AGENT) -> Iterator[DeskWindow]:
    """Open a window, and end it at the end."""
    desk = DeskWindow(url, themes, folder, qtbot, by)
    try:
        yield desk
    finally:
        desk.window.close()
        assert desk.session.end()
        # A window that is left would be dressed anew with every other one.
        shiboken6.delete(desk.window)
