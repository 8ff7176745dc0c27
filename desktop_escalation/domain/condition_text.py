"""Conditions as policy files write them: `priority = [1, 2]`, `"customer.plan" = { not = ["Basic"] }`."""

import json
import re
from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from desktop_escalation.domain.conditions import Age, Condition, Operator, Test, Value
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.names import check_name
from desktop_escalation.domain.organisation_table import Table
from desktop_escalation.domain.spans import parse_wall_span, write_wall_span
from desktop_escalation.domain.ticket import Channel, State
from desktop_escalation.domain.toml_lines import Path

MOST_COUNTED = 10_000
HIGHEST_TIER = 99
DEEPEST_ALTERNATIVES = 4


class Kind(Enum):
    """What sort of value a field holds."""

    NUMBER = auto()
    CHOICE = auto()
    TEXT = auto()
    FLAG = auto()
    SPAN = auto()


class Field(Struct, frozen=True):
    """A field that conditions may look at, with the bounds of a number or the words of a choice."""

    kind: Kind
    low: int = 0
    high: int = 0
    words: tuple[str, ...] = ()


FIELDS = {
    "priority": Field(Kind.NUMBER, 1, 4),
    "category": Field(Kind.TEXT),
    "state": Field(Kind.CHOICE, words=tuple(State)),
    "tier": Field(Kind.NUMBER, 1, HIGHEST_TIER),
    "team": Field(Kind.TEXT),
    "tags": Field(Kind.TEXT),
    "subject": Field(Kind.TEXT),
    "body": Field(Kind.TEXT),
    "channel": Field(Kind.CHOICE, words=tuple(Channel)),
    "age": Field(Kind.SPAN),
    "reopened": Field(Kind.NUMBER, 0, MOST_COUNTED),
    "transfers": Field(Kind.NUMBER, 0, MOST_COUNTED),
    "customer.plan": Field(Kind.TEXT),
    "customer.organisation": Field(Kind.TEXT),
    "customer.vip": Field(Kind.FLAG),
    "customer.language": Field(Kind.TEXT),
}
_OPERATORS = {
    "not": Operator.NONE_OF,
    "min": Operator.MIN,
    "max": Operator.MAX,
    "contains": Operator.CONTAINS,
}
_ALLOWED = {
    Kind.NUMBER: (Operator.ANY_OF, Operator.NONE_OF, Operator.MIN, Operator.MAX),
    Kind.CHOICE: (Operator.ANY_OF, Operator.NONE_OF),
    Kind.TEXT: (Operator.ANY_OF, Operator.NONE_OF, Operator.CONTAINS),
    Kind.FLAG: (Operator.ANY_OF, Operator.NONE_OF),
    Kind.SPAN: (Operator.MIN, Operator.MAX),
}
_WRITTEN = {operator: word for word, operator in _OPERATORS.items()}
_ALTERNATIVES = "any"


def read_condition(table: Table, depth: int = 0) -> Condition:
    """Read a condition; its faults are noted in the table."""
    tests: list[Test] = []
    seen: set[str] = set()
    for name, raw, below in _entries(table):
        if name not in FIELDS:
            _fault(table, below, f'unknown field "{name}"{did_you_mean(name, (*FIELDS, _ALTERNATIVES))}')
        elif name in seen:
            _fault(table, below, f'"{name}" is tested twice; write one table of operators')
        else:
            seen.add(name)
            tests.extend(_read_tests(table, name, raw, below))
    return Condition(tuple(tests), _read_alternatives(table, depth))


def paths_of_tests(condition: Condition, path: Path) -> Iterator[tuple[Path, Test]]:
    """List the tests of a condition, those of its alternatives included, each with its path in the file."""
    for test in condition.tests:
        yield (*path, test.field), test
    for index, alternative in enumerate(condition.alternatives):
        yield from paths_of_tests(alternative, (*path, _ALTERNATIVES, index))


def write_condition(condition: Condition) -> str:
    """Give the inline table that reads back as the same condition."""
    return f"{{ {', '.join(write_pairs(condition))} }}"


def write_pairs(condition: Condition) -> list[str]:
    """Give the pairs `key = value` of a condition, its alternatives as the last one."""
    pairs = write_tests(condition)
    if condition.alternatives:
        alternatives = ", ".join(write_condition(alternative) for alternative in condition.alternatives)
        pairs.append(f"{_ALTERNATIVES} = [{alternatives}]")
    return pairs


def write_tests(condition: Condition) -> list[str]:
    """Give the pairs `field = wanted` of a condition without its alternatives."""
    by_field: dict[str, list[Test]] = {}
    for test in condition.tests:
        by_field.setdefault(test.field, []).append(test)
    return [f"{write_key(name)} = {_wanted_text(tests)}" for name, tests in by_field.items()]


def write_key(key: str) -> str:
    """Write a key, quoted where TOML needs it."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else write_text(key)


def write_text(text: str) -> str:
    """Write a text as a TOML string of one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _entries(table: Table) -> Iterator[tuple[str, object, Path]]:
    for key, raw in table.content.items():
        if key == "customer" and isinstance(raw, dict):
            for name, value in raw.items():
                yield f"customer.{name}", value, (key, name)
        elif key != _ALTERNATIVES:
            yield key, raw, (key,)


def _read_alternatives(table: Table, depth: int) -> tuple[Condition, ...]:
    if _ALTERNATIVES not in table:
        return ()
    if depth == DEEPEST_ALTERNATIVES:
        table.fault(_ALTERNATIVES, f"alternatives stand at most {DEEPEST_ALTERNATIVES} deep in each other")
        return ()
    if table.content[_ALTERNATIVES] == []:
        table.fault(_ALTERNATIVES, f'"{_ALTERNATIVES}" must name at least one alternative')
    alternatives = tuple(table.tables(_ALTERNATIVES))
    for alternative in alternatives:
        if not alternative.content:
            message = "an alternative without a test holds always: give it a test"
            alternative.faults.add(alternative.path, message)
    return tuple(read_condition(alternative, depth + 1) for alternative in alternatives)


def _read_tests(table: Table, name: str, raw: object, below: Path) -> Iterator[Test]:
    operators = raw if isinstance(raw, dict) else {None: raw}
    if not operators:
        _fault(table, below, f'"{name}" needs an operator: {", ".join(_OPERATORS)}')
    for word, value in operators.items():
        place = below if word is None else (*below, word)
        if word is not None and word not in _OPERATORS:
            _fault(table, place, f'unknown operator "{word}"{did_you_mean(word, _OPERATORS)}')
            continue
        try:
            yield _test(name, Operator.ANY_OF if word is None else _OPERATORS[word], value)
        except Refused as refused:
            _fault(table, place, f"{name}: {refused}")


def _fault(table: Table, below: Path, message: str) -> None:
    table.faults.add((*table.path, *below), message)


def _test(name: str, operator: Operator, raw: object) -> Test:
    field = FIELDS[name]
    if operator not in _ALLOWED[field.kind]:
        allowed = [_WRITTEN.get(each, "a value or a list") for each in _ALLOWED[field.kind]]
        raise Refused(f"cannot be compared like this; it takes {', '.join(allowed)}")
    values = raw if isinstance(raw, list) else [raw]
    if not values:
        raise Refused("list at least one value")
    if operator in {Operator.MIN, Operator.MAX} and len(values) > 1:
        raise Refused("takes one value")
    return Test(name, operator, tuple(_value(field, value) for value in values))


def _value(field: Field, raw: object) -> Value:
    match field.kind:
        case Kind.NUMBER:
            return _number(field, raw)
        case Kind.FLAG:
            if not isinstance(raw, bool):
                raise Refused("must be true or false")
            return raw
    if not isinstance(raw, str):
        raise Refused("must be a text: put it in quotes")
    match field.kind:
        case Kind.CHOICE:
            return _word(field, raw)
        case Kind.SPAN:
            return Age(parse_wall_span(raw))
        case _:
            return check_name(raw)


def _number(field: Field, raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not field.low <= raw <= field.high:
        raise Refused(f"must be a whole number from {field.low} to {field.high}")
    return raw


def _word(field: Field, raw: str) -> str:
    word = raw.casefold()
    if word not in field.words:
        raise Refused(f'unknown word "{check_name(raw)}"{did_you_mean(word, field.words)}')
    return word


def _wanted_text(tests: list[Test]) -> str:
    if [test.operator for test in tests] == [Operator.ANY_OF]:
        return _values_text(tests[0])
    operators = {test.operator for test in tests}
    if len(operators) < len(tests) or Operator.ANY_OF in operators:
        raise Refused(f'"{tests[0].field}" is tested twice in a way that no policy file can say; use alternatives')
    pairs = ", ".join(f"{_WRITTEN[test.operator]} = {_values_text(test)}" for test in tests)
    return f"{{ {pairs} }}"


def _values_text(test: Test) -> str:
    texts = [_value_text(value) for value in test.wanted]
    is_single = test.operator not in {Operator.ANY_OF, Operator.NONE_OF} or isinstance(test.wanted[0], bool)
    return texts[0] if is_single and len(texts) == 1 else f"[{', '.join(texts)}]"


def _value_text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Age):
        return write_text(write_wall_span(value.span))
    return write_text(value) if isinstance(value, str) else str(value)
