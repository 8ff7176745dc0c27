"""The engine on this computer, with the courier of whoever sits at it: for the window and for the command line."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from desktop_escalation.app.couriers import DELIVER, courier_for, deliver_job
from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.engine.climb import LOOK_AHEAD, engine_loop
from desktop_escalation.engine.job import GoOn, every
from desktop_escalation.engine.loop import EngineLoop
from desktop_escalation.engine.sweep import Sweep
from desktop_escalation.services.asking import Asking

STOP_TIMEOUT_S = 10.0
TIDIES_EVERY_S = 3600.0

logger = logging.getLogger(__name__)


class EngineHere:
    """Fires what is due and delivers notices, in threads of its own, from `start` until `stop`, once in its life."""

    def __init__(self, app: DeskServices, asking: Asking, tell: Callable[[Sweep], None]) -> None:
        """Say who runs it, and in `tell` what hears of each sweep that found something, in the engine's thread."""
        self._app = app
        self._courier = courier_for(app, asking)
        jobs = (deliver_job(self._courier), every(TIDIES_EVERY_S, "housekeeping", partial(_tidy, app)))
        self._loop = engine_loop(app.climbing, app.engine_room, tell, jobs)

    def start(self) -> None:
        """Be among the engines, and begin; a database that cannot be written is refused by that."""
        self._app.engine_room.sign_on(self._app.climbing.engine)
        self._loop.start()

    def wake(self) -> None:
        """Hear that somebody has changed something: other things may be due, and messages ready."""
        self._loop.wake(LOOK_AHEAD)
        self._loop.wake(DELIVER)

    def stop(self) -> bool:
        """End after the pass and the message that are at work, and take leave; False where they have not ended."""
        self._courier.stop()
        has_ended = self._loop.stop(STOP_TIMEOUT_S)
        if has_ended:
            _sign_off(self._app)
        return has_ended


class CourierHere:
    """Delivers notices to whoever sits at this computer, while the engine runs elsewhere; from `start` until `stop`."""

    def __init__(self, app: DeskServices, asking: Asking) -> None:
        """Say who sits there."""
        self._courier = courier_for(app, asking)
        self._loop = EngineLoop((deliver_job(self._courier),))

    def start(self) -> None:
        """Begin to deliver."""
        self._loop.start()

    def wake(self) -> None:
        """Hear that messages may be ready."""
        self._loop.wake(DELIVER)

    def stop(self) -> bool:
        """End after the message that is at work; False where it has not ended."""
        self._courier.stop()
        return self._loop.stop(STOP_TIMEOUT_S)


@contextmanager
def signed_on(app: DeskServices) -> Iterator[None]:
    """Be among the engines for the block, and take leave at its end."""
    app.engine_room.sign_on(app.climbing.engine)
    try:
        yield
    finally:
        _sign_off(app)


def _sign_off(app: DeskServices) -> None:
    """Take leave of the other engines, so that nobody takes this one for one that died."""
    try:
        app.engine_room.sign_off(app.climbing.engine)
    except EscalationError as error:
        logger.warning("The engine ends, and could not write that down: %s", error)


def _tidy(app: DeskServices, _go_on: GoOn) -> None:
    """Tidy up once an hour, and hold no connection in between: a server has only so many."""
    app.housekeeping.tidy()
    app.store.let_go()
