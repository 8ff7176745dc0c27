"""Notifications by plyer, in a program of its own that cannot block this one."""

import json

from msgspec import Struct

from desktop_escalation.notify.child import Child, ChildFailed
from desktop_escalation.notify.means import NotShown
from desktop_escalation.notify.toast import Toast

_MENDS = {
    "darwin": "install pyobjus, which plyer needs on macOS",
    "win32": "see that notifications are allowed in the settings of Windows",
}
_MEND = "install notify-send (the package libnotify-bin), and see that a notification service runs"


class PlyerMeans(Struct, frozen=True):
    """What plyer finds on this system; it tells of faults, but that a notification was seen it cannot tell."""

    platform: str
    child: Child

    def probe(self, limit_s: float) -> None:
        """Raise `NotShown` where plyer finds nothing to show notifications with."""
        self._ask({}, limit_s)

    def show(self, toast: Toast, limit_s: float) -> None:
        """Hand a toast to plyer; raise `NotShown` where that fails or takes too long."""
        self._ask({"title": toast.title, "body": toast.body}, limit_s)

    def close(self) -> None:
        """Nothing is held open."""

    def _ask(self, request: dict[str, str], limit_s: float) -> None:
        try:
            problem = json.loads(self.child.ask(json.dumps(request), limit_s))
        except TimeoutError as error:
            raise self._not_shown("the desktop does not answer plyer") from error
        except (ChildFailed, ValueError) as error:
            raise NotShown(f"plyer could not be tried: {error}", "install this program anew") from error
        if problem is not None:
            raise self._not_shown(f"plyer says: {problem}")

    def _not_shown(self, problem: str) -> NotShown:
        return NotShown(problem, _MENDS.get(self.platform, _MEND))
