"""A clock of a program that a test sets while it runs, by libfaketime; the monotonic clock goes on undisturbed."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class FakedClock(Struct, frozen=True):
    """An offset from the computer's clock in a file, which libfaketime reads each time it is asked."""

    library: Path
    offset_file: Path

    @classmethod
    def at(cls, offset_file: Path) -> "FakedClock | None":
        """A clock that shows the computer's time at first; None where libfaketime is not installed."""
        # The other of its two libraries is not for programs with threads.
        libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        if not libraries:
            return None
        clock = cls(libraries[0], offset_file)
        clock.set("+0")
        return clock

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.offset_file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, offset: str) -> None:
        """Set the clock apart from the computer's, as "-1h" or "+26y"."""
        # In one step, for the file is read at any moment.
        new = self.offset_file.with_suffix(".new")
        new.write_text(f"{offset}\n", encoding="ascii")
        new.replace(self.offset_file)
