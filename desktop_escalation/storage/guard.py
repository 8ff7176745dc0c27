"""A limit to the silence of a PostgreSQL server, which has none of its own.

A frozen server, or a network that swallows what it is given, holds a call for ever: the kernel at the other end still
answers keepalives, and `statement_timeout` is the server's to keep. The silence of a call counts, not how long it or
its transaction takes, so that long work lives for as long as something comes back.
"""

import logging
import time
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.rows import TupleRow

from desktop_escalation.storage.silence import SILENCE, Silence

# Where the server gives up waiting for its standby; its words depend on its language, the name of this place does not.
STANDBY_WAIT = "SyncRepWaitForLSN"

logger = logging.getLogger(__name__)


def tell_of_lost_standby(server: object, notice: psycopg.errors.Diagnostic) -> None:
    """Raise an alarm where a commit did not reach the standby it waited for: cancelled, it succeeds all the same."""
    if notice.source_function == STANDBY_WAIT:
        logger.error(
            "The database %s has saved a change on one server only, for its standby does not answer: should that "
            "server be lost, so is the change. Tell its administrator.",
            server,
        )


class GuardedConnection(psycopg.Connection[TupleRow]):
    """A connection each of whose calls ends: with an answer, or with an OperationalError after `silence`."""

    silence: Silence = SILENCE

    def wait(self, gen: PQGen[RV], *args: Any, **kwargs: Any) -> RV:
        """Wait for a call as psycopg does, for every call comes by here, but not longer than the silence allows."""
        return super().wait(self._guarded(gen), *args, **kwargs)

    def _guarded(self, gen: PQGen[RV]) -> PQGen[RV]:
        """The same call; psycopg sends it 0 where nothing has come for a tenth of a second."""
        began_s = None
        is_cancelled = False
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    began_s = None
                elif began_s is None:
                    began_s = time.monotonic()
                else:
                    is_cancelled = self._end_silence(time.monotonic() - began_s, is_cancelled=is_cancelled)
                wanted = gen.send(ready)
        except StopIteration as end:
            value: RV = end.value
            return value
        except psycopg.errors.QueryCanceled as error:
            if not is_cancelled:
                raise
            raise psycopg.OperationalError(f"it had said nothing for {self.silence.cancel_s:g} s") from error

    def _end_silence(self, silent_s: float, *, is_cancelled: bool) -> bool:
        """Cancel or give up where the time has come; True from when on the call is cancelled."""
        if silent_s >= self.silence.hang_up_s:
            self.close()
            raise psycopg.OperationalError(f"it has said nothing for {self.silence.hang_up_s:g} s")
        if silent_s >= self.silence.cancel_s and not is_cancelled:
            self._cancel()
            return True
        return is_cancelled

    def _cancel(self) -> None:
        """Ask the server, by another connection, to end what it does here, so that it does not keep its locks."""
        logger.warning("The database has said nothing for %g s; what it was asked is cancelled", self.silence.cancel_s)
        try:
            self.cancel_safe(timeout=self.silence.cancel_timeout_s)
        except psycopg.Error as error:
            logger.warning("The database does not hear that it is to cancel: %s", error)
