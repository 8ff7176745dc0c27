"""What changes seldom and is needed always, kept between transactions until somebody changes it.

Every transaction that touches the organisation or the policies raises the one number in the table `revision`, so a
kept value is as fresh as that number, which is read anew in each transaction.
"""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

DIRECTORY_CHANGED = "directory"
POLICIES_CHANGED = "policies"
SELDOM = frozenset({DIRECTORY_CHANGED, POLICIES_CHANGED})

READ_REVISION = "SELECT number FROM revision"
RAISE_REVISION = "UPDATE revision SET number = number + 1"


class Kept:
    """The values of one revision; threads share it, and at worst load the same value twice."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._now: tuple[int, dict[str, Any]] = (0, {})

    def get(self, revision: int, name: str, load: Callable[[], T], read_revision: Callable[[], int]) -> T:
        """Give the value of a revision, loaded where it is not kept; one that changes meanwhile is not kept."""
        number, values = self._now
        if number == revision and name in values:
            known: T = values[name]
            return known
        loaded = load()
        if read_revision() == revision:
            self._now = (revision, {**(self._now[1] if self._now[0] == revision else {}), name: loaded})
        return loaded
