"""A real desktop for journeys: X server, session bus and the notification service dunst, in a folder of its own."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest
from msgspec import Struct

from tests.waiting import wait_until

NEEDED = ("Xvfb", "dbus-daemon", "dunst", "dunstctl", "notify-send", "import")
END_TIMEOUT_S = 5
# So many pictures in a row are equal when the screen has stopped changing.
SETTLED = 4
# Without a number it looks for a free display itself, and says which on the descriptor named.
X_SERVER = ("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0")
SCREEN = "1280x800x24"
# It has no folders of services, so that nothing starts dunst on demand. Over TCP nobody's user is known.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={home}/bus</listen>
  <listen>tcp:host=127.0.0.1,port=0,family=ipv4</listen>
  <auth>EXTERNAL</auth>
  <auth>ANONYMOUS</auth>
  <allow_anonymous/>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# It paints all that is on the screen anew for each notification, so what is beyond the limit waits.
DUNST = """[global]
    width = 480
    height = 300
    offset = 24x24
    font = Sans 12
    markup = full
    notification_limit = 8
    history_length = 1000
    stack_duplicates = false
    show_indicators = false
    format = "<b>%s</b>\\n%b"
[urgency_critical]
    format = "<b>Critical: %s</b>\\n%b"
"""


class Service(StrEnum):
    """What becomes of the notification service."""

    RUNS = "runs"
    IS_FROZEN = "is frozen"
    IS_MISSING = "is missing"


class Shown(Struct, frozen=True):
    """A notification as dunst took it; the body has its markup still, and the message says whether it is critical."""

    app: str
    title: str
    body: str
    message: str


@dataclass(slots=True)
class DesktopSession:
    """A desktop that runs until the end of `desktop_session`."""

    home: Path
    environ: dict[str, str]
    tcp_address: str
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def freeze(self, name: str) -> None:
        """Stop a process (`dunst` or `dbus-daemon`) where it stands, as a debugger or a full disk would."""
        self._processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, *names: str) -> None:
        """Let frozen processes go on."""
        for name in names:
            self._processes[name].send_signal(signal.SIGCONT)

    def shown(self) -> list[Shown]:
        """List what was shown, in order; takes it from the screen, for dunst remembers only what it has closed."""
        self.run("dunstctl", "close-all")
        entries = json.loads(self.run("dunstctl", "history"))["data"][0]
        return [
            Shown(*(entry[key]["data"] for key in ("appname", "summary", "body", "message")))
            for entry in reversed(entries)
        ]

    def picture(self, path: Path) -> None:
        """Save what is on the screen as a PNG, once it has stopped changing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures: list[bytes] = []

        def has_settled() -> bool:
            self.run("import", "-window", "root", "-define", "png:exclude-chunks=date,time", str(path))
            pictures.append(path.read_bytes())
            return len(pictures) > SETTLED and len(set(pictures[-SETTLED:])) == 1

        wait_until(has_settled)

    def run(self, *command: str) -> str:
        """Run a program inside the session and give what it printed."""
        done = subprocess.run(command, env=self.environ, check=True, capture_output=True, text=True, timeout=20)
        return done.stdout


@contextmanager
def desktop_session(service: Service = Service.RUNS, screen: str = SCREEN) -> Iterator[DesktopSession]:
    """Start a desktop on a free display, and end every process of it whatever happens."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.fail(f"run tools/journey_packages.sh: {', '.join(missing)} is not here")
    with ExitStack() as stack:
        home = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="desktop-session-", ignore_cleanup_errors=True))
        )
        (home / "bus.conf").write_text(BUS.format(home=home))
        (home / "dunstrc").write_text(DUNST)
        environ = {**_environ_without_session(), "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        processes = {"Xvfb": stack.enter_context(running((*X_SERVER, screen), environ, home / "display"))}
        environ["DISPLAY"] = f":{_said(home / 'display')}"
        bus = ("dbus-daemon", f"--config-file={home / 'bus.conf'}", "--nofork", "--print-address=1")
        processes["dbus-daemon"] = stack.enter_context(running(bus, environ, home / "address"))
        addresses = dict(address.split(":", 1) for address in _said(home / "address").split(";"))
        environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:{addresses['unix']}"
        session = DesktopSession(home, environ, f"tcp:{addresses['tcp']}", processes)
        if service is not Service.IS_MISSING:
            dunst = ("dunst", "-conf", str(home / "dunstrc"))
            processes["dunst"] = stack.enter_context(running(dunst, environ, home / "dunst"))
            wait_until(lambda: _answers(session))
        if service is Service.IS_FROZEN:
            session.freeze("dunst")
        stack.callback(session.thaw, *processes)  # before any is ended: dunst does not end while the bus is frozen
        yield session


@contextmanager
def running(command: tuple[str, ...], environ: Mapping[str, str], said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block; what it says goes to `said`, what it complains of to a log beside."""
    with said.open("wb") as out, said.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=log)
    with process:
        try:
            yield process
        finally:
            _end(process)


def _environ_without_session() -> dict[str, str]:
    session = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_", "XDG_", "XAUTHORITY")
    return {name: value for name, value in os.environ.items() if not name.startswith(session)}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process; asked kindly the X server takes its lock away."""
    process.terminate()
    try:
        process.wait(END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()


def _said(path: Path) -> str:
    wait_until(lambda: path.read_text().endswith("\n"))
    return path.read_text().strip()


def _answers(session: DesktopSession) -> bool:
    return subprocess.run(["dunstctl", "count"], env=session.environ, check=False, capture_output=True).returncode == 0
