"""Domain values as JSON text and back: exact, without loss, and the same letters for the same value.

A member of a union of dataclasses carries its class's name under "_type". A span is a whole number of microseconds, or
`{"span": …}` where a plain number could stand as well; a moment is ISO 8601 with its offset.
"""

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.fns import identity

from desktop_escalation.domain.conditions import Condition, Value

T = TypeVar("T")

TAG = "_type"
MICROSECOND = timedelta(microseconds=1)
MOMENTS_KEPT = 2_000


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
    _add_tuples_and_optionals(converter)
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
    converter.register_structure_hook(datetime, lambda text, _: _moment(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))
    converter.register_unstructure_hook(timedelta, lambda span: span // MICROSECOND)
    converter.register_structure_hook(timedelta, lambda number, _: number * MICROSECOND)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda text, _: Fraction(text))
    # JSON has no words for them but their values.
    converter.register_unstructure_hook(StrEnum, identity)
    converter.register_unstructure_hook(IntEnum, identity)
    # The keys of a JSON object are text.
    converter.register_structure_hook(IntEnum, lambda number, kind: kind(int(number)))


def _add_tuples_and_optionals(converter: Converter) -> None:
    """Let what needs no change pass as it is: cattrs would copy each tuple and ask each optional field."""
    converter.register_unstructure_hook_factory(_is_homogenous_tuple, lambda kind: _listing(converter, kind))
    converter.register_structure_hook_factory(
        _is_homogenous_tuple, lambda kind: homogenous_tuple_structure_factory(kind, converter)
    )
    converter.register_unstructure_hook_factory(_is_optional, lambda kind: _optional(converter, kind))


def _is_homogenous_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis


def _listing(converter: Converter, kind: Any) -> Callable[[Any], Any]:
    member = converter.get_unstructure_hook(get_args(kind)[0], cache_result=False)
    return identity if member is identity else lambda members: [member(one) for one in members]


def _is_optional(kind: Any) -> bool:
    return len(_classes(kind)) == 1


def _optional(converter: Converter, kind: Any) -> Callable[[Any], Any]:
    (other,) = _classes(kind)
    hook = converter.get_unstructure_hook(other)
    return identity if hook is identity else lambda value: None if value is None else hook(value)


def _moment_text(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone: storage takes aware moments only")
    return _utc_text(at) if at.tzinfo is UTC else at.isoformat()


# A ticket has few moments, each in many places. Equal ones have the same letters only where they are of one zone.
@lru_cache(maxsize=MOMENTS_KEPT)
def _utc_text(at: datetime) -> str:
    return at.isoformat()


@lru_cache(maxsize=MOMENTS_KEPT)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_union_of_values(kind: Any) -> bool:
    classes = _classes(kind)
    return len(classes) > 1 and all(map(is_dataclass, classes))


def _classes(union: Any) -> tuple[type, ...]:
    if get_origin(union) not in {Union, UnionType}:
        return ()
    return tuple(member for member in get_args(union) if member is not NoneType)


def _tagging(converter: Converter, union: Any) -> Callable[[Any], Any]:
    members = {kind: (kind.__name__, converter.get_unstructure_hook(kind)) for kind in _classes(union)}

    def tagged(value: Any) -> Any:
        if value is None:
            return None
        name, unstructure = members[type(value)]
        return {TAG: name, **unstructure(value)}

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
# Values hold no circles, and looking for them takes a third of the time.
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
