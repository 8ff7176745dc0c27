"""Who asks: what every use case is told first."""

from msgspec import Struct


class Asking(Struct, frozen=True):
    """Who asks: the operating system's user, and the login that he or she speaks for, if any.

    `operation` is the id of what is asked for, made when the button was pressed, so that asking again after a lost
    answer does nothing twice; without one, each question is another. `seen` is the version of the ticket that the asker
    has seen, the number of its last event: where others did since what bears on the act,
    that is told, and nothing is done.
    """

    os_user: str
    by: str | None = None
    operation: str | None = None
    seen: int | None = None
