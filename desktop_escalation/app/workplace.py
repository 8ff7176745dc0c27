"""The workplace of a person at a computer: the database, its news, the courier and, if it runs here, the engine."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from desktop_escalation.app.desk_services import DeskServices, desk_services
from desktop_escalation.services.asking import Asking

if TYPE_CHECKING:
    from desktop_escalation.app.engine_here import CourierHere, EngineHere
    from desktop_escalation.engine.sweep import Sweep
    from desktop_escalation.storage.listener import ChangeListener


class Workplace:
    """Opens the database at the first question, whichever thread asks it; a failure to open is tried anew each time.

    Scheduler, courier and listener are loaded by `begin`, which comes after the first list.
    """

    def __init__(self, url: str, asking: Asking, prepare: Callable[[], None] | None = None) -> None:
        """Name the database, and who sits there; `prepare` makes the database, once, before it is opened."""
        self._url = url
        self._prepare = prepare
        self._asking = asking
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._services: DeskServices | None = None
        self._listener: ChangeListener | None = None
        self._running: EngineHere | CourierHere | None = None
        self._is_engine_here = False

    @property
    def services(self) -> DeskServices:
        """The services; a database that cannot be opened is told in words."""
        with self._lock:
            if self._prepare is not None:
                self._prepare()
                self._prepare = None
            if self._services is None:
                self._services = self._stack.enter_context(desk_services(self._url))
            return self._services

    @property
    def is_on_one_computer(self) -> bool:
        """The database is a file, so that no engine can run elsewhere."""
        return self.services.store.is_on_one_computer

    @property
    def is_engine_here(self) -> bool:
        """The engine runs on this computer, in this program."""
        return self._is_engine_here

    def begin(self, on_change: Callable[[], None]) -> None:
        """Deliver notices to the person from now on, and call back in a thread when something may have changed.

        What failed may be begun again; what has begun goes on.
        """
        from desktop_escalation.storage.listener import ChangeListener  # noqa: PLC0415 - not before the first list

        if self._listener is not None:
            return
        self._deliver_only()

        def heard() -> None:
            if self._running is not None:
                self._running.wake()
            on_change()

        self._listener = ChangeListener(self.services.store.address, heard)
        self._listener.start()

    def run_engine(self, tell: "Callable[[Sweep], None]") -> None:
        """Run the engine here too; somebody who may not is refused."""
        from desktop_escalation.app.engine_here import EngineHere  # noqa: PLC0415 - not before the first list

        self.services.engine_room.require_runner(self._asking)
        if not self._is_engine_here:
            self._replace(EngineHere(self.services, self._asking, tell), is_engine=True)

    def stop_engine(self) -> None:
        """Leave the engine to others, and go on delivering notices."""
        if self._is_engine_here:
            self._deliver_only()

    def close(self) -> bool:
        """End what runs and close the database; False where something does not end, so that only the process can."""
        has_ended = self._running is None or self._running.stop()
        if self._listener is not None:
            self._listener.stop()
        if has_ended:
            self._stack.close()
        return has_ended

    def _deliver_only(self) -> None:
        from desktop_escalation.app.engine_here import CourierHere  # noqa: PLC0415 - not before the first list

        self._replace(CourierHere(self.services, self._asking), is_engine=False)

    def _replace(self, next_one: "EngineHere | CourierHere", *, is_engine: bool) -> None:
        """Begin the next before the other ends: what cannot begin leaves everything as it was."""
        next_one.start()
        before, self._running, self._is_engine_here = self._running, next_one, is_engine
        if before is not None:
            before.stop()
