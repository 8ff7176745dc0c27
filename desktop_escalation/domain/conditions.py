"""Conditions over a ticket's fields: one grammar for `applies_when` and for a step's `if`."""

from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class Age(Struct, frozen=True, order=True):
    """How old a ticket is, by the wall clock."""

    span: timedelta


Value = str | int | bool | Age
Seen = Value | frozenset[str] | None


class Facts(Protocol):
    """What conditions look at: a mapping, or what finds a field's fact when it is asked for."""

    def get(self, field: str, /) -> Seen:
        """Give the fact of a field; None where nothing is known of it."""


class Operator(StrEnum):
    """How a test compares what it sees with what is wanted."""

    ANY_OF = "any of"
    NONE_OF = "none of"
    MIN = "min"
    MAX = "max"
    CONTAINS = "contains"


class Finding(Struct, frozen=True):
    """What one test saw: a line of a receipt."""

    field: str
    wanted: str
    seen: str
    holds: bool


class Verdict(Struct, frozen=True):
    """Whether a condition holds, and what each of its tests saw, those of all alternatives included."""

    holds: bool
    findings: tuple[Finding, ...]


class Test(Struct, frozen=True):
    """One field compared with wanted values; `MIN`, `MAX` take one value, the others hold for any of theirs."""

    field: str
    operator: Operator
    wanted: tuple[Value, ...]

    def holds(self, seen: Seen) -> bool:
        """Compare what is seen; nothing seen (None) satisfies `NONE_OF` only, and text ignores case."""
        match self.operator:
            case Operator.ANY_OF:
                return any(_is_same(seen, value) for value in self.wanted)
            case Operator.NONE_OF:
                return not any(_is_same(seen, value) for value in self.wanted)
            case Operator.MIN:
                return all(_is_at_least(seen, value) for value in self.wanted)
            case Operator.MAX:
                return all(_is_at_least(value, seen) for value in self.wanted)
            case _:
                return any(_has(seen, value) for value in self.wanted)

    def judge(self, facts: Facts) -> Finding:
        """Compare the field's fact and say in words what was wanted and seen."""
        seen = facts.get(self.field)
        return Finding(self.field, str(self), _seen_text(seen), self.holds(seen))

    def __str__(self) -> str:
        """Give what is wanted in words: "1 or 2", "not Basic", "at least 2"."""
        values = " or ".join(_value_text(value) for value in self.wanted)
        return f"{_PREFIXES[self.operator]}{values}"


class Condition(Struct, frozen=True):
    """All of `tests`, and at least one of `alternatives` where there are any; an empty condition holds."""

    tests: tuple[Test, ...] = ()
    alternatives: tuple["Condition", ...] = ()

    def judge(self, facts: Facts) -> Verdict:
        """Judge every test, also after one that fails, so that a receipt can show them all."""
        findings = tuple(test.judge(facts) for test in self.tests)
        verdicts = tuple(alternative.judge(facts) for alternative in self.alternatives)
        one_holds = not verdicts or any(verdict.holds for verdict in verdicts)
        holds = one_holds and all(finding.holds for finding in findings)
        return Verdict(holds, findings + tuple(finding for verdict in verdicts for finding in verdict.findings))

    def holds(self, facts: Facts) -> bool:
        """Say whether the condition holds, where nobody asks what its tests saw."""
        if not all(test.holds(facts.get(test.field)) for test in self.tests):
            return False
        return not self.alternatives or any(alternative.holds(facts) for alternative in self.alternatives)

    def fields(self) -> frozenset[str]:
        """Name the fields that the condition looks at, those of its alternatives included."""
        own = frozenset(test.field for test in self.tests)
        return own.union(*(alternative.fields() for alternative in self.alternatives))


_PREFIXES = {
    Operator.ANY_OF: "",
    Operator.NONE_OF: "not ",
    Operator.MIN: "at least ",
    Operator.MAX: "at most ",
    Operator.CONTAINS: "contains ",
}
_LONGEST_SEEN = 80


def _is_same(seen: Seen, wanted: Value) -> bool:
    if isinstance(seen, frozenset):
        return any(_is_same(member, wanted) for member in seen)
    if isinstance(seen, str) and isinstance(wanted, str):
        return seen.casefold() == wanted.casefold()
    return seen == wanted


def _is_at_least(high: Seen, low: Seen) -> bool:
    if isinstance(high, Age) and isinstance(low, Age):
        return high >= low
    return isinstance(high, int) and isinstance(low, int) and high >= low


def _has(seen: Seen, wanted: Value) -> bool:
    if isinstance(seen, str) and isinstance(wanted, str):
        return wanted.casefold() in seen.casefold()
    return isinstance(seen, frozenset) and _is_same(seen, wanted)


def _seen_text(seen: Seen) -> str:
    if seen is None or seen == frozenset():
        return "nothing"
    text = ", ".join(sorted(seen)) if isinstance(seen, frozenset) else _value_text(seen)
    return text if len(text) <= _LONGEST_SEEN else f"{text[: _LONGEST_SEEN - 1]}…"


def _value_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Age):
        return _span_text(value.span)
    return str(value)


def _span_text(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count]
    return " ".join(parts) or "0 min"
