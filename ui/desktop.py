"""The program with a screen: one window on one database, from the first paint to the last word written down."""

import gc
import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_escalation.app.config_folder import config_folder
from desktop_escalation.app.database_name import database_name
from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.preferences_file import PreferencesFile
from desktop_escalation.app.start_options import CONFIG, database_url, operating_system_user
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from ui.excepthook import LastDoor
from ui.shared.plain import LONGEST_TOOLTIP, harmless
from ui.site_time import SiteTime
from ui.start_options import StartOptions
from ui.themes import Themes
from ui.window.main_window import MainWindow
from ui.window.session import Session, Setting
from ui.window.strip import StripKind

if TYPE_CHECKING:
    from ui.demo import Demo

DATABASE = "DESKTOP_ESCALATION_DB"
DRAFTS = "drafts"
SWITCH_S = 0.0005
# Loading makes much and throws little away.
GARBAGE_WAITS_MS = 3_000


class Desktop:
    """Starts the program and ends it."""

    def __init__(self, options: StartOptions, arguments: list[str]) -> None:
        # Whoever paints waits so long for a thread that computes, at each call that Qt makes or takes.
        sys.setswitchinterval(SWITCH_S)
        self._options = options
        self._app = QApplication(arguments)
        self._app.setApplicationName("desktop-escalation")
        self._app.setApplicationDisplayName("Desktop Escalation")
        self._demo: Demo | None = None

    def run(self, environ: Mapping[str, str]) -> int:
        """Show the window until it is closed; what keeps it from opening is told in words."""
        try:
            session, window = self.open(environ)
        except EscalationError as error:
            tell_why_not(str(error))
            return 1
        window.show()
        QTimer.singleShot(GARBAGE_WAITS_MS, _look_for_garbage)
        session.start()
        code = self._app.exec()
        has_ended = session.end()
        if self._demo is not None:
            self._demo.remove()
        if not has_ended:
            # Work that hangs cannot be ended otherwise; the database undoes what was not committed.
            logging.shutdown()
            os._exit(code)
        return code

    def open(self, environ: Mapping[str, str]) -> tuple[Session, MainWindow]:
        """Make the window and what works behind it; which database cannot be told is refused."""
        user, folder = operating_system_user(), config_folder(environ)
        file = PreferencesFile.within(folder)
        preferences, trouble = file.load()
        themes, site_time = Themes(), SiteTime()
        themes.use(preferences.theme)
        themes.use_text_scale(preferences.text_scale)
        themes.use_density(preferences.is_compact)
        themes.apply(self._app)
        window = MainWindow(themes, site_time)
        workplace, asking, name, drafts = self._workplace(user, environ, window)
        session = Session(window, workplace, Setting(asking, name, drafts, file, preferences, trouble), site_time)
        door = LastDoor(window)
        door.broke.connect(lambda words: window.strip.tell(StripKind.BROKEN, words, window.tr("Close")))
        door.stand()
        if self._demo is not None:
            self._demo.begin(session)
        return session, window

    def _workplace(
        self, user: str, environ: Mapping[str, str], window: MainWindow
    ) -> tuple[Workplace, Asking, str, Drafts]:
        options = self._options
        if options.is_demo:
            from ui.demo import Demo  # noqa: PLC0415 - only for the demo team

            self._demo = Demo(user, options.speed, window)
            return self._demo.workplace, self._demo.asking, window.tr("Demo team"), self._demo.drafts
        folder = config_folder(environ)
        url = database_url(options.url or environ.get(DATABASE), folder / CONFIG)
        asking = Asking(user, options.by)
        return Workplace(url, asking), asking, database_name(url), Drafts.of(folder / DRAFTS, url, options.by or user)


def _look_for_garbage() -> None:
    """Look for garbage from now on, but never again among what was loaded."""
    gc.freeze()
    gc.enable()


def tell_why_not(words: str) -> None:
    """Say why there is no window; Qt takes words for HTML otherwise where they look like it."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - only where there is no window

    box = QMessageBox(QMessageBox.Icon.Critical, "Desktop Escalation", "", QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(harmless(words, LONGEST_TOOLTIP))
    box.exec()
