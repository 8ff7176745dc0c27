"""The window used by somebody without eyes and mouse: keys go in, and a screen reader's words come out."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import Struct

from tests.accessible import Accessible, AccessibleBus, IsGone, State
from tests.desktop_session import DesktopSession

LOOKS_EVERY_S = 0.05
TIMEOUT_S = 30.0
END_TIMEOUT_S = 30.0

T = TypeVar("T")


class SpokenWindow(Struct, frozen=True):
    """A window that runs; whatever is waited for and does not come fails with all that is on the screen."""

    session: DesktopSession
    bus: AccessibleBus
    process: subprocess.Popen[bytes]
    log: Path
    pictures: Path

    # --- what somebody does ---------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after another, named as X names them: "j", "ctrl+Return"."""
        self.session.run("xdotool", "key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.session.run("xdotool", "type", "--delay", "5", text)

    def quit(self) -> None:
        """Close the window, which ends well."""
        self.press("ctrl+q")
        assert self.process.wait(END_TIMEOUT_S) == 0, self.log.read_text()

    # --- what somebody hears --------------------------------------------------

    def wait_to_be_there(self) -> None:
        """Wait until the window has a list and takes keys."""
        self.wait("the window", lambda: self.bus.program(self.process.pid))
        self.focused("table")

    def find(self, role: str, name: str = "", state: State = State.SHOWING) -> Accessible | None:
        """Find what can be seen now, by what it is and a part of its name."""
        return next((one for one in self._all() if one.role == role and name in one.name and one.has(state)), None)

    def see(self, role: str, name: str = "") -> Accessible:
        """Wait for something to be seen."""
        return self.wait(f"{role} with {name!r}", lambda: self.find(role, name))

    def not_see(self, role: str, name: str = "") -> None:
        """Wait for something not to be seen any more."""
        self.wait(f"no {role} with {name!r}", lambda: self.find(role, name) is None)

    def focused(self, role: str, name: str = "") -> Accessible:
        """Wait for the focus to be somewhere."""
        return self.wait(f"the focus on {role} with {name!r}", lambda: self.find(role, name, State.FOCUSED))

    def hear(self, words: str) -> str:
        """Wait for words anywhere, and give all that is said of what they belong to."""

        def look() -> str | None:
            said = (f"{one.name} {one.description}" for one in self._all())
            return next((sentence for sentence in said if words in sentence), None)

        return self.wait(f"the words {words!r}", look)

    def not_hear(self, words: str, timeout_s: float = TIMEOUT_S) -> None:
        """Wait until words are nowhere any more."""
        self.wait(
            f"an end of the words {words!r}", lambda: all(words not in one.name for one in self._all()), timeout_s
        )

    def row(self) -> str:
        """Give the sentence of the chosen row; "" where none is."""
        table = self.find("table", "Tickets")
        return "" if table is None else "; ".join(table.selected_cells())

    def row_says(self, *words: str) -> str:
        """Wait until the chosen row says words."""

        def look() -> str | None:
            said = self.row()
            return said if said and all(word in said for word in words) else None

        return self.wait(f"the row with {words}", look)

    def row_other_than(self, before: str) -> str:
        """Wait until another row is chosen than one that said this."""
        number = before.partition(";")[0]
        return self.wait(
            "another row", lambda: said if (said := self.row()) and not said.startswith(f"{number};") else None
        )

    def wait(self, what: str, look: Callable[[], T | None], timeout_s: float = TIMEOUT_S) -> T:
        """Wait until a look gives something that is true."""
        ends_s = time.monotonic() + timeout_s
        while True:
            try:
                if found := look():
                    return found
            except IsGone:
                pass  # it changed while it was looked at: so look again
            log = self.log.read_text()
            if self.process.poll() is not None or "Traceback" in log:
                pytest.fail(f"the window broke instead of showing {what}:\n{log}")
            if time.monotonic() > ends_s:
                pytest.fail(f"{what} did not come; on the screen is:\n{self._told()}\n{log}")
            time.sleep(LOOKS_EVERY_S)  # the bus tells of changes, but not of words that a widget paints

    def picture(self, name: str) -> None:
        """Save what is on the screen as a PNG."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        # It has painted what it did before it answers.
        self.see("frame")
        self.session.run("import", "-window", "root", str(self.pictures / f"{name}.png"))

    # --- inside ---------------------------------------------------------------

    def _all(self) -> Iterator[Accessible]:
        program = self.bus.program(self.process.pid)
        return iter(()) if program is None else program.whole()

    def _told(self) -> str:
        try:
            return "\n".join(f"{one.role}: {one.name} {one.description}".rstrip() for one in self._all())
        except IsGone:
            return "something that changes all the time"
