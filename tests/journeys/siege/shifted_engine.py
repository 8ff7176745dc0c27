"""The real `escalationctl` for a process whose clock libfaketime shifts.

libfaketime refuses every `time.sleep` while monotonic time stays right ("Invalid argument"), so that one sleeps
otherwise here; all else is the product's.
"""

import runpy
import threading
import time


def sleep(seconds: float) -> None:
    """Sleep by a wait that libfaketime leaves alone."""
    threading.Event().wait(seconds)


if __name__ == "__main__":
    vars(time)["sleep"] = sleep
    runpy.run_module("desktop_escalation.cli.__main__", run_name="__main__", alter_sys=True)
