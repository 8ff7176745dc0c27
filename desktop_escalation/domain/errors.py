"""Every error that a caller can act on; anything else is a bug.

```
EscalationError
├── Refused           the user asked for what cannot be; the message says what to do instead
│   └── Unreadable    a file has faults; each is named with its file and line
├── Conflict          somebody was faster; carries what changed
└── Unavailable       a disk, a database or a server did not answer; try again later
    └── Unreachable   there is no connection to it at all
```
"""

from collections.abc import Iterable

from msgspec import Struct


class EscalationError(Exception):
    """An error whose text is fit to be shown to the person who caused it."""


class Refused(EscalationError):
    """The user asked for what cannot be; the message says what to do instead."""


class Conflict(EscalationError):
    """Somebody else changed the same thing first."""

    def __init__(self, message: str, *, changed: tuple[str, ...] = ()) -> None:
        """Say in `changed`, one sentence each, what the other did."""
        super().__init__(message)
        self.changed = changed


class Unavailable(EscalationError):
    """A disk, a database or a server did not answer; the same call may succeed later."""


class Unreachable(Unavailable):
    """There is no connection to the database; the message may hold words of the network that help administrators."""


class Problem(Struct, frozen=True):
    """One fault in a file; `line` counts from 1 and is None where the whole file is meant."""

    message: str
    line: int | None = None


class Unreadable(Refused):
    """A file has faults; each is named with its file and line."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        """Join the faults of `source` (a file's name) to one message, a line each."""
        self.source = source
        self.problems = tuple(problems)
        super().__init__("\n".join(_located(source, problem) for problem in self.problems))


def _located(source: str, problem: Problem) -> str:
    place = source if problem.line is None else f"{source}:{problem.line}"
    return f"{place}: {problem.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """End a message about an unknown word with the nearest known one, or with all of them where there are few."""
    choices = sorted(set(known))
    by_lower_case = {choice.lower(): choice for choice in choices}
    import difflib  # noqa: PLC0415 - only where something is misspelt

    near = difflib.get_close_matches(word.lower(), by_lower_case, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{by_lower_case[near[0]]}"?'
    if choices and len(choices) <= 12:
        return f"; known are: {', '.join(choices)}"
    return ""
