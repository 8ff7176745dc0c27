"""A desktop with a window manager and an accessibility bus, where a window is used as people use it: by its keys."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from tests.accessible import AccessibleBus, accessibility_address
from tests.desktop_session import DesktopSession, desktop_session, running
from tests.spoken_window import SpokenWindow
from tests.waiting import wait_until

NEEDED = ("openbox", "xdotool")
# Distributions disagree on where it is; it is on nobody's path.
LAUNCHERS = tuple(
    Path(folder, "at-spi-bus-launcher") for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib/at-spi2")
)
# Room for the window at its usual size, with its title.
SCREEN = "1460x960x24"
PICTURES = Path(__file__).parents[1] / "build" / "screens"


class ScreenDesktop(Struct, frozen=True):
    """A desktop on which windows are started; what they keep for their user is in its home."""

    session: DesktopSession
    bus: AccessibleBus

    @property
    def settings(self) -> Path:
        """The folder of the program's settings."""
        return self.session.home / "config" / "desktop-escalation"

    @contextmanager
    def window(self, *options: str) -> Iterator[SpokenWindow]:
        """Start a window, and end it by force if it still runs afterwards; what broke inside fails the test."""
        environ = {
            **self.session.environ,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_CONFIG_HOME": str(self.settings.parent),
            "LC_ALL": "C.UTF-8",
        }
        with tempfile.NamedTemporaryFile("wb", dir=self.session.home, suffix=".log", delete=False) as log:
            command = (sys.executable, "-m", "ui", *options)
            process = subprocess.Popen(command, env=environ, stdout=log, stderr=subprocess.STDOUT)
        with process:
            try:
                window = SpokenWindow(self.session, self.bus, process, Path(log.name), PICTURES)
                window.wait_to_be_there()
                yield window
            finally:
                process.kill()
        assert "Traceback" not in window.log.read_text(), window.log.read_text()


@contextmanager
def screen_desktop() -> Iterator[ScreenDesktop]:
    """Start a desktop with everything that a window and its keys need."""
    launcher = next((path for path in LAUNCHERS if path.exists()), None)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing or launcher is None:
        pytest.fail(f"run tools/journey_packages.sh: {', '.join(missing) or 'at-spi-bus-launcher'} is not here")
    with ExitStack() as stack:
        session = stack.enter_context(desktop_session(screen=SCREEN))
        environ, home = session.environ, session.home
        stack.enter_context(running((str(launcher), "--launch-immediately"), environ, home / "accessibility"))
        stack.enter_context(running(("openbox", "--sm-disable"), environ, home / "openbox"))
        bus_address = environ["DBUS_SESSION_BUS_ADDRESS"]
        wait_until(lambda: bool(accessibility_address(bus_address)))
        bus = AccessibleBus(accessibility_address(bus_address))
        stack.callback(bus.close)
        yield ScreenDesktop(session, bus)
