"""What there is to know of an error of a database's driver."""

from msgspec import Struct

from desktop_escalation.domain.errors import EscalationError

Meaning = tuple[type[EscalationError], str]


class Failure(Struct, frozen=True):
    """A driver's error, understood; `meaning` is None where it is a mistake of the program.

    The sentence of a meaning has places for the database (`at`) and for what the driver said (`words`).
    """

    meaning: Meaning | None = None
    is_taken: bool = False
    is_refused_write: bool = False
    is_repeatable: bool = False
    breaks_off: bool = False
