"""What is to be explained of a ladder."""

from msgspec import Struct


class Why(Struct, frozen=True):
    """What somebody wants explained: a step, an escalation by its number, or with neither the whole ladder."""

    step: str | None = None
    escalation: int | None = None
