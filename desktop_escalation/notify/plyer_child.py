"""The program that shows a notification with plyer, which may block, fails in threads, and never says what came of it.

It reads one line of JSON, the texts of a toast or none to look only, and answers with one, what went wrong or null. On
Windows it then lives on until plyer takes the notification away. A program of its own can be ended; a thread cannot.
"""

import json
import os
import sys
import tempfile
import threading
import warnings
from dataclasses import dataclass, field
from types import TracebackType

from plyer import notification

from desktop_escalation.notify.toast import without_markup

APP_NAME = "Desktop Escalation"
STAYS_S = 10
# Windows takes or refuses a balloon within milliseconds, in a thread of plyer's that then sleeps.
REFUSED_WITHIN_S = 0.5
LONGEST_FAULT = 300

# What plyer calls its variants.
NOTIFY_SEND = "NotifySendNotification"
DBUS_PYTHON = "NotifyDbus"
PORTAL = "NotifyDesktopPortals"
NOTHING = "Notification"


@dataclass(slots=True)
class Threads:
    """Faults in threads that nobody waits for."""

    fault: str = ""
    _has_failed: threading.Event = field(default_factory=threading.Event)

    def note(self, happened: threading.ExceptHookArgs) -> None:
        """Keep a fault; for `threading.excepthook`."""
        self.fault = f"{happened.exc_type.__name__}: {happened.exc_value}"
        self._has_failed.set()

    def wait_for_fault(self, limit_s: float) -> None:
        """Wait until a thread fails, or none has for so long."""
        self._has_failed.wait(limit_s)


def texts_for(variant: str, title: str, body: str) -> tuple[str, str]:
    """Write a title and a body so that a variant of plyer's passes them on as text."""
    if variant == NOTIFY_SEND:  # it takes options at any place, and reads escapes like \n in the body
        plain = without_markup(body).replace("\\", "\\\\")
        return title, f" {plain}" if plain.startswith("-") else plain
    if variant == DBUS_PYTHON:
        return title, without_markup(body)
    if variant == PORTAL:  # plyer puts them between the single quotes of a GVariant
        return _in_quotes(title), _in_quotes(body)
    return title, body


def main() -> None:
    """Answer one request."""
    warnings.simplefilter("ignore")  # plyer warns of each variant that it does not choose
    threads = Threads()
    threading.excepthook = threads.note
    sys.excepthook = _answer_fault
    request = json.loads(sys.stdin.readline())
    with tempfile.TemporaryFile() as complaints:
        # plyer drops the exit codes of the programs that it calls; what they complain of is all there is to see.
        os.dup2(complaints.fileno(), 2)
        problem = _shown(request, threads)
        complaints.seek(0)
        _answer(problem or complaints.read().decode(errors="replace"))


def _shown(request: dict[str, str], threads: Threads) -> str:
    variant = notification.__class__.__name__  # plyer's proxy gives the class of what it stands for
    if variant == NOTHING:
        return "plyer finds nothing here that shows notifications"
    if request:
        title, body = texts_for(variant, request["title"], request["body"])
        notification.notify(title=title, message=body, app_name=APP_NAME, timeout=STAYS_S)
        if sys.platform == "win32":
            threads.wait_for_fault(REFUSED_WITHIN_S)
    return threads.fault


def _answer(problem: str) -> None:
    words = " ".join(problem.split())[:LONGEST_FAULT]
    sys.stdout.write(json.dumps(words or None) + "\n")
    sys.stdout.flush()


def _answer_fault(kind: type[BaseException], fault: BaseException, _: TracebackType | None) -> None:
    _answer(f"{kind.__name__}: {fault}")


def _in_quotes(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


if __name__ == "__main__":
    main()
