"""Domain values as JSON text and back: exact, without loss, and the same letters for the same value.

A member of a union of dataclasses carries its class's name under "_type". A span is a whole number of microseconds, or
`{"span": …}` where a plain number could stand as well; a moment is ISO 8601 with its offset.
"""

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from cattrs import Converter

from desktop_escalation.domain.conditions import Condition, Value

T = TypeVar("T")

TAG = "_type"
MICROSECOND = timedelta(microseconds=1)


def to_text(value: object, kind: Any = None) -> str:
    """Write a value as JSON; `kind` names the type where it is not the value's class, such as a union of classes."""
    document = _CONVERTER.unstructure(value, unstructure_as=kind)
    return _ENCODE(document)


def from_text(text: str, kind: type[T]) -> T:
    """Read the value that `to_text` wrote; a field that the text lacks has its default."""
    return _CONVERTER.structure(json.loads(text), kind)


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    _add_plain_types(converter)
    converter.register_unstructure_hook_func(
        lambda kind: frozenset in {kind, get_origin(kind)}, lambda members: sorted(map(converter.unstructure, members))
    )
    converter.register_unstructure_hook_factory(_is_union_of_values, lambda union: _tagging(converter, union))
    converter.register_structure_hook_factory(_is_union_of_values, lambda union: _untagging(converter, union))
    # A class that holds itself names itself by a string, which cattrs leaves as it is inside a tuple.
    converter.register_unstructure_hook_func(lambda kind: kind == Condition.__name__, converter.unstructure)
    converter.register_structure_hook_func(
        lambda kind: kind == Condition.__name__, lambda document, _: converter.structure(document, Condition)
    )
    converter.register_unstructure_hook_func(lambda kind: kind == Value, _loose_value)
    converter.register_structure_hook_func(lambda kind: kind == Value, lambda document, _: _from_loose_value(document))
    return converter


def _add_plain_types(converter: Converter) -> None:
    converter.register_unstructure_hook(datetime, _moment_text)
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))
    converter.register_unstructure_hook(timedelta, lambda span: span // MICROSECOND)
    converter.register_structure_hook(timedelta, lambda number, _: number * MICROSECOND)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda text, _: Fraction(text))
    # The keys of a JSON object are text.
    converter.register_structure_hook(IntEnum, lambda number, kind: kind(int(number)))


def _moment_text(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone: storage takes aware moments only")
    return at.isoformat()


def _is_union_of_values(kind: Any) -> bool:
    classes = _classes(kind)
    return len(classes) > 1 and all(map(is_dataclass, classes))


def _classes(union: Any) -> tuple[type, ...]:
    if get_origin(union) not in {Union, UnionType}:
        return ()
    return tuple(member for member in get_args(union) if member is not NoneType)


def _tagging(converter: Converter, union: Any) -> Callable[[Any], Any]:
    names = {kind: kind.__name__ for kind in _classes(union)}

    def tagged(value: Any) -> Any:
        if value is None:
            return None
        return {TAG: names[type(value)], **converter.unstructure(value)}

    return tagged


def _untagging(converter: Converter, union: Any) -> Callable[[Any, Any], Any]:
    classes = {kind.__name__: kind for kind in _classes(union)}

    def untagged(document: Any, _: Any) -> Any:
        return None if document is None else converter.structure(document, classes[document[TAG]])

    return untagged


def _loose_value(value: Value) -> object:
    return {"span": value // MICROSECOND} if isinstance(value, timedelta) else value


def _from_loose_value(document: Any) -> Value:
    value: Value = document["span"] * MICROSECOND if isinstance(document, dict) else document
    return value


_CONVERTER = _converter()
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
