"""What is to be explained of a ladder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Why:
    """What somebody wants explained: a step, an escalation by its number, or with neither the whole ladder."""

    step: str | None = None
    escalation: int | None = None
